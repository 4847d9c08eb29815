"""Suppliers on the wire: one message, one row of the supplier frame; and the events that carry them."""

from collections.abc import Mapping, Sequence

import polars as pl

from tolpuddle.kernel.errors import FrameError, UnprocessableEventError
from tolpuddle.kernel.events import (
    RowsRejected,
    SupplierRemoved,
    SupplierRow,
    SuppliersAccepted,
    SupplierStated,
    UploadChunk,
    UploadRead,
)
from tolpuddle.kernel.frames import (
    ANSWER_PREFIX,
    CONTROL_PREFIX,
    GOODS_SEPARATOR,
    SUPPLIER_COLUMNS,
)
from tolpuddle.kernel.wire_frames import frame_message, frame_of
from tolpuddle.kernel.wire_problems import problem_message, problem_of
from tolpuddle.v1 import suppliers_pb2

_TEXTS = ("country", "region", "address", "sector", "on_date", "evidence")
_NUMBERS = ("tier", "workers", "migrant_share", "women_share", "young_share", "agency_share", "row")
_SCHEMA: dict[str, pl.DataType] = {column.name: column.dtype for column in SUPPLIER_COLUMNS}


def supplier_row(message: suppliers_pb2.Supplier) -> SupplierRow:
    """One supplier as a row: lists joined by |, inputs as good@country, answers as a_*, controls as c_*.

    What is absent from the message is left out of the row. Text that is empty or blank counts as absent.
    """
    row: dict[str, str | int | float] = {"supplier_id": message.supplier_id, "name": message.name}
    for name in _TEXTS:
        if message.HasField(name):
            row[name] = getattr(message, name)
    for name in _NUMBERS:
        if message.HasField(name):
            row[name] = getattr(message, name)
    row["goods"] = GOODS_SEPARATOR.join(word for word in message.goods if word.strip())
    row["hs_codes"] = GOODS_SEPARATOR.join(word for word in message.hs_codes if word.strip())
    row["inputs"] = GOODS_SEPARATOR.join(
        f"{_without_separators(given.good)}@{_without_separators(given.origin)}" for given in message.inputs
    )
    row |= {ANSWER_PREFIX + name: value for name, value in message.answers.items()}
    row |= {CONTROL_PREFIX + name: value for name, value in message.controls.items()}
    return {
        name: value
        for name, value in row.items()
        if name in ("supplier_id", "name") or not isinstance(value, str) or value.strip()
    }


def supplier_message(row: Mapping[str, object]) -> suppliers_pb2.Supplier:
    """The same the other way. None and columns that are not of the supplier frame are left out."""
    known = {name: value for name, value in row.items() if value is not None}
    plain = {name: known[name] for name in ("supplier_id", "name", *_TEXTS, *_NUMBERS) if name in known}
    return suppliers_pb2.Supplier(
        **plain,  # pyright: ignore[reportArgumentType]  protobuf itself refuses a value of another type
        goods=_split(known.get("goods")),
        hs_codes=_split(known.get("hs_codes")),
        inputs=[_input_origin(word) for word in _split(known.get("inputs"))],
        answers=_with_prefix(known, ANSWER_PREFIX),
        controls=_with_prefix(known, CONTROL_PREFIX),
    )


