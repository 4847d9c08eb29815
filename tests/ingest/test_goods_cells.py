"""Cells that hold several things."""

import polars as pl
import pytest

from tolpuddle.ingest.goods_cells import code_lists, goods_lists, input_lists


@pytest.mark.parametrize(
    ("cell", "goods"),
    [
        ("shirts; trousers", "shirts|trousers"), ("shirts, trousers", "shirts|trousers"), ("Thread/Yarn", "Thread|Yarn"),
        ("a\nb", "a|b"), ("shirts, trousers and jackets", "shirts|trousers|jackets"), ("Hemden, Hosen und Jacken", "Hemden|Hosen|Jacken"),
        ("toys and games", "toys and games"), ("Garments (shirts, trousers); yarn", "Garments (shirts, trousers)|yarn"),
        ("a|a|b", "a|b"), (";;", None), (None, None),
    ],
)  # fmt: skip
def test_goods_are_split_where_it_is_sure(cell: str | None, goods: str | None) -> None:
    assert goods_lists(pl.Series([cell], dtype=pl.String)).to_list() == [goods]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("610910.0", "610910"), ("6.1091E+05", "610910"), ("90111", "090111"), ("901", "0901"), ("6109.1", "6109.10"),
        ("901.11", "0901.11"), ("6109.10; 6110", "6109.10|6110"), ("6109,10", "6109.10"), ("610910, 611020", "610910|611020"),
        ("0901.11", "0901.11"), ("61.09.10.00", "61.09.10.00"), ("6109 10", "6109 10"), ("61", "61"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_did_to_customs_codes_is_undone(cell: str, codes: str) -> None:
    assert code_lists(pl.Series([cell])).to_list() == [codes]


@pytest.mark.parametrize(
    ("cell", "inputs"),
    [
        ("cotton (China); polyester", "cotton@China|polyester@"), ("cotton@China|polyester@", "cotton@China|polyester@"),
        ("cotton: China", "cotton@China"), ("cotton from Uzbekistan", "cotton@Uzbekistan"),
        ("cotton (China, India)", "cotton@China|cotton@India"), ("Baumwolle aus Indien", "Baumwolle@Indien"),
    ],
)  # fmt: skip
def test_materials_keep_their_origins(cell: str, inputs: str) -> None:
    assert input_lists(pl.Series([cell])).to_list() == [inputs]
