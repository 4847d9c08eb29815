"""One name read in plain Python: the meaning of every column that NameReader.read gives."""

import re
from dataclasses import dataclass
from typing import Final

from tolpuddle.scoring.core.names.reader_runs import split_run
from tolpuddle.scoring.core.names.reader_words import (
    AFTER_UNIT,
    AT_END,
    AT_START,
    BEFORE_NUMBER,
    BRACKETED,
    COMMON,
    INDUSTRY,
    LATER,
    LEGAL,
    NUMBER,
    PLACE,
    STOP,
    UNIT,
    WORD,
    NameWords,
    Sense,
    form_of,
)
from tolpuddle.scoring.core.names.scripts import (
    VOWELLESS,
    fold,
    one_skeleton,
    romanised,
    script_of,
    segmented,
)

FORMERLY: Final = re.compile(
    r"[\s(,;-](?:f\s?/\s?k\s?/\s?a|a\s?/\s?k\s?/\s?a|d\s?/\s?b\s?/\s?a|t\s?/\s?a|formerly(?: known as)?|formerly called|former name|previously"
    r"(?: known as)?|trading as|doing business as|also known as|now known as|better known as)[\s.:,]",
    re.IGNORECASE,
)
"""What follows is another name of the same."""


CORE_TIERS: Final = (
    ((WORD, COMMON), False),
    ((INDUSTRY, PLACE, NUMBER, UNIT), False),
    ((WORD, COMMON, INDUSTRY, PLACE), True),
    ((LEGAL, STOP, NUMBER, UNIT), True),
)
"""Kinds of words that make the core, and whether those in brackets count; the first that a name has."""

CONTENT: Final = (WORD, INDUSTRY, PLACE, COMMON)
"""Kinds of the words that an alternate reading keeps."""


@dataclass(frozen=True, slots=True)
class NameReading:
    """One row of NameReader.read. `surfaces` are the words as written (folded), one per token."""

    name: str
    folded: str
    tokens: tuple[str, ...]
    kinds: tuple[int, ...]
    core: str
    numbers: tuple[str, ...]
    units: tuple[str, ...]
    form: str
    script: str
    alternates: tuple[str, ...]
    skeleton: str | None
    surfaces: tuple[str, ...]


@dataclass(slots=True)
class _Piece:
    """A word of the name: as written, what it stands for, and whether it stands in brackets."""

    surface: str
    sense: Sense
    bracketed: bool
    other: tuple[str, ...] = ()
    """Other ways to say it: Han by syllables, by meaning."""
    kind: int = WORD

    def __post_init__(self) -> None:
        self.kind = self.sense.kind


