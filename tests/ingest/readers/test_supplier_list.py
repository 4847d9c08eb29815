"""Lists of any shape are read by their content; what is no list is refused in one sentence."""

import io
import json
import os
import zipfile
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tolpuddle.ingest.readers import sniff, supplier_list
from tolpuddle.ingest.readers.supplier_list import RawTable
from tolpuddle.kernel.errors import UnusableInputError

TEXT = "Supplier;Country;Goods\nExämple Mills;Österreich;yarn\nExample Works;Côte d’Ivoire;cocoa\n"


def read(tmp_path: Path, content: bytes | str, name: str = "list.csv", **options: object) -> RawTable:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return supplier_list.read(path, **options)  # type: ignore[arg-type]


def refusal(tmp_path: Path, content: bytes | str, name: str = "list.csv") -> str:
    with pytest.raises(UnusableInputError) as caught:
        _ = read(tmp_path, content, name).frame
    return caught.value.sentence


def a_workbook(path: Path, rows: list[list[object]], sheet: str = "Sheet1") -> bytes:
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is not None:
                page.write(number, place, cell)
    book.close()
    return path.read_bytes()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    raw = read(tmp_path, TEXT.replace(";", delimiter))
    assert raw.headers == ("Supplier", "Country", "Goods")
    assert raw.frame.row(0)[:3] == ("Exämple Mills", "Österreich", "yarn")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_any_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    frame = read(tmp_path, TEXT.encode(encoding)).frame
    assert frame.get_column("Country").to_list() == ["Österreich", "Côte d’Ivoire"]


def test_latin_1_reads_the_same_letters(tmp_path: Path) -> None:
    assert read(tmp_path, "Nom;Pays\nSociété;Espagne\n".encode("latin-1")).frame.item(0, 0) == "Société"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "name;country\nПример фабрика;Россия\n"),
        ("gb18030", "name,country\n示例纺织有限公司,中国\n"),
        ("cp1250", "name;country\nPříklad s.r.o.;Česko\nŁódź Przykład;Polska\n"),
    ],
)
def test_other_encodings_are_told_by_the_look_of_their_letters(
    tmp_path: Path, encoding: str, text: str
) -> None:
    raw = read(tmp_path, text.encode(encoding))
    assert raw.frame.item(0, 0) in text
    assert any("read as" in note for note in raw.notes)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_is_read(tmp_path: Path, ending: str) -> None:
    assert read(tmp_path, TEXT.replace("\n", ending)).frame.height == 2


def test_blank_lines_count_as_rows_as_in_a_spreadsheet(tmp_path: Path) -> None:
    frame = read(tmp_path, "name,country\nA,DE\n\nB,FR\n").frame
    assert frame.get_column("name").to_list() == ["A", None, "B"]


def test_the_first_row_number_counts_titles_and_headers(tmp_path: Path) -> None:
    raw = read(tmp_path, "Our list\n\nSupplier;Country\nA;DE\n")
    assert raw.first_row_number == 4
    assert "The header was found in row 3." in raw.notes


def test_quotes_that_open_nothing_are_ordinary_characters(tmp_path: Path) -> None:
    text = 'name,country,goods\n12" pipe works,DE,x\nB,FR,5" nails\nC,IT,"a, ""b"""\n'
    assert read(tmp_path, text).frame.select("name", "goods").rows() == [
        ('12" pipe works', "x"), ("B", '5" nails'), ("C", 'a, "b"')
    ]  # fmt: skip


def test_a_quote_that_is_never_closed_swallows_no_rows(tmp_path: Path) -> None:
    frame = read(tmp_path, 'name,country,goods\nA,DE,"x\n' + "B,FR,y\n" * 500).frame
    assert frame.height == 501


def test_line_breaks_inside_quotes_stay_in_their_cell(tmp_path: Path) -> None:
    frame = read(tmp_path, 'name,address\n"A","Long Road\nGate 4"\nB,x\n').frame
    assert frame.get_column("address").to_list() == ["Long Road\nGate 4", "x"]


def test_blocks_of_a_long_file_end_with_whole_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sniff, "BLOCK_BYTES", 512)
    rows = [f'Example {n},"Road {n}\nGate {n}",{"a" * (n % 90)}' for n in range(2_000)]
    frame = read(tmp_path, "name,address,goods\n" + "\n".join(rows) + "\n").frame
    assert frame.get_column("name").to_list() == [f"Example {n}" for n in range(2_000)]
    assert frame.get_column("address").to_list() == [f"Road {n}\nGate {n}" for n in range(2_000)]


