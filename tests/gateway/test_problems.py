"""Whatever goes wrong, the answer is one RFC 9457 problem document with a stable code."""

import httpx
import pytest

from tests.gateway.conftest import Gateway, Serve
from tolpuddle.gateway.problems import STATUS
from tolpuddle.kernel import errors


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert (found["status"], found["code"]) == (status, code)
    assert found["type"] == f"urn:tolpuddle:problem:{code}"
    assert found["request_id"] == answer.headers["x-request-id"]
    assert found["title"]
    assert found["detail"].endswith(".")
    return found


def test_every_error_of_the_tree_has_a_status() -> None:
    tree = [errors.TolpuddleError, *errors.TolpuddleError.__subclasses__()]
    own = [
        kind for kind in tree if kind.__module__.startswith(("tolpuddle.kernel.errors", "tolpuddle.gateway"))
    ]
    assert {kind.code for kind in own} <= set(STATUS)


def test_an_unknown_address_is_a_problem(gateway: Gateway) -> None:
    found = problem(gateway.client.get("/v2/everything"), 404, "not_found")
    assert found["errors"] == []


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(gateway: Gateway) -> None:
    answer = gateway.client.delete("/v1/screenings")
    problem(answer, 405, "method_not_allowed")
    assert "GET" in answer.headers["allow"]


def test_a_wrong_value_is_named_by_supplier_and_field(gateway: Gateway) -> None:
    suppliers = [
        {"name": "Example A"},
        {"name": "Example B", "workers": -5},
        {"name": "Example C", "tier": "x"},
    ]
    found = problem(
        gateway.client.post("/v1/screenings", json={"suppliers": suppliers}), 422, "invalid_request"
    )
    assert found["errors"] == [
        {
            "row": 2,
            "field": "workers",
            "pointer": "/suppliers/1/workers",
            "reason": "Input should be greater than or equal to 0.",
        },
        {
            "row": 3,
            "field": "tier",
            "pointer": "/suppliers/2/tier",
            "reason": "Input should be a valid integer, unable to parse string as an integer.",
        },
    ]
    assert str(found["detail"]).startswith("Supplier 2, field workers: ")


@pytest.mark.parametrize(
    ("supplier", "field"),
    [
        ({"country": "Nepal"}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "Example\x00Ltd"}, "name"),
        ({"name": "Example", "Workers": 5}, "Workers"),
        ({"name": "Example", "women_share": 40}, "women_share"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "Example", "answers": {"fees": "x" * 10_000}}, "answers"),
        ({"name": "Example", "answers": {"Fees; DROP": "yes"}}, "answers"),
        ({"name": "Example", "goods": "cotton"}, "goods"),
    ],
)
def test_a_supplier_that_cannot_be_used_is_refused_by_field(
    gateway: Gateway, supplier: dict[str, object], field: str
) -> None:
    answer = gateway.client.post("/v1/screenings", json={"suppliers": [supplier]})
    found = problem(answer, 422, "invalid_request")
    assert [(error["row"], error["field"]) for error in found["errors"]] == [(1, field)]  # type: ignore[index]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"suppliers":[]}', b'{"suppliers":{}}', b"\xff\xfe"]
)
def test_a_body_that_is_no_request_is_refused(gateway: Gateway, body: bytes) -> None:
    answer = gateway.client.post("/v1/screenings", content=body, headers={"Content-Type": "application/json"})
    problem(answer, 422, "invalid_request")
    assert gateway.store.jobs("default", 10) == []


def test_more_suppliers_than_one_request_may_hold_are_too_many(gateway: Gateway) -> None:
    answer = gateway.client.post("/v1/screenings", json={"suppliers": [{"name": "Example"}] * 1001})
    found = problem(answer, 413, "limit")
    assert found["context"] == {"max_suppliers": "1000", "row": "1001", "field": "suppliers"}


