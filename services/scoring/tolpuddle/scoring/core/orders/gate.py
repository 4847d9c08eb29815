"""Sets aside at once the names that share no word of its own with any listed name; the matcher reads the rest (R25)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

import polars as pl

from tolpuddle.scoring.core.names.likeness import SHORTEST, keys
from tolpuddle.scoring.core.names.reader import BRACKETED, COMMON, WORD, NameReader

_RARE: Final = 0.75
"""Weight from which a word of its own lets a name pass; of names without two such words the rarest two do."""
_FEWEST: Final = 2
_RUN_TOGETHER: Final = 6
"""Letters from which a word counts inside others."""
_LATIN: Final = r"[a-z][a-z0-9]*"
_OTHER: Final = r"[^\x00-\x7f]"
_WORDS: Final = re.compile(_LATIN)
_BETWEEN: Final = re.compile(r"[^a-z0-9]+")
_KEPT: Final = 300_000


@dataclass(frozen=True, slots=True)
class Gate:
    """Words of their own of all listed names, and the keys under which words like them meet."""

    own: frozenset[str]
    near: frozenset[str]
    inside: tuple[str, ...]
    common: frozenset[str]
    """Words of places, trades and legal forms: they let a name pass only where a listed name has them as its own."""
    known: dict[str, bool] = field(default_factory=dict[str, bool])
    """Word -> whether it is near one of them."""

    @classmethod
    def of(cls, names: pl.Series, reader: NameReader, name_words: pl.DataFrame) -> Self:
        """names: the listed ones; name_words: word and kind of known words."""
        words = _own_words(names, reader)
        near = frozenset(key for word in words for key in keys(word))
        inside = tuple(sorted(word for word in words if len(word) >= _RUN_TOGETHER))
        common = name_words.get_column("word").drop_nulls().str.to_lowercase()
        return cls(frozenset(words), near, inside, frozenset(common.to_list()))

    def passes(self, names: pl.Series) -> pl.Series:
        """True for each name that the matcher must read."""
        folded = _folded(names)
        words = folded.str.extract_all(_LATIN)
        distinct = words.explode().drop_nulls().unique().to_list()
        near = [word for word in distinct if self._is_near(word)]
        together = folded.str.replace_all(r"[^a-z0-9]+", "")
        return (
            pl.DataFrame({"folded": folded, "words": words, "together": together})
            .select(
                pl.col("folded").str.contains(_OTHER)
                | pl.col("words").list.eval(pl.element().is_in(near)).list.any()
                | pl.col("together").str.contains_any(list(self.inside))
            )
            .to_series()
            .fill_null(True)
        )

    def passes_one(self, name: str) -> bool:
        """The same for one name, without frames."""
        folded = "".join(
            c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c)[0] != "M"
        ).lower()
        if not folded.isascii() or any(self._is_near(word) for word in _WORDS.findall(folded)):
            return True
        together = _BETWEEN.sub("", folded)
        return any(word in together for word in self.inside)

    def _is_near(self, word: str) -> bool:
        found = self.known.get(word)
        if found is None:
            found = word in self.own or (
                word not in self.common and any(key in self.near for key in keys(word))
            )
            if len(self.known) >= _KEPT:
                self.known.clear()
            self.known[word] = found
        return found


def _own_words(names: pl.Series, reader: NameReader) -> set[str]:
    read = reader.read(names).select("tokens", "kinds", "alternates")
    written = _folded(names).str.extract_all(_LATIN)
    found: set[str] = set()
    for (tokens, kinds, _), words in zip(read.iter_rows(), written, strict=True):
        own = _own(tokens, kinds)
        found |= _rare(own, reader) | {"".join(own)}
        # A name of nothing but common words is found by the rarest of them, as they are written.
        if not found.intersection(words):
            found |= _rare(words.to_list(), reader)
    others = read.get_column("alternates").explode().drop_nulls().unique(maintain_order=True)
    for tokens, kinds in reader.read(others).select("tokens", "kinds").iter_rows():
        found |= _rare(_own(tokens, kinds), reader)
    return {word for word in found if len(word) > 1 and not word.isdigit()}


def _folded(names: pl.Series) -> pl.Series:
    """Lower case without accents."""
    bare = pl.col("name").str.normalize("NFKD").str.replace_all(r"\p{M}+", "").str.to_lowercase()
    return names.alias("name").to_frame().select(bare).to_series()


def _own(tokens: Sequence[str], kinds: Sequence[int]) -> list[str]:
    """The words that are no place, trade or legal form."""
    return [token for token, kind in zip(tokens, kinds, strict=True) if kind & ~BRACKETED in (WORD, COMMON)]


def _rare(words: Sequence[str], reader: NameReader) -> set[str]:
    distinct = list(dict.fromkeys(words))
    if any(len(word) >= SHORTEST for word in distinct):
        distinct = [word for word in distinct if len(word) >= SHORTEST]
    weights = reader.weights(pl.Series(distinct, dtype=pl.String)).to_list()
    ordered = sorted(zip(weights, distinct, strict=True), key=lambda one: (-one[0], one[1]))
    return {word for place, (weight, word) in enumerate(ordered) if weight >= _RARE or place < _FEWEST}
