"""What the matcher is set to: two thresholds and the points of its features, read from an edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self, cast

import yaml

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

FILE = "matching.yaml"


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of one feature: straight lines between the values given, level beyond them."""

    feature: str
    at: tuple[float, ...]
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Points of the features for one sort of pair, and the points that every such pair starts with: log odds."""

    base: float
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """Thresholds and points; matching.yaml says how they were set and on what."""

    listed: float
    """Score from which a name is the listed one."""
    possible: float
    """Score from which a person should look."""
    same_script: Points
    other_script: Points
    """For a name in Latin letters and one in another script."""
    crowd: float
    """So many background names stand beside the names of an index when rarity is counted."""
    spread: float
    """Log odds between a word that is in every name and one never seen."""

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read matching.yaml of an edition.

        Raises: EditionError when the file is missing or does not fit.
        """
        text = edition.documents.get("matching")
        if text is None:
            raise EditionError(f"Edition {edition.name} lacks {FILE}.", file=FILE)
        return cast("Self", _read(text))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read the text of a matching.yaml.

        Raises: EditionError when thresholds, rarity or points are missing or out of order.
        """
        return cast("Self", _read(text))

    def verdict(self, score: float) -> str:
        """listed, possible or none."""
        return "listed" if score >= self.listed else "possible" if score >= self.possible else "none"


@lru_cache(maxsize=4)
def _read(text: str) -> MatchSettings:
    try:
        loaded: object = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise EditionError(f"{FILE} cannot be read: {error}", file=FILE) from error
    if not isinstance(loaded, dict):
        raise EditionError(f"{FILE} is not a mapping.", file=FILE)
    document = cast("Mapping[str, Any]", loaded)
    try:
        thresholds, rarity = document["thresholds"], document["rarity"]
        settings = MatchSettings(
            listed=float(thresholds["listed"]),
            possible=float(thresholds["possible"]),
            same_script=_points(document["same_script"]),
            other_script=_points(document["other_script"]),
            crowd=float(rarity["crowd"]),
            spread=float(rarity["spread"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EditionError(f"{FILE} lacks or misspells an entry: {error}", file=FILE) from error
    if not 0 < settings.possible <= settings.listed < 1:
        raise EditionError(f"{FILE}: 0 < possible <= listed < 1 does not hold.", file=FILE)
    return settings


def _points(part: Any) -> Points:
    return Points(float(part["base"]), tuple(_curve(name, pairs) for name, pairs in part["points"].items()))


def _curve(feature: str, pairs: Any) -> Curve:
    at = tuple(float(value) for value, _ in pairs)
    if list(at) != sorted(set(at)):
        raise EditionError(f"{FILE}: the values of {feature} do not rise.", file=FILE)
    return Curve(feature, at, tuple(float(points) for _, points in pairs))
