"""Building an edition: the same bytes each time, bounds and licences checked before anything is written."""

from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference import dol, state_imposed
from tolpuddle.ingest.reference.build import build
from tolpuddle.ingest.reference.manifest import FIELDS
from tolpuddle.ingest.reference.seal import copy_rules, seal
from tolpuddle.ingest.reference.table import Table
from tolpuddle.ingest.reference.verify import verify
from tolpuddle.kernel.edition_files import open_edition, read_manifest
from tolpuddle.kernel.errors import EditionError

SMALL = {"state_imposed": state_imposed.build}


def a_table(**changes: object) -> Table:
    fields: dict[str, object] = {
        "file": "things.csv",
        "frame": pl.DataFrame({"id": ["a", "b"], "share": ["0.5", None]}),
        "title": "Things",
        "source": "A book",
        "publisher": "Us",
        "licence": "CC0-1.0",
        "attribution": "Us",
        "retrieved": "2030-01-01",
        "min_rows": 1,
        "max_rows": 5,
        "complete": True,
        "dtypes": {"share": "decimal"},
    }
    return Table(**{**fields, **changes})  # pyright: ignore[reportArgumentType]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_builds_of_the_same_sources_are_identical_to_the_byte(
    sources: Path, curated: Path, tmp_path: Path
) -> None:
    families = {**SMALL, "dol": lambda s, c: [_loosened(table) for table in dol.build(s, c)]}
    first, second = tmp_path / "one" / "2030.1", tmp_path / "two" / "2030.1"
    build(sources, first, curated, families=families)
    build(sources, second, curated, families=families)
    assert contents(first) == contents(second)
    assert set(contents(first)) > {"listed_goods.csv", "bands.yaml", "manifest.yaml"}


def test_a_built_edition_opens_with_its_types(curated: Path, sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "2030.1"
    build(sources, out, curated, families={"things": lambda _s, _c: [a_table()]})
    assert open_edition(out).tables["things"].rows() == [("a", 0.5), ("b", None)]


def test_every_entry_of_the_manifest_has_every_field(sources: Path, curated: Path, tmp_path: Path) -> None:
    out = tmp_path / "2030.1"
    build(sources, out, curated, families=SMALL)
    name, entries = read_manifest(out)
    assert name == "2030.1"
    assert [tuple(entry) for entry in entries.values()] == [FIELDS, FIELDS]


def test_a_partial_build_leaves_the_other_tables_alone(sources: Path, curated: Path, tmp_path: Path) -> None:
    out = tmp_path / "2030.1"
    families = {**SMALL, "things": lambda _s, _c: [a_table()]}
    build(sources, out, curated, families=families)
    before = contents(out)
    build(sources, out, curated, families=families, only=["things"])
    assert contents(out) == before


def test_a_table_that_is_built_no_longer_leaves_the_edition(
    sources: Path, curated: Path, tmp_path: Path
) -> None:
    out = tmp_path / "2030.1"
    build(sources, out, curated, families={**SMALL, "things": lambda _s, _c: [a_table()]})
    build(sources, out, curated, families=SMALL)
    assert set(contents(out)) == {"bands.yaml", "manifest.yaml", "state_imposed.csv"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"min_rows": 3}, "has 2 rows; between 3 and 5"),
        ({"max_rows": 1}, "has 2 rows; between 1 and 1"),
        ({"licence": "all rights reserved"}, "not known to be open: all rights reserved"),
        ({"dtypes": {"share": "number"}}, "no good type for share"),
        ({"dtypes": {"gone": "string"}}, "no good type for gone"),
        ({"frame": pl.DataFrame({"id": [1]})}, "should hold text only; see id"),
    ],
)
def test_a_table_that_is_not_as_it_should_be_stops_the_build_before_writing(
    sources: Path, curated: Path, tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    out = tmp_path / "2030.1"
    with pytest.raises(EditionError, match=sentence):
        build(sources, out, curated, families={"things": lambda _s, _c: [a_table(**changes)]})
    assert not out.exists()


def test_two_families_may_not_build_the_same_file(sources: Path, curated: Path, tmp_path: Path) -> None:
    families = {"one": lambda _s, _c: [a_table()], "two": lambda _s, _c: [a_table()]}
    with pytest.raises(EditionError, match="Two families"):
        build(sources, tmp_path / "2030.1", curated, families=families)


def test_a_rule_file_edited_by_hand_is_sealed_again(sources: Path, curated: Path, tmp_path: Path) -> None:
    out = tmp_path / "2030.1"
    build(sources, out, curated, families=SMALL)
    (curated / "bands.yaml").write_text("high: 70\n", encoding="utf8")
    copy_rules(curated, out)
    assert verify(out) == [
        "The file bands.yaml of edition 2030.1 was changed: its hash is not the manifest's."
    ]
    assert seal(out) == ["bands.yaml"]
    assert open_edition(out).documents["bands"] == "high: 70\n"


def test_sealing_refuses_a_file_it_does_not_know(sources: Path, curated: Path, tmp_path: Path) -> None:
    out = tmp_path / "2030.1"
    build(sources, out, curated, families=SMALL)
    (out / "surprise.csv").write_text("a\n1\n", encoding="utf8")
    with pytest.raises(EditionError, match=r"surprise\.csv is not in the manifest"):
        seal(out)


def _loosened(table: Table) -> Table:
    """The same table without the bounds that fit the real sources only."""
    fields = {name: getattr(table, name) for name in Table.__slots__}
    return Table(**{**fields, "min_rows": 0})
