"""Suppliers screened at once, through the real scoring service."""

from typing import Any

import pytest

from tests.gateway.conftest import Gateway
from tolpuddle.gateway.answers import (
    NOTICE,
    Changes,
    History,
    Reference,
    Screened,
    ScreeningState,
    StoredAssessmentAnswer,
    Verified,
    WhatIf,
)

GARMENTS: dict[str, Any] = {
    "supplier_id": "S-1",
    "name": "Example Garments Ltd",
    "country": "Bangladesh",
    "goods": ["garments"],
    "inputs": [{"good": "cotton", "origin": "China"}],
    "workers": 850,
}
COTTON = {"supplier_id": "S-2", "name": "Example Cotton", "country": "TM", "hs_codes": ["5201"]}
UNKNOWN = {"supplier_id": "S-3", "name": "Example Unknown"}
PORTUGAL = {"supplier_id": "S-4", "name": "Example Confecções", "country": "Portugal", "goods": ["garments"]}


def screen(gateway: Gateway, *suppliers: dict[str, Any]) -> dict[str, Any]:
    answer = gateway.client.post("/v1/screenings", json={"suppliers": list(suppliers)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_one_supplier_is_assessed_and_stored(screening: Gateway) -> None:
    found = Screened.model_validate(screen(screening, GARMENTS))
    (assessment,) = found.assessments
    assert found.notice == NOTICE
    assert (assessment.country, assessment.priority.rank) == ("BGD", 1)
    assert sum(part.points for part in assessment.exposure.contributions) == pytest.approx(
        assessment.exposure.index, abs=1e-9
    )
    stored = StoredAssessmentAnswer.model_validate(screening.client.get("/v1/assessments/S-1").json())
    assert stored.assessment == assessment
    assert (stored.screening_id, stored.edition, stored.cause) == (found.id, "2026.1", "submitted")
    assert len(stored.trace_id) == 32


def test_several_suppliers_come_back_in_their_order_ranked_within_the_request(screening: Gateway) -> None:
    found = Screened.model_validate(screen(screening, PORTUGAL, GARMENTS, UNKNOWN, COTTON))
    assert [a.supplier_id for a in found.assessments] == ["S-4", "S-1", "S-3", "S-2"]
    ranks = {a.supplier_id: a.priority.rank for a in found.assessments}
    assert sorted(ranks.values()) == [1, 2, 3, 4]
    assert ranks["S-2"] < ranks["S-4"]
    results = screening.client.get(f"/v1/screenings/{found.id}/results").json()
    assert Screened.model_validate(results).assessments == found.assessments


def test_a_supplier_of_which_nothing_is_known_is_insufficient_data_with_questions(screening: Gateway) -> None:
    (assessment,) = Screened.model_validate(screen(screening, UNKNOWN)).assessments
    assert assessment.exposure.index is None
    assert assessment.exposure.band == "insufficient_data"
    assert assessment.priority.class_ == "insufficient_data"
    assert assessment.questions


def test_the_state_of_a_request_is_done_with_its_counts(screening: Gateway) -> None:
    id = screen(screening, GARMENTS, UNKNOWN)["id"]
    state = ScreeningState.model_validate(screening.client.get(f"/v1/screenings/{id}").json())
    assert (state.status, state.kind, state.assessed, state.edition) == ("done", "request", 2, "2026.1")
    assert sum(state.priorities.values()) == 2


def test_a_supplier_without_an_id_gets_the_same_one_every_time(screening: Gateway) -> None:
    ids = {
        screen(screening, {"name": "Example", "country": "NP"})["assessments"][0]["supplier_id"]
        for _ in range(2)
    }
    (other,) = screen(screening, {"name": "Example", "country": "IN"})["assessments"]
    assert len(ids) == 1
    assert other["supplier_id"] not in ids


def test_an_id_may_hold_any_character_of_a_line(screening: Gateway) -> None:
    for name in ("a/b c?d", "Ü%20/histoire", "x|y@z"):
        screen(screening, {**GARMENTS, "supplier_id": name})
        path = screening.client.build_request("GET", "/v1/assessments/x").url.copy_with(
            raw_path=b"/v1/assessments/" + "".join(f"%{byte:02X}" for byte in name.encode()).encode()
        )
        answer = screening.client.get(path)
        assert answer.status_code == 200, (name, answer.text)


def test_answering_a_question_is_a_change_decomposed_by_factor(screening: Gateway) -> None:
    before = screen(screening, PORTUGAL)["assessments"][0]["exposure"]["index"]
    after = screen(screening, {**PORTUGAL, "inputs": [{"good": "cotton", "origin": "China"}]})["assessments"][
        0
    ]
    changes = Changes.model_validate(screening.client.get("/v1/changes").json())
    (change,) = changes.changes
    assert (change.supplier_id, change.exposure_before, change.exposure_after) == (
        "S-4",
        before,
        after["exposure"]["index"],
    )
    total = sum(move.points_after - move.points_before for move in change.moves)
    assert total == pytest.approx(after["exposure"]["index"] - before, abs=1e-9)
    assert "inputs" in {move.factor for move in change.moves}
    assert (changes.next, changes.more) == (change.cursor, False)
    assert screening.client.get("/v1/changes", params={"after": changes.next}).json()["changes"] == []


def test_screening_the_same_again_is_no_change_but_history(screening: Gateway) -> None:
    for _ in range(3):
        screen(screening, GARMENTS)
    assert screening.client.get("/v1/changes").json()["changes"] == []
    page = History.model_validate(
        screening.client.get("/v1/assessments/S-1/history", params={"limit": 2}).json()
    )
    rest = screening.client.get("/v1/assessments/S-1/history", params={"before": page.next}).json()
    entries = [*page.entries, *History.model_validate(rest).entries]
    assert len(entries) == 3
    assert len({entry.receipt for entry in entries}) == 1
    assert entries[0].valid_until is None
    assert [entry.valid_until for entry in entries[1:]] == [entry.valid_from for entry in entries[:2]]


def test_what_if_stores_nothing_and_says_what_separates_the_two(screening: Gateway) -> None:
    body = {"before": PORTUGAL, "after": {**PORTUGAL, "country": "Bangladesh"}}
    answer = screening.client.post("/v1/what-if", json=body)
    assert answer.status_code == 200, answer.text
    found = WhatIf.model_validate(answer.json())
    assert found.before.exposure.index is not None and found.after.exposure.index is not None
    assert sum(move.points_after - move.points_before for move in found.moves) == pytest.approx(
        found.after.exposure.index - found.before.exposure.index, abs=1e-9
    )
    assert screening.client.get("/v1/assessments/S-4").status_code == 404


def test_receipts_are_computed_again_from_what_is_stored(screening: Gateway) -> None:
    id = screen(screening, GARMENTS, COTTON, UNKNOWN)["id"]
    whole = Verified.model_validate(screening.client.post("/v1/verify", json={"screening_id": id}).json())
    one = Verified.model_validate(screening.client.post("/v1/verify", json={"supplier_id": "S-2"}).json())
    assert (whole.checked, whole.same, whole.differences) == (3, 3, [])
    assert (one.checked, one.same) == (1, 1)


def test_results_at_hand_are_verified_and_a_changed_byte_is_named(screening: Gateway) -> None:
    id = screen(screening, GARMENTS, COTTON)["id"]
    lines = screening.client.get(
        f"/v1/screenings/{id}/results", params={"format": "ndjson"}
    ).text.splitlines()
    csv = screening.client.get(f"/v1/screenings/{id}/results", params={"format": "csv"}).text
    assert len(lines) == 2 and csv.count("tp1:") == 2
    (frame,) = screening.store.results("default", id)
    rows = frame.select("supplier_id", "input", "receipt", "exposure", "priority").to_dicts()
    rows[1]["input"] = rows[1]["input"].replace("TM", "UZ")
    found = Verified.model_validate(screening.client.post("/v1/verify", json={"assessments": rows}).json())
    assert (found.checked, found.same) == (2, 1)
    assert [(d.supplier_id, d.part) for d in found.differences] == [("S-2", "input")]


def test_results_without_a_receipt_cannot_be_verified(screening: Gateway) -> None:
    answer = screening.client.post("/v1/verify", json={"assessments": [{"supplier_id": "x"}]})
    assert (answer.status_code, answer.json()["code"]) == (422, "frame_contract")


def test_the_reference_says_what_answers(screening: Gateway) -> None:
    found = Reference.model_validate(screening.client.get("/v1/reference").json())
    assert found.edition == "2026.1"
    assert {"base", "prior_governance", "listed_forced"} <= {factor.id for factor in found.factors}
    assert found.table_rows["listed_goods"] == 2741


def test_a_thousand_suppliers_are_answered_at_once(screening: Gateway) -> None:
    suppliers = [{**GARMENTS, "supplier_id": f"S-{number}"} for number in range(1000)]
    found = screen(screening, *suppliers)["assessments"]
    assert [each["supplier_id"] for each in found] == [each["supplier_id"] for each in suppliers]
    in_order = sorted(found, key=lambda each: each["supplier_id"])
    assert [each["priority"]["rank"] for each in in_order] == list(range(1, 1001))
