"""Phrases such as `hong kong` or `joint stock company` found in all names at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.reader_tokens import Ints, Tokens
from tolpuddle.scoring.core.names.reader_words import NameWords, Senses

_NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Found:
    """Phrases found, in order: the token they begin with, how many tokens they are, and what they stand for."""

    at: Ints
    length: Ints
    phrase: Ints
    senses: list[Senses]
    """By number of the phrase."""


def find_phrases(tokens: Tokens, words: NameWords) -> Found:
    """The longest phrase at each token, from left to right, none overlapping the one before."""
    width = len(tokens.known)
    steps, ends, senses = _steps(words, {text: number for number, text in enumerate(tokens.known)})
    keys, targets, terminal = _arrays(steps, ends, width)
    starts = np.zeros(width, np.bool_)
    starts[list(steps.get(0, {}))] = True
    number = np.maximum(tokens.word - tokens.base, -1)
    at = np.flatnonzero((number >= 0) & starts[number])
    length, phrase = np.zeros(len(at), np.int64), np.full(len(at), _NONE, np.int64)
    alive, place, node = np.arange(len(at)), at.copy(), np.zeros(len(at), np.int64)
    depth = 0
    while len(alive):
        depth += 1
        wanted = np.where(number[place] >= 0, node * width + number[place], _NONE)
        slot = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        hit = keys[slot] == wanted
        alive, place, node = alive[hit], place[hit], targets[slot[hit]]
        whole = (terminal[node] != _NONE) & (tokens.bracketed[place] == tokens.bracketed[at[alive]])
        length[alive[whole]] = depth
        phrase[alive[whole]] = terminal[node[whole]]
        inside = place + 1 < len(number)
        inside[inside] &= tokens.row[place[inside] + 1] == tokens.row[place[inside]]
        alive, place, node = alive[inside], place[inside] + 1, node[inside]
    return _apart(at, length, phrase, senses)


def _steps(
    words: NameWords, numbers: dict[str, int]
) -> tuple[dict[int, dict[int, int]], dict[int, int], list[Senses]]:
    """Phrases all of whose words occur, as a tree: node -> word -> node; the nodes where a phrase ends; senses."""
    steps: dict[int, dict[int, int]] = {}
    ends: dict[int, int] = {}
    senses: list[Senses] = []
    nodes = 1
    for first, phrases in words.phrases.items():
        if first not in numbers:
            continue
        for phrase, stands_for in phrases.items():
            path = [numbers.get(word, _NONE) for word in phrase]
            if _NONE in path:
                continue
            node = 0
            for word in path:
                below = steps.setdefault(node, {})
                if word not in below:
                    below[word] = nodes
                    nodes += 1
                node = below[word]
            ends[node] = len(senses)
            senses.append(stands_for)
    return steps, ends, senses


def _arrays(steps: dict[int, dict[int, int]], ends: dict[int, int], width: int) -> tuple[Ints, Ints, Ints]:
    """The tree as sorted keys (node * width + word), the nodes they lead to, and the phrase that ends at each node."""
    pairs = sorted((node * width + word, below) for node, words in steps.items() for word, below in words.items())
    terminal = np.full(len(pairs) + 1, _NONE, np.int64)
    for node, phrase in ends.items():
        terminal[node] = phrase
    return (
        np.array([key for key, _ in pairs], np.int64),
        np.array([below for _, below in pairs], np.int64),
        terminal,
    )


def _apart(at: Ints, length: Ints, phrase: Ints, senses: list[Senses]) -> Found:
    """Without those that overlap an earlier one."""
    some = length > 0
    at, length, phrase = at[some], length[some], phrase[some]
    kept = np.ones(len(at), np.bool_)
    if len(at) and (at[1:] < (at + length)[:-1]).any():
        free = 0
        for place, (begin, size) in enumerate(zip(at.tolist(), length.tolist(), strict=True)):
            kept[place] = begin >= free
            if begin >= free:
                free = begin + size
    return Found(at[kept], length[kept], phrase[kept], senses)
