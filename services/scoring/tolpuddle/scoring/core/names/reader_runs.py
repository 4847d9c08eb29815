"""Runs of Han, Kana, Hangul, Thai without spaces: known words found inside, the rest read as it sounds."""

from collections.abc import Sequence
from typing import Final

from tolpuddle.scoring.core.names.reader_words import STOP, WORD, NameWords, Sense
from tolpuddle.scoring.core.names.scripts import romanised, script_of
from tolpuddle.scoring.core.names.scripts_han import syllables

Part = tuple[str, tuple[Sense, ...], tuple[str, ...]]
"""As written; senses; other ways to say it."""

_UNKNOWN: Final = 1.0
"""What a character outside any known word costs; a known word costs _WORD, so that few and long ones win."""
_WORD: Final = 0.3
_LONGEST_MEANING: Final = 4


def split_run(run: str, words: NameWords) -> list[Part]:
    """A run -> its parts in order: `新疆中泰纺织有限公司` -> 新疆, 中泰, 纺织, 有限公司."""
    plain = words.plain_han(run)
    cuts = _cuts(plain, words)
    parts: list[Part] = []
    for start, end, known in cuts:
        surface = run[start:end]
        if known:
            parts.append((surface, words.runs[plain[start:end]], ()))
        elif script_of(surface[0]) == "Hani":
            parts.append(_han(surface, plain[start:end], words))
        elif latin := romanised(surface):
            parts.append((surface, (Sense(latin, WORD),), ()))
    return parts


def _han(surface: str, plain: str, words: NameWords) -> Part:
    """Han that no table holds: by its sound; else by syllables, as Hong Kong spells it, and by its meaning."""
    spoken = syllables(plain)
    cantonese = [
        words.sounds.get(char) or words.sounds.get(same, "")
        for char, same in zip(surface, plain, strict=True)
    ]
    others = (" ".join(spoken), " ".join(filter(None, cantonese)), _meaning(plain, cantonese, words.meanings))
    return (surface, (Sense("".join(spoken), WORD),) if spoken else (), others)


def _meaning(run: str, sounds: Sequence[str], meanings: dict[str, str]) -> str:
    """The run in English: `新星` is new star. Empty where nothing of it has a meaning.

    Single characters are translated only where all of the run is; else they are said as Hong Kong does.
    """
    whole = _said(run, meanings, shortest=1)
    if all(meaning for meaning, _ in whole):
        return " ".join(meaning for meaning, _ in whole)
    words = _said(run, meanings, shortest=2)
    if not any(meaning for meaning, _ in words):
        return ""
    return " ".join(filter(None, (meaning or sounds[at] for meaning, at in words)))


def _said(run: str, meanings: dict[str, str], shortest: int) -> list[tuple[str, int]]:
    """The run cut into words with a meaning, the longest first; (meaning or empty, where it begins)."""
    said: list[tuple[str, int]] = []
    start = 0
    while start < len(run):
        longest = min(_LONGEST_MEANING, len(run) - start)
        length = next((n for n in range(longest, shortest - 1, -1) if run[start : start + n] in meanings), 0)
        said.append((meanings[run[start : start + length]] if length else "", start))
        start += length or 1
    return said


def _cuts(run: str, words: NameWords) -> Sequence[tuple[int, int, bool]]:
    """(start, end, known) of the cheapest way to cut a run, left to right; unknown neighbours are one part."""
    cost = [0.0] * (len(run) + 1)
    step = [0] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        cost[start], step[start] = cost[start + 1] + _UNKNOWN, 0
        for length in range(min(words.longest_run, len(run) - start), 0, -1):
            senses = words.runs.get(run[start : start + length], ())
            if length == 1 and start + 1 < len(run) and any(sense.kind != STOP for sense in senses):
                continue  # a single character has its meaning at the end only (厂, 局), but for 及
            if senses and cost[start + length] + _WORD < cost[start]:
                cost[start], step[start] = cost[start + length] + _WORD, length
    cuts: list[tuple[int, int, bool]] = []
    at = 0
    while at < len(run):
        if step[at]:
            cuts.append((at, at + step[at], True))
            at += step[at]
            continue
        end = at + 1
        while end < len(run) and not step[end]:
            end += 1
        cuts.append((at, end, False))
        at = end
    return cuts
