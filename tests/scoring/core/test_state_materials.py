"""A material on which the supplier's own State imposes labour is assumed to come from there (R10)."""

import polars as pl
from polars.testing import assert_frame_equal

from tests.scoring.core.small_edition import suppliers
from tests.scoring.editions import loaded
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen, screen_frame


def test_turkmen_denim_is_urgent_until_its_cotton_is_known() -> None:
    rows = (
        {"country": "Turkmenistan", "goods": "jeans"},
        {"country": "Turkmenistan", "goods": "cotton jeans"},
        {"country": "Turkmenistan", "goods": "jeans", "inputs": "cotton@India"},
        {"country": "Viet Nam", "goods": "jeans", "inputs": "cotton@Turkmenistan"},
        {"country": "China", "goods": "jeans"},
        {"country": "Türkiye", "goods": "jeans"},
    )
    frame = conform(suppliers(*rows), SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX))
    reference = loaded().reference
    read = screen_frame(frame, reference, True)
    assert_frame_equal(read, pl.concat(screen(frame[n], reference, True) for n in range(frame.height)))
    home, named, india, stated, china, other = read.rows(named=True)
    for row in (home, named, stated):
        assert row["priority"] in ("P1", "P2")
        assert "19 USC 1307" in row["obligations"]
    for row in (home, named):
        assert (
            "assumed to be Turkmenistan, where a rule on labour imposed by the State fits"
            in row["top_reasons"]
        )
        assert row["exposure_low"] < row["exposure"]
        assert "cotton" in row["questions"].casefold()
    assert india["priority"] == "P3"
    assert "19 USC 1307" not in (india["obligations"] or "")
    assert china["priority"] == "P2"
    assert "19 USC 1307" not in (other["obligations"] or "")
