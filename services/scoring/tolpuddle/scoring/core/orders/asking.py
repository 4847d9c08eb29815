"""Many suppliers asked at once: only those that some order can touch are looked at one by one (R23)."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.goods.cells import GoodsCell
from tolpuddle.scoring.core.orders.evaluate import Case, evaluate
from tolpuddle.scoring.core.orders.finding import Finding
from tolpuddle.scoring.core.orders.parents import NameHit
from tolpuddle.scoring.core.orders.register import Orders
from tolpuddle.scoring.core.positions import Positions
from tolpuddle.scoring.core.words import InputsCell


@dataclass(frozen=True, slots=True)
class Asking:
    """The orders of an edition with what else is needed to ask them."""

    orders: Orders
    nowhere: int
    confident: float

    @property
    def lists(self) -> list[str]:
        """One sentence for each list that is held in part."""
        return list(self.orders.cautions)

    def findings(
        self, suppliers: pl.DataFrame, positions: Positions, cases: pl.DataFrame, facts: Facts
    ) -> dict[int, Finding]:
        """Row -> what orders say, for rows of which they say anything.

        suppliers: name, on_date; cases: r and pair of each of their goods, as lay_cases gives them.
        """
        iso3 = facts.localities.get_column("iso3").gather(positions.loc)
        names = self.orders.names.hits(suppliers.get_column("name"), iso3)
        rows = sorted({*names, *self._by_place(cases), *self._by_materials(positions)})
        if not rows:
            return {}
        picked = pl.DataFrame(
            {
                "row": pl.Series(rows, dtype=pl.UInt32),
                "loc": positions.loc[rows],
                "place_known": positions.place_known[rows],
                "goods": positions.goods[rows],
                "inputs": positions.inputs[rows],
                "on_date": suppliers.get_column("on_date")[rows],
            }
        )
        known: dict[tuple[int, bool, int, int, str | None, tuple[NameHit, ...]], Finding | None] = {}
        found: dict[int, Finding] = {}
        for row, loc, place_known, goods, inputs, day in picked.iter_rows():
            hits = names.get(row, ())
            key = (loc, place_known, goods, inputs, day, hits)
            if key not in known:
                goods_cell = positions.goods_cells[int(goods)]
                inputs_cell = positions.inputs_cells[int(inputs)]
                known[key] = self.finding(loc, place_known, goods_cell, inputs_cell, hits, day)
            finding = known[key]
            if finding is not None:
                found[row] = finding
        return found

    def finding(
        self,
        loc: int,
        place_known: bool,
        goods: GoodsCell,
        inputs: InputsCell,
        names: tuple[NameHit, ...],
        on_date: str | None,
    ) -> Finding | None:
        """What orders say of one supplier as it was read."""
        case = Case(
            loc=loc,
            place_known=place_known,
            goods=tuple((good.good, good.confidence) for good in goods.goods),
            materials=tuple((material.good, material.loc) for material in inputs.materials),
            origins=inputs.origins,
            open_materials=tuple((good.good, tuple(sorted(good.inside))) for good in inputs.named),
            names=names,
            day=self.day_of(on_date),
        )
        return evaluate(case, self.orders, self.nowhere, self.confident)

    def day_of(self, on_date: str | None) -> date:
        """The day to look at: as stated, else that of the edition; what is no day counts as not stated."""
        return read_day(on_date) or self.orders.day

    def _by_place(self, cases: pl.DataFrame) -> list[int]:
        """Rows whose place and goods lead to an order."""
        if not self.orders.direct and not self.orders.unstated:
            return []
        goods = len(self.orders.goods_names)
        at = cases.select((pl.col("loc") * goods + pl.col("good")).cast(pl.UInt32)).to_series()
        return cases.get_column("r").filter(self.orders.touched.gather(at)).to_list()

    def _by_materials(self, positions: Positions) -> set[int]:
        """Rows that state a material that an order may cover, or name one without its origin."""
        count = len(self.orders.goods_names)
        touched = [
            any(material.loc * count + material.good in self.orders.in_part for material in cell.materials)
            or any(origin * count + count - 1 in self.orders.in_part for origin in cell.origins)
            or any(good.good in self.orders.covered_materials for good in cell.named)
            for cell in positions.inputs_cells
        ]
        if not any(touched):
            return set()
        return set(pl.Series(touched, dtype=pl.Boolean).gather(positions.inputs).arg_true().to_list())


def read_day(on_date: str | None) -> date | None:
    """An ISO date; None where it is none."""
    try:
        return date.fromisoformat(on_date) if on_date else None
    except ValueError:
        return None
