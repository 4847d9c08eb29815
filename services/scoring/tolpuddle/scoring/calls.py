"""Around every gRPC call: the caller's trace, a span, its duration, and errors as a status with a problem."""

import logging
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import grpc

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
from tolpuddle.kernel.wire_problems import PROBLEM_METADATA, problem_to_bytes

Method: TypeAlias = "grpc.RpcMethodHandler[Any, Any]"

_LOGGER = logging.getLogger("tolpuddle.scoring")

_STATUS: tuple[tuple[type[TolpuddleError], grpc.StatusCode], ...] = (
    (LimitError, grpc.StatusCode.INVALID_ARGUMENT),
    (FrameError, grpc.StatusCode.INVALID_ARGUMENT),
    (UnusableInputError, grpc.StatusCode.INVALID_ARGUMENT),
    (UnprocessableEventError, grpc.StatusCode.INVALID_ARGUMENT),
    (NotFoundError, grpc.StatusCode.NOT_FOUND),
    (EditionError, grpc.StatusCode.FAILED_PRECONDITION),
    (UnavailableError, grpc.StatusCode.UNAVAILABLE),
    (EventLogError, grpc.StatusCode.UNAVAILABLE),
)


def status_of(error: TolpuddleError) -> grpc.StatusCode:
    """The status that tells a caller what an error means; INTERNAL for those that only our own mistakes cause."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), grpc.StatusCode.INTERNAL)


class Calls(grpc.ServerInterceptor):
    """Wraps the methods of one service; others (health, reflection) pass as they are."""

    def __init__(self, service: str) -> None:
        self._prefix = f"/{service}/"

    def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], Method | None]",
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "Method | None":
        """Called by gRPC for each call."""
        handler = continuation(handler_call_details)
        method = str(handler_call_details.method)
        if handler is None or not method.startswith(self._prefix):
            return handler
        name = method.removeprefix(self._prefix)
        headers = {str(key): str(value) for key, value in handler_call_details.invocation_metadata or ()}
        return _wrapped(handler, name, headers)


def _wrapped(handler: Any, name: str, headers: dict[str, str]) -> Method:
    codec = (handler.request_deserializer, handler.response_serializer)
    if handler.response_streaming:

        def stream(request: Any, context: grpc.ServicerContext) -> Iterator[Any]:
            with _call(name, headers, context):
                yield from handler.stream_stream(request, context)

        return grpc.stream_stream_rpc_method_handler(stream, *codec)

    def unary(request: Any, context: grpc.ServicerContext) -> Any:
        with _call(name, headers, context):
            return handler.unary_unary(request, context)

    return grpc.unary_unary_rpc_method_handler(unary, *codec)


@contextmanager
def _call(name: str, headers: dict[str, str], context: grpc.ServicerContext) -> Generator[None]:
    started = time.perf_counter()
    status = grpc.StatusCode.OK
    try:
        with telemetry.span(names.GRPC_SERVE, {names.METHOD: name}, parent=headers):
            yield
    except TolpuddleError as error:
        status = status_of(error)
        context.set_trailing_metadata(((PROBLEM_METADATA, problem_to_bytes(error)),))
        context.abort(status, error.sentence)
    except Exception:
        if not context.is_active():
            raise
        status = grpc.StatusCode.INTERNAL
        _LOGGER.exception("call_failed method=%s", name)
        error = TolpuddleError("Scoring failed unexpectedly.")
        context.set_trailing_metadata(((PROBLEM_METADATA, problem_to_bytes(error)),))
        context.abort(status, error.sentence)
    finally:
        telemetry.measure(
            names.CALL_SECONDS, time.perf_counter() - started, {names.METHOD: name, names.STATUS: status.name}
        )
