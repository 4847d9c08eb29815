"""Match, Entries and Lists as a client of scoring sees them."""

from collections.abc import Iterator

import grpc
import pytest

from tests.gateway.listing import listing
from tests.listed import EVERY, KASHGAR, REGION, TOBACCO, ZHONGTAI
from tolpuddle.kernel.listed import NameQuery
from tolpuddle.kernel.wire_listed import (
    answer_message,
    answer_of,
    entry_message,
    entry_of,
    list_message,
    list_of,
)
from tolpuddle.kernel.wire_problems import PROBLEM_METADATA, problem_from_bytes
from tolpuddle.scoring.reference_state import ReferenceState
from tolpuddle.v1 import listed_pb2
from tolpuddle.v1 import scoring_service_pb2 as messages
from tolpuddle.v1.scoring_service_pb2_grpc import ScoringServiceStub


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[ScoringServiceStub, ReferenceState]]:
    with listing() as found, grpc.insecure_channel(found.address) as channel:
        yield ScoringServiceStub(channel), found.state


@pytest.fixture
def scoring(running: tuple[ScoringServiceStub, ReferenceState]) -> ScoringServiceStub:
    return running[0]


def asked(*names: str, country: str = "", **more: object) -> messages.MatchRequest:
    query = listed_pb2.NameQuery(query_id="q", names=names, country=country)
    return messages.MatchRequest(queries=[query], **more)  # type: ignore[arg-type]


def refused(call: object, request: object) -> tuple[grpc.StatusCode, str]:
    with pytest.raises(grpc.RpcError) as caught:
        call(request)  # type: ignore[operator]
    metadata = dict(caught.value.trailing_metadata())
    return caught.value.code(), problem_from_bytes(metadata[PROBLEM_METADATA]).code


def test_a_name_in_any_script_finds_its_order_with_all_facts(scoring: ScoringServiceStub) -> None:
    found = scoring.Match(asked("新疆中泰纺织有限公司", country="China"))
    (answer,) = found.answers
    assert (answer.query_id, answer.verdict, answer.country) == ("q", "listed", "CHN")
    first = answer.candidates[0]
    entry = first.entry
    assert (entry.order_id, entry.caption, entry.section, getattr(entry, "from"), entry.status) == (
        ZHONGTAI.order_id,
        ZHONGTAI.names[0],
        "2(d)(2)(B)(v)",
        "2022-06-21",
        "active",
    )
    assert [each.name for each in entry.names] == list(ZHONGTAI.names)
    assert first.reasons and 0 < first.score <= 1
    assert found.edition == "2026.1"
    assert {each.list_id for each in found.lists} == {"us_uflpa", "us_cbp_wro"}
    assert 0 < found.thresholds.possible <= found.thresholds.listed <= 1


def test_a_query_without_a_name_has_no_candidates(scoring: ScoringServiceStub) -> None:
    (answer,) = scoring.Match(asked("  ")).answers
    assert (answer.verdict, list(answer.candidates)) == ("none", [])


def test_only_the_lists_that_were_asked_for_are_looked_at(scoring: ScoringServiceStub) -> None:
    found = scoring.Match(asked(ZHONGTAI.names[0], lists=["us_cbp_wro"]))
    assert [each.list_id for each in found.lists] == ["us_cbp_wro"]
    assert {each.entry.list_id for each in found.answers[0].candidates} <= {"us_cbp_wro"}
    assert refused(scoring.Match, asked("x", lists=["nobody"])) == (grpc.StatusCode.NOT_FOUND, "not_found")


@pytest.mark.parametrize(
    "request_",
    [
        messages.MatchRequest(queries=[listed_pb2.NameQuery(names=["x"])] * 1001),
        asked(*(["x"] * 51)),
        asked("x", top=101),
        asked("x" * 2001),
    ],
)
def test_more_than_a_limit_allows_is_refused(
    scoring: ScoringServiceStub, request_: messages.MatchRequest
) -> None:
    assert refused(scoring.Match, request_) == (grpc.StatusCode.INVALID_ARGUMENT, "limit")


def test_entries_are_read_by_id_and_found_by_beginnings_of_words(scoring: ScoringServiceStub) -> None:
    by_id = scoring.Entries(messages.EntriesRequest(order_ids=[REGION.order_id, "nobody", TOBACCO.order_id]))
    assert [each.order_id for each in by_id.entries] == [REGION.order_id, TOBACCO.order_id]
    assert (by_id.entries[0].caption, by_id.entries[0].who) == ("All goods, CN-XJ", "any")
    found = scoring.Entries(messages.EntriesRequest(text="knit exam"))
    assert [each.order_id for each in found.entries] == [KASHGAR.order_id]
    page = scoring.Entries(messages.EntriesRequest(limit=2, offset=1))
    assert (page.total, len(page.entries)) == (len(EVERY), 2)
    assert scoring.Entries(messages.EntriesRequest(text="中泰", lists=["us_cbp_wro"])).total == 0


def test_lists_say_how_partial_they_are(scoring: ScoringServiceStub) -> None:
    found = scoring.Lists(messages.ListsRequest())
    cautions = {each.list_id: each.caution for each in found.lists}
    assert "3 of about 144 entries" in cautions["us_uflpa"]
    assert cautions["us_cbp_wro"] == ""
    assert found.alpha2["CHN"] == "CN"


def test_words_survive_the_wire(running: tuple[ScoringServiceStub, ReferenceState]) -> None:
    names = running[1].require().names
    for entry in names.listed.entries.values():
        assert entry_of(entry_message(entry)) == entry
    for facts in names.listed.lists.values():
        assert list_of(list_message(facts)) == facts
    for answer in names.match([NameQuery("a", (ZHONGTAI.names[0],), "China"), NameQuery("b", ("Nobody",))]):
        assert answer_of(answer_message(answer)) == answer
