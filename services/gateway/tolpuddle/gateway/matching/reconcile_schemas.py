"""The shapes of OpenRefine's reconciliation protocol."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, RootModel

from tolpuddle.gateway.assessment_shape import Answer
from tolpuddle.gateway.matching.schemas import MAX_TOP

_LENIENT = ConfigDict(frozen=True, extra="ignore")
_Scalar = str | int | float | bool | dict[str, Any] | None


class PropertyValue(BaseModel):
    """A property of the row, as one value or several."""

    model_config = _LENIENT

    pid: Annotated[str, Field(max_length=200)]
    v: _Scalar | list[_Scalar] = None


class ReconcileQuery(BaseModel):
    """A cell to reconcile."""

    model_config = _LENIENT

    query: str | None = Field(None, max_length=2000)
    type: str | list[str] | None = None
    limit: int = Field(5, ge=1, le=1_000, description=f"More than {MAX_TOP} are never compared")
    properties: list[PropertyValue] = Field(default_factory=list[PropertyValue], max_length=100)


class ReconcileQueries(RootModel[dict[str, ReconcileQuery]]):
    """Cells under keys of the caller's own."""


class ExtendProperty(BaseModel):
    """A property to fetch."""

    model_config = _LENIENT

    id: Annotated[str, Field(max_length=200)]


class ExtendQuery(BaseModel):
    """Entries and the properties to fetch of each."""

    model_config = _LENIENT

    ids: list[str] = Field(max_length=1_000)
    properties: list[ExtendProperty] = Field(max_length=100)


class ReconcileAnswer(Answer):
    """The manifest; results by key of the query; or meta and rows of an extension: as was asked."""


class SuggestAnswer(Answer):
    """Suggestions."""

    result: list[dict[str, Any]]


class ProposedProperties(Answer):
    """Properties of a type."""

    type: str | None
    limit: int
    properties: list[dict[str, str]]
