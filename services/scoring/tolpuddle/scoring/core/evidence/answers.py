"""What one combination of answers says: statements weighed, indicators, channel themes, severity, all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import NOT_APPLICABLE
from tolpuddle.scoring.core.evidence.items import ControlItem, Item, read_items
from tolpuddle.scoring.core.evidence.statement import ABSENT, PRESENT, Indicator, Statement
from tolpuddle.scoring.core.evidence.themes import ThemeReading, read_themes
from tolpuddle.scoring.core.evidence.weigh import STATE_IMPOSED, Sees, Weighed, weigh
from tolpuddle.scoring.core.one.number import rounded
from tolpuddle.scoring.core.rules import ThemeRule

CHILDREN = "age"
"""Theme of statements about children at work."""


@dataclass(frozen=True, slots=True)
class Given:
    """All that is said about a supplier: answers of its file by statement position, items of evidence, and the day."""

    answers: tuple[tuple[int, str], ...] = ()
    evidence: str | None = None
    """The column `evidence` as it came."""
    day: str = ""
    """ISO date; only where there is evidence, which alone has dates."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What one combination of answers says."""

    weighed: tuple[Weighed, ...]
    """Every statement answered, in the order of the edition."""
    reported: tuple[int, ...]
    """Positions of statements present."""
    asked: tuple[int, ...]
    """Positions of statements present or absent."""
    passed: frozenset[int]
    """Positions of statements answered at all, or said not to apply."""
    present: tuple[str, ...]
    """Indicator ids of statements present."""
    present_bits: int
    actions: frozenset[str]
    """Ids of what can be done about the statements present."""
    urgent: bool
    child: bool
    state_imposed: bool
    """Labour that the State imposes is reported."""
    scale: int
    irremediability: int
    themes: tuple[ThemeReading, ...]
    channel_points: float
    channel_open: float
    """Points that unknown answers could still add."""
    channel_asked: float
    """Weight of the themes covered."""
    channel_applicable: float
    corridor_open: bool
    """Nothing is known of whether workers may change employer."""
    level: str
    """Step of the evidence ladder."""
    controls: tuple[ControlItem, ...]
    day: str
    """The day on which evidence was read; empty where there is none."""
    refused: tuple[tuple[str, str], ...]
    """Statement id and why its answer could not be read; such an answer counts as not given."""
    text: str | None
    """What is reported, in words; None: nothing."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """What answers are read against."""

    items: tuple[Statement, ...]
    positions: Mapping[str, int]
    """Every id and further id of a statement -> its position."""
    indicators: tuple[Indicator, ...]
    sees: Sees
    themes: Mapping[str, ThemeRule]
    general: Mapping[str, tuple[Statement, ...]]
    """Theme -> channel statements of the general pack."""
    untouched: Mapping[str, ThemeReading]
    """How each theme reads where nothing of it was answered."""
    safe_referral: tuple[str, ...]
    """What to do, and what not, where people may be in danger."""


def read_given(given: Given, scheme: Scheme) -> Answers:
    """Weigh everything that is said.

    Raises: FrameError when the evidence is not what its contract says.
    """
    items, controls = ((), ()) if given.evidence is None else read_items(given.evidence)
    by_position: dict[int, list[Item]] = {}
    for position, text in given.answers:
        by_position.setdefault(position, []).append(Item(scheme.items[position].id, text))
    for item in items:
        position = scheme.positions.get(item.statement)
        if position is not None:
            by_position.setdefault(position, []).append(item)
    found = (
        weigh(position, scheme.items[position], listed, given.day, scheme.sees)
        for position, listed in sorted(by_position.items())
    )
    weighed = tuple(one for one in found if one is not None)
    counted = {one.position: len(one.seen) for one in weighed}
    refused = tuple(
        (item.statement, refusal)
        for position, listed in sorted(by_position.items())
        if len(listed) > counted.get(position, 0)
        for item in listed
        if (refusal := read_answer(item.answer, scheme.items[position].kind).refusal) is not None
    )
    return _answers(weighed, refused, controls, given.day, scheme)


def _answers(
    weighed: tuple[Weighed, ...],
    refused: tuple[tuple[str, str], ...],
    controls: tuple[ControlItem, ...],
    day: str,
    scheme: Scheme,
) -> Answers:
    present = [one for one in weighed if one.state == PRESENT]
    touched = {name for one in present for name in one.statement.indicators}
    ids = tuple(item.id for item in scheme.indicators if item.id in touched)
    themes = read_themes(weighed, scheme.themes, scheme.general, scheme.sees, scheme.untouched)
    weights = {name: rule.weight for name, rule in scheme.themes.items()}
    return Answers(
        weighed=weighed,
        reported=tuple(one.position for one in present),
        asked=tuple(one.position for one in weighed if one.state in (PRESENT, ABSENT)),
        passed=frozenset(one.position for one in weighed if one.state in (PRESENT, ABSENT, NOT_APPLICABLE)),
        present=ids,
        present_bits=sum(1 << i for i, item in enumerate(scheme.indicators) if item.id in touched),
        actions=frozenset(name for one in present for name in one.statement.actions),
        urgent=any(one.statement.urgent and one.reported for one in weighed),
        child=any(one.statement.theme == CHILDREN for one in present),
        state_imposed=any(one.statement.theme == STATE_IMPOSED for one in present),
        scale=max((one.statement.scale for one in present), default=0),
        irremediability=max((one.statement.irremediability for one in present), default=0),
        themes=themes,
        channel_points=rounded(sum(theme.points - theme.credit for theme in themes)),
        channel_open=rounded(sum(theme.open for theme in themes)),
        channel_asked=rounded(sum(weights[theme.id] for theme in themes if theme.covered)),
        channel_applicable=rounded(sum(weights[theme.id] for theme in themes if theme.applicable)),
        corridor_open=not any(theme.id == "change_of_employer" and theme.covered for theme in themes),
        level=max((one.level for one in weighed if one.reported), default="L0"),
        controls=controls,
        day=day,
        refused=refused,
        text=_text(present),
    )


def _text(present: Sequence[Weighed]) -> str | None:
    gravest = sorted(
        present, key=lambda o: (-o.statement.urgent, -o.statement.scale, -o.statement.points, o.position)
    )
    if not gravest:
        return None
    more = f" and {len(gravest) - 3} more" if len(gravest) > 3 else ""
    return "Reported: " + "; ".join(one.statement.short for one in gravest[:3]) + more
