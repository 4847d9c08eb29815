"""Fees and debt of a worker: the total, months of pay, months to repay; benchmark and law apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.scoring.core.corridors.caps import Limit, held_against, summed_up
from tolpuddle.scoring.core.corridors.costs import MOST, Account, converted, target
from tolpuddle.scoring.core.corridors.debt import DIGITS, Repayment, cents, quotient, repayment
from tolpuddle.scoring.core.corridors.fact import Fact
from tolpuddle.scoring.core.corridors.read import Corridors, Row, standing


@dataclass(frozen=True, slots=True)
class HeadTotal:
    """What one cost head came to, in the currency of the total."""

    head: str
    title: str
    by_worker: Decimal
    by_others: Decimal
    repaid: Decimal


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Held against the benchmark: workers bear nothing, whatever a law allows."""

    state: str
    """above_zero, nothing_told or repaid; never a word for good."""
    over: Decimal
    says: str


@dataclass(frozen=True, slots=True)
class LegalCap:
    """Held against law: each rule apart, and never a benchmark."""

    state: str
    """over_cap, not_over_cap, not_compared, no_rule_known or no_corridor."""
    says: str
    rules: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Reckoning:
    """All that follows from an account."""

    currency: str
    heads: tuple[HeadTotal, ...]
    worker_total: Decimal
    """Borne by the worker after what was repaid; at least so much, for heads that nobody told are unknown."""
    months_of_pay: Decimal | None
    """Null: pay is unknown. So is the next."""
    repayment: Repayment | None
    benchmark_zero: Benchmark
    legal_cap: LegalCap
    not_told: tuple[str, ...]
    """Titles of cost heads of which nothing was said."""
    notes: tuple[str, ...]


def reckon(
    account: Account,
    corridors: Corridors,
    corridor: tuple[str, str] | None,
    sector: str | None = None,
    on: str | None = None,
) -> Reckoning:
    """Add up an account. corridor: origin and destination; null: no law is looked at.

    Raises: UnusableInputError when a head is unknown, a rate is missing or a number out of bounds; NotFoundError.
    """
    _check(account, corridors.heads)
    with localcontext() as context:
        context.prec = DIGITS
        return _reckoned(account, corridors, corridor, sector, on)


def _reckoned(
    account: Account,
    corridors: Corridors,
    corridor: tuple[str, str] | None,
    sector: str | None,
    on: str | None,
) -> Reckoning:
    to = target(account)
    sums = {head: [Decimal(0), Decimal(0), Decimal(0)] for head in corridors.heads}
    for cost in account.costs:
        paid = converted(cost.paid.amount, cost.paid.currency, to, account.rates)
        sums[cost.head][0 if cost.payer == "worker" else 1] += paid
        sums[cost.head][2] += converted(cost.repaid, cost.paid.currency, to, account.rates)
    told = {cost.head for cost in account.costs}
    heads = tuple(
        HeadTotal(head, title, *(cents(value) for value in sums[head])) for head, title in corridors.heads.items() if head in told
    )  # fmt: skip
    gross = sum((worker for worker, _, _ in sums.values()), Decimal(0))
    total = gross - sum((back for _, _, back in sums.values()), Decimal(0))
    pay = (
        None
        if account.pay is None
        else converted(account.pay.amount, account.pay.currency, to, account.rates)
    )
    months = None if pay is None else quotient(total, pay)
    share = account.share
    repaid = None if pay is None or share is None else repayment(total, pay * share, account.interest)
    missing = tuple(title for head, title in corridors.heads.items() if head not in told)
    law = _law(
        account, corridors, corridor, sector, on, {head: values[0] for head, values in sums.items()}, to
    )
    return Reckoning(
        to,
        heads,
        cents(total),
        months,
        repaid,
        _benchmark(gross, total, to),
        law,
        missing,
        tuple(_notes(account, missing)),
    )


def _check(account: Account, heads: Mapping[str, str]) -> None:
    if not account.costs:
        raise UnusableInputError(
            "No cost is told: name at least one, an amount of 0 included.", field="costs"
        )
    if len(account.costs) > MOST:
        raise UnusableInputError(f"There are more than {MOST} costs.", field="costs")
    for at, cost in enumerate(account.costs):
        if cost.head not in heads:
            raise UnusableInputError(
                f"A cost head is one of {', '.join(heads)}.", field=f"costs/{at}/cost_head"
            )
        if cost.repaid > cost.paid.amount:
            raise UnusableInputError("More was repaid than paid.", field=f"costs/{at}/repaid")
        if cost.payer != "worker" and cost.repaid:
            raise UnusableInputError(
                "Only what a worker paid is repaid to a worker.", field=f"costs/{at}/repaid"
            )
    if account.pay is not None and account.pay.amount == 0:
        raise UnusableInputError(
            "Monthly pay of nought repays nothing: leave it out if it is unknown.", field="pay"
        )
    if account.share is not None and not 0 < account.share <= 1:
        raise UnusableInputError("The share of pay is above 0 and at most 1.", field="share")
    if account.interest is not None and account.interest > 100:
        raise UnusableInputError("Interest is in percent a month, at most 100.", field="interest")


def _benchmark(gross: Decimal, total: Decimal, to: str) -> Benchmark:
    if total > 0:
        return Benchmark(
            "above_zero",
            cents(total),
            f"Workers bear {cents(total)} {to} that the benchmark puts on the employer: it is zero.",
        )
    if gross > 0:
        return Benchmark(
            "repaid", Decimal(0), f"Workers paid {cents(gross)} {to}, and all of it is said to be repaid."
        )
    return Benchmark(
        "nothing_told",
        Decimal(0),
        "No payment by workers is told. That is what was told, and proves nothing.",
    )


def _law(
    account: Account, corridors: Corridors, corridor: tuple[str, str] | None, sector: str | None, on: str | None,
    paid: Mapping[str, Decimal], to: str,
) -> LegalCap:  # fmt: skip
    if corridor is None:
        return LegalCap("no_corridor", "No corridor is named, so no law was looked at.", ())
    facts = corridors.of(*corridor, sector, on)
    rows = corridors.fee_rows(facts.origin, facts.destination, sector)
    limits = tuple(
        held_against(
            row,
            paid,
            to,
            account.rates,
            account.pay,
            account.contract_months,
            fact.certainty_words,
            fact.stale,
        )
        for row, fact in _in_force(rows, facts.fee_rules, facts.on)
    )
    return LegalCap(*summed_up(limits), limits)


def _in_force(rows: Sequence[Row], facts: Sequence[Fact], day: str) -> list[tuple[Row, Fact]]:
    pairs = zip(rows, facts, strict=True)
    return [
        (row, fact)
        for row, fact in pairs
        if row["rule"] in ("cap", "zero") and standing(row, day) == "in_force"
    ]


def _notes(account: Account, missing: Sequence[str]) -> list[str]:
    notes: list[str] = []
    if missing:
        notes.append(
            "Cost heads of which nothing was said are unknown, not nought: the total is at least this."
        )
    if account.pay is None:
        notes.append("Pay is unknown, so months of pay are unknown.")
    if account.rates:
        notes.append("Rates are those that were given; none was looked up.")
    return notes
