"""Names are declared once; nothing leaves the process unasked; one trace crosses every border."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import FrameError

SERVICES = Path(__file__).resolve().parents[2] / "services"


@dataclass(frozen=True)
class Silent:
    otlp_endpoint: str = ""


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    telemetry.set_up("test", Silent(), span_exporter=exporter)
    yield exporter
    telemetry.set_up("test", Silent())


def test_without_an_endpoint_nothing_is_recorded() -> None:
    telemetry.set_up("test", Silent())
    with telemetry.span(names.SCREEN) as current:
        assert not current.is_recording()
        assert telemetry.inject() == {}


def test_a_silent_process_still_hands_the_trace_on() -> None:
    telemetry.set_up("test", Silent())
    headers = {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
    with telemetry.span(names.SCREEN, parent=headers):
        assert telemetry.inject() == headers


def test_one_trace_crosses_a_border_in_headers(spans: InMemorySpanExporter) -> None:
    with telemetry.span(names.HTTP_REQUEST):
        headers = telemetry.inject()
    with telemetry.span(
        names.EVENT_HANDLE, {names.TOPIC: "t"}, parent={"Traceparent": headers["traceparent"]}
    ):
        pass
    first, second = spans.get_finished_spans()
    assert first.context.trace_id == second.context.trace_id
    assert second.parent is not None
    assert second.parent.span_id == first.context.span_id
    assert dict(second.attributes or {}) == {"tolpuddle.topic": "t"}


def test_an_event_without_a_trace_starts_its_own(spans: InMemorySpanExporter) -> None:
    with telemetry.span(names.HTTP_REQUEST), telemetry.span(names.EVENT_HANDLE, parent={}):
        pass
    inner, outer = spans.get_finished_spans()
    assert inner.context.trace_id != outer.context.trace_id


def test_an_error_is_noted_by_its_code_and_goes_on(spans: InMemorySpanExporter) -> None:
    with pytest.raises(FrameError), telemetry.span(names.SCREEN):
        raise FrameError("The column name is missing.")
    (failed,) = spans.get_finished_spans()
    assert (failed.attributes or {})["tolpuddle.error.code"] == "frame_contract"
    assert not failed.status.is_ok


def test_metrics_carry_their_unit_and_meaning() -> None:
    reader = InMemoryMetricReader()
    telemetry.set_up("test", Silent(), metric_reader=reader)
    telemetry.count(names.EVENTS_DONE, 2, {names.EVENT_TYPE: "X"})
    telemetry.measure(names.SCREEN_SECONDS, 0.25)
    telemetry.show(names.LOG_LAG, 7, {names.TOPIC: "t"})
    data = reader.get_metrics_data()
    telemetry.set_up("test", Silent())
    assert data is not None
    found = {
        metric.name: metric
        for resource in data.resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
    }
    assert set(found) == {"tolpuddle.events.done", "tolpuddle.screen.duration", "tolpuddle.log.lag"}
    assert found["tolpuddle.screen.duration"].unit == "s"
    assert found["tolpuddle.events.done"].description == names.EVENTS_DONE.meaning


def test_every_declared_name_is_in_its_list_once_and_says_what_it_means() -> None:
    declared = [
        value
        for value in vars(names).values()
        if isinstance(value, names.SpanName | names.Metric | names.Attribute)
    ]
    listed = [*names.SPANS, *names.METRICS, *names.ATTRIBUTES]
    assert len(declared) == len(listed) == len({item.name for item in listed})
    assert set(declared) == set(listed)
    assert all(item.meaning and item.name.startswith("tolpuddle.") for item in listed)


def test_no_other_module_makes_up_names_of_spans_or_metrics() -> None:
    for path in SERVICES.rglob("*.py"):
        if path.name == "telemetry_names.py":
            continue
        made = {
            node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call)
        }
        if path.name != "telemetry.py":
            forbidden = {"SpanName", "get_tracer", "get_meter", "create_counter", "create_histogram"}
            assert not made & forbidden, f"{path.name} declares telemetry of its own"
