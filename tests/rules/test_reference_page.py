"""Whatever a person can set, meet or type is explained in docs/."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.main

from tolpuddle.desk.main import app
from tolpuddle.gateway.problems import STATUS
from tolpuddle.gateway.settings import GatewaySettings
from tolpuddle.ingest.settings import IngestSettings
from tolpuddle.kernel import errors, frames, telemetry_names, topics
from tolpuddle.kernel.environment import describe
from tolpuddle.scoring.core.factors.every import FACTORS
from tolpuddle.scoring.settings import ScoringSettings

ROOT = Path(__file__).resolve().parents[2]
EDITION = ROOT / "reference/2026.1"


@cache
def docs() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))


def column(file: str, name: str) -> list[str]:
    with (EDITION / file).open(encoding="utf-8", newline="") as stream:
        return [row[name] for row in csv.DictReader(stream)]


def commands() -> Iterator[str]:
    for name, command in vars(typer.main.get_command(app))["commands"].items():
        for sub in getattr(command, "commands", {"": None}):
            yield f"tolpuddle {name} {sub}".strip()


def everything() -> Iterator[tuple[str, list[str]]]:
    for settings in (IngestSettings, ScoringSettings, GatewaySettings):
        yield f"settings of {settings.owner}", [line.variable for line in describe(settings)]
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    yield "errors", [kind.code for kind in kinds if issubclass(kind, errors.TolpuddleError)]
    yield "problems", list(STATUS)
    yield "topics", [topic.name for topic in topics.ALL]
    yield "metrics", [metric.name for metric in telemetry_names.METRICS]
    yield "spans", [span.name for span in telemetry_names.SPANS]
    yield "factors", [factor.id for factor in FACTORS]
    yield "statements", [f"a_{name}" for name in column("statements.csv", "statement_id")]
    yield "controls", [f"c_{name}" for name in column("controls.csv", "control_id")]
    for contract in (frames.SUPPLIER_COLUMNS, frames.ASSESSMENT_COLUMNS, frames.REJECT_COLUMNS):
        yield "columns", [each.name for each in contract]
    yield "commands", list(commands())


@pytest.mark.parametrize(("what", "names"), [pytest.param(*each, id=each[0]) for each in everything()])
def test_everything_is_documented(what: str, names: list[str]) -> None:
    assert names, what
    missing = [name for name in names if f"`{name}`" not in docs()]
    assert not missing, f"{what}: run `make docs`"


def test_make_prints_what_there_is() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    for target in ("setup", "demo", "test", "up", "check", "fmt", "proto", "docs", "bench", "check-deploy"):
        assert any(line.startswith(f"{target}:") and "## " in line for line in lines), target


def test_what_stands_in_the_reference_has_words_beside_it() -> None:
    page = (ROOT / "docs/reference.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    assert not [row for row in rows if row.removesuffix(" |").endswith((" |", "|  "))]
