"""Countries from any spelling, code, place or address; what cannot be told apart stays unread."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, NamedTuple, Self

import polars as pl
from anyascii import anyascii
from rapidfuzz.distance import OSA

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

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

_HOW: Final[Mapping[str, tuple[int, str, float]]] = {
    "placeholder": (0, "placeholder", 1.0),
    "ambiguous": (1, "ambiguous", 1.0),
    "code": (2, "code", 0.95),
    "name": (3, "name", 1.0),
    "official": (4, "alias", 1.0),
    "former": (5, "alias", 0.95),
    "assumed": (6, "alias", 0.8),
    "adjective": (7, "alias", 0.8),
    "subdivision": (8, "place", 0.75),
    "city": (9, "place", 0.75),
    "town": (10, "town", 0.7),
}
"""Kind of alias -> precedence where two rows claim one spelling, `how`, confidence. A town is read in addresses only:
in a country cell a small place of that name proves nothing."""

_PLACES: Final = ("place", "town")

_PARTS: Final = re.compile(r"[,;/|()\[\]{}\n\r\t]|\s[-–—:]\s")
_TIGHT: Final = re.compile(r"[-–—:_]")
_ORIGIN: Final = re.compile(
    r"^(made|produced|manufactured|grown|hergestellt|fabriqu[ée]|hecho|produit) (in|en|au|aux)\s+"
    r"|^(country of origin|origin|country|pays|land|pa[ií]s)\s*[:=]\s*",
    re.IGNORECASE,
)
_ARTICLES: Final = ("the ", "die ", "der ", "das ", "la ", "le ", "les ", "el ", "los ", "las ", "l ")
_FAMILIES: Final = frozenset(
    [
        "guinea",
        "guinee",
        "congo",
        "kongo",
        "korea",
        "corea",
        "coree",
        "sudan",
        "soudan",
        "niger",
        "samoa",
        "dominica",
        "georgia",
        "ireland",
        "mongolia",
        "macedonia",
        "timor",
        "virgin",
        "islands",
        "island",
        "republic",
    ]
)
"""Words that name one country alone and another with one more word: beside an unread word they prove nothing."""

_SHORT: Final = frozenset(("usa", "uae", "prc", "uk", "drc"))
"""Short words that are read at the end of an address; other codes could be provinces or parts of a number."""

_NO_END: Final = frozenset(("island", "islands", "reunion", "mission"))
"""Words that end addresses and happen to name a country in another language."""

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


class Reading(NamedTuple):
    """What one spelling means. `iso3` None: it is no single country."""

    iso3: str | None
    how: str | None
    read_as: str | None
    confidence: float | None


_UNREAD: Final = Reading(None, None, None, None)


class _Separators(dict[int, str | None]):
    """Punctuation, symbols and spaces to one blank; invisible marks to nothing; filled as letters come by."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        self[code] = (
            None
            if category in ("Cf", "Cc") and chr(code) not in "\t\n\r"
            else " "
            if category[0] in "PSZC"
            else chr(code)
        )
        return self[code]


_SEPARATORS: Final = _Separators()
_INITIALS: Final = re.compile(r"\b([a-z]) (?=[a-z]\b)")


def fold(text: str) -> str:
    """One spelling for many: NFKC, case folded, punctuation as blanks, initials joined ("U. S. A." -> "usa")."""
    words = unicodedata.normalize("NFKC", text).casefold().translate(_SEPARATORS).split()
    return _INITIALS.sub(r"\1", " ".join(words))


def plain(folded: str) -> str:
    """The ASCII letters of a folded text in Latin script; other scripts stay as they are."""
    if folded.isascii() or not any("a" <= letter <= "\u024f" for letter in folded):
        return folded
    return " ".join(anyascii(folded).casefold().replace("'", " ").split())


def _umlauts(folded: str) -> str:
    return folded.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


