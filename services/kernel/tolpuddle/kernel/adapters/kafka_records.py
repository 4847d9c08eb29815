"""Events as Kafka records, and back; the driver's errors as ours."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Protocol

from tolpuddle.kernel.adapters.kafka_driver import KafkaError
from tolpuddle.kernel.adapters.kafka_settings import MAX_MESSAGE_BYTES
from tolpuddle.kernel.errors import EventLogError
from tolpuddle.kernel.event_log import Event, Position, Recorded

Header = tuple[str, bytes]

_ID = "id"
_TYPE = "type"
_VERSION = "schema_version"
_TIME = "occurred_at"
_TENANT = "tenant"
_OWN_HEADERS = frozenset({_ID, _TYPE, _VERSION, _TIME, _TENANT})


class Decode(Protocol):
    """Bytes of a record, its topic and its key -> the event. Never raises: what is unreadable comes back as such."""

    def __call__(self, data: bytes, topic: str, key: str) -> Event: ...


Encode = Callable[[Event], bytes]
"""An event in its envelope, without topic and key."""


def value_of(event: Event, encode: Encode) -> bytes | None:
    """The value of a record; None, which compaction removes in time, for a removal.

    Raises: EventLogError when it is larger than any topic allows.
    """
    if not event.payload:
        return None
    value = encode(event)
    if len(value) > MAX_MESSAGE_BYTES:
        raise EventLogError(
            f"An event of {len(value)} bytes is larger than the {MAX_MESSAGE_BYTES} that may be written.",
            id=event.id,
            type=event.type,
        )
    return value


def headers_of(event: Event) -> list[Header]:
    """The envelope's words once more, for tools and for removals, which have no value; trace context as it came."""
    headers = [
        (_ID, event.id.encode()),
        (_TYPE, event.type.encode()),
        (_VERSION, str(event.schema_version).encode()),
        (_TIME, event.occurred_at.astimezone(UTC).isoformat().encode()),
        (_TENANT, event.tenant.encode()),
    ]
    headers.extend((name, value.encode()) for name, value in event.trace.items() if name not in _OWN_HEADERS)
    return headers


def recorded_from(record: Any, topic: str, decode: Decode) -> Recorded:
    """A record of the driver as an event and where it stands."""
    key = (record.key or b"").decode(errors="replace")
    position = Position(topic, int(record.partition), int(record.offset))
    if record.value:
        return Recorded(decode(bytes(record.value), topic=topic, key=key), position)
    return Recorded(_removal(record.headers, topic, key, position), position)


@contextmanager
def telling(sentence: str) -> Generator[None]:
    """Turn a driver's error into one sentence of ours."""
    try:
        yield
    except (KafkaError, OSError) as error:
        raise EventLogError(f"{sentence}: {error}.") from error
    except RuntimeError as error:
        # The driver's way to say that its connection was closed under it.
        raise EventLogError(f"{sentence}: {error}.") from error


def _removal(headers: Sequence[Header] | None, topic: str, key: str, position: Position) -> Event:
    words: Mapping[str, str] = {name: value.decode(errors="replace") for name, value in headers or ()}
    try:
        occurred_at = datetime.fromisoformat(words.get(_TIME, ""))
        version = int(words.get(_VERSION, "1"))
    except ValueError:
        occurred_at, version = datetime.fromtimestamp(0, UTC), 1
    return Event(
        topic=topic,
        key=key,
        id=words.get(_ID) or f"{topic}/{position.partition}/{position.offset}",
        type=words.get(_TYPE, ""),
        occurred_at=occurred_at if occurred_at.tzinfo else occurred_at.replace(tzinfo=UTC),
        payload=b"",
        tenant=words.get(_TENANT, ""),
        schema_version=version,
        trace={name: value for name, value in words.items() if name not in _OWN_HEADERS},
    )
