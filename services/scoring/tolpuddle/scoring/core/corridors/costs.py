"""What was paid for a job, by cost head, as exact decimals; and how it is turned into one currency."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from tolpuddle.kernel.errors import UnusableInputError

Payer = Literal["worker", "employer", "agency", "other"]

_AMOUNT: Final = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,6})?")
_RATE: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")
MOST: Final = 500
"""Costs in one account."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost of getting the job."""

    head: str
    paid: Money
    payer: Payer = "worker"
    repaid: Decimal = Decimal(0)
    """Given back to the worker, in the currency of the payment."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is told about fees and debt; nothing is assumed about what is left out."""

    costs: Sequence[Cost]
    pay: Money | None = None
    """Net pay of a month that is expected or received; null: unknown."""
    currency: str | None = None
    """Of the total; null: that of the pay, else the only one there is."""
    rates: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    """Currency -> how much of the total's currency one unit is worth. Given by the caller; none is looked up."""
    share: Decimal | None = None
    """Share of pay that goes into repayment, above 0 and at most 1."""
    interest: Decimal | None = None
    """Interest on the debt in percent a month."""
    contract_months: Decimal | None = None


def amount(text: str, where: str) -> Decimal:
    """An amount of money, not below nought. Raises: UnusableInputError that names the field."""
    if not _AMOUNT.fullmatch(text.strip()):
        raise UnusableInputError(
            f"{where} is not an amount of at most six decimals, not below nought.", field=where
        )
    return Decimal(text.strip())


def rate(text: str, where: str) -> Decimal:
    """A rate of exchange, above nought. Raises: UnusableInputError."""
    if not _RATE.fullmatch(text.strip()) or Decimal(text.strip()) == 0:
        raise UnusableInputError(f"{where} is not a rate above nought.", field=where)
    return Decimal(text.strip())


def currency(text: str, where: str) -> str:
    """The three letters of a currency. Raises: UnusableInputError."""
    if not _CURRENCY.fullmatch(text.strip().upper()):
        raise UnusableInputError(f"{where} is not the three letters of a currency, such as USD.", field=where)
    return text.strip().upper()


def target(account: Account) -> str:
    """The currency of the total. Raises: UnusableInputError when it is not clear or a rate is missing."""
    used = {cost.paid.currency for cost in account.costs}
    if account.pay is not None:
        used.add(account.pay.currency)
    chosen = account.currency or (account.pay.currency if account.pay is not None else None)
    if chosen is None:
        if len(used) > 1:
            raise UnusableInputError(
                f"There are several currencies ({', '.join(sorted(used))}): say in which the total is wanted, with rates.",
                field="currency",
            )
        chosen = next(iter(used), "")
    missing = sorted(used - {chosen} - set(account.rates))
    if missing:
        raise UnusableInputError(
            f"There is no rate from {', '.join(missing)} to {chosen}: rates are given by whoever asks.",
            field="rates",
        )
    return chosen


def converted(paid: Decimal, of: str, to: str, rates: Mapping[str, Decimal]) -> Decimal:
    """An amount in another currency, exact."""
    return paid if of == to else paid * rates[of]
