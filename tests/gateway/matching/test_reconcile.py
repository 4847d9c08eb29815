"""A client that speaks as OpenRefine does, against a running gateway: manifest, queries, extension, suggestions, preview."""

import json
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.gateway.conftest import Gateway, Serve
from tests.gateway.listing import Listing
from tests.listed import KASHGAR, REGION, TOBACCO, ZHONGTAI


@dataclass(slots=True)
class Refine:
    """Knows only the address of the service, as OpenRefine does; all else comes from the manifest.

    Its server sends queries as forms and no Origin; its page, in a browser, asks for suggestions with an Origin.
    """

    http: httpx.Client
    service: str
    manifest: dict[str, Any]

    @classmethod
    def add_service(cls, http: httpx.Client, service: str) -> "Refine":
        return cls(http, service, http.get(service).raise_for_status().json())

    def reconcile(self, queries: dict[str, Any]) -> dict[str, Any]:
        answer = self.http.post(self.service, data={"queries": json.dumps(queries)}).raise_for_status()
        return answer.json()

    def extend(self, ids: list[str], properties: list[str]) -> dict[str, Any]:
        asked = {"ids": ids, "properties": [{"id": each, "settings": {}} for each in properties]}
        return self.http.post(self.service, data={"extend": json.dumps(asked)}).raise_for_status().json()

    def suggest(self, kind: str, prefix: str) -> list[dict[str, Any]]:
        given = self.manifest["suggest"][kind]
        headers = {"Origin": "http://127.0.0.1:3333"}
        answer = self.http.get(
            given["service_url"] + given["service_path"], params={"prefix": prefix}, headers=headers
        )
        assert answer.headers["access-control-allow-origin"] == "http://127.0.0.1:3333"
        return answer.raise_for_status().json()["result"]

    def propose(self, kind: str) -> list[dict[str, Any]]:
        given = self.manifest["extend"]["propose_properties"]
        answer = self.http.get(
            given["service_url"] + given["service_path"], params={"type": kind, "limit": 50}
        )
        return answer.raise_for_status().json()["properties"]

    def preview(self, entity: str) -> httpx.Response:
        return self.http.get(self.manifest["preview"]["url"].replace("{{id}}", entity))


@pytest.fixture
def refine(gateway: Gateway) -> Refine:
    return Refine.add_service(gateway.client, f"{gateway.url}/reconcile")


def test_the_manifest_has_what_the_protocol_asks_for(refine: Refine, gateway: Gateway) -> None:
    manifest = refine.manifest
    assert "0.2" in manifest["versions"]
    assert manifest["name"] and manifest["identifierSpace"].startswith("http")
    assert manifest["schemaSpace"].startswith("http")
    assert [each["id"] for each in manifest["defaultTypes"]] == ["us_uflpa", "us_cbp_wro"]
    assert "{{id}}" in manifest["view"]["url"] and "{{id}}" in manifest["preview"]["url"]
    assert isinstance(manifest["preview"]["width"], int) and isinstance(manifest["preview"]["height"], int)
    assert set(manifest["suggest"]) == {"entity", "property", "type"}
    assert manifest["extend"]["propose_properties"]["service_url"] == f"{gateway.url}/reconcile"


def test_cells_are_reconciled_in_batches(refine: Refine) -> None:
    found = refine.reconcile(
        {
            "q0": {"query": "XINJIANG ZHONGTAI TEXTILE", "limit": 1000},
            "q1": {"query": "新疆中泰纺织有限公司", "properties": [{"pid": "country", "v": "China"}]},
            "q2": {"query": "Wholly Other Forestry"},
        }
    )
    assert set(found) == {"q0", "q1", "q2"}
    first = found["q1"]["result"][0]
    assert (first["id"], first["name"], first["match"]) == (ZHONGTAI.order_id, ZHONGTAI.names[0], True)
    assert first["type"] == [{"id": "us_uflpa", "name": "UFLPA Entity List"}]
    assert 0 < first["score"] <= 100
    assert {"id": "listed", "value": True} in first["features"]
    assert "in force since 2022-06-21" in first["description"]
    assert found["q0"]["result"][0]["id"] == ZHONGTAI.order_id
    assert found["q2"] == {"result": []}


def test_queries_may_come_by_get_and_a_type_is_a_list(refine: Refine) -> None:
    queries = {
        "a": {"query": TOBACCO.names[0], "type": "us_cbp_wro"},
        "b": {"query": TOBACCO.names[0], "type": ["us_uflpa"], "type_strict": "any"},
        "c": {"query": TOBACCO.names[0], "type": "Q43229"},
    }
    answer = refine.http.get(refine.service, params={"queries": json.dumps(queries)})
    found = {key: [each["id"] for each in value["result"]] for key, value in answer.json().items()}
    assert found == {"a": [TOBACCO.order_id], "b": [], "c": []}
    assert "not in force today" in answer.json()["a"]["result"][0]["description"]


def test_names_may_come_as_properties_and_countries_as_entities(refine: Refine) -> None:
    name = {"pid": "name", "v": ["Example Knitting", 7]}
    country = {"pid": "country", "v": {"id": "Q148", "name": "China"}}
    unknown = {"pid": "P999", "v": True}
    found = refine.reconcile({"q": {"properties": [name, country, unknown], "limit": 1}})
    assert [each["id"] for each in found["q"]["result"]] == [KASHGAR.order_id]
    assert refine.reconcile({"q": {"properties": [country]}}) == {"q": {"result": []}}


