"""Corridors over HTTP: rules of two countries, fees in months of pay, refusals that name the field."""

from typing import Any

import pytest

from tests.gateway.conftest import Gateway

FEES: dict[str, Any] = {
    "origin": "NPL",
    "destination": "SAU",
    "costs": [
        {"cost_head": "recruitment_fee", "amount": "150000", "currency": "NPR"},
        {"cost_head": "medical", "amount": "200", "currency": "SAR", "payer": "employer"},
    ],
    "pay": {"amount": "1200", "currency": "SAR"},
    "rates": {"NPR": "0.028"},
    "share": "0.5",
}


def test_a_corridor_tells_its_rules_with_days_and_certainty(screening: Gateway) -> None:
    answer = screening.client.get(
        "/v1/corridors/NPL/SAU", params={"sector": "domestic_work", "on": "2026-06-01"}
    )
    assert answer.status_code == 200
    told = answer.json()
    assert told["origin"] == {"iso3": "NPL", "name": "Nepal"}
    assert {"tie_to_employer", "exit_permit"} <= {fact["kind"] for fact in told["destination_rules"]}
    assert all(fact["as_of"] and fact["certainty_words"] for fact in told["destination_rules"])
    assert len(told["ratifications"]) >= 20
    assert told["unknown"]


def test_a_country_that_is_none_is_not_found_and_a_day_that_is_none_refused(screening: Gateway) -> None:
    assert screening.client.get("/v1/corridors/Atlantis/SAU").status_code == 404
    assert screening.client.get("/v1/corridors/NPL/SAU", params={"sector": "nothing"}).status_code == 404
    assert screening.client.get("/v1/corridors/NPL/SAU", params={"on": "2026-13-01"}).status_code == 422


def test_fees_come_to_months_of_pay_with_benchmark_and_law_apart(screening: Gateway) -> None:
    told = screening.client.post("/v1/corridors/fees", json=FEES).json()
    assert (told["currency"], told["worker_total"], told["months_of_pay"]) == ("SAR", "4200", "3.50")
    assert told["repayment"]["months"] == "7"
    assert told["benchmark_zero"]["state"] == "above_zero"
    assert told["legal_cap"]["state"] == "over_cap"
    assert told["not_told"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"costs": [{"cost_head": "gift", "amount": "1", "currency": "NPR"}]}, "cost_head"),
        ({"rates": {}}, "rates"),
        ({"share": "1.5"}, "share"),
        ({"destination": None}, "destination"),
        ({"costs": [{"cost_head": "medical", "amount": "-1", "currency": "NPR"}]}, "amount"),
        ({"costs": [{"cost_head": "medical", "amount": "1", "currency": "rupees"}]}, "currency"),
    ],
)
def test_an_account_that_cannot_be_used_is_refused_with_its_field(
    screening: Gateway, change: dict[str, Any], field: str
) -> None:
    answer = screening.client.post("/v1/corridors/fees", json=FEES | change)
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid_request"
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_corridors_say_that_scoring_is_away(gateway: Gateway) -> None:
    assert gateway.client.get("/v1/corridors/NPL/SAU").status_code == 503
