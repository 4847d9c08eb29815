"""The OpenAPI document is complete: every route, every answer, with models, examples and problem documents."""

import json
import re
from typing import Any

import pytest

from tests.gateway.conftest import Gateway, Serve
from tolpuddle.gateway.problems import STATUS, TITLES

HARMLESS_WITHOUT_EXAMPLE = {"204"}


@pytest.fixture
def document(gateway: Gateway) -> dict[str, Any]:
    return gateway.document


def operations(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method} {path}", operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_public_route_is_in_the_document(gateway: Gateway) -> None:
    paths = set(gateway.document["paths"])
    assert paths >= {
        "/v1/screenings",
        "/v1/screenings/{screening_id}",
        "/v1/screenings/{screening_id}/events",
        "/v1/screenings/{screening_id}/results",
        "/v1/screenings/{screening_id}/rejects",
        "/v1/assessments/{supplier_id}",
        "/v1/assessments/{supplier_id}/history",
        "/v1/changes",
        "/v1/reference",
        "/v1/what-if",
        "/v1/verify",
        "/v1/match",
        "/v1/match-decisions",
        "/v1/match-decisions/{decision_id}",
        "/v1/match-decisions/{decision_id}/withdraw",
        "/match/{dataset_id}",
        "/search/{dataset_id}",
        "/catalog",
        "/entities/{entity_id}",
        "/reconcile",
        "/reconcile/suggest/entity",
        "/health/live",
        "/health/ready",
    }


def test_every_operation_has_an_id_of_its_own_and_a_summary(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z_]+", name) for name in ids)
    assert all(operation["summary"] and operation["tags"] for _, operation in operations(document))


def test_every_answer_is_described_with_a_schema(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for status, answer in operation["responses"].items():
            assert answer["description"], f"{name} {status}"
            if status != "204":
                assert answer["content"], f"{name} {status}"
                assert all("schema" in content for content in answer["content"].values()), f"{name} {status}"


def test_every_error_is_a_problem_document_with_an_example(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        for status, answer in operation["responses"].items():
            if int(status) < 400:
                continue
            assert set(answer["content"]) == {"application/problem+json"}, f"{name} {status}"
            content = answer["content"]["application/problem+json"]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            assert all(example["value"]["status"] == int(status) for example in content["examples"].values())


def test_every_v1_operation_says_that_a_key_may_be_needed(document: dict[str, Any]) -> None:
    for name, operation in operations(document):
        if "/v1/" in name:
            assert operation["security"], name
            assert {"401", "403"} <= set(operation["responses"]), name


def test_every_reference_resolves(document: dict[str, Any]) -> None:
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(document))):
        assert name in document["components"]["schemas"], name


def test_requests_have_examples_and_fields_are_described(document: dict[str, Any]) -> None:
    body = document["paths"]["/v1/screenings"]["post"]["requestBody"]
    assert body["content"]["application/json"]["example"]["suppliers"][0]["name"] == "Example Garments Ltd"
    assert {"multipart/form-data", "text/csv", "application/vnd.apache.parquet"} <= set(body["content"])
    supplier = document["components"]["schemas"]["Supplier"]["properties"]
    assert supplier["migrant_share"]["description"].endswith("how much to ask")


def test_bodies_that_are_read_by_hand_have_schemas_and_examples(document: dict[str, Any]) -> None:
    for path, name in (
        ("/v1/match", "MatchRequest"),
        ("/v1/match-decisions", "MatchDecisionRequest"),
        ("/match/{dataset_id}", "YenteQuery"),
    ):
        body = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert body == {"$ref": f"#/components/schemas/{name}"}
        assert document["components"]["schemas"][name]["examples"]


def test_the_document_is_served_and_the_page_lists_its_operations(gateway: Gateway) -> None:
    served = gateway.client.get("/openapi.json").json()
    page = gateway.client.get("/api").text
    assert served["paths"].keys() == gateway.document["paths"].keys()
    assert "POST /v1/what-if" in page


def test_every_error_code_that_can_be_told_has_a_title_and_a_status() -> None:
    told = set(TITLES) - set(STATUS)
    assert not told
    assert set(STATUS) - set(TITLES) == {"unprocessable_event", "settings", "error"}


def test_the_version_is_that_of_the_package(serve: Serve) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", serve().document["info"]["version"])
