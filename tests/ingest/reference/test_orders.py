"""The order tables that ship say no more than their sources bear out, and how partial they are."""

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.ingest.reference.small_edition import HELD, a_page, imported, small_edition
from tolpuddle.ingest.readers.lists.published_orders import PublishedName, PublishedOrder
from tolpuddle.ingest.reference.orders.identity import fold_name
from tolpuddle.ingest.reference.orders.tables import order_ids, script_of
from tolpuddle.ingest.reference.verify import verify
from tolpuddle.kernel.edition_files import locate, open_edition, read_manifest

FOLDER = locate("2026.1")
TABLES = open_edition(FOLDER).tables
ORDERS, NAMES, LISTS = TABLES["orders"], TABLES["order_names"], TABLES["order_lists"]


def of_list(list_id: str) -> pl.DataFrame:
    return ORDERS.filter(pl.col("list_id") == list_id)


def test_every_partial_list_says_how_partial_it_is() -> None:
    uflpa = LISTS.filter(pl.col("list_id") == "us_uflpa").row(0, named=True)
    assert (uflpa["entries"], uflpa["published_entries"], uflpa["complete"]) == (65, 144, False)
    partial = LISTS.filter(~pl.col("complete"))
    assert partial["note"].null_count() == 0
    _, entries = read_manifest(FOLDER)
    assert "us_uflpa: 65 of about 144 entries, as of 2025-01-15, partial" in entries["orders.csv"]["note"]
    assert not entries["orders.csv"]["complete"]


def test_the_region_is_a_rule_of_its_own_for_any_goods_made_in_part() -> None:
    (rule,) = of_list("us_uflpa").filter(pl.col("who") == "any").iter_rows(named=True)
    assert (rule["place_id"], rule["goods"], rule["goods_basis"]) == ("CN-XJ", None, "any")
    assert (rule["from"], rule["until"], rule["in_part"]) == (date(2022, 6, 21), None, True)


def test_a_sector_with_priority_is_no_entry() -> None:
    assert of_list("us_uflpa").filter(pl.col("who") == "any").height == 1
    note = LISTS.filter(pl.col("list_id") == "us_uflpa").item(0, "note")
    assert "no presumption" in note


def test_an_order_known_by_name_only_is_never_stated_as_in_force() -> None:
    weak = ORDERS.filter(pl.col("certainty").is_in(["name_only", "single_source"]))
    assert weak.height > 50
    assert weak["status"].unique().to_list() == ["unknown"]


def test_customs_entries_without_a_read_product_are_not_taken_for_any_goods() -> None:
    customs = ORDERS.filter(pl.col("list_id").str.starts_with("us_cbp"), pl.col("goods_basis") != "any")
    assert not customs.filter(pl.col("goods").is_null(), pl.col("scope_read")).height
    assert of_list("us_cbp_wro").filter(pl.col("goods_basis") == "any")["goods_words"].unique().to_list() == [
        "All"
    ]


def test_cotton_of_turkmenistan_is_under_an_order_by_country_and_product() -> None:
    (order,) = ORDERS.filter(pl.col("iso3") == "TKM").iter_rows(named=True)
    assert (order["goods"], order["from"], order["status"], order["in_part"]) == (
        "cotton",
        date(2018, 5, 18),
        "active",
        True,
    )


def test_a_place_that_was_not_found_does_not_widen_an_order() -> None:
    (field,) = ORDERS.filter(pl.col("iso3") == "ZWE").iter_rows(named=True)
    assert (field["goods"], field["place_id"], field["scope_read"]) == ("diamonds", None, False)


def test_the_brazilian_register_is_past_and_names_companies_only() -> None:
    register = of_list("br_cadastro")
    assert register["status"].unique().to_list() == ["former"]
    assert register["until"].unique().to_list() == [date(2023, 4, 11)]
    names = NAMES.filter(pl.col("order_id").is_in(register["order_id"].implode()))["name"].to_list()
    assert not [name for name in names if re.search(r"\d{11}|CPF|\d{3}\.\d{3}\.\d{3}-", name)]
    assert all("CNPJ" in row for row in register["source_row"])


def test_the_list_of_child_labour_products_has_its_stated_total() -> None:
    products = of_list("us_eo13126")
    assert products.filter(pl.col("status") == "active").height == 53
    assert products["scope_read"].all()
    former = products.filter(pl.col("status") == "former")
    assert set(former["order_id"].str.strip_prefix("us_eo13126:")) == {
        "tha-shrimp",
        "uzb-cotton",
        "vnm-garments",
    }