def test_a_list_of_names_alone_may_hold_commas(tmp_path: Path) -> None:
    assert read(tmp_path, "Supplier\nExample, Ltd\nOther\n").frame.get_column("Supplier").to_list() == [
        "Example, Ltd",
        "Other",
    ]


def test_nul_characters_are_left_out_and_counted(tmp_path: Path) -> None:
    raw = read(tmp_path, b"name,country\nA\0B,DE\n\0C,FR\n")
    assert raw.frame.get_column("name").to_list() == ["AB", "C"]
    assert "2 NUL characters were left out." in raw.notes


def test_the_delimiter_that_excel_writes_above_the_header_is_obeyed(tmp_path: Path) -> None:
    raw = read(tmp_path, "sep=|\nname|country\nA, B|DE\n")
    assert (raw.frame.item(0, 0), raw.first_row_number) == ("A, B", 3)


def test_a_workbook_with_a_title_an_empty_column_and_two_sheets(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("Read me").write(0, 0, "Name of the person who made this")
    page = book.add_worksheet("Data")
    page.write(1, 2, "Suppliers of 2026")
    for place, cell in enumerate(["Supplier", "Country", "HS code", "Workers"], start=2):
        page.write(4, place, cell)
    for place, cell in enumerate(["Example Mills", "Bangladesh", 610910, 1234], start=2):
        page.write(6, place, cell)
    book.close()
    raw = supplier_list.read(tmp_path / "a.xlsx")
    assert (raw.kind, raw.first_row_number) == ("xlsx", 6)
    assert raw.frame.drop_nulls("Supplier").row(0)[-4:] == ("Example Mills", "Bangladesh", "610910", "1234")
    assert "Of 2 sheets, the sheet Data was read." in raw.notes


def test_parquet_lists_and_numbers_become_text(tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "Supplier": ["A", "B"],
            "Goods": [["x", "y"], None],
            "Workers": [5.0, None],
            "migrant_share": [0.1, 0.25],
        }
    ).write_parquet(tmp_path / "a.bin")
    frame = supplier_list.read(tmp_path / "a.bin").frame
    assert frame.rows() == [("A", "x|y", "5", "0.1"), ("B", None, None, "0.25")]


@pytest.mark.parametrize("shape", ["array", "object", "lines"])
def test_json_in_three_shapes(tmp_path: Path, shape: str) -> None:
    rows = [
        {
            "name": "A",
            "country": "DE",
            "goods": ["x", {"good": "y"}],
            "inputs": [{"good": "cotton", "origin": "China"}],
        },
        {
            "name": "B",
            "answers": {"workers_locked_in": "yes"},
            "controls": {"inputs_traced": "written"},
            "tier": 1,
        },
    ]
    text = {
        "array": json.dumps(rows),
        "object": json.dumps({"suppliers": rows}),
        "lines": "\n".join(map(json.dumps, rows)),
    }
    raw = read(tmp_path, text[shape])
    found = raw.frame.to_dicts()
    assert raw.kind == "json"
    assert (found[0]["goods"], found[0]["inputs"]) == ("x|y", "cotton@China")
    assert (found[1]["a_workers_locked_in"], found[1]["c_inputs_traced"], found[1]["tier"]) == (
        "yes",
        "written",
        "1",
    )


def test_json_items_may_lie_across_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "BLOCK_BYTES", 61)
    rows = [{"name": f"Exämple {n} 示例", "goods": ["ü" * (n % 40)]} for n in range(300)]
    assert read(tmp_path, json.dumps(rows, ensure_ascii=False)).frame.get_column("name").to_list() == [
        r["name"] for r in rows
    ]


def test_a_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    content = a_workbook(tmp_path / "x.xlsx", [["Supplier"], ["A"]])
    assert read(tmp_path, content, "list.csv").kind == "xlsx"
    assert read(tmp_path, "Supplier\nA\n", "list.xlsx").kind == "csv"


def test_a_stream_is_read_like_a_file() -> None:
    assert supplier_list.read(io.BytesIO(TEXT.encode())).frame.height == 2


