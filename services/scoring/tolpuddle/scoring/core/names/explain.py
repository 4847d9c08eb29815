"""Why two names were held to be one or not: sentences from their words and the points of their features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from rapidfuzz.distance import Levenshtein

from tolpuddle.scoring.core.names.letters import sound
from tolpuddle.scoring.core.names.likeness import SOUNDS_ALIKE
from tolpuddle.scoring.core.names.prepared import Floats, Prepared
from tolpuddle.scoring.core.names.reader_words import INDUSTRY, PLACE

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "shared words": (
        "covered_min", "covered_max", "covered_query", "covered_entry", "shared", "best_shared", "own_shared",
        "rarest_min", "rarest_max", "first", "initials", "bones",
    ),
    "words without a counterpart": (
        "unmet_both", "unmet_most", "unmet_total", "own_unmet", "own_missing", "industry_query", "industry_entry",
    ),
    "letters": (
        "letters", "edits", "beginning", "part", "sorted", "core", "in_order", "written", "letters_long", "written_long",
    ),
    "length and rarity": ("shorter", "longer", "total_min", "words_min", "words_max"),
    "numbers and units": ("numbers", "units"),
    "legal form": ("legal", "form"),
    "script": ("scripts", "foreign", "alternate"),
    "country": ("country",),
}  # fmt: skip
"""Features by what they look at; their points are told together."""

LIKE: Final = 0.7
"""Words less alike than this are not told as shared."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing looked at: its group, its points of log odds (null: it has none) and a sentence."""

    id: str
    points: float | None
    sentence: str
    reason: str
    """The sentence with its points."""


_LOOK: Final = "Held at possible until a person has looked."
HELD: Final = Told("held", None, _LOOK, _LOOK)
_SAME: Final = "The same words: never less than this, however common they are."
LIFTED: Final = Told("lifted", None, _SAME, _SAME)

_IDS: Final = {group: group.replace(" ", "_") for group in GROUPS}


def grouped(points: Mapping[str, Floats], size: int) -> dict[str, Floats]:
    """Points of features added up by what they look at."""
    return {
        group: sum((points[name] for name in names if name in points), start=np.zeros(size))
        for group, names in GROUPS.items()
    }


def sentences(
    a: Prepared, b: Prepared, left: int, right: int, points: Mapping[str, float], base: float
) -> list[Told]:
    """One sentence per thing looked at, with its points of log odds; the points and the base add up to the score's.

    `points` are those of `grouped`.
    """
    told = _words(a, b, left, right)
    out: list[Told] = []
    for group in GROUPS:
        total = points[group]
        said = told.get(group) or _plain(a, b, left, right, group, points)
        if said:
            out.append(Told(_IDS[group], total, f"{said}.", f"{said} ({total:+.1f})."))
        else:
            base += total
    out.append(Told("start", base, "Start.", f"Start {base:+.1f}."))
    return out


def _words(a: Prepared, b: Prepared, left: int, right: int) -> dict[str, str]:
    mine, theirs = _own(a, left), _own(b, right)
    shared: list[str] = []
    alone: list[str] = []
    met: set[int] = set()
    for word, _ in mine:
        score = [alike(word, other) for other, _ in theirs]
        best = score.index(max(score)) if score else -1
        if best >= 0 and score[best] >= LIKE:
            met.add(best)
            other = theirs[best][0]
            shared.append(word if word == other else f"{word} like {other}")
        elif len(word) >= 4 and word in b.joined[right]:
            shared.append(f"{word} (run together)")
        else:
            alone.append(_kind(word, mine))
    other_alone = [
        _kind(word, theirs)
        for at, (word, _) in enumerate(theirs)
        if at not in met and not (len(word) >= 4 and word in a.joined[left])
    ]
    out: dict[str, str] = {}
    if shared:
        out["shared words"] = "Shared words: " + ", ".join(dict.fromkeys(shared))
    parts = [
        f"only in {where}: " + ", ".join(dict.fromkeys(found))
        for where, found in (("the query", alone), ("the entry", other_alone))
        if found
    ]
    if parts:
        out["words without a counterpart"] = "; ".join(parts).capitalize()
    return out


def alike(word: str, other: str) -> float:
    """Likeness of two words, as near as a sentence needs it."""
    if word == other:
        return 1.0
    if min(len(word), len(other)) <= 3:
        return 0.0
    return SOUNDS_ALIKE if sound(word) == sound(other) else Levenshtein.normalized_similarity(word, other)


def _own(names: Prepared, reading: int) -> list[tuple[str, int]]:
    start, end = int(names.start[reading]), int(names.start[reading + 1])
    places: list[int] = names.word[start:end].tolist()
    own = [names.words[place] for place in places]
    return list(zip(own, (names.kind[start:end] & 15).tolist(), strict=True))


def _kind(word: str, of: Sequence[tuple[str, int]]) -> str:
    kind = next(kind for other, kind in of if other == word)
    return f"{word} (industry)" if kind == INDUSTRY else f"{word} (place)" if kind == PLACE else word


def _plain(a: Prepared, b: Prepared, left: int, right: int, group: str, points: Mapping[str, float]) -> str:
    if group == "letters":
        return "Letters compared whole"
    if group == "numbers and units":
        mine = " ".join(filter(None, (a.units[left], a.numbers[left])))
        theirs = " ".join(filter(None, (b.units[right], b.numbers[right])))
        if a.numbers[left] != b.numbers[right] or a.units[left] != b.units[right]:
            return f"Number or unit differs, is it the same site? {mine or 'none'} against {theirs or 'none'}"
        return "Same number or unit" if mine else ""
    if group == "legal form":
        mine, theirs = a.legal[left], b.legal[right]
        if mine == theirs:
            return "Same legal form" if mine else ""
        return f"Legal form: {mine or 'none'} against {theirs or 'none'}"
    if group == "script":
        if a.latin[left] != b.latin[right]:
            return "Another script, read by sound and meaning"
        return "Matched on another reading of the name" if a.alternate[left] or b.alternate[right] else ""
    if group == "country":
        return "The countries differ" if points.get("country") else ""
    return "Length and rarity of the name" if group == "length and rarity" else ""
