"""The rules of an edition as frozen values: weights, cut points, defaults, the decision table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from tolpuddle.kernel.errors import EditionError

BANDS: Final = ("low", "moderate", "high", "very_high")


@dataclass(frozen=True, slots=True)
class FactorRule:
    """Weight of one factor of exposure: the most points it can add, and its share of what there is to know."""

    id: str
    points: float
    coverage: float
    reason: str
    source: str
    settings: Mapping[str, Any]
    """Further numbers and words of the entry, by name."""

    def number(self, name: str) -> float:
        """A number of the entry. Raises: EditionError when it is not there."""
        value = self.settings.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise EditionError(f"The factor {self.id} has no number {name}.", entry=name)
        return float(value)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words of the entry; empty when it is not there."""
        return tuple(str(word) for word in cast("Sequence[object]", self.settings.get(name, ())))


@dataclass(frozen=True, slots=True)
class PriorRule:
    """How points of the model become points of the index: index + stretch x (points - middle)."""

    index: float
    middle: float
    stretch: float
    least_share: float
    """A share of world output below this, or unknown, counts as this much in a mean over goods."""


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """Where country indices do not see what decides, so that their credit is not counted."""

    id: str
    sectors: tuple[str, ...]
    """Empty: every sector."""
    countries: tuple[str, ...]
    income_groups: tuple[str, ...]
    group: str | None
    """A group of indicators whose mean must reach at_least in the country; None: no such condition."""
    at_least: float
    take_back_credit: bool
    lowest_band: str
    note: str
    migrant_note: str | None
    """Shown where migrant workers are known of, whatever the sector; part of no score."""


@dataclass(frozen=True, slots=True)
class BandRule:
    """Cut points: a band starts at its cut point; `low` needs this much coverage."""

    moderate: float
    high: float
    very_high: float
    low_needs_coverage: float


@dataclass(frozen=True, slots=True)
class ThemeRule:
    """One theme of the recruitment channel."""

    id: str
    weight: float
    """Its share of what there is to know of the channel."""
    cap: float
    """The most points its statements add together: the same fact said twice counts once."""
    reason: str
    cap_reason: str
    credit: float
    """Points taken away where others than management, by a method that can see it, found nothing."""
    credit_reason: str
    source: str


@dataclass(frozen=True, slots=True)
class CorridorFact:
    """One rule of a destination: points where it holds wholly, half where in part."""

    points: float
    says: str


@dataclass(frozen=True, slots=True)
class CorridorRule:
    """What the regime of a destination adds."""

    facts: Mapping[str, CorridorFact]
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """Weights of the recruitment channel besides its statements."""

    floor: float
    base: float
    base_reason: str
    labour_supply: float
    labour_supply_sectors: tuple[str, ...]
    labour_supply_reason: str
    labour_providers: float
    labour_providers_reason: str
    themes: Mapping[str, ThemeRule]
    corridor: CorridorRule
    source: str


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """Defaults of severity and how scope adjusts it."""

    scope_levels: tuple[int, ...]
    scope_raises_at: int
    default_never_above: int
    sectors: Mapping[str, tuple[int, int, str]]
    """sector id -> scale, irremediability, reason."""
    listed_forced: tuple[int, int, str]
    listed_child: tuple[int, int, str]
    state_imposed: tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class PriorityRow:
    """One row of the decision table; a condition that is None always holds."""

    id: str
    priority: str
    why: str
    urgent: bool | None
    severity: int | None
    likelihood: int | None
    listing: str | None
    order: str | None
    """What orders say: named, covered, own or possible."""
    basis: str | None
    known: bool | None


@dataclass(frozen=True, slots=True)
class PriorityRule:
    """The decision table, how likelihood is read, and the order of classes."""

    rows: tuple[PriorityRow, ...]
    exposure_likelihood: Mapping[str, int]
    channel_likelihood: Mapping[str, int]
    listed: int
    reported: int
    reported_and_high: int
    state_imposed: int
    state_material: int
    """A material under such a rule, from a stated or an assumed origin."""
    classes: tuple[str, ...]
    migrant_share: float
    women_share: float
    young_share: float


@dataclass(frozen=True, slots=True)
class Rules:
    """All weights and tables of decisions of one edition."""

    factors: Mapping[str, FactorRule]
    prior: PriorRule
    coverage_floor: float
    confident_good: float
    blind_spots: tuple[BlindSpot, ...]
    exposure_bands: BandRule
    channel_bands: BandRule
    channel: ChannelRule
    severity: SeverityRule
    priority: PriorityRule
