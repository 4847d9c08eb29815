"""The grammar of names on entity lists: aliases, former names, members, subsidiaries, and whom one entry names together."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

LONGEST_CELL: Final = 6_000
"""Characters of the longest cell that is taken apart; the longest published names some thirty entities in 2,000."""

_FORMS: Final = (
    r"Ltd|Limited|Inc|Incorporated|LLC|L\.L\.C|LLP|PLC|Corp|Corporation|Company|Co|GmbH|AG|Bhd|Berhad|S\.?\s?A|S\.?A\.? de C\.?V|"
    r"S\.?\s?R\.?\s?L|D\.?\s?O\.?\s?O|Pvt|Pte|Pty|LP|L\.P|B\.?V|N\.?V|JSC|OJSC|CJSC|PJSC|OOO|Ltda|Lda|Kft|Sp\. z o\.o|A\.?Ş|A\.?S"
)
_ENDS_IN_FORM: Final = re.compile(
    rf"(?:\b(?:{_FORMS})\.?|Co\.\s*,?\s*Ltd\.?|公司|厂|廠)\)?\s*$", re.IGNORECASE
)
_END: Final = 40
"""Characters in which any legal form has room."""
_IS_FORM: Final = re.compile(rf"^(?:(?:and\s+)?(?:{_FORMS})\.?[\s,]*)+$", re.IGNORECASE)
_NUMBER: Final = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|several)"

_KNOWN_AS: Final = (
    (
        re.compile(r"^(?:and\s+)?(?:formerly|previously)(?:\s+known\s+as|\s+named|\s+called)?\s*:?\s+", re.I),
        "former_name",
    ),
    (re.compile(r"^(?:and\s+)?(?:f/k/a|f\.k\.a\.?|fka)\s*:?\s+", re.I), "former_name"),
    (re.compile(r"^(?:and\s+)?(?:now|currently)\s+known\s+as\s*:?\s+", re.I), "alias"),
    (re.compile(r"^atual\s*:\s+", re.I), "alias"),
    (
        re.compile(
            r"^(?:and\s+)?(?:also\s+known\s+as|also\s+called|a/k/a|a\.k\.a\.?|aka|doing\s+business\s+as|trading\s+as|"
            r"d/b/a|d\.b\.a\.?|dba|t/a)\s*:?\s+",
            re.I,
        ),
        "alias",
    ),
)
_LEAD: Final = re.compile(rf"^(?:and|including|with)\s+(?:({_NUMBER})\s+)?alias(?:es)?\s*:?\s*", re.I)
_COUNTS: Final = {"two": 2, "2": 2}
_LABEL: Final = re.compile(r"^fishing vessels?\s*(?::|owned by\b)\s*", re.I)
_OF_PLACE: Final = re.compile(r"\s*\(of ([^()]+)\)\s*\.?$", re.I)
_FULL_STOP: Final = re.compile(r"\b(Limited|Company|Corporation)\.$")
_MARK: Final = re.compile(
    r"[,;]?\s+(?=(?:and\s+)?(?:(?:formerly|previously|also|now)\s+(?:known\s+as|called|named)|[af]/k/a|[af]\.k\.a\.?|"
    r"aka|fka|doing\s+business\s+as|trading\s+as|d/b/a|d\.b\.a\.?)\b)",
    re.I,
)
_SUBSIDIARIES: Final = re.compile(
    rf",?\s+(?:and|along with|together with)\s+(?:(?:its|their|all)\s+)?(?:{_NUMBER}\s+)?(?:wholly[- ]owned\s+)?"
    r"(?:subsidiar(?:y|ies)|subordinates?|affiliates?|subordinate\s+and\s+affiliated\s+entities|affiliated\s+entities)"
    r"(?:\s+(?:and|or)\s+(?:joint\s+ventures|affiliates|subordinates|subsidiaries))?\s*\.?$",
    re.I,
)
_MEMBERS: Final = re.compile(
    rf",?\s+and\s+its\s+(?:{_NUMBER}\s+)?(?:[\w'-]+-based\s+)?subsidiar(?:y|ies)(?:\s+from\s+[\w' ]+|\s+in\s+[\w' ]+)?"
    r"(?:\s*[:,]\s*|\s+)(?:which\s+includes?\s+|including\s+|namely\s+|:)?\s*",
    re.I,
)
_COLLECTIVE: Final = re.compile(r"\(\s*collectively,?\s+(?:the\s+)?[\"“]?([^)\"”]+)[\"”]?\s*\)\.?\s*$", re.I)
_LAST_BRACKET: Final = re.compile(r"\s*[(（]([^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）]\s*$")
_VARIANT: Final = re.compile(r"(?<!\S)(\S{1,60})\s+\(or\s+([^()\s]{1,60})\)")
_INITIALS: Final = re.compile(r"^(.{12,}?)\s+\(([A-Z]{3,8})\)$")
_SHORTEST_INITIALS: Final = 4
"""Letters of initials that are a name of their own; shorter ones are too many things."""
_BLANK: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class EntityName:
    """A name and what it is: name, alias or former_name."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ParsedEntity:
    """Whom an entry names. The first of `names` is how it is called."""

    names: tuple[EntityName, ...]
    place: str = ""
    """Where, if the entry says so: "(of Nagoya, Japan)"."""
    subsidiaries: bool = False
    """The entry goes on "and subsidiaries" without naming them."""


