"""What was paid held against the caps that laws set: each rule apart, never as a benchmark."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from tolpuddle.scoring.core.corridors.costs import Money, converted
from tolpuddle.scoring.core.corridors.debt import cents

State = Literal["over_cap", "not_over_cap", "not_compared"]

_ALL: Final = re.compile(r"^(all costs|placement cost)")
_FEE: Final = re.compile(
    r"\b(service fee|service charge|placement fee|commission|charged for a|45 days of wages)\b"
)
_MONTHLY: Final = re.compile(r"^monthly\b")
_EXAMPLE: Final = re.compile(r"\bas an example\b")
_YEARLY: Final = re.compile(r"for each 12 months")
_FEE_HEAD: Final = "recruitment_fee"
NO_COMFORT: Final = "A cap of law is no benchmark: workers should pay nothing."


@dataclass(frozen=True, slots=True)
class Limit:
    """One rule that limits what workers may be charged, and what was paid beside it."""

    rule: str
    """cap or zero."""
    covers: str
    limit: Decimal | None
    """In the currency of the total; null: it cannot be told."""
    compared: Decimal | None
    """What workers paid of what the rule covers."""
    state: State
    says: str
    certainty: str
    stale: bool
    source: str | None


def held_against(
    row: Mapping[str, Any], paid: Mapping[str, Decimal], to: str, rates: Mapping[str, Decimal], pay: Money | None,
    contract_months: Decimal | None, certainty: str, stale: bool,
) -> Limit:  # fmt: skip
    """One rule (cap or zero, in force) held against what workers paid by cost head, in the currency `to`."""
    covers = row["covers"] or ""
    compared = _covered(covers, paid)
    limit, why = _limit(row, covers, to, rates, pay, contract_months)
    known = row["certainty"] != "G"

    def told(state: State, says: str) -> Limit:
        return Limit(
            row["rule"],
            covers,
            limit,
            compared,
            state,
            f"{says} {NO_COMFORT}",
            certainty,
            stale,
            row["source"],
        )

    if not known:
        return told("not_compared", "Not compared: the rule is general knowledge, which nobody verified.")
    if limit is None or compared is None:
        return told("not_compared", f"Not compared: {why or 'what the rule covers is not told apart here'}.")
    if compared > limit:
        return told(
            "over_cap",
            f"Workers paid {cents(compared)} {to} where the rule allows {cents(limit)} {to} ({covers}).",
        )
    return told(
        "not_over_cap",
        f"Workers paid {cents(compared)} {to}; the rule allows {cents(limit)} {to} ({covers}).",
    )


def _covered(covers: str, paid: Mapping[str, Decimal]) -> Decimal | None:
    if _ALL.search(covers):
        return sum(paid.values(), Decimal(0))
    return paid.get(_FEE_HEAD, Decimal(0)) if _FEE.search(covers) else None


def _limit(
    row: Mapping[str, Any],
    covers: str,
    to: str,
    rates: Mapping[str, Decimal],
    pay: Money | None,
    months: Decimal | None,
) -> tuple[Decimal | None, str]:
    if row["rule"] == "zero":
        return Decimal(0), ""
    if _MONTHLY.search(covers):
        return None, "the rule caps what is taken each month"
    if _EXAMPLE.search(covers):
        return None, "the rule is an example of another job order"
    found: list[Decimal] = []
    if row["months_of_wage"]:
        if pay is None:
            return None, "the rule counts in months of pay, which is not known"
        factor = Decimal(row["months_of_wage"])
        if _YEARLY.search(covers):
            if months is None:
                return None, "the rule counts by the length of the contract, which is not known"
            factor = factor * months / 12
        found.append(converted(pay.amount, pay.currency, to, rates) * factor)
    if row["amount"]:
        if row["currency"] != to and row["currency"] not in rates:
            return None, f"there is no rate from {row['currency']} to {to}"
        found.append(converted(Decimal(row["amount"]), row["currency"], to, rates))
    return (min(found), "") if found else (None, "the rule states no amount")


def summed_up(limits: Sequence[Limit]) -> tuple[str, str]:
    """State and sentence over all rules: over_cap where one is passed."""
    if any(limit.state == "over_cap" for limit in limits):
        return "over_cap", f"At least one cap of law is passed. {NO_COMFORT}"
    if any(limit.state == "not_over_cap" for limit in limits):
        return "not_over_cap", f"No cap of law that could be compared is passed. {NO_COMFORT}"
    if limits:
        return "not_compared", f"There are rules, and none could be compared. {NO_COMFORT}"
    return "no_rule_known", f"No cap of law is known for this corridor. {NO_COMFORT}"
