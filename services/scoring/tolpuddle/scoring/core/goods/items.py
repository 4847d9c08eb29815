"""Turns tokens into items: known goods, guard words, compounds, misspelt words, and words nobody knows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from tolpuddle.scoring.core.goods.index import Entry, GoodsIndex
from tolpuddle.scoring.core.goods.text import Token, token

How = Literal["hs", "name", "synonym", "words", "spelling"]

COMPOUND_FACTOR: Final = 0.9
"""`Bio-baumwollgarn`: the last part of a compound is the good."""

FIRST_PART_FACTOR: Final = 0.62
"""Only the first part of a compound is known: it may be made of the good, or be something else."""

SPELLING_FACTORS: Final[Mapping[int, float]] = {1: 0.75, 2: 0.65}
"""Confidence kept after one or two changed letters."""

_VOWELS: Final = frozenset("aeiouy")
_DOUBLED: Final = re.compile(r"(.)\1+")

_LINKS: Final = ("", "s", "es", "n", "en", "er", "e")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said in a part of the text."""

    text: str
    goods: Mapping[str, float] = field(default_factory=dict[str, float])
    kinds: frozenset[str] = frozenset()
    how: How = "synonym"
    materials: Mapping[str, float] = field(default_factory=dict[str, float])
    """Goods that the first parts of a compound name, as cotton in Baumwollgarn."""

    @property
    def is_unknown(self) -> bool:
        """Neither a good nor a guard: unread, or an everyday word that names no good."""
        return not self.goods and self.kinds <= {"word"}


class ItemReader:
    """Reads items with one index; remembers words it has seen."""

    def __init__(self, index: GoodsIndex) -> None:
        self._index = index
        self._seen: dict[str, Item] = {}
        self._spellings: dict[str, list[str]] = {}
        for word in index.single_words():
            if len(word) >= 5 and word.isalpha():
                self._spellings.setdefault(word[0], []).append(word)

    def items(self, words: Sequence[Token]) -> list[Item]:
        """Everything said, in order, longest known phrases first."""
        found: list[Item] = []
        at = 0
        while at < len(words):
            word = words[at]
            if word.is_han:
                found.extend(self._han(word.exact))
                at += 1
                continue
            hit = self._index.find(words, at)
            if hit is None and at + 1 < len(words):
                hit = self._index.joined(word, words[at + 1])
            if hit is None:
                found.append(self._single(word))
                at += 1
                continue
            text = " ".join(chosen.exact for chosen in words[at : at + hit.length])
            found.append(_known(text, hit.entry, hit.factor))
            at += hit.length
            if hit.length > 1 and self._begins_phrase(words, at - 1):
                at -= 1
        return found

    def _begins_phrase(self, words: Sequence[Token], at: int) -> bool:
        """The last word of a phrase begins another: `ceylon tea` and `tea bags`, `green coffee` and `coffee machine`."""
        hit = self._index.find(words, at)
        return hit is not None and hit.length > 1 and bool(hit.entry.goods or "phrase" in hit.entry.kinds)

    def _single(self, word: Token) -> Item:
        """A word that is no known phrase: noise, compound, misspelt or unknown."""
        if word.is_noise:
            return Item(word.exact, kinds=frozenset({"neutral"}))
        seen = self._seen.get(word.exact)
        if seen is None:
            seen = self._seen[word.exact] = (
                self._compound(word) or self._indic(word) or self._misspelt(word) or Item(word.exact)
            )
        return seen

    def _han(self, text: str) -> list[Item]:
        """Cuts Chinese by the longest known word at each place."""
        known = self._index.han
        found: list[Item] = []
        at, unread = 0, ""
        while at < len(text):
            size = min(self._index.longest_han, len(text) - at)
            while size and text[at : at + size] not in known:
                size -= 1
            if not size and text[at].isascii():
                end = at
                while end < len(text) and text[end].isascii():
                    end += 1
                latin = self._index.known(text[at:end])
                if latin is not None and latin.goods:
                    found.append(_known(text[at:end], latin, 1.0))
                    at = end
                    continue
            if size:
                if unread:
                    found.append(Item(unread))
                    unread = ""
                found.append(_known(text[at : at + size], known[text[at : at + size]], 1.0))
                at += size
            else:
                unread += text[at]
                at += 1
        if unread:
            found.append(Item(unread))
        return found

    def _compound(self, word: Token) -> Item | None:
        """A German compound: the last part says what it is, the first what it is made of or for."""
        text = word.plain
        if len(text) < 7 or not text.isascii():
            return None
        for cut in range(3, len(text) - 2):
            end = self._part(text[cut:])
            if end is None or (len(text) - cut < 4 and not end.kinds):
                continue
            start = self._start(text[:cut])
            if end.goods and not end.kinds:
                goods = {good: value * COMPOUND_FACTOR for good, value in end.goods.items()}
                return Item(word.exact, goods, how="words", materials=dict(start.goods) if start else {})
            if start is None:
                continue
            if end.kinds & {"head", "service", "other"}:
                return Item(word.exact, kinds=frozenset({"other"}))
            if start.goods and end.kinds:
                goods = {good: value * COMPOUND_FACTOR for good, value in start.goods.items()}
                return Item(word.exact, goods, how="words")
        for cut in range(len(text) - 3, 4, -1):
            start = self._start(text[:cut])
            if start is not None and start.goods:
                rest = self._index.known(text[cut:])
                if rest is not None and not rest.goods and rest.kinds & {"head", "service", "other"}:
                    return Item(word.exact, kinds=frozenset({"other"}))
                goods = {good: value * FIRST_PART_FACTOR for good, value in start.goods.items()}
                return Item(word.exact, goods, how="words")
        return None

    def _part(self, text: str) -> Entry | None:
        return self._index.german.get(text) or self._index.german.get(token(text).stem)

    def _start(self, text: str) -> Entry | None:
        for link in _LINKS:
            if text.endswith(link) and len(text) - len(link) >= 3:
                entry = self._index.german.get(text[: len(text) - len(link)])
                if entry is not None:
                    return entry
        return self._index.german.get(text + "e")

    def _indic(self, word: Token) -> Item | None:
        """A Bengali or Hindi word that begins with a known one."""
        if word.exact.isascii() or word.plain != word.exact or word.exact[0] < "\u0900":
            return None
        for size in range(len(word.exact) - 1, 2, -1):
            entry = self._index.known(word.exact[:size])
            if entry is not None and entry.goods:
                goods = {good: value * COMPOUND_FACTOR for good, value in entry.goods.items()}
                return Item(word.exact, goods, how="words")
        return None

    def _misspelt(self, word: Token) -> Item | None:
        """The one known word within a letter or two; the first letter must be right."""
        text = word.plain
        if len(text) < 5 or not text.isascii() or not text.isalpha():
            return None
        allowed = 2 if len(text) >= 7 else 1
        near = process.extractOne(
            text, self._spellings.get(text[0], ()), scorer=OSA.distance, score_cutoff=allowed
        )
        if near is None:
            return None
        meant, distance = near[0], int(near[1])
        if not _is_slip(text, meant, distance):
            return None
        entry = self._index.known(meant)
        if entry is None or distance not in SPELLING_FACTORS:
            return None
        goods = {good: value * SPELLING_FACTORS[distance] for good, value in entry.goods.items()}
        return Item(f"{word.exact} ({meant})", goods, how="spelling")