def test_no_row_tells_of_our_own_tools() -> None:
    told = " ".join(ORDERS["source"].drop_nulls().to_list() + ORDERS["note"].drop_nulls().to_list())
    assert "text-index" not in told
    assert "snapshot" not in told


def test_one_published_row_may_name_two_entities() -> None:
    pair = ORDERS.filter(pl.col("source_row").str.starts_with("Yili Zhuowan"))
    assert pair.height == 2
    assert pair["source_row"].n_unique() == 1


def test_former_names_are_marked() -> None:
    former = NAMES.filter(
        pl.col("order_id") == "us_uflpa:changhong-meiling-co-ltd", pl.col("kind") == "former_name"
    )
    assert former.height == 2


def test_the_shipped_tables_are_sound() -> None:
    assert verify(FOLDER) == []


BROKEN = {
    "name an entity and give no name": (
        "order_names",
        pl.col("order_id") != "us_uflpa:example-weaving-no-1-co-ltd",
    ),
    "orders.status holds asleep": ("orders", {"status": "asleep"}),
    "end before they begin": ("orders", {"until": "2001-01-01"}),
    "are taken for read though": ("orders", {"goods_basis": "unread"}),
    "that would mean any goods": ("orders", {"goods_basis": "goods"}),
    "orders.goods names starships": ("orders", {"goods": "starships"}),
    "orders.place_id names XX-1": ("orders", {"place_id": "XX-1"}),
}


@pytest.mark.parametrize("sentence", BROKEN)
def test_the_check_finds_what_is_wrong(sentence: str, tmp_path: Path) -> None:
    from tolpuddle.ingest.reference.seal import seal

    folder = small_edition(tmp_path)
    table, change = BROKEN[sentence]
    frame = pl.read_csv(folder / f"{table}.csv", infer_schema=False)
    broken = (
        frame.with_columns(
            pl.when(pl.col("order_id") == "us_uflpa:example-weaving-no-2-co-ltd")
            .then(pl.lit(value))
            .otherwise(pl.col(column))
            .alias(column)
            for column, value in change.items()
        )
        if isinstance(change, dict)
        else frame.filter(change)
    )
    (folder / f"{table}.csv").write_bytes(broken.write_csv().encode())
    seal(folder)
    assert any(sentence in problem for problem in verify(folder))


def test_ids_are_readable_and_stand_once() -> None:
    def an_order(name: str, since: date | None = None, section: str = "") -> PublishedOrder:
        return PublishedOrder(row="row 1", names=(PublishedName(name),), since=since, section=section)

    day = date(2024, 5, 17)
    made = order_ids(
        "us_uflpa",
        [
            an_order("Éxample (Group) Co., Ltd."),
            an_order("Example Group Co Ltd", day),
            an_order("Example Group Co. Ltd", day, "2(d)(2)(B)(v)"),
            an_order("Example Group Co. Ltd", day, "2(d)(2)(B)(v)"),
            an_order("例子"),
        ],
    )
    assert made[:4] == [
        "us_uflpa:example-group-co-ltd",
        "us_uflpa:example-group-co-ltd:2024-05-17",
        "us_uflpa:example-group-co-ltd:2024-05-17:2-d-2-b-v",
        "us_uflpa:example-group-co-ltd:2024-05-17:2",
    ]
    assert made[4].startswith("us_uflpa:x-")


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Example", "Latn"),
        ("例子有限公司", "Hani"),
        ("Пример", "Cyrl"),
        ("مثال", "Arab"),
        ("123", "Zyyy"),
        ("例 Co", "Latn"),
    ],
)
def test_a_name_has_the_script_of_most_of_its_letters(name: str, script: str) -> None:
    assert script_of(name) == script


def test_names_are_the_same_but_for_legal_forms_case_and_marks() -> None:
    assert fold_name("Éxample Weaving Co., Ltd.") == fold_name("EXAMPLE WEAVING COMPANY LIMITED")
    assert fold_name("例子纺织有限公司") == fold_name("例子纺织")
    assert fold_name("Co., Ltd.") != ""
    assert fold_name("Example No. 1") != fold_name("Example No. 2")


def test_an_import_again_of_what_was_held_keeps_every_id(tmp_path: Path) -> None:
    base = small_edition(tmp_path)
    made = imported(base, a_page(HELD), tmp_path / "again")
    assert set(open_edition(made.folder).tables["orders"]["order_id"]) == set(
        open_edition(base).tables["orders"]["order_id"]
    )
