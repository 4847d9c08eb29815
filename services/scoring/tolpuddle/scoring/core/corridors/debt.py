"""Months until a debt is repaid from a share of pay, with interest or without, in exact decimals."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final

LONGEST: Final = 600
"""Months after which a debt is said to have no end."""
_CENT: Final = Decimal("0.01")
DIGITS: Final = 60
"""Enough that sums and products of what can be given are exact."""


@dataclass(frozen=True, slots=True)
class Repayment:
    """What repaying takes."""

    months: Decimal | None
    """Null: it has no end at this share of pay."""
    interest_paid: Decimal
    says: str


def cents(value: Decimal) -> Decimal:
    """Rounded to two places, halves up, as people do."""
    with localcontext() as context:
        context.prec = DIGITS
        return value.quantize(_CENT, ROUND_HALF_UP)


def quotient(over: Decimal, under: Decimal) -> Decimal:
    """A quotient to two places."""
    with localcontext() as context:
        context.prec = DIGITS
        return (over / under).quantize(_CENT, ROUND_HALF_UP)


def repayment(debt: Decimal, each_month: Decimal, percent: Decimal | None) -> Repayment:
    """Repay a debt by the same amount each month, above nought; interest in percent of what is left, at the end of each month."""
    if debt == 0:
        return Repayment(Decimal(0), Decimal(0), "Nothing is to be repaid.")
    if not percent:
        months = quotient(debt, each_month)
        return Repayment(months, Decimal(0), f"{months} months at this share of pay, without interest.")
    with localcontext() as context:
        context.prec = DIGITS
        left, interest = debt, Decimal(0)
        for month in range(1, LONGEST + 1):
            added = left * percent / 100
            interest += added
            left += added
            if left <= each_month:
                return Repayment(
                    Decimal(month), cents(interest), f"{month} months, {cents(interest)} of it interest."
                )
            left -= each_month
            if left >= debt:
                break
    return Repayment(
        None, Decimal(0), "At this share of pay the interest eats what is repaid: the debt has no end."
    )
