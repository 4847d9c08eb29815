"""What each field of a statement may hold, and which fields go together."""

from collections.abc import Collection, Iterator, Mapping

from tolpuddle.ingest.reference.packs.vocabulary import (
    ASKED,
    CERTAINTIES,
    DIMENSIONS,
    DIRECTIONS,
    ID,
    KINDS,
    NOT_A_SOURCE,
    READINGS,
    SCORED,
    THEMES,
    Vocabulary,
)
from tolpuddle.kernel.answer_kinds import kind_of_row, number, option_ids
from tolpuddle.kernel.answer_words import (
    ANSWER_TYPES,
    CHOICE_TYPES,
    NUMBER_TYPES,
    OPEN_ANSWERS,
    ConditionError,
)
from tolpuddle.kernel.applies_when import read_applies_when
from tolpuddle.kernel.present_when import read_present_when

MOST_POINTS = 30.0
LONGEST_SHORT = 90

Cells = Mapping[str, str]


def check_row(cells: Cells, vocabulary: Vocabulary, own: Collection[str]) -> Iterator[str]:
    """Sentences that say what is wrong in one row. own: ids of the pack's statements."""
    if not ID.fullmatch(cells["statement_id"]):
        yield "an id is lower-case letters, digits and underscores, 3 to 80 of them"
    for name, allowed in (
        ("kind", KINDS), ("theme", THEMES), ("answer_type", ANSWER_TYPES), ("direction", DIRECTIONS),
        ("reading", READINGS), ("certainty", CERTAINTIES), ("key", ("true", "false", "")),
        ("urgent", ("true", "false", "")), ("dimension", (*DIMENSIONS, "")),
    ):  # fmt: skip
        if cells[name] not in allowed:
            yield f"{name} is {cells[name] or 'empty'}, not one of {', '.join(a for a in allowed if a)}"
    for name in ("question", "reason", "source"):
        if not cells[name]:
            yield f"there is no {name}; a statement without one does not load"
    if NOT_A_SOURCE.search(cells["source"]):
        yield f"the source is a working note, not something a reader can find: {cells['source']}"
    yield from _names(cells, vocabulary)
    yield from _answers(cells)
    yield from _conditions(cells, vocabulary, own)
    yield from _weights(cells)
    yield from _asked(cells)


def _split(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]


def _names(cells: Cells, vocabulary: Vocabulary) -> Iterator[str]:
    for column, known, what in (
        ("indicators", vocabulary.indicators, "indicator"),
        ("actions", vocabulary.actions, "action"),
        ("ask", frozenset(ASKED), "one to ask"),
    ):
        words = _split(cells[column])
        for word in words:
            if word not in known:
                yield f"there is no {what} {word}"
        if len(set(words)) < len(words):
            yield f"{column} names the same twice"
    if cells["kind"] in SCORED:
        if not _split(cells["indicators"]):
            yield f"a {cells['kind']} names the ILO indicators it bears on"
        if not cells["dimension"]:
            yield f"a {cells['kind']} has a dimension: {', '.join(DIMENSIONS)}"
        if not _split(cells["actions"]):
            yield f"a {cells['kind']} names what can be done about it, in actions"
    for name in _split(cells["also"]):
        if not ID.fullmatch(name):
            yield f"also names no id: {name}"


def _answers(cells: Cells) -> Iterator[str]:
    kind, options = cells["answer_type"], option_ids(cells["options"])
    if kind in CHOICE_TYPES:
        if len(options) < 2:
            yield "options are missing: id=Label, joined by ;"
        for piece in _split(cells["options"]):
            name, _, label = piece.partition("=")
            if not ID.fullmatch(name.strip().ljust(3, "_")) or not label.strip():
                yield f"an option is written id=Label: {piece}"
        if len(set(options)) < len(options):
            yield "two options have the same id"
        if clash := sorted(set(options) & set(OPEN_ANSWERS)):
            yield f"every question can be answered {clash[0]}; it is no option"
    elif cells["options"]:
        yield f"an answer of type {kind} has no options"
    ends = [number(cells[name]) for name in ("minimum", "maximum")]
    for name, end in zip(("minimum", "maximum"), ends, strict=True):
        if cells[name] and end is None:
            yield f"{name} is no number: {cells[name]}"
        if cells[name] and kind not in NUMBER_TYPES:
            yield f"an answer of type {kind} has no {name}"
    low, high = ends
    if low is not None and high is not None and low >= high:
        yield "minimum is not below maximum"
    if kind in NUMBER_TYPES and low is None:
        yield "a number has a minimum; below it an answer is refused"
    if kind in ("pct", "mo", "h", "d", "int") and high is None:
        yield "a number has a maximum; above it an answer is refused"


def _conditions(cells: Cells, vocabulary: Vocabulary, own: Collection[str]) -> Iterator[str]:
    try:
        present = read_present_when(cells["present_when"], kind_of_row(cells))
        if present is None and cells["kind"] in SCORED:
            yield f"a {cells['kind']} says in present_when which answer shows it"
        if present is not None and cells["kind"] == "ambiguous":
            yield "an ambiguous signal is never scored alone: present_when is empty"
    except ConditionError as error:
        yield f"present_when: {error.sentence}"
    try:
        for condition in read_applies_when(cells["applies_when"]):
            if condition.what == "sector" and condition.value not in vocabulary.sectors:
                yield f"applies_when: there is no sector {condition.value}"
            if condition.what == "statement" and condition.value not in {*own, *vocabulary.statements}:
                yield f"applies_when: there is no statement {condition.value}"
    except ConditionError as error:
        yield f"applies_when: {error.sentence}"


def _weights(cells: Cells) -> Iterator[str]:
    points = number(cells["points"])
    if points is None or not 0 <= points <= MOST_POINTS:
        yield f"points is a number from 0 to {MOST_POINTS:g}: {cells['points'] or 'empty'}"
        points = 0.0
    scored = cells["kind"] in SCORED
    if points > 0 and not (scored and cells["reading"] == "channel"):
        yield "points weigh in the channel only, for a practice or a control gap"
    if scored and cells["reading"] == "channel" and points == 0:
        yield "a practice or control gap of the channel has points"
    if cells["urgent"] == "true" and cells["kind"] != "practice":
        yield "only a practice can be urgent"
    for name in ("scale", "irremediability"):
        if cells[name] not in {"1", "2", "3", "4", "5"} and (scored or cells[name]):
            yield f"{name} is 1 to 5: {cells[name] or 'empty'}"
    if scored and not 0 < len(cells["short"]) <= LONGEST_SHORT:
        yield f"short says in 3 to 8 words what is seen when it is present (at most {LONGEST_SHORT} characters)"


def _asked(cells: Cells) -> Iterator[str]:
    asked = _split(cells["ask"])
    if not asked:
        yield "ask says who is asked"
    if not cells["first"]:
        return
    if not cells["first"].isdecimal() or cells["first"] == "0":
        yield f"first is a position from 1: {cells['first']}"
    if asked == ["workers"]:
        yield "what only workers are asked, by a safe way, stands in no questionnaire: first is empty"
