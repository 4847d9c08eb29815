"""Every span, metric and attribute name, declared once with its unit and meaning."""

from dataclasses import dataclass
from typing import Literal

MetricKind = Literal["counter", "histogram", "gauge"]


@dataclass(frozen=True, slots=True)
class SpanName:
    """A stage of work. One span per stage, never per row."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Metric:
    """Something counted or measured."""

    name: str
    kind: MetricKind
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Attribute:
    """A detail of a span or metric: ids and counts, never names of people or suppliers."""

    name: str
    meaning: str


HTTP_REQUEST = SpanName("tolpuddle.http.request", "gateway answers an HTTP request")
GRPC_CALL = SpanName("tolpuddle.grpc.call", "a gRPC call as its caller sees it")
GRPC_SERVE = SpanName("tolpuddle.grpc.serve", "scoring answers a gRPC call")
EVENT_HANDLE = SpanName("tolpuddle.event.handle", "a consumer handles one event of the log")
EVENT_APPEND = SpanName("tolpuddle.event.append", "events are written to the log")
FILE_READ = SpanName("tolpuddle.file.read", "ingest reads a document into rows")
ROWS_ACCEPT = SpanName("tolpuddle.rows.accept", "ingest parts rows into accepted and rejected")
SCREEN = SpanName("tolpuddle.screen", "scoring core screens a frame of suppliers")
MATCH = SpanName("tolpuddle.match", "names are compared with the names of orders and lists")
EDITION_LOAD = SpanName("tolpuddle.edition.load", "scoring prepares a reference edition")
RESCREEN = SpanName("tolpuddle.rescreen", "suppliers that a new edition touches are screened again")
STORE_WRITE = SpanName("tolpuddle.store.write", "assessments are written to a store")
REPORT_WRITE = SpanName("tolpuddle.report.write", "a report is written")

SPANS: tuple[SpanName, ...] = (
    HTTP_REQUEST,
    GRPC_CALL,
    GRPC_SERVE,
    EVENT_HANDLE,
    EVENT_APPEND,
    FILE_READ,
    ROWS_ACCEPT,
    SCREEN,
    MATCH,
    EDITION_LOAD,
    RESCREEN,
    STORE_WRITE,
    REPORT_WRITE,
)

EVENTS_DONE = Metric("tolpuddle.events.done", "counter", "{event}", "events handled, by type")
EVENTS_DUPLICATE = Metric("tolpuddle.events.duplicate", "counter", "{event}", "events skipped as seen before")
EVENTS_DEAD = Metric(
    "tolpuddle.events.dead_lettered", "counter", "{event}", "events sent to the dead letters"
)
EVENTS_RETRIED = Metric("tolpuddle.events.retried", "counter", "{try}", "tries that failed and were repeated")
LOG_LAG = Metric("tolpuddle.log.lag", "gauge", "{event}", "events that a group has not committed, by topic")
ROWS_ACCEPTED = Metric("tolpuddle.rows.accepted", "counter", "{row}", "rows that passed the rules")
ROWS_REJECTED = Metric("tolpuddle.rows.rejected", "counter", "{row}", "rows that failed a rule")
SUPPLIERS_SCREENED = Metric("tolpuddle.suppliers.screened", "counter", "{supplier}", "suppliers screened")
SUPPLIERS_CHANGED = Metric(
    "tolpuddle.suppliers.changed", "counter", "{supplier}", "suppliers whose assessment changed"
)
NAMES_MATCHED = Metric("tolpuddle.names.matched", "counter", "{name}", "names compared with orders and lists")
SCREEN_SECONDS = Metric("tolpuddle.screen.duration", "histogram", "s", "time to screen one frame")
CALL_SECONDS = Metric("tolpuddle.grpc.duration", "histogram", "s", "time to answer one gRPC call, by method")
REQUEST_SECONDS = Metric("tolpuddle.http.duration", "histogram", "s", "time to answer one HTTP request")
ASSESSMENTS_STORED = Metric(
    "tolpuddle.assessments.stored", "counter", "{assessment}", "assessments written to a store"
)
SOURCE_AGE_DAYS = Metric("tolpuddle.source.age", "gauge", "d", "days since a reference source was retrieved")

METRICS: tuple[Metric, ...] = (
    EVENTS_DONE,
    EVENTS_DUPLICATE,
    EVENTS_DEAD,
    EVENTS_RETRIED,
    LOG_LAG,
    ROWS_ACCEPTED,
    ROWS_REJECTED,
    SUPPLIERS_SCREENED,
    SUPPLIERS_CHANGED,
    NAMES_MATCHED,
    SCREEN_SECONDS,
    CALL_SECONDS,
    REQUEST_SECONDS,
    ASSESSMENTS_STORED,
    SOURCE_AGE_DAYS,
)

TOPIC = Attribute("tolpuddle.topic", "topic of the log")
GROUP = Attribute("tolpuddle.group", "consumer group")
EVENT_TYPE = Attribute("tolpuddle.event.type", "type of the event")
EVENT_ID = Attribute("tolpuddle.event.id", "id of the event")
VERDICT = Attribute("tolpuddle.verdict", "done, duplicate or dead_lettered")
ROWS = Attribute("tolpuddle.rows", "number of rows")
JOB = Attribute("tolpuddle.job", "id of the job that the rows came with")
EDITION = Attribute("tolpuddle.edition", "name of the reference edition")
METHOD = Attribute("tolpuddle.method", "gRPC method or HTTP method")
ROUTE = Attribute("tolpuddle.route", "HTTP route as a template, without ids")
STATUS = Attribute("tolpuddle.status", "status of the answer")
ERROR_CODE = Attribute("tolpuddle.error.code", "stable code of the error")
SOURCE = Attribute("tolpuddle.source", "reference source")
FILE_KIND = Attribute("tolpuddle.file.kind", "kind of document: csv, xlsx, parquet, json, ndjson")

ATTRIBUTES: tuple[Attribute, ...] = (
    TOPIC,
    GROUP,
    EVENT_TYPE,
    EVENT_ID,
    VERDICT,
    ROWS,
    JOB,
    EDITION,
    METHOD,
    ROUTE,
    STATUS,
    ERROR_CODE,
    SOURCE,
    FILE_KIND,
)
