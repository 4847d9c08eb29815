"""gRPC client of scoring: one channel, deadlines, retries while it is away, trace context in metadata."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import grpc
import polars as pl
from grpc_health.v1 import health_pb2, health_pb2_grpc

from tolpuddle.gateway import messages
from tolpuddle.gateway.asked_client import AskedClient
from tolpuddle.gateway.matching.lists_client import ListsClient
from tolpuddle.gateway.schemas import Supplier
from tolpuddle.gateway.store import LINE_COLUMNS
from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import (
    EditionError,
    EventLogError,
    FrameError,
    LimitError,
    NotFoundError,
    TolpuddleError,
    UnavailableError,
    UnprocessableEventError,
    UnusableInputError,
)
from tolpuddle.kernel.events import Move
from tolpuddle.kernel.wire_frames import ON_A_CALL, columns_of, frame_message
from tolpuddle.kernel.wire_problems import PROBLEM_METADATA, problem_from_bytes
from tolpuddle.kernel.wire_rows import row_from_bytes
from tolpuddle.kernel.wire_suppliers import suppliers_frame
from tolpuddle.v1 import scoring_service_pb2, scoring_service_pb2_grpc

MAX_MESSAGE_BYTES = 256 * 2**20
_VERIFY_SECONDS_PER_ROW = 0.005
_SMALL = 32
"""Up to so many rows packing costs more time than it saves."""

_SERVICE = scoring_service_pb2.DESCRIPTOR.services_by_name["ScoringService"].full_name
_SERVICE_CONFIG = json.dumps(
    {
        "methodConfig": [
            {
                "name": [{"service": _SERVICE}],
                "retryPolicy": {
                    "maxAttempts": 4,
                    "initialBackoff": "0.05s",
                    "maxBackoff": "1s",
                    "backoffMultiplier": 2,
                    "retryableStatusCodes": ["UNAVAILABLE"],
                },
            }
        ]
    }
)

_OPTIONS: tuple[tuple[str, str | int], ...] = (
    ("grpc.service_config", _SERVICE_CONFIG),
    ("grpc.enable_retries", 1),
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.max_reconnect_backoff_ms", 2000),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
)

_AWAY = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED})

_ERRORS: dict[str, type[TolpuddleError]] = {
    LimitError.code: LimitError,
    FrameError.code: FrameError,
    UnusableInputError.code: UnusableInputError,
    UnprocessableEventError.code: UnusableInputError,
    NotFoundError.code: NotFoundError,
    EditionError.code: EditionError,
    UnavailableError.code: UnavailableError,
    EventLogError.code: UnavailableError,
}
"""Code of scoring's problem -> error here. Rows that scoring cannot read came from the caller."""


