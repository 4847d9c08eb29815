"""Reference editions on the wire."""

from tolpuddle.kernel.errors import UnprocessableEventError
from tolpuddle.kernel.events import EditionPublished, ReferenceTablePublished
from tolpuddle.kernel.wire_frames import frame_message, frame_of
from tolpuddle.v1 import reference_pb2

_ENDINGS = {"table": ".csv", "document": ".yaml"}


def put_reference_table_published(fact: ReferenceTablePublished) -> bytes:
    kind = "document" if fact.rows is None else "table"
    return reference_pb2.ReferenceTablePublished(
        edition=fact.edition,
        table=fact.file.removesuffix(_ENDINGS[kind]),
        part=fact.part,
        parts=fact.parts,
        rows=None if fact.rows is None else frame_message(fact.rows),
        sha256=fact.sha256,
        kind=kind,
        text=fact.text,
    ).SerializeToString(deterministic=True)


def get_reference_table_published(payload: bytes) -> ReferenceTablePublished:
    message = reference_pb2.ReferenceTablePublished.FromString(payload)
    if message.kind not in _ENDINGS:
        raise UnprocessableEventError(
            f"'{message.kind}' is no kind of reference file.", table=message.table, edition=message.edition
        )
    return ReferenceTablePublished(
        edition=message.edition,
        # A document of another kind, such as a model in JSON, travels under its whole file name.
        file=message.table if message.table.endswith(".json") else message.table + _ENDINGS[message.kind],
        part=message.part,
        parts=message.parts,
        sha256=message.sha256,
        rows=frame_of(message.rows) if message.kind == "table" else None,
        text=message.text,
    )


def put_edition_published(fact: EditionPublished) -> bytes:
    return reference_pb2.EditionPublished(
        edition=fact.edition, digest=fact.digest, manifest=fact.manifest, parts=fact.parts
    ).SerializeToString(deterministic=True)


def get_edition_published(payload: bytes) -> EditionPublished:
    message = reference_pb2.EditionPublished.FromString(payload)
    return EditionPublished(message.edition, message.digest, message.manifest, dict(message.parts))
