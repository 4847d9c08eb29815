"""Known words for goods and words that guard against misreading, found by their first token."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from tolpuddle.scoring.core.goods.text import Token, lower, tokens, without_accents

LONGEST: Final = 6
"""No known phrase has more tokens."""

GUARDS: Final = frozenset({"service", "service_weak", "head", "other", "word", "phrase"})
"""Kinds that win where a stem is shared by a good and a guard: `files` and French `fil`."""

STEM_FACTOR: Final = 0.98
"""Confidence kept when only the stem of a word is known."""


@dataclass(slots=True)
class Entry:
    """What a phrase stands for: goods with their confidence, and the kinds of guard it is."""

    goods: dict[str, float] = field(default_factory=dict[str, float])
    kinds: set[str] = field(default_factory=set[str])
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A known phrase at a place in a text."""

    entry: Entry
    length: int
    factor: float


class GoodsIndex:
    """Phrases by exact, accent-free and stemmed form. Longest wins, then the form closest to the one written."""

    def __init__(self) -> None:
        self._exact: dict[str, Entry] = {}
        self._plain: dict[str, Entry] = {}
        self._stem: dict[str, Entry] = {}
        self._longest: dict[str, int] = {}
        self.whole: dict[str, Entry] = {}
        """Entries that count only when they are all that is written."""
        self.han: dict[str, Entry] = {}
        """Phrases with Chinese characters, in simplified characters."""
        self.longest_han = 1
        self.german: dict[str, Entry] = {}
        """German single words, for compounds."""

    @classmethod
    def build(
        cls,
        names: Mapping[str, str],
        synonyms: Iterable[tuple[str, str, str, float]],
        guards: Iterable[tuple[str, str, str]],
    ) -> Self:
        """From good_id -> name, rows (good_id, synonym, language, confidence) and rows (word, kind, language)."""
        index = cls()
        for good, synonym, language, confidence in synonyms:
            index._add(synonym, language, goods={good: confidence})
        for good, name in names.items():
            index._add(name, "en", goods={good: 1.0}, is_name=True)
        for word, kind, language in guards:
            index._add(word, language, kind=kind)
        return index

    def find(self, words: Sequence[Token], start: int) -> Hit | None:
        """The longest known phrase that begins at this token."""
        longest = min(self._longest.get(words[start].stem, 0), len(words) - start)
        for length in range(longest, 0, -1):
            chosen = words[start : start + length]
            if (entry := self._exact.get(" ".join(word.exact for word in chosen))) is not None:
                return Hit(entry, length, 1.0)
            if (entry := self._plain.get(" ".join(word.plain for word in chosen))) is not None:
                return Hit(entry, length, 1.0)
            if (entry := self._stem.get(" ".join(word.stem for word in chosen))) is not None:
                guard = entry.kinds & GUARDS
                return Hit(Entry(kinds=guard) if guard else entry, length, STEM_FACTOR)
        return None

    def alone(self, text: str) -> Entry | None:
        """The entry of a text that is one of the names or words that count only by themselves."""
        return self.whole.get(" ".join(word.exact for word in tokens(lower(text))))

    def joined(self, first: Token, second: Token) -> Hit | None:
        """The two tokens written as one word, as in `foot wear`."""
        entry = self._plain.get(first.plain + second.plain)
        return None if entry is None or not entry.goods else Hit(entry, 2, STEM_FACTOR)

    def single_words(self) -> dict[str, Entry]:
        """Accent-free words of one token that stand for goods: what a misspelt word may have meant."""
        return {word: entry for word, entry in self._plain.items() if entry.goods and " " not in word}

    def known(self, word: str) -> Entry | None:
        """The entry of one accent-free word."""
        return self._plain.get(word)

    def _add(
        self,
        written: str,
        language: str,
        *,
        goods: Mapping[str, float] | None = None,
        kind: str | None = None,
        is_name: bool = False,
    ) -> None:
        accents, alone = written.startswith("="), written.startswith("~")
        words = tokens(lower(written.lstrip("=~")))
        if not words:
            return
        if any(word.is_han for word in words):
            # One phrase without spaces: Chinese is not cut before it is read.
            phrase = "".join(word.exact for word in words)
            self.longest_han = max(self.longest_han, len(phrase))
            _note(self.han, phrase, goods, kind, is_name)
            return
        exact = " ".join(word.exact for word in words)
        if alone:
            _note(self.whole, exact, goods, kind, is_name)
            return
        self._longest[words[0].stem] = max(self._longest.get(words[0].stem, 0), min(len(words), LONGEST))
        _note(self._exact, exact, goods, kind, is_name)
        if accents:
            return
        _note(self._plain, " ".join(word.plain for word in words), goods, kind, is_name)
        _note(self._stem, " ".join(word.stem for word in words), goods, kind, is_name)
        if language == "de" and len(words) == 1:
            self._add_german(written, goods, kind)

    def _add_german(self, written: str, goods: Mapping[str, float] | None, kind: str | None) -> None:
        """German words again with ae, oe, ue for umlauts, and as possible parts of compounds."""
        word = lower(written)
        spelt = without_accents(word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"))
        for form in {spelt, without_accents(word)}:
            _note(self.german, form, goods, kind, False)
        if spelt != without_accents(word):
            _note(self._plain, spelt, goods, kind, False)
            only = tokens(spelt)[0]
            self._longest.setdefault(only.stem, 1)


def _note(
    table: dict[str, Entry], key: str, goods: Mapping[str, float] | None, kind: str | None, is_name: bool
) -> None:
    entry = table.setdefault(key, Entry())
    for good, confidence in (goods or {}).items():
        entry.goods[good] = max(confidence, entry.goods.get(good, 0.0))
    if kind is not None:
        entry.kinds.add(kind)
    entry.is_name = entry.is_name or is_name
