"""Labelled names made into numbers: every pair that the index would compare, with its features and its label."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.scoring.core.names.index import NameIndex
from tolpuddle.scoring.core.names.pairs import compared_pairs
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings

MOST: int = 15
"""Entries compared per reading of a name, a few more than when screening."""
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of readings. A pair of names is (ask, against); `same` says whether they are one organisation."""

    name: str
    ask: Ints
    """Number of the name that is screened, or of the labelled pair."""
    against: Ints
    """Number of the entry; 0 for labelled pairs."""
    same: Bools
    features: Mapping[str, Floats]
    fold: Ints
    """Per ask: a number by which names of one organisation stay together."""
    source: Sequence[str]
    """Per ask."""
    listed: Bools
    """Per ask: whether an entry is the same organisation."""
    screening: bool
    """Names against an index, or pairs one by one."""

    @property
    def across(self) -> Bools:
        """Pairs of a Latin name and one in another script."""
        return self.features["scripts"] > 0


def read_task(folder: Path, index: str, reader: NameReader, settings: MatchSettings) -> Examples:
    """A screening task: INDEX.csv (index_id, name, country), queries.csv (query_id, name, country) and truth.csv.

    truth.csv: what (index or query), id, kind, source, answers (index_ids joined by `|`; empty: not listed).
    Raises: UnusableInputError when a file or column is missing.
    """
    entries = _table(folder / f"{index}.csv", ("index_id", "name", "country"))
    queries = _table(folder / "queries.csv", ("query_id", "name", "country"))
    truth = _table(folder / "truth.csv", ("what", "id", "source", "answers")).filter(what="query")
    names = NameIndex.build(entries, reader, settings)
    # The index has an order of its own, and so has whoever asks for its entries.
    entries = entries.sort("name", "country", "index_id")
    place = {index_id: at for at, index_id in enumerate(entries["index_id"].to_list())}
    known = {row[0]: (row[1], row[2]) for row in truth.select("id", "source", "answers").iter_rows()}
    answers = [
        {place[one] for one in known[query][1].split("|") if one in place} for query in queries["query_id"]
    ]
    written = entries["name"].to_list()
    asked = queries["name"].to_list()
    together = [
        min(written[at] for at in own) if own else name for own, name in zip(answers, asked, strict=True)
    ]
    asks: list[Ints] = []
    against: list[Ints] = []
    found: list[Mapping[str, Floats]] = []
    for start in range(0, queries.height, _CHUNK):
        near = names.compared(
            queries.slice(start, _CHUNK).select("name", "country").rows(), MOST, in_full=True
        )
        asks.append(near.query + start)
        against.append(near.entry)
        found.append(near.compared.features | {"at_home": near.at_home.astype(np.float64)})
    ask, entry = np.concatenate(asks), np.concatenate(against)
    return Examples(
        name=f"{folder.name}/{index}",
        ask=ask,
        against=entry,
        same=np.array([b in answers[a] for a, b in zip(ask.tolist(), entry.tolist(), strict=True)], np.bool_),
        features={name: np.concatenate([part[name] for part in found]) for name in found[0]},
        fold=np.array([_fold(name) for name in together], np.int64),
        source=[known[query][0] for query in queries["query_id"]],
        listed=np.array([bool(own) for own in answers], np.bool_),
        screening=True,
    )


def read_pairs(path: Path, reader: NameReader, settings: MatchSettings) -> Examples:
    """left_name, left_country, right_name, right_country, label (1 or 0), source -> one example per pair of readings.

    Raises: UnusableInputError when the file or a column is missing.
    """
    pairs = _table(path, ("left_name", "left_country", "right_name", "right_country", "label", "source"))
    pair, compared = compared_pairs(pairs, reader, settings, in_full=True)
    same = (pairs["label"] == "1").to_numpy()
    return Examples(
        name=path.stem,
        ask=pair,
        against=np.zeros(len(pair), np.int64),
        same=same[pair],
        features=dict(compared.features),
        fold=np.array([_fold(name) for name in _clusters(pairs)], np.int64),
        source=[source.split(":")[0] for source in pairs["source"]],
        listed=same,
        screening=False,
    )


def _clusters(pairs: pl.DataFrame) -> list[str]:
    """One name for all names that pairs join, whatever their label."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while (up := above.setdefault(name, name)) != name:
            name = up
        return name

    lower = [
        (left.lower(), right.lower()) for left, right in pairs.select("left_name", "right_name").iter_rows()
    ]
    for left, right in lower:
        first, second = sorted((top(left), top(right)))
        above[second] = first
    return [top(left) for left, _ in lower]


def _fold(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def _table(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    if not path.is_file():
        raise UnusableInputError(f"{path.name} is not in {path.parent.name}.")
    table = pl.read_csv(path, infer_schema_length=0)
    if lacking := [column for column in columns if column not in table.columns]:
        raise UnusableInputError(f"{path.name} lacks {', '.join(lacking)}.")
    return table.select(pl.col(columns).fill_null(""))
