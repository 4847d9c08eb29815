"""Order lists read as their publishers write them: the UFLPA page, customs' CSV, Brazil's register, a list of one's own."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.ingest.readers.published_lists import (
    CBP_HEADER,
    REGISTER_HEADER,
    example_names,
    uflpa_page,
)
from tolpuddle.ingest.readers.lists.order_list import read_order_list
from tolpuddle.ingest.readers.lists.published_orders import PublishedList, PublishedOrder
from tolpuddle.kernel.errors import UnusableInputError


def read(
    tmp_path: Path, text: str | bytes, list_id: str, name: str = "list.csv", **options: bool
) -> PublishedList:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_order_list(path, list_id, **options)


def names_of(order: PublishedOrder) -> list[str]:
    return [name.name for name in order.names]


PAGE = uflpa_page(
    {
        "i": [
            ("Example Cotton&nbsp;Co., Ltd. (including two aliases: Ex Gins; and Ex Lint)", "June 21, 2022"),
            ("Example Hair Co., Ltd. and subsidiaries", "August 2, 2023"),
        ],
        "ii": [("Example Cotton Co., Ltd.", "June 12, 2024")],
        "iv": [("Example Export Co., Ltd.", "January 15, 2025")],
        "v": [("例子番茄有限公司 (Example Tomato Co., Ltd.)", "01/15/2025")],
    }
)


def test_every_section_table_of_the_page_is_read_with_its_section_and_dates(tmp_path: Path) -> None:
    found = read(tmp_path, PAGE, "us_uflpa", "page.html").orders
    assert [(names_of(order)[0], order.section, order.since) for order in found] == [
        ("Example Cotton Co., Ltd.", "2(d)(2)(B)(i)", date(2022, 6, 21)),
        ("Example Hair Co., Ltd.", "2(d)(2)(B)(i)", date(2023, 8, 2)),
        ("Example Cotton Co., Ltd.", "2(d)(2)(B)(ii)", date(2024, 6, 12)),
        ("Example Export Co., Ltd.", "2(d)(2)(B)(iv)", date(2025, 1, 15)),
        ("例子番茄有限公司", "2(d)(2)(B)(v)", date(2025, 1, 15)),
    ]
    assert names_of(found[0]) == ["Example Cotton Co., Ltd.", "Ex Gins", "Ex Lint"]
    assert [order.subsidiaries for order in found] == [False, True, False, False, False]
    assert all(order.any_goods and order.in_part and order.status == "active" for order in found)


def test_a_list_of_contents_above_does_not_give_the_first_table_another_section(tmp_path: Path) -> None:
    contents = "".join(f"<li>UFLPA Section 2(d)(2)(B)({number})</li>" for number in ("i", "ii", "iv", "v"))
    page = PAGE.replace("<body>", f"<body><ul>{contents}</ul>")
    found = read(tmp_path, page, "us_uflpa", "page.html").orders
    assert [order.section[-4:].strip("B()") for order in found] == ["i", "i", "ii", "iv", "v"]


def test_one_table_with_a_column_for_the_section_is_understood(tmp_path: Path) -> None:
    page = (
        "<html><body><table><tr><th>Entity Name</th><th>Section</th><th>Effective Date</th></tr>"
        "<tr><td>Example Works</td><td>2(d)(2)(B)(ii); 2(d)(2)(B)(v)</td><td>1/15/2025</td></tr></table></body></html>"
    )
    (order,) = read(tmp_path, page, "us_uflpa", "page.html").orders
    assert (order.section, order.since) == ("2(d)(2)(B)(ii); 2(d)(2)(B)(v)", date(2025, 1, 15))


def test_the_list_as_csv_reads_like_its_page(tmp_path: Path) -> None:
    text = (
        'Name of Entity,Effective Date,Section\n"Example Cotton Co., Ltd. (including one alias: Ex Gins)",'
        '"June 21, 2022",Section 2(d)(2)(B)(i)\nExample Export Co. Ltd.,2025-01-15,"2(d)(2)(B)(ii), 2(d)(2)(B)(v)"\n'
    )
    found = read(tmp_path, text, "us_uflpa").orders
    assert [order.section for order in found] == ["2(d)(2)(B)(i)", "2(d)(2)(B)(ii); 2(d)(2)(B)(v)"]
    assert [order.since for order in found] == [date(2022, 6, 21), date(2025, 1, 15)]
    assert names_of(found[0]) == ["Example Cotton Co., Ltd.", "Ex Gins"]


def test_the_same_row_has_the_same_hash_whatever_its_blanks(tmp_path: Path) -> None:
    one = read(tmp_path, "Name of Entity,Effective Date\nExample Export,2025-01-15\n", "us_uflpa").orders[0]
    other = read(
        tmp_path, "Name of Entity;Effective Date\r\n Example  Export ;2025-01-15\r\n", "us_uflpa"
    ).orders[0]
    assert one.hash() == other.hash()
    assert len(one.hash()) == 16


CUSTOMS = f"""{CBP_HEADER}
06/17/2020,2020,CN,China,Hair products,WRO,"Pharmaceuticals, Health and Chemicals",Active,,"Example Hair Co., Ltd.",,N/A
05/18/2018,2018,TM,Turkmenistan,Cotton,WRO,Agriculture,Active,,All Turkmenistan Cotton or products produced in whole or in part with Turkmenistan cotton.,"over
two lines",N/A
01/13/2021,2021,CN,China,"Cotton and tomatoes",WRO,Apparel,Partially Active,,Xinjiang Uyghur Autonomous Region (XUAR),,
07/15/2020,2020,MY,Malaysia,Disposable gloves,Finding,Health,Inactive,09/09/2021,Example Glove Sdn Bhd and its subsidiaries,,
12/28/1953,1953,,Fishing Vessels,Seafood,WRO,Agriculture,Active,,Fishing Vessel: Example No. 7,,
,,,,,,,,,,,
,,,,,,,,,note at the foot of the table,,
"""


def test_customs_orders_keep_product_country_status_and_dates(tmp_path: Path) -> None:
    found = read(tmp_path, CUSTOMS, "us_cbp_wro")
    hair, cotton, region, vessel = found.orders
    assert (names_of(hair), hair.names[0].country) == (["Example Hair Co., Ltd."], "China")
    assert (hair.goods_words, hair.since, hair.status) == ("Hair products", date(2020, 6, 17), "active")
    assert (cotton.names, cotton.country, cotton.goods_words) == ((), "Turkmenistan", "Cotton")
    assert cotton.note == "over two lines"
    assert (region.place, region.status) == ("Xinjiang Uyghur Autonomous Region", "modified")
    assert (names_of(vessel), vessel.names[0].country) == (["Example No. 7"], "")
    assert found.left_out == {"rows without an entity or a type": 1}


def test_findings_are_read_out_of_the_same_file(tmp_path: Path) -> None:
    (gloves,) = read(tmp_path, CUSTOMS, "us_cbp_finding").orders
    assert (gloves.status, gloves.until, gloves.subsidiaries) == ("inactive", date(2021, 9, 9), True)


def test_customs_letters_of_windows_are_read(tmp_path: Path) -> None:
    text = f"{CBP_HEADER}\n06/17/2020,2020,DO,Dominican Republic,Aluminum,WRO,Metals,Active,,Ejemplo Alumínio\u00a0S.R.L.,,\n"
    assert names_of(read(tmp_path, text.encode("cp1252"), "us_cbp_wro").orders[0]) == [
        "Ejemplo Alumínio S.R.L."
    ]


def test_without_a_product_the_industry_is_kept_as_what_it_is(tmp_path: Path) -> None:
    text = "Entity,Country,Industry,Status,WRO/Finding,Effective Date\nExample Works,China,Machinery,Active,WRO,11/06/1991\n"
    (order,) = read(tmp_path, text, "us_cbp_wro").orders
    assert (order.goods_words, order.industry_only) == ("Machinery", True)


REGISTER = f"""CADASTRO DE EMPREGADORES
Atualizado em 05/10/2025

