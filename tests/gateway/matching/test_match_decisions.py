"""Decisions on matches over HTTP: remembered with who, why and until when; back as open when the evidence changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.gateway.builders import a_source, an_assessment, made
from tests.gateway.conftest import NOWHERE, Gateway, Serve
from tests.gateway.listing import Listing
from tests.listed import KASHGAR, TOBACCO, ZHONGTAI

NAME = "Xinjiang Zhongtai Textile"
REASON = "Another registration number; the plant is in Jiangsu."


def decide(gateway: Gateway, status: int = 201, **more: Any) -> dict[str, Any]:
    body: dict[str, Any] = {
        "name": NAME,
        "country": "China",
        "order_id": ZHONGTAI.order_id,
        "decision": "not_the_same",
        "reason": REASON,
        "decided_by": "analyst-7",
    }
    body = {name: value for name, value in (body | more).items() if value is not None}
    answer = gateway.client.post("/v1/match-decisions", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def first(gateway: Gateway, **query: Any) -> dict[str, Any]:
    body = {"queries": [{"name": NAME, "country": "China"} | query]}
    (answer,) = gateway.client.post("/v1/match", json=body).json()["answers"]
    return {
        **answer["candidates"][0],
        "open_of_answer": answer["open"],
        "verdict_of_answer": answer["verdict"],
    }


def listed(gateway: Gateway, **asked: Any) -> list[dict[str, Any]]:
    answer = gateway.client.get("/v1/match-decisions", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()["decisions"]


def test_a_decision_stands_beside_the_match_and_changes_no_reading(gateway: Gateway) -> None:
    before = first(gateway)
    decision = decide(gateway, until="2099-12-31")
    after = first(gateway)
    assert (before["open"], before["open_of_answer"]) == (True, 1)
    assert (after["open"], after["open_of_answer"]) == (False, 0)
    for name in ("score", "verdict", "reasons", "verdict_of_answer", "in_force"):
        assert after[name] == before[name]
    shown = after["decision"]
    assert (shown["id"], shown["decision"], shown["state"], shown["why"]) == (
        decision["id"],
        "not_the_same",
        "in_force",
        [],
    )
    assert (shown["reason"], shown["decided_by"], shown["role"], shown["until"]) == (
        REASON,
        "analyst-7",
        "analyst",
        "2099-12-31",
    )


def test_a_decision_keeps_what_was_read_and_can_be_looked_up(gateway: Gateway) -> None:
    decision = decide(gateway)
    assert decision["verdict"] in ("listed", "possible")
    assert 0 < decision["score"] <= 1
    assert (decision["country"], decision["edition"], decision["list"]) == ("CHN", "2026.1", "us_uflpa")
    assert len(decision["fingerprint"]) == 64
    assert gateway.client.get(f"/v1/match-decisions/{decision['id']}").json() == decision
    assert listed(gateway) == [decision]


def test_a_pair_that_the_matcher_did_not_bring_together_can_be_decided_too(gateway: Gateway) -> None:
    decision = decide(gateway, name="Wholly Other Forestry", country=None, decision="same")
    assert decision["verdict"] in (None, "none")


def test_the_decision_survives_another_id_of_the_entry(gateway: Gateway, scoring: Listing) -> None:
    decision = decide(gateway)
    scoring.put(replace(ZHONGTAI, order_id="us_uflpa:another-id"), KASHGAR)
    found = first(gateway)
    assert (found["order_id"], found["decision"]["id"], found["decision"]["state"]) == (
        "us_uflpa:another-id",
        decision["id"],
        "in_force",
    )
    assert [each["state"] for each in listed(gateway)] == ["in_force"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (
            replace(ZHONGTAI, names=(*ZHONGTAI.names, "Zhongtai Yarn")),
            "The entry has a new name: Zhongtai Yarn.",
        ),
        (replace(ZHONGTAI, place="Aksu, Plot 5"), "The entry has a new address: Aksu, Plot 5."),
        (
            replace(ZHONGTAI, section="2(d)(2)(B)(v); 2(d)(2)(B)(ii)"),
            "The entry has a new section: 2(d)(2)(B)(ii).",
        ),
        (replace(ZHONGTAI, order_id="x", names=(*ZHONGTAI.names, "中泰")), "The entry has a new name: 中泰."),
    ],
)
def test_new_evidence_on_the_entry_opens_the_match_again(
    gateway: Gateway, scoring: Listing, entry: Any, says: str
) -> None:
    decide(gateway)
    scoring.put(entry, KASHGAR)
    found = first(gateway)
    assert (found["open"], found["open_of_answer"]) == (True, 1)
    assert (found["decision"]["state"], found["decision"]["why"]) == ("reopened", [says])
    assert [(each["state"], each["why"]) for each in listed(gateway)] == [("reopened", [says])]
    decide(gateway, order_id=entry.order_id, reason="Looked at again.")
    assert first(gateway)["decision"]["state"] == "in_force"


def test_a_renamed_or_moved_supplier_opens_the_match_again(gateway: Gateway) -> None:
    decide(gateway, supplier_id="S-1")
    assert first(gateway, supplier_id="S-1")["decision"]["state"] == "in_force"
    renamed = first(gateway, supplier_id="S-1", name="Zhongtai Textile Xinjiang")["decision"]
    assert renamed["state"] == "reopened"
    assert renamed["why"] == [
        f"The supplier was called “{NAME}” when this was decided and is called “Zhongtai Textile Xinjiang” now."
    ]
    moved = first(gateway, supplier_id="S-1", country="Vietnam")["decision"]
    assert moved["why"] == ["The supplier's country was CHN when this was decided and is VNM now."]
    assert first(gateway, supplier_id="S-2")["decision"] is None


def test_a_supplier_that_was_screened_needs_no_name_and_is_watched(gateway: Gateway) -> None:
    gateway.store.record_assessments(
        a_source("e1"), made("job-1", 0, an_assessment("S-1", name=NAME, country="CHN"))
    )
    decision = decide(gateway, name=None, country=None, supplier_id="S-1")
    assert (decision["name"], decision["country"], decision["supplier_id"]) == (NAME, "CHN", "S-1")
    assert [each["state"] for each in listed(gateway)] == ["in_force"]
    later = made("job-2", 0, an_assessment("S-1", name="Renamed Weaving", country="CHN"))
    gateway.store.record_assessments(a_source("e2", after_seconds=9), later)
    (held,) = listed(gateway, supplier_id="S-1")
    assert (held["state"], "is called “Renamed Weaving” now" in held["why"][0]) == ("reopened", True)


def test_an_entry_that_left_its_list_is_told(gateway: Gateway, scoring: Listing) -> None:
    decide(gateway)
    scoring.put(KASHGAR)
    assert [(each["state"], each["why"]) for each in listed(gateway)] == [
        ("entry_gone", ["The entry is no longer on its list."])
    ]


def test_a_decision_that_ran_out_opens_the_match_again(gateway: Gateway) -> None:
    today = datetime.now(UTC).date()
    decision = decide(gateway, until=today.isoformat())
    assert first(gateway)["decision"]["state"] == "in_force"
    past = replace(
        gateway.store.decisions.read("default", decision["id"]), id="late", until=today - timedelta(days=1)
    )
    gateway.store.decisions.record(past)
    found = first(gateway)
    assert (found["decision"]["state"], found["open"]) == ("expired", True)


def test_a_withdrawn_decision_opens_the_match_and_stays_in_the_record(gateway: Gateway) -> None:
    decision = decide(gateway)
    body = {"reason": "The register was of another company.", "withdrawn_by": "lead-1"}
    answer = gateway.client.post(f"/v1/match-decisions/{decision['id']}/withdraw", json=body)
    assert (answer.status_code, answer.json()["state"]) == (200, "withdrawn")
    assert (first(gateway)["decision"], first(gateway)["open"]) == (None, True)
    assert listed(gateway) == []
    (kept,) = listed(gateway, every=True)
    assert (kept["state"], kept["withdrawn_by"], kept["withdrawn_why"], kept["reason"]) == (
        "withdrawn",
        "lead-1",
        "The register was of another company.",
        REASON,
    )


def test_a_later_decision_takes_the_place_of_an_earlier_one(gateway: Gateway) -> None:
    older = decide(gateway)
    newer = decide(gateway, decision="same", reason="The same address.")
    assert first(gateway)["decision"]["id"] == newer["id"]
    assert [each["id"] for each in listed(gateway)] == [newer["id"]]
    kept = {each["id"]: each for each in listed(gateway, every=True)}
    assert (kept[older["id"]]["state"], kept[older["id"]]["replaced_by"]) == ("replaced", newer["id"])
    assert first(gateway)["verdict"] != "none"


def test_decisions_are_listed_by_list_name_and_page(gateway: Gateway) -> None:
    decide(gateway)
    decide(gateway, name="Nyasa Leaf", country="Malawi", order_id=TOBACCO.order_id)
    assert [each["order_id"] for each in listed(gateway, list="us_cbp_wro")] == [TOBACCO.order_id]
    assert [each["name"] for each in listed(gateway, name="nyasa LEAF")] == ["Nyasa Leaf"]
    page = gateway.client.get("/v1/match-decisions", params={"limit": 1}).json()
    rest = gateway.client.get("/v1/match-decisions", params={"limit": 1, "before": page["next"]}).json()
    assert [page["decisions"][0]["name"], rest["decisions"][0]["name"], rest["next"]] == [
        "Nyasa Leaf",
        NAME,
        None,
    ]


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"order_id": "us_uflpa:nobody"}, 404, "no entry with this id"),
        ({"name": None, "country": None, "supplier_id": "S-404"}, 404, "No supplier with this id"),
        ({"name": None}, 422, "Name the supplier"),
        ({"until": "2020-01-01"}, 422, "2020-01-01 is past"),
        ({"decision": "maybe"}, 422, "field decision"),
        ({"reason": "  "}, 422, "field reason"),
        ({"decided_by": None}, 422, "field decided_by"),
        ({"role": "viewer"}, 422, "field role"),
        ({"worker": "x"}, 422, "field worker"),
    ],
)
def test_a_decision_that_cannot_be_kept_says_why(
    gateway: Gateway, more: dict[str, Any], status: int, says: str
) -> None:
    problem = decide(gateway, status, **more)
    assert says in problem["detail"]
    assert listed(gateway) == []


def test_an_unknown_decision_is_not_found(gateway: Gateway) -> None:
    body = {"reason": "x", "withdrawn_by": "y"}
    assert gateway.client.get("/v1/match-decisions/nothing").status_code == 404
    assert gateway.client.post("/v1/match-decisions/nothing/withdraw", json=body).status_code == 404


def test_the_latest_assessment_shows_what_was_decided_beside_its_readings(
    gateway: Gateway, scoring: Listing
) -> None:
    gateway.store.record_assessments(
        a_source("e1"), made("job-1", 0, an_assessment("S-1", name=NAME, country="CHN"))
    )
    assert gateway.client.get("/v1/assessments/S-1").json()["match_decisions"] == []
    decision = decide(gateway, name=None, country=None, supplier_id="S-1")
    decide(gateway, supplier_id="S-2")
    shown = gateway.client.get("/v1/assessments/S-1").json()["match_decisions"]
    assert [(each["id"], each["state"]) for each in shown] == [(decision["id"], "in_force")]
    scoring.put(replace(ZHONGTAI, section="2(d)(2)(B)(ii)"))
    (shown,) = gateway.client.get("/v1/assessments/S-1").json()["match_decisions"]
    assert (shown["state"], shown["why"]) == ("reopened", ["The entry has a new section: 2(d)(2)(B)(ii)."])


def test_an_assessment_is_shown_while_scoring_is_away_and_its_decisions_are_unchecked(
    serve: Serve, gateway: Gateway
) -> None:
    gateway.store.record_assessments(
        a_source("e1"), made("job-1", 0, an_assessment("S-1", name=NAME, country="CHN"))
    )
    decide(gateway, name=None, country=None, supplier_id="S-1")
    alone = serve(scoring=NOWHERE, scoring_seconds=0.5, collect=False)
    (shown,) = alone.client.get("/v1/assessments/S-1").json()["match_decisions"]
    assert shown["state"] == "unchecked"
