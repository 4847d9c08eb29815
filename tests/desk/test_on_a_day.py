"""`tolpuddle screen --on DATE`: orders as they stood on that day; the day is part of the hashed input."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desk.running import here

LIST = "name,country,goods,on date\nExample Fields,Turkmenistan,cotton,\nExample Later,Turkmenistan,cotton,2026-01-01\n"
ORDER = "us_cbp_wro:all-turkmenistan-cotton-or-products-produced-in-whole-or-in"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "suppliers.csv"
    path.write_text(LIST)
    return path


def _read(listed: Path, *more: str) -> dict[str, Any]:
    done = here("screen", listed, "--json", *more)
    assert done.returncode == 0, done.stderr
    return {each["name"]: each for each in map(json.loads, done.stdout.splitlines())}


def _orders(assessment: dict[str, Any]) -> dict[str, str]:
    orders = assessment["listing"]["orders"]
    return {order["order_id"]: order["state"] for order in orders if "order_id" in order}


def test_orders_are_looked_at_on_the_day_that_is_asked_for(listed: Path) -> None:
    today, before = _read(listed), _read(listed, "--on", "2018-05-17")
    assert _orders(today["Example Fields"])[ORDER] == "listed"
    assert ORDER not in _orders(before["Example Fields"])
    assert _orders(before["Example Later"])[ORDER] == "listed", "a day in the list itself wins"


def test_the_day_is_part_of_the_receipt_only_where_one_is_given(listed: Path) -> None:
    today, then = _read(listed), _read(listed, "--on", "2018-05-17")
    assert "on_date" not in today["Example Fields"]["input"]
    assert '"on_date":"2018-05-17"' in then["Example Fields"]["input"]
    assert today["Example Fields"]["receipt"]["input"] != then["Example Fields"]["receipt"]["input"]
    assert today["Example Later"]["receipt"] == then["Example Later"]["receipt"]


def test_what_is_no_day_is_refused_in_one_sentence(listed: Path) -> None:
    done = here("screen", listed, "--on", "yesterday")
    assert done.returncode == 2
    assert "--on wants a day such as 2024-03-01, not yesterday." in done.stderr


def test_the_terminal_says_how_partial_the_lists_are(listed: Path) -> None:
    said = " ".join(here("screen", listed).stdout.split())
    assert "(65 of about 144)" in said and "Bring the full, current lists" in said
