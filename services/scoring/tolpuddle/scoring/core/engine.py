"""The version of the engine that receipts name."""

from typing import Final

ENGINE: Final = "0.1.0"
"""Equal to the version in pyproject.toml (a test compares them); raised whenever a result can come out differently."""
