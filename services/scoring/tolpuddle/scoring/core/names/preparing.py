"""Readings of names laid out for comparing: many at once by columns, a few one by one, with equal results."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl

from tolpuddle.scoring.core.names.letters import lengths, spread
from tolpuddle.scoring.core.names.prepared import CONTENT, Bools, Ints, Prepared, ReadsNames, text_array
from tolpuddle.scoring.core.names.reader_one import NameReading
from tolpuddle.scoring.core.names.reader_words import BRACKETED, LEGAL, STOP, UNIT, WORD

FEW: Final = 16
"""Up to so many names are read one by one."""

_LATIN: Final = ("Latn", "Zyyy", "")
_NEXT_BEST: Final = (STOP, LEGAL, UNIT)
"""What is compared of a name without content."""


def prepare(names: Sequence[str], reader: ReadsNames) -> Prepared:
    """Read names (distinct, or they are read again) and number their words."""
    if len(names) <= FEW:
        return _few([reader.read_one(name) for name in names])
    return _many(reader.read(pl.Series("name", names, dtype=pl.String)))


def _few(readings: Sequence[NameReading]) -> Prepared:
    numbers: dict[str, int] = {}
    of: list[int] = []
    alternate: list[bool] = []
    start = [0]
    words: list[int] = []
    kinds: list[int] = []
    texts: dict[str, list[str]] = {name: [] for name in _TEXTS}
    latin: list[bool] = []
    for row, name in enumerate(readings):
        both = list(zip(name.tokens, name.kinds, strict=True))
        content = [(token, kind) for token, kind in both if (kind & 15) in CONTENT]
        content = content or [(token, kind) for token, kind in both if (kind & 15) in _NEXT_BEST] or both
        told = [(content, name.core, False)]
        told += [([(word, WORD) for word in other.split()], other, True) for other in name.alternates]
        for reading, core, other in told:
            if not reading:
                continue
            own = [word for word, _ in reading]
            joined = "".join(own)
            of.append(row)
            alternate.append(other)
            words += [numbers.setdefault(word, len(numbers)) for word in own]
            kinds += [kind for _, kind in reading]
            start.append(len(words))
            latin.append(name.script in _LATIN)
            row_texts = {
                "joined": joined,
                "spaced": " ".join(own),
                "turned": _turned(" ".join(own)),
                "core": core,
                "core_turned": _turned(core),
                "legal": _legal([token for token, kind in both if (kind & 15) == LEGAL]),
                "numbers": " ".join(name.numbers),
                "units": " ".join(name.units),
                "initials": "".join([word[0] for word, kind in reading if kind < BRACKETED]),
                "form": name.form,
                "bones": "" if other else name.skeleton or "",
                "written": joined if other else name.folded.replace(" ", ""),
            }
            for column, text in row_texts.items():
                texts[column].append(text)
    return Prepared(
        of=np.array(of, np.int64),
        alternate=np.array(alternate, np.bool_),
        start=np.array(start, np.int64),
        word=np.array(words, np.int64),
        kind=np.array(kinds, np.int64),
        words=list(numbers),
        latin=np.array(latin, np.bool_),
        letters=lengths(texts["joined"]),
        initial_count=lengths(texts["initials"]),
        **{column: text_array(values) for column, values in texts.items()},
    )


_TEXTS: Final = (
    "joined", "spaced", "turned", "core", "core_turned", "legal", "numbers", "units", "initials", "form", "bones", "written",
)  # fmt: skip


def _many(read: pl.DataFrame) -> Prepared:
    rows = read.height
    row = np.repeat(np.arange(rows), read["tokens"].list.len().to_numpy())
    token = read["tokens"].explode(empty_as_null=False).to_list()
    kind = read["kinds"].explode(empty_as_null=False).to_numpy().astype(np.int64)
    forms: dict[int, list[str]] = {}
    for at in np.flatnonzero((kind & 15) == LEGAL).tolist():
        forms.setdefault(int(row[at]), []).append(token[at])
    chosen = np.flatnonzero(_compared(row, kind & 15, rows))
    row, kind = row[chosen], kind[chosen]
    words = [token[at] for at in chosen.tolist()]
    main = np.zeros(rows, np.int64)
    main[row] = 1
    others = [
        (name, other, other.split())
        for name, alternates in enumerate(read["alternates"].to_list())
        for other in alternates
    ]
    others = [each for each in others if each[2]]
    other_row = np.array([name for name, _, _ in others], np.int64)
    # Readings in the order of names: the name itself, then its alternates.
    readings = main + np.bincount(other_row, minlength=rows)
    first = np.cumsum(readings) - readings
    reading = first[row]
    of = np.repeat(np.arange(rows), readings)
    at = first[other_row] + main[other_row] + spread(readings - main)
    alternate = np.zeros(len(of), np.bool_)
    alternate[at] = True
    if others:
        reading = np.concatenate([reading, np.repeat(at, [len(own) for _, _, own in others])])
        order = np.argsort(reading, kind="stable")
        words += [word for _, _, own in others for word in own]
        kind = np.concatenate([kind, np.full(len(words) - len(kind), WORD)])[order]
        words = [words[place] for place in order.tolist()]
        reading = reading[order]
    start = np.searchsorted(reading, np.arange(len(of) + 1))
    own = [words[begin:end] for begin, end in pairwise(start.tolist())]
    joined, spaced = ["".join(each) for each in own], [" ".join(each) for each in own]
    names = of.tolist()
    texts = {
        "joined": joined,
        "spaced": spaced,
        "turned": [_turned(text) for text in spaced],
        "legal": [_legal(forms[name]) if name in forms else "" for name in names],
        "initials": _initials(kind, start, own),
    }
    told = read.select(
        "core",
        "form",
        "script",
        pl.col("numbers", "units").list.join(" "),
        pl.col("folded").str.replace_all(" ", "", literal=True).alias("written"),
        pl.col("skeleton").alias("bones"),
    ).fill_null("")
    if len(of) != rows or len(others):
        told = told[of]
    texts |= {column: told[column].to_list() for column in told.columns if column != "script"}
    for place, (_, other, _) in zip(at.tolist(), others, strict=True):
        texts["core"][place], texts["written"][place], texts["bones"][place] = other, joined[place], ""
    texts["core_turned"] = [_turned(text) for text in texts["core"]]
    numbers: dict[str, int] = {}
    return Prepared(
        of=of,
        alternate=alternate,
        start=start,
        word=np.array([numbers.setdefault(word, len(numbers)) for word in words], np.int64),
        kind=kind,
        words=list(numbers),
        latin=told["script"].is_in(_LATIN).to_numpy(),
        letters=lengths(joined),
        initial_count=lengths(texts["initials"]),
        **{column: text_array(values) for column, values in texts.items()},
    )


def _initials(kind: Ints, start: Ints, own: Sequence[Sequence[str]]) -> list[str]:
    """The first letters of the words outside brackets."""
    if (kind < BRACKETED).all():
        return ["".join([word[0] for word in each]) for each in own]
    outside = (kind < BRACKETED).tolist()
    return [
        "".join(
            [word[0] for word, kept in zip(each, outside[begin : begin + len(each)], strict=True) if kept]
        )
        for begin, each in zip(start.tolist(), own, strict=False)
    ]


def _turned(text: str) -> str:
    """The words of a text in the order of the alphabet."""
    return " ".join(sorted(text.split())) if " " in text else text


def _legal(forms: Sequence[str]) -> str:
    return " ".join(sorted(set(forms))) if len(forms) > 1 else "".join(forms)


def _compared(row: Ints, kind: Ints, rows: int) -> Bools:
    """Which words are compared: content; of a name without any, the next best; else all."""
    chosen = np.zeros(len(row), np.bool_)
    for kinds in (CONTENT, _NEXT_BEST, range(16)):
        found = np.zeros(rows, np.bool_)
        found[row[chosen]] = True
        chosen |= ~found[row] & np.isin(kind, kinds)
    return chosen
