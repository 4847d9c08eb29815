"""Events to bytes and back: the envelope, the payload of each type, and the lifting of older versions."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from google.protobuf.message import DecodeError

from tolpuddle.kernel import wire_assessments as assessments
from tolpuddle.kernel import wire_dead_letters as dead_letters
from tolpuddle.kernel import wire_reference as reference
from tolpuddle.kernel import wire_suppliers as suppliers
from tolpuddle.kernel.errors import UnprocessableEventError
from tolpuddle.kernel.event_log import Event
from tolpuddle.kernel.events import Fact
from tolpuddle.kernel.identifiers import event_id as event_id
from tolpuddle.kernel.wire_frames import frame_from_arrow as frame_from_arrow
from tolpuddle.kernel.wire_frames import frame_to_arrow as frame_to_arrow
from tolpuddle.v1 import events_pb2

UNREADABLE = "Unreadable"
"""Type of an event whose bytes are no envelope. No fact has it, so every consumer dead-letters it, bytes and all."""


@dataclass(frozen=True, slots=True)
class Payload:
    """How one type of fact is written and read, and its version now."""

    put: Callable[[Any], bytes]
    get: Callable[[bytes], Fact]
    version: int = 1


Upcaster = Callable[[bytes], bytes]
"""Lifts a payload by one version."""

PAYLOADS: Mapping[str, Payload] = {
    "SuppliersAccepted": Payload(suppliers.put_suppliers_accepted, suppliers.get_suppliers_accepted),
    "SupplierStated": Payload(suppliers.put_supplier_stated, suppliers.get_supplier_stated),
    "SupplierRemoved": Payload(suppliers.put_supplier_removed, suppliers.get_supplier_removed),
    "RowsRejected": Payload(suppliers.put_rows_rejected, suppliers.get_rows_rejected),
    "UploadChunk": Payload(suppliers.put_upload_chunk, suppliers.get_upload_chunk),
    "UploadRead": Payload(suppliers.put_upload_read, suppliers.get_upload_read),
    "ReferenceTablePublished": Payload(
        reference.put_reference_table_published, reference.get_reference_table_published
    ),
    "EditionPublished": Payload(reference.put_edition_published, reference.get_edition_published),
    "AssessmentsMade": Payload(assessments.put_assessments_made, assessments.get_assessments_made),
    "AssessmentChanged": Payload(assessments.put_assessment_changed, assessments.get_assessment_changed),
    "DeadLettered": Payload(dead_letters.put_dead_lettered, dead_letters.get_dead_lettered),
    "DeadLetterRedriven": Payload(
        dead_letters.put_dead_letter_redriven, dead_letters.get_dead_letter_redriven
    ),
}

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {}
"""(type, version) -> what lifts that version to the next. Version 1 of every type is the newest so far."""


def encode(event: Event) -> bytes:
    """An event in its envelope. Topic and key stay outside: the log holds them."""
    if event.type == UNREADABLE:
        return event.payload
    envelope = events_pb2.Envelope(
        id=event.id,
        type=event.type,
        schema_version=event.schema_version,
        tenant=event.tenant,
        trace=event.trace,
        payload=event.payload,
    )
    envelope.occurred_at.FromDatetime(event.occurred_at.astimezone(UTC))
    return envelope.SerializeToString(deterministic=True)


def decode(data: bytes, topic: str = "", key: str = "") -> Event:
    """The event in an envelope, on the topic and key that the log gives.

    Never fails: bytes that are no envelope come back whole as the payload of an event of type UNREADABLE, with an id
    made of their hash, so that they reach the dead letters instead of stopping the reader.
    """
    try:
        envelope = events_pb2.Envelope.FromString(data)
    except DecodeError:
        return _unreadable(data, topic, key)
    if not envelope.id or not envelope.type or not envelope.HasField("occurred_at"):
        return _unreadable(data, topic, key)
    try:
        occurred_at = envelope.occurred_at.ToDatetime(tzinfo=UTC)
    except (ValueError, OverflowError):
        return _unreadable(data, topic, key)
    return Event(
        topic=topic,
        key=key,
        id=envelope.id,
        type=envelope.type,
        occurred_at=occurred_at,
        payload=envelope.payload,
        tenant=envelope.tenant,
        schema_version=envelope.schema_version,
        trace=dict(envelope.trace),
    )


def event_of(
    fact: Fact,
    *,
    occurred_at: datetime,
    id_parts: Sequence[str | int],
    tenant: str = "",
    key: str | None = None,
    trace: Mapping[str, str] | None = None,
) -> Event:
    """A fact as an event on its topic. The id is made of the type, the tenant and id_parts: name in them what makes
    this fact this one (job and batch, input event and edition), so that writing it twice has one effect.

    key: another than the fact's own.
    """
    name = type(fact).__name__
    payload = PAYLOADS[name]
    return Event(
        topic=fact.topic.name,
        key=fact.key(tenant) if key is None else key,
        id=event_id(name, tenant, *id_parts),
        type=name,
        occurred_at=occurred_at,
        payload=payload.put(fact),
        tenant=tenant,
        schema_version=payload.version,
        trace={} if trace is None else trace,
    )


def fact_of(
    event: Event,
    payloads: Mapping[str, Payload] = PAYLOADS,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> Fact:
    """The fact that an event states; older versions are lifted one at a time.

    Raises: UnprocessableEventError when the type is unknown, the version is of the future or has no way up, or the
    payload cannot be read.
    """
    known = payloads.get(event.type)
    if known is None:
        raise UnprocessableEventError(f"'{event.type}' is no known type of event.", id=event.id)
    if event.schema_version > known.version:
        raise UnprocessableEventError(
            f"{event.type} has version {event.schema_version}; this program knows up to {known.version}.",
            id=event.id,
        )
    payload = event.payload
    for version in range(event.schema_version, known.version):
        lift = upcasters.get((event.type, version))
        if lift is None:
            raise UnprocessableEventError(
                f"{event.type} of version {version} cannot be lifted to version {version + 1}.", id=event.id
            )
        payload = lift(payload)
    if event.schema_version < 1:
        raise UnprocessableEventError(f"{event.type} has no version.", id=event.id)
    try:
        return known.get(payload)
    except DecodeError as error:
        raise UnprocessableEventError(f"The payload of {event.type} cannot be read.", id=event.id) from error


def _unreadable(data: bytes, topic: str, key: str) -> Event:
    return Event(
        topic=topic,
        key=key,
        id=event_id(UNREADABLE, topic, key, hashlib.sha256(data).hexdigest()),
        type=UNREADABLE,
        occurred_at=datetime.fromtimestamp(0, UTC),
        payload=data,
    )