def parse_entities(text: str, *, split: bool = True) -> tuple[ParsedEntity, ...]:
    """Everybody an entry names, in its order; subsidiaries that it names are entities of their own.

    `split` says whether an entry may name several ("A Co., Ltd. and B Co., Ltd."). What fits no form stays one name.
    """
    text = _LABEL.sub("", _tidy(text))
    if not text:
        return ()
    if len(text) > LONGEST_CELL:
        return (ParsedEntity((EntityName(text, "name"),)),)
    text, subsidiaries = _cut_subsidiaries(text)
    text, group = _cut_collective(text)
    head, members = _cut_members(text) if split else (text, "")
    entities = [_entity(part) for part in (_together(head) if split else [head])]
    entities.extend(_entity(part) for part in _listed(members))
    if group:
        entities.append(ParsedEntity((EntityName(group, "name"),)))
    return tuple(replace(one, subsidiaries=one.subsidiaries or subsidiaries) for one in entities if one.names)


def parse_aliases(text: str) -> tuple[EntityName, ...]:
    """The names of an alias cell: separated by `|`, `;`, line ends, or commas that belong to no legal form."""
    return tuple(_aliases(_tidy(text.replace("|", ";").replace("\n", ";"))))


def _entity(text: str) -> ParsedEntity:
    """One entity with its aliases: a bracket at the end, or marks such as `a/k/a` in the line."""
    text, subsidiaries = _cut_subsidiaries(text)
    place = ""
    if of := _OF_PLACE.search(text):
        text, place = text[: of.start()], of.group(1)
    text = text.strip(" ,;.") if not _formed(text) else text.strip(" ,;")
    found: list[EntityName] = []
    while (bracket := _last_bracket(text)) is not None and bracket.start() > 0:
        inside, before = bracket.group(1), text[: bracket.start()]
        aliases = _bracket_aliases(inside, before)
        if aliases is None:
            break
        found = [*aliases, *found]
        text, more = _cut_subsidiaries(before.strip(" ,;"))
        subsidiaries = subsidiaries or more
    first, *marked = _MARK.split(text)
    first, *bilingual = _two_scripts(first.strip(" ,;"))
    found = [*(EntityName(name, "alias") for name in bilingual), *_aliases("; ".join(marked)), *found]
    names = [EntityName(_FULL_STOP.sub(r"\1", first), "name"), *found]
    return ParsedEntity(tuple(_unique(_with_variants(names))), place, subsidiaries)


def _bracket_aliases(inside: str, before: str) -> list[EntityName] | None:
    """Names in a bracket at the end, or None when it is a part of the name such as "(Shanshan)" or "(Group)"."""
    lead = _LEAD.match(inside)
    if lead is not None:
        aliases = _aliases(inside[lead.end() :])
        both = re.split(r"\s+and\s+", inside[lead.end() :], flags=re.I)
        if len(aliases) == 1 and len(both) == _COUNTS.get((lead.group(1) or "").casefold()):
            return [EntityName(_tidy(name), "alias") for name in both]
        return aliases
    if any(pattern.match(inside) for pattern, _ in _KNOWN_AS):
        return _aliases(inside)
    if _is_other_script(inside, before):
        return [EntityName(_tidy(inside), "alias")]
    return None


def _aliases(text: str) -> list[EntityName]:
    """Names of an alias list, each with its kind; `formerly known as` holds for the names after it in its part."""
    names: list[EntityName] = []
    for part in _MARK.split(text):
        kind = "alias"
        for pattern, meant in _KNOWN_AS:
            if match := pattern.match(part):
                kind, part = meant, part[match.end() :]
                break
        names.extend(EntityName(name, kind) for name in _listed(part))
    return names


def _listed(text: str) -> list[str]:
    """Parts of a list: at semicolons if there are any, else at commas and `and` that end a name."""
    text = text.strip(" ,;.:") if not _formed(text) else text.strip(" ,;:")
    if not text:
        return []
    if ";" in text:
        parts = [re.sub(r"^and\s+", "", part.strip(), flags=re.I) for part in text.split(";")]
    else:
        parts = list(_at_commas(text))
    return [name for part in parts if (name := _tidy(part).strip(" ,;")) and name.casefold() != "and"]


