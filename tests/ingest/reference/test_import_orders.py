"""One command replaces an order list: ids stay, what vanished ends with its day, and a list that shrank is refused."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.ingest.readers.published_lists import (
    CBP_HEADER,
    REGISTER_HEADER,
    example_names,
    ftm,
    ftm_company,
    ftm_sanction,
    uflpa_page,
)
from tests.ingest.reference.small_edition import (
    DAY,
    HELD,
    a_page,
    bare_edition,
    imported,
    small_edition,
    table,
)
from tolpuddle.ingest.reference.diff import diff
from tolpuddle.ingest.reference.verify import verify
from tolpuddle.kernel.edition_files import read_manifest
from tolpuddle.kernel.errors import EditionError, UnusableInputError

FIRST = "us_uflpa:example-weaving-no-1-co-ltd"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_edition(tmp_path_factory.mktemp("base"))


def entry(folder: Path, order_id: str) -> dict[str, object]:
    return table(folder, "orders").filter(pl.col("order_id") == order_id).row(0, named=True)


def test_the_same_list_again_changes_nothing(base: Path, tmp_path: Path) -> None:
    made = imported(base, a_page(HELD), tmp_path)
    assert (made.entries, made.added, made.ended, made.changed) == (HELD, (), (), ())
    for name in ("orders", "order_names"):
        assert table(made.folder, name).equals(table(base, name))
    assert verify(made.folder) == []


def test_a_company_that_is_new_is_added_with_section_and_day(base: Path, tmp_path: Path) -> None:
    made = imported(
        base, a_page(HELD, ("Sample Foods Co., Ltd. (and one alias: Sampo)", "May 3, 2029")), tmp_path
    )
    assert made.added == ("Sample Foods Co., Ltd.",)
    order = entry(made.folder, "us_uflpa:sample-foods-co-ltd")
    assert (order["section"], order["from"], order["status"]) == ("2(d)(2)(B)(i)", date(2029, 5, 3), "active")
    assert (order["goods"], order["scope_read"], order["in_part"]) == (None, True, True)
    names = table(made.folder, "order_names").filter(pl.col("order_id") == order["order_id"])
    assert names.select("name", "kind", "iso3", "script").rows() == [
        ("Sample Foods Co., Ltd.", "name", "CHN", "Latn"),
        ("Sampo", "alias", "CHN", "Latn"),
    ]


def test_an_entry_that_vanished_ends_on_the_day_of_the_list(base: Path, tmp_path: Path) -> None:
    made = imported(base, a_page(HELD, leave_out=1), tmp_path, as_of=date(2029, 12, 24))
    assert made.ended == (example_names(1)[0],)
    gone = entry(made.folder, FIRST)
    assert (gone["status"], gone["until"], gone["from"]) == ("former", date(2029, 12, 24), date(2022, 6, 21))
    assert table(made.folder, "order_names").filter(pl.col("order_id") == FIRST).height == 1


def test_a_past_entry_stays_past_when_the_list_comes_again(base: Path, tmp_path: Path) -> None:
    once = imported(base, a_page(HELD, leave_out=1), tmp_path / "a", as_of=date(2029, 12, 24)).folder
    made = imported(once, a_page(HELD, leave_out=1), tmp_path / "b")
    assert made.ended == ()
    assert entry(made.folder, FIRST)["until"] == date(2029, 12, 24)


def test_who_comes_back_later_has_a_new_entry_beside_the_past_one(base: Path, tmp_path: Path) -> None:
    gone = imported(base, a_page(HELD, leave_out=1), tmp_path / "a", as_of=date(2029, 3, 1)).folder
    page = a_page(HELD, (example_names(1)[0], "September 1, 2029"), leave_out=1)
    made = imported(gone, page, tmp_path / "b")
    assert entry(made.folder, FIRST)["status"] == "former"
    assert entry(made.folder, f"{FIRST}:2029-09-01")["status"] == "active"


def test_an_id_stays_when_a_name_is_spelled_anew(base: Path, tmp_path: Path) -> None:
    page = a_page(HELD).replace("Example Weaving No. 1 Co., Ltd.", "EXAMPLE WEAVING NO.1 COMPANY LIMITED")
    made = imported(base, page, tmp_path)
    assert (made.added, made.ended) == ((), ())
    assert made.changed == ("EXAMPLE WEAVING NO.1 COMPANY LIMITED",)
    assert entry(made.folder, FIRST)["hash"] != entry(base, FIRST)["hash"]


def test_an_id_stays_when_a_new_name_is_told_with_the_old_one(base: Path, tmp_path: Path) -> None:
    page = a_page(HELD).replace(
        "Example Weaving No. 1 Co., Ltd.",
        "Bright Cloth Co., Ltd. (formerly known as Example Weaving No. 1 Co., Ltd.)",
    )
    made = imported(base, page, tmp_path)
    assert (made.added, made.ended, made.changed) == ((), (), ("Bright Cloth Co., Ltd.",))
    assert FIRST in table(made.folder, "orders")["order_id"]


def test_ids_stay_when_the_list_comes_from_opensanctions(base: Path, tmp_path: Path) -> None:
    records = [
        record
        for number, name in enumerate(example_names(HELD))
        for record in (
            ftm_company(f"u-{number}", name),
            ftm_sanction(f"s-{number}", f"u-{number}", program=["UFLPA Section 2(d)(2)(B)(i)"]),
        )
    ]
    made = imported(base, ftm(records), tmp_path)
    assert (made.entries, made.added, made.ended) == (HELD, (), ())
    order = entry(made.folder, FIRST)
    assert order["from"] == date(2022, 6, 21), "a form without days does not take away the day that was known"
    line = table(made.folder, "order_lists").filter(pl.col("list_id") == "us_uflpa").row(0, named=True)
    assert "CC-BY-NC" in line["licence"]


def test_an_export_with_half_the_rows_is_refused_with_the_counts(base: Path, tmp_path: Path) -> None:
    records = [ftm_company(f"u-{number}", name) for number, name in enumerate(example_names(HELD // 2))]
    with pytest.raises(UnusableInputError, match="has 10 entries; 20 are held") as refused:
        imported(base, ftm(records), tmp_path)
    assert "--accept-shrink" in refused.value.sentence
    assert not (tmp_path / "2.0").exists()


def test_one_entry_in_ten_may_go_and_no_more(base: Path, tmp_path: Path) -> None:
    assert len(imported(base, a_page(HELD, leave_out=2), tmp_path / "two").ended) == 2
    with pytest.raises(UnusableInputError, match="has 17 entries; 20 are held"):
        imported(base, a_page(HELD, leave_out=3), tmp_path / "three")


def test_a_list_of_the_right_size_that_is_another_list_is_refused(base: Path, tmp_path: Path) -> None:
    page = uflpa_page({"i": [(name, "June 21, 2022") for name in example_names(HELD, "Sample")]})
    with pytest.raises(
        UnusableInputError, match="has 20 entries but lacks 20 of the 20 in force that are held"
    ):
        imported(base, page, tmp_path)


def test_a_smaller_list_may_be_accepted_with_a_reason_that_the_edition_keeps(
    base: Path, tmp_path: Path
) -> None:
    made = imported(base, a_page(5), tmp_path / "a", accept_shrink="Fifteen were taken off, notice of 3 May")
    assert (made.entries, len(made.ended)) == (5, 15)
    _, entries = read_manifest(made.folder)
    assert "Fifteen were taken off, notice of 3 May" in entries["orders.csv"]["source"]
    line = table(made.folder, "order_lists").filter(pl.col("list_id") == "us_uflpa").row(0, named=True)
    assert "Fifteen were taken off, notice of 3 May" in line["note"]
    assert imported(made.folder, a_page(5), tmp_path / "b").ended == ()


def test_a_rule_of_ours_outlasts_an_import_of_its_list(base: Path, tmp_path: Path) -> None:
    made = imported(base, a_page(HELD), tmp_path)
    rule = entry(made.folder, "us_uflpa:region-cn-xj")
    assert (rule["who"], rule["place_id"], rule["goods"], rule["status"]) == ("any", "CN-XJ", None, "active")


def test_a_whole_list_is_told_whole(base: Path, tmp_path: Path) -> None:
    made = imported(base, a_page(HELD), tmp_path, as_of=date(2029, 12, 31))
    line = table(made.folder, "order_lists").filter(pl.col("list_id") == "us_uflpa").row(0, named=True)
    assert (line["complete"], line["entries"], line["published_entries"]) == (True, HELD, HELD)
    assert line["as_of"] == date(2029, 12, 31)
    _, entries = read_manifest(made.folder)
    assert "us_uflpa: 20 entries, as of 2029-12-31." in entries["orders.csv"]["note"]


def test_only_the_order_tables_differ(base: Path, tmp_path: Path) -> None:
    made = imported(base, a_page(HELD, ("Sample Foods Co., Ltd.", "May 3, 2029")), tmp_path)
    changed = diff(base, made.folder).filter(pl.col("change") != "same")
    assert changed["file"].to_list() == ["order_lists.csv", "order_names.csv", "orders.csv"]


def test_the_same_import_twice_gives_the_same_bytes(base: Path, tmp_path: Path) -> None:
    page = a_page(HELD, ("Sample Foods Co., Ltd.", "May 3, 2029"))
    one, other = (imported(base, page, tmp_path / name).folder for name in ("a", "b"))
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {
        path.name: path.read_bytes() for path in other.iterdir()
    }


def test_an_edition_that_exists_is_not_written_over(base: Path, tmp_path: Path) -> None:
    imported(base, a_page(HELD), tmp_path)
    with pytest.raises(EditionError, match="exists already"):
        imported(base, a_page(HELD), tmp_path)


CUSTOMS = f"""{CBP_HEADER}
06/17/2020,2020,CN,China,Hair products,WRO,Health,Active,,"Example Hair Co., Ltd.",,
05/18/2018,2018,TM,Turkmenistan,Cotton and products made with Turkmenistan cotton,WRO,Agriculture,Active,,All Turkmenistan Cotton,,
01/13/2021,2021,CN,China,Cotton and tomatoes,WRO,Apparel,Active,,Xinjiang Uyghur Autonomous Region (XUAR),,
09/24/2025,2025,TW,Taiwan,Bicycles and bicycle parts,WRO,Consumer,Active,,"Example Cycles Co., Ltd.",,
09/24/2025,2025,ZW,Zimbabwe,Artisanal rough cut diamonds,WRO,Industrial,Active,,Example Diamond Fields,,
11/06/1991,1991,CN,China,,WRO,Machinery,Inactive,01/02/2003,Example Machine Works,,
"""


def test_customs_products_become_goods_and_places(base: Path, tmp_path: Path) -> None:
    made = imported(base, CUSTOMS, tmp_path, "us_cbp_wro")
    rows = table(made.folder, "orders").filter(pl.col("list_id") == "us_cbp_wro")
    read = {
        row["order_id"].removeprefix("us_cbp_wro:"): (
            row["who"],
            row["iso3"],
            row["place_id"],
            row["goods"],
            row["scope_read"],
        )
        for row in rows.iter_rows(named=True)
    }
    assert read == {
        "example-hair-co-ltd": ("named", None, None, "hair-products", True),
        "all-turkmenistan-cotton": ("any", "TKM", None, "cotton", True),
        "xinjiang-uyghur-autonomous-region-xuar": ("any", "CHN", "CN-XJ", "cotton;tomatoes", True),
        "example-cycles-co-ltd": ("named", None, None, None, False),
        "example-diamond-fields": ("any", "ZWE", None, "diamonds", False),
        "example-machine-works": ("named", None, None, None, False),
    }
    assert verify(made.folder) == []


def test_an_entry_about_a_place_keeps_its_id_when_its_product_is_told_otherwise(
    base: Path, tmp_path: Path
) -> None:
    first = imported(base, CUSTOMS, tmp_path / "a", "us_cbp_wro").folder
    text = CUSTOMS.replace("Artisanal rough cut diamonds", "Stones and so on").replace(
        "Cotton and tomatoes", "Cotton"
    )
    made = imported(first, text, tmp_path / "b", "us_cbp_wro")
    assert (made.added, made.ended) == ((), ())
    assert len(made.changed) == 2


def test_a_product_that_was_not_understood_never_means_any_goods(base: Path, tmp_path: Path) -> None:
    made = imported(base, CUSTOMS, tmp_path, "us_cbp_wro")
    unread = table(made.folder, "orders").filter(~pl.col("scope_read"))
    assert set(unread["goods_basis"]) <= {"unread", "industry", "goods"}
    assert any("Bicycles and bicycle parts" in remark for remark in made.remarks)


def test_an_inactive_order_keeps_its_state_and_last_day(base: Path, tmp_path: Path) -> None:
    made = imported(base, CUSTOMS, tmp_path, "us_cbp_wro")
    works = entry(made.folder, "us_cbp_wro:example-machine-works")
    assert (works["status"], works["until"]) == ("inactive", date(2003, 1, 2))


def test_natural_persons_of_the_register_leave_no_trace_but_a_count(base: Path, tmp_path: Path) -> None:
    text = (
        f"{REGISTER_HEADER}\n1;2021;MG;EXEMPLO LTDA.;12.345.678/0001-00;FAZENDA;12;0134;10/02/2025;05/04/2025\n"
        "2;2021;GO;FULANO DE TAL;123.456.789-00;FAZENDA;3;0151;10/02/2025;05/04/2025\n"
    )
    made = imported(base, text, tmp_path, "br_cadastro")
    assert made.entries == 1
    assert "Left out: 1 natural persons." in made.remarks
    assert not any("FULANO" in path.read_text("utf8") for path in made.folder.iterdir())


OWN = "Name,Aliases,Country,Product,From,Reason\nExample Mill Ltd,EM|Example Mills,Atlantis,,2029-01-01,Wages held back\n,,Benin,Cotton,,Our rule\n"


def test_a_list_of_ones_own_is_one_more_list(base: Path, tmp_path: Path) -> None:
    made = imported(base, OWN, tmp_path, "own:not-bought-from", title="Whom we do not buy from")
    line = (
        table(made.folder, "order_lists")
        .filter(pl.col("list_id") == "own:not-bought-from")
        .row(0, named=True)
    )
    assert (line["title"], line["kind"], line["entries"]) == ("Whom we do not buy from", "own", 2)
    mill = entry(made.folder, "own:not-bought-from:example-mill-ltd")
    assert (mill["who"], mill["goods"], mill["scope_read"], mill["note"]) == (
        "named",
        None,
        True,
        "Wages held back",
    )
    rule = entry(made.folder, "own:not-bought-from:benin-cotton")
    assert (rule["who"], rule["iso3"], rule["goods"]) == ("any", "BEN", "cotton")
    assert "Countries not understood: Atlantis." in made.remarks
    assert verify(made.folder) == []


def test_the_day_of_the_edition_is_the_lists_unless_it_is_given(base: Path, tmp_path: Path) -> None:
    made = imported(base, OWN, tmp_path, "own:ours")
    line = table(made.folder, "order_lists").filter(pl.col("list_id") == "own:ours").row(0, named=True)
    assert line["as_of"] == DAY


def test_a_base_without_order_tables_is_told(tmp_path: Path) -> None:
    bare = bare_edition(tmp_path / "bare")
    with pytest.raises(EditionError, match="has no table orders, order_names, order_lists, order_goods"):
        imported(bare, a_page(3), tmp_path / "x")
