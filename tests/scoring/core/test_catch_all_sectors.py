"""A sector that says less than the goods gives way to theirs (R9)."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.scoring.core.small_edition import suppliers
from tests.scoring.editions import loaded
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen, screen_frame


@pytest.mark.parametrize("sector", ["Manufacturing", "Trading", "Transport"])
def test_a_catch_all_changes_nothing_where_the_goods_are_known(sector: str) -> None:
    rows = (
        {"country": "Bangladesh", "goods": "garments"},
        {"country": "Bangladesh", "goods": "garments", "sector": sector},
        {"country": "Bangladesh", "sector": sector},
        {"country": "Bangladesh", "goods": "garments", "sector": "brick kiln"},
    )
    frame = conform(suppliers(*rows), SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX))
    reference = loaded().reference
    read = screen_frame(frame, reference, True)
    assert_frame_equal(read, pl.concat(screen(frame[n], reference, True) for n in range(frame.height)))
    plain, catch_all, alone, other = read.rows(named=True)
    assert catch_all["exposure"] == plain["exposure"]
    assert catch_all["sector"] == "garment_textile"
    assert alone["sector"] != "garment_textile"
    assert other["sector"] == "brick_kilns"
