"""A reference edition in memory: its tables and documents, and the hashes that receipts name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

RULE_FILES: frozenset[str] = frozenset(
    {
        "exposure_weights.yaml",
        "channel_weights.yaml",
        "bands.yaml",
        "priority.yaml",
        "severity.yaml",
        "statements.csv",
        "controls.csv",
        "actions.csv",
        "obligations.csv",
        "ilo_indicators.csv",
        "evidence_kinds.csv",
        "detectability.csv",
        "safe_referral.yaml",
    }
)
"""Files whose hash is the receipt's `rules` part."""

MODEL_FILES: frozenset[str] = frozenset(
    {"priors.csv", "priors_any.csv", "priors_countries.csv", "model_any.json", "model_forced.json"}
)
"""Files whose hash is the receipt's `model` part. All others make up its `edition` part."""


ORDERS_FILE = "orders.csv"
"""Orders begin and end: what they say depends on the day of the edition."""


def digest_of(sha256: Mapping[str, str]) -> str:
    """One hash over the hashes of files, in name order, as `sha256sum` would list them."""
    lines = "".join(f"{sha256[name]}  {name}\n" for name in sorted(sha256))
    return hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Edition:
    """An immutable edition. Tables hold strings as their files do, except where the manifest gives a dtype."""

    name: str
    tables: Mapping[str, pl.DataFrame]
    """File name without .csv -> table."""
    documents: Mapping[str, str]
    """File name without .yaml -> text."""
    sha256: Mapping[str, str]
    """File name -> hash of the file's bytes."""
    published: str = ""
    """ISO date on which it was published: the day on which orders are looked at unless another is asked for. Empty: not known."""

    def data_digest(self) -> str:
        """Hash of all files that are neither rules nor model; of its day too where the edition holds orders."""
        files = frozenset(self.sha256) - RULE_FILES - MODEL_FILES
        if ORDERS_FILE not in files or not self.published:
            return self._digest(files)
        day = hashlib.sha256(self.published.encode()).hexdigest()
        return digest_of({**{name: self.sha256[name] for name in files}, "published": day})

    def rules_digest(self) -> str:
        """Hash of the rule files."""
        return self._digest(RULE_FILES & frozenset(self.sha256))

    def model_digest(self) -> str:
        """Hash of the model files."""
        return self._digest(MODEL_FILES & frozenset(self.sha256))

    def _digest(self, files: frozenset[str]) -> str:
        return digest_of({name: self.sha256[name] for name in files})