@dataclass(frozen=True, slots=True)
class CountryWords:
    """Every spelling of an edition, looked up by its folded form."""

    readings: Mapping[str, Reading]
    """Folded, plain or blank-free spelling -> what it means."""
    also: Mapping[str, frozenset[str]]
    """Spelling -> other countries with a subdivision of that name ("georgia" -> USA)."""
    names: tuple[tuple[str, str, str], ...]
    """Plain spelling, iso3 and alias of names long enough to forgive a slip."""
    first_letters: Mapping[str, tuple[int, ...]]
    """First letter -> positions in `names`."""
    han: Mapping[str, Reading]
    """Spellings in Han script, to find at the start of an address without blanks."""

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read `countries` (iso3, iso2, name) and `country_aliases` (alias, iso3, language, kind).

        Raises: EditionError when one of the tables is missing or an alias is of an unknown kind.
        """
        try:
            countries = edition.tables["countries"].select("iso3", "iso2", "name")
            aliases = edition.tables["country_aliases"].select("alias", "iso3", "language", "kind")
        except (KeyError, pl.exceptions.PolarsError) as error:
            raise EditionError(f"Edition {edition.name} lacks a table of countries: {error}.") from error
        rows: list[tuple[str, str | None, str, str]] = []
        for iso3, iso2, name in countries.iter_rows():
            rows += [(iso3, iso3, "", "code"), (name, iso3, "en", "name")]
            rows += [(iso2, iso3, "", "code")] if iso2 else []
        rows += [
            (alias, iso3 or None, language or "", kind) for alias, iso3, language, kind in aliases.iter_rows()
        ]
        return cls._from_rows(rows)

    @classmethod
    def _from_rows(cls, rows: Iterable[tuple[str, str | None, str, str]]) -> Self:
        best: dict[str, tuple[int, Reading]] = {}
        also: dict[str, set[str]] = {}
        weak: list[tuple[str, int, Reading]] = []
        names: list[tuple[str, str, str]] = []
        for alias, iso3, language, kind in rows:
            if kind not in _HOW:
                raise EditionError(f"The alias {alias} is of the unknown kind {kind}.")
            rank, how, confidence = _HOW[kind]
            reading = Reading(iso3, how, alias, confidence)
            key = fold(alias)
            _claim(best, also, key, rank, reading)
            spellings = {plain(key)} | ({_umlauts(key)} if language == "de" else set())
            weak += [(spelling, rank, reading) for spelling in spellings - {key} if len(spelling) > 3]
            joined = plain(key).replace(" ", "")
            if len(joined) > 5 and rank < 7:
                weak.append((joined, rank, reading))
            if (
                kind in ("name", "official", "former")
                and iso3
                and len(plain(key)) > 3
                and plain(key).isascii()
            ):
                names.append((plain(key), iso3, alias))
        settled = {key: reading for key, (_, reading) in best.items()}
        second: dict[str, tuple[int, Reading]] = {}
        for key, rank, reading in weak:
            if key not in settled:
                _claim(second, also, key, rank, reading)
        settled.update({key: reading for key, (_, reading) in second.items()})
        letters: dict[str, list[int]] = {}
        for position, (spelling, _, _) in enumerate(names):
            letters.setdefault(spelling[0], []).append(position)
        return cls(
            readings=settled,
            also={key: frozenset(found) for key, found in also.items()},
            names=tuple(names),
            first_letters={letter: tuple(found) for letter, found in letters.items()},
            han={k: r for k, r in settled.items() if r.iso3 and len(k) > 1 and "\u3400" <= k[0] <= "\u9fff"},
        )

    def read(self, words: pl.Series) -> pl.DataFrame:
        """Read country cells. One row per distinct word that is not null, in READING_SCHEMA, in order of appearance."""
        return _frame(words, self.read_word)

    def read_addresses(self, addresses: pl.Series) -> pl.DataFrame:
        """Read the country off addresses; for rows without a country cell. `how` is address or null."""
        return _frame(addresses, self.read_address)

    def is_placeholder(self, words: pl.Series) -> pl.Series:
        """Booleans: the cell says that nothing is known ("n/a", "divers", "-"); null stays null."""
        read = self.read(words).select("word", placeholder=pl.col("how").eq_missing("placeholder"))
        joined = words.to_frame("word").join(read, on="word", how="left", maintain_order="left")
        return joined.get_column("placeholder").alias(words.name)

    def read_word(self, word: str) -> Reading:
        """Read one country cell."""
        if word.strip() == "NO":
            return Reading("NOR", "code", "NO", 0.95)
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
                if reading.how in _PLACES or len(options) > 1:
                    seen.append((reading, options))
                elif not seen or any(options & known for _, known in seen):
                    return reading._replace(how="address", confidence=0.9)
        common = frozenset[str].intersection(*(options for _, options in seen)) if seen else frozenset[str]()
        if len(common) != 1 or all(reading.how not in _PLACES for reading, _ in seen):
            return _UNREAD
        return seen[0][0]._replace(iso3=min(common), how="address", confidence=0.7)

    def _lookup(self, folded: str) -> Reading | None:
        for key in (folded, plain(folded)):
            found = self.readings.get(key)
            if found is not None:
                return found
        joined = plain(folded).replace(" ", "")
        return self.readings.get(joined) if len(joined) > 5 else None

    def _whole(self, text: str) -> Reading | None:
        folded = fold(text)
        found = self._lookup(folded)
        if found is None:
            article = next((article for article in _ARTICLES if folded.startswith(article)), None)
            found = self._lookup(folded.removeprefix(article)) if article else None
        return None if found is not None and found.how == "town" else found

    def _parts(self, text: str) -> Reading | None:
        pieces = [piece.strip() for piece in _PARTS.split(text) if fold(piece)]
        loose = len(pieces) > 1
        if not loose:
            pieces = [piece for piece in _TIGHT.split(text) if fold(piece)]
        if not 1 < len(pieces) <= 6:
            return None
        read = [self._whole(piece) for piece in pieces]
        known = [
            (fold(piece), found) for piece, found in zip(pieces, read, strict=True) if found and found.iso3
        ]
        unread = len(known) < sum(found is None or found.how != "placeholder" for found in read)
        if not known or any(found and found.how == "ambiguous" for found in read):
            return None
        options = [self._options(key, found) for key, found in known]
        agreed = _agreed(options)
        if agreed is None:
            return Reading(None, "ambiguous", " / ".join(found.read_as or "" for _, found in known), 1.0)
        if unread and (
            not loose or known[-1][1].how == "code" or _FAMILIES & set(" ".join(k for k, _ in known).split())
        ):
            return None
        best = min((found for _, found in known if found.iso3 == agreed), default=known[0][1], key=_weakness)
        confidence = min(best.confidence or 0.0, 0.8 if unread else 0.95)
        return best._replace(iso3=agreed, confidence=confidence)

    def _spelling(self, text: str) -> Reading | None:
        typed = plain(fold(text))
        if len(typed) < 6 or not typed.isascii() or any(letter.isdigit() for letter in typed):
            return None
        nearest: dict[str, tuple[int, str]] = {}
        for position in self.first_letters.get(typed[0], ()):
            spelling, iso3, alias = self.names[position]
            if spelling.startswith(typed):
                return None
            distance = OSA.distance(typed, spelling, score_cutoff=4)
            if distance <= 4 and distance < nearest.get(iso3, (9, ""))[0]:
                nearest[iso3] = (distance, alias)
        order = sorted((distance, iso3, alias) for iso3, (distance, alias) in nearest.items())
        if not order:
            return None
        distance, iso3, alias = order[0]
        if len(alias) < 6:
            return None
        forgiven = 2 if min(len(typed), len(plain(fold(alias)))) >= 10 else 1
        if distance > forgiven or (len(order) > 1 and order[1][0] < distance + 2):
            return None
        return Reading(iso3, "spelling", alias, 0.75)

    def _options(self, key: str, reading: Reading) -> frozenset[str]:
        own = frozenset((reading.iso3,)) if reading.iso3 else frozenset[str]()
        return own | self.also.get(key, frozenset())

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
            key = next((key for key in _starts(glued) if key in self.han), None)
            found += [(self.han[key], self._options(key, self.han[key]))] if key else []
        return found


def _claim(
    best: dict[str, tuple[int, Reading]], also: dict[str, set[str]], key: str, rank: int, reading: Reading
) -> None:
    """Keep the reading of higher precedence; two countries of equal precedence make a spelling ambiguous."""
    held = best.get(key)
    if held is None or rank < held[0]:
        best[key] = (rank, reading)
    elif rank == held[0] and reading.iso3 != held[1].iso3:
        best[key] = (rank, Reading(None, "ambiguous", reading.read_as, 1.0))
    loser = held[1] if held is not None and rank < held[0] else reading
    if loser.how in _PLACES and loser.iso3 and best[key][1].iso3 not in (None, loser.iso3):
        also.setdefault(key, set()).add(loser.iso3)


def _agreed(options: list[frozenset[str]]) -> str | None:
    """The one country that all parts allow; a territory beside its state counts as the territory."""
    common = frozenset[str].intersection(*options)
    if len(common) == 1:
        return min(common)
    for chosen in product(*options):
        territories = {iso3 for iso3 in chosen if iso3 in _STATE_OF}
        if len(territories) == 1 and set(chosen) <= territories | {_STATE_OF[min(territories)]}:
            return min(territories)
    return None


def _weakness(reading: Reading) -> float:
    return -(reading.confidence or 0.0)


def _starts(text: str) -> Iterable[str]:
    return (text[:length] for length in range(min(len(text), 8), 1, -1))


def _frame(words: pl.Series, read: Callable[[str], Reading]) -> pl.DataFrame:
    distinct: list[str] = words.drop_nulls().unique(maintain_order=True).to_list()
    rows = [(word, *read(word)) for word in distinct]
    return pl.DataFrame(rows, schema=READING_SCHEMA, orient="row")
