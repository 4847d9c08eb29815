"""One trace per request: the caller's, or a new one even when nothing is exported, so that results can be followed."""

import re
import secrets
from collections.abc import Generator, Mapping
from contextlib import contextmanager

from opentelemetry.trace import Span

from tolpuddle.kernel import telemetry
from tolpuddle.kernel.telemetry import Attributes
from tolpuddle.kernel.telemetry_names import SpanName

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


def trace_id_of(headers: Mapping[str, str]) -> str:
    """Hexadecimal, 32 characters; empty when the headers name none."""
    found = _TRACEPARENT.fullmatch(headers.get("traceparent", "").strip())
    return found.group(1) if found and found.group(1).strip("0") else ""


def current_trace_id() -> str:
    """The id of the trace around; empty when there is none."""
    return trace_id_of(telemetry.inject())


@contextmanager
def request_span(name: SpanName, attributes: Attributes, headers: Mapping[str, str]) -> Generator[Span]:
    """A span that goes on with the caller's trace. Silent telemetry starts no trace, so then one is made up here."""
    with telemetry.span(name, attributes, parent=headers) as span:
        if span.get_span_context().is_valid:
            yield span
            return
    made_up = {"traceparent": f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"}
    with telemetry.span(name, attributes, parent=made_up) as span:
        yield span
