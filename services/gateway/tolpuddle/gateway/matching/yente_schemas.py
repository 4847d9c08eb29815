"""The shapes that clients of yente, the matching API of OpenSanctions, send and read."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tolpuddle.gateway.assessment_shape import Answer
from tolpuddle.gateway.matching.schemas import MAX_TOP

_LENIENT = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)
"""These clients may send more than we use; what we do not know cannot change a comparison of names."""


class YenteExample(BaseModel):
    """A company described by example."""

    model_config = _LENIENT

    id: str | None = Field(None, max_length=500)
    schema_: str = Field(alias="schema", pattern="^[A-Za-z]{1,60}$", examples=["Company"])
    properties: dict[str, str | list[Any]] = Field(
        max_length=200,
        description="Of these, name, alias, previousName, country, jurisdiction and mainCountry are read",
    )


class YenteQuery(BaseModel):
    """Companies to match, under keys of the caller's own."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "queries": {
                        "q1": {
                            "schema": "Company",
                            "properties": {"name": ["Xinjiang Example Textile Co., Ltd."], "country": ["cn"]},
                        }
                    }
                }
            ]
        },
    )

    queries: dict[str, YenteExample] = Field(min_length=1)
    weights: dict[str, float] = Field(default_factory=dict[str, float], description="Read and not used")
    config: dict[str, Any] = Field(default_factory=dict[str, Any], description="Read and not used")


class YenteWishes(BaseModel):
    """Query parameters of /match. Others of yente are taken and change nothing."""

    model_config = ConfigDict(frozen=True)

    limit: int = Field(5, ge=1, le=500, description=f"More than {MAX_TOP} are never compared")
    threshold: float | None = Field(
        None, ge=0, le=1, description="Score from which `match` is true; null: that of “listed”"
    )
    cutoff: float | None = Field(
        None, ge=0, le=1, description="Weakest score of a result; null: that of “possible”"
    )
    algorithm: str = Field("best", max_length=100, description="Any name: there is one algorithm")
    include_dataset: list[str] = Field(default_factory=list[str], max_length=100)
    exclude_dataset: list[str] = Field(default_factory=list[str], max_length=100)
    exclude_schema: list[str] = Field(default_factory=list[str], max_length=100)
    exclude_entity_ids: list[str] = Field(default_factory=list[str], max_length=1000)
    topics: list[str] = Field(default_factory=list[str], max_length=100)


class YenteSearchWishes(BaseModel):
    """Query parameters of /search. Others of yente are taken and change nothing."""

    model_config = ConfigDict(frozen=True)

    q: str = Field("", max_length=500, description="Beginnings of words of a name")
    limit: int = Field(10, ge=0, le=500)
    offset: int = Field(0, ge=0, le=9_999)
    countries: list[str] = Field(
        default_factory=list[str], max_length=300, description="Codes of two letters"
    )
    schema_: str = Field("Thing", alias="schema", max_length=60)
    include_dataset: list[str] = Field(default_factory=list[str], max_length=100)
    exclude_dataset: list[str] = Field(default_factory=list[str], max_length=100)


class YenteTotal(Answer):
    """How many there are."""

    value: int
    relation: Literal["eq"]


class YenteEntity(Answer):
    """An entry of a list as an entity of FollowTheMoney."""

    id: str
    caption: str
    schema_: str = Field(alias="schema")
    properties: dict[str, list[Any]]
    datasets: list[str]
    referents: list[str]
    target: bool


class YenteScored(YenteEntity):
    """A candidate."""

    score: float
    match: bool = Field(description="The score reaches the threshold; a decision never changes it")
    features: dict[str, float]
    explanations: dict[str, Any]
    decision: dict[str, Any] | None = Field(
        description="What a person decided on this match; null: nobody did"
    )


class YenteResult(Answer):
    """What was found for one query."""

    status: int = Field(description="200; 422: the query has no name to compare")
    results: list[YenteScored]
    total: YenteTotal
    query: dict[str, Any]
    notes: list[str] = Field(description="What to know of this answer; among it how partial the lists are")


class YenteMatches(Answer):
    """Results by key of the query."""

    responses: dict[str, YenteResult]
    matcher: dict[str, Any]
    limit: int


class YenteSearch(Answer):
    """Entities whose names begin so."""

    results: list[YenteEntity]
    facets: dict[str, Any]
    total: YenteTotal
    limit: int
    offset: int


class YenteCatalog(Answer):
    """The lists, each as a dataset; `default` holds all of them."""

    datasets: list[dict[str, Any]]
    current: list[str]
    outdated: list[str]
    index_stale: bool


class YenteAlgorithms(Answer):
    """There is one."""

    algorithms: list[dict[str, Any]]
    default: str
    best: str


class YenteAdjacent(Answer):
    """An entity and what stands next to it."""

    entity: YenteEntity
    adjacent: dict[str, Any]


class YenteAdjacentOfOne(Answer):
    """What stands next to an entity in one property."""

    results: list[Any]
    total: YenteTotal
    limit: int
    offset: int


class YenteStatus(Answer):
    """Alive, or ready."""

    status: Literal["ok"]
