"""Zip bombs and sheets without end are refused before a parser sees them."""

import struct
import zipfile
from pathlib import Path

import pytest

from tolpuddle.ingest.readers import supplier_list, workbook_bounds
from tolpuddle.kernel.errors import UnusableInputError

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def a_workbook(path: Path, sheet: str, shared: str = "", extra: dict[str, bytes] | None = None) -> Path:
    """A small workbook by hand: sheet is the content of sheetData, shared that of the shared strings."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


SUPPLIERS = f'<row r="1">{text_cell("A1", "Supplier")}</row><row r="2">{text_cell("A2", "Example")}</row>'


def refusal(path: Path) -> str:
    with pytest.raises(UnusableInputError) as caught:
        supplier_list.read(path)
    return caught.value.sentence


def test_a_workbook_by_hand_is_read(tmp_path: Path) -> None:
    assert supplier_list.read(a_workbook(tmp_path / "a.xlsx", SUPPLIERS)).frame.item(0, 0) == "Example"


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", SUPPLIERS, extra={"xl/media/a.bin": bytes(60 * 1024**2)})
    assert "times its size" in refusal(path)


def test_a_workbook_that_unpacks_beyond_the_total_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_bounds, "MAX_INFLATED_BYTES", 10_000)
    path = a_workbook(tmp_path / "a.xlsx", SUPPLIERS, extra={"xl/media/a.bin": b"x" * 20_000})
    assert "unpacks to" in refusal(path)


def test_a_part_that_is_larger_than_the_directory_says_is_caught_while_inflating(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", SUPPLIERS + "<row/>" * 100_000)
    content = bytearray(path.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        if content[at + 46 :].startswith(b"xl/worksheets/sheet1.xml"):
            struct.pack_into("<I", content, at + 24, 500)
        at += 4
    path.write_bytes(content)
    assert "larger than it says" in refusal(path)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    extra = {f"xl/media/{number}.bin": b"" for number in range(workbook_bounds.MAX_ENTRIES)}
    assert "parts" in refusal(a_workbook(tmp_path / "a.xlsx", SUPPLIERS, extra=extra))


@pytest.mark.parametrize("place", ["XFD1048576", "ZZ900000"])
def test_a_stray_cell_far_away_does_not_make_room_for_millions(tmp_path: Path, place: str) -> None:
    number = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sheet = f'{SUPPLIERS}<row r="{number}">{text_cell(place, "x")}</row>'
    assert "spans" in refusal(a_workbook(tmp_path / "a.xlsx", sheet))


def test_a_long_text_shared_by_very_many_cells_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_bounds, "MAX_EXPANDED_BYTES", 1_000_000)
    shared = f"<si><t>Supplier</t></si><si><t>{'x' * 30_000}</t></si>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(2, 200))
    assert "repeated" in refusal(
        a_workbook(tmp_path / "a.xlsx", f'<row r="1"><c r="A1" t="s"><v>0</v></c></row>{rows}', shared)
    )


def test_many_cells_beside_one_long_text_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_bounds, "MAX_EXPANDED_BYTES", 1_000_000)
    shared = f"<si><t>Supplier</t></si><si><t>{'x' * 30_000}</t></si>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 200))
    path = a_workbook(tmp_path / "a.xlsx", f'<row r="1"><c r="A1" t="s"><v>0</v></c></row>{rows}', shared)
    assert supplier_list.read(path).frame.height == 198


def test_a_workbook_with_a_password_says_so(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", SUPPLIERS)
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert "password" in refusal(path)
