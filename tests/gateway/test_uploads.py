"""An uploaded file stands on the log, whole and in order, before the caller hears that it was accepted."""

from collections.abc import Sequence

import pytest

from tests.gateway.conftest import Gateway, Serve
from tolpuddle.gateway.uploads import CHUNK_BYTES, plain_name
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, Position
from tolpuddle.kernel.events import UploadChunk
from tolpuddle.kernel.topics import UPLOADS
from tolpuddle.kernel.wire import fact_of

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}


class FailingLog(MemoryEventLog):
    """A log whose disk is full after the first write."""

    writes = 0

    def append(self, events: Sequence[Event]) -> Sequence[Position]:
        self.writes += 1
        if self.writes > 1:
            raise EventLogError("The event log cannot be written: the disk is full.")
        return super().append(events)


def chunks(gateway: Gateway) -> list[tuple[Event, UploadChunk]]:
    found: list[tuple[Event, UploadChunk]] = []
    for recorded in gateway.log.read(UPLOADS.name):
        fact = fact_of(recorded.event)
        assert isinstance(fact, UploadChunk)
        found.append((recorded.event, fact))
    return found


def test_a_file_is_cut_into_pieces_that_together_are_the_file(gateway: Gateway) -> None:
    content = bytes(range(256)) * 12_000
    answer = gateway.client.post("/v1/screenings", files={"file": ("list.xlsx", content)}, headers=PARENT)
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["location"] == f"/v1/screenings/{job['id']}"
    pieces = chunks(gateway)
    assert [piece.index for _, piece in pieces] == list(range(6))
    assert {piece.count for _, piece in pieces} == {6}
    assert max(len(piece.content) for _, piece in pieces) == CHUNK_BYTES
    assert b"".join(piece.content for _, piece in pieces) == content
    assert {(event.key, event.tenant, piece.file_name) for event, piece in pieces} == {
        (f"default/{job['id']}", "default", "list.xlsx")
    }
    assert len({event.id for event, _ in pieces}) == 6
    assert {event.trace["traceparent"].split("-")[1] for event, _ in pieces} == {TRACE}


def test_the_state_of_a_new_upload_is_waiting_and_says_where_to_look(gateway: Gateway) -> None:
    job = gateway.client.post(
        "/v1/screenings", files={"file": ("a.csv", b"name\nx\n")}, headers=PARENT
    ).json()
    found = gateway.client.get(job["links"]["self"]).json()
    assert (found["status"], found["kind"], found["file_name"], found["trace_id"]) == (
        "waiting",
        "upload",
        "a.csv",
        TRACE,
    )
    assert found["rejected"] is None
    assert gateway.client.get("/v1/screenings").json()["screenings"][0]["id"] == job["id"]


@pytest.mark.parametrize(
    ("params", "headers", "name"),
    [
        ({"file_name": "liste.csv"}, {"Content-Type": "application/octet-stream"}, "liste.csv"),
        ({}, {"Content-Type": "text/csv; charset=utf-8"}, "upload.csv"),
        ({"file_name": "list.json"}, {"Content-Type": "application/json"}, "list.json"),
        (
            {},
            {"Content-Type": "application/json", "Content-Disposition": 'attachment; filename="a b.json"'},
            "a b.json",
        ),
        (
            {},
            {
                "Content-Type": "text/csv",
                "Content-Disposition": "attachment; filename*=UTF-8''stra%C3%9Fe.csv",
            },
            "straße.csv",
        ),
    ],
)
def test_a_file_may_be_the_body_itself(
    gateway: Gateway, params: dict[str, str], headers: dict[str, str], name: str
) -> None:
    answer = gateway.client.post("/v1/screenings", params=params, headers=headers, content=b"name\nExample\n")
    assert answer.status_code == 202, answer.text
    ((_, piece),) = chunks(gateway)
    assert (piece.file_name, piece.content) == (name, b"name\nExample\n")


def test_the_header_map_travels_with_every_piece(gateway: Gateway) -> None:
    data = {"header_map": '{"Firma": "name"}'}
    gateway.client.post("/v1/screenings", files={"file": ("a.csv", b"Firma\nx\n")}, data=data)
    ((_, piece),) = chunks(gateway)
    assert piece.header_map == {"Firma": "name"}


def test_a_log_that_refuses_fails_the_job_and_tells_the_caller(serve: Serve) -> None:
    gateway = serve(log=FailingLog(), collect=False)
    answer = gateway.client.post("/v1/screenings", files={"file": ("a.csv", b"x" * 9 * CHUNK_BYTES)})
    assert (answer.status_code, answer.json()["code"]) == (503, "event_log")
    (job,) = gateway.store.jobs("default", 10)
    assert (job.status, job.problem and job.problem.code) == ("failed", "event_log")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("C:\\lists\\a.csv", "a.csv"),
        ("../../etc/passwd", "passwd"),
        ("a\nb\x00.csv", "ab.csv"),
        ("", "upload"),
        ("/", "upload"),
    ],
)
def test_only_the_last_part_of_a_name_is_kept(given: str, expected: str) -> None:
    assert plain_name(given) == expected
