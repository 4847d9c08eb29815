"""The yente-client package, unchanged, against a running gateway."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from yente_client import AsyncClient, Client, Company, LegalEntity, Person
from yente_client.exceptions import APIError, AuthenticationError, NotFoundError, ServerError
from yente_client.models import MatchResponse

from tests.gateway.conftest import NOWHERE, Gateway, Serve
from tests.gateway.listing import Listing
from tests.listed import KASHGAR, TOBACCO, ZHONGTAI


@pytest.fixture
def client(gateway: Gateway) -> Iterator[Client]:
    with Client(base_url=gateway.url) as opened:
        yield opened


def test_a_company_is_matched_by_example(client: Client) -> None:
    found = client.match(Company(name="Xinjiang Zhongtai Textile Co Ltd", country="cn"))
    assert found.top is not None
    top = found.top
    assert (top.id, top.caption, top.schema_) == (ZHONGTAI.order_id, ZHONGTAI.names[0], "Company")
    assert (top.match, top.datasets, top.target) == (True, ["us_uflpa"], True)
    assert top.properties["name"] == [ZHONGTAI.names[0]]
    assert top.properties["alias"] == [ZHONGTAI.names[1]]
    assert top.properties["country"] == ["cn"]
    assert top.properties["topics"] == ["forced.labor"]
    assert top.properties["address"] == ["Korla, Bayingol"]
    assert found.matches == [top]
    assert (found.limit, found.total.value) == (5, len(found.results))
    assert found.query["properties"] == {"name": ["Xinjiang Zhongtai Textile Co Ltd"], "country": ["cn"]}


def test_an_explanation_comes_with_every_score(client: Client) -> None:
    top = client.match(LegalEntity(name="新疆中泰纺织有限公司")).top
    assert top is not None
    assert top.contributing_explanations
    assert all(part.detail for part in top.contributing_explanations.values())


def test_threshold_and_cutoff_are_the_callers(client: Client) -> None:
    entity = Company(name="Xinjiang Example Textile Knitting")
    everything = client.match(entity, cutoff=0.0, limit=500)
    assert len(everything.results) > 1
    scores = [each.score for each in everything.results]
    assert scores == sorted(scores, reverse=True)
    threshold = scores[0]
    assert [each.match for each in client.match(entity, cutoff=0.0, threshold=threshold).results].count(
        True
    ) == 1
    assert all(each.score >= threshold for each in client.match(entity, cutoff=threshold).results)


def test_an_alias_in_the_query_is_compared_too(client: Client) -> None:
    top = client.match(Company(name="Wholly Other Forestry", alias=["Example Knitting"])).top
    assert top is not None and top.id == KASHGAR.order_id


def test_one_list_several_lists_or_all(client: Client) -> None:
    entity = Company(name=TOBACCO.names[0])
    assert client.match(entity, datasets=["us_uflpa"]).top is None
    assert client.match(entity, datasets=["us_uflpa", "us_cbp_wro"]).top is not None
    assert client.match(entity, exclude_datasets=["us_cbp_wro"]).top is None
    with pytest.raises(NotFoundError, match="us_cbp_wro"):
        client.match(entity, datasets=["sanctions"])


def test_an_order_that_ended_has_no_topic_and_excluded_entities_stay_out(client: Client) -> None:
    entity = Company(name=TOBACCO.names[0])
    top = client.match(entity).top
    assert top is not None and "topics" not in top.properties
    assert client.match(entity, topics=["forced.labor"]).top is None
    assert client.match(entity, exclude_entities=[TOBACCO.order_id]).top is None


@pytest.mark.parametrize("algorithm", ["best", "logic-v1", "logic-v2", "tolpuddle"])
def test_any_algorithm_is_ours(client: Client, algorithm: str) -> None:
    entity = Company(name=ZHONGTAI.names[0])
    assert (
        client.match(entity, algorithm=algorithm, weights={"x": 1.0}).results == client.match(entity).results
    )


def test_many_are_matched_at_the_same_time(client: Client) -> None:
    pairs = [
        (str(n), Company(name=ZHONGTAI.names[0] if n == 17 else f"Wholly Other {n} Forestry"))
        for n in range(40)
    ]
    found = dict(client.match_iter(pairs, workers=4))
    assert len(found) == 40
    hits = {key for key, each in found.items() if isinstance(each, MatchResponse) and each.matches}
    assert hits == {"17"}


def test_a_person_is_compared_with_no_company_and_the_answer_says_so(
    gateway: Gateway, client: Client
) -> None:
    assert client.match(Person(name=ZHONGTAI.names[0])).results == []
    body = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Someone"]}}}}
    (answer,) = gateway.client.post("/match/default", json=body).json()["responses"].values()
    assert "nothing of the schema Person is compared" in answer["notes"][0]


def test_a_query_without_a_name_is_refused_and_one_of_many_is_told(gateway: Gateway, client: Client) -> None:
    with pytest.raises(APIError, match="No query has a name"):
        client.match(Company(registrationNumber="123"))
    queries: dict[str, Any] = {
        "a": {"schema": "Company", "properties": {"name": "Example Knitting"}},
        "b": {"schema": "Company", "properties": {"taxNumber": ["1"]}},
    }
    found = gateway.client.post("/match/default", json={"queries": queries}).json()["responses"]
    assert (found["a"]["status"], found["b"]["status"], found["b"]["results"]) == (200, 422, [])
    assert found["b"]["notes"][0] == "The query has no name to compare."


def test_every_answer_says_how_partial_the_lists_are(gateway: Gateway, client: Client) -> None:
    body = {"queries": {"q": {"schema": "Company", "properties": {"name": ["Wholly Other Forestry"]}}}}
    (answer,) = gateway.client.post("/match/default", json=body).json()["responses"].values()
    assert (answer["results"], "3 of about 144" in " ".join(answer["notes"])) == ([], True)
    default = next(each for each in client.datasets().datasets if each.name == "default")
    assert default.summary is not None and "3 of about 144" in default.summary


def test_a_decision_stands_beside_the_result_and_changes_no_match(gateway: Gateway) -> None:
    decision = {
        "name": "Xinjiang Zhongtai Textile Co Ltd", "country": "CN", "order_id": ZHONGTAI.order_id,
        "decision": "not_the_same", "reason": "Another register number.", "decided_by": "analyst-7",
    }  # fmt: skip
    assert gateway.client.post("/v1/match-decisions", json=decision).status_code == 201
    properties = {"name": [decision["name"]], "country": ["cn"]}
    body = {"queries": {"q": {"schema": "Company", "properties": properties}}}
    first = gateway.client.post("/match/default", json=body).json()["responses"]["q"]["results"][0]
    assert (first["match"], first["decision"]["state"]) == (True, "in_force")


def test_entities_are_searched_by_the_beginnings_of_their_words(client: Client) -> None:
    found = client.search("zhong xin")
    assert [each.id for each in found.results] == [ZHONGTAI.order_id]
    everything = client.search("")
    assert everything.total.value == 3
    assert {each.name: each.count for each in everything.facets["countries"].values} == {"cn": 2, "mw": 1}
    assert [each.id for each in client.search("", countries=["mw"]).results] == [TOBACCO.order_id]
    assert len(client.search("", limit=1, offset=1).results) == 1
    assert client.search("", schema="Person").results == []
    assert client.search("", datasets=["us_cbp_wro"]).total.value == 1


def test_an_entity_is_fetched_with_its_order_beside_it(client: Client) -> None:
    entity = client.fetch(ZHONGTAI.order_id)
    (order,) = entity.properties["sanctions"]
    assert not isinstance(order, str)
    assert (order.schema_, order.properties["startDate"]) == ("Sanction", ["2022-06-21"])
    assert order.properties["provisions"] == ["2(d)(2)(B)(v)"]
    assert "sanctions" not in client.fetch(ZHONGTAI.order_id, nested=False).properties
    around = client.adjacent(ZHONGTAI.order_id)
    assert (around.entity.id, around.adjacent["sanctions"].total.value) == (ZHONGTAI.order_id, 1)
    assert client.adjacent(ZHONGTAI.order_id, prop="sanctions").results == [order]
    with pytest.raises(NotFoundError, match="no entry with this id"):
        client.fetch("NK-nobody")
    with pytest.raises(NotFoundError):
        client.adjacent(ZHONGTAI.order_id, prop="owners")


def test_the_catalogue_the_algorithms_and_the_health_are_as_expected(client: Client) -> None:
    catalogue = client.datasets()
    assert [each.name for each in catalogue.datasets] == ["default", "us_uflpa", "us_cbp_wro"]
    assert catalogue.current and not catalogue.index_stale
    assert catalogue.datasets[0].children == ["us_uflpa", "us_cbp_wro"]
    assert (client.algorithms().best, client.algorithms().default) == ("tolpuddle", "tolpuddle")
    assert (client.healthz().status, client.readyz().status) == ("ok", "ok")
    with pytest.raises(NotFoundError):
        client.statements(canonical_id=ZHONGTAI.order_id)


def test_the_async_client_asks_alike(gateway: Gateway) -> None:
    async def ask() -> MatchResponse:
        async with AsyncClient(base_url=gateway.url) as client:
            return await client.match(Company(name=ZHONGTAI.names[0], jurisdiction="cn"))

    assert asyncio.run(ask()).matches


def test_the_key_goes_the_way_these_clients_send_it(serve: Serve, scoring: Listing) -> None:
    gateway = serve(scoring=scoring.address, api_key="a-long-example-key")
    with Client(base_url=gateway.url, api_key="a-long-example-key") as client:
        assert client.match(Company(name=ZHONGTAI.names[0])).matches
    with Client(base_url=gateway.url, api_key="wrong") as client:
        with pytest.raises(AuthenticationError):
            client.match(Company(name=ZHONGTAI.names[0]))
        assert client.healthz().status == "ok"


def test_without_scoring_it_is_alive_and_not_ready(serve: Serve) -> None:
    gateway = serve(scoring=NOWHERE, scoring_seconds=0.5)
    with Client(base_url=gateway.url, timeout=httpx.Timeout(30)) as client:
        assert client.healthz().status == "ok"
        with pytest.raises(ServerError, match="Scoring"):
            client.readyz()
        with pytest.raises(ServerError):
            client.match(Company(name="Example"))