{REGISTER_HEADER}
1;2021;MG;EXEMPLO AGROPECUÁRIA LTDA.;12.345.678/0001-00;FAZENDA EXEMPLO;12;0134-2/00;10/02/2025;05/04/2025
2;2021;GO;FULANO DE TAL;123.456.789-00;FAZENDA;3;0151-2/01;10/02/2025;05/04/2025
3;2021;GO;BELTRANO EXEMPLO 12345678900;98.765.432/0001-00;FAZENDA;3;0151-2/01;10/02/2025;05/04/2025
4;2021;PI;B. DE EXEMPLO;11.222.333/0001-44;CERÂMICA;3;0151-2/01;10/02/2025;05/04/2025
5;2020;SP;CONSTRUTORA EXEMPLO S/A (ATUAL: NOVA EXEMPLO S/A);11.222.333/0001-44;OBRA;3;4120-4/00;10/02/2022;05/10/2022 a 13/01/2023, 11/11/2024
Total;;;;;;;;;
"""


def test_natural_persons_of_the_register_are_counted_and_never_kept(tmp_path: Path) -> None:
    found = read(tmp_path, REGISTER.encode("latin-1"), "br_cadastro")
    assert {names_of(order)[0] for order in found.orders} == {
        "EXEMPLO AGROPECUÁRIA LTDA.",
        "CONSTRUTORA EXEMPLO S/A",
    }
    assert found.left_out == {"natural persons": 3, "lines that are no entry": 1}
    assert not any(word in repr(found) for word in ("FULANO", "BELTRANO", "DE EXEMPLO", "123.456"))


def test_a_company_that_came_back_has_an_entry_for_each_period(tmp_path: Path) -> None:
    found = read(tmp_path, REGISTER.encode("latin-1"), "br_cadastro").orders[1:]
    assert [(order.since, order.until, order.status) for order in found] == [
        (date(2022, 10, 5), date(2023, 1, 13), "former"),
        (date(2024, 11, 11), None, "active"),
    ]
    assert [name.name for name in found[0].names] == ["CONSTRUTORA EXEMPLO S/A", "NOVA EXEMPLO S/A"]


def test_a_list_of_ones_own_may_have_the_headers_people_use(tmp_path: Path) -> None:
    text = (
        "Firma;Alias;Land;Ware;seit;bis;Grund\n"
        "Beispiel Nähwerk GmbH;Muster Nähwerk|BN;Bangladesch;Kleidung;01.02.2024;01.02.2026;Lohn blieb aus\n"
        ";;Usbekistan;Baumwolle;;;eigene Regel\n;;;;;;nur ein Grund\n"
    )
    found = read(tmp_path, text.encode("cp1252"), "own:bought-from", day_first=True)
    works, rule = found.orders
    assert names_of(works) == ["Beispiel Nähwerk GmbH", "Muster Nähwerk", "BN"]
    assert (works.since, works.until, works.note) == (date(2024, 2, 1), date(2026, 2, 1), "Lohn blieb aus")
    assert (works.goods_words, works.any_goods, works.certainty) == ("Kleidung", False, "own")
    assert (rule.names, rule.country, rule.goods_words) == ((), "Usbekistan", "Baumwolle")
    assert found.left_out == {"rows that name neither an entity nor a place with a product": 1}


def test_a_workbook_is_read_like_its_csv(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Cover").write(0, 0, "Our list")
        sheet = book.add_worksheet("List")
        for row, cells in enumerate([("Name", "Country"), *((name, "Vietnam") for name in example_names(3))]):
            sheet.write_row(row, 0, cells)
    found = read_order_list(path, "own:ours").orders
    assert [names_of(order)[0] for order in found] == example_names(3)


def test_a_web_page_in_place_of_a_csv_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="a web page where a table in CSV was expected"):
        read(tmp_path, "<!DOCTYPE html><html><body>Access denied</body></html>", "us_cbp_wro")
    with pytest.raises(
        UnusableInputError, match="no table with the columns name of entity and effective date"
    ):
        read(tmp_path, "<html><body><table><tr><th>Vessel</th></tr></table></body></html>", "us_uflpa")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    text = CUSTOMS.replace("Effective Date", "When").replace(",Status,", ",Mood,")
    with pytest.raises(UnusableInputError, match=r"changed its shape .* no column status, effective date"):
        read(tmp_path, text, "us_cbp_wro")


def test_a_status_that_nobody_knows_stops_the_import(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="Row 2 has a status that is not known: Paused"):
        read(tmp_path, CUSTOMS.replace("Active", "Paused", 1), "us_cbp_wro")


def test_letters_lost_in_a_wrong_encoding_stop_the_import(tmp_path: Path) -> None:
    text = "Name of Entity,Effective Date\nEjemplo Algodón S.A.,2025-01-15\n"
    with pytest.raises(UnusableInputError, match="saved in a wrong encoding: 1 letters"):
        read(tmp_path, text.encode().decode("latin-1").encode(), "us_uflpa")
    with pytest.raises(UnusableInputError, match="saved in a wrong encoding"):
        read(tmp_path, text.replace("ó", "\ufffd"), "us_uflpa")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_that_lose_nothing_are_understood(tmp_path: Path, codec: str) -> None:
    text = "Name of Entity,Effective Date\nEjemplo Algodón S.A.,2025-01-15\n"
    assert names_of(read(tmp_path, text.encode(codec), "us_uflpa").orders[0]) == ["Ejemplo Algodón S.A."]


def test_a_name_of_ten_thousand_letters_is_dropped_and_counted(tmp_path: Path) -> None:
    text = f"Name,Aliases\nExample Works,{'x' * 10_000}\n{'y' * 10_000},\n"
    found = read(tmp_path, text, "own:ours")
    assert [names_of(order) for order in found.orders] == [["Example Works"]]
    assert found.left_out == {"names too long to be names": 2, "entries without a name": 1}


def test_a_row_that_stands_twice_counts_once(tmp_path: Path) -> None:
    text = "Name of Entity,Effective Date\n" + "Example Works,2025-01-15\n" * 2
    found = read(tmp_path, text, "us_uflpa")
    assert (len(found.orders), found.left_out) == (1, {"rows that stand twice": 1})


def test_a_row_with_more_cells_than_headers_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="Row 2 has more cells than the header"):
        read(tmp_path, "Name of Entity,Effective Date\nExample Works, Ltd.,2025-01-15\n", "us_uflpa")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02" * 10, b"PK\x03\x04 no workbook"])
def test_what_is_no_list_is_told_in_a_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnusableInputError):
        read(tmp_path, data, "us_uflpa")


def test_a_list_that_is_not_known_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match=r"There is no list us_ofac\. There are us_uflpa"):
        read(tmp_path, PAGE, "us_ofac")
    with pytest.raises(UnusableInputError, match="There is no list own:"):
        read(tmp_path, PAGE, "own:../../etc")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="cannot be read: No such file"):
        read_order_list(tmp_path / "none.csv", "us_uflpa")
