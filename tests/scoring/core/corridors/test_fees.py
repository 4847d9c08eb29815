"""Fees and debt: exact sums, months of pay and of repayment, benchmark and law apart."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.kernel.errors import NotFoundError, UnusableInputError
from tolpuddle.scoring.core.corridors.costs import Account, Cost, Money, amount, currency, rate
from tolpuddle.scoring.core.corridors.debt import repayment
from tolpuddle.scoring.core.corridors.fees import reckon
from tolpuddle.scoring.core.corridors.read import Corridors

REFERENCE = Path(__file__).resolve().parents[4] / "reference/2026.1"
NPL_SAU = ("NPL", "SAU")


@pytest.fixture(scope="module")
def corridors() -> Corridors:
    return Corridors.from_edition(open_edition(REFERENCE))


def cost(head: str, paid: str, of: str = "USD", **more: object) -> Cost:
    return Cost(head, Money(Decimal(paid), of), **more)  # pyright: ignore[reportArgumentType]


def pay(of: str, paid: str) -> Money:
    return Money(Decimal(paid), of)


def test_costs_in_two_currencies_come_to_one_exact_total_and_to_months_of_pay(corridors: Corridors) -> None:
    account = Account(
        [cost("recruitment_fee", "150000", "NPR"), cost("medical", "0.1"), cost("medical", "0.2")],
        pay("USD", "300"),
        rates={"NPR": Decimal("0.0075")},
    )
    found = reckon(account, corridors, None)
    assert (found.currency, found.worker_total, found.months_of_pay) == (
        "USD",
        Decimal("1125.30"),
        Decimal("3.75"),
    )
    assert [(head.head, head.by_worker) for head in found.heads] == [
        ("recruitment_fee", Decimal("1125.00")),
        ("medical", Decimal("0.30")),
    ]


@given(parts=st.lists(st.decimals(0, 10**12, places=6), min_size=1, max_size=20))
def test_the_total_is_the_sum_of_its_parts_to_the_last_cent(parts: list[Decimal]) -> None:
    found = reckon(Account([Cost("medical", Money(part, "USD")) for part in parts]), _CORRIDORS, None)
    exact = sum(int(part.scaleb(6)) for part in parts)
    assert abs(int(found.worker_total.scaleb(6)) - exact) <= 5_000


_CORRIDORS = Corridors.from_edition(open_edition(REFERENCE))


def test_what_the_employer_paid_is_no_cost_of_the_worker(corridors: Corridors) -> None:
    found = reckon(Account([cost("medical", "50", payer="employer")]), corridors, None)
    assert found.worker_total == 0
    assert found.heads[0].by_others == 50
    assert found.benchmark_zero.state == "nothing_told"
    assert "proves nothing" in found.benchmark_zero.says


def test_what_was_repaid_is_taken_off_and_the_payment_stays_visible(corridors: Corridors) -> None:
    part = reckon(Account([cost("medical", "50", repaid=Decimal(20))]), corridors, None)
    assert (part.worker_total, part.benchmark_zero.state) == (30, "above_zero")
    whole = reckon(Account([cost("medical", "50", repaid=Decimal(50))]), corridors, None)
    assert (whole.worker_total, whole.benchmark_zero.state) == (0, "repaid")
    assert "50.00 USD" in whole.benchmark_zero.says


def test_heads_of_which_nobody_told_are_unknown_and_named(corridors: Corridors) -> None:
    found = reckon(Account([cost("medical", "50")]), corridors, None)
    assert len(found.not_told) == len(corridors.heads) - 1
    assert any("at least" in note for note in found.notes)


def test_unknown_pay_gives_no_months_of_pay(corridors: Corridors) -> None:
    found = reckon(Account([cost("medical", "50")], share=Decimal("0.5")), corridors, None)
    assert found.months_of_pay is None
    assert found.repayment is None


def test_repaying_without_interest_is_debt_over_rate_of_payment() -> None:
    assert repayment(Decimal(1000), Decimal(300), None).months == Decimal("3.33")
    assert repayment(Decimal(0), Decimal(300), None).months == 0


def test_repaying_with_interest_takes_longer_and_tells_the_interest() -> None:
    # 1000 at 10 percent, 600 a month: 1100 - 600 = 500, then 550 in the second month.
    found = repayment(Decimal(1000), Decimal(600), Decimal(10))
    assert (found.months, found.interest_paid) == (Decimal(2), Decimal("150.00"))


def test_a_debt_whose_interest_eats_the_repayment_has_no_end() -> None:
    found = repayment(Decimal(1000), Decimal(100), Decimal(10))
    assert found.months is None
    assert "no end" in found.says


def test_a_fee_within_the_cap_is_still_above_the_benchmark_and_never_called_fine(
    corridors: Corridors,
) -> None:
    found = reckon(Account([cost("recruitment_fee", "9000", "NPR")]), corridors, NPL_SAU)
    assert found.legal_cap.state == "not_over_cap"
    assert found.benchmark_zero.state == "above_zero"
    said = f"{found.legal_cap.says} {found.legal_cap.rules[0].says}".lower()
    assert "workers should pay nothing" in said
    assert not any(word in said for word in ("fine", "acceptable", "legal fee", "compliant", "allowed fee"))


def test_a_fee_above_the_cap_names_both_sums_and_the_source(corridors: Corridors) -> None:
    found = reckon(Account([cost("recruitment_fee", "150000", "NPR")]), corridors, NPL_SAU)
    (limit,) = found.legal_cap.rules
    assert (found.legal_cap.state, limit.limit, limit.compared) == ("over_cap", 10000, 150000)
    assert "150000.00 NPR" in limit.says
    assert "10000.00 NPR" in limit.says
    assert limit.source


def test_a_cap_counted_in_months_of_pay_needs_the_pay(corridors: Corridors) -> None:
    costs = [cost("recruitment_fee", "900", "SGD")]
    without = reckon(Account(costs), corridors, ("PHL", "SGP"), "electronics")
    assert {limit.state for limit in without.legal_cap.rules} == {"not_compared"}
    known = reckon(Account(costs, pay("SGD", "600")), corridors, ("PHL", "SGP"), "electronics")
    assert {limit.limit: limit.state for limit in known.legal_cap.rules} == {
        600: "over_cap",
        1200: "not_over_cap",
    }
    assert known.legal_cap.state == "over_cap"


def test_a_cap_of_zero_for_domestic_work_is_passed_by_any_fee(corridors: Corridors) -> None:
    found = reckon(Account([cost("recruitment_fee", "1", "PHP")]), corridors, ("PHL", "KWT"), "domestic_work")
    assert found.legal_cap.state == "over_cap"


def test_where_no_rule_is_known_that_is_said_and_nothing_is_read_from_it(corridors: Corridors) -> None:
    found = reckon(Account([cost("recruitment_fee", "1")]), corridors, ("GHA", "OMN"))
    assert found.legal_cap.state == "no_rule_known"
    assert reckon(Account([cost("recruitment_fee", "1")]), corridors, None).legal_cap.state == "no_corridor"


@pytest.mark.parametrize(
    ("account", "field"),
    [
        (Account([]), "costs"),
        (Account([cost("bribes", "1")]), "costs/0/cost_head"),
        (Account([cost("medical", "1", repaid=Decimal(2))]), "costs/0/repaid"),
        (Account([cost("medical", "1", "NPR")], pay("USD", "300")), "rates"),
        (Account([cost("medical", "1", "NPR"), cost("medical", "1")]), "currency"),
        (Account([cost("medical", "1")], pay("USD", "0")), "pay"),
        (Account([cost("medical", "1")], pay("USD", "1"), share=Decimal(2)), "share"),
        (Account([cost("medical", "1")], interest=Decimal(101)), "interest"),
    ],
)
def test_an_account_that_cannot_be_added_up_is_refused_with_its_field(
    corridors: Corridors, account: Account, field: str
) -> None:
    with pytest.raises(UnusableInputError) as refused:
        reckon(account, corridors, None)
    assert refused.value.context["field"] == field


@pytest.mark.parametrize("text", ["-1", "1e9", "NaN", "", "1.1234567", "12345678901234567", "١٢"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(UnusableInputError):
        amount(text, "here")


def test_a_rate_of_nought_and_a_currency_in_words_are_refused() -> None:
    with pytest.raises(UnusableInputError):
        rate("0", "rates")
    with pytest.raises(UnusableInputError):
        currency("dollars", "currency")


def test_an_unknown_country_or_sector_is_not_found(corridors: Corridors) -> None:
    account = Account([cost("medical", "1")])
    with pytest.raises(NotFoundError):
        reckon(account, corridors, ("Nowhere", "SAU"))
    with pytest.raises(NotFoundError):
        reckon(account, corridors, NPL_SAU, "witchcraft")
