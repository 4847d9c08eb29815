"""Progress as server-sent events: every change once, resumable, ending with the screening."""

import json
import threading
import time

import httpx

from tests.gateway.builders import a_job, a_source, an_assessment, made
from tests.gateway.conftest import Gateway, Serve
from tolpuddle.kernel.events import Problem, UploadRead


def events(gateway: Gateway, last_event_id: str | None = None) -> list[tuple[str, int, dict[str, object]]]:
    headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
    found: list[tuple[str, int, dict[str, object]]] = []
    with gateway.client.stream("GET", "/v1/screenings/j1/events", headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        for block in answer.read().decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
            if lines:
                found.append((lines["event"], int(lines["id"]), json.loads(lines["data"])))
    return found


def finish(gateway: Gateway) -> None:
    gateway.store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a")))
    gateway.store.record_upload_read(a_source("e2"), UploadRead("j1", 1, 0, 0, 1, 0))


def test_a_screening_is_followed_to_its_end(gateway: Gateway) -> None:
    gateway.store.open_job(a_job("j1"))

    def work() -> None:
        time.sleep(0.6)
        gateway.store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a")))
        time.sleep(0.6)
        gateway.store.record_upload_read(a_source("e2"), UploadRead("j1", 1, 0, 0, 1, 0))

    thread = threading.Thread(target=work)
    thread.start()
    seen = events(gateway)
    thread.join()
    assert [name for name, _, _ in seen] == ["progress", "progress", "done"]
    assert [state["assessed"] for _, _, state in seen] == [0, 1, 1]
    assert [id for _, id, _ in seen] == sorted({id for _, id, _ in seen})


def test_a_finished_screening_is_told_in_one_event(gateway: Gateway) -> None:
    finish(gateway)
    ((name, _, state),) = events(gateway)
    assert (name, state["status"]) == ("done", "done")


def test_a_failed_screening_is_told_as_failed(gateway: Gateway) -> None:
    problem = Problem("unusable_input", "The file is empty.")
    gateway.store.record_upload_read(a_source("e2"), UploadRead("j1", 0, 0, 0, 0, problem=problem))
    ((name, _, state),) = events(gateway)
    assert (name, state["problem"]) == (
        "failed",
        {"code": "unusable_input", "sentence": "The file is empty.", "context": {}},
    )


def test_another_gateway_goes_on_after_the_last_event(serve: Serve) -> None:
    first = serve()
    first.store.open_job(a_job("j1"))
    first.store.release_job("default", "j1")
    with first.client.stream("GET", "/v1/screenings/j1/events") as answer:
        last = next(line for line in answer.iter_lines() if line.startswith("id: "))[4:]
    finish(first)
    second = serve()
    seen = events(second, last)
    assert [name for name, _, _ in seen] == ["done"]
    assert all(id > int(last) for _, id, _ in seen)


def test_a_client_that_has_seen_the_end_is_told_not_to_come_back(gateway: Gateway) -> None:
    finish(gateway)
    ((_, last, _),) = events(gateway)
    answer = gateway.client.get("/v1/screenings/j1/events", headers={"Last-Event-ID": str(last)})
    assert (answer.status_code, answer.content) == (204, b"")


def test_an_unknown_screening_has_no_events(gateway: Gateway) -> None:
    assert gateway.client.get("/v1/screenings/none/events").status_code == 404


def test_a_client_that_leaves_does_not_disturb(gateway: Gateway) -> None:
    gateway.store.open_job(a_job("j1"))
    with httpx.stream("GET", f"{gateway.url}/v1/screenings/j1/events") as answer:
        assert next(answer.iter_lines()).startswith("event: progress")
    assert gateway.client.get("/health/live").status_code == 200