def _is_slip(typed: str, meant: str, distance: int) -> bool:
    """A slip of the hand rather than another word: `beams` are no `beans`, `mango` is no `manzo`.

    Two changes keep the letters. One change in a short word doubles, halves or swaps letters; from six letters on it
    may also leave one out or take a vowel for a vowel; from seven on it is free.
    """
    if distance == 2:
        return set(typed) == set(meant)
    if (
        len(typed) >= 7
        or sorted(typed) == sorted(meant)
        or _DOUBLED.sub(r"\1", typed) == _DOUBLED.sub(r"\1", meant)
    ):
        return True
    if len(typed) == 6 and len(meant) == 7:
        return True
    changed = [pair for pair in zip(typed, meant, strict=False) if pair[0] != pair[1]]
    return len(typed) == len(meant) == 6 and all(set(pair) <= _VOWELS for pair in changed)


def _known(text: str, entry: Entry, factor: float) -> Item:
    """A good; or, for a phrase that only guards, its kinds. A masking phrase is never a good."""
    if "phrase" in entry.kinds:
        return Item(text, kinds=frozenset({"phrase"}))
    if not entry.goods:
        return Item(text, kinds=frozenset(entry.kinds))
    goods = entry.goods if factor == 1.0 else {good: value * factor for good, value in entry.goods.items()}
    # A word that is a good and a service or a machine in another language counts as the good; one that also only
    # qualifies (`beans` of coffee) keeps that mark and gives way to a good beside it.
    kinds = frozenset({"neutral"}) & entry.kinds
    return Item(text, goods, kinds, how="name" if entry.is_name else "synonym")
