"""Who works there is never a fault: shares of migrants, women and young workers lower no control and raise no priority."""

import json
from functools import cache
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.editions import loaded
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen_frame

SHARES = ("migrant_share", "women_share", "young_share")
READINGS = (
    "exposure", "exposure_band", "channel", "channel_band", "channel_low", "channel_high", "controls", "severity",
    "priority", "priority_key", "indicators_present", "listing", "evidence_level", "urgent_safety_review",
)  # fmt: skip
SECTORS = (
    "domestic_work",
    "labour_recruitment",
    "electronics",
    "garment_textile",
    "agriculture",
    "hospitality_cleaning",
)
COUNTRIES = ("SAU", "JOR", "MYS", "QAT", "DEU", "BGD", "USA", "SGP")


@cache
def verified() -> str:
    """Every key statement of the channel absent by interviews with workers, and every control verified."""
    reference = loaded().reference
    counted = {name for name, theme in reference.rules.channel.themes.items() if theme.weight}
    items: list[dict[str, str]] = []
    for statement in reference.statements.items:
        if statement.channel and statement.key and statement.theme in counted and statement.pack == "general":
            answer = next(word for word in ("no", "yes", "0", "100") if statement.state(word) == "absent")
            items.append(
                {
                    "statement": statement.id,
                    "answer": answer,
                    "source": "worker_interview",
                    "date": "2026-10-01",
                }
            )
    items += [
        {"control": control.id, "answer": "verified", "source": "audit_unannounced", "date": "2026-10-01"}
        for control in reference.controls
    ]
    return json.dumps(items)


def readings(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    common = {"supplier_id": "1", "name": "Example Works", "on_date": "2026-11-01"}
    schema = dict.fromkeys(("migrant_share", "women_share", "young_share", "agency_share"), pl.Float64)
    frame = pl.DataFrame([common | row for row in rows], schema_overrides=schema)
    made = screen_frame(conform(frame, SUPPLIER_COLUMNS, ("a_", "c_")), loaded().reference, details=False)
    return made.select(READINGS).rows(named=True)


@given(
    country=st.sampled_from(COUNTRIES),
    sector=st.sampled_from(SECTORS),
    agency=st.sampled_from((0.0, 0.2, 1.0)),
    before=st.tuples(*(st.none() | st.floats(0, 1) for _ in SHARES)),
    after=st.tuples(*(st.none() | st.floats(0, 1) for _ in SHARES)),
)
@settings(max_examples=60, deadline=None)
def test_no_share_moves_a_reading_where_channel_and_controls_are_verified_good(
    country: str,
    sector: str,
    agency: float,
    before: tuple[float | None, ...],
    after: tuple[float | None, ...],
) -> None:
    row = {"country": country, "sector": sector, "agency_share": agency, "evidence": verified()}
    first, second = readings(*(row | dict(zip(SHARES, shares, strict=True)) for shares in (before, after)))
    assert first == second
    assert first["controls"] == 100.0
    assert first["channel"] is not None


def test_only_the_share_of_labour_providers_counts() -> None:
    row = {"country": "MYS", "sector": "electronics", "evidence": verified(), "migrant_share": 0.9}
    without, all_of_them = readings(row | {"agency_share": 0.0}, row | {"agency_share": 1.0})
    assert without["channel"] < all_of_them["channel"]
