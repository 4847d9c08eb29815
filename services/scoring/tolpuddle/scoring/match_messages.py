"""Lists, their entries and compared names as the messages of tolpuddle.v1."""

from collections.abc import Sequence

from tolpuddle.scoring.core.listed_entries import Entry, ListFacts
from tolpuddle.scoring.core.listed_names import Candidate, ListedNames, NameAnswer, NameQuery
from tolpuddle.v1 import listed_pb2, scoring_service_pb2


def queries_of(messages: Sequence[listed_pb2.NameQuery]) -> list[NameQuery]:
    """Queries as they were asked; empty names count as none."""
    return [
        NameQuery(
            each.query_id, tuple(name for name in each.names if name.strip()), each.country.strip() or None
        )
        for each in messages
    ]


def matched(
    answers: Sequence[NameAnswer], names: ListedNames, lists: Sequence[str], edition: str
) -> scoring_service_pb2.MatchResponse:
    """Answers with the lists that were looked at."""
    return scoring_service_pb2.MatchResponse(
        answers=[
            listed_pb2.NameAnswer(
                query_id=each.query_id,
                verdict=each.verdict,
                country=each.iso3 or "",
                candidates=[_candidate(candidate) for candidate in each.candidates],
            )
            for each in answers
        ],
        lists=[list_message(facts) for facts in names.looked_at(lists)],
        thresholds=thresholds_message(names),
        edition=edition,
    )


def _candidate(candidate: Candidate) -> listed_pb2.Candidate:
    return listed_pb2.Candidate(
        entry=entry_message(candidate.entry),
        score=candidate.score,
        verdict=candidate.verdict,
        reasons=candidate.reasons,
        name=candidate.name,
        features=[
            listed_pb2.MatchFeature(id=part.id, points=part.points, sentence=part.sentence)
            for part in candidate.features
        ],
    )


def entry_message(entry: Entry) -> listed_pb2.Entry:
    """One entry of a list."""
    return listed_pb2.Entry(
        order_id=entry.order_id,
        list_id=entry.list_id,
        caption=entry.caption,
        names=[
            listed_pb2.EntryName(
                name=each.name, kind=each.kind, country=each.iso3, place=each.place, script=each.script
            )
            for each in entry.names
        ],
        who=entry.who,
        subsidiaries=entry.subsidiaries,
        country=entry.iso3,
        place_id=entry.place_id,
        goods=entry.goods,
        goods_words=entry.goods_words,
        section=entry.section,
        until=entry.until,
        status=entry.status,
        in_part=entry.in_part,
        source=entry.source,
        source_row=entry.source_row,
        hash=entry.hash,
        **{"from": entry.begins},
    )


def list_message(facts: ListFacts) -> listed_pb2.ListFacts:
    """One list."""
    return listed_pb2.ListFacts(
        list_id=facts.list_id,
        title=facts.title,
        publisher=facts.publisher,
        jurisdiction=facts.jurisdiction,
        kind=facts.kind,
        legal_basis=facts.legal_basis,
        as_of=facts.as_of,
        complete=facts.complete,
        entries=facts.entries,
        published_entries=facts.published_entries,
        note=facts.note,
        source=facts.source,
        licence=facts.licence,
        caution=facts.caution,
    )


def thresholds_message(names: ListedNames) -> listed_pb2.MatchThresholds:
    """Scores from which a name counts as listed or possible."""
    return listed_pb2.MatchThresholds(listed=names.listed_from, possible=names.possible_from)
