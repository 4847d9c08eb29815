"""The matcher's error rates: docs/matching.md is what the command makes, and no group falls below its floor."""

from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

from tests.matching.made_by_rule import DIFFERENT, QUESTION, SAME, made_pairs
from tests.matching.set_floors import ENOUGH_FOUND, ENOUGH_UNLISTED
from tolpuddle.desk.documents.matching_chart import chart
from tolpuddle.desk.documents.matching_figures import GROUPS, Measured, Share, figures, folded, lines, measure
from tolpuddle.desk.documents.matching_labels import form_of, length_of, read_labels, script_of
from tolpuddle.desk.documents.matching_page import page
from tolpuddle.desk.editions import open_edition
from tolpuddle.ingest.reference.licences import OPEN_LICENCES
from tolpuddle.kernel.errors import UnusableInputError

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
FLOORS: list[dict[str, Any]] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))["floors"]
ALSO_OPEN = {"OGL-UK-3.0", "PDL-1.0"}


@cache
def measured() -> Measured:
    return measure(read_labels(HERE), open_edition(None))


@cache
def shares() -> dict[str, Share]:
    return figures(measured())


def table(name: str) -> pl.DataFrame:
    return pl.read_csv(HERE / name, infer_schema=False)


def test_the_page_says_what_is_measured() -> None:
    assert (DOCS / "matching.md").read_text(encoding="utf-8") == page(measured()), "run `make docs`"


def test_the_chart_shows_what_is_measured() -> None:
    assert (DOCS / "matching.svg").read_text(encoding="utf-8") == chart(measured()), "run `make docs`"


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor["figure"])
def test_no_group_falls(floor: dict[str, Any]) -> None:
    found = shares()[floor["figure"]]
    assert found.value is not None
    assert floor.get("at_least", 0.0) <= found.value <= floor.get("at_most", 1.0), (
        f"{found.hits} of {found.of} now, {floor['measured']} when the floor was set"
    )


def test_every_group_that_is_large_enough_has_a_floor() -> None:
    kept = {floor["figure"] for floor in FLOORS}
    for by in GROUPS:
        for line in lines(measured(), by):
            for what, enough in (("names_found", ENOUGH_FOUND), ("names_false", ENOUGH_UNLISTED)):
                share: Share = getattr(line, what)["possible"]
                if share.of >= enough:
                    assert f"{by}/{line.group}/{what}/possible" in kept, line.group


def test_made_pairs_are_what_the_rules_make() -> None:
    base = [
        (name, country or "")
        for name, country in table("base_names.csv").select("name", "country").iter_rows()
    ]
    made = {(f"made: {one.rule}", one.expected, one.left, one.right) for one in made_pairs(base)}
    kept = table("labelled_pairs.csv").filter(pl.col("kind").str.starts_with("made: "))
    rows = set(kept.select("kind", "expected", "left_name", "right_name").iter_rows())
    assert rows <= made
    assert {kind.removeprefix("made: ") for kind, *_ in rows} >= {*SAME, *QUESTION, *DIFFERENT}


def test_every_row_has_a_source_that_is_described_and_an_open_licence() -> None:
    sources = (HERE / "SOURCES.md").read_text(encoding="utf-8")
    for name in ("labelled_pairs.csv", "unlisted_names.csv", "base_names.csv"):
        rows = table(name)
        assert rows.select("source", "licence").null_count().sum_horizontal().item() == 0
        assert set(rows["licence"]) <= OPEN_LICENCES | ALSO_OPEN
        for source, licence in rows.select("source", "licence").unique().iter_rows():
            assert f"| `{source}` | {licence} |" in sources


def test_no_pair_stands_twice_and_no_unlisted_name_is_in_a_pair() -> None:
    pairs, unlisted = table("labelled_pairs.csv"), table("unlisted_names.csv")
    keys = [tuple(sorted(map(folded, row))) for row in pairs.select("left_name", "right_name").iter_rows()]
    assert len(set(keys)) == len(keys)
    assert all(left != right for left, right in keys)
    assert not {folded(name) for name in unlisted["name"]} & {name for key in keys for name in key}


def test_an_interval_is_wilsons() -> None:
    low, high = Share(8, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert Share(0, 10).interval[0] == 0.0
    assert Share(0, 0).value is None


@pytest.mark.parametrize(
    ("name", "script", "form", "length"),
    [
        ("Aksu Huafu Textiles Co., Ltd.", "Latin", "Co., Ltd.", "3 words"),
        (
            "Dräger Manufacturing Czech s.r.o.",
            "Latin with marks",
            "s.r.o., sp. z o.o., d.o.o., Kft.",
            "3 words",
        ),
        ("新疆中泰纺织有限公司", "Chinese", "公司, 会社 and others in Han", "written without spaces"),
        ("株式会社サカタのタネ", "Japanese", "公司, 会社 and others in Han", "written without spaces"),
        ("Mark Fashions Wear Pvt Ltd", "Latin", "Private Ltd, Pte, Sdn Bhd", "3 words"),
        ("ООО Ромашка", "Cyrillic", "ООО, АО, JSC (Russian law)", "1 word"),
        ("GSweet", "Latin", "none seen", "1 word"),
    ],
)
def test_a_name_is_put_into_its_groups(name: str, script: str, form: str, length: str) -> None:
    assert (script_of(name), form_of(name), length_of(name)) == (script, form, length)


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match=r"labelled_pairs\.csv"):
        read_labels(tmp_path)


def test_a_label_without_a_meaning_is_refused(tmp_path: Path) -> None:
    rows = (HERE / "labelled_pairs.csv").read_text(encoding="utf-8").splitlines()[:2]
    (tmp_path / "labelled_pairs.csv").write_text(
        "\n".join([rows[0], rows[1].replace(",same,", ",alike,")]), encoding="utf-8"
    )
    with pytest.raises(UnusableInputError, match="alike"):
        read_labels(tmp_path)
