"""Index and band of the channel are shown and withheld together (R12)."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.scoring.core.small_edition import suppliers
from tests.scoring.editions import loaded
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen, screen_frame

CHANNEL = ("channel", "channel_low", "channel_high")


@pytest.mark.parametrize("answer", ["yes", "no"])
@pytest.mark.parametrize("asked", range(12))
def test_channel_and_band_agree_and_what_is_reported_is_not_hidden(asked: int, answer: str) -> None:
    reference = loaded().reference
    bands = reference.rules.channel_bands
    names = [item.id for item in reference.statements.items if item.channel][:asked]
    made = [
        {"country": "Malaysia", "goods": "electronics", **{f"a_{name}": said for name in names}}
        for said in (answer, answer)
    ]
    frame = conform(suppliers(*made), SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX))
    read = screen_frame(frame, reference, True)
    assert_frame_equal(read, pl.concat(screen(frame[n], reference, True) for n in range(2)))
    row = read.row(0, named=True)
    withheld = row["channel_band"] == "insufficient_data"
    assert all((row[name] is None) == withheld for name in CHANNEL)
    points = sum(item.points for item in reference.statements.items if item.id in names)
    if answer == "yes" and reference.rules.channel.base + points >= bands.high:
        assert row["channel_band"] in ("high", "very_high")
