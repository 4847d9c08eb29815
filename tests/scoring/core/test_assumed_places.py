"""A place that only the name of a supplier gives is an assumption (R8)."""

import polars as pl
from polars.testing import assert_frame_equal

from tests.scoring.core.small_edition import suppliers
from tests.scoring.editions import loaded
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen, screen_frame


def test_xinjiang_from_the_name_is_noted_and_the_range_reaches_to_the_country_without_it() -> None:
    rows = (
        {"country": "China", "name": "Changji Esquel Textile", "goods": "garments"},
        {"country": "China", "region": "Xinjiang", "goods": "garments"},
        {"country": "China", "goods": "garments"},
        {"country": "China", "name": "Changji Esquel Textile"},
        {"country": "China", "name": "Changji Trading", "sector": "garments"},
        {"name": "Changji Esquel Textile", "goods": "garments"},
    )
    frame = conform(suppliers(*rows), SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX))
    reference = loaded().reference
    read = screen_frame(frame, reference, True)
    assert_frame_equal(read, pl.concat(screen(frame[n], reference, True) for n in range(frame.height)))
    named, stated, without = read.rows(named=True)[:3]
    assert "Place read as Xinjiang, China from the name (Changji): please check" in named["notes"]
    assert named["exposure"] == stated["exposure"]
    assert named["exposure_low"] == without["exposure_low"] < stated["exposure_low"]
    assert "Rule for the region: labour imposed by the State in Xinjiang" in named["top_reasons"]
    assert "please check" not in stated["notes"]
