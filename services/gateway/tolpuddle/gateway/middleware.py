"""Around every request: its id, its span, its size, its origin, and headers that browsers obey."""

import logging
import re
import time
import uuid
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tolpuddle.gateway.problems import problem_response
from tolpuddle.gateway.settings import is_loopback
from tolpuddle.gateway.tracing import request_span
from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.errors import LimitError

_LOGGER = logging.getLogger("tolpuddle.gateway")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})

SECURITY_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy",
     b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)  # fmt: skip


class Around:
    """The outermost layer. Nothing inside it answers without passing here."""

    def __init__(self, app: ASGIApp, *, max_bytes: int, only_loopback: bool) -> None:
        """max_bytes: no body is larger; routes may allow less.

        only_loopback: without a key, refuse host names that are not this machine's, so that no web page can reach
        this server under a name of its own."""
        self._app = app
        self._max_bytes = max_bytes
        self._only_loopback = only_loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _headers(scope)
        given = headers.get("x-request-id", "")
        scope["tolpuddle.request_id"] = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        status = 0
        started = time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *self._added(scope, message)]
            await send(message)

        with request_span(names.HTTP_REQUEST, {names.METHOD: scope["method"]}, headers) as span:
            answer = self._refusal(scope, headers) or self._app
            try:
                await answer(scope, self._counted(receive), sending)
            except Exception as error:
                _LOGGER.exception("request_failed request_id=%s", scope["tolpuddle.request_id"])
                span.record_exception(error)
                if status:
                    raise
                sentence = "This failed for a reason that is not yours."
                await problem_response("error", sentence, scope["tolpuddle.request_id"])(
                    scope, receive, sending
                )
            route = getattr(scope.get("route"), "path", "unknown")
            details = {names.METHOD: scope["method"], names.ROUTE: route, names.STATUS: status}
            span.set_attributes({name.name: value for name, value in details.items()})
            if "tolpuddle.error_code" in scope:
                span.set_attribute(names.ERROR_CODE.name, scope["tolpuddle.error_code"])
        telemetry.measure(names.REQUEST_SECONDS, time.perf_counter() - started, details)

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> ASGIApp | None:
        request_id = scope["tolpuddle.request_id"]
        host = headers.get("host", "")
        if self._only_loopback and not is_loopback(urlsplit(f"//{host}").hostname or ""):
            return problem_response(
                "foreign_origin",
                "Without a key, this gateway answers only under this machine's own names.",
                request_id,
            )
        if scope["method"] not in _HARMLESS and not _same_origin(headers, host):
            return problem_response("foreign_origin", "Only pages of this gateway may send this.", request_id)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self._max_bytes:
            error = self._too_large()
            return problem_response(error.code, error.sentence, request_id, context=error.context)
        return None

    def _counted(self, receive: Receive) -> Receive:
        seen = 0

        async def counting() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._max_bytes:
                raise self._too_large()
            return message

        return counting

    def _too_large(self) -> LimitError:
        return LimitError(f"The body is larger than {self._max_bytes} bytes.", max_bytes=self._max_bytes)

    def _added(self, scope: Scope, message: Message) -> list[tuple[bytes, bytes]]:
        present = {name.lower() for name, _ in message["headers"]}
        added = [(name, value) for name, value in SECURITY_HEADERS if name not in present]
        return [*added, (b"x-request-id", scope["tolpuddle.request_id"].encode())]


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _same_origin(headers: Mapping[str, str], host: str) -> bool:
    """Browsers name the page that sends; programs do not, and bring a key of their own accord."""
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == host
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
