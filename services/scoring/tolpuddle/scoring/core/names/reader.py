"""Names of organisations read into words of a kind: NameReader.from_edition, then read a column or read_one.

`NameReader.read(names)` gives one row per name, in the order given (equal names are read again: pass distinct ones):

| column | dtype | what |
|---|---|---|
| name | String | as given; null stays null |
| folded | String | all tokens as written, in ASCII and lower case, one space between; script romanised |
| tokens | List[String] | canonical words in order: legal forms short (`co`, `ltd`, `gmbh`), industry words in one language (`textile`), places by one name (`xinjiang`), numbers as digits, the rest as it sounds in ASCII |
| kinds | List[UInt8] | one per token: WORD 0, LEGAL 1, INDUSTRY 2, PLACE 3, STOP 4, UNIT 5, NUMBER 6, COMMON 7; plus BRACKETED 16 for a token inside brackets (`kind & 15` is the kind) |
| core | String | the distinctive words (WORD and COMMON, not bracketed) joined by a space; where there is none the next best tokens; "" only for a name without letters and digits |
| numbers | List[String] | canonical numbers in order, brackets included; `Unit-2`, `第二`, `II` give `2` |
| units | List[String] | which part of a company: the number or letter after a unit word, else the unit word itself (`branch`) |
| form | String | what the legal forms mean, in any language: limited, company, partnership, association, cooperative, state; "" without one |
| script | String | ISO 15924 of most letters: Latn, Hani, Jpan, Hang, Cyrl, Arab, Thai, Beng ...; Zyyy without letters |
| alternates | List[String] | other readings of the same name, each its content (WORD, COMMON, INDUSTRY, PLACE) joined by a space: bracket contents, a former name, Han by syllables, by meaning and as Hong Kong spells it |
| skeleton | String | consonants of the core, for scripts that leave vowels out (Arab, Hebr ...); null for others |

Between two scripts `form` tells more than any likeness of sound: of Hong Kong's registered English and Chinese names it
orders pairs with AUC 0.76, the best likeness of sound with 0.60. Compare `form`, not the legal tokens (`Limited` is 有限公司).

`skeletons(cores)` gives the same skeleton for a Latin core, so that it can meet an Arabic one.
`weights(tokens)` says how rare a word is among companies of the world: 0 (in every name) to 1 (never seen).
Compare cores without their spaces as well: `Zhong Tai` and `Zhongtai` then agree. Batch size and order never matter:
a column is read in bulk by arrays (`reader_bulk`), a single name in plain Python (`reader_one`), with equal results.
"""

from dataclasses import dataclass
from typing import Final, Self

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.names.reader_bulk import BulkReader
from tolpuddle.scoring.core.names.reader_columns import READ_SCHEMA, frame_of
from tolpuddle.scoring.core.names.reader_known import KnownWords
from tolpuddle.scoring.core.names.reader_one import NameReading, OneReader
from tolpuddle.scoring.core.names.reader_words import (
    BRACKETED,
    COMMON,
    INDUSTRY,
    LEGAL,
    NUMBER,
    PLACE,
    STOP,
    UNIT,
    WORD,
    NameWords,
)
from tolpuddle.scoring.core.names.scripts import skeleton

__all__ = [
    "BRACKETED",
    "COMMON",
    "INDUSTRY",
    "LEGAL",
    "NUMBER",
    "PLACE",
    "READ_SCHEMA",
    "STOP",
    "UNIT",
    "WORD",
    "NameReader",
    "NameReading",
]

_FEW: Final = 400
"""Up to so many names plain Python is quicker than arrays."""


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads names with the word tables of one edition. Build it once: `from_edition` or `from_tables`."""

    words: NameWords
    one: OneReader
    bulk: BulkReader
    rarity: dict[str, float]
    """Word -> how rare it is, 0 to 1."""

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """A reader with the tables name_words and name_word_rarity of an edition.

        Raises: EditionError when the edition has no name_words.
        """
        if "name_words" not in edition.tables:
            raise EditionError(f"Edition {edition.name} lacks name_words.csv.", file="name_words.csv")
        return cls.from_tables(edition.tables["name_words"], edition.tables.get("name_word_rarity"))

    @classmethod
    def from_tables(cls, name_words: pl.DataFrame, name_word_rarity: pl.DataFrame | None = None) -> Self:
        """name_words: word, canonical, kind, language, script, position. name_word_rarity: word, weight (0 to 1)."""
        tables = NameWords.from_table(name_words)
        one = OneReader(tables)
        rarity: dict[str, float] = {}
        if name_word_rarity is not None:
            words, weights = (name_word_rarity.get_column(column) for column in ("word", "weight"))
            for word, weight in zip(words.to_list(), weights.cast(pl.Float64).to_list(), strict=True):
                rarity.setdefault(word, weight)
        return cls(tables, one, BulkReader(one, KnownWords.of(tables)), rarity)

    def read(self, names: pl.Series) -> pl.DataFrame:
        """One row of READ_SCHEMA per name, in order. A null name has null text and empty lists."""
        names = names.cast(pl.String).rename("name")
        frame = self._few(names) if len(names) <= _FEW else self.bulk.read(names)
        return frame.select(pl.col(name).cast(dtype) for name, dtype in READ_SCHEMA.items())

    def read_one(self, name: str) -> NameReading:
        """A single name, with the words as written beside the tokens (`surfaces`), for explanations."""
        return self.one.read(name)

    def weights(self, tokens: pl.Series) -> pl.Series:
        """How rare each word is: 0 (in every name) to 1 (never seen). Null stays null."""
        known = self.rarity
        weights = [None if word is None else known.get(word, 1.0) for word in tokens.to_list()]
        return pl.Series("weight", weights, dtype=pl.Float64)

    @staticmethod
    def skeletons(cores: pl.Series) -> pl.Series:
        """The consonant skeleton of each core (String in, String out); null stays null."""
        return skeleton(cores)

    def _few(self, names: pl.Series) -> pl.DataFrame:
        return frame_of(names, [None if name is None else self.one.read(name) for name in names])