def _at_commas(text: str) -> Iterator[str]:
    """Split at commas, and at `and` before the last; a comma before `Ltd.` and its like belongs to the name."""
    pieces = [piece.strip() for piece in re.split(r",", text)]
    whole: list[str] = []
    for piece in pieces:
        if whole and len(piece) <= _END and _IS_FORM.match(piece):
            whole[-1] = f"{whole[-1]}, {piece}"
        elif whole and (match := re.match(rf"((?:{_FORMS})\.?)\s+and\s+(.+)$", piece, re.I)):
            whole[-1] = f"{whole[-1]}, {match.group(1)}"
            whole.append(match.group(2))
        elif piece:
            whole.append(re.sub(r"^and\s+", "", piece, flags=re.I))
    for index, part in enumerate(whole):
        yield from _at_and(part) if index == len(whole) - 1 else [part]


def _at_and(text: str) -> list[str]:
    """Split at ` and ` where a name surely ends: after a legal form, or where neither side has one."""
    for match in re.finditer(r"\s+and\s+", text, re.I):
        left, right = text[: match.start()], text[match.end() :]
        formed = _formed(left), _formed(right)
        if formed == (True, True):
            return [left, *_at_and(right)]
    return [text]


def _together(text: str) -> list[str]:
    """Entities that one entry names side by side: at semicolons, or where a legal form ends one and another follows.

    One word behind the semicolon that ends a list of several is the town they are in.
    """
    bracket = _last_bracket(text)
    if bracket is not None and _bracket_aliases(bracket.group(1), text[: bracket.start()]) is not None:
        return [text]
    if _MARK.search(text) or len(_two_scripts(text)) > 1:
        return [text]
    if ";" in text:
        *pieces, last = [_together(piece.strip()) for piece in text.split(";")]
        town = len(pieces[-1]) > 1 and len(last) == 1 and re.fullmatch(r"\w+\.?", last[0]) is not None
        return [name for piece in [*pieces, *([] if town else [last])] for name in piece if name]
    parts = list(_at_commas(text))
    formed = [_formed(part) for part in parts]
    return parts if sum(formed) > 1 and formed[0] else [text]


def _formed(text: str) -> bool:
    """Whether a text ends in a legal form; only its end is looked at, so that long cells stay quick."""
    return bool(_ENDS_IN_FORM.search(text[-_END:]))


def _last_bracket(text: str) -> re.Match[str] | None:
    return _LAST_BRACKET.search(text) if text.rstrip(" .")[-1:] in (")", "）") else None


def _cut_subsidiaries(text: str) -> tuple[str, bool]:
    match = _SUBSIDIARIES.search(text)
    return (text[: match.start()], True) if match and match.start() > 0 else (text, False)


def _cut_collective(text: str) -> tuple[str, str]:
    match = _COLLECTIVE.search(text)
    return (text[: match.start()].strip(), match.group(1).strip()) if match else (text, "")


def _cut_members(text: str) -> tuple[str, str]:
    match = _MEMBERS.search(text)
    return (text[: match.start()], text[match.end() :]) if match and match.start() > 0 else (text, "")


def _two_scripts(text: str) -> list[str]:
    """ "English name / 中文名" and the like: parts in scripts of their own, else the text as it is."""
    for mark in (" / ", "/", " | "):
        parts = [part.strip() for part in text.split(mark)]
        if len(parts) == 2 and all(parts) and _is_other_script(parts[1], parts[0]):
            return parts
    return [text]


def _is_other_script(one: str, other: str) -> bool:
    return bool(_scripts(one)) and bool(_scripts(other)) and not _scripts(one) & _scripts(other)


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(letter, "?").split(" ")[0] for letter in text if letter.isalpha()}


def _with_variants(names: Sequence[EntityName]) -> Iterator[EntityName]:
    """ "Wulin (or Wuling) Works" is followed by the two names it stands for, "... Corporation (XPCC)" by both of its."""
    for name in names:
        yield name
        if match := _VARIANT.search(name.name):
            for word in match.groups():
                yield EntityName(
                    _tidy(f"{name.name[: match.start()]}{word}{name.name[match.end() :]}"), "alias"
                )

        if match := _INITIALS.match(name.name):
            yield EntityName(match.group(1), "alias")
            if len(match.group(2)) >= _SHORTEST_INITIALS:
                yield EntityName(match.group(2), "alias")


def _unique(names: Iterator[EntityName]) -> list[EntityName]:
    seen: dict[str, EntityName] = {}
    for name in names:
        if name.name:
            seen.setdefault(name.name.casefold(), name)
    return list(seen.values())


def _tidy(text: str) -> str:
    return _BLANK.sub(" ", unicodedata.normalize("NFC", text).replace("\u00a0", " ")).strip()
