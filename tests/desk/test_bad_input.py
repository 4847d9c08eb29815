"""Bad input at the command line: one sentence and an exit code, the rest goes on, nothing half-written."""

import csv
import io
import json
import os
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tests.desk.running import COMMAND, environment, here, sentence, tolpuddle

HEADER = "Supplier ID,Name,Country,Products,Workers,Migrant share\n"
GOOD = "S1,Example Garments,Bangladesh,garments,850,12%\n"


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.csv"
    path.write_text(HEADER + GOOD)
    return path


def left_over(folder: Path) -> list[str]:
    """Files that a command left behind which nobody asked for."""
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "empty.csv is empty."),
        ("blank.csv", b"\n\n  \n", "is empty"),
        ("header.csv", HEADER.encode(), "has a header but no suppliers below it."),
        ("numbers.csv", b"1,2\n3,4\n", "--map"),
        ("page.csv", b"<html><body>no list</body></html>", "is a web page"),
        ("note.xlsx", b"%PDF-1.7 not a workbook", "is a PDF"),
        ("cut.xlsx", b"PK\x03\x04 this ends early", "damaged"),
        ("noise.csv", bytes(range(1, 32)) * 40, "not text"),
        ("list.json", b'[{"name": "Example"', "list.json"),
        ("cut.parquet", b"PAR1 and nothing more", "cut.parquet"),
    ],
)
def test_a_file_without_a_list_gives_one_sentence(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    done = here("screen", tmp_path / name, "-o", tmp_path / "result.csv")
    assert says in sentence(done)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_no_file_gives_one_sentence(tmp_path: Path) -> None:
    assert "does not exist" in sentence(here("screen", tmp_path / "missing.csv"))
    assert "is a folder" in sentence(here("screen", tmp_path))
    dangling = tmp_path / "link.csv"
    dangling.symlink_to(tmp_path / "nowhere")
    assert "does not exist" in sentence(here("screen", dangling))


def test_a_file_that_may_not_be_read_gives_one_sentence(a_list: Path) -> None:
    a_list.chmod(0)
    own = os.geteuid()
    if own == 0:  # who may read everything
        os.seteuid(65534)
    try:
        done = here("screen", a_list)
    finally:
        os.seteuid(own)
    assert "permission" in sentence(done)


def test_what_cannot_be_written_is_said_before_the_work(a_list: Path, tmp_path: Path) -> None:
    cases = {
        "result.docx": "end the name in .csv",
        "nowhere/result.csv": "There is no folder",
        "suppliers.csv": "is the supplier list itself",
    }
    for target, says in cases.items():
        assert says in sentence(here("screen", a_list, "-o", tmp_path / target))
    assert "no reference edition 1066.1" in sentence(here("screen", a_list, "--edition", "1066.1"))
    assert "HEADER=column" in sentence(here("screen", a_list, "--map", "Made in"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["suppliers.csv"]
    assert a_list.read_text() == HEADER + GOOD


def test_bad_rows_are_refused_whole_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        GOOD,
        "S2,,Nepal,bricks,60,\n",
        "S3,Example Castle,Atlantis,bricks,10,\n",
        "S4,Example Few,Nepal,bricks,-5,\n",
        "S5,Example Many,Nepal,bricks,9e99,\n",
        f"S6,Example Long,Nepal,{'bricks ' * 1500},10,\n",
        "S7,Example Nul\0 Byte,Nepal,bricks,10,\n",
        "S8,Example Share,Nepal,bricks,10,250%\n",
        "S9,Example Extra,Nepal,bricks,10,,,surplus\n",
        "S10,Example Last,Germany,bricks,10,\n",
    ]
    source, result, refused = (tmp_path / name for name in ("in.csv", "out.csv", "refused.csv"))
    source.write_text(HEADER + "".join(rows))
    done = here("screen", source, "-o", result, "--rejects", refused)
    assert done.returncode == 1, done.stderr
    kept = pl.read_csv(result).get_column("supplier_id").to_list()
    assert {"S1", "S10"} <= set(kept)
    rejects = {row["Supplier ID"]: row for row in csv.DictReader(io.StringIO(refused.read_text()))}
    assert set(kept) | set(rejects) == {f"S{number}" for number in range(1, 11)}
    assert not set(kept) & set(rejects)
    expected = {"S2": ("3", "name_missing"), "S3": ("4", "country_unknown")}
    for supplier, (row, code) in expected.items():
        assert (rejects[supplier]["row_number"], rejects[supplier]["code"]) == (row, code)
    assert rejects["S3"]["column"] == "Country" and "Atlantis" in rejects["S3"]["reason"]
    assert rejects["S6"]["Products"] == ("bricks " * 1500)
    assert all(row["reason"].endswith(".") for row in rejects.values())
    assert "row 3, Name:" in done.stderr
    assert here("verify", result).returncode == 0


def test_two_header_rows_are_read_or_said(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Supplier,Supplier,Goods\nName,Country,Description\nExample Kiln,Nepal,bricks\n")
    done = here("screen", source, "--json")
    assert done.returncode in (0, 1), done.stderr
    (only,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (only["name"], only["country"], only["row"]) == ("Example Kiln", "NPL", 3)


def test_the_name_of_a_file_decides_nothing(a_list: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "suppliers.xlsx"
    a_list.rename(wrong)
    assert here("screen", wrong, "-o", tmp_path / "result.csv").returncode == 0
    assert (tmp_path / "result.csv").is_file()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_cells_that_look_like_formulas_do_no_harm_and_receipts_hold(tmp_path: Path, kind: str) -> None:
    cells = ["=HYPERLINK(0)", "+1", "-1+2", "@SUM(A1)", "'=quoted"]
    source, result = tmp_path / "in.csv", tmp_path / f"out.{kind}"
    source.write_text(HEADER + "".join(f"F{n},{cell},Nepal,bricks,10,\n" for n, cell in enumerate(cells)))
    done = here("screen", source, "-o", result)
    assert done.returncode == 0, done.stderr
    if kind == "csv":
        names = [row["name"] for row in csv.DictReader(io.StringIO(result.read_text()))]
    else:
        names = pl.read_excel(result, sheet_name="Suppliers", infer_schema_length=0)["name"].to_list()
        with zipfile.ZipFile(result) as book:
            assert not [name for name in book.namelist() if b"<f>" in book.read(name)]
    assert names == [f"'{cell}" for cell in cells]
    held = here("verify", result)
    assert held.returncode == 0, held.stdout
    assert "=HYPERLINK(0)" in here("explain", result, "F0").stdout


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(400):
                sheet.write(b"0" * 2**20)
    assert bomb.stat().st_size < 2**20
    said = sentence(here("screen", bomb, "-o", tmp_path / "out.csv"))
    assert "bomb.xlsx" in said
    assert not (tmp_path / "out.csv").exists()


def test_a_full_disk_is_one_sentence_and_leaves_nothing(a_list: Path, tmp_path: Path) -> None:
    """/dev/full takes nothing; the command writes beside its target first, so the link stands for the part."""
    for kind in ("csv", "ndjson", "parquet", "xlsx", "html"):
        part = tmp_path / f".out.{kind}.part"
        part.symlink_to("/dev/full")
        # A workbook that is let go half-written speaks at the end of the process, if it is not kept from it.
        run = tolpuddle if kind == "xlsx" else here
        said = sentence(run("screen", a_list, "-o", tmp_path / f"out.{kind}"))
        assert "disk is full" in said, kind
        assert not (tmp_path / f"out.{kind}").exists()
        assert left_over(tmp_path) == []
    refused = tmp_path / ".refused.csv.part"
    refused.symlink_to("/dev/full")
    assert "disk is full" in sentence(here("screen", a_list, "--rejects", tmp_path / "refused.csv"))
    assert left_over(tmp_path) == []


def test_standard_input_and_a_map_of_headers(tmp_path: Path) -> None:
    content = "Wer;Woher;Was\nExample Ziegelei;Nepal;Ziegel\n".encode("cp1252")
    done = tolpuddle(
        "screen",
        "-",
        "--map",
        "Wer=name",
        "--map",
        "Woher=country",
        "--map",
        "Was=goods",
        "--json",
        stdin=content,
    )
    assert done.returncode == 0, done.stderr
    (only,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert only["country"] == "NPL" and [good["good"] for good in only["goods"]] == ["Bricks"]
    assert "Wer, Woher, Was" in sentence(tolpuddle("screen", "-", stdin=content))


def test_nothing_on_standard_input_is_one_sentence() -> None:
    assert "is empty" in sentence(tolpuddle("screen", "-", stdin=b""))


def test_a_result_that_is_none_is_one_sentence(a_list: Path, tmp_path: Path) -> None:
    assert "is no result of a screening" in sentence(here("verify", a_list))
    (tmp_path / "cut.json").write_text("[{")
    for name in ("cut.json", "missing.csv", "report.html"):
        assert name in sentence(here("verify", tmp_path / name))


def test_a_list_of_which_nothing_can_be_used_says_so(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Name,Country\n,Nepal\n,Peru\n")
    targets = [
        tmp_path / f"out.{kind}" for kind in ("csv", "xlsx", "parquet", "json", "ndjson", "html", "pdf")
    ]
    done = here("screen", source, *[part for target in targets for part in ("-o", target)])
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("0 suppliers screened")
    assert "2 rows could not be used" in done.stderr
    assert all(target.is_file() for target in targets)


def test_interrupted_in_the_middle_it_leaves_nothing(tmp_path: Path) -> None:
    source, result, spool = tmp_path / "in.csv", tmp_path / "out.csv", tmp_path / "spool"
    spool.mkdir()
    line = "Example {n},{n} Road,Nepal,bricks\n"
    source.write_text("Name,Address,Country,Goods\n" + "".join(line.format(n=n) for n in range(150_000)))
    process = subprocess.Popen(
        [*COMMAND, "screen", str(source), "-o", str(result)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(TMPDIR=str(spool)),
    )
    until = time.monotonic() + 60
    while not list(spool.iterdir()):
        assert process.poll() is None and time.monotonic() < until
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert said.splitlines() == ["tolpuddle: Stopped. Nothing half-written was left behind."]
    assert list(spool.iterdir()) == []
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["in.csv", "spool"]


def test_whoever_reads_the_output_may_go(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Name,Country,Goods\n" + "".join(f"Example {n},Nepal,bricks\n" for n in range(500)))
    process = subprocess.Popen(
        [*COMMAND, "screen", str(source), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdout is not None and process.stderr is not None
    assert json.loads(process.stdout.readline())["name"] == "Example 0"
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


@pytest.mark.slow
def test_a_file_of_200_megabytes_needs_bounded_memory(tmp_path: Path) -> None:
    source, result = tmp_path / "big.csv", tmp_path / "big.parquet"
    note = "x" * 1_900
    with source.open("w") as stream:
        stream.write("Supplier ID,Name,Country,Products,Remarks of our own\n")
        for n in range(105_000):
            stream.write(f"B{n},Example {n},Nepal,bricks,{note}\n")
    assert source.stat().st_size > 200_000_000
    process = subprocess.Popen(
        [*COMMAND, "screen", str(source), "-o", str(result)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(TMPDIR=str(tmp_path)),
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert pl.scan_parquet(result).select(pl.len()).collect().item() == 105_000
    assert usage.ru_maxrss < 1_500_000, "kilobytes at most"
