"""What the matcher is set to: two thresholds and the weights of its features, read from an edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self, cast

import yaml

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

FILE = "matching.yaml"


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """Thresholds and weights; matching.yaml says how they were set and on what."""

    listed: float = 0.95
    """Score from which a name is the listed one."""
    possible: float = 0.80
    """Score from which a person should look."""
    weights: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read matching.yaml of an edition.

        Raises: EditionError when the file is missing or no thresholds are in it.
        """
        text = edition.documents.get("matching")
        if text is None:
            raise EditionError(f"Edition {edition.name} lacks {FILE}.", file=FILE)
        return cls.from_text(text)

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read the text of a matching.yaml.

        Raises: EditionError when it is no mapping with thresholds in order.
        """
        try:
            loaded: object = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise EditionError(f"{FILE} cannot be read: {error}", file=FILE) from error
        if not isinstance(loaded, dict):
            raise EditionError(f"{FILE} is not a mapping.", file=FILE)
        document = cast("Mapping[str, Any]", loaded)
        thresholds = document.get("thresholds", {})
        listed, possible = float(thresholds["listed"]), float(thresholds["possible"])
        if not 0 < possible <= listed <= 1:
            raise EditionError(f"{FILE}: 0 < possible <= listed <= 1 does not hold.", file=FILE)
        return cls(listed, possible, document.get("weights", {}))

    def verdict(self, score: float) -> str:
        """listed, possible or none."""
        return "listed" if score >= self.listed else "possible" if score >= self.possible else "none"
