"""The goods of each supplier as JSON, materials last."""

import polars as pl

from tolpuddle.scoring.core.contributions import write_contributions
from tolpuddle.scoring.core.json_text import encoded, json_text, plain, word
from tolpuddle.scoring.core.positions import Positions
from tolpuddle.scoring.core.reference import Reference


def write_goods(
    cases: pl.DataFrame, lines: pl.DataFrame, positions: Positions, reference: Reference
) -> tuple[pl.Series, pl.Series]:
    """JSON array of the goods of each supplier, materials last; and the contributions of the deciding good."""
    facts = reference.facts
    made = write_contributions(cases, lines, reference.pairs, reference.rules, reference.written)
    good = cases.get_column("good")
    unknown = facts.goods.height - 1
    several = cases.height > lines.height
    frame = cases.select("r", "good", "confidence", "from_sector", "listing", "rank").hstack(
        [
            *made.get_columns(),
            facts.goods.get_column("good_id").gather(good),
            facts.goods.get_column("good_name").gather(good),
            lines.get_column("exposure").is_not_null().gather(cases.get_column("r")).alias("shown"),
        ]
    )
    steady = reference.rules.confident_good
    state = (
        pl.when((pl.col("listing") == 2) & (pl.col("confidence") < steady))
        .then(pl.lit("possible"))
        .when(pl.col("from_sector") & (pl.col("listing") == 0))
        .then(None)
        .otherwise(
            pl.col("listing").replace_strict(
                [0, 1, 2], ["none", "former", "listed"], default=None, return_dtype=pl.String
            )
        )
    )
    entry = pl.concat_str(
        pl.lit('{"good":'), encoded(pl.col("good_name")), pl.lit(',"good_id":'), word(pl.col("good_id")),
        pl.lit(',"role":"direct","confidence":'), plain(pl.col("confidence")),
        pl.lit(',"assumed":'), plain(pl.col("confidence") < steady),
        pl.lit(',"listing":'), word(state),
        pl.lit(',"exposure":'), pl.when("shown").then(plain(pl.col("index"))).otherwise(pl.lit("null")),
        pl.lit(',"contributions":'),
        pl.when(pl.col("shown") & pl.col("r").is_duplicated()).then("contributions").otherwise(pl.lit("[]")), pl.lit("}"),
    )  # fmt: skip
    frame = frame.with_columns(entry=pl.when(pl.col("good") != unknown).then(entry))
    if several:
        decided = (
            frame.sort("r", "rank").unique("r", keep="last", maintain_order=True).get_column("contributions")
        )
        entries = (
            frame.group_by("r", maintain_order=True).agg(pl.col("entry").str.join(",")).get_column("entry")
        )
    else:
        decided, entries = frame.get_column("contributions"), frame.get_column("entry")
    names = facts.goods.get_column("good_name").to_list()
    ids = facts.goods.get_column("good_id").to_list()
    localities = facts.localities.get_column("iso3").to_list()
    inside = pl.Series(
        [
            ",".join(_material(names[m.good], ids[m.good], m.confidence, m.assumed, None) for m in cell.named)
            or None
            for cell in positions.inputs_cells
        ],
        dtype=pl.String,
    ).gather(positions.inputs)
    stated = pl.Series(
        [
            ",".join(
                _material(names[m.good], ids[m.good], 1.0, False, localities[m.loc]) for m in cell.materials
            )
            or None
            for cell in positions.inputs_cells
        ],
        dtype=pl.String,
    ).gather(positions.inputs)
    everything = pl.DataFrame([entries.alias("a"), stated.alias("b"), inside.alias("c")])
    array = everything.with_columns(pl.when(pl.col("a") != "").then("a").alias("a")).select(
        pl.concat_str(
            pl.lit("["), pl.concat_str("a", "b", "c", separator=",", ignore_nulls=True), pl.lit("]")
        )
    )
    return array.to_series(), decided


def _material(name: str, good_id: str, confidence: float, assumed: bool, origin: str | None) -> str:
    return json_text(
        {
            "good": name,
            "good_id": good_id,
            "role": "input",
            "confidence": confidence,
            "assumed": assumed,
            "origin": origin,
        }
    )
