"""The public JSON of matching: what callers send."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tolpuddle.gateway.schemas import STRICT, Line, Name, Word

MAX_QUERIES = 1_000
MAX_NAMES = 20
MAX_TOP = 100


class MatchQuery(BaseModel):
    """A company to look for."""

    model_config = STRICT

    name: Name = Field(description="In any script")
    other_names: list[Name] = Field(
        default_factory=list[Name],
        max_length=MAX_NAMES - 1,
        description="Aliases, former names, the name in another script: the one that comes closest counts",
    )
    country: Word | None = Field(
        None,
        description="Name, code or alias in any language. Evidence, never a filter; equal countries earn nothing",
    )
    query_id: Word | None = Field(None, description="Your own id; null: the place in the request, from 1")
    supplier_id: Word | None = Field(
        None,
        description="Your supplier's id, so that decisions on this supplier are found even after it was renamed",
    )


class MatchRequest(BaseModel):
    """Names to compare with official orders and lists."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"queries": [{"name": "Xinjiang Example Textile Co., Ltd.", "country": "China"}], "top": 5}
            ]
        },
    )

    queries: list[MatchQuery] = Field(min_length=1, description=f"At most {MAX_QUERIES:,}")
    lists: list[Word] = Field(
        default_factory=list[Word], max_length=100, description="Ids of lists to look at; none: all"
    )
    top: int = Field(10, ge=1, le=MAX_TOP, description="Candidates of each query")
    least: Literal["none", "possible", "listed"] = Field(
        "possible", description="Weakest verdict of a candidate that is shown"
    )


class MatchDecisionRequest(BaseModel):
    """What a person decided on one match. Name no workers: reasons are about companies."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "name": "Example Textile Ltd",
                    "country": "China",
                    "order_id": "us_uflpa:xinjiang-example-textile",
                    "decision": "not_the_same",
                    "reason": "Another registration number; the plant is in Jiangsu.",
                    "decided_by": "analyst-7",
                    "until": "2027-06-30",
                }
            ]
        },
    )

    supplier_id: Word | None = Field(
        None, description="Your supplier's id. Without a name, the supplier must have been screened here"
    )
    name: Name | None = Field(
        None, description="As the supplier is called; null: as its latest assessment has it"
    )
    country: Word | None = None
    order_id: Word = Field(description="The entry, as a match gives it")
    decision: Literal["not_the_same", "same"]
    reason: Annotated[
        Line, Field(description="What it rests on: registers, addresses, owners. No workers' names")
    ]
    decided_by: Word = Field(description="Id of the person in your own system, or their function")
    role: Literal["analyst", "admin"] = "analyst"
    until: date | None = Field(None, description="Last day on which it stands; null: no end")

    @model_validator(mode="after")
    def _names_a_supplier(self) -> Self:
        if self.name is None and self.supplier_id is None:
            raise ValueError("Name the supplier: supplier_id, or name and country")
        return self


class WithdrawalRequest(BaseModel):
    """A decision is taken back. It stays in the record."""

    model_config = STRICT

    reason: Line
    withdrawn_by: Word = Field(description="Id of the person in your own system, or their function")
