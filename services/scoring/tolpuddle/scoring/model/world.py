"""The world as an edition shows it to the model: countries, goods, candidate pairs, and past editions of the list."""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]

DESCRIBED_BY: Final = "wgi_rule_of_law"
"""Countries without one value of this indicator by then are no candidates: dependent territories, mostly uninhabited."""
LAG: Final = 2
"""Statistics of a year are out two years later: a list of a year knows nothing younger than two years before it."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One edition of the list, or a part of it, as flags of countries x goods."""

    child: Flags
    forced: Flags
    downstream: Flags

    @property
    def any(self) -> Flags:
        """Every entry: listed for either, or, downstream, for its materials."""
        return self.child | self.forced | self.downstream

    def of(self, head: str) -> Flags:
        """The flags that a head learns: `any` or `forced`."""
        return self.forced if head == "forced" else self.any

    def without(self, hidden: Flags) -> "Listing":
        """The same list with these pairs left out, as cross-validation does."""
        return Listing(self.child & ~hidden, self.forced & ~hidden, self.downstream & ~hidden)


@dataclass(frozen=True, slots=True)
class World:
    """Countries in the order of iso3, goods in the order of good_id; pairs are flags or numbers of countries x goods."""

    iso3: tuple[str, ...]
    goods: tuple[str, ...]
    region: tuple[str, ...]
    subregion: tuple[str, ...]
    income: tuple[str, ...]
    sector: tuple[str, ...]
    dol_sector: tuple[str, ...]
    chapters: tuple[frozenset[str], ...]
    """HS chapters of each good."""
    at_home: Flags
    """Per good: sold where it is made, so that every country is a candidate."""
    candidates: Flags
    """Country plausibly makes the good by what `known_in` allows, said without looking at any list."""
    lists: dict[int, Listing]
    """Year of the edition -> what it lists; oldest first."""
    history: pl.DataFrame
    """indicator_history: iso3, year, one column for each indicator."""
    indicators: pl.DataFrame
    """model_indicators."""
    output: pl.DataFrame
    """production_history."""

    def known_in(self, year: int) -> "World":
        """The same world with the candidates that statistics out by this year show."""
        return replace(self, candidates=_candidates(self, year))

    @property
    def pairs(self) -> tuple[Indices, Indices]:
        """Country and good of every candidate, in the order of iso3 and good_id."""
        country, good = np.nonzero(self.candidates)
        return country, good

    def matrix(self, frame: pl.DataFrame, column: str) -> Floats:
        """A column of a table with iso3 and good_id, laid out as countries x goods; NaN where there is no value."""
        out = np.full((len(self.iso3), len(self.goods)), np.nan)
        country = {name: at for at, name in enumerate(self.iso3)}
        good = {name: at for at, name in enumerate(self.goods)}
        for iso3, good_id, value in frame.select("iso3", "good_id", column).drop_nulls().iter_rows():
            if iso3 in country and good_id in good:
                out[country[iso3], good[good_id]] = float(value)
        return out


def read_world(edition: Edition) -> World:
    """Lay out the tables of an edition.

    Raises: EditionError naming the tables that the model needs and the edition lacks.
    """
    needed = (
        "countries",
        "goods",
        "listed_goods",
        "list_editions",
        "indicator_history",
        "model_indicators",
        "production_history",
    )
    if missing := [name for name in needed if name not in edition.tables]:
        raise EditionError(
            f"Edition {edition.name} lacks the tables {', '.join(missing)}: no model can be made from it."
        )
    tables = edition.tables
    countries = tables["countries"].sort("iso3")
    goods = tables["goods"].sort("good_id")
    iso3, good_ids = _words(countries, "iso3"), _words(goods, "good_id")
    world = World(
        iso3=iso3,
        goods=good_ids,
        region=_words(countries, "region"),
        subregion=_words(countries, "subregion"),
        income=_words(countries, "income_group"),
        sector=_words(goods, "sector_id"),
        dol_sector=_words(goods, "dol_sector"),
        chapters=tuple(
            frozenset(code[:2] for code in text.split(";") if code) for text in _words(goods, "hs4")
        ),
        at_home=np.array([word == "true" for word in _words(goods, "sold_at_home")]),
        candidates=np.zeros((len(iso3), len(good_ids)), dtype=np.bool_),
        lists=_lists(tables["listed_goods"], tables["list_editions"], iso3, good_ids),
        history=tables["indicator_history"],
        indicators=tables["model_indicators"],
        output=tables["production_history"],
    )
    return world.known_in(max(world.lists))


def newest_column(frame: pl.DataFrame, prefix: str, year: int) -> str | None:
    """The column `prefix_<year>` of the newest statistics that were out by this year."""
    years = [int(name.removeprefix(prefix)) for name in frame.columns if name.startswith(prefix)]
    known = [one for one in years if one <= year - LAG]
    return f"{prefix}{max(known)}" if known else None


def _candidates(world: World, year: int) -> Flags:
    """Production or exports on record, all countries for goods sold at home, and of goods without either the exporters
    of a wider heading, which the good is a part of.

    Listed pairs that are none of these stay outside, and count as misses.
    """
    known: Flags = world.matrix(world.output, "made_since") <= year - LAG
    if column := newest_column(world.output, "exports_", year):
        known |= ~np.isnan(world.matrix(world.output, column))
    known |= world.at_home[None, :]
    if column := newest_column(world.output, "heading_", year):
        unseen = np.logical_not(np.any(known, axis=0, keepdims=True))
        known |= ~np.isnan(world.matrix(world.output, column)) & unseen
    described = set(world.history.filter(pl.col("year") <= year - LAG).drop_nulls(DESCRIBED_BY)["iso3"])
    return known & np.array([name in described for name in world.iso3])[:, None]


def _lists(
    listed: pl.DataFrame, editions: pl.DataFrame, iso3: tuple[str, ...], goods: tuple[str, ...]
) -> dict[int, Listing]:
    shape = (len(iso3), len(goods))
    country = {name: at for at, name in enumerate(iso3)}
    good = {name: at for at, name in enumerate(goods)}
    published = editions.filter(pl.col("published").is_not_null())["edition_year"].sort().to_list()
    found: dict[int, Listing] = {}
    for year in published:
        listing = Listing(*(np.zeros(shape, dtype=np.bool_) for _ in range(3)))
        rows: Any = listed.filter(pl.col("edition_year") == year).iter_rows(named=True)
        for row in rows:
            at = country[row["iso3"]], good[row["good_id"]]
            listing.child[at] |= bool(row["child_labor"])
            listing.forced[at] |= bool(row["forced_labor"])
            listing.downstream[at] |= bool(row["downstream"])
        found[int(year)] = listing
    return found


def _words(frame: pl.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(frame[column].cast(pl.String).fill_null("").to_list())


def rounded(numbers: Any, decimals: int) -> Floats:
    """Numbers without the last bits, in which machines may differ."""
    return np.asarray(numbers, dtype=np.float64).round(decimals)