def test_entries_are_extended_by_their_properties(refine: Refine) -> None:
    proposed = [each["id"] for each in refine.propose("us_uflpa")]
    assert {"section", "from", "until", "status", "caution"} <= set(proposed)
    found = refine.extend(
        [ZHONGTAI.order_id, TOBACCO.order_id, "nobody"],
        ["section", "from", "until", "name", "in_force", "caution", "no_such"],
    )
    assert [each["id"] for each in found["meta"]] == [
        "section",
        "from",
        "until",
        "name",
        "in_force",
        "caution",
    ]
    first, second = found["rows"][ZHONGTAI.order_id], found["rows"][TOBACCO.order_id]
    assert first["section"] == [{"str": "2(d)(2)(B)(v)"}]
    assert first["from"] == [{"date": "2022-06-21T00:00:00Z"}]
    assert (first["until"], second["until"]) == ([], [{"date": "2025-08-15T00:00:00Z"}])
    assert first["name"] == [{"str": name} for name in ZHONGTAI.names]
    assert (first["in_force"], second["in_force"]) == ([{"str": "yes"}], [{"str": "no"}])
    assert "3 of about 144" in first["caution"][0]["str"]
    assert all(values == [] for values in found["rows"]["nobody"].values())


def test_entries_properties_and_lists_are_suggested(refine: Refine) -> None:
    (entity,) = refine.suggest("entity", "xinj zhong")
    assert (entity["id"], entity["notable"][0]["id"]) == (ZHONGTAI.order_id, "us_uflpa")
    assert [each["id"] for each in refine.suggest("entity", "中泰")] == [ZHONGTAI.order_id]
    assert [each["id"] for each in refine.suggest("property", "sec")] == ["section"]
    assert [each["id"] for each in refine.suggest("type", "withhold")] == ["us_cbp_wro"]
    assert [each["id"] for each in refine.suggest("type", "us_u")] == ["us_uflpa"]


def test_a_preview_shows_the_entry_within_a_page_of_this_machine(refine: Refine) -> None:
    answer = refine.preview(ZHONGTAI.order_id)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'self' http://127.0.0.1:*" in policy and "default-src 'none'" in policy
    for shown in (ZHONGTAI.names[1], "Korla, Bayingol", "3 of about 144", "a person must decide"):
        assert shown in answer.text
    view = refine.http.get(refine.manifest["view"]["url"].replace("{{id}}", REGION.order_id))
    assert "All goods" in view.text
    missing = refine.preview("<script>")
    assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


def test_a_decision_of_another_company_takes_the_certain_match_away_and_not_the_candidate(
    refine: Refine, gateway: Gateway
) -> None:
    query = {"q": {"query": ZHONGTAI.names[0], "properties": [{"pid": "country", "v": "China"}]}}
    before = refine.reconcile(query)["q"]["result"][0]
    decision = {
        "name": ZHONGTAI.names[0], "country": "China", "order_id": ZHONGTAI.order_id, "decision": "not_the_same",
        "reason": "Another register number.", "decided_by": "analyst-7",
    }  # fmt: skip
    assert gateway.client.post("/v1/match-decisions", json=decision).status_code == 201
    after = refine.reconcile(query)["q"]["result"][0]
    assert (before["match"], after["match"]) == (True, False)
    assert after["score"] == before["score"]
    assert "decided: not the same (in force)" in after["description"]


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:3333", True),
        ("https://refine.example.org", True),
        ("https://elsewhere.example", False),
        ("null", False),
    ],
)
def test_only_pages_of_this_machine_and_those_named_may_read(
    serve: Serve, scoring: Listing, origin: str, allowed: bool
) -> None:
    gateway = serve(
        scoring=scoring.address, reconcile_origins="https://refine.example.org, https://b.example"
    )
    answer = gateway.client.get("/reconcile", headers={"Origin": origin})
    assert answer.status_code == 200
    assert (answer.headers.get("access-control-allow-origin") == origin) == allowed
    assert (
        "access-control-allow-origin"
        not in gateway.client.get("/catalog", headers={"Origin": origin}).headers
    )
    preview = gateway.client.get("/reconcile/preview", params={"id": KASHGAR.order_id})
    assert "https://refine.example.org" in preview.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"queries": "{not json"}, 422, "JSON"),
        ({"queries": '{"q": {"query": "x", "limit": 0}}'}, 422, "limit"),
        ({"extend": '{"ids": "x"}'}, 422, "ids"),
        ({"other": "x"}, 422, "neither queries nor extend"),
        ({"queries": json.dumps({str(n): {"query": "x"} for n in range(1001)})}, 413, "1,000 queries"),
    ],
)
def test_a_form_that_cannot_be_followed_says_why(
    gateway: Gateway, form: dict[str, str], status: int, says: str
) -> None:
    answer = gateway.client.post("/reconcile", data=form)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.text


def test_another_kind_of_body_is_refused(gateway: Gateway) -> None:
    assert gateway.client.post("/reconcile", json={"queries": {}}).status_code == 415
