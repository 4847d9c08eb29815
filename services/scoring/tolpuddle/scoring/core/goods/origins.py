"""Cuts the materials out of what is written for goods: `jeans (cotton from Uzbekistan)` sells no cotton (R10)."""

import re
from dataclasses import dataclass
from typing import Final

FROM: Final = r"(?i)\b(?:from|aus|depuis|desde|dalla?)\b"
"""A text that may name an origin; read alike by Python and by Polars."""

_FROM: Final = re.compile(FROM)
_MADE_OF: Final = re.compile(r"\s+\b(?:made|woven|knitted|sewn|spun)\s+(?:out\s+)?(?:of|from|with)\s+", re.I)
_BRACKETS: Final = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_ENDS: Final = re.compile(r"[,;/\n\r\t+]")
_OF_SOURCE: Final = re.compile(
    r"\s+\b(?:sourced|imported|originating|coming|grown|bought|purchased|harvested)\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a text: words before `from`, the words behind it, and whether it stands behind a product."""

    words: str
    origin: str | None
    behind: str
    """The product that it stands in brackets behind; empty: none."""


def pieces(text: str) -> list[Said]:
    """The pieces of a text; a product in front of its brackets first."""
    found: list[Said] = []
    at = 0
    head = ""
    for bracket in _BRACKETS.finditer(text):
        outside = text[at : bracket.start()].strip()
        if outside:
            found += _cut(outside, "")
            head = outside
        found += _cut(bracket[1], head)
        at = bracket.end()
    return found + _cut(text[at:], "")


def made_of(words: str) -> tuple[str, str] | None:
    """(product, what it is made of) where the words say `made of`."""
    at = _MADE_OF.search(words)
    if at is None or not words[: at.start()].strip():
        return None
    return words[: at.start()].strip(), words[at.end() :].strip()


def _cut(text: str, behind: str) -> list[Said]:
    found: list[Said] = []
    for piece in _ENDS.split(text):
        froms = list(_FROM.finditer(piece))
        if not froms:
            found += [Said(piece.strip(), None, behind)] if piece.strip() else []
            continue
        last = froms[-1]
        words = _OF_SOURCE.sub("", piece[: last.start()].rstrip()).strip()
        found.append(Said(words, piece[last.end() :].strip() or None, behind))
    return found