def suppliers_frame(rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Rows as one supplier frame, columns in contract order, a_* and c_* after them by name.

    Raises: FrameError when a value does not have its column's type, or an id or a name is missing.
    """
    extras = sorted(
        {name for row in rows for name in row if name.startswith((ANSWER_PREFIX, CONTROL_PREFIX))}
    )
    schema = _SCHEMA | dict.fromkeys(extras, pl.String())
    for row in rows:
        if row.get("supplier_id") is None or row.get("name") is None:
            raise FrameError("A supplier has no id or no name.")
    try:
        return pl.DataFrame(
            {name: [row.get(name) for row in rows] for name in schema}, schema=schema, strict=True
        )
    except (pl.exceptions.PolarsError, TypeError) as error:
        raise FrameError(f"A value does not have the type of its column: {error}") from error


def complete_row(row: SupplierRow) -> dict[str, str | int | float | None]:
    """The row with every column of the supplier frame, null where absent, a_* and c_* after them by name."""
    extras = sorted(name for name in row if name.startswith((ANSWER_PREFIX, CONTROL_PREFIX)))
    return {name: row.get(name) for name in (*_SCHEMA, *extras)}


def stated_frame(fact: SupplierStated) -> pl.DataFrame:
    """The supplier frame of one row that a single change stands for."""
    return suppliers_frame([fact.supplier])


def _without_separators(text: str) -> str:
    return text.replace(GOODS_SEPARATOR, " ").replace("@", " ").strip()


def _split(value: object) -> list[str]:
    return [word.strip() for word in str(value or "").split(GOODS_SEPARATOR) if word.strip()]


def _input_origin(word: str) -> suppliers_pb2.InputOrigin:
    good, _, origin = word.rpartition("@") if "@" in word else (word, "", "")
    return suppliers_pb2.InputOrigin(good=good.strip(), origin=origin.strip() or None)


def _with_prefix(row: Mapping[str, object], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): str(value) for name, value in row.items() if name.startswith(prefix)}


def put_suppliers_accepted(fact: SuppliersAccepted) -> bytes:
    return suppliers_pb2.SuppliersAccepted(
        job_id=fact.job_id, batch=fact.batch, suppliers=frame_message(fact.suppliers)
    ).SerializeToString(deterministic=True)


def get_suppliers_accepted(payload: bytes) -> SuppliersAccepted:
    message = suppliers_pb2.SuppliersAccepted.FromString(payload)
    return SuppliersAccepted(message.job_id, message.batch, frame_of(message.suppliers))


def put_supplier_stated(fact: SupplierStated) -> bytes:
    message = suppliers_pb2.SupplierStated(supplier=supplier_message(fact.supplier))
    return message.SerializeToString(deterministic=True)


def get_supplier_stated(payload: bytes) -> SupplierStated:
    row = supplier_row(suppliers_pb2.SupplierStated.FromString(payload).supplier)
    if not row["supplier_id"] or not row["name"]:
        raise UnprocessableEventError("The supplier has no id or no name.")
    return SupplierStated(row)


def put_supplier_removed(fact: SupplierRemoved) -> bytes:
    return suppliers_pb2.SupplierRemoved(supplier_id=fact.supplier_id).SerializeToString(deterministic=True)


def get_supplier_removed(payload: bytes) -> SupplierRemoved:
    return SupplierRemoved(suppliers_pb2.SupplierRemoved.FromString(payload).supplier_id)


def put_rows_rejected(fact: RowsRejected) -> bytes:
    return suppliers_pb2.RowsRejected(
        job_id=fact.job_id, batch=fact.batch, rejects=frame_message(fact.rejects)
    ).SerializeToString(deterministic=True)


def get_rows_rejected(payload: bytes) -> RowsRejected:
    message = suppliers_pb2.RowsRejected.FromString(payload)
    return RowsRejected(message.job_id, message.batch, frame_of(message.rejects))


def put_upload_chunk(fact: UploadChunk) -> bytes:
    return suppliers_pb2.UploadChunk(
        job_id=fact.job_id,
        file_name=fact.file_name,
        index=fact.index,
        count=fact.count,
        content=fact.content,
        header_map=fact.header_map,
    ).SerializeToString(deterministic=True)


def get_upload_chunk(payload: bytes) -> UploadChunk:
    message = suppliers_pb2.UploadChunk.FromString(payload)
    return UploadChunk(
        message.job_id,
        message.file_name,
        message.index,
        message.count,
        message.content,
        dict(message.header_map),
    )


def put_upload_read(fact: UploadRead) -> bytes:
    problem = fact.problem
    return suppliers_pb2.UploadRead(
        job_id=fact.job_id,
        accepted=fact.accepted,
        rejected=fact.rejected,
        duplicates=fact.duplicates,
        batches=fact.batches,
        reject_batches=fact.reject_batches,
        header_map=fact.header_map,
        problem=None if problem is None else problem_message(problem),
    ).SerializeToString(deterministic=True)


def get_upload_read(payload: bytes) -> UploadRead:
    message = suppliers_pb2.UploadRead.FromString(payload)
    return UploadRead(
        job_id=message.job_id,
        accepted=message.accepted,
        rejected=message.rejected,
        duplicates=message.duplicates,
        batches=message.batches,
        reject_batches=message.reject_batches,
        header_map=dict(message.header_map),
        problem=problem_of(message.problem) if message.HasField("problem") else None,
    )
