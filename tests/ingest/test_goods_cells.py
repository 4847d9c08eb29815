"""Cells that hold several things."""

import polars as pl
import pytest

from tolpuddle.ingest.country_cells import CountryCells
from tolpuddle.ingest.goods_cells import code_lists, goods_lists, input_lists, origins_of
from tolpuddle.kernel.country_words import CountryWords


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


@pytest.mark.parametrize(
    ("cell", "inputs"),
    [
        ("Cotton, Xinjiang", "Cotton@Xinjiang"), ("Cotton - Madagascar", "Cotton@Madagascar"), ("Cotton: Uzbekistan", "Cotton@Uzbekistan"),
        ("algodón (Turquía)", "algodón@Turquía"), ("cotton, polyester", "cotton@|polyester@"), ("Cotton, India, China", "Cotton@India|Cotton@China"),
        ("Cotton (Turkmenistan?)", "Cotton@Turkmenistan"), ("cotton, Turkmenistan?", "cotton@Turkmenistan"), ("cotton, jersey", "cotton@|jersey@"),
        ("cotton, PE", "cotton@|PE@"), ("100% polyester", "polyester@"), ("60 % cotton, 40 % elastane", "cotton@|elastane@"),
        ("cotton (60%), wool (40%)", "cotton@|wool@"), ("cotton, China; wool, India", "cotton@China|wool@India"), ("China, India", "China@|India@"),
        ("cotton (China, India), wool", "cotton@China|cotton@India|wool@"), ("80% cotton from India, silk", "cotton@India|silk@"),
        ("cotton (organic), China", "cotton organic@China"), ("cotton from India, China, wool", "cotton@India|cotton@China|wool@"),
        ("cotton: Xinjiang, China", "cotton@Xinjiang|cotton@China"),
    ],
)  # fmt: skip
def test_a_place_behind_a_material_is_its_origin_and_another_material_is_not(
    country_words: CountryWords, cell: str, inputs: str
) -> None:
    assert input_lists(pl.Series([cell]), CountryCells(country_words).is_place).to_list() == [inputs]


@pytest.mark.parametrize("cell", ["Xinjiang, China", "Xinjiang / China", "cotton (Xinjiang); cotton@China"])
def test_a_column_of_origins_gets_its_material(cell: str) -> None:
    assert input_lists(origins_of("cotton", pl.Series([cell, None]))).to_list() == [
        "cotton@Xinjiang|cotton@China",
        None,
    ]
