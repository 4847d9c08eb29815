"""POST /v1/match as a program uses it: names in any script, verdicts with reasons, how partial the lists are."""

from typing import Any

import httpx
import pytest

from tests.gateway.conftest import NOWHERE, Gateway, Serve
from tests.gateway.listing import Listing
from tests.listed import KASHGAR, TOBACCO, ZHONGTAI


def match(gateway: Gateway, *queries: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = gateway.client.post("/v1/match", json={"queries": list(queries), **more})
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(gateway: Gateway, status: int, **body: Any) -> dict[str, Any]:
    answer = gateway.client.post("/v1/match", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    return answer.json()


@pytest.mark.parametrize("name", ["XINJIANG ZHONGTAI TEXTILE CO LTD", "新疆中泰纺织有限公司"])
def test_a_listed_name_is_found_with_its_order_and_a_reason(gateway: Gateway, name: str) -> None:
    (answer,) = match(gateway, {"name": name, "country": "Chine"})["answers"]
    assert (answer["query_id"], answer["verdict"], answer["country"], answer["open"]) == (
        "1",
        "listed",
        "CHN",
        1,
    )
    first = answer["candidates"][0]
    assert (first["list"], first["entity"], first["order_id"]) == (
        "us_uflpa",
        "Xinjiang Zhongtai Textile Co., Ltd.",
        ZHONGTAI.order_id,
    )
    assert first["reasons"] and all(reason.endswith(".") for reason in first["reasons"])
    assert (first["section"], first["from"], first["until"], first["status"], first["in_force"]) == (
        "2(d)(2)(B)(v)",
        "2022-06-21",
        None,
        "active",
        True,
    )
    assert first["names"] == list(ZHONGTAI.names)
    assert first["matched_name"] == name
    assert (first["decision"], first["open"]) == (None, True)


def test_an_order_that_ended_is_shown_as_not_in_force(gateway: Gateway) -> None:
    (answer,) = match(gateway, {"name": TOBACCO.names[0], "country": "Malawi"})["answers"]
    first = answer["candidates"][0]
    assert (first["verdict"], first["in_force"], first["until"], first["products"]) == (
        "listed",
        False,
        "2025-08-15",
        "Tobacco",
    )


def test_the_answer_says_how_partial_the_lists_are_and_that_absence_is_not_clearance(
    gateway: Gateway,
) -> None:
    answer = match(gateway, {"name": "Wholly Other Forestry"})
    assert answer["answers"][0]["verdict"] == "none"
    assert answer["answers"][0]["candidates"] == []
    assert "Absence from a list is not clearance" in answer["notice"]
    partial, whole = sorted(answer["lists"], key=lambda each: each["complete"])
    assert "3 of about 144 entries" in partial["caution"]
    assert whole["caution"] is None
    assert 0 < answer["thresholds"]["possible"] <= answer["thresholds"]["listed"] <= 1
    assert answer["edition"] == "2026.1"


def test_queries_are_answered_in_their_order_under_their_own_ids(gateway: Gateway) -> None:
    asked = [{"name": f"Example {number}", "query_id": f"q{number}"} for number in range(30)]
    asked[7]["name"] = KASHGAR.names[0]
    answers = match(gateway, *asked)["answers"]
    assert [each["query_id"] for each in answers] == [each["query_id"] for each in asked]
    assert [each["query_id"] for each in answers if each["verdict"] == "listed"] == ["q7"]


def test_of_several_names_of_one_company_the_best_counts(gateway: Gateway) -> None:
    query = {"name": "Wholly Other Forestry", "other_names": ["Another One", "新疆中泰纺织有限公司"]}
    (answer,) = match(gateway, query)["answers"]
    assert answer["candidates"][0]["matched_name"] == "新疆中泰纺织有限公司"
    assert [each["order_id"] for each in answer["candidates"]].count(ZHONGTAI.order_id) == 1


def test_one_list_alone_can_be_looked_at(gateway: Gateway) -> None:
    answer = match(gateway, {"name": ZHONGTAI.names[0]}, lists=["us_cbp_wro"], least="none")
    assert [each["list"] for each in answer["lists"]] == ["us_cbp_wro"]
    assert {each["list"] for each in answer["answers"][0]["candidates"]} <= {"us_cbp_wro"}
    assert "us_cbp_wro, us_uflpa" in refused(gateway, 404, queries=[{"name": "X"}], lists=["eu"])["detail"]


def test_weak_candidates_are_shown_when_asked_for_and_top_limits_them(gateway: Gateway) -> None:
    shown = match(gateway, {"name": ZHONGTAI.names[0]}, least="none")["answers"][0]["candidates"]
    assert [each["score"] for each in shown] == sorted((each["score"] for each in shown), reverse=True)
    assert (
        len(match(gateway, {"name": ZHONGTAI.names[0]}, least="none", top=1)["answers"][0]["candidates"]) == 1
    )
    assert all(each["open"] == (each["verdict"] != "none") for each in shown)


def test_a_country_that_is_not_read_counts_as_unknown_and_is_told(gateway: Gateway) -> None:
    (answer,) = match(gateway, {"name": ZHONGTAI.names[0], "country": "Middle-earth"})["answers"]
    assert (answer["country"], answer["verdict"]) == (None, "listed")
    assert answer["notes"] == ["“Middle-earth” is not read as one country: it counts as unknown."]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"queries": []}, "queries"),
        ({}, "queries"),
        ({"queries": [{"name": "A"}, {"name": "  "}]}, "name"),
        ({"queries": [{"name": "A", "colour": "red"}]}, "colour"),
        ({"queries": [{"name": "A"}], "top": 101}, "top"),
        ({"queries": [{"name": "A", "other_names": ["B"] * 20}]}, "other_names"),
    ],
)
def test_a_request_that_cannot_be_followed_says_where(
    gateway: Gateway, body: dict[str, Any], field: str
) -> None:
    problem = refused(gateway, 422, **body)
    assert problem["code"] == "invalid_request"
    assert field in problem["errors"][0]["pointer"]


def test_a_wrong_query_is_named_by_its_place(gateway: Gateway) -> None:
    problem = refused(gateway, 422, queries=[{"name": "A"}, {"name": ""}])
    assert problem["detail"].startswith("Query 2, field name:")
    assert problem["errors"][0]["row"] == 2


def test_too_many_queries_are_refused_with_the_limit(gateway: Gateway) -> None:
    problem = refused(gateway, 413, queries=[{"name": "A"}] * 1001)
    assert problem["context"]["max_queries"] == "1000"


def test_a_thousand_queries_are_answered_in_one_request(gateway: Gateway) -> None:
    answers = match(gateway, *({"name": f"Example {number} Trading"} for number in range(1000)))["answers"]
    assert len(answers) == 1000


def test_without_scoring_the_answer_is_a_problem_document(serve: Serve) -> None:
    answer = serve(scoring=NOWHERE, scoring_seconds=0.5).client.post(
        "/v1/match", json={"queries": [{"name": "A"}]}
    )
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def test_a_key_is_needed_where_one_is_set(serve: Serve, scoring: Listing) -> None:
    gateway = serve(scoring=scoring.address, api_key="a-long-example-key")
    body = {"queries": [{"name": "A"}]}
    assert gateway.client.post("/v1/match", json=body).status_code == 401
    headers = {"Authorization": "Bearer a-long-example-key"}
    answer: httpx.Response = gateway.client.post("/v1/match", json=body, headers=headers)
    assert answer.status_code == 200
