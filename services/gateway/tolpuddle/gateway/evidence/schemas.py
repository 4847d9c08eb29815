"""The public JSON of evidence: what callers send, and what is answered."""

import datetime
from collections.abc import Sequence
from typing import Any, Literal, Self

from pydantic import BaseModel, Field, model_validator

from tolpuddle.gateway.assessment_shape import Answer
from tolpuddle.gateway.schemas import STRICT, Identifier, Line, Source, Word

Band = Literal["1-9", "10-49", "50-249", "250-999", "1000+", "unknown"]


class NewEvidence(BaseModel):
    """One answer to a statement, or the step of a control, from one source. It never names a person."""

    model_config = STRICT

    statement: Identifier | None = Field(None, description="Statement id; or else control")
    control: Identifier | None = Field(None, description="Control id; or else statement")
    answer: Line = Field(description="As the statement asks for it, or a step of the ladder")
    source: Source = Field(description="questionnaire: management about itself")
    method: Word | None = Field(
        None, description="How it was found out, such as off-site interviews in small groups"
    )
    date: datetime.date | None = Field(
        None, description="Day on which it was seen or said; a month is its first day"
    )
    confidence: Literal["low", "medium", "high"] | None = None
    expires: datetime.date | None = Field(
        None, description="Last day on which it counts; null: as its source does"
    )
    site: Word | None = Field(None, description="Place at district or above where a site is small")
    people_affected_band: Band | None = Field(None, description="Never a count of few people")
    reliability: Literal["low", "medium", "high"] | None = Field(None, description="Of the source")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.statement is None) == (self.control is None):
            raise ValueError("An item names a statement or a control")
        return self


class EvidenceRequest(BaseModel):
    """What was seen at a supplier. Names, numbers and addresses of people are refused."""

    model_config = {
        **STRICT,
        "json_schema_extra": {
            "examples": [
                {
                    "items": [
                        {
                            "statement": "identity_documents_retained",
                            "answer": "yes",
                            "source": "worker_interview",
                            "method": "off-site interviews in small groups",
                            "date": "2026-10-01",
                            "confidence": "high",
                            "people_affected_band": "50-249",
                        }
                    ]
                }
            ]
        },
    }

    items: list[NewEvidence] = Field(min_length=1, max_length=200)


class EvidenceAnswer(Answer):
    """An item as it was kept."""

    id: str
    statement: str | None
    control: str | None
    answer: str
    source: str
    method: str | None
    date: datetime.date | None
    confidence: str | None
    expires: datetime.date | None
    site: str | None
    people_affected_band: str | None
    reliability: str | None
    recorded_at: datetime.datetime
    standing: Literal["kept", "expired", "withdrawn"] = Field(
        description="kept: it is read with everything else; whether it prevails says the assessment"
    )
    withdrawn_at: datetime.datetime | None
    withdrawn_by: str | None
    withdrawn_why: str | None


class MovedPart(Answer):
    """A part of an index whose points differ."""

    reading: Literal["exposure", "channel"]
    factor: str
    points_before: float
    points_after: float
    reason_before: str
    reason_after: str


class MovedIndicator(Answer):
    """An ILO indicator whose state differs: a prompt to inquire, never a verdict."""

    indicator: str
    before: str
    after: str
    why: str | None


class Moved(Answer):
    """What became different. The points of a reading's parts sum to the difference of its index."""

    exposure_before: float | None
    exposure_after: float | None
    channel_before: float | None
    channel_after: float | None
    priority_before: str
    priority_after: str
    parts: Sequence[MovedPart]
    indicators: Sequence[MovedIndicator]


class EvidenceKept(Answer):
    """What was kept, and the supplier read again with it. Nothing is sent to the supplier."""

    notice: str
    supplier_id: str
    items: Sequence[EvidenceAnswer]
    moved: Moved
    urgent_safety_review: bool = Field(description="People may be in danger: a person looks today")
    safe_referral: Sequence[str] = Field(
        description="What to do and what not; empty: nothing urgent is reported"
    )
    message_to_supplier: Literal["none"] = Field(description="No message is ever sent because of evidence")
    assessment: dict[str, Any] = Field(description="The supplier as it is read now")


class EvidenceListed(Answer):
    """Everything that is kept about a supplier, newest first."""

    notice: str
    supplier_id: str
    items: Sequence[EvidenceAnswer]
    weighed: Sequence[dict[str, Any]] = Field(
        description="Per statement, as of the latest assessment: what prevails, by which rule, and what contradicts it"
    )
