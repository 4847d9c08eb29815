"""How often the matcher is right on labelled names: shares with their intervals, over all and by group."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Final

import polars as pl

from tolpuddle.desk.documents.matching_labels import GROUPS, NOT_STATED, Labels
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.names.index import NameIndex
from tolpuddle.scoring.core.names.pairs import score_pairs
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings

VERDICTS: Final = ("none", "possible", "listed")
SMALLEST_GROUP: Final = 60
"""Groups with fewer names of either sort are put together: a share of less says nothing."""
OTHERS: Final = "others together"
_Z: Final = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with Wilson's interval of 95%."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        share, n = self.hits / self.of, self.of
        middle = share + _Z * _Z / (2 * n)
        spread = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n))
        below = 1 + _Z * _Z / n
        return max(0.0, (middle - spread) / below), min(1.0, (middle + spread) / below)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the matcher said.

    pairs: the labelled pairs with score and verdict. found: one row for each name that should be found on the list, with
    expected, verdict, score and `first` (its own entry came first). alarmed: the unlisted names with verdict and score against
    the same list; bundled: the same against the names of the edition's orders.
    """

    settings: MatchSettings
    entries: int
    pairs: pl.DataFrame
    found: pl.DataFrame
    alarmed: pl.DataFrame
    bundled: pl.DataFrame
    bundled_entries: int


def measure(labels: Labels, edition: Edition) -> Measured:
    """Score every pair and screen every name with the matcher that the edition sets.

    Raises: EditionError when the edition has no matcher settings or names of orders.
    """
    reader, settings = NameReader.from_edition(edition), MatchSettings.from_edition(edition)
    pairs = labels.pairs.join(score_pairs(labels.pairs, reader, settings).drop("reasons"), on="pair_id")
    entries, queries = _screening(labels.pairs)
    index = NameIndex.build(entries, reader, settings)
    names = labels.unlisted.select(query_id="name_id", name="name", country=_country())
    orders = edition.tables["order_names"].select(index_id="order_id", name="name", country="iso3")
    bundled = NameIndex.build(orders, reader, settings)
    return Measured(
        settings,
        entries["index_id"].n_unique(),
        pairs,
        _found(index, queries),
        _alarmed(index, names, labels.unlisted),
        _alarmed(bundled, names, labels.unlisted),
        orders["index_id"].n_unique(),
    )


def _country() -> pl.Expr:
    return pl.when(pl.col("country") != NOT_STATED).then("country")