@dataclass(frozen=True, slots=True)
class Screened:
    """Assessments as they came."""

    lines: Sequence[Mapping[str, Any]]
    """One per supplier: LINE_COLUMNS, row and detail, and more when there is one only."""
    content: bytes
    """Whole: one row as JSON, or an Arrow IPC stream."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A receipt that did not come out the same."""

    supplier_id: str
    part: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Receipts computed again."""

    checked: int
    same: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments as JSON objects, and what separates them."""

    before: str
    after: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of the exposure index."""

    id: str
    description: str
    source: str


@dataclass(frozen=True, slots=True)
class Description:
    """What answers at the other end."""

    edition: str
    edition_digest: str
    rules: str
    model: str
    engine: str
    factors: tuple[Factor, ...]
    table_rows: dict[str, int]


class ScoringClient:
    """Scoring as the gateway sees it. Safe to use from several threads."""

    def __init__(self, address: str, seconds: float = 10.0) -> None:
        """address: host:port. seconds: longest time to wait for an answer."""
        self._seconds = seconds
        self._editions: dict[str, str] = {}
        self._channel = grpc.insecure_channel(address, options=_OPTIONS)
        self._scoring: Any = scoring_service_pb2_grpc.ScoringServiceStub(self._channel)
        # One frame and one answer: the wire knows no difference between that and a unary call, and the client needs no
        # thread to feed a stream (measured: 0.6 ms of processor time instead of 1.5 ms).
        self._screen: Any = self._channel.unary_unary(
            f"/{_SERVICE}/ScreenBatch",
            request_serializer=scoring_service_pb2.ScreenBatchRequest.SerializeToString,
            response_deserializer=scoring_service_pb2.ScreenBatchResponse.FromString,
        )
        self._health: Any = health_pb2_grpc.HealthStub(self._channel)
        self.lists = ListsClient(self._scoring, self._call)
        self.asked = AskedClient(self._scoring, self._call)

    def screen(self, suppliers: Sequence[Supplier]) -> Screened:
        """Assessments with detail, in the order of the suppliers.

        Rows of the frame and not messages: only these have the input and the points that results and receipts need later.

        Raises: UnavailableError, LimitError, FrameError, RequestRefusedError.
        """
        if len(suppliers) == 1:
            return self._screen_one(suppliers[0])
        frame = suppliers_frame(messages.supplier_rows(suppliers))
        compression = "uncompressed" if frame.height <= _SMALL else ON_A_CALL
        request = scoring_service_pb2.ScreenBatchRequest(
            suppliers=frame_message(frame, compression), details=True
        )
        answer: scoring_service_pb2.ScreenBatchResponse = self._call("ScreenBatch", self._screen, request)
        lines = columns_of(answer.assessments, [*LINE_COLUMNS, "row", "detail"]).rows(named=True)
        return Screened(lines, answer.assessments.ipc)

    def _screen_one(self, supplier: Supplier) -> Screened:
        request = scoring_service_pb2.ScreenRequest(supplier=messages.message_of(supplier), as_row=True)
        answer: scoring_service_pb2.ScreenResponse = self._call("Screen", self._scoring.Screen, request)
        return Screened([row_from_bytes(answer.row)], answer.row)

    def what_if(self, before: Supplier, after: Supplier) -> Comparison:
        """Raises: as screen."""
        request = scoring_service_pb2.WhatIfRequest(
            before=messages.message_of(before), after=messages.message_of(after)
        )
        answer: scoring_service_pb2.WhatIfResponse = self._call("WhatIf", self._scoring.WhatIf, request)
        return Comparison(answer.before.json, answer.after.json, messages.moves_of(answer.moves))

    def verify(self, frames: Iterable[pl.DataFrame]) -> Verification:
        """Compute the receipts of assessment frames again. Raises: as screen."""
        checked = same = 0
        differences: list[Difference] = []
        for frame in frames:
            request = scoring_service_pb2.VerifyRequest(assessments=frame_message(frame, ON_A_CALL))
            seconds = self._seconds + frame.height * _VERIFY_SECONDS_PER_ROW
            answer: scoring_service_pb2.VerifyResponse = self._call(
                "Verify", self._scoring.Verify, request, seconds
            )
            checked, same = checked + answer.checked, same + answer.same
            differences += [Difference(d.supplier_id, d.part, d.sentence) for d in answer.differences]
        return Verification(checked, same, tuple(differences))

    def describe(self) -> Description:
        """Raises: as screen."""
        answer: scoring_service_pb2.DescribeResponse = self._call(
            "Describe", self._scoring.Describe, scoring_service_pb2.DescribeRequest()
        )
        return Description(
            edition=answer.edition,
            edition_digest=answer.edition_digest,
            rules=answer.rules,
            model=answer.model,
            engine=answer.engine,
            factors=tuple(Factor(f.id, f.description, f.source) for f in answer.factors),
            table_rows=dict(answer.table_rows),
        )

    def portray(self, iso3: str = "", good_id: str = "") -> dict[str, Any]:
        """What list and model say of a country, a good, or a pair of both; of nothing: the index. JSON, as Portrait.

        Raises: as screen; NotFoundError.
        """
        request = scoring_service_pb2.PortrayRequest(iso3=iso3, good_id=good_id)
        answer: scoring_service_pb2.PortrayResponse = self._call("Portray", self._scoring.Portray, request)
        told: dict[str, Any] = json.loads(answer.json)
        return told

    def edition_of(self, receipt: str) -> str:
        """Name of the edition that a receipt was made with; its hash when scoring has another one in force by now."""
        digest = receipt.split(":")[3]
        if digest not in self._editions:
            description = self.describe()
            self._editions[description.edition_digest] = description.edition
        return self._editions.get(digest, digest)

    def check(self, seconds: float = 2.0) -> None:
        """Return when scoring serves. Raises: UnavailableError."""
        try:
            answer = self._health.Check(health_pb2.HealthCheckRequest(), timeout=seconds)
        except grpc.RpcError as error:
            raise UnavailableError("Scoring does not answer.") from error
        if answer.status != health_pb2.HealthCheckResponse.SERVING:
            raise UnavailableError("Scoring has no reference edition in force yet.")

    def close(self) -> None:
        """Close the channel."""
        self._channel.close()

    def _call(self, name: str, method: Callable[..., Any], request: Any, seconds: float | None = None) -> Any:
        with telemetry.span(names.GRPC_CALL, {names.METHOD: name}):
            metadata = tuple(telemetry.inject().items())
            try:
                return method(request, timeout=seconds or self._seconds, metadata=metadata)
            except grpc.RpcError as error:
                raise _translated(error) from error


def _translated(error: Any) -> TolpuddleError:
    """What scoring said went wrong, as an error of ours; the caller of the gateway reads it."""
    code: grpc.StatusCode = error.code()
    metadata: dict[str, Any] = dict(error.trailing_metadata() or ())
    if code in _AWAY and PROBLEM_METADATA not in metadata:
        return UnavailableError("Scoring does not answer.", status=code.name)
    if PROBLEM_METADATA not in metadata:
        return TolpuddleError("Scoring failed.", status=code.name)
    problem = problem_from_bytes(metadata[PROBLEM_METADATA])
    return _ERRORS.get(problem.code, TolpuddleError)(problem.sentence, **problem.context)
