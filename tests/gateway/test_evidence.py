"""Evidence over HTTP: kept, read again at once, contradicted, withdrawn, refused by field, and never a person named."""

from typing import Any

import pytest

from tests.gateway.conftest import Gateway
from tolpuddle.kernel.personal_text import personal_in

URL = "/v1/suppliers/S-1/evidence"
HELD = {
    "statement": "identity_documents_retained",
    "answer": "yes",
    "source": "worker_interview",
    "date": "2026-10-01",
}


@pytest.fixture
def known(screening: Gateway) -> Gateway:
    """A gateway that screened one agency."""
    supplier = {
        "supplier_id": "S-1",
        "name": "Example Agency",
        "country": "Kuwait",
        "sector": "domestic_work",
        "goods": ["garments"],
        "inputs": [{"good": "cotton", "origin": "India"}],
        "answers": {"workers_pay_recruitment_fees": "no"},
    }
    assert screening.client.post("/v1/screenings", json={"suppliers": [supplier]}).status_code == 200
    return screening


def add(gateway: Gateway, *items: dict[str, Any]) -> Any:
    return gateway.client.post(URL, json={"items": list(items)})


def test_evidence_moves_the_supplier_and_says_by_how_much(known: Gateway) -> None:
    answer = add(known, HELD)
    assert answer.status_code == 201
    told = answer.json()
    moved = told["moved"]
    channel = sum(p["points_after"] - p["points_before"] for p in moved["parts"] if p["reading"] == "channel")
    assert moved["channel_after"] is not None
    if moved["channel_before"] is not None:
        assert channel == pytest.approx(moved["channel_after"] - moved["channel_before"], abs=1e-6)
    states = {one["indicator"]: (one["before"], one["after"]) for one in moved["indicators"]}
    assert states["retention_of_identity_documents"] == ("not_asked", "reported")
    latest = known.client.get("/v1/assessments/S-1").json()["assessment"]
    assert latest["indicators"]["retention_of_identity_documents"]["state"] == "reported"
    assert latest["country"] == "KWT"
    assert {good["good"] for good in latest["goods"]} == {g["good"] for g in told["assessment"]["goods"]}


def test_a_denial_by_management_stands_beside_what_workers_said_and_changes_no_state(known: Gateway) -> None:
    add(known, HELD)
    told = add(known, HELD | {"answer": "no", "source": "questionnaire"}).json()
    assert told["assessment"]["indicators"]["retention_of_identity_documents"]["state"] == "reported"
    listed = known.client.get(URL).json()
    assert [item["answer"] for item in listed["items"]] == ["no", "yes"]
    weighed = {one["statement"]: one for one in listed["weighed"]}["identity_documents_retained"]
    assert weighed["state"] == "present"
    assert len(weighed["answers"]) == 2


def test_a_withdrawal_needs_a_reason_stays_in_the_record_and_moves_the_supplier_back(known: Gateway) -> None:
    item = add(known, HELD).json()["items"][0]
    url = f"{URL}/{item['id']}/withdraw"
    assert known.client.post(url, json={"withdrawn_by": "analyst-1"}).status_code == 422
    told = known.client.post(url, json={"withdrawn_by": "analyst-1", "reason": "Of another site."}).json()
    assert told["items"][0]["standing"] == "withdrawn"
    assert told["assessment"]["indicators"]["retention_of_identity_documents"]["state"] == "not_asked"
    assert known.client.get(URL).json()["items"] == []
    assert len(known.client.get(URL, params={"every": True}).json()["items"]) == 1
    assert (
        known.client.post(f"{URL}/nothing/withdraw", json={"withdrawn_by": "a", "reason": "b"}).status_code
        == 404
    )


def test_danger_to_people_gives_the_safe_referral_and_no_message_to_the_supplier(known: Gateway) -> None:
    told = add(known, HELD | {"statement": "violence_or_harassment_reported"}).json()
    assert told["urgent_safety_review"]
    assert any("consent" in sentence for sentence in told["safe_referral"])
    assert told["message_to_supplier"] == "none"
    assert told["moved"]["priority_after"] == "P1"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answer": "perhaps"}, "answer"),
        ({"statement": "no_such_statement"}, "statement"),
        ({"date": "2099-01-01"}, "date"),
        ({"expires": "2026-10-02"}, "expires"),
        ({"source": "rumour"}, "source"),
        ({"people_affected_band": "3"}, "people_affected_band"),
        ({"statement": None, "control": "no_such_control", "answer": "written"}, "control"),
        ({"statement": None, "control": "worker_interviews_offsite", "answer": "yes"}, "answer"),
    ],
)
def test_an_item_that_cannot_be_kept_is_refused_with_its_field(
    known: Gateway, change: dict[str, Any], field: str
) -> None:
    answer = add(known, HELD, HELD | change)
    assert answer.status_code == 422
    assert [(error["row"], error["field"]) for error in answer.json()["errors"]] == [(2, field)]
    assert known.client.get(URL).json()["items"] == []


@pytest.mark.parametrize(
    ("statement", "answer"),
    [("agy_placement_loan", "12 horses"), ("agy_worker_fee_total", "1200"), ("agy_wage_not_direct", "140")],
)
def test_a_wrong_unit_a_missing_currency_and_a_share_above_the_whole_are_refused(
    known: Gateway, statement: str, answer: str
) -> None:
    refused = add(known, HELD | {"statement": statement, "answer": answer})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "answer"


@pytest.mark.parametrize(
    ("field", "text", "secret"),
    [
        ("method", "Mrs Rahmani told us", "Rahmani"),
        ("method", "name: aisha", "aisha"),
        ("site", "call +971 50 123 4567", "123"),
        ("answer", "passport A1234567", "1234567"),
        ("method", "write to someone@example.org", "someone"),
        ("confidence", "Worker: Amal Haddad", "Haddad"),
    ],
)
def test_what_seems_to_tell_of_a_person_is_refused_and_never_repeated(
    known: Gateway, field: str, text: str, secret: str
) -> None:
    answer = add(known, HELD | {field: text})
    assert answer.status_code == 422
    assert answer.json()["code"] == "worker_identity_suspected"
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert secret not in answer.text
    assert known.client.get(URL).json()["items"] == []


def test_a_field_whose_name_is_a_person_is_not_repeated_either(known: Gateway) -> None:
    answer = add(known, HELD | {"Mr Karim Example": "x"})
    assert answer.json()["code"] == "worker_identity_suspected"
    assert "Karim" not in answer.text


@pytest.mark.parametrize(
    "text",
    [
        "off-site interviews in small groups",
        "1200 USD",
        "Tirupur district",
        "2026-10-01",
        "C189 article 9",
        "12 months",
    ],
)
def test_plain_words_of_evidence_are_no_person(text: str) -> None:
    assert personal_in(text) is None


def test_a_supplier_that_was_never_screened_is_not_found(screening: Gateway) -> None:
    assert add(screening, HELD).status_code == 404
    assert screening.client.get(URL).status_code == 404
    assert screening.store.evidence.of("default", "S-1") == []
