"""What is generated and committed is what its sources say."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_contract_code_is_what_the_generator_makes(tmp_path: Path) -> None:
    protos = sorted(
        p.relative_to(ROOT / "proto").as_posix() for p in (ROOT / "proto/tolpuddle").rglob("*.proto")
    )
    common = [sys.executable, "-m", "grpc_tools.protoc", "-I."]
    calls = (
        [*common, f"--python_out={tmp_path}", f"--pyi_out={tmp_path}", *protos],
        [*common, f"--grpc_python_out={tmp_path}", "tolpuddle/v1/scoring_service.proto"],
    )
    for call in calls:
        done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=ROOT / "proto")
        assert done.returncode == 0, done.stderr
    made = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*.py*")}
    kept = {
        p.relative_to(ROOT / "proto/gen").as_posix(): p.read_bytes()
        for p in (ROOT / "proto/gen").rglob("*.py*")
        if "__pycache__" not in p.parts
    }
    assert made.keys() == kept.keys() and made
    different = [name for name in made if made[name] != kept[name]]
    assert not different, f"run `make proto`: {different}"


def test_the_reference_page_is_what_the_code_says(tmp_path: Path) -> None:
    from tolpuddle.desk.documents.reference_page import page

    assert (ROOT / "docs/reference.md").read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_asyncapi_document_is_what_the_code_says() -> None:
    from tolpuddle.desk.documents.asyncapi_page import page

    assert (ROOT / "docs/asyncapi.yaml").read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_pages_of_packs_are_what_the_edition_says() -> None:
    from tolpuddle.desk.documents.packs_page import pages
    from tolpuddle.kernel.edition_files import open_edition

    made = pages(open_edition(ROOT / "reference/2026.1"))
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs/packs").glob("*.md")}
    assert kept == made, "run `make docs`"
