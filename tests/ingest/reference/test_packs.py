"""A pack that is not as it should be is refused with file and line; a good one says so."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tolpuddle.desk.main import app
from tolpuddle.ingest.reference.packs.check import read_folder
from tolpuddle.ingest.reference.packs.family import read_packs
from tolpuddle.ingest.reference.packs.vocabulary import vocabulary_of
from tolpuddle.kernel.errors import EditionError

CURATED = Path(__file__).parents[3] / "reference" / "curated"
PACK = "domestic_work_agencies"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for name in ("sectors.csv", "ilo_indicators.csv", "actions.csv", "controls.csv", "evidence_kinds.csv"):
        shutil.copy(CURATED / name, tmp_path / name)
    shutil.copytree(CURATED / "packs", tmp_path / "packs")
    return tmp_path / "packs"


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in read_folder(folder, vocabulary_of(folder)).faults]


def changed(folder: Path, file: str, before: str, after: str) -> int:
    """Replace the first of these words; the line on which it stands."""
    path = folder / file
    text = path.read_text(encoding="utf8")
    at = text.index(before)
    path.write_text(text[:at] + after + text[at + len(before) :], encoding="utf8")
    return text[:at].count("\n") + 1


@pytest.mark.parametrize(
    "folder", sorted(path for path in (CURATED / "packs").iterdir()), ids=lambda p: p.name
)
def test_every_pack_that_ships_is_good(folder: Path) -> None:
    assert faults(folder) == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (",S,", ",X,", "certainty is X"),
        ("debt_bondage", "debt_bondages", "there is no indicator debt_bondages"),
        ("> 0", "> nought", "present_when: Here a number was expected"),
        (",practice,", ",habit,", "kind is habit"),
        ("act_repay_fees", "act_pay_back", "there is no action act_pay_back"),
        ("ILO Convention 181 Art. 3", "DOMAIN 4.2", "working note"),
        (",fees,", ",money,", "theme is money"),
        (",30,", ",31,", "points is a number from 0 to 30"),
        ("agy_subagents_undisclosed", "workers_pay_recruitment_fees", "another pack has this id"),
    ],
)
def test_what_is_wrong_in_a_statement_is_told_with_its_line(
    packs: Path, before: str, after: str, says: str
) -> None:
    folder = packs / PACK
    line = changed(folder, "statements.csv", before, after)
    assert any(fault.startswith(f"statements.csv:{line}: ") and says in fault for fault in faults(folder))


def test_a_weight_without_a_reason_is_refused(packs: Path) -> None:
    import csv

    path = packs / PACK / "statements.csv"
    with path.open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[3]["reason"] = ""
    with path.open("w", encoding="utf8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert any("there is no reason" in fault for fault in faults(packs / PACK))


def test_an_unknown_field_of_the_pack_is_told_with_its_line(packs: Path) -> None:
    line = changed(packs / PACK, "pack.yaml", "review_by:", "review_on:")
    told = faults(packs / PACK)
    assert f"pack.yaml:{line}: There is no field review_on" in told
    assert any("The field review_by is missing" in fault for fault in told)


def test_a_statement_without_a_case_is_told(packs: Path) -> None:
    changed(packs / PACK, "cases.yaml", "agy_penalty_bond_for_leaving:", "agy_family_guarantor:")
    (packs / PACK / "cases.yaml").write_text("[]")
    assert any("no case shows it present" in fault for fault in faults(packs / PACK))


def test_a_case_with_an_answer_out_of_range_is_told_with_its_line(packs: Path) -> None:
    line = changed(packs / PACK, "cases.yaml", "answer: '1600 USD'", "answer: '1600'")
    assert any(
        fault.startswith(f"cases.yaml:{line}: ") and "currency" in fault for fault in faults(packs / PACK)
    )


def test_yaml_that_is_none_is_told_with_its_line(packs: Path) -> None:
    (packs / PACK / "cases.yaml").write_text("- case: x\n  supplier: {country: SAU\n- case: y\n")
    assert any(fault.startswith("cases.yaml:3: This is no YAML") for fault in faults(packs / PACK))


def test_a_pack_with_faults_stops_the_edition(packs: Path) -> None:
    line = changed(packs / PACK, "statements.csv", ",practice,", ",habit,")
    with pytest.raises(EditionError, match=f"{PACK}/statements.csv:{line}: .*habit"):
        read_packs(packs)


def test_the_command_tells_file_and_line_and_ends_with_one(packs: Path) -> None:
    line = changed(packs / PACK, "statements.csv", ",practice,", ",habit,")
    done = CliRunner().invoke(app, ["pack", "check", str(packs / PACK)])
    assert done.exit_code == 1
    assert f"statements.csv:{line}: " in done.output and " wrong." in done.output


def test_the_command_lists_and_shows_the_packs_of_an_edition() -> None:
    listed = CliRunner().invoke(app, ["pack", "list"])
    assert listed.exit_code == 0 and PACK in listed.output
    shown = CliRunner().invoke(app, ["pack", "show", PACK])
    assert shown.exit_code == 0 and "agy_worker_fee_total" in shown.output
    assert CliRunner().invoke(app, ["pack", "show", "nothing"]).exit_code == 2
