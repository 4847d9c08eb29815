"""Spans and metrics: silent unless set up, OTLP by settings; one trace over HTTP, gRPC and the log."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from opentelemetry import metrics, trace
from opentelemetry.context import Context
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExporter, MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SimpleSpanProcessor, SpanExporter
from opentelemetry.trace import Span, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import TolpuddleError
from tolpuddle.kernel.telemetry_names import Attribute, Metric, SpanName

AttributeValue = str | int | float | bool
Attributes = Mapping[Attribute, AttributeValue]

_SCOPE = "tolpuddle"
_PROPAGATOR = TraceContextTextMapPropagator()


class TelemetrySettings(Protocol):
    """What set_up needs to know."""

    @property
    def otlp_endpoint(self) -> str:
        """Address of an OTLP collector over gRPC; empty: silent."""
        ...


@dataclass(slots=True)
class Telemetry:
    """Where spans and metrics of this process go."""

    tracer: trace.Tracer
    meter: metrics.Meter
    tracer_provider: TracerProvider | None = None
    meter_provider: MeterProvider | None = None
    counters: dict[Metric, metrics.Counter] = field(default_factory=dict[Metric, metrics.Counter])
    histograms: dict[Metric, metrics.Histogram] = field(default_factory=dict[Metric, metrics.Histogram])
    gauges: dict[Metric, "metrics._Gauge"] = field(default_factory=dict[Metric, "metrics._Gauge"])

    def shut_down(self) -> None:
        """Send what waits, then let go."""
        if self.tracer_provider is not None:
            self.tracer_provider.shutdown()
        if self.meter_provider is not None:
            self.meter_provider.shutdown()


def _silent() -> Telemetry:
    return Telemetry(trace.NoOpTracer(), metrics.NoOpMeter(_SCOPE))


_active = _silent()


def set_up(
    service: str,
    settings: TelemetrySettings,
    *,
    span_exporter: SpanExporter | None = None,
    metric_reader: MetricReader | None = None,
) -> Telemetry:
    """Choose where telemetry of this process goes; with no endpoint and no exporter given: nowhere.

    An exporter or reader given here (tests give in-memory ones) is used instead of OTLP, at once and unbuffered.
    """
    global _active
    resource = Resource.create({"service.name": f"tolpuddle-{service}"})
    endpoint = settings.otlp_endpoint
    tracer_provider: TracerProvider | None = None
    if span_exporter is not None or endpoint:
        tracer_provider = TracerProvider(resource=resource)
        tracer_provider.add_span_processor(
            SimpleSpanProcessor(span_exporter)
            if span_exporter is not None
            else BatchSpanProcessor(_otlp_spans(endpoint))
        )
    meter_provider: MeterProvider | None = None
    if metric_reader is not None or endpoint:
        reader = metric_reader or PeriodicExportingMetricReader(_otlp_metrics(endpoint))
        meter_provider = MeterProvider(resource=resource, metric_readers=[reader])
    _active = Telemetry(
        trace.NoOpTracer() if tracer_provider is None else tracer_provider.get_tracer(_SCOPE),
        metrics.NoOpMeter(_SCOPE) if meter_provider is None else meter_provider.get_meter(_SCOPE),
        tracer_provider,
        meter_provider,
    )
    return _active


@contextmanager
def span(
    name: SpanName, attributes: Attributes | None = None, *, parent: Mapping[str, str] | None = None
) -> Generator[Span]:
    """A stage of work; an error that leaves it is noted on the span with its code and goes on.

    parent: W3C headers of what caused it; None: the span around, if any.
    """
    context = None if parent is None else extract(parent)
    with _active.tracer.start_as_current_span(
        name.name,
        context=context,
        attributes=_plain(attributes),
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield current
        except TolpuddleError as error:
            current.set_attribute(names.ERROR_CODE.name, error.code)
            current.set_status(Status(StatusCode.ERROR, error.code))
            raise
        except Exception as error:
            current.record_exception(error)
            current.set_status(Status(StatusCode.ERROR, type(error).__name__))
            raise


def note(attributes: Attributes) -> None:
    """Add details to the span around."""
    trace.get_current_span().set_attributes(_plain(attributes))


def count(metric: Metric, amount: int = 1, attributes: Attributes | None = None) -> None:
    """Add to a counter."""
    instrument = _active.counters.get(metric)
    if instrument is None:
        instrument = _active.meter.create_counter(metric.name, metric.unit, metric.meaning)
        _active.counters[metric] = instrument
    instrument.add(amount, _plain(attributes))


def measure(metric: Metric, value: float, attributes: Attributes | None = None) -> None:
    """Note one measurement in a histogram."""
    instrument = _active.histograms.get(metric)
    if instrument is None:
        instrument = _active.meter.create_histogram(metric.name, metric.unit, metric.meaning)
        _active.histograms[metric] = instrument
    instrument.record(value, _plain(attributes))


def show(metric: Metric, value: float, attributes: Attributes | None = None) -> None:
    """Set a gauge to its value now."""
    instrument = _active.gauges.get(metric)
    if instrument is None:
        instrument = _active.meter.create_gauge(metric.name, metric.unit, metric.meaning)
        _active.gauges[metric] = instrument
    instrument.set(value, _plain(attributes))


def measures() -> bool:
    """True when metrics go somewhere: what costs a question to the log is asked only then."""
    return _active.meter_provider is not None


def inject() -> dict[str, str]:
    """W3C trace context of the span around, as headers; empty when there is none."""
    headers: dict[str, str] = {}
    _PROPAGATOR.inject(headers)
    return headers


def extract(headers: Mapping[str, str]) -> Context:
    """The context that W3C headers name; an empty one when they name none. Header names in any case."""
    return _PROPAGATOR.extract({name.lower(): value for name, value in headers.items()}, Context())


def _otlp_spans(endpoint: str) -> SpanExporter:
    # Imported when used: the exporter brings gRPC, which a silent command line need not wait for.
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter(endpoint=endpoint)


def _otlp_metrics(endpoint: str) -> MetricExporter:
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter

    return OTLPMetricExporter(endpoint=endpoint)


def _plain(attributes: Attributes | None) -> dict[str, AttributeValue]:
    return {} if not attributes else {attribute.name: value for attribute, value in attributes.items()}
