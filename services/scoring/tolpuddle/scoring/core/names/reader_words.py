"""The words of names as the tables give them: what a word means, phrases of several, and glued forms taken apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self

import polars as pl

from tolpuddle.scoring.core.names.scripts import fold_word, romanised, script_of, segmented

WORD, LEGAL, INDUSTRY, PLACE, STOP, UNIT, NUMBER, COMMON = range(8)
"""Kinds of a token. COMMON: a word many companies bear (global, star), distinctive only a little."""

BRACKETED: Final = 16
"""Added to the kind of a token that stands in brackets."""

KINDS: Final = {
    "legal_form": LEGAL,
    "industry": INDUSTRY,
    "place": PLACE,
    "stop": STOP,
    "unit": UNIT,
    "number": NUMBER,
    "common": COMMON,
}

FORMS: Final = {
    "co": "company",
    "est": "company",
    "sole": "company",
    "lib": "",
    "trust": "",
    "ngo": "association",
    "coop": "cooperative",
    "soe": "state",
    "lp": "partnership",
    "llp": "partnership",
    "kg": "partnership",
}
"""Legal forms by what they mean, whatever the language; any other is limited (Ltd, GmbH, PT, S.A., 有限公司)."""

FORM_ORDER: Final = ("", "company", "partnership", "association", "cooperative", "state", "limited")
"""Where a name has several, the later counts: Co., Ltd. is limited."""

ANYWHERE, AT_END, AT_START, BEFORE_NUMBER, LATER, AFTER_UNIT = range(6)
"""Where a word has its kind; elsewhere it is a WORD like others ("A.S. Knitwear", "Tekstil A.S.")."""

PLACES_IN_NAME: Final = {
    "": ANYWHERE,
    "any": ANYWHERE,
    "end": AT_END,
    "start": AT_START,
    "number": BEFORE_NUMBER,
    "later": LATER,
    "unit": AFTER_UNIT,
}


@dataclass(frozen=True, slots=True)
class Sense:
    """What a written word stands for: one canonical token, its kind, and where in the name that holds."""

    token: str
    kind: int
    where: int = ANYWHERE
    plain: str = ""
    """What it is where its kind does not hold."""
    plain_kind: int = WORD


Senses = tuple[Sense, ...]

_ARABIC_PREFIXES: Final = ("وال", "بال", "ولل", "لل", "ال", "و")
"""And the, with the, and for the, for the, the, and: written together with the word."""
_ORDINAL: Final = re.compile(r"(\d+)(?:st|nd|rd|th)")
_LETTERS_DIGITS: Final = re.compile(r"([a-z]+)(\d+)([a-z]?)")
_DIGITS_LETTERS: Final = re.compile(r"(\d+)([a-z]{4,})")
_GLUED: Final = re.compile(r"(.*?)(ltd|limited|gmbh)(.*)")
_GLUE: Final = ("private", "pvt", "pvl", "pte", "sdn", "bd", "co")
TAKEN_APART: Final = (
    "[0-9]|[a-z](?:ltd|limited|gmbh)|(?:ltd|limited|gmbh)[a-z]|[a-z]{2}(?:garment|textile|fashion|apparel|knitting|knitwear|sweater|fabric|spinning|weaving|dyeing|"
    "printing|washing|embroider|packaging|trading|enterprise|industrie|industry|international|electronic|technolog|plastic|"
    "chemical|footwear|leather|furniture|accessorie|sportswear|construction|engineering|machinery|logistic|tekstil|konfeksi)"
    "(?:s|y|yon|ies)?\\b"
)
"""Words of no table that may still be more than one word: `unit14`, `textilesltd`, `hngarments`."""
_INITIAL_FORMS: Final = (
    "spzoo",
    "sadecv",
    "spa",
    "srl",
    "sro",
    "doo",
    "llc",
    "plc",
    "sas",
    "sa",
    "bv",
    "nv",
    "kg",
)


@dataclass(frozen=True, slots=True)
class NameWords:
    """The tables, ready to look up. Keys are folded as `scripts.fold_word` folds them."""

    single: dict[str, Senses]
    """A written word -> its senses, in any script."""
    phrases: dict[str, dict[tuple[str, ...], Senses]]
    """First word of a phrase -> the whole phrase as words -> its senses."""
    runs: dict[str, Senses]
    """Words of scripts written without spaces (Han, Kana, Hangul, Thai ...)."""
    longest_run: int
    longest_phrase: int
    plain: dict[str, str]
    """A traditional or variant Han character -> the one the tables use."""
    meanings: dict[str, str]
    """Words of scripts without spaces that a company may also translate -> their meaning in English."""
    sounds: dict[str, str]
    """A Han character -> its sound in Cantonese as Hong Kong spells it."""
    known: dict[str, Senses] = field(default_factory=dict[str, Senses])
    """Senses found so far, also of words no table has."""

    @classmethod
    def from_table(cls, table: pl.DataFrame) -> Self:
        """Of a table with word, canonical, kind, position; the first row of a word wins."""
        rows = table.select("word", "canonical", "kind", "position").fill_null("").rows()
        plain = {word: canonical for word, canonical, kind, _ in rows if kind == "variant"}
        words = cls({}, {}, {}, 1, 1, plain, {}, {})
        for word, canonical, kind, position in rows:
            if kind == "variant":
                continue
            if kind == "meaning":
                words.meanings.setdefault(words.plain_han(word), canonical)
                continue
            if kind == "sound":
                words.sounds.setdefault(word, canonical)
                continue
            words._add(word, canonical.split(), KINDS[kind], PLACES_IN_NAME[position])
        words._prune()
        return replace(
            words,
            longest_run=max((len(run) for run in words.runs), default=1),
            longest_phrase=max((len(key) for keys in words.phrases.values() for key in keys), default=1),
        )

    def plain_han(self, text: str) -> str:
        """Traditional characters as the simplified ones the tables use."""
        return "".join(self.plain.get(char, char) for char in text)

    def latin_keys(self) -> list[str]:
        """Words of the tables that a folded Latin name may hold."""
        return [word for word in self.single if word.isascii()]

    def senses(self, word: str) -> Senses:
        """Of a folded word as written: from the tables, by its digits, taken apart, or as it is."""
        found = self.single.get(word) or self.known.get(word)
        if found is None:
            found = self._read(word)
            if len(self.known) < 1_000_000:
                self.known[word] = found
        return found

    def _add(self, word: str, tokens: Sequence[str], kind: int, where: int) -> None:
        parts = word_parts(word)
        foreign = len(parts) == 1 and not parts[0].isascii() and not segmented(parts[0][0])
        plain = "".join(map(romanised, parts)) if foreign or where != ANYWHERE else ""
        senses = tuple(Sense(token, kind, where, plain) for token in tokens)
        if len(parts) == 1 and len(senses) == 1 and where == ANYWHERE:
            self._otherwise(parts[0], senses[0])
        if len(parts) == 1 and segmented(parts[0][0]):
            self.runs.setdefault(self.plain_han(parts[0]), senses)
        elif len(parts) == 1:
            self.single.setdefault(parts[0], senses)
            if foreign and len(plain) > 4:
                self.single.setdefault(plain, senses)
        elif parts:
            self.phrases.setdefault(parts[0], {}).setdefault(tuple(parts), senses)

    def _otherwise(self, word: str, sense: Sense) -> None:
        """A word that has one kind in its place (`Factory 2`) and another elsewhere (`Factory`)."""
        for senses in (self.single, self.runs):
            match senses.get(word):
                case (Sense(where=where, plain_kind=0) as first,) if where != ANYWHERE:
                    senses[word] = (replace(first, plain=sense.token, plain_kind=sense.kind),)
                case _:
                    pass

    def _prune(self) -> None:
        """Phrases that say what their words say one by one are not needed."""
        for first, phrases in list(self.phrases.items()):
            for words, senses in list(phrases.items()):
                single = [sense for word in words for sense in self.single.get(word, ())]
                if all(word in self.single for word in words) and [
                    (s.token, s.kind, s.where) for s in single
                ] == [(s.token, s.kind, s.where) for s in senses]:
                    del phrases[words]
            if not phrases:
                del self.phrases[first]

    def _read(self, word: str) -> Senses:
        if word.isdecimal():
            return (Sense(number(word), NUMBER),)
        if not word.isascii():
            return self._foreign(word)
        if match := _ORDINAL.fullmatch(word):
            return (Sense(number(match[1]), NUMBER),)
        if match := _LETTERS_DIGITS.fullmatch(word):
            letters, digits, rest = match.groups()
            senses = self.senses(letters)
            if len(letters) > 3 or all(sense.kind in (UNIT, LEGAL) for sense in senses):
                tail = (Sense(rest, WORD),) if rest else ()
                return (*senses, Sense(number(digits), NUMBER), *tail)
        if match := _DIGITS_LETTERS.fullmatch(word):
            return (Sense(number(match[1]), NUMBER), *self.senses(match[2]))
        return self._glued(word) or self._ends_with_trade(word) or (Sense(word, WORD),)

    def _foreign(self, word: str) -> Senses:
        """A word in another alphabet: as it sounds; a longer one is also looked up as it sounds."""
        if script_of(word[0]) == "Arab":
            for prefix in _ARABIC_PREFIXES:
                rest = word.removeprefix(prefix)
                if rest != word and (found := self.single.get(rest) or self.single.get("ال" + rest)):
                    return found
        latin = romanised(word)
        if len(latin) >= 4 and latin in self.single:
            return self.single[latin]
        return (Sense(latin, WORD),) if latin else ()

    def _glued(self, word: str) -> Senses:
        """`pvtltd`, `textilesltd`, `bdltd`, `ltdunit`: taken apart; empty where there is nothing to take apart."""
        match = _GLUED.fullmatch(word)
        if match is None or match[0] == match[2]:
            return ()
        before, form, after = match.groups()
        if after and after not in self.single and len(after) < 4:
            return ()
        front: list[str] = []
        while part := next((glue for glue in _GLUE if before.endswith(glue)), ""):
            front.insert(0, part)
            before = before.removesuffix(part)
        parts = [*([before] if before else []), *front, form, *([after] if after else [])]
        return tuple(sense for part in parts for sense in self.senses(part))

    def _ends_with_trade(self, word: str) -> Senses:
        """`hngarments` is hn and garments; empty where the end is no word of a trade."""
        if re.search(TAKEN_APART, word):
            for start in range(2, len(word) - 5):
                match self.single.get(word[start:]):
                    case (Sense(kind=2, where=0),) as found:
                        return (*self.senses(word[:start]), *found)
                    case _:
                        pass
        return ()

    def initials(self, letters: str) -> tuple[str, ...]:
        """Initials written apart and now joined: `jmksa` is jmk and S.A.; `abc` stays one."""
        if letters not in self.single and len(letters) > 3:
            for form in _INITIAL_FORMS:
                if letters.endswith(form) and len(letters) > len(form) + 1:
                    return (letters.removesuffix(form), form)
        return (letters,)


def form_of(legal: Iterable[str]) -> str:
    """The meaning of a name's legal forms; empty where it has none."""
    found = {FORMS.get(form, "limited") for form in legal}
    return next((form for form in reversed(FORM_ORDER) if form in found), "")


def number(digits: str) -> str:
    """`007` -> `7`."""
    return str(int(digits)) if len(digits) < 20 else digits


def word_parts(text: str) -> list[str]:
    """A table's word as the reader meets it: folded, at spaces and punctuation apart, initials joined."""
    folded = fold_word(text)
    parts = folded.split()
    return list(_joined(parts)) if any(len(part) == 1 for part in parts) else parts


def _joined(parts: Iterable[str]) -> Iterable[str]:
    run = ""
    for part in parts:
        if len(part) == 1 and part.isalpha() and script_of(part) in ("Latn", "Cyrl", "Grek", "Arab", "Hebr"):
            run += part
            continue
        if run:
            yield run
            run = ""
        yield part
    if run:
        yield run
