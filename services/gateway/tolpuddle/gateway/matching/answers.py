"""The public JSON of matching: what callers get. More fields may follow; none goes away within v1."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from tolpuddle.gateway.answers import Notice
from tolpuddle.gateway.assessment_shape import Answer

Verdict = Literal["listed", "possible", "none"]


class ListAnswer(Answer):
    """A list that was looked at."""

    list: str
    title: str
    publisher: str
    as_of: str | None = Field(description="Day on which the content was true")
    complete: bool
    entries: int = Field(description="Held here")
    published_entries: int | None = Field(description="Known to be published; null: unknown")
    caution: str | None = Field(description="How partial it is; null: complete")


class ThresholdsAnswer(Answer):
    """Scores from which on a name counts as listed or possible."""

    listed: float
    possible: float


class FeatureAnswer(Answer):
    """A part of a score."""

    id: str
    points: float
    sentence: str


class DecisionAnswer(Answer):
    """What a person decided on a match, and how it stands today."""

    id: str
    decision: Literal["not_the_same", "same"]
    state: Literal["in_force", "reopened", "expired", "withdrawn", "replaced", "entry_gone", "unchecked"] = (
        Field(description="reopened: what was seen has changed, look again; unchecked: scoring is away")
    )
    why: list[str] = Field(description="What changed, one sentence each; empty: it stands")
    reason: str
    decided_by: str
    role: str
    decided_at: datetime
    until: date | None


class CandidateAnswer(Answer):
    """An entry of a list that the name may mean."""

    list: str
    entity: str
    order_id: str
    score: float
    verdict: Verdict = Field(description="What the names say. A decision never changes it")
    reasons: Sequence[str]
    features: Sequence[FeatureAnswer]
    matched_name: str = Field(description="The name of the query that came closest")
    names: Sequence[str] = Field(description="Of the entry")
    country: str | None
    section: str | None
    products: str | None
    from_: str | None = Field(alias="from")
    until: str | None
    status: str | None
    in_force: bool | None = Field(description="Today; null: modified, read the order")
    certainty: str | None
    source: str | None
    decision: DecisionAnswer | None = Field(description="null: nobody decided on this match")
    open: bool = Field(description="True: listed or possible, and no decision stands")


class MatchAnswer(Answer):
    """What was found for one query."""

    query_id: str
    name: str
    country: str | None = Field(description="As read; null: unknown")
    verdict: Verdict = Field(description="The strongest of its candidates, whatever was decided")
    open: int = Field(description="Candidates that a person should look at")
    notes: list[str]
    candidates: list[CandidateAnswer]


class Matches(Answer):
    """Names compared with official orders and lists."""

    notice: str = Notice
    edition: str
    on: date = Field(description="Day for which in_force and decisions hold")
    thresholds: ThresholdsAnswer
    lists: list[ListAnswer]
    answers: list[MatchAnswer] = Field(description="In the order of the queries")


class MatchDecisionAnswer(DecisionAnswer):
    """A decision with all that was recorded."""

    key: str = Field(description="The same for the same pair, whatever id the entry has")
    supplier_id: str | None
    name: str
    country: str | None
    list: str
    entity: str
    order_id: str = Field(description="As it was when this was decided")
    score: float | None = Field(description="As the names were read then; null: not brought together")
    verdict: Verdict | None
    edition: str
    fingerprint: str = Field(description="Hash of what was seen")
    replaced_by: str | None
    withdrawn_at: datetime | None
    withdrawn_by: str | None
    withdrawn_why: str | None
    trace_id: str


class MatchDecisions(Answer):
    """Decisions, newest first."""

    decisions: list[MatchDecisionAnswer]
    next: int | None = Field(description="Pass as `before` for older ones; null: there are none")