def _screening(pairs: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The list (left names; names that are pairs of each other have one id) and the names to find on it."""
    one_of: dict[str, str] = {}

    def root(key: str) -> str:
        while (above := one_of.setdefault(key, key)) != key:
            key = above
        return key

    rows = pairs.filter(pl.col("expected") != "different")
    for left, right, expected in rows.select("left_name", "right_name", "expected").iter_rows():
        if expected == "same":
            one_of[root(folded(right))] = root(folded(left))
    left = rows.select(
        index_id=pl.col("left_name").map_elements(lambda name: root(folded(name)), return_dtype=pl.String),
        name="left_name",
        country="left_country",
    ).unique(["index_id", "name"], maintain_order=True)
    listed = {folded(name) for name in left["name"]}
    queries = rows.filter(
        ~pl.col("right_name").map_elements(folded, return_dtype=pl.String).is_in(list(listed))
    )
    return left, queries.with_columns(
        answer=pl.col("left_name").map_elements(lambda name: root(folded(name)), return_dtype=pl.String)
    )


def folded(name: str) -> str:
    """Letters and digits in one case: names that differ in more are different names here."""
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", name).casefold()).split())


def _found(index: NameIndex, queries: pl.DataFrame) -> pl.DataFrame:
    asked = queries.select(query_id="pair_id", name="right_name", country="right_country")
    best = _best(index, asked).rename({"query_id": "pair_id"})
    return (
        queries.join(best, on="pair_id", how="left")
        .with_columns(
            first=(pl.col("index_id") == pl.col("answer")).fill_null(value=False),
            verdict=pl.col("verdict").fill_null("none"),
        )
        .drop("index_id")
    )


def _alarmed(index: NameIndex, names: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    best = _best(index, names).select("score", "verdict", name_id="query_id")
    return groups.join(best, on="name_id", how="left").with_columns(pl.col("verdict").fill_null("none"))


def _best(index: NameIndex, names: pl.DataFrame) -> pl.DataFrame:
    hits = index.search(names, top=2)
    return hits.filter(pl.col("rank") == 1).select("query_id", "index_id", "score", "verdict")


def at_least(verdict: str) -> pl.Expr:
    """Names with this verdict or a stronger one."""
    return pl.col("verdict").is_in(list(VERDICTS[VERDICTS.index(verdict) :]))


def share(table: pl.DataFrame, hit: pl.Expr) -> Share:
    return Share(table.select(hit.sum()).item() or 0, table.height)


@dataclass(frozen=True, slots=True)
class Line:
    """Error rates of one group. Shares by verdict: `listed` is the upper threshold, `possible` the lower or above."""

    group: str
    pairs_found: dict[str, Share]
    pairs_false: dict[str, Share]
    names_found: dict[str, Share]
    names_false: dict[str, Share]


def line(measured: Measured, group: str, chosen: pl.Expr) -> Line:
    """Error rates of the rows for which `chosen` holds."""
    pairs, alarmed = measured.pairs.filter(chosen), measured.alarmed.filter(chosen)
    found = measured.found.filter(chosen & (pl.col("expected") == "same"))
    same, different = (pairs.filter(pl.col("expected") == each) for each in ("same", "different"))
    levels = ("listed", "possible")
    return Line(
        group,
        {level: share(same, at_least(level)) for level in levels},
        {level: share(different, at_least(level)) for level in levels},
        {level: share(found, at_least(level) & pl.col("first")) for level in levels},
        {level: share(alarmed, at_least(level)) for level in levels},
    )


def lines(measured: Measured, by: str) -> Iterator[Line]:
    """Error rates of each group of a column, largest first; groups with few names together, at the end."""
    column = GROUPS[by]
    sizes = pl.concat([table.select(column) for table in (measured.pairs, measured.alarmed)])[
        column
    ].value_counts()
    counted: dict[str, int] = dict(sizes.iter_rows())
    order = sorted(counted, key=lambda name: (-counted[name], name))
    large = [name for name in order if counted[name] >= SMALLEST_GROUP]
    for name in large:
        yield line(measured, name, pl.col(column) == name)
    if len(large) < len(order):
        yield line(measured, OTHERS, ~pl.col(column).is_in(large))


def kinds(measured: Measured, expected: str) -> Iterator[tuple[str, pl.DataFrame, pl.DataFrame]]:
    """Pairs and found names of each kind of variation, in the order of the table."""
    pairs = measured.pairs.filter(pl.col("expected") == expected)
    for kind in pairs["kind"].unique(maintain_order=True):
        yield (
            kind,
            pairs.filter(pl.col("kind") == kind),
            measured.found.filter((pl.col("kind") == kind) & (pl.col("expected") == expected)),
        )


def figures(measured: Measured) -> dict[str, Share]:
    """Every share under a name such as `script/Chinese/names_found/possible`; what floors are set on."""
    named: dict[str, Share] = {}
    every = [("all", "all", line(measured, "all", pl.lit(value=True)))]
    every += [(by, each.group, each) for by in GROUPS for each in lines(measured, by)]
    for by, group, each in every:
        for what in ("pairs_found", "pairs_false", "names_found", "names_false"):
            shares: dict[str, Share] = getattr(each, what)
            named |= {f"{by}/{group}/{what}/{level}": share for level, share in shares.items() if share.of}
    for expected in ("same", "different", "question"):
        for kind, pairs, _ in kinds(measured, expected):
            what = "pairs_false" if expected == "different" else "pairs_found"
            for level in ("listed", "possible"):
                named[f"kind/{kind}/{what}/{level}"] = share(pairs, at_least(level))
    for level in ("listed", "possible"):
        named[f"bundled/all/names_false/{level}"] = share(measured.bundled, at_least(level))
    return named
