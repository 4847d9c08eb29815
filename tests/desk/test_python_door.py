"""`import tolpuddle.desk as td`: the same readings from a frame, a path and the command line; light to start."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import tolpuddle.desk as td
from tests.desk.running import here
from tolpuddle.kernel.errors import EditionError, NotFoundError, UnusableInputError
from tolpuddle.kernel.frames import TABULAR_COLUMNS

FRAME = pl.DataFrame(
    {
        "Lieferant": ["Example Kiln", "Example Cotton", "Example Partner"],
        "Land": ["Nepal", "Turkmenistan", None],
        "Ware": ["Ziegel", "Baumwolle", None],
        "Beschäftigte": [60, 400, None],
    }
)


def test_a_frame_and_a_file_read_alike(tmp_path: Path) -> None:
    source, result = tmp_path / "list.csv", tmp_path / "out.parquet"
    FRAME.write_csv(source, separator=";")
    by_frame, by_path = td.screen(FRAME.lazy()), td.screen(str(source))
    assert by_frame.columns[: len(TABULAR_COLUMNS)] == list(TABULAR_COLUMNS)
    assert_frame_equal(by_frame.drop("row"), by_path.drop("row"))
    assert here("screen", source, "-o", result).returncode == 0
    assert_frame_equal(pl.read_parquet(result), by_path)
    assert sorted(by_path.get_column("priority_rank")) == [1, 2, 3]
    assert by_path.filter(pl.col("name") == "Example Partner").item(0, "priority") == "insufficient_data"


def test_the_door_says_why_it_cannot(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError):
        td.screen(tmp_path / "missing.csv")
    with pytest.raises(EditionError):
        td.screen(FRAME, edition="1066.1")
    with pytest.raises(NotFoundError):
        td.screen(
            pl.DataFrame(
                {"name": [None], "country": ["Nepal"]}, schema={"name": pl.String, "country": pl.String}
            )
        )


def test_help_and_import_need_none_of_the_heavy_parts() -> None:
    heavy = "polars", "grpc", "rich.console", "kafka", "sqlalchemy", "fastapi", "xlsxwriter", "opentelemetry"
    for module in ("tolpuddle.desk", "tolpuddle.desk.main"):
        code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n", module


@pytest.mark.parametrize(
    "arguments", [("--help",), ("screen", "--help"), ("reference", "--help"), ("version",)]
)
def test_help_and_version_end_well(arguments: tuple[str, ...]) -> None:
    done = here(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_editions_are_listed_verified_and_compared() -> None:
    assert "2026.1  published" in here("reference", "list").stdout
    same = here("reference", "diff", "2026.1", "2026.1")
    assert (same.returncode, same.stdout) == (0, "0 files differ.\n")
    held = here("reference", "verify")
    assert held.stdout.endswith("nothing wrong found.\n"), held.stdout
