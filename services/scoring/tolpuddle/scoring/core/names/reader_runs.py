"""Runs of Han, Kana, Hangul, Thai without spaces: known words found inside, the rest read as it sounds."""

from collections.abc import Sequence
from typing import Final

from tolpuddle.scoring.core.names.reader_words import WORD, NameWords, Sense
from tolpuddle.scoring.core.names.scripts import romanised, script_of
from tolpuddle.scoring.core.names.scripts_han import syllables

Part = tuple[str, tuple[Sense, ...], tuple[str, ...]]
"""As written; senses; other ways to say it."""

_UNKNOWN: Final = 1.0
"""What a character outside any known word costs; a known word costs _WORD, so that few and long ones win."""
_WORD: Final = 0.3


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
    spoken = syllables(plain)
    meaning = words.meanings.get(plain)
    others = (" ".join(spoken), *([meaning] if meaning else []))
    return (surface, (Sense("".join(spoken), WORD),) if spoken else (), others)


def _cuts(run: str, words: NameWords) -> Sequence[tuple[int, int, bool]]:
    """(start, end, known) of the cheapest way to cut a run, left to right; unknown neighbours are one part."""
    cost = [0.0] * (len(run) + 1)
    step = [0] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        cost[start], step[start] = cost[start + 1] + _UNKNOWN, 0
        for length in range(min(words.longest_run, len(run) - start), 0, -1):
            if run[start : start + length] in words.runs and cost[start + length] + _WORD < cost[start]:
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
