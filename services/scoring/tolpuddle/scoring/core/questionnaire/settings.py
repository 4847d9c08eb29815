"""questionnaire.yaml: how likely an answer is adverse, what a gain weighs, and when a questionnaire ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import yaml

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

FILE: Final = "questionnaire.yaml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides the order of questions and their end. Every number stands in the file with reason and source."""

    practice: float
    """Chance that a practice is disclosed, before anything is known."""
    control_gap: float
    denied: float
    """Factor on the chance of a statement where its theme was asked and denied."""
    shown: float
    """The same where its theme was shown."""
    steadiness: float
    """How many expected disclosures it takes until the supplier's own answers count as much as the defaults."""
    together: float
    """Share of a theme's open answers that go together."""
    most: float
    """No chance is above it."""
    priority: float
    """What a step of the priority weighs."""
    band: float
    """What another channel band weighs."""
    coverage: float
    """What the whole coverage of the channel weighs while it has no band."""
    span: float
    """What a point less of the channel's range weighs."""
    first: float
    """What standing in the first questionnaire weighs, least for its last place."""
    enough: float
    """A questionnaire ends where the chance that further answers change the priority is below it."""
    route: int
    """A route is asked where at least so many questions hang on it."""


_PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "practice": ("chances", "practice"),
    "control_gap": ("chances", "control_gap"),
    "denied": ("chances", "denied_in_theme"),
    "shown": ("chances", "shown_in_theme"),
    "steadiness": ("chances", "steadiness"),
    "together": ("chances", "together"),
    "most": ("chances", "most"),
    "priority": ("gains", "priority"),
    "band": ("gains", "channel_band"),
    "coverage": ("gains", "coverage"),
    "span": ("gains", "range"),
    "first": ("gains", "first"),
    "enough": ("ends", "chance_below"),
    "route": ("ends", "route_from"),
}


def open_settings(edition: Edition) -> Settings:
    """Read questionnaire.yaml.

    Raises: EditionError when the edition has none, or a number has no value, reason or source.
    """
    loaded: object = yaml.safe_load(edition.documents.get("questionnaire", ""))
    if not isinstance(loaded, dict):
        raise EditionError(f"Edition {edition.name} lacks {FILE}.", file=FILE)
    document = cast("Mapping[str, Any]", loaded)
    values = {name: _value(document, *place) for name, place in _PLACES.items()}
    return Settings(**{**values, "route": int(values["route"])})  # pyright: ignore[reportArgumentType]


def _value(document: Mapping[str, Any], group: str, name: str) -> float:
    entries: Mapping[str, object] = document.get(group) or {}
    entry = entries.get(name)
    if not isinstance(entry, dict):
        raise EditionError(f"{FILE} has no entry {group}, {name}.", file=FILE)
    fields = cast("Mapping[str, Any]", entry)
    if not fields.get("reason") or not fields.get("source"):
        raise EditionError(f"{FILE}: {group}, {name} has no reason or source; it does not load.", file=FILE)
    value = fields.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise EditionError(f"{FILE}: {group}, {name} has no value that is a number.", file=FILE)
    return float(value)
