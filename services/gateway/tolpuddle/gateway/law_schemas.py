"""The public JSON of the laws' question lists."""

from collections.abc import Mapping, Sequence

from pydantic import Field

from tolpuddle.gateway.assessment_shape import Answer


class LawNamed(Answer):
    """One law whose questions are held here."""

    law: str = Field(description="Id", examples=["uk_msa54"])
    law_version: str = Field(description="Which wording of the law or its guidance the list follows")
    as_of: str = Field(description="Day on which that was looked at, YYYY-MM-DD")
    fields: int = Field(description="How many questions it has")


class LawsAnswer(Answer):
    """The laws with a question list."""

    notice: str
    edition: str
    laws: Sequence[LawNamed]


class LawQuestion(Answer):
    """One field of a law's list, and what fills it. A field that nothing fills is answered “no information”, never left out."""

    field: str
    option: str | None = Field(description="One choice of the field; null: the whole field")
    block: str | None = Field(description="Block of the case file; null: none")
    title: str = Field(description="What is asked, in our words")
    type: str = Field(description="text, multi, enum, yn, list, record …")
    answered_by: str = Field(description="supplier, reporter or tool")
    statement_ids: Sequence[str] = Field(description="Statements whose answers bear on it")
    control_ids: Sequence[str]
    facts: Sequence[str] = Field(description="Ids of facts of the case file")
    note: str | None


class LawAnswer(LawNamed):
    """The question list of one law."""

    notice: str
    edition: str
    questions: Sequence[LawQuestion]
    fact_titles: Mapping[str, str] = Field(description="Fact id -> title")