def test_a_json_body_beyond_the_limit_is_too_large(serve: Serve) -> None:
    gateway = serve(max_body_bytes=2000)
    answer = gateway.client.post(
        "/v1/screenings", json={"suppliers": [{"name": "Example " + "x" * 400}] * 10}
    )
    assert problem(answer, 413, "limit")["context"] == {"max_bytes": "2000"}
    what_if = gateway.client.post(
        "/v1/what-if", content=b" " * 3000, headers={"Content-Type": "application/json"}
    )
    problem(what_if, 413, "limit")


def test_an_upload_beyond_the_limit_is_too_large_even_when_its_length_is_not_said(serve: Serve) -> None:
    gateway = serve(max_upload_bytes=100_000)
    answer = gateway.client.post("/v1/screenings", files={"file": ("list.csv", b"x" * 300_000)})
    problem(answer, 413, "limit")
    pieces = (b"x" * 50_000 for _ in range(6))
    answer = gateway.client.post("/v1/screenings", content=pieces, headers={"Content-Type": "text/csv"})
    problem(answer, 413, "limit")
    assert gateway.store.jobs("default", 10) == []


def test_a_body_of_another_kind_is_refused(gateway: Gateway) -> None:
    answer = gateway.client.post(
        "/v1/screenings", content=b"<x/>", headers={"Content-Type": "application/xml"}
    )
    problem(answer, 415, "unsupported_media_type")
    assert gateway.store.jobs("default", 10) == []


def test_a_form_without_a_file_is_refused(gateway: Gateway) -> None:
    answer = gateway.client.post("/v1/screenings", files={"other": ("list.csv", b"name\nExample\n")})
    problem(answer, 422, "invalid_request")
    assert gateway.store.jobs("default", 10) == []


def test_an_empty_file_is_refused_at_once(gateway: Gateway) -> None:
    problem(gateway.client.post("/v1/screenings", files={"file": ("list.csv", b"")}), 422, "unusable_input")
    assert gateway.store.jobs("default", 10) == []


def test_a_header_map_that_is_no_object_of_words_is_refused(gateway: Gateway) -> None:
    for header_map in ("[]", "{", '{"Firma": 3}'):
        answer = gateway.client.post(
            "/v1/screenings", files={"file": ("list.csv", b"Firma\nx\n")}, data={"header_map": header_map}
        )
        problem(answer, 422, "invalid_request")
    assert gateway.store.jobs("default", 10) == []


def test_a_wrong_parameter_is_named(gateway: Gateway) -> None:
    found = problem(gateway.client.get("/v1/changes", params={"after": "x"}), 422, "invalid_request")
    assert found["errors"][0]["field"] == "after"  # type: ignore[index]


def test_what_does_not_exist_is_not_found(gateway: Gateway) -> None:
    for path in (
        "/v1/screenings/no",
        "/v1/assessments/no",
        "/v1/assessments/no/history",
        "/v1/screenings/no/results",
    ):
        found = problem(gateway.client.get(path), 404, "not_found")
        assert str(found["detail"]).startswith(("There is no", "No ")), "it says what is not there"


def test_scoring_away_is_a_problem_that_says_come_back(gateway: Gateway) -> None:
    answer = gateway.client.post("/v1/screenings", json={"suppliers": [{"name": "Example"}]})
    problem(answer, 503, "unavailable")
    assert answer.headers["retry-after"] == "5"
    problem(gateway.client.get("/v1/reference"), 503, "unavailable")


def test_a_failure_of_our_own_is_a_problem_without_its_inside(serve: Serve) -> None:
    gateway = serve()
    gateway.store.close()
    with gateway.store._database.writing("default") as connection:  # pyright: ignore[reportPrivateUsage]
        connection.exec_driver_sql("DROP TABLE changes")
    answer = httpx.get(f"{gateway.url}/v1/changes")
    assert answer.headers["content-type"] == "application/problem+json"
    assert "changes" not in answer.json()["detail"]


def test_a_request_keeps_the_id_that_its_caller_gave(gateway: Gateway) -> None:
    assert (
        gateway.client.get("/health/live", headers={"X-Request-Id": "order-4711"}).headers["x-request-id"]
        == "order-4711"
    )
    assert (
        gateway.client.get("/health/live", headers={"X-Request-Id": "a b\tc"}).headers["x-request-id"]
        != "a b\tc"
    )
