"""Which answer prevails: by rank of source, by day, and never by management's word against workers'."""

import json
from typing import Any

import polars as pl
import pytest

from tests.scoring.editions import loaded
from tolpuddle.kernel.errors import FrameError
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen

DOCUMENTS = "identity_documents_retained"
RETAINED = "retention_of_identity_documents"


def item(answer: str, source: str, date: str | None = "2026-06-01", **more: str) -> dict[str, str]:
    given = {"statement": DOCUMENTS, "answer": answer, "source": source, "date": date, **more}
    return {name: value for name, value in given.items() if value is not None}


def read(*items: dict[str, str], on: str = "2026-11-01", **row: Any) -> dict[str, Any]:
    facts = {"supplier_id": "1", "name": "Example Works", "country": "MYS", "sector": "electronics", **row}
    facts |= {"on_date": on, "evidence": json.dumps(items) if items else None}
    frame = conform(
        pl.DataFrame([facts], schema_overrides={"evidence": pl.String}), SUPPLIER_COLUMNS, ("a_", "c_")
    )
    assessment = screen(frame, loaded().reference, details=True).row(0, named=True)
    return json.loads(assessment["detail"]) | {"row": assessment}


def weighed(detail: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in detail["evidence"]["statements"] if one["statement"] == DOCUMENTS)


@pytest.mark.parametrize("denial_date", ["2026-05-15", "2026-06-01", "2026-10-30"])
def test_management_never_lowers_what_workers_report_however_new_its_word(denial_date: str) -> None:
    detail = read(item("yes", "worker_interview"), item("no", "questionnaire", denial_date))
    assert detail["indicators"][RETAINED]["state"] == "reported"
    assert weighed(detail)["rule"] == "management's word about itself lowers nothing that others report"
    assert len(weighed(detail)["answers"]) == 2


def test_both_sides_of_a_conflict_are_kept_with_the_rule() -> None:
    detail = read(item("yes", "worker_interview"), item("no", "audit_unannounced", "2026-08-01"))
    assert detail["indicators"][RETAINED]["state"] == "contradicted"
    assert [one["prevails"] for one in weighed(detail)["answers"]] == [True, False]
    assert detail["row"]["indicators_present"] == RETAINED


def test_an_announced_audit_cannot_exclude_violence() -> None:
    given = [
        {"statement": "violence_or_harassment_reported", "answer": answer, "source": source, "date": date}
        for answer, source, date in (
            ("yes", "public_report", "2026-01-01"), ("no", "audit_announced", "2026-08-01"),
        )
    ]  # fmt: skip
    detail = read(*given)
    assert detail["indicators"]["physical_and_sexual_violence"]["state"] == "reported"
    assert detail["urgent_safety_review"] is True
    assert detail["evidence"]["urgent"], "the safe-referral guide is shown"


def test_of_equal_sources_the_newer_prevails_and_the_older_stays_visible() -> None:
    detail = read(item("yes", "worker_interview", "2026-01-01"), item("no", "worker_interview", "2026-09-01"))
    assert weighed(detail)["state"] == "absent"
    assert detail["indicators"][RETAINED]["state"] == "contradicted"


def test_on_the_same_day_from_equal_sources_the_report_stands() -> None:
    detail = read(item("no", "worker_interview"), item("yes", "worker_interview"))
    assert weighed(detail)["state"] == "present"


def test_two_independent_sources_corroborate() -> None:
    detail = read(item("yes", "worker_interview"), item("yes", "union"))
    assert detail["indicators"][RETAINED]["state"] == "corroborated"
    assert detail["row"]["evidence_level"] == "L3"


def test_a_document_of_management_does_not_corroborate_its_own_word() -> None:
    detail = read(item("yes", "questionnaire"), item("yes", "document"))
    assert detail["indicators"][RETAINED]["state"] == "reported"


def test_what_was_found_absent_expires_and_what_was_reported_does_not_by_itself() -> None:
    old = "2024-01-01"
    assert weighed(read(item("no", "worker_interview", old)))["state"] == "unknown"
    assert weighed(read(item("yes", "worker_interview", old)))["state"] == "present"
    ended = read(item("yes", "worker_interview", old, expires="2025-01-01"))
    assert weighed(ended)["state"] == "unknown"
    assert "expired on 2025-01-01" in json.dumps(ended)


def test_what_is_dated_after_the_day_does_not_count_yet() -> None:
    assert weighed(read(item("yes", "union", "2026-10-01"), on="2026-09-01"))["state"] == "unknown"


def test_no_supplier_reads_as_free_of_an_indicator() -> None:
    detail = read(item("no", "union"), item("no", "worker_interview"))
    assert detail["indicators"][RETAINED]["state"] == "no_information"
    assert "does not prove it absent" in detail["indicators"][RETAINED]["why"]


def test_coverage_counts_only_methods_that_can_see() -> None:
    denied = {f"a_{DOCUMENTS}": "no", "a_violence_or_harassment_reported": "no"}
    assert read(**denied)["evidence"]["detectability"]["seen"] == 0
    seen = read(item("no", "worker_interview"), **denied)["evidence"]["detectability"]
    assert seen["seen"] == 1 and seen["of"] == 11


def test_an_expired_control_counts_as_none_and_says_until_when_it_counted() -> None:
    held = {"control": "workers_keep_documents", "answer": "verified", "source": "audit_unannounced"}
    fresh = read({**held, "date": "2026-06-01"})["controls"]
    stale = read({**held, "date": "2023-06-01"})["controls"]
    assert fresh["strength"] == 100.0 and fresh["items"][0]["expired"] is False
    assert stale["strength"] == 0.0 and stale["items"][0]["expired"] is True
    assert fresh["items"][0]["does_not_cover"]


@pytest.mark.parametrize(
    "text", ["nonsense", "{}", '[{"statement":"x"}]', '[{"statement":"x","answer":"yes","source":"gossip"}]',
             '[{"statement":"x","answer":"yes","date":"soon"}]'],
)  # fmt: skip
def test_evidence_that_is_none_is_refused(text: str) -> None:
    facts = {"supplier_id": "1", "name": "Example Works", "evidence": text}
    with pytest.raises(FrameError):
        screen(conform(pl.DataFrame([facts]), SUPPLIER_COLUMNS), loaded().reference)


def test_an_answer_of_the_wrong_kind_is_told_and_counts_as_not_given() -> None:
    detail = read(a_agy_worker_fee_total="1200")
    assert detail["evidence"]["refused"][0]["statement"] == "agy_worker_fee_total"
    assert detail["indicators"]["debt_bondage"]["state"] == "not_asked"


def test_a_further_id_of_a_statement_is_the_statement() -> None:
    detail = read(a_core_id_docs_held="yes")
    assert detail["indicators"][RETAINED]["state"] == "reported"


def test_a_statement_that_is_present_calls_for_the_actions_of_its_pack() -> None:
    reported = read(a_agy_worker_fee_total="900 USD")["actions"]
    denied = read(a_agy_worker_fee_total="0")["actions"]
    assert any("Repay fees" in action for action in reported)
    assert not any("Repay fees" in action for action in denied)
    assert "Only as a last resort" in reported[-1] or not any("last resort" in action for action in reported)


def test_where_labour_of_the_state_is_reported_no_action_sends_anyone_to_question_workers() -> None:
    actions = read(a_state_assigned_or_prison_labour="yes")["actions"]
    assert any("Forced labour by the State" in action for action in actions)
    assert not any("Verify results with workers" in action for action in actions)
