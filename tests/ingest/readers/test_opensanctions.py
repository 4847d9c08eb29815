"""OpenSanctions' two forms: topics, aliases, sections, dates and products are kept; persons and strange shapes are not."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.readers.published_lists import SIMPLE_HEADER, ftm, ftm_company, ftm_sanction
from tolpuddle.ingest.readers.lists.order_list import read_order_list
from tolpuddle.ingest.readers.lists.published_orders import PublishedList
from tolpuddle.kernel.errors import UnusableInputError

PROGRAM = "A list of entities working with the government - UFLPA Section 2(d)(2)(B)(ii)"


def read(tmp_path: Path, text: str, list_id: str, name: str = "entities.ftm.json") -> PublishedList:
    path = tmp_path / name
    path.write_text(text, encoding="utf8")
    return read_order_list(path, list_id)


def an_export(*more: dict[str, Any]) -> str:
    return ftm(
        [
            ftm_company(
                "us-uflpa-1",
                "Example Cotton Co., Ltd.",
                alias=["Ex Gins", "例子棉花有限公司"],
                weakAlias=["EXC"],
                previousName=["Old Example Co., Ltd."],
                address=["Hotan, Xinjiang"],
                notes=["and subsidiaries"],
            ),
            ftm_sanction("s-1", "us-uflpa-1", program=[PROGRAM], startDate=["2022-06-21"]),
            ftm_sanction("s-2", "us-uflpa-1", program=["UFLPA Section 2(d)(2)(B)(v)"], startDate=["2025-01"]),
            {
                "id": "a-1",
                "schema": "Address",
                "datasets": ["us_dhs_uflpa"],
                "properties": {"full": ["Hotan"]},
            },
            *more,
        ]
    )


def test_names_keep_what_they_are(tmp_path: Path) -> None:
    order = read(tmp_path, an_export(), "us_uflpa").orders[0]
    assert [(name.name, name.kind) for name in order.names] == [
        ("Example Cotton Co., Ltd.", "name"),
        ("Ex Gins", "alias"),
        ("例子棉花有限公司", "alias"),
        ("EXC", "alias"),
        ("Old Example Co., Ltd.", "former_name"),
    ]
    assert {(name.country, name.place) for name in order.names} == {("cn", "Hotan, Xinjiang")}
    assert order.subsidiaries


def test_every_sanction_is_an_entry_with_its_section_and_dates(tmp_path: Path) -> None:
    found = read(tmp_path, an_export(), "us_uflpa").orders
    assert [(order.section, order.since, order.any_goods) for order in found] == [
        ("2(d)(2)(B)(ii)", date(2022, 6, 21), True),
        ("2(d)(2)(B)(v)", date(2025, 1, 1), True),
    ]


def test_a_sanction_that_ended_is_past(tmp_path: Path) -> None:
    text = ftm(
        [
            ftm_company("x-1", "Example Works"),
            ftm_sanction("s-1", "x-1", startDate=["2022-06-21"], endDate=["2024-02-01"]),
        ]
    )
    (order,) = read(tmp_path, text, "us_uflpa").orders
    assert (order.status, order.until) == ("former", date(2024, 2, 1))


def test_sanctions_may_lie_inside_their_entity(tmp_path: Path) -> None:
    company = ftm_company("x-1", "Example Works")
    company["properties"]["sanctions"] = [ftm_sanction("s-1", "x-1", program=[PROGRAM])]
    (order,) = read(tmp_path, ftm([company]), "us_uflpa").orders
    assert order.section == "2(d)(2)(B)(ii)"


def test_a_file_that_is_one_array_is_understood(tmp_path: Path) -> None:
    text = json.dumps([json.loads(line) for line in an_export().splitlines()], indent=1)
    assert len(read(tmp_path, text, "us_uflpa").orders) == 2


def test_natural_persons_are_counted_and_dropped(tmp_path: Path) -> None:
    person = ftm_company("p-1", "Nobody Example", schema=["Person"])
    found = read(tmp_path, an_export(person), "us_uflpa")
    assert found.left_out == {"natural persons": 1, "relations, addresses and papers": 1}
    assert "Nobody" not in repr(found)


def test_who_only_stands_beside_an_entry_is_no_entry(tmp_path: Path) -> None:
    owner = ftm_company("o-1", "Example Owner")
    owner["target"] = False
    del owner["properties"]["topics"]
    found = read(tmp_path, an_export(owner), "us_uflpa")
    assert found.left_out["entities that stand beside an entry"] == 1


def customs(number: str, name: str, sector: list[str], kind: str, *, active: bool) -> list[dict[str, Any]]:
    company = ftm_company(
        number, name, "us_cbp_forced_labor", sector=sector, description=[kind], schema=["LegalEntity"]
    )
    if not active:
        del company["properties"]["topics"]
        company["target"] = False
        return [company]
    return [company, ftm_sanction(f"s-{number}", number, "us_cbp_forced_labor", startDate=["2020-06-17"])]


CUSTOMS = ftm(
    [
        *customs(
            "c-1",
            "Example Hair Co., Ltd.",
            ["Health", "Hair products"],
            "Withhold Release Order",
            active=True,
        ),
        *customs("c-2", "Example Glove Sdn Bhd", ["Disposable gloves"], "Finding", active=False),
        *customs("c-3", "Example Tea Farm", ["Tea", "Agriculture"], "WRO", active=False),
        *customs(
            "c-4",
            "All Turkmenistan Cotton or products produced with it.",
            ["Agriculture"],
            "WRO",
            active=True,
        ),
    ]
)


def test_customs_keep_product_and_state_in_this_form_too(tmp_path: Path) -> None:
    hair, tea, cotton = read(tmp_path, CUSTOMS, "us_cbp_wro").orders
    assert (hair.goods_words, hair.status, hair.industry_only) == ("Health; Hair products", "active", False)
    assert (tea.status, tea.since) == ("inactive", None)
    assert (cotton.names, cotton.country) == ((), "cn")
    assert cotton.goods_words.startswith("All Turkmenistan Cotton")


def test_orders_and_findings_of_customs_are_told_apart(tmp_path: Path) -> None:
    found = read(tmp_path, CUSTOMS, "us_cbp_finding")
    assert [order.names[0].name for order in found.orders] == ["Example Glove Sdn Bhd"]
    assert found.left_out["entries of the other list in the file"] == 3


def test_companies_of_the_register_are_kept_and_sole_traders_are_not(tmp_path: Path) -> None:
    text = ftm(
        [
            ftm_company(
                "b-1", "EXEMPLO LTDA.", "br_slavery", taxNumber=["12345678000100"], topics=["forced.labor"]
            ),
            ftm_company(
                "b-2", "FULANO DE TAL", "br_slavery", taxNumber=["12345678000100"], topics=["forced.labor"]
            ),
            ftm_company("b-3", "BELTRANO", "br_slavery", schema=["Person"]),
        ]
    )
    found = read(tmp_path, text, "br_cadastro")
    assert [order.names[0].name for order in found.orders] == ["EXEMPLO LTDA."]
    assert found.left_out == {"natural persons": 2}


def test_the_export_of_another_data_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="holds us_cbp_forced_labor, not the data set us_dhs_uflpa"):
        read(tmp_path, CUSTOMS, "us_uflpa")


def test_a_list_of_ones_own_takes_any_data_set(tmp_path: Path) -> None:
    assert len(read(tmp_path, CUSTOMS, "own:all-of-it").orders) == 4


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            an_export(ftm_company("us-uflpa-1", "Example Twin")),
            "has the id us-uflpa-1 twice, again on line 5",
        ),
        (an_export(ftm_company("z", "Z", schema=["Starship"])), "the schema Starship, which is not known"),
        (an_export()[:-30], "Line 4 of entities.ftm.json is no JSON: the file is cut off"),
        ('{"message": "Not found"}\n', "is no FollowTheMoney entity"),
        ("[1, 2]", "is no FollowTheMoney entity"),
    ],
)
def test_an_export_that_changed_its_shape_is_told(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UnusableInputError, match=sentence):
        read(tmp_path, text, "us_uflpa")


def test_a_name_of_ten_thousand_letters_is_dropped_and_counted(tmp_path: Path) -> None:
    found = read(tmp_path, ftm([ftm_company("x-1", "Example Works", alias=["x" * 10_000])]), "us_uflpa")
    assert [name.name for name in found.orders[0].names] == ["Example Works"]
    assert found.left_out == {"names too long to be names": 1}


def simple_row(
    number: str, name: str, aliases: str = "", schema: str = "Company", sanctions: str = PROGRAM
) -> str:
    return (
        f'"{number}","{schema}","{name}","{aliases}","","cn","Hotan","","{sanctions} - 2022-06-21","","","US-UFLPA",'
        '"US UFLPA Entity List","2024-01-01","2026-01-01","2026-01-01"'
    )


def test_the_flat_form_keeps_names_section_and_first_day(tmp_path: Path) -> None:
    text = f"{SIMPLE_HEADER}\n{simple_row('u-1', 'Example Cotton Co., Ltd.', 'Ex Gins;例子棉花有限公司')}\n"
    (order,) = read(tmp_path, text, "us_uflpa", "targets.simple.csv").orders
    assert [name.name for name in order.names] == ["Example Cotton Co., Ltd.", "Ex Gins", "例子棉花有限公司"]
    assert (order.section, order.since, order.key) == ("2(d)(2)(B)(ii)", date(2022, 6, 21), "u-1")


def test_the_flat_forms_hash_does_not_change_with_the_day_of_looking(tmp_path: Path) -> None:
    row = simple_row("u-1", "Example Works")
    one = read(tmp_path, f"{SIMPLE_HEADER}\n{row}\n", "us_uflpa", "a.csv").orders[0]
    other = read(
        tmp_path, f"{SIMPLE_HEADER}\n{row.replace('2026-01-01', '2026-02-02')}\n", "us_uflpa", "b.csv"
    ).orders[0]
    assert one.hash() == other.hash()


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([simple_row("u-1", "A"), simple_row("u-1", "B")], "has the id u-1 twice, again in row 3"),
        ([simple_row("u-1", "A", schema="Starship")], "the schema Starship"),
        (
            [simple_row("u-1", "A").replace("UFLPA Entity List", "SDN List")],
            "of another data set than us_uflpa",
        ),
    ],
)
def test_a_flat_form_that_changed_its_shape_is_told(tmp_path: Path, rows: list[str], sentence: str) -> None:
    with pytest.raises(UnusableInputError, match=sentence):
        read(tmp_path, "\n".join([SIMPLE_HEADER, *rows]), "us_uflpa", "targets.simple.csv")
