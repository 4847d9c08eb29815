"""Cuts what people write about goods into parts and tokens, and folds case, accents and plurals."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th"}
)
_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_INDIC: Final = "\u0900-\u0dff\u200c\u200d"
_TOKEN: Final = re.compile(
    rf"[a-z]{{0,4}}[{_HAN}]+(?:[a-z]{{1,4}}[{_HAN}]+)*"
    rf"|[{_INDIC}]+|(?:(?![{_HAN}{_INDIC}])[^\W_])+",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[,;|/\n\r\t()\[\]{}•·+、;，；。：:]|\s[-–—*]\s|\s-|\.\s")
_HAN_CHARACTER: Final = re.compile(rf"[{_HAN}]")
_INDIC_CHARACTER: Final = re.compile(rf"[{_INDIC}]")
_INDIC_ENDINGS: Final = (
    "গুলোর", "গুলির", "গুলো", "গুলি", "সমূহ", "দের", "ের", "টির", "টি", "টা", "য়ের", "র", "ে",
    "ियों", "ियाँ", "ियां", "ाओं", "ों", "ें", "ी", "े",
)  # fmt: skip
_POSSESSIVE: Final = re.compile(r"['’`´]s\b")
_APOSTROPHES: Final = re.compile(r"['’`´]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in three forms: as written in lower case, without accents, and without its ending."""

    exact: str
    plain: str
    stem: str

    @property
    def is_han(self) -> bool:
        """Chinese characters are written without spaces and must be cut by known words."""
        return _HAN_CHARACTER.search(self.exact) is not None

    @property
    def is_noise(self) -> bool:
        """Single letters and anything with digits: sizes, counts, grades."""
        return len(self.exact) == 1 or any(character.isdigit() for character in self.plain)


def lower(text: str) -> str:
    """Compatibility form in lower case, accents kept; `&` is written out, possessive endings fall off."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return _APOSTROPHES.sub(" ", _POSSESSIVE.sub("", text))


def parts(text: str) -> list[str]:
    """The pieces between commas, slashes, brackets and the like, already in lower case."""
    return [piece for piece in (part.strip() for part in _PARTS.split(text)) if piece]


def tokens(text: str) -> list[Token]:
    """Words in order; a run of Chinese characters is one token."""
    return [token(word) for word in _TOKEN.findall(text)]


@lru_cache(maxsize=65536)
def token(word: str) -> Token:
    """One word in its three forms."""
    exact = unicodedata.normalize("NFKC", word).casefold()
    plain = without_accents(exact)
    return Token(exact, plain, stem(plain))


def without_accents(word: str) -> str:
    """Latin letters without their marks; vowel signs of other scripts are letters and stay."""
    if word.isascii() or _INDIC_CHARACTER.search(word):
        return word
    letters = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def stem(word: str) -> str:
    """The word without plural and case endings, never shorter than three letters."""
    if _INDIC_CHARACTER.search(word):
        return _cut_indic(word)
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "i"
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if len(word) > 5 and word.endswith("en"):
        return word[:-2]
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    if len(word) > 3 and word.endswith("y"):
        return word[:-1] + "i"
    return word


def _cut_indic(word: str) -> str:
    for ending in _INDIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            return word.removesuffix(ending)
    return word
