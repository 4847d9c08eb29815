"""What speaks for and against two names being one: a number per feature and pair, by arrays."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein

from tolpuddle.scoring.core.names.likeness import sized_likeness, spread
from tolpuddle.scoring.core.names.prepared import Floats, Ints, Prepared, Texts
from tolpuddle.scoring.core.names.reader_words import BRACKETED, COMMON, INDUSTRY, PLACE, WORD
from tolpuddle.scoring.core.names.scripts import skeleton

KIND_WEIGHT: Final = {WORD: 1.0, COMMON: 0.7, INDUSTRY: 0.5, PLACE: 0.6}
IN_BRACKETS: Final = 0.8
OF_OTHER_KIND: Final = 0.5
ENOUGH: Final = 0.6
"""Words less alike than this share nothing."""


@dataclass(frozen=True, slots=True)
class Side:
    """Readings on one side of the pairs, with the weight of each of their words."""

    names: Prepared
    weight: Floats
    """Per word of the readings."""


def word_weights(names: Prepared, rarity: Floats) -> Floats:
    """How much each word of the readings counts: its rarity by what kind of word it is."""
    by_kind = np.full(32, OF_OTHER_KIND)
    for kind, weight in KIND_WEIGHT.items():
        by_kind[kind] = weight
        by_kind[kind | BRACKETED] = weight * IN_BRACKETS
    return rarity[names.word] * by_kind[names.kind]


def features(left: Side, right: Side, l: Ints, r: Ints, words: Texts, sizes: Ints) -> dict[str, Floats]:  # noqa: E741
    """Features of the pairs (reading l of the left, reading r of the right); `sizes` are the letters of the words."""
    aligned = _Aligned.of(left, right, l, r, words, sizes)
    a, b = left.names, right.names
    out: dict[str, Floats] = {}
    for side, part in (("query", aligned.left), ("entry", aligned.right)):
        total, met = part.total, part.met
        out[f"covered_{side}"] = met / np.maximum(total, 1e-9)
        out[f"unmet_{side}"] = part.most_unmet
        out[f"unmet_sum_{side}"] = total - met
        out[f"rarest_{side}"] = part.rarest
        out[f"industry_{side}"] = part.industry
        out[f"total_{side}"] = total
        out[f"words_{side}"] = part.count.astype(np.float64)
    out["shared"] = np.minimum(aligned.left.met, aligned.right.met)
    out["best_shared"] = aligned.left.best_met
    joined = a.joined[l], b.joined[r]
    out["letters"] = process.cpdist(*joined, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    out["edits"] = process.cpdist(*joined, scorer=Levenshtein.distance, dtype=np.float64)
    out["beginning"] = process.cpdist(*joined, scorer=JaroWinkler.similarity, dtype=np.float64)
    out["part"] = process.cpdist(*joined, scorer=fuzz.partial_ratio, dtype=np.float64) / 100
    spaced = a.spaced[l], b.spaced[r]
    out["sorted"] = process.cpdist(*spaced, scorer=fuzz.token_sort_ratio, dtype=np.float64) / 100
    core = a.core[l], b.core[r]
    out["core"] = process.cpdist(*core, scorer=fuzz.token_sort_ratio, dtype=np.float64) / 100
    out["in_order"] = process.cpdist(*spaced, scorer=Indel.normalized_similarity, dtype=np.float64)
    written = a.written[l], b.written[r]
    out["written"] = process.cpdist(*written, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    out["shorter"] = np.minimum(a.letters[l], b.letters[r]).astype(np.float64)
    out["longer"] = np.maximum(a.letters[l], b.letters[r]).astype(np.float64)
    out["numbers"] = _agreement(a.numbers[l], b.numbers[r])
    out["units"] = _agreement(a.units[l], b.units[r])
    out["legal"] = _agreement(a.legal[l], b.legal[r])
    out["form"] = _agreement(a.form[l], b.form[r])
    out["bones"] = _bones(a, b, l, r)
    out["first"] = aligned.first
    out["alternate"] = (a.alternate[l].astype(np.float64)) + b.alternate[r]
    out["scripts"] = (a.latin[l] != b.latin[r]).astype(np.float64)
    out["foreign"] = (~a.latin[l] | ~b.latin[r]).astype(np.float64)
    out["initials"] = _initials(a, b, l, r)
    return _together(out)


def _together(f: dict[str, Floats]) -> dict[str, Floats]:
    """Both sides taken together: what is true of the weaker or of the stronger one."""
    f["covered_min"] = np.minimum(f["covered_query"], f["covered_entry"])
    f["covered_max"] = np.maximum(f["covered_query"], f["covered_entry"])
    f["unmet_both"] = np.minimum(f["unmet_query"], f["unmet_entry"])
    f["unmet_most"] = np.maximum(f["unmet_query"], f["unmet_entry"])
    f["unmet_total"] = f["unmet_sum_query"] + f["unmet_sum_entry"]
    f["rarest_min"] = np.minimum(f["rarest_query"], f["rarest_entry"])
    f["rarest_max"] = np.maximum(f["rarest_query"], f["rarest_entry"])
    f["total_min"] = np.minimum(f["total_query"], f["total_entry"])
    f["words_min"] = np.minimum(f["words_query"], f["words_entry"])
    f["words_max"] = np.maximum(f["words_query"], f["words_entry"])
    f["letters_long"] = np.clip((f["letters"] - 0.7) / 0.3, 0, 1) * f["total_min"]
    f["written_long"] = np.clip((f["written"] - 0.85) / 0.15, 0, 1) * f["total_min"]
    return f


@dataclass(frozen=True, slots=True)
class _Part:
    """One side of aligned pairs, summed by pair."""

    total: Floats
    met: Floats
    best_met: Floats
    most_unmet: Floats
    rarest: Floats
    industry: Floats
    count: Ints

    @classmethod
    def of(cls, weight: Floats, kind: Ints, best: Floats, pair: Ints, count: Ints) -> "_Part":
        size = len(count)
        soft = np.clip((best - ENOUGH) / (1 - ENOUGH), 0, 1)
        heaviest = _most(pair, weight, size)
        base = kind & 15
        return cls(
            total=_sum(pair, weight, size),
            met=_sum(pair, weight * soft, size),
            best_met=_most(pair, weight * soft, size),
            most_unmet=_most(pair, weight * (1 - soft), size),
            rarest=_most(pair, np.where(weight >= heaviest[pair] - 1e-9, best, 0.0), size),
            industry=_sum(pair, (base == INDUSTRY) * (1 - soft), size),
            count=count,
        )


@dataclass(frozen=True, slots=True)
class _Aligned:
    """Each word of a pair beside its best likeness on the other side."""

    left: _Part
    right: _Part
    first: Floats

    @classmethod
    def of(cls, left: Side, right: Side, l: Ints, r: Ints, words: Texts, sizes: Ints) -> "_Aligned":  # noqa: E741
        a, b = left.names, right.names
        many, more = np.diff(a.start)[l], np.diff(b.start)[r]
        cells = many * more
        within = spread(cells)
        row, column = within // np.repeat(more, cells), within % np.repeat(more, cells)
        left_at = np.repeat(a.start[l], cells) + row
        right_at = np.repeat(b.start[r], cells) + column
        pair = np.repeat(np.arange(len(l)), cells)
        score = word_likeness(a.word[left_at], b.word[right_at], words, sizes)
        left_slot = np.repeat(np.cumsum(many) - many, cells) + row
        right_slot = np.repeat(np.cumsum(more) - more, cells) + column
        best_left, best_right = np.zeros(int(many.sum())), np.zeros(int(more.sum()))
        np.maximum.at(best_left, left_slot, score)
        np.maximum.at(best_right, right_slot, score)
        first_cells = np.flatnonzero(within == 0)
        first = np.zeros(len(l))
        first[pair[first_cells]] = score[first_cells]
        left_words = np.repeat(a.start[l], many) + spread(many)
        right_words = np.repeat(b.start[r], more) + spread(more)
        left_pair, right_pair = np.repeat(np.arange(len(l)), many), np.repeat(np.arange(len(l)), more)
        _run_together(best_left, a.word[left_words], b.joined[r], left_pair, words, sizes)
        _run_together(best_right, b.word[right_words], a.joined[l], right_pair, words, sizes)
        return cls(
            _Part.of(left.weight[left_words], a.kind[left_words], best_left, left_pair, many),
            _Part.of(right.weight[right_words], b.kind[right_words], best_right, right_pair, more),
            first,
        )


def word_likeness(left: Ints, right: Ints, words: Texts, sizes: Ints) -> Floats:
    """Likeness of words by their numbers; each distinct pair is compared once."""
    width = len(words) + 1
    both, back = np.unique(left * width + right, return_inverse=True)
    mine, theirs = both // width, both % width
    score = np.ones(len(both))
    rest = np.flatnonzero(mine != theirs)
    mine, theirs = mine[rest], theirs[rest]
    score[rest] = sized_likeness(words[mine], words[theirs], sizes[mine], sizes[theirs])
    return score[back]


def _run_together(best: Floats, word: Ints, joined: Texts, pair: Ints, words: Texts, sizes: Ints) -> None:
    """A word found inside the other name written without spaces is met."""
    at = np.flatnonzero((best < 0.9) & (sizes[word] >= 4))
    if len(at) <= 100:
        for one in at.tolist():
            if words[word[one]] in joined[pair[one]]:
                best[one] = 0.94
    else:
        both = pl.DataFrame(
            {"name": joined[pair[at]].tolist(), "word": words[word[at]].tolist()},
            schema={"name": pl.String, "word": pl.String},
        )
        inside = both.select(pl.col("name").str.contains(pl.col("word"), literal=True)).to_series().to_numpy()
        best[at[inside]] = 0.94


def _sum(pair: Ints, values: Floats, size: int) -> Floats:
    return np.bincount(pair, values, size).astype(np.float64)


def _most(pair: Ints, values: Floats, size: int) -> Floats:
    most = np.zeros(size)
    np.maximum.at(most, pair, values)
    return most


def _agreement(left: Texts, right: Texts) -> Floats:
    """0 where neither says, 1 where both say the same, -1 where one says nothing, -2 where they differ."""
    same, none, one = left == right, left == "", (left == "") != (right == "")
    return np.where(same, np.where(none, 0.0, 1.0), np.where(one, -1.0, -2.0)).astype(np.float64)


def _bones(a: Prepared, b: Prepared, l: Ints, r: Ints) -> Floats:  # noqa: E741
    """Likeness of the consonants where one script leaves the vowels out; 0 elsewhere."""
    found = np.zeros(len(l))
    at = np.flatnonzero((a.bones[l] != "") | (b.bones[r] != ""))
    if len(at):
        mine, theirs = (
            np.where(names.bones[rows] != "", names.bones[rows], _skeletons(names.core[rows]))
            for names, rows in ((a, l[at]), (b, r[at]))
        )
        found[at] = process.cpdist(mine, theirs, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    return found


def _skeletons(cores: Texts) -> Texts:
    array = np.empty(len(cores), dtype=object)
    array[:] = skeleton(pl.Series("core", cores.tolist(), dtype=pl.String)).to_list()
    return array


def _initials(a: Prepared, b: Prepared, l: Ints, r: Ints) -> Floats:  # noqa: E741
    """1 where one name is the initials of the other, at least three of them."""
    found = (a.initials[l] == b.joined[r]) & (b.letters[r] >= 3)
    found |= (b.initials[r] == a.joined[l]) & (a.letters[l] >= 3)
    return found.astype(np.float64)
