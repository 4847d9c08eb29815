"""Han characters read aloud: pinyin without tones, a run at a time, phrases before single characters."""

import unicodedata
from functools import cache, lru_cache
from typing import Final

_LONGEST: Final = 4
"""Characters of the longest phrase that is looked up."""


@cache
def _tables() -> tuple[dict[int, str], dict[str, list[list[str]]]]:
    # Loaded when the first Han name comes: the phrases take a third of a second.
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    return PINYIN_DICT, PHRASES_DICT


def _toneless(syllable: str) -> str:
    letters = unicodedata.normalize("NFKD", syllable.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v"))
    letters = letters.replace("ǚ", "v").replace("ǜ", "v")
    return "".join(char for char in letters if "a" <= char <= "z")


@lru_cache(maxsize=200_000)
def syllables(run: str) -> tuple[str, ...]:
    """`重庆` -> chong, qing. Characters that nobody reads are left out."""
    single, phrases = _tables()
    found: list[str] = []
    start = 0
    while start < len(run):
        for length in range(min(_LONGEST, len(run) - start), 1, -1):
            if (phrase := phrases.get(run[start : start + length])) is not None:
                found += [_toneless(readings[0]) for readings in phrase]
                start += length
                break
        else:
            found.append(_toneless(single.get(ord(run[start]), "").split(",")[0]))
            start += 1
    return tuple(syllable for syllable in found if syllable)
