"""Sectors from codes of ISIC, NACE or NAICS, and from words in several languages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import polars as pl

from tolpuddle.kernel.country_words import fold, plain
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

SECTOR_SCHEMA: Final = pl.Schema(
    {
        "text": pl.String(),
        "sector_id": pl.String(),
        "read_as": pl.String(),
        "confidence": pl.Float64(),
        "how": pl.String(),
    }
)
"""One row per distinct text. `sector_id` null: not read. `how`: name, code or word. `read_as`: the name, the standard and
code, or the words that decided. Below a confidence of 0.9 the reading is shown as an assumption."""

_ISIC: Final = "ISIC4"
_NACE: Final = "NACE2"
_NAICS: Final = "NAICS2022"
_BUILT_ON: Final[Mapping[str, str]] = {
    "isic": _ISIC, "ciiu": _ISIC, "citi": _ISIC, "nace": _NACE, "naf": _NACE, "ape": _NACE, "wz": _NACE, "cnae": _NACE,
    "ateco": _NACE, "sic": _NACE, "naics": _NAICS, "scian": _NAICS,
}  # fmt: skip
"""Name of a classification -> the standard that its numbers follow. National versions share their first four digits
with NACE (Germany WZ, France NAF and APE, Spain CNAE, Italy ATECO, United Kingdom SIC 2007)."""

_CODE: Final = re.compile(
    r"^\W*(?:(?P<standard>isic|ciiu|citi|nace|naf|ape|wz|cnae|ateco|sic|naics|scian)\b"
    r"(?:[\s-]*(?:code|rev(?:ision)?)?[\s.]*(?:4|2\.1|2|2008|2007|2009|2012|2017|2022|2025)?(?=[\s:.-]))?[\s:.#-]*)?"
    r"(?:code\s*)?(?P<section>[a-u][\s.-]?)?(?P<digits>\d\d(?:[.\s]?\d){0,4})(?P<letter>[a-z])?(?![\d%])",
    re.IGNORECASE,
)
_LONGEST_PHRASE: Final = 5
_WEAK: Final = frozenset({"manufacturing_other", "services_other"})
"""Sectors for everything else: their words decide only where no other sector is named."""


class SectorReading(NamedTuple):
    """What one text means. All None: nothing was read."""

    sector_id: str | None
    read_as: str | None
    confidence: float | None
    how: str | None


_UNREAD: Final = SectorReading(None, None, None, None)


@dataclass(frozen=True, slots=True)
class SectorWords:
    """The sectors of an edition by name, code and word."""

    names: Mapping[str, str]
    """Folded id or name of a sector -> sector_id."""
    codes: Mapping[tuple[str, str], str]
    """Standard and first digits of a code -> sector_id."""
    words: Mapping[str, str]
    """Folded and plain word or phrase -> sector_id."""
    stems: Mapping[str, str]
    """Beginning of a word -> sector_id ("textil" for "Textilindustrie")."""
    glued: tuple[tuple[str, str], ...]
    """Words of scripts without blanks, longest first, with their sector_id."""

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read `sectors` (sector_id, name), `sector_words` (sector_id, word) and `industry_codes`.

        Raises: EditionError when one of the tables is missing.
        """
        try:
            sectors = edition.tables["sectors"].select("sector_id", "name")
            words = edition.tables["sector_words"].select("sector_id", "word")
            codes = edition.tables["industry_codes"].select("standard", "code", "sector_id")
        except (KeyError, pl.exceptions.PolarsError) as error:
            raise EditionError(f"Edition {edition.name} lacks a table of sectors: {error}.") from error
        names = {fold(word): sector for sector, name in sectors.iter_rows() for word in (sector, name)}
        exact: dict[str, str] = {}
        stems: dict[str, str] = {}
        glued: dict[str, str] = {}
        for sector, word in words.iter_rows():
            for spelling in dict.fromkeys((fold(word), plain(fold(word)))):
                if word.endswith("*"):
                    stems.setdefault(spelling, sector)
                else:
                    exact.setdefault(spelling, sector)
                if len(spelling) > 1 and spelling[0] >= "\u0600":
                    glued.setdefault(spelling, sector)
        return cls(
            names=names,
            codes={(standard, code): sector for standard, code, sector in codes.iter_rows()},
            words=exact,
            stems=stems,
            glued=tuple(sorted(glued.items(), key=lambda item: (-len(item[0]), item[0]))),
        )

    def read(self, texts: pl.Series) -> pl.DataFrame:
        """Read sector cells. One row per distinct text that is not null, in SECTOR_SCHEMA, in order of appearance."""
        distinct: list[str] = texts.drop_nulls().unique(maintain_order=True).to_list()
        return pl.DataFrame(
            [(text, *self.read_text(text)) for text in distinct], schema=SECTOR_SCHEMA, orient="row"
        )

    def read_text(self, text: str) -> SectorReading:
        """Read one sector cell: a sector's own name, a code, or words."""
        text = text[:1000]
        named = self.names.get(fold(text))
        if named is not None:
            return SectorReading(named, text.strip(), 1.0, "name")
        return self._code(text) or self._words(fold(text)) or _UNREAD

    def _code(self, text: str) -> SectorReading | None:
        match = _CODE.match(text)
        if match is None:
            return None
        digits = re.sub(r"\D", "", match["digits"])
        stated = _BUILT_ON.get((match["standard"] or "").casefold())
        alone = not text[match.end() :].strip(" .;,)]")
        if stated is None and not alone and len(digits) < 4 and "." not in match["digits"]:
            return None
        dotted = "." in match["digits"] or bool(match["section"])
        standards = (stated,) if stated else (_NACE, _ISIC) if len(digits) < 6 or dotted else (_NAICS,)
        found = [hit for standard in standards if (hit := self._prefix(standard, digits))]
        if not found:
            return None
        length, standard, sector = max(found, key=lambda hit: (hit[0], hit[1] == standards[0]))
        agree = len({hit[2] for hit in found}) == 1
        sure = 0.95 if stated else 0.9 if agree and (len(digits) > 2 or match["section"]) else 0.7
        return SectorReading(sector, f"{standard} {digits[:length]}", sure, "code")

    def _prefix(self, standard: str, digits: str) -> tuple[int, str, str] | None:
        """The longest known beginning of a code, with its standard and sector."""
        for length in range(min(len(digits), 6), 1, -1):
            sector = self.codes.get((standard, digits[:length]))
            if sector is not None:
                return length, standard, sector
        return None

    def _words(self, folded: str) -> SectorReading | None:
        tokens = folded.split()
        hits: list[tuple[bool, int, int, str, str]] = []
        start = 0
        while start < len(tokens):
            taken = self._phrase(tokens, start)
            if taken is None:
                start += 1
                continue
            sector, length = taken
            phrase = " ".join(tokens[start : start + length])
            hits.append((sector not in _WEAK, length, -start, sector, phrase))
            start += length
        if not hits:
            hits = [
                (sector not in _WEAK, len(word), 0, sector, word)
                for word, sector in self.glued
                if word in folded
            ][:1]
        if not hits:
            return None
        strong, _, _, sector, phrase = max(hits)
        others = {hit[3] for hit in hits if hit[0] == strong} - {sector}
        whole = phrase == folded
        plain_words = strong or " " in phrase
        sure = 0.95 if whole and plain_words else 0.85 if not others and plain_words else 0.7
        return SectorReading(sector, phrase, sure, "word")

    def _phrase(self, tokens: list[str], start: int) -> tuple[str, int] | None:
        """The longest known phrase that starts here: its sector and number of words."""
        for length in range(min(_LONGEST_PHRASE, len(tokens) - start), 0, -1):
            phrase = " ".join(tokens[start : start + length])
            for spelling in (phrase, plain(phrase), phrase.removesuffix("s")):
                sector = self.words.get(spelling)
                if sector is not None:
                    return sector, length
        token = tokens[start]
        for length in range(len(token), 2, -1):
            sector = self.stems.get(token[:length]) or self.stems.get(plain(token[:length]))
            if sector is not None:
                return sector, 1
        return None
