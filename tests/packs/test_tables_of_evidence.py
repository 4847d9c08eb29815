"""What the shared tables of the packs promise: kinds of evidence, what each method sees, controls and actions."""

import csv
from itertools import product

import pytest

from tests.packs.reading_cases import PACKS

CURATED = PACKS.parent
UNSEEN_BY_ANNOUNCED = {"physical_and_sexual_violence", "intimidation_and_threats", "restriction_of_movement"}
FIRST_QUESTIONNAIRE = 35


def rows(file: str) -> list[dict[str, str]]:
    with (CURATED / file).open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


def ids(file: str) -> set[str]:
    return {next(iter(row.values())) for row in rows(file)}


def words(cell: str) -> set[str]:
    return {word for word in cell.split(";") if word}


INDICATORS = ids("ilo_indicators.csv")
EVIDENCE = rows("evidence_kinds.csv")
STATEMENTS = {folder.name: rows(f"packs/{folder.name}/statements.csv") for folder in sorted(PACKS.iterdir())}


def test_every_method_says_of_every_indicator_how_well_it_sees_it() -> None:
    held = [(row["source_kind"], row["indicator_id"]) for row in rows("detectability.csv")]
    assert sorted(held) == sorted(product({source for source, _ in held}, INDICATORS))
    assert {row["sees"] for row in rows("detectability.csv")} == {"good", "part", "poor", "none"}


def test_management_about_itself_sees_nothing_well() -> None:
    own = {row["sees"] for row in rows("detectability.csv") if row["source_kind"] == "questionnaire"}
    assert "good" not in own
    assert [row["cap_percent"] for row in EVIDENCE if row["source_kinds"] == "questionnaire"] == ["0"]


@pytest.mark.parametrize("row", EVIDENCE, ids=lambda row: row["evidence_id"])
def test_evidence_expires_is_capped_and_gives_its_reason(row: dict[str, str]) -> None:
    assert 0 < int(row["months"]) <= 24
    assert 0 <= int(row["cap_percent"]) <= 70
    assert row["conditions"] and row["reason"] and row["source"] and row["source_kinds"]
    assert words(row["indicators"]) | words(row["never"]) <= INDICATORS
    assert not words(row["indicators"]) & words(row["never"])


def test_an_announced_audit_never_lowers_violence_threats_or_movement() -> None:
    announced = [row for row in EVIDENCE if row["source_kinds"] == "audit_announced"]
    assert announced
    assert all(words(row["never"]) >= UNSEEN_BY_ANNOUNCED for row in announced)


def test_what_workers_drive_counts_most_and_paper_least() -> None:
    cap = {row["evidence_id"]: int(row["cap_percent"]) for row in EVIDENCE}
    assert max(cap, key=lambda name: cap[name]) == "ev_worker_driven_agreement"
    assert cap["ev_worker_interviews_offsite"] > cap["ev_unannounced_audit"] > cap["ev_announced_audit"]
    assert cap["ev_announced_audit"] > cap["ev_policy_only"] > cap["ev_saq_selfreport"]


@pytest.mark.parametrize("row", rows("controls.csv"), ids=lambda row: row["control_id"])
def test_a_control_says_until_when_it_counts_and_what_it_does_not_cover(row: dict[str, str]) -> None:
    assert 0 < int(row["months"]) <= 24
    assert row["covers"] and row["does_not_cover"]
    assert row["action"] in ids("actions.csv")


@pytest.mark.parametrize("row", rows("actions.csv"), ids=lambda row: row["action_id"])
def test_an_action_has_an_owner_a_time_and_what_closes_it(row: dict[str, str]) -> None:
    assert row["owner"] and row["closes_with"]
    assert 0 < int(row["due_days"]) <= 365


def test_people_come_first_and_leaving_a_supplier_comes_last() -> None:
    order = sorted(rows("actions.csv"), key=lambda row: int(row["position"]))
    assert order[0]["action_id"] == "act_urgent_referral"
    assert order[-1]["action_id"] == "act_responsible_disengagement"


@pytest.mark.parametrize("pack", STATEMENTS)
def test_a_first_questionnaire_is_short_and_asks_nothing_that_only_workers_may_be_asked(pack: str) -> None:
    first = [row for row in STATEMENTS[pack] if row["first"]]
    shared = [row for row in STATEMENTS["general"] if row["first"]]
    assert len(first) + (0 if pack == "general" else len(shared)) <= FIRST_QUESTIONNAIRE
    assert not [row["statement_id"] for row in first if words(row["ask"]) <= {"workers", "union"}]


def test_the_general_pack_alone_can_cover_every_theme_that_coverage_counts() -> None:
    themes = {
        row["theme"] for row in STATEMENTS["general"] if row["key"] == "true" and row["reading"] == "channel"
    }
    assert themes >= {"fees", "documents", "contract", "change_of_employer", "debt", "licence_chain"}


@pytest.mark.parametrize("pack", STATEMENTS)
def test_who_works_there_is_never_scored(pack: str) -> None:
    composition = [row for row in STATEMENTS[pack] if row["theme"] == "workforce"]
    assert not [row["statement_id"] for row in composition if row["present_when"] or row["points"] != "0"]


@pytest.mark.parametrize("pack", STATEMENTS)
def test_violence_and_children_are_urgent(pack: str) -> None:
    quiet = [
        row["statement_id"]
        for row in STATEMENTS[pack]
        if row["kind"] == "practice" and row["theme"] == "violence" and row["urgent"] != "true"
    ]
    assert not quiet
