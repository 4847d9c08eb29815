"""The wheel alone, in an empty environment outside the repository: screens the sample, verifies it, adds one name."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def uv() -> str:
    found = next((str(p) for p in (ROOT / ".tools/bin/uv",) if p.is_file()), None) or shutil.which("uv")
    assert found, "uv is fetched by make; run `make setup`"
    return found


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(uv(), "build", "--wheel", "--quiet", "--out-dir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_adds_one_import_name(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"tolpuddle"}


def test_the_wheel_carries_the_edition_and_no_build_folders(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "tolpuddle/reference/2026.1/manifest.yaml" in names
    assert not [name for name in names if "/curated/" in name or name.startswith("tolpuddle/__init__")]


@pytest.mark.slow
def test_the_wheel_alone_screens_the_sample_and_verifies_its_receipts(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "empty"
    run(uv(), "venv", "--quiet", "--python", sys.executable, environment, cwd=tmp_path)
    python = environment / "bin/python"
    run(uv(), "pip", "install", "--quiet", "--python", python, wheel, cwd=tmp_path)
    program = environment / "bin/tolpuddle"
    said = run(program, "demo", "--out", tmp_path / "out", cwd=tmp_path).stdout
    assert "suppliers screened" in said
    verified = run(program, "verify", tmp_path / "out/sample.parquet", cwd=tmp_path).stdout
    assert verified.startswith("All ") and "receipts hold" in verified
    door = "import tolpuddle.desk as td; print(td.screen('list.csv').height)"
    (tmp_path / "list.csv").write_text("name,country,goods\nExample Mill,Portugal,Cotton\n")
    assert run(python, "-c", door, cwd=tmp_path).stdout.strip() == "1"
    (tmp_path / "ours.csv").write_text("Name,Country\nExample Mill,Portugal\n")
    run(program, "reference", "import", "own:ours", "ours.csv", "--edition", "ours", cwd=tmp_path)
    run(program, "screen", "list.csv", "-o", "result.csv", "--edition", "reference/ours", cwd=tmp_path)
    assert "Own list ours" in (tmp_path / "result.csv").read_text()
