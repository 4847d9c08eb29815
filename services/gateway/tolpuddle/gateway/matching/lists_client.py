"""Scoring's lists over gRPC: names compared, entries read, what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tolpuddle.kernel.listed import Entry, ListFacts, NameAnswer, NameQuery, Thresholds
from tolpuddle.kernel.wire_listed import answer_of, entry_of, list_of, query_message, thresholds_of
from tolpuddle.v1 import scoring_service_pb2


@dataclass(frozen=True, slots=True)
class Matched:
    """Answers in the order of the queries, and what they rest on."""

    answers: tuple[NameAnswer, ...]
    lists: tuple[ListFacts, ...]
    thresholds: Thresholds
    edition: str


@dataclass(frozen=True, slots=True)
class Found:
    """Some entries of all that there are."""

    entries: tuple[Entry, ...]
    total: int
    edition: str


@dataclass(frozen=True, slots=True)
class Lists:
    """What is looked at."""

    lists: tuple[ListFacts, ...]
    thresholds: Thresholds
    edition: str
    alpha2: Mapping[str, str]
    """ISO 3166-1 alpha-3 -> alpha-2."""

    def list_of(self, entry: Entry) -> ListFacts:
        """The list on which an entry stands."""
        return next(each for each in self.lists if each.list_id == entry.list_id)


class Call(Protocol):
    """A call of scoring by the name of its method. Raises: UnavailableError, LimitError, NotFoundError."""

    def __call__(self, name: str, method: Any, request: Any) -> Any: ...


class ListsClient:
    """A part of the client of scoring."""

    def __init__(self, scoring: Any, call: Call) -> None:
        """scoring: the stub of the service."""
        self._scoring = scoring
        self._call = call

    def match(self, queries: Sequence[NameQuery], lists: Sequence[str] = (), top: int = 10) -> Matched:
        """Compare names. lists: ids of those to look at; none: all. Raises: as Call."""
        request = scoring_service_pb2.MatchRequest(
            queries=[query_message(query) for query in queries], lists=lists, top=top
        )
        answer: scoring_service_pb2.MatchResponse = self._call("Match", self._scoring.Match, request)
        return Matched(
            tuple(answer_of(each) for each in answer.answers),
            tuple(list_of(each) for each in answer.lists),
            thresholds_of(answer.thresholds),
            answer.edition,
        )

    def entries(self, order_ids: Sequence[str]) -> dict[str, Entry]:
        """Entries by id, those that are there. Raises: as Call."""
        if not order_ids:
            return {}
        request = scoring_service_pb2.EntriesRequest(order_ids=order_ids)
        answer: scoring_service_pb2.EntriesResponse = self._call("Entries", self._scoring.Entries, request)
        return {each.order_id: entry_of(each) for each in answer.entries}

    def find(self, text: str, lists: Sequence[str] = (), limit: int = 10, offset: int = 0) -> Found:
        """Entries with a name whose words begin so; no text: any. Raises: as Call."""
        request = scoring_service_pb2.EntriesRequest(text=text, lists=lists, limit=limit, offset=offset)
        answer: scoring_service_pb2.EntriesResponse = self._call("Entries", self._scoring.Entries, request)
        return Found(tuple(entry_of(each) for each in answer.entries), answer.total, answer.edition)

    def lists(self) -> Lists:
        """What is looked at. Raises: as Call."""
        answer: scoring_service_pb2.ListsResponse = self._call(
            "Lists", self._scoring.Lists, scoring_service_pb2.ListsRequest()
        )
        found = tuple(list_of(each) for each in answer.lists)
        return Lists(found, thresholds_of(answer.thresholds), answer.edition, dict(answer.alpha2))
