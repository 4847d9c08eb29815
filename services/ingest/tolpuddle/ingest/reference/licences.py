"""Licences under which facts may ship; anything else stays with its publisher."""

from typing import Final

OPEN_LICENCES: Final[frozenset[str]] = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BGS terms (© UKRI, facts with acknowledgement)",
        "CC0-1.0",
        "CC-BY-3.0-IGO",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "GeoNames CC-BY-4.0",
        "MIT",
        "ODC-PDDL-1.0",
        "Public domain (facts of official records)",
        "UN terms of use with attribution",
        "Unicode-3.0",
        "US Government work (public domain)",
    }
)
"""`Apache-2.0` is our own work. Facts are not copyrightable as such; the licence named is the publisher's."""


def unknown_licences(text: str) -> list[str]:
    """The parts of a manifest's licence line that are not on the list."""
    return [part for part in (piece.strip() for piece in text.split(";")) if part not in OPEN_LICENCES]
