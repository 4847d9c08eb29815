"""Results in five formats: the same rows, the columns of the contract first, formula cells made harmless."""

import io
import json
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from tests.gateway.builders import a_job, a_source, an_assessment, made, rejected_rows
from tests.gateway.conftest import Gateway
from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.problems import NotAcceptableError
from tolpuddle.gateway.results import choose
from tolpuddle.kernel.events import RowsRejected, UploadRead
from tolpuddle.kernel.frames import TABULAR_COLUMNS

FORMATS = ("json", "ndjson", "csv", "xlsx", "parquet")


@pytest.fixture
def done(gateway: Gateway) -> Gateway:
    """A job of three suppliers in two batches with two rejected rows."""
    store = gateway.store
    store.open_job(a_job("j1"))
    first = [
        an_assessment("b", name="=cmd|' /C calc'!A0", priority_key="2", row=2),
        an_assessment("a", name="Ünïcode 新疆", priority_key="1", row=3),
    ]
    store.record_assessments(a_source("e1"), made("j1", 0, *first))
    store.record_assessments(a_source("e2"), made("j1", 1, an_assessment("c", priority_key="3", row=5)))
    store.record_rejects(a_source("e3"), RowsRejected("j1", 0, rejected_rows(4, 6)))
    store.record_upload_read(a_source("e4"), UploadRead("j1", 3, 2, 0, 2, 1))
    return gateway


def read(gateway: Gateway, format: str, what: str = "results") -> bytes:
    answer = gateway.client.get(f"/v1/screenings/j1/{what}", params={"format": format})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].endswith(f'.{format}"')
    return answer.content


def table(content: bytes, format: str) -> pl.DataFrame:
    match format:
        case "csv":
            return pl.read_csv(content)
        case "xlsx":
            return pl.read_excel(io.BytesIO(content))
        case _:
            return pl.read_parquet(io.BytesIO(content))


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_a_table_has_the_columns_of_the_contract_first_and_every_supplier(done: Gateway, format: str) -> None:
    frame = table(read(done, format), format)
    assert tuple(frame.columns[:22]) == TABULAR_COLUMNS
    assert frame.get_column("supplier_id").to_list() == ["b", "a", "c"]
    assert frame.get_column("priority_rank").to_list() == [2, 1, 3]
    assert "detail" not in frame.columns
    assert "input" in frame.columns


@pytest.mark.parametrize(
    ("format", "expected"),
    [("csv", "'=cmd|' /C calc'!A0"), ("xlsx", "'=cmd|' /C calc'!A0"), ("parquet", "=cmd|' /C calc'!A0")],
)
def test_a_formula_cell_is_harmless_in_a_spreadsheet_and_unchanged_in_data(
    done: Gateway, format: str, expected: str
) -> None:
    assert table(read(done, format), format).get_column("name").to_list()[:2] == [expected, "Ünïcode 新疆"]


def test_json_and_ndjson_hold_the_same_assessments_with_ranks(done: Gateway) -> None:
    document = json.loads(read(done, "json"))
    lines = [json.loads(line) for line in read(done, "ndjson").splitlines()]
    assert document["notice"] == NOTICE
    assert document["assessments"] == lines
    assert [line["priority"]["rank"] for line in lines] == [2, 1, 3]


@pytest.mark.parametrize("format", FORMATS)
def test_rejected_rows_come_whole_with_where_and_why(done: Gateway, format: str) -> None:
    content = read(done, format, "rejects")
    rows: list[dict[str, Any]]
    if format == "json":
        rows = json.loads(content)["rejects"]
    elif format == "ndjson":
        rows = [json.loads(line) for line in content.splitlines()]
    else:
        rows = table(content, format).to_dicts()
    assert [row["row_number"] for row in rows] == [4, 6]
    assert {row["code"] for row in rows} == {"name_missing"}
    assert rows[0]["Country"] == ("'=1+1" if format in ("csv", "xlsx") else "=1+1")


@pytest.mark.parametrize("format", FORMATS)
def test_a_screening_without_a_single_supplier_gives_an_empty_file(gateway: Gateway, format: str) -> None:
    gateway.store.record_upload_read(a_source("e1"), UploadRead("j1", 0, 0, 0, 0, 0))
    content = read(gateway, format)
    if format == "json":
        assert json.loads(content)["assessments"] == []
    elif format == "ndjson":
        assert content == b""
    else:
        assert tuple(table(content, format).columns[:22]) == TABULAR_COLUMNS


def test_batches_with_other_points_still_make_one_table(gateway: Gateway) -> None:
    store = gateway.store
    for number, factor in enumerate(("points_base", "points_tier")):
        event = made("j1", number, an_assessment(f"s{number}"))
        frame = event.assessments.with_columns(pl.lit(1.5).alias(factor))
        store.record_assessments(
            a_source(f"e{number}"), type(event)("j1", number, frame, "2026.1", "submitted")
        )
    store.record_upload_read(a_source("read"), UploadRead("j1", 2, 0, 0, 2, 0))
    for format in ("csv", "parquet"):
        frame = table(read(gateway, format), format)
        assert frame.get_column("points_base").to_list() == [1.5, None]
        assert frame.get_column("points_tier").to_list() == [None, 1.5]


def test_results_of_a_screening_that_runs_are_not_ready(gateway: Gateway) -> None:
    gateway.store.open_job(a_job("j1"))
    answer = gateway.client.get("/v1/screenings/j1/results")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_ready")
    assert answer.headers["retry-after"] == "5"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("text/*", "csv"),
        ("application/json;q=0.5, text/csv", "csv"),
        ("application/x-ndjson, application/json;q=0.9", "ndjson"),
        ("application/vnd.apache.parquet", "parquet"),
        ("text/html, */*;q=0.1", "json"),
        ("text/csv;q=0, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ],
)
def test_the_accept_header_chooses(accept: str, expected: str) -> None:
    assert choose(None, accept).name == expected


def test_a_format_that_is_not_ours_is_not_acceptable(done: Gateway) -> None:
    with pytest.raises(NotAcceptableError):
        choose(None, "image/png")
    answer = done.client.get("/v1/screenings/j1/results", headers={"Accept": "image/png"})
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


def test_the_accept_header_works_over_http(done: Gateway) -> None:
    answer = done.client.get("/v1/screenings/j1/results", headers={"Accept": "text/csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.startswith("row,supplier_id,")


def test_a_large_result_is_sent_in_pieces(gateway: Gateway) -> None:
    store = gateway.store
    for number in range(4):
        rows = [an_assessment(f"{number}-{n}") for n in range(300)]
        store.record_assessments(a_source(f"e{number}"), made("j1", number, *rows))
    store.record_upload_read(a_source("read"), UploadRead("j1", 1200, 0, 0, 4, 0))
    with gateway.client.stream("GET", "/v1/screenings/j1/results", params={"format": "ndjson"}) as answer:
        pieces: Iterator[bytes] = answer.iter_raw()
        assert "content-length" not in answer.headers
        assert b"".join(pieces).count(b"\n") == 1200
