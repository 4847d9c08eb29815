"""Documents say what is so: files, links, commands and rules that they name exist, and the JSON has the fields they show."""

import json
import re
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import typer.main

from tests.desk.running import here
from tolpuddle.desk import main
from tolpuddle.kernel.applies_when import PLAIN

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    page.relative_to(ROOT).as_posix(): page.read_text(encoding="utf-8")
    for page in (
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        ROOT / "proto/README.md",
        ROOT / "reference/README.md",
    )
}
EVERY_PAGE = pytest.mark.parametrize("page", sorted(PAGES))
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in chain((ROOT / "services").rglob("*.py"), (ROOT / "reference/curated").rglob("*.*"))
)


def spans(page: str) -> list[str]:
    """What stands in backquotes, and the lines of fenced blocks."""
    return (
        re.findall(r"`([^`\n]+)`", PAGES[page])
        + "\n".join(re.findall(r"```\w*\n(.*?)```", PAGES[page], re.DOTALL)).splitlines()
    )


@EVERY_PAGE
def test_every_link_leads_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", PAGES[page])
    assert not [link for link in links if not ((ROOT / page).parent / link).exists()]


@EVERY_PAGE
def test_every_file_that_is_named_exists(page: str) -> None:
    named = {
        span.rstrip("/")
        for span in spans(page)
        if re.fullmatch(r"(tests|services|docs|reference|proto|deploy|bench)/[\w./-]+", span)
    }
    gone = {name for name in named if not (ROOT / name).exists()}
    assert {name for name in gone if re.search(r"/20\d\d\.[1-9]\d*$", name) is None} == set()


@EVERY_PAGE
def test_every_command_and_target_that_is_named_exists(page: str) -> None:
    group: Any = typer.main.get_command(main.app)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for span in spans(page):
        if found := re.match(r"(?:\.venv/bin/)?tolpuddle ([a-z-]+)(?: ([a-z][a-z-]*)\b)?", span):
            command = group.commands.get(found[1])
            assert command is not None, span
            below = getattr(command, "commands", None)
            assert below is None or found[2] is None or found[2] in below, span
        if found := re.match(r"make ([a-z-]+)", span):
            assert found[1] in targets, span


def test_every_decision_is_in_the_index() -> None:
    pages = sorted(path.name for path in (ROOT / "docs/adr").glob("0*.md"))
    listed = re.findall(r"\]\((0[\w-]+\.md)\)", PAGES["docs/adr/README.md"])
    assert listed == pages, "add it to docs/adr/README.md"


def test_every_rule_that_code_and_tables_cite_is_in_the_methodology() -> None:
    written = set(re.findall(r"^\*\*(R\d+)\.", PAGES["docs/methodology.md"], re.MULTILINE))
    assert set(re.findall(r"\bR\d+\b", CODE)) - written == set()


def test_the_page_about_packs_tells_every_condition_under_which_a_statement_is_asked() -> None:
    (line,) = [line for line in PAGES["docs/packs.md"].splitlines() if line.startswith("| `applies_when` |")]
    told = re.findall(r"`([^`]+)`", line)[1:]
    plain = tuple(each for each in told if re.fullmatch(r"\w+", each) and each != "and")
    assert plain == PLAIN
    assert [each.split()[0] for each in told if each not in (*PLAIN, "and")] == [
        "sector",
        "role",
        "<statement>",
    ]


def test_the_json_of_an_assessment_has_the_fields_that_are_shown() -> None:
    sample = files("tolpuddle.desk") / "sample/portfolio.csv"
    written = [json.loads(line) for line in here("screen", str(sample), "--json").stdout.splitlines()]
    (shown,) = re.findall(r"```json\n(.*?)```", PAGES["docs/results.md"], re.DOTALL)
    assert fields(written) == fields(json.loads(shown)), "show them in docs/results.md"


def fields(value: Any, path: str = "") -> set[str]:
    """Paths of all fields; ids of indicators are not told apart."""
    if isinstance(value, list):
        return set().union(*(fields(item, path) for item in value)) if value else set()
    if not isinstance(value, dict):
        return {path}
    named = {"*": list(value.values())} if path == "/indicators" else value
    return set().union(*(fields(item, f"{path}/{name}") for name, item in named.items())) | {path}
