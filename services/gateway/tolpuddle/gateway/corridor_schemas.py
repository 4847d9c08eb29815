"""The public JSON of corridors: what callers send, and what is answered."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from tolpuddle.gateway.assessment_shape import Answer
from tolpuddle.gateway.schemas import STRICT, Day, Word

Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,15}(\.[0-9]{1,12})?$")]
"""A decimal number as text, so that nothing is rounded on the way."""
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Amount(BaseModel):
    """An amount of money."""

    model_config = STRICT

    amount: Digits = Field(description="Decimal digits as text", examples=["150000"])
    currency: Currency = Field(examples=["NPR"])


class PaidCost(Amount):
    """A cost of getting the job."""

    cost_head: Word = Field(description="Id of a cost head", examples=["recruitment_fee"])
    payer: Literal["worker", "employer", "agency", "other"] = Field(
        "worker", description="By role, never by name"
    )
    repaid: Digits | None = Field(None, description="Given back to the worker, in the same currency")


class FeesRequest(BaseModel):
    """What was paid for a job. What is left out is unknown, not nought."""

    model_config = {
        **STRICT,
        "json_schema_extra": {
            "examples": [
                {
                    "origin": "NPL",
                    "destination": "SAU",
                    "sector": "domestic_work",
                    "costs": [{"cost_head": "recruitment_fee", "amount": "150000", "currency": "NPR"}],
                    "pay": {"amount": "1200", "currency": "SAR"},
                    "rates": {"NPR": "0.028"},
                    "share": "0.5",
                }
            ]
        },
    }

    origin: Word | None = Field(None, description="Code or name; null with destination: no law is looked at")
    destination: Word | None = None
    sector: Word | None = Field(None, description="Id of a sector")
    on: Day | None = Field(None, description="Day on which rules are looked at; null: that of the edition")
    costs: list[PaidCost] = Field(min_length=1, max_length=500)
    pay: Amount | None = Field(None, description="Net pay of a month; null: unknown")
    currency: Currency | None = Field(
        None, description="Of the total; null: that of the pay, or the only one there is"
    )
    rates: dict[Currency, Digits] = Field(
        default_factory=dict[str, str], max_length=50,
        description="Currency -> how much of the total's currency one unit is worth; none is looked up",
    )  # fmt: skip
    share: Digits | None = Field(
        None, description="Share of pay that goes into repayment, above 0, at most 1"
    )
    interest: Digits | None = Field(None, description="Percent a month")
    contract_months: Digits | None = None


class CountryAnswer(Answer):
    """A country."""

    iso3: str
    name: str


class FactAnswer(Answer):
    """One fact, with its days and how certain it is."""

    about: Literal["destination", "origin", "fees"]
    kind: str
    value: str
    in_law: str = Field(
        description="yes, partly, no or unknown; what is general knowledge is never said to be law"
    )
    in_practice: str
    begins: str | None
    until: str | None
    as_of: str | None
    review_by: str | None
    stale: bool = Field(description="Past its day of review; shown all the same")
    standing: Literal["in_force", "ended", "not_yet"]
    certainty: str
    certainty_words: str
    says: str
    note: str | None
    source: str | None


class RatificationAnswer(Answer):
    """Where a country stands with a treaty. Ratified is not applied."""

    iso3: str
    instrument: str
    title: str
    status: str
    year: str | None
    as_of: str | None
    stale: bool
    certainty_words: str
    says: str
    source: str | None


class CorridorAnswer(Answer):
    """What is known of the rules between two countries, and what is not. Exposure, never a finding."""

    notice: str
    edition: str
    origin: CountryAnswer
    destination: CountryAnswer
    sector: str | None
    on: str
    destination_rules: Sequence[FactAnswer]
    origin_rules: Sequence[FactAnswer]
    fee_rules: Sequence[FactAnswer]
    ratifications: Sequence[RatificationAnswer]
    unknown: Sequence[str] = Field(description="What is not known")
    notes: Sequence[str] = Field(description="How to read this")


class HeadAnswer(Answer):
    """What one cost head came to, in the currency of the total."""

    head: str
    title: str
    by_worker: str
    by_others: str
    repaid: str


class RepaymentAnswer(Answer):
    """What repaying takes."""

    months: str | None = Field(description="null: the debt has no end at this share of pay")
    interest_paid: str
    says: str


class BenchmarkAnswer(Answer):
    """Held against the benchmark of zero."""

    state: Literal["above_zero", "nothing_told", "repaid"]
    over: str
    says: str


class LimitAnswer(Answer):
    """One cap of law, and what workers paid beside it."""

    rule: str
    covers: str
    limit: str | None
    compared: str | None
    state: Literal["over_cap", "not_over_cap", "not_compared"]
    says: str
    certainty: str
    stale: bool
    source: str | None


class LegalCapAnswer(Answer):
    """Held against law, apart from the benchmark. A legal fee is a fee all the same."""

    state: Literal["over_cap", "not_over_cap", "not_compared", "no_rule_known", "no_corridor"]
    says: str
    rules: Sequence[LimitAnswer]


class FeesAnswer(Answer):
    """Fees and debt of a worker. Amounts are decimal digits as text."""

    notice: str
    edition: str
    currency: str
    heads: Sequence[HeadAnswer]
    worker_total: str = Field(description="At least so much: what nobody told is unknown")
    months_of_pay: str | None = Field(description="null: pay is unknown")
    repayment: RepaymentAnswer | None
    benchmark_zero: BenchmarkAnswer
    legal_cap: LegalCapAnswer
    not_told: Sequence[str]
    notes: Sequence[str]
