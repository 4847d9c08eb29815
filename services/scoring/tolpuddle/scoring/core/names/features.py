"""What speaks for and against two names being one: a number per feature and pair, by arrays."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import polars as pl
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, JaroWinkler, Levenshtein, Postfix, Prefix

from tolpuddle.scoring.core.names.aligned import Aligned
from tolpuddle.scoring.core.names.prepared import Bools, Floats, Ints, Prepared, Texts
from tolpuddle.scoring.core.names.scripts import skeleton
from tolpuddle.scoring.core.names.sides import Side

WRITTEN_LONG: Final = 0.85
"""From here on it counts how long names are that are written alike."""

LETTERS: Final = frozenset(
    {
        "letters",
        "edits",
        "beginning",
        "part",
        "sorted",
        "core",
        "in_order",
        "written",
        "bones",
        "letters_long",
        "written_long",
    }
)
"""Features of the names compared letter by letter: the costly ones."""

Scorer = Callable[..., Any]


def features(
    left: Side,
    right: Side,
    l: Ints,  # noqa: E741
    r: Ints,
    floors: Mapping[str, float] | None = None,
) -> dict[str, Floats]:
    """Features of the pairs (reading l of the left, reading r of the right).

    floors: values up to which a feature of LETTERS makes no difference; it is then 0. None: every feature in full.
    """
    told = by_words(left, right, l, r, in_full=floors is None)
    return told | by_letters(left.names, right.names, l, r, told["total_min"], floors or {})


def by_words(left: Side, right: Side, l: Ints, r: Ints, *, in_full: bool = True) -> dict[str, Floats]:  # noqa: E741
    """What words and marks tell."""
    aligned = Aligned.of(left, right, l, r, in_full)
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
    mine, theirs = aligned.left, aligned.right
    out["own_shared"] = np.minimum(mine.own_met, theirs.own_met)
    out["own_unmet"] = np.minimum(mine.own_unmet, theirs.own_unmet)
    out["own_missing"] = np.maximum(mine.own_unmet, theirs.own_unmet)
    out["places"] = np.minimum(mine.places_unmet, theirs.places_unmet)
    out["shorter"] = np.minimum(a.letters[l], b.letters[r]).astype(np.float64)
    out["longer"] = np.maximum(a.letters[l], b.letters[r]).astype(np.float64)
    out["numbers"] = _agreement(left.numbers[l], right.numbers[r])
    out["units"] = _agreement(left.units[l], right.units[r])
    out["legal"] = _agreement(left.legal[l], right.legal[r])
    out["form"] = _agreement(left.form[l], right.form[r])
    out["first"] = aligned.first
    out["alternate"] = a.alternate[l].astype(np.float64) + b.alternate[r]
    out["scripts"] = (a.latin[l] != b.latin[r]).astype(np.float64)
    out["foreign"] = (~a.latin[l] | ~b.latin[r]).astype(np.float64)
    out["initials"] = _initials(a, b, l, r)
    return _together(out)


def by_letters(
    a: Prepared,
    b: Prepared,
    l: Ints,  # noqa: E741
    r: Ints,
    total_min: Floats,
    floors: Mapping[str, float],
) -> dict[str, Floats]:
    """What the names compared letter by letter tell: LETTERS. total_min: of `by_words`."""

    def compared(feature: str, texts: tuple[Texts, Texts], scorer: Scorer, most: float = 1) -> Floats:
        # A little below the floor, so that rounding cuts off nothing above it.
        cutoff = max(0.0, floors.get(feature, 0.0) - 0.001) * most or None
        found = process.cpdist(*texts, scorer=scorer, dtype=np.float64, score_cutoff=cutoff)
        return found / most if most != 1 else found

    joined, spaced = (a.joined[l], b.joined[r]), (a.spaced[l], b.spaced[r])
    edits = process.cpdist(*joined, scorer=Levenshtein.distance, dtype=np.float64)
    in_order = compared("in_order", spaced, Indel.normalized_similarity)
    part = np.zeros(len(l))
    # A part holds no more letters in order than the whole names do: where those are too few, it is not looked for.
    spaces = a.start[l + 1] - a.start[l] + b.start[r + 1] - b.start[r] - 2
    sizes = a.letters[l] + b.letters[r] + spaces
    shared = np.maximum(in_order, floors.get("in_order", 0.0)) * sizes / 2
    most = 2 * shared / (np.minimum(a.letters[l], b.letters[r]) + shared)
    near = np.flatnonzero(most >= floors.get("part", 0.0) - 0.001)
    part[near] = compared("part", (joined[0][near], joined[1][near]), fuzz.partial_ratio, 100)
    letters = 1 - edits / np.maximum(a.letters[l], b.letters[r])
    written = compared("written", (a.written[l], b.written[r]), Levenshtein.normalized_similarity)
    return {
        "letters": letters,
        "edits": edits,
        "beginning": compared("beginning", joined, JaroWinkler.similarity),
        "part": part,
        "sorted": compared("sorted", (a.turned[l], b.turned[r]), fuzz.ratio, 100),
        "core": compared("core", (a.core_turned[l], b.core_turned[r]), fuzz.ratio, 100),
        "in_order": in_order,
        "written": written,
        "letters_long": np.clip((letters - 0.7) / 0.3, 0, 1) * total_min,
        "written_long": np.clip((written - WRITTEN_LONG) / 0.15, 0, 1) * total_min,
        "bones": _bones(a, b, l, r),
    }


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
    return f


def written_apart(a: Prepared, b: Prepared, l: Ints, r: Ints) -> Bools:  # noqa: E741
    """Where names differ within their words: not at their beginning or end alone, as by `Co., Ltd.` for `Company Limited`."""
    written = a.written[l], b.written[r]
    same = process.cpdist(*written, scorer=Prefix.similarity, dtype=np.int64)
    same += process.cpdist(*written, scorer=Postfix.similarity, dtype=np.int64)
    return same < np.maximum(a.letters[l], b.letters[r])


def _agreement(left: Ints, right: Ints) -> Floats:
    """0 where neither says, 1 where both say the same, -1 where one says nothing, -2 where they differ."""
    one, both = (left != 0) | (right != 0), (left != 0) & (right != 0)
    return np.where(both, np.where(left == right, 1.0, -2.0), np.where(one, -1.0, 0.0))


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
    found = np.zeros(len(l))
    for short, long, at, of in ((a, b, l, r), (b, a, r, l)):
        size = long.letters[of]
        maybe = np.flatnonzero((size >= 3) & (short.initial_count[at] == size))
        found[maybe[short.initials[at[maybe]] == long.joined[of[maybe]]]] = 1.0
    return found