@dataclass(frozen=True, slots=True)
class OneReader:
    """Reads single names."""

    words: NameWords

    def read(self, name: str) -> NameReading:
        """Never raises; any text is a name."""
        main, *others = FORMERLY.split(name[:2_000])
        if not any(char.isalnum() for char in main):
            main, others = name, []
        text = fold(main)
        pieces = self._pieces(text)
        settle(pieces)
        core = core_of(pieces)
        alternates = _other_readings(pieces)
        for other in others:
            alternate = self._pieces(fold(other))
            settle(alternate)
            alternates.append(content_of(alternate) or core_of(alternate))
        content = content_of(pieces)
        script = main_script(text)
        folded = " ".join(
            word if word.isascii() else romanised(word) for word in text.split() if word not in "()"
        )
        return NameReading(
            name=name,
            folded=folded,
            tokens=tuple(piece.sense.token for piece in pieces),
            kinds=tuple(piece.kind + BRACKETED * piece.bracketed for piece in pieces),
            core=core,
            numbers=tuple(piece.sense.token for piece in pieces if piece.kind == NUMBER),
            units=units_of(pieces),
            form=form_of(piece.sense.token for piece in pieces if piece.kind == LEGAL),
            script=script,
            alternates=tuple(dict.fromkeys(a for a in alternates if a and a != content)),
            skeleton=one_skeleton(core) if script in VOWELLESS else None,
            surfaces=tuple(piece.surface for piece in pieces),
        )

    def _pieces(self, text: str) -> list[_Piece]:
        written: list[tuple[str, bool]] = []
        bracketed = False
        for word in text.split():
            if word in "()":
                bracketed = word == "("
            else:
                written.append((word, bracketed))
        written = self._join_initials(written)
        pieces: list[_Piece] = []
        at = 0
        while at < len(written):
            word, bracketed = written[at]
            phrase = self._phrase(written, at)
            if phrase is not None:
                length, senses = phrase
                surface = " ".join(word for word, _ in written[at : at + length])
                pieces += [_Piece(surface, sense, bracketed) for sense in senses]
                at += length
                continue
            if segmented(word[0]):
                for surface, senses, other in split_run(word, self.words):
                    pieces += [_Piece(surface, sense, bracketed, other) for sense in senses]
            else:
                pieces += [_Piece(word, sense, bracketed) for sense in self.words.senses(word)]
            at += 1
        if all(piece.bracketed for piece in pieces):
            for piece in pieces:
                piece.bracketed = False
        return pieces

    def _phrase(self, written: list[tuple[str, bool]], at: int) -> tuple[int, tuple[Sense, ...]] | None:
        candidates = self.words.phrases.get(written[at][0])
        if candidates is None:
            return None
        for length in range(min(self.words.longest_phrase, len(written) - at), 1, -1):
            words = tuple(word for word, _ in written[at : at + length])
            senses = candidates.get(words)
            if senses is not None and written[at][1] == written[at + length - 1][1]:
                return length, senses
        return None

    def _join_initials(self, written: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
        """`h m` -> hm, also across `and`; brackets part."""
        joined: list[tuple[str, bool]] = []
        at = 0
        while at < len(written):
            word, bracketed = written[at]
            if not _initial(word):
                joined.append((word, bracketed))
                at += 1
                continue
            letters, end = word, at + 1
            while end < len(written) and written[end][1] == bracketed:
                if _initial(written[end][0]):
                    letters += written[end][0]
                    end += 1
                elif (
                    written[end][0] == "and"
                    and end + 1 < len(written)
                    and written[end + 1][1] == bracketed
                    and _initial(written[end + 1][0])
                ):
                    letters += written[end + 1][0]
                    end += 2
                else:
                    break
            joined += [
                (part, bracketed) for part in (self.words.initials(letters) if end > at + 1 else (letters,))
            ]
            at = end
        return joined


def _initial(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and not segmented(word)


def settle(pieces: list[_Piece]) -> None:
    """Give each piece its final kind, by where in the name it stands."""
    content = [
        at
        for at, piece in enumerate(pieces)
        if not piece.bracketed
        and piece.sense.kind in (WORD, COMMON, INDUSTRY)
        and piece.sense.where not in (AT_END, AT_START)
    ]
    first = content[0] if content else len(pieces)
    last = content[-1] if content else -1
    for at, piece in enumerate(pieces):
        following = pieces[at + 1].sense if at + 1 < len(pieces) else None
        match piece.sense.where:
            case where if where == AT_END:
                keeps = piece.bracketed or (at > last and at > 0)
            case where if where == AT_START:
                keeps = piece.bracketed or at < first or at > max(last, 0)
            case where if where == BEFORE_NUMBER:
                keeps = following is not None and following.kind == NUMBER
            case where if where == LATER:
                keeps = at > 0
            case where if where == AFTER_UNIT:
                keeps = at > 0 and pieces[at - 1].sense.kind == UNIT
            case _:
                keeps = True
        if not keeps:
            piece.kind = piece.sense.plain_kind
            piece.sense = Sense(piece.sense.plain or piece.sense.token, piece.kind)


def core_of(pieces: list[_Piece]) -> str:
    """The distinctive words; where there are none, the next best."""
    for kinds, brackets in CORE_TIERS:
        if core := " ".join(
            p.sense.token for p in pieces if p.kind in kinds and (brackets or not p.bracketed)
        ):
            return core
    return ""


def units_of(pieces: list[_Piece]) -> tuple[str, ...]:
    """What follows a unit word when it is a number or letter; else the unit word."""
    found: list[str] = []
    for at, piece in enumerate(pieces):
        if piece.kind != UNIT:
            continue
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if following is not None and (following.kind == NUMBER or len(following.sense.token) == 1):
            found.append(following.sense.token)
        elif following is None or following.kind != UNIT:
            found.append(piece.sense.token)
    return tuple(dict.fromkeys(found))


def _other_readings(pieces: list[_Piece]) -> list[str]:
    """The content with Han said otherwise; and the content of brackets alone."""
    found: list[str] = []
    content = [p for p in pieces if p.kind in CONTENT and not p.bracketed]
    ways = range(max((len(piece.other) for piece in content), default=0))
    found += [
        " ".join(p.other[way] if p.other else p.sense.token for p in content)
        for way in ways
        if all(not p.other or p.other[way] for p in content)
    ]
    inside = [p for p in pieces if p.kind in CONTENT and p.bracketed]
    if any(p.kind in (WORD, COMMON) for p in inside):
        found.append(" ".join(p.sense.token for p in inside))
    return found


def content_of(pieces: list[_Piece]) -> str:
    """All but legal forms, stop words, units and numbers, brackets left out."""
    return " ".join(p.sense.token for p in pieces if p.kind in CONTENT and not p.bracketed)


def main_script(text: str) -> str:
    """Of most letters of a folded text; Zyyy where there are none. With any Kana it is Japanese: Jpan."""
    if text.isascii():
        return "Latn" if any("a" <= char <= "z" for char in text) else "Zyyy"
    counts: dict[str, int] = {}
    for char in text:
        script = script_of(char)
        if script != "Zyyy":
            counts[script] = counts.get(script, 0) + 1
    if "Hira" in counts:
        return "Jpan"
    return max(counts, key=lambda script: (counts[script], script)) if counts else "Zyyy"