def test_a_dash_is_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert supplier_list.read("-").frame.height == 2


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    raw = read(tmp_path, TEXT)
    assert raw.frame.equals(raw.frame)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "is empty"), (b"\n \n\n", "holds no text"), (b"name,country\n", "has a header but no suppliers"),
        (b"Example,Germany\nOther,France\n", "say which one is"), (b"%PDF-1.7 ...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "is a picture"), (b"\x1f\x8b\x08....", "unpack it first"), (b"<html><body>", "is a web page"),
        (b"PK\x03\x04junk", "is damaged"), (b"PAR1junkjunk", "damaged Parquet"), (b'[{"name": "A"}, {"na', "is damaged"),
        (b"[]", "holds no suppliers"), (b'["a", "b"]', "is not an object"), (b'[{"name":' + b"[" * 100_000, "nested too deeply"),
        (b'[{"goods": 1}]', "say which one is"), (b"42", "is JSON, but holds no suppliers"), (b"[1, 2]", "is JSON, but"),
        (b'"A"', "is JSON, but"), (b'{"name" "A"}\n{"name" "B"}\n', "line 1 is broken JSON"),
        (b'{"name": "A\n{"name": "B\n', "in line 1"), (b'{"a": 1}', "say which one is"),
        (b'[\n{"name": "A"},\n{"name" "B"},\n{"name": "C"}\n]', "in line 3"),
        (b'{"suppliers": [\n{"name": "A"},\n{"name" "B"},\n{"name": "C"}\n]}', "in line 3"),
        (b'[{"name": "A"}]\n[{"name": "B"}]', "more follows"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_one_sentence(tmp_path: Path, content: bytes, part: str) -> None:
    sentence = refusal(tmp_path, content)
    assert part in sentence
    assert "list.csv" in sentence
    assert sentence.endswith(".") and "\n" not in sentence and "Traceback" not in sentence


def test_a_damaged_line_far_into_a_long_array_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sniff, "BLOCK_BYTES", 100)
    lines = [f'{{"name": "Exämple {n}"}},' for n in range(500)]
    lines[321] = '{"name": "broken" "x"},'
    assert "in line 323:" in refusal(tmp_path, "[\n" + "\n".join(lines) + "\n]")


def test_lines_are_read_whole_wherever_a_block_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "BLOCK_BYTES", 7)
    lines = [f'{{"name": "Exämple {n}"}}' for n in range(50)]
    raw = read(tmp_path, "\r\n".join(lines))
    assert raw.frame.get_column("name").to_list() == [f"Exämple {n}" for n in range(50)]
    assert raw.first_row_number == 1


def test_objects_over_several_lines_one_after_another_are_read(tmp_path: Path) -> None:
    text = "\n".join(json.dumps({"name": name, "country": "DE"}, indent=2) for name in "ABC")
    assert read(tmp_path, text).frame.get_column("name").to_list() == ["A", "B", "C"]


def test_half_characters_and_endless_numbers_of_json_are_text(tmp_path: Path) -> None:
    frame = read(tmp_path, '[{"name": "A\\ud800", "workers": ' + "1" * 5_000 + ', "a\\udfff": 1}]').frame
    assert frame.item(0, "name") == "A?" and frame.item(0, "workers") == "1" * 5_000


def test_a_line_that_never_ends_is_refused(tmp_path: Path) -> None:
    text = '{"name": "A"}\n{"name": "' + "x" * (5 * 1024**2) + '"}\n'
    assert "Line 2 of list.csv has more than" in refusal(tmp_path, text)


def test_random_bytes_are_refused(tmp_path: Path) -> None:
    assert "not text" in refusal(tmp_path, bytes(range(256)) * 20)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="is a folder"):
        supplier_list.read(tmp_path)
    with pytest.raises(UnusableInputError, match="does not exist"):
        supplier_list.read(tmp_path / "none.csv")


def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(TEXT)
    path.chmod(0)
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    try:
        with pytest.raises(UnusableInputError, match="permission denied"):
            supplier_list.read(path)
    finally:
        if superuser:
            os.seteuid(0)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("suppliers.csv", TEXT)
    with pytest.raises(UnusableInputError, match="unpack it first"):
        supplier_list.read(tmp_path / "a.zip")


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sniff, "MAX_BYTES", 20)
    assert "split it" in refusal(tmp_path, TEXT)
    with pytest.raises(UnusableInputError, match="split it"):
        supplier_list.read(io.BytesIO(TEXT.encode()))


def test_a_damaged_workbook_is_refused_wherever_the_damage_is(tmp_path: Path) -> None:
    content = a_workbook(
        tmp_path / "x.xlsx", [["Supplier", "Country"], *([f"Example {n}", "DE"] for n in range(200))]
    )
    for start in range(0, len(content) - 40, 97):
        damaged = content[:start] + bytes(40) + content[start + 40 :]
        try:
            _ = read(tmp_path, damaged).frame
        except UnusableInputError as error:
            assert "\n" not in error.sentence
