"""What holds for every supplier, whatever is known of it."""

import json
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.core.small_edition import small_reference, statement_ids, suppliers
from tests.scoring.core.strategies import portfolio, supplier
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, SUPPLIER_COLUMNS, conform
from tolpuddle.scoring.core.screen import screen, screen_frame

FEW = settings(max_examples=20, deadline=None)
SCORES = (
    "listing", "exposure", "exposure_low", "exposure_high", "exposure_band", "coverage", "channel", "channel_low",
    "channel_high", "indicators_present", "controls", "severity", "priority", "priority_key", "evidence_level",
    "urgent_safety_review", "top_reasons", "actions", "obligations",
)  # fmt: skip


def read(*rows: dict[str, Any]) -> pl.DataFrame:
    return screen(suppliers(*rows), small_reference(), details=True)


@FEW
@given(portfolio)
def test_contributions_sum_to_the_index(rows: list[dict[str, Any]]) -> None:
    frame = read(*rows)
    for assessment in frame.iter_rows(named=True):
        detail = json.loads(assessment["detail"])
        for reading in ("exposure", "channel"):
            index = detail[reading]["index"]
            total = sum(part["points"] for part in detail[reading]["contributions"])
            assert index is None or abs(total - index) < 1e-9
        points = [assessment[name] for name in frame.columns if name.startswith("points_")]
        if assessment["exposure"] is None:
            assert all(value is None for value in points)
        else:
            assert abs(sum(points) - assessment["exposure"]) < 1e-9


@FEW
@given(portfolio)
def test_a_range_holds_its_index(rows: list[dict[str, Any]]) -> None:
    for name in ("exposure", "channel"):
        known = read(*rows).drop_nulls(name)
        assert (known[f"{name}_low"] <= known[name]).all()
        assert (known[name] <= known[f"{name}_high"]).all()
        assert known[name].is_between(0, 100).all()


@FEW
@given(portfolio)
def test_one_supplier_alone_reads_as_among_many(rows: list[dict[str, Any]]) -> None:
    frame = conform(suppliers(*rows), SUPPLIER_COLUMNS, ("a_", "c_"))
    many = screen_frame(frame, small_reference(), True)
    for place in range(frame.height):
        alone = screen(frame[place : place + 1], small_reference(), True)
        assert alone.rows(named=True) == many[place : place + 1].rows(named=True)
        assert alone.schema == many.schema


@FEW
@given(portfolio, st.randoms())
def test_order_and_company_change_nothing(rows: list[dict[str, Any]], chance: Any) -> None:
    frame = suppliers(*rows)
    order = list(range(frame.height))
    chance.shuffle(order)
    shuffled = screen(frame[order], small_reference(), True)
    assert shuffled.rows() == screen(frame, small_reference(), True)[order].rows()


@FEW
@given(supplier, st.sampled_from(statement_ids()))
def test_an_adverse_answer_never_lowers(row: dict[str, Any], statement: str) -> None:
    without, adverse = read({**row, f"a_{statement}": None}, {**row, f"a_{statement}": "yes"}).iter_rows(
        named=True
    )
    assert adverse["priority_key"] <= without["priority_key"]
    assert (adverse["severity"] or 0) >= (without["severity"] or 0)
    assert (adverse["channel"] or 0.0) >= (without["channel"] or 0.0)
    assert (adverse["exposure"] or 0.0) >= (without["exposure"] or 0.0)
    assert set((without["indicators_present"] or "").split("|")) - {""} <= set(
        (adverse["indicators_present"] or "").split("|")
    )


@FEW
@given(supplier, st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_who_works_there_never_changes_a_score(
    row: dict[str, Any], migrants: float, women: float, young: float
) -> None:
    nobody = {"migrant_share": None, "women_share": None, "young_share": None}
    shares = {"migrant_share": migrants, "women_share": women, "young_share": young}
    without, known = read({**row, **nobody}, {**row, **shares}).iter_rows(named=True)
    assert {name: without[name] for name in SCORES} == {name: known[name] for name in SCORES}
    assert known["inquiry_depth"] >= without["inquiry_depth"]


@FEW
@given(supplier, st.sampled_from(["verified", "acted"]))
def test_a_control_lowers_no_other_reading(row: dict[str, Any], step: str) -> None:
    without, controlled = read({**row, "c_inputs_traced": None}, {**row, "c_inputs_traced": step}).iter_rows(
        named=True
    )
    others = [name for name in SCORES if name != "controls"]
    assert {name: without[name] for name in others} == {name: controlled[name] for name in others}


@FEW
@given(supplier)
def test_a_supplier_without_country_is_never_low(row: dict[str, Any]) -> None:
    answer = read({**row, "country": None, "address": None, "region": None}).row(0, named=True)
    assert answer["exposure"] is None or answer["country"] is not None
    assert answer["exposure_band"] != "low" or answer["country"] is not None


@FEW
@given(portfolio)
def test_an_assessment_has_the_columns_of_its_contract(rows: list[dict[str, Any]]) -> None:
    frame = read(*rows)
    assert frame.columns[: len(ASSESSMENT_COLUMNS)] == [column.name for column in ASSESSMENT_COLUMNS]
    assert conform(frame, ASSESSMENT_COLUMNS, ("points_", "detail")).height == len(rows)
    for detail in frame.get_column("detail"):
        assert len(json.loads(detail)["indicators"]) == 11
