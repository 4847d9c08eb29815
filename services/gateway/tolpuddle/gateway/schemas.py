"""The public JSON: what callers send. Absent means unknown, never zero or no."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tolpuddle.kernel.personal_text import personal_in

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

STRICT = ConfigDict(frozen=True, extra="forbid")


def _without_control_characters(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("The text holds a control character")
    return text


def _day_of_the_calendar(text: str) -> str:
    date.fromisoformat(text)
    return text


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


_Plain = AfterValidator(_without_control_characters)
Word = Annotated[str, _text(200), _Plain]
Name = Annotated[str, _text(500), _Plain]
Line = Annotated[str, _text(2000), _Plain]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,79}$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day_of_the_calendar)]
Share = Annotated[float, Field(ge=0, le=1)]
Answer = Line
"""An answer as its statement asks for it; a wrong one is told in the assessment, under evidence.refused."""
Source = Literal[
    "worker_interview", "audit_unannounced", "audit_announced", "questionnaire", "grievance", "document", "public_report",
    "payroll", "union",
]  # fmt: skip
Step = Literal["none", "discussed", "written", "acted", "verified"]


class InputOrigin(BaseModel):
    """A material that is used, and where it comes from."""

    model_config = STRICT

    good: Word
    origin: Word | None = Field(None, description="Country as written; null: unknown")


class EvidenceItem(BaseModel):
    """One answer to a statement, or the step of a control, from one source. It never names a person."""

    model_config = STRICT

    statement: Identifier | None = Field(None, description="Statement id; or else control")
    control: Identifier | None = Field(None, description="Control id; or else statement")
    answer: Line = Field(description="As the statement asks for it, or a step of the ladder")
    source: Source = Field("questionnaire", description="questionnaire: management about itself")
    date: Day | None = Field(None, description="Day on which it was seen or said")
    expires: Day | None = Field(None, description="Last day on which it counts; null: as its source does")
    confidence: Word | None = None
    reliability: Word | None = None
    site: Word | None = Field(None, description="Place at district or above where a site is small")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.statement is None) == (self.control is None):
            raise ValueError("An item names a statement or a control")
        if any(
            personal_in(text, in_list=True)
            for text in (self.answer, self.confidence, self.reliability, self.site)
            if text
        ):
            raise ValueError("The item seems to tell of a single person: write of groups and practices")
        return self


class Supplier(BaseModel):
    """One supplier as the caller describes it."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "supplier_id": "S-1001",
                    "name": "Example Garments Ltd",
                    "country": "Bangladesh",
                    "goods": ["garments"],
                    "inputs": [{"good": "cotton", "origin": "China"}],
                    "workers": 850,
                    "answers": {"workers_pay_recruitment_fees": "no"},
                }
            ]
        },
    )

    name: Name
    supplier_id: Word | None = Field(
        None,
        description="Your own id; null: one is made from name, country and address as written, the same every time. "
        "A file makes ids from the country as read: give your own where you send both",
    )
    country: Word | None = Field(None, description="Name, code or alias in any language")
    region: Word | None = None
    address: Line | None = None
    goods: list[Word] = Field(
        default_factory=list[str], max_length=200, description="Words or codes, one good each"
    )
    hs_codes: list[Word] = Field(default_factory=list[str], max_length=200)
    sector: Word | None = Field(None, description="Words, or an ISIC, NACE or NAICS code")
    inputs: list[InputOrigin] = Field(default_factory=list[InputOrigin], max_length=200)
    tier: int | None = Field(None, ge=1, le=50, description="Steps from you: 1 supplies you directly")
    workers: int | None = Field(None, ge=0, le=10_000_000)
    migrant_share: Share | None = Field(
        None, description="0 to 1. Never raises an index: it says how much to ask"
    )
    women_share: Share | None = Field(None, description="0 to 1. As migrant_share")
    young_share: Share | None = Field(None, description="0 to 1. As migrant_share")
    agency_share: Share | None = Field(None, description="0 to 1, workers supplied by labour providers")
    answers: dict[Identifier, Answer] = Field(
        default_factory=dict[str, Answer],
        max_length=1000,
        description="Statement id -> management's own answer, as the statement asks: yes, no, partly, a number, 1200 USD, "
        "option ids joined by ;, unknown, declined or not_applicable. What is left out was not asked",
    )
    evidence: list[EvidenceItem] = Field(
        default_factory=list[EvidenceItem],
        max_length=500,
        description="Answers from any source, with their days; contradictory ones are kept side by side",
    )
    controls: dict[Identifier, Step] = Field(
        default_factory=dict[str, Step], max_length=300, description="Control id -> step of the ladder"
    )
    on_date: Day | None = Field(
        None,
        description="Day on which orders and lists are looked at; null: the day the reference edition was published",
    )
    row: int | None = Field(
        None, ge=1, le=2**53, description="Row in the file it came from; the header is row 1"
    )


class ScreeningRequest(BaseModel):
    """Suppliers to screen now."""

    model_config = STRICT

    suppliers: list[Supplier] = Field(min_length=1)


class WhatIfRequest(BaseModel):
    """A supplier as it is, and as it might be."""

    model_config = STRICT

    before: Supplier
    after: Supplier


class VerifyRequest(BaseModel):
    """What to compute again: one stored screening, the latest assessment of one supplier, or results at hand."""

    model_config = STRICT

    screening_id: Word | None = None
    supplier_id: Word | None = None
    assessments: list[dict[str, str | int | float | bool | None]] | None = Field(
        None,
        min_length=1,
        max_length=10_000,
        description="Rows of the tabular output with at least supplier_id, input and receipt; "
        "the other columns they have are compared too",
    )

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        if sum(value is not None for value in (self.screening_id, self.supplier_id, self.assessments)) != 1:
            raise ValueError("Name exactly one of screening_id, supplier_id and assessments")
        return self
