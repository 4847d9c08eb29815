"""An uploaded file through ingest, scoring and back, on each event log; one trace; two gateways."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.gateway.conftest import Gateway, Serve, wait_until
from tests.real.event_logs import Store as LogStore
from tolpuddle.ingest.main import serve as serve_ingest
from tolpuddle.ingest.settings import IngestSettings
from tolpuddle.kernel import telemetry
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.service import ScoringService
from tolpuddle.scoring.settings import ScoringSettings

TRACE = "0af7651916cd43dd8448eb211c80319c"
PARENT = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}

LIST = """Supplier;Country;Products;Employees
Example Garments Ltd;Bangladesh;garments;850
Example Kiln;Nepal;bricks;60
;Nepal;bricks;60
Example Cotton;Turkmenistan;cotton;400
Example Castle;Atlantis;bricks;10
"""


@pytest.fixture
def pipeline(store: LogStore, edition: Edition, tmp_path: Path) -> Iterator[str]:
    """Ingest and scoring on the log of the `store` fixture, as services run them; the address of scoring."""
    scoring = ScoringService(store.open(), ScoringSettings.model_validate({"address": "127.0.0.1:0"}))
    scoring.start()
    stopping = threading.Event()
    settings = IngestSettings.model_validate({"batch_rows": 2, "spool_folder": str(tmp_path)})
    ingest = threading.Thread(
        target=serve_ingest, args=(store.open(), edition, settings, stopping), daemon=True
    )
    ingest.start()
    assert wait_until(lambda: scoring.state.loaded, 60)
    yield f"127.0.0.1:{scoring.port}"
    stopping.set()
    ingest.join(20)
    scoring.stop()


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    telemetry.set_up("test", IngestSettings(), span_exporter=exporter)
    yield exporter
    telemetry.set_up("test", IngestSettings())


def upload(gateway: Gateway, content: str = LIST) -> dict[str, Any]:
    files = {"file": ("Lieferanten.csv", content.encode())}
    answer = gateway.client.post("/v1/screenings", files=files, headers=PARENT)
    assert answer.status_code == 202, answer.text
    return answer.json()


def finished(gateway: Gateway, job: dict[str, Any]) -> dict[str, Any]:
    def state() -> dict[str, Any] | None:
        found = gateway.client.get(job["links"]["self"]).json()
        return found if found["status"] in ("done", "failed") else None

    return wait_until(state, 60)


def test_an_uploaded_list_is_screened(store: LogStore, pipeline: str, serve: Serve) -> None:
    gateway = serve(log=store.open(), scoring=pipeline)
    job = upload(gateway)
    with gateway.client.stream("GET", job["links"]["events"], timeout=60) as answer:
        events = [line for line in answer.iter_lines() if line.startswith("event: ")]
    assert events[-1] == "event: done"
    state = gateway.client.get(job["links"]["self"]).json()
    assert (state["accepted"], state["rejected"], state["assessed"], state["edition"]) == (3, 2, 3, "2026.1")
    found = gateway.client.get(state["links"]["results"]).json()["assessments"]
    assert [(each["row"], each["country"]) for each in found] == [(2, "BGD"), (3, "NPL"), (5, "TKM")]
    assert sorted(each["priority"]["rank"] for each in found) == [1, 2, 3]
    rejects = gateway.client.get(state["links"]["rejects"]).json()["rejects"]
    assert [(each["row_number"], each["code"]) for each in rejects] == [
        (4, "name_missing"),
        (6, "country_unknown"),
    ]
    verified = gateway.client.post("/v1/verify", json={"screening_id": job["id"]}).json()
    assert (verified["checked"], verified["same"]) == (3, 3)


def test_a_file_that_cannot_be_read_fails_with_one_sentence(
    store: LogStore, pipeline: str, serve: Serve
) -> None:
    gateway = serve(log=store.open(), scoring=pipeline)
    state = finished(gateway, upload(gateway, "PK\x03\x04 this is no workbook"))
    assert state["status"] == "failed"
    assert state["problem"]["code"] == "unusable_input"
    assert gateway.client.get(f"/v1/screenings/{state['id']}/results").status_code == 409


def test_one_trace_runs_from_the_request_to_the_stored_assessment(
    store: LogStore, pipeline: str, serve: Serve, spans: InMemorySpanExporter
) -> None:
    gateway = serve(log=store.open(), scoring=pipeline)
    finished(gateway, upload(gateway))
    supplier = gateway.client.get("/v1/screenings").json()["screenings"][0]["id"]
    (first, *_) = gateway.client.get(f"/v1/screenings/{supplier}/results").json()["assessments"]
    stored = gateway.client.get(f"/v1/assessments/{first['supplier_id']}").json()
    assert stored["trace_id"] == TRACE
    named = {span.name for span in spans.get_finished_spans() if f"{span.context.trace_id:032x}" == TRACE}
    assert named >= {
        "tolpuddle.http.request",
        "tolpuddle.event.append",
        "tolpuddle.event.handle",
        "tolpuddle.file.read",
        "tolpuddle.screen",
        "tolpuddle.store.write",
    }
    body = {"suppliers": [{"supplier_id": "now", "name": "Example", "country": "NP", "goods": ["bricks"]}]}
    spans.clear()
    gateway.client.post("/v1/screenings", json=body, headers=PARENT)
    assert gateway.client.get("/v1/assessments/now").json()["trace_id"] == TRACE
    mine = [span for span in spans.get_finished_spans() if f"{span.context.trace_id:032x}" == TRACE]
    by_id = {span.context.span_id: span for span in mine}
    serving = next(span for span in mine if span.name == "tolpuddle.grpc.serve")
    assert serving.parent is not None
    calling = by_id[serving.parent.span_id]
    assert calling.name == "tolpuddle.grpc.call"
    assert calling.parent is not None
    assert by_id[calling.parent.span_id].name == "tolpuddle.http.request"


def test_two_gateways_share_one_store_and_one_group(store: LogStore, pipeline: str, serve: Serve) -> None:
    gateways = [serve(log=store.open(), scoring=pipeline) for _ in range(2)]
    jobs = [(gateway, upload(gateway)) for gateway in gateways for _ in range(2)]
    for gateway, job in jobs:
        state = finished(gateway, job)
        assert (state["status"], state["assessed"], state["rejected"]) == ("done", 3, 2)
    texts = [
        gateway.client.get(f"/v1/screenings/{jobs[0][1]['id']}/results", params={"format": "ndjson"}).text
        for gateway in gateways
    ]
    assert texts[0] == texts[1]
    supplier = json.loads(texts[0].splitlines()[0])["supplier_id"]
    entries = gateways[1].client.get(f"/v1/assessments/{supplier}/history").json()["entries"]
    assert len(entries) == 4
