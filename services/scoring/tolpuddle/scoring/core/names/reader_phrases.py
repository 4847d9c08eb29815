"""Phrases such as `hong kong` or `joint stock company` found in many names at once."""

from dataclasses import dataclass

import numpy as np

from tolpuddle.scoring.core.names.reader_known import NONE, Ints, KnownWords
from tolpuddle.scoring.core.names.reader_tokens import Tokens


@dataclass(frozen=True, slots=True)
class Found:
    """Phrases found, in order: the token they begin with, how many tokens they are, and the number of the phrase."""

    at: Ints
    length: Ints
    phrase: Ints


def find_phrases(tokens: Tokens, known: KnownWords) -> Found:
    """The longest phrase at each token, from left to right, none overlapping the one before."""
    width = len(known.numbers)
    number = np.where(tokens.known < width, tokens.known, NONE)
    at = np.flatnonzero((number >= 0) & known.starts[number])
    length, phrase = np.zeros(len(at), np.int64), np.full(len(at), NONE, np.int64)
    alive, place, node = np.arange(len(at)), at.copy(), np.zeros(len(at), np.int64)
    depth = 0
    while len(alive) and len(known.keys):
        depth += 1
        wanted = np.where(number[place] >= 0, node * width + number[place], NONE)
        slot = np.minimum(np.searchsorted(known.keys, wanted), len(known.keys) - 1)
        hit = known.keys[slot] == wanted
        alive, place, node = alive[hit], place[hit], known.targets[slot[hit]]
        whole = (known.terminal[node] != NONE) & (tokens.bracketed[place] == tokens.bracketed[at[alive]])
        length[alive[whole]] = depth
        phrase[alive[whole]] = known.terminal[node[whole]]
        inside = place + 1 < len(number)
        inside[inside] &= tokens.row[place[inside] + 1] == tokens.row[place[inside]]
        alive, place, node = alive[inside], place[inside] + 1, node[inside]
    return _apart(at, length, phrase)


def _apart(at: Ints, length: Ints, phrase: Ints) -> Found:
    """Without those that overlap an earlier one."""
    some = length > 0
    at, length, phrase = at[some], length[some], phrase[some]
    kept = np.ones(len(at), np.bool_)
    if (at[1:] < (at + length)[:-1]).any():
        free = 0
        for place, (begin, size) in enumerate(zip(at.tolist(), length.tolist(), strict=True)):
            kept[place] = begin >= free
            if begin >= free:
                free = begin + size
    return Found(at[kept], length[kept], phrase[kept])
