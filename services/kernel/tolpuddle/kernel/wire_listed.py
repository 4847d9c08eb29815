"""Lists, entries and compared names on the wire."""

from typing import Any

from tolpuddle.kernel.listed import (
    Candidate,
    Entry,
    EntryName,
    Feature,
    ListFacts,
    NameAnswer,
    NameQuery,
    Thresholds,
)
from tolpuddle.v1 import listed_pb2

_SAME = (
    "order_id", "list_id", "who", "subsidiaries", "place_id", "goods_words", "section", "until", "status", "in_part",
    "source", "source_row", "hash", "certainty", "note",
)  # fmt: skip
"""Fields of an entry that are called alike on both sides."""

_OF_LIST = (
    "list_id", "title", "publisher", "jurisdiction", "kind", "legal_basis", "as_of", "complete", "entries", "note",
    "source", "licence",
)  # fmt: skip


def entry_message(entry: Entry) -> listed_pb2.Entry:
    """One entry of a list."""
    alike: dict[str, Any] = {"from": entry.begins, **{name: getattr(entry, name) for name in _SAME}}
    return listed_pb2.Entry(
        caption=entry.caption,
        names=[
            listed_pb2.EntryName(
                name=each.name, kind=each.kind, country=each.iso3, place=each.place, script=each.script
            )
            for each in entry.names
        ],
        country=entry.iso3,
        goods=entry.goods,
        **alike,
    )


def entry_of(message: listed_pb2.Entry) -> Entry:
    """Undo entry_message."""
    return Entry(
        names=tuple(
            EntryName(each.name, each.kind, each.country, each.place, each.script) for each in message.names
        ),
        iso3=message.country,
        goods=tuple(message.goods),
        begins=getattr(message, "from"),
        **{name: getattr(message, name) for name in _SAME},
    )


def list_message(facts: ListFacts) -> listed_pb2.ListFacts:
    """One list."""
    return listed_pb2.ListFacts(
        published_entries=facts.published_entries,
        caution=facts.caution,
        **{name: getattr(facts, name) for name in _OF_LIST},
    )


def list_of(message: listed_pb2.ListFacts) -> ListFacts:
    """Undo list_message."""
    published = message.published_entries if message.HasField("published_entries") else None
    return ListFacts(published_entries=published, **{name: getattr(message, name) for name in _OF_LIST})


def query_message(query: NameQuery) -> listed_pb2.NameQuery:
    """One query."""
    return listed_pb2.NameQuery(query_id=query.query_id, names=query.names, country=query.country or "")


def query_of(message: listed_pb2.NameQuery) -> NameQuery:
    """Undo query_message; empty names count as none."""
    names = tuple(name for name in message.names if name.strip())
    return NameQuery(message.query_id, names, message.country.strip() or None)


def answer_message(answer: NameAnswer) -> listed_pb2.NameAnswer:
    """What was found for one query."""
    return listed_pb2.NameAnswer(
        query_id=answer.query_id,
        verdict=answer.verdict,
        country=answer.iso3 or "",
        candidates=[
            listed_pb2.Candidate(
                entry=entry_message(each.entry),
                score=each.score,
                verdict=each.verdict,
                reasons=each.reasons,
                name=each.name,
                features=[
                    listed_pb2.MatchFeature(id=part.id, points=part.points, sentence=part.sentence)
                    for part in each.features
                ],
            )
            for each in answer.candidates
        ],
    )


def answer_of(message: listed_pb2.NameAnswer) -> NameAnswer:
    """Undo answer_message."""
    return NameAnswer(
        message.query_id,
        message.verdict,
        message.country or None,
        tuple(
            Candidate(
                entry_of(each.entry),
                each.score,
                each.verdict,
                tuple(each.reasons),
                each.name,
                tuple(Feature(part.id, part.points, part.sentence) for part in each.features),
            )
            for each in message.candidates
        ),
    )


def thresholds_message(thresholds: Thresholds) -> listed_pb2.MatchThresholds:
    """Two scores."""
    return listed_pb2.MatchThresholds(listed=thresholds.listed, possible=thresholds.possible)


def thresholds_of(message: listed_pb2.MatchThresholds) -> Thresholds:
    """Undo thresholds_message."""
    return Thresholds(message.listed, message.possible)
