"""The words of the product: terms that must not stand in anything a person can read (docs/words.md says why)."""

import csv
import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RULES = yaml.safe_load((ROOT / "docs/words.yaml").read_text())
READ_BY_PEOPLE = (
    "**/*.html",
    "**/*.j2",
    "**/*.md",
    "**/*.csv",
    "**/*.yaml",
    "**/*.py",
    "**/*.proto",
    "**/*.typ",
)
LEFT_OUT = (
    "docs/words.yaml", "docs/words.md", "tests/", "proto/gen/", "uv.lock", ".venv", ".tools", "node_modules", "build/", "dist/",
    "demo-output/", "data/", "bench/results",
)  # fmt: skip
WORDS_OTHERS_WRITE = (
    "goods_guards",
    "good_synonyms",
    "sector_words",
    "country_aliases",
    "places.csv",
    "headers.yaml",
    "cell_words",
    "name_words",
)
"""Files of words that are recognised in what others write, and never shown."""


ALSO = re.compile(r"^- Also known as .*")
"""Line of a page about a pack that shows the column `also`: ids as they once were, so that old answers are found."""


def without_also(path: Path, lines: list[str]) -> list[str]:
    """The lines with `_` as a space, so that ids are read too, but without the other ids of a statement.

    Those are how others call it, or how it was called: answers under them are still taken.
    """
    if path.suffix == ".csv" and lines and "also" in (head := lines[0].split(",")):
        at = head.index("also")
        lines = [",".join(row[:at] + row[at + 1 :]) for row in csv.reader(lines)]
    return [ALSO.sub("", line).replace("_", " ") for line in lines]


@cache
def texts() -> list[tuple[Path, list[str]]]:
    found = {path for pattern in READ_BY_PEOPLE for path in ROOT.glob(pattern)}
    read = [
        path
        for path in sorted(found)
        if not path.relative_to(ROOT).as_posix().startswith(LEFT_OUT)
        and not any(word in path.name for word in WORDS_OTHERS_WRITE)
    ]
    return [(path, without_also(path, path.read_text(encoding="utf-8").splitlines())) for path in read]


@pytest.mark.parametrize("term", RULES["banned"], ids=lambda term: term["word"])
def test_a_banned_term_stands_nowhere(term: dict[str, str]) -> None:
    pattern = re.compile(term["pattern"], re.IGNORECASE)
    allowed = [re.compile(p, re.IGNORECASE) for p in term.get("allowed", [])]
    hits = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path, lines in texts()
        for number, line in enumerate(lines, 1)
        if pattern.search(line) and not any(a.search(line) for a in allowed)
    ]
    assert not hits, f"say “{term['say']}” instead:\n" + "\n".join(hits[:20])


def test_the_lint_finds_a_banned_term_where_one_stands() -> None:
    line = "This supplier is certified slavery-free and low risk."
    found = [t["word"] for t in RULES["banned"] if re.search(t["pattern"], line, re.IGNORECASE)]
    assert len(found) >= 2


def test_an_id_is_read_as_words_and_the_old_ids_of_a_statement_are_left_out() -> None:
    lines = ["statement_id,also,question", "some_runaway_bond,,How?", "some_bond,some_runaway_bond,How?"]
    assert without_also(Path("statements.csv"), lines)[1:] == ["some runaway bond,How?", "some bond,How?"]
    page = ["### `some_runaway_bond`", "- Also known as `some_runaway_bond`."]
    assert without_also(Path("pack.md"), page) == ["### `some runaway bond`", ""]


def test_every_banned_term_has_a_reason_and_a_word_to_use() -> None:
    assert all(term["why"] and term["say"] for term in RULES["banned"])
