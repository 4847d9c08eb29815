"""Countries from any spelling, code, place or address; what cannot be told apart stays unread."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, Self

import polars as pl
from rapidfuzz.distance import OSA

from tolpuddle.kernel.country_index import PLACES, CountryIndex, Reading
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.spellings import fold, plain

__all__ = ["READING_SCHEMA", "CountryWords", "Reading", "fold", "plain"]

READING_SCHEMA: Final = pl.Schema(
    {
        "word": pl.String(),
        "iso3": pl.String(),
        "how": pl.String(),
        "read_as": pl.String(),
        "confidence": pl.Float64(),
    }
)
"""One row per distinct word. `iso3` null: not read. `how`: code, name, alias, place, spelling, address; ambiguous (a
name of several countries, iso3 null); placeholder (the cell says that nothing is known, iso3 null); null: no country.
`read_as`: the alias or note that applied. `confidence`: 0 to 1; below 0.9 the reading is shown as an assumption."""

_PARTS: Final = re.compile(r"[,;/|()\[\]{}\n\r\t]|\s[-–—:]\s")
_TIGHT: Final = re.compile(r"[-–—:_]")
_ORIGIN: Final = re.compile(
    r"^(made|produced|manufactured|grown|hergestellt|fabriqu[ée]|hecho|produit) (in|en|au|aux)\s+"
    r"|^(country of origin|origin|country|pays|land|pa[ií]s)\s*[:=]\s*",
    re.IGNORECASE,
)
_ARTICLES: Final = ("the ", "die ", "der ", "das ", "la ", "le ", "les ", "el ", "los ", "las ", "l ")
_FAMILIES: Final = frozenset(
    {
        "guinea", "guinee", "congo", "kongo", "korea", "corea", "coree", "sudan", "soudan", "niger", "samoa", "dominica",
        "georgia", "ireland", "mongolia", "macedonia", "timor", "virgin", "islands", "island", "republic",
    }
)  # fmt: skip
"""Words that name one country alone and another with one more word: beside an unread word they prove nothing."""

_CAPITALS: Final[Mapping[str, str]] = {"NO": "NOR", "SD": "SDN"}
"""Codes that are words in lower case ("no", "s/d"). NA, NC and NR stay unread: people also write them for "not stated"."""

_SHORT: Final = frozenset(("usa", "uae", "prc", "uk", "drc"))
"""Short words that are read at the end of an address; other codes could be provinces or parts of a number."""

_NO_END: Final = frozenset(("island", "islands", "reunion", "mission"))
"""Words that end addresses and happen to name a country in another language."""

_FORM_OF_STATE: Final = re.compile(
    r"^(the )?(republic|kingdom|republica|republique|repubblica|republik|reino|royaume|konigreich|koninkrijk) "
    r"(of the |of |de la |de los |del |de |du |des |d |di |der )?"
)
"""How states call themselves, where the rest is a name of its own. A "State of" may be part of a federation."""

_STATE_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(("HKG", "MAC", "TWN"), "CHN"),
    **dict.fromkeys(("PRI", "GUM", "VIR", "ASM", "MNP", "UMI"), "USA"),
    **dict.fromkeys(
        ("GLP", "MTQ", "GUF", "REU", "MYT", "NCL", "PYF", "BLM", "MAF", "SPM", "WLF", "ATF"), "FRA"
    ),
    **dict.fromkeys(("JEY", "GGY", "IMN", "GIB", "BMU", "CYM", "VGB", "TCA", "AIA", "MSR", "FLK"), "GBR"),
    **dict.fromkeys(("ABW", "CUW", "SXM", "BES"), "NLD"),
    **dict.fromkeys(("GRL", "FRO"), "DNK"),
    "ALA": "FIN",
}
"""Territory -> the state often written beside it: "Hong Kong, China" is Hong Kong."""

_TURNED_LINKS: Final = (" ", " of ", " of the ", " du ", " de la ", " del ", " do ")
"""What may join the two halves of a name that was written back to front."""


_STATES: Final = frozenset(_STATE_OF.values())

_UNREAD: Final = Reading(None, None, None, None)


@dataclass(frozen=True, slots=True)
class CountryWords:
    """Every spelling of an edition, looked up by its folded form."""

    index: CountryIndex

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read the tables `countries` and `country_aliases`.

        Raises: EditionError when one of them is missing or not as it should be.
        """
        return cls(CountryIndex.from_edition(edition))

    def read(self, words: pl.Series) -> pl.DataFrame:
        """Read country cells. One row per distinct word that is not null, in READING_SCHEMA, in order of appearance."""
        distinct: list[str] = words.drop_nulls().unique(maintain_order=True).to_list()
        rows = [(word, *self.read_word(word)) for word in distinct]
        return pl.DataFrame(rows, schema=READING_SCHEMA, orient="row")

    def read_word(self, word: str) -> Reading:
        """Read one country cell."""
        if word.strip() in _CAPITALS:
            return Reading(_CAPITALS[word.strip()], "code", word.strip(), 0.95)
        if len(word) > 200:
            return _UNREAD
        if not fold(word):
            return Reading(None, "placeholder", word.strip(), 1.0)
        text = _ORIGIN.sub("", word.strip())
        return self._whole(text) or self._parts(text) or self._spelling(text) or _UNREAD

    def read_address(self, address: str) -> Reading:
        """Read one address: last parts first, a country before a place; places that disagree leave it unread."""
        parts = [part for part in (fold(piece) for piece in _PARTS.split(address[-300:])) if part]
        seen: list[tuple[Reading, frozenset[str]]] = []
        for part in reversed(parts[-4:]):
            for reading, options in self._within(part):
                if reading.how in PLACES or len(options) > 1:
                    seen.append((reading, options))
                elif not seen or any(options & known for _, known in seen):
                    return reading._replace(how="address", confidence=0.9)
        common = frozenset[str].intersection(*(options for _, options in seen)) if seen else frozenset[str]()
        if len(common) != 1 or all(reading.how not in PLACES for reading, _ in seen):
            return _UNREAD
        return seen[0][0]._replace(iso3=min(common), how="address", confidence=0.7)

    def _lookup(self, folded: str) -> Reading | None:
        for key in (folded, plain(folded)):
            found = self.index.readings.get(key)
            if found is not None:
                return found
        joined = plain(folded).replace(" ", "")
        return self.index.readings.get(joined) if len(joined) > 5 else None

    def _whole(self, text: str, *, towns: bool = False) -> Reading | None:
        folded = fold(text)
        found = self._lookup(folded) or self._lookup(folded.removesuffix(" the"))
        if found is None:
            article = next((article for article in _ARTICLES if folded.startswith(article)), None)
            found = self._lookup(folded.removeprefix(article)) if article else None
        if found is None:
            bare = _FORM_OF_STATE.sub("", plain(folded))
            named = self._lookup(bare) if bare != folded and bare not in _FAMILIES else None
            found = named if named is not None and named.how == "name" else None
        return None if found is not None and found.how == "town" and not towns else found

    def _parts(self, text: str) -> Reading | None:
        pieces = [piece.strip() for piece in _PARTS.split(text) if fold(piece)]
        loose = len(pieces) > 1
        if not loose:
            pieces = [piece for piece in _TIGHT.split(text) if fold(piece)]
        if not 1 < len(pieces) <= 6:
            return None
        if (turned := self._turned(pieces)) is not None:
            return turned
        read = [self._whole(piece, towns=True) for piece in pieces]
        known = [
            (fold(piece), found) for piece, found in zip(pieces, read, strict=True) if found and found.iso3
        ]
        unread = len(known) < sum(found is None or found.how != "placeholder" for found in read)
        if all(found.how == "town" for _, found in known):
            return None
        if any(found and found.how == "ambiguous" for found in read):
            return None
        agreed = _agreed([self._options(key, found) for key, found in known])
        if agreed is None:
            # A country's own name beside a place that is better known elsewhere: "Hyderabad, Pakistan".
            unread, known = True, [(key, found) for key, found in known if found.how not in PLACES]
            agreed = _agreed([self._options(key, found) for key, found in known])
        if agreed is None:
            return Reading(None, "ambiguous", " / ".join(found.read_as or "" for _, found in known), 1.0)
        if unread and agreed in _STATES and self._names_a_territory(pieces):
            return None
        if unread and (
            not loose or known[-1][1].how == "code" or _FAMILIES & set(" ".join(k for k, _ in known).split())
        ):
            return None
        best = min((found for _, found in known if found.iso3 == agreed), default=known[0][1], key=_weakness)
        confidence = min(best.confidence or 0.0, 0.8 if unread else 0.95)
        return best._replace(iso3=agreed, confidence=confidence)

    def _turned(self, pieces: list[str]) -> Reading | None:
        """A name written back to front, as lists are sorted: "Congo, Democratic Republic", "Islands, Cook"."""
        if len(pieces) != 2:
            return None
        last, first = (plain(fold(piece)) for piece in pieces)
        for link in _TURNED_LINKS:
            found = self._lookup(f"{first}{link}{last}")
            if found is not None and found.iso3 and found.how == "name":
                return found
        return None

    def _names_a_territory(self, pieces: list[str]) -> bool:
        """One of the words alone is a territory: "Regiun da Hongkong, China" is not read as China."""
        words = {word for piece in pieces for word in fold(piece).split()}
        found = (self._lookup(word) for word in words)
        return any(reading is not None and reading.iso3 in _STATE_OF for reading in found)

    def _spelling(self, text: str) -> Reading | None:
        typed = plain(fold(text))
        if self._lookup(typed) is not None:
            return None
        if len(typed) < 5 or not typed.isascii() or any(letter.isdigit() for letter in typed):
            return None
        nearest: dict[str, tuple[int, str]] = {}
        for position in self.index.first_letters.get(typed[0], ()):
            spelling, iso3, alias = self.index.names[position]
            if spelling.startswith(typed):
                return None
            distance = OSA.distance(typed, spelling, score_cutoff=4)
            if distance <= 4 and distance < nearest.get(iso3, (9, ""))[0]:
                nearest[iso3] = (distance, alias)
        order = sorted((distance, iso3, alias) for iso3, (distance, alias) in nearest.items())
        if not order:
            return None
        distance, iso3, alias = order[0]
        if min(len(typed), len(alias)) < 6 and sorted(typed) != sorted(plain(fold(alias))):
            return None  # in five letters only two that changed places: "Itlay"
        forgiven = 2 if min(len(typed), len(plain(fold(alias)))) >= 10 else 1
        if distance > forgiven or (len(order) > 1 and order[1][0] < distance + 2):
            return None
        return Reading(iso3, "spelling", alias, 0.75)

    def _options(self, key: str, reading: Reading) -> frozenset[str]:
        own = frozenset((reading.iso3,)) if reading.iso3 else frozenset[str]()
        return own | self.index.also.get(key, frozenset())

    def _within(self, part: str) -> list[tuple[Reading, frozenset[str]]]:
        """Known words in a part of an address, digits aside: a country or town only at its end or as the whole."""
        words = [word for word in part.split() if not any(letter.isdigit() for letter in word)]
        found: list[tuple[Reading, frozenset[str]]] = []
        end = len(words)
        while end > 0:
            for length in range(min(end, 5), 0, -1):
                key = " ".join(words[end - length : end])
                reading = self._lookup(key) if len(key) > 3 or key in _SHORT else None
                if reading is None or not reading.iso3 or key in _NO_END:
                    continue
                whole = length == len(words)
                if reading.how == "place" or whole or (end == len(words) and reading.how != "town"):
                    found.append((reading, self._options(key, reading)))
                    end -= length - 1
                    break
            end -= 1
        if not found:
            glued = part.replace(" ", "")
            key = next((key for key in _starts(glued) if key in self.index.han), None)
            found += [(self.index.han[key], self._options(key, self.index.han[key]))] if key else []
        return found


def _agreed(options: list[frozenset[str]]) -> str | None:
    """The one country that all parts allow; a territory beside its state counts as the territory."""
    common = frozenset[str].intersection(*options) if options else frozenset[str]()
    if len(common) == 1:
        return min(common)
    for chosen in product(*options) if len(options) > 1 else ():
        territories = {iso3 for iso3 in chosen if iso3 in _STATE_OF}
        if len(territories) == 1 and set(chosen) <= territories | {_STATE_OF[min(territories)]}:
            return min(territories)
    return None


def _weakness(reading: Reading) -> float:
    return -(reading.confidence or 0.0)


def _starts(text: str) -> Iterable[str]:
    return (text[:length] for length in range(min(len(text), 8), 1, -1))
