"""Letters of all scripts: text folded to comparable characters, sounded out in ASCII, and consonant skeletons."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

import polars as pl
from anyascii import anyascii

LIMIT: Final = 1_000
"""No name is longer; what follows is not read."""

SEGMENTED: Final = frozenset({"Hani", "Hira", "Hang", "Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts whose words stand without spaces between them (Hangul often)."""

VOWELLESS: Final = frozenset({"Arab", "Hebr", "Syrc"})
"""Scripts that leave vowels out."""

_SCRIPTS: Final = {
    "LATIN": "Latn",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Hira",
    "KATAKANA-HIRAGANA": "Hira",
    "HANGUL": "Hang",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "SYRIAC": "Syrc",
    "THAI": "Thai",
    "LAO": "Laoo",
    "KHMER": "Khmr",
    "MYANMAR": "Mymr",
    "BENGALI": "Beng",
    "DEVANAGARI": "Deva",
    "GUJARATI": "Gujr",
    "GURMUKHI": "Guru",
    "TAMIL": "Taml",
    "TELUGU": "Telu",
    "KANNADA": "Knda",
    "MALAYALAM": "Mlym",
    "ORIYA": "Orya",
    "SINHALA": "Sinh",
    "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "MONGOLIAN": "Mong",
    "TIBETAN": "Tibt",
}
"""First word of a character's Unicode name -> ISO 15924; Katakana is read with Hiragana."""

_DROPPED: Final = dict.fromkeys(map(ord, "'’‘ʻʼ`´′ʹ＇™®©ـ·・"))
"""Inside words these part nothing: O'Neil, d’Ivoire."""
_DROPPED[ord("·")] = _DROPPED[ord("・")] = " "  # type: ignore[assignment]  # between words of a name

_SAME: Final = {
    "ё": "е",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ې": "ي",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ک": "ك",
    "ς": "σ",
    "ー": "",
}
"""Letters that spelling does not keep apart."""

_LIKE_LATIN: Final = dict(zip("асеорхукмтнві", "aceopxykmthbi", strict=True))
_LIKE_CYRILLIC: Final = {latin: cyrillic for cyrillic, latin in _LIKE_LATIN.items()}
_MIXED: Final = re.compile(r"[a-zа-яіїєёўґ]*(?:[a-z][а-яіїєёўґ]|[а-яіїєёўґ][a-z])[a-zа-яіїєёўґ]*")
"""A word of Latin and Cyrillic letters, such as ПAO written with a Latin A."""
_ASCII: Final = str.maketrans(
    {"&": " and ", "'": "", "`": "", **dict.fromkeys("[{", "("), **dict.fromkeys("]}", ")")}
)
_ASCII_PARTS: Final = re.compile(r"[a-z0-9]+|[()]")
_OPEN: Final = "([{〔【《「『〈"
_CLOSE: Final = ")]}〕】》」』〉"


class _Characters(dict[str, tuple[str, str]]):
    """Character -> (script, what it is read as); script "" is dropped, " " parts words, "M" goes with what is before."""

    def __missing__(self, char: str) -> tuple[str, str]:
        self[char] = found = _read(char)
        return found


def _read(char: str) -> tuple[str, str]:
    category = unicodedata.category(char)
    name = unicodedata.name(char, "").split(" ", 1)[0]
    if char in _SAME:
        return (_SCRIPTS[name] if _SAME[char] else "", _SAME[char])
    if char in "&＆":
        return ("&", "and")
    if char in _OPEN:
        return ("(", "(")
    if char in _CLOSE:
        return (")", ")")
    if category == "Nd":
        return ("Latn", str(unicodedata.decimal(char)))
    if category[0] == "M":
        return ("", "") if name in ("ARABIC", "HEBREW", "COMBINING", "CYRILLIC", "SYRIAC") else ("M", char)
    if category == "Cf" or category == "Lm":
        return ("", "")
    if category[0] != "L":
        return (" ", "")
    script = _SCRIPTS.get(name, "Zzzz")
    if script != "Latn":
        return (script, char)
    latin = "".join(c for c in anyascii(char).lower() if "a" <= c <= "z")
    return ("Latn", latin) if latin else ("", "")


_CHARACTERS: Final = _Characters()


