"""Customs codes in any writing: with dots or spaces, behind HS or HTS, with a zero lost at either end."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Self

_MARK: Final = (
    r"(?:hs|hts|htsus|hsn|hscode|taric|tariff|zolltarif\w*|warennummer|chapter|heading|kapitel|chapitre|cap[ií]tulo|kn|cn|ncm|nc|sh|gtip|customs code"
    r"|commodity code|tariff code|partida|fracci[oó]n|海关编码|税号|商品编码|编码)"
)
_MARKED: Final = re.compile(
    rf"(?<!\w){_MARK}\s*(?:code|codes|no|nr|number|heading|subheading|chapter|position|arancelaria|20\d\d)?\s*"
    r"[.:#=\-]?\s*(\d{1,12}(?:[ .\-]\d{1,4}){0,6})(?!\w)",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"^\W*(\d{1,10}(?:[ .,\-]\d{1,4})*)\W*$")
_INSIDE: Final = re.compile(
    r"(?<![\w.,])(\d{4}\.\d{1,2}(?:[. ]\d{1,4})*|\d{3}\.\d{2}(?:\.\d{1,4})*|\d{8}|\d{10}|\d{6})(?![\w%])"
)
_HEADING: Final = re.compile(r"^(\d{4})(?=\s*[-–:,]?\s+\D)|\((\d{4})\)|(?<=\s)(\d{4})$")
_YEAR: Final = re.compile(r"^(19[5-9]|20[0-3])\d$")
_FLOAT: Final = re.compile(r"^(\d{5,})\.0$")

HEADING_FACTOR: Final = 0.95
"""Confidence kept when only the heading of a longer code is known."""

CHAPTER_SHARE: Final = 0.7
"""Share of a chapter's headings that must be a good before two digits are read as the good."""

CHAPTER_CONFIDENCE: Final = 0.85


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A customs code read in a text."""

    code: str
    """Two, four or six digits, as far as known."""
    span: tuple[int, int]

    @property
    def shown(self) -> str:
        """As `HS 0901.11`."""
        return f"HS {self.code[:4]}.{self.code[4:]}" if len(self.code) > 4 else f"HS {self.code}"


@dataclass(frozen=True, slots=True)
class HsLookup:
    """Codes that exist, and the goods they hold."""

    codes: frozenset[str]
    goods: Mapping[str, Mapping[str, float]]

    @classmethod
    def build(cls, codes: Iterable[str], rows: Iterable[tuple[str, str, float]]) -> Self:
        """From codes of 2, 4 and 6 digits and rows (code, good_id, confidence)."""
        goods: dict[str, dict[str, float]] = {}
        for code, good, confidence in rows:
            goods.setdefault(code, {})[good] = confidence
        known = frozenset(codes) | frozenset(goods)
        return cls(known, goods | _chapters(known, goods))

    def find(self, text: str) -> list[FoundCode]:
        """All codes in a text, in order. Numbers that are no code (years, counts, prices) are left alone."""
        found = [
            FoundCode(code, match.span())
            for match in _MARKED.finditer(text)
            if (code := self.read(match.group(1))) is not None
        ]
        if found:
            return found
        if (match := _ALONE.match(text)) is not None:
            code = self.read(match.group(1))
            return [] if code is None else [FoundCode(code, match.span())]
        for match in _INSIDE.finditer(text):
            code = self.read(match.group(1))
            if code is not None and len(code) >= 4:
                found.append(FoundCode(code, match.span()))
        for match in _HEADING.finditer(text):
            digits = next(group for group in match.groups() if group)
            if digits in self.codes and not _YEAR.match(digits):
                found.append(FoundCode(digits, match.span()))
        return found

    def read(self, written: str) -> str | None:
        """The known code of 2, 4 or 6 digits that this stands for; None: no such code."""
        written = _FLOAT.sub(r"\1", written.strip())
        groups = [group for group in re.split(r"[ .,\-]+", written) if group]
        return next((code for guess in _guesses(groups) if (code := self._known(guess)) is not None), None)

    def goods_of(self, code: str) -> dict[str, float]:
        """Goods in a code that `read` gave."""
        if code in self.codes:
            return dict(self.goods.get(code, {}))
        heading = self.goods.get(code[:4], {})
        return {good: confidence * HEADING_FACTOR for good, confidence in heading.items()}

    def _known(self, digits: str) -> str | None:
        if len(digits) == 2:
            return digits if digits in self.codes else None
        if len(digits) < 4 or digits[:4] not in self.codes:
            return None
        return digits[:6] if len(digits) >= 6 else digits[:4]


def _guesses(groups: list[str]) -> list[str]:
    """What the digits may have been before a spreadsheet took zeros away, likeliest first."""
    digits = "".join(groups)
    if len(digits) > 12 or not digits:
        return []
    lost_first = len(groups) > 1 and len(groups[0]) in (1, 3)
    lost_last = len(groups) > 1 and len(groups[-1]) % 2 == 1
    if lost_first:
        digits = "0" + digits
    if lost_last and len(digits) % 2 == 1:
        digits += "0"
    if len(digits) % 2 == 0:
        return [digits]
    # An odd count of digits in one piece: the zero in front fell off, or else one at the end.
    return ["0" + digits, digits + "0"]


def _chapters(codes: frozenset[str], goods: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """Chapters that are one good nearly throughout, such as 61 and 62."""
    headings: dict[str, list[str]] = {}
    for code in codes:
        if len(code) == 4:
            headings.setdefault(code[:2], []).append(code)
    chapters: dict[str, dict[str, float]] = {}
    for chapter, within in headings.items():
        counts: dict[str, int] = {}
        for heading in within:
            for good, confidence in goods.get(heading, {}).items():
                counts[good] = counts.get(good, 0) + (confidence >= 0.7)
        whole = {
            good: CHAPTER_CONFIDENCE for good, count in counts.items() if count >= CHAPTER_SHARE * len(within)
        }
        if whole:
            chapters[chapter] = whole
    return chapters