def fold(text: str) -> str:
    """NFKC and lower case; accents of Latin letters off; words apart by one space, also where the script changes.

    Brackets stand alone as "(" and ")", "&" is `and`, apostrophes are gone, all else that is no letter or digit is a space.
    """
    if text.isascii():
        return " ".join(_ASCII_PARTS.findall(text[:LIMIT].lower().translate(_ASCII)))
    plain = unicodedata.normalize("NFKC", text[:LIMIT].translate(_DROPPED)).casefold()
    plain = _MIXED.sub(_of_one_alphabet, plain)
    out: list[str] = []
    last = " "
    for char in plain:
        script, read = _CHARACTERS[char]
        if script == "" or (script == "M" and last in (" ", "Latn")):
            continue
        if script == "M" or (script == last and script not in "&()"):
            out.append(read)
        else:
            out.append(" " + read)
            last = script
    return " ".join("".join(out).split())


def _of_one_alphabet(word: re.Match[str]) -> str:
    """Letters that look like those of the other alphabet, put into that of most letters."""
    text = word[0]
    cyrillic = sum(not char.isascii() for char in text)
    like = _LIKE_CYRILLIC if cyrillic * 2 >= len(text) else _LIKE_LATIN
    return "".join(like.get(char, char) for char in text)


def fold_word(text: str) -> str:
    """As `fold`, without brackets: the form in which tables are keyed."""
    folded = fold(text)
    return (
        " ".join(part for part in folded.split() if part not in "()")
        if "(" in folded or ")" in folded
        else folded
    )


@cache
def latin_characters() -> dict[str, str]:
    """Characters beyond ASCII that `fold` reads alone, whatever stands beside them -> what it reads."""
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
    read = {char: fold(char) for char in letters if char == char.lower() and char.isalpha()}
    read = {char: latin for char, latin in read.items() if latin.isascii() and latin.isalpha()}
    for char in "’‘ʻʼ´′ʹ™®©\u00ad\u200b\u200e\u200f\ufeff":
        read[char] = ""
    for char in "·・–—−‐‑‒―«»“”„‹›•…¡¿§¶°\u00a0\u2009\u202f\u3000，。、；：":
        read[char] = " "
    return {**read, "（": "(", "）": ")"}


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """ISO 15924 of a letter; Latn for ASCII, Zyyy for what is no letter."""
    if char.isascii():
        return "Latn" if char.isalpha() else "Zyyy"
    return _SCRIPTS.get(unicodedata.name(char, "").split(" ", 1)[0], "Zzzz") if char.isalpha() else "Zyyy"


def segmented(char: str) -> bool:
    """Whether words of the letter's script stand without spaces."""
    return script_of(char) in SEGMENTED


def romanised(word: str) -> str:
    """A word of any script as it sounds, in a-z and 0-9. The Arabic article is left out."""
    if script_of(word[:1]) == "Arab" and word.startswith("ال") and len(word) > 4:
        word = word[2:]
    return "".join(char for char in anyascii(word).lower() if char.isascii() and char.isalnum())


_SOUNDS: Final = (
    (r"\b(?:al|el|ul|as|ash|an|ar|at|ad) ", ""),
    ("kh|q|c|x", "k"),
    ("gh", "g"),
    ("sh|z|th|tz", "s"),
    ("dh", "d"),
    ("ph|v|p", "f"),
    ("j", "g"),
    ("[aeiouwyh ]", ""),
)


_DOUBLED: Final = re.compile("([bdfgklmnrst])\\1+")


def skeleton(cores: pl.Series) -> pl.Series:
    """Consonants as an alphabet without vowels keeps them, likenesses levelled: `al khaleej` is klg."""
    read = pl.col(cores.name)
    for sounds, as_one in _SOUNDS:
        read = read.str.replace_all(sounds, as_one)
    for letter in "bdfgklmnrst":
        read = read.str.replace_all(letter * 2 + "+", letter, literal=False)
    return cores.to_frame().select(read).to_series()


def one_skeleton(core: str) -> str:
    """`skeleton` of a single core."""
    for sounds, as_one in _SOUNDS:
        core = re.sub(sounds, as_one, core)
    return _DOUBLED.sub(r"\1", core)
