"""Public JSON to rows and contract messages, and back."""

import json
from collections.abc import Sequence

from tolpuddle.gateway.problems import FieldError, RequestRefusedError
from tolpuddle.gateway.schemas import Supplier
from tolpuddle.kernel.events import Move, SupplierRow
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, EVIDENCE, GOODS_SEPARATOR
from tolpuddle.kernel.identifiers import event_id
from tolpuddle.v1 import assessments_pb2, suppliers_pb2

MAX_STATEMENTS = 1000
"""Different statements and controls in one request; each is a column of the frame."""

_PLAIN = (
    "name", "country", "region", "address", "sector", "tier", "workers", "migrant_share", "women_share",
    "young_share", "agency_share", "row", "on_date",
)  # fmt: skip


def supplier_row(supplier: Supplier) -> SupplierRow:
    """One supplier as a row of the supplier frame; what is absent is left out."""
    row: dict[str, str | int | float | None] = {name: getattr(supplier, name) for name in _PLAIN}
    row["supplier_id"] = supplier.supplier_id or derived_id(supplier)
    row["goods"] = GOODS_SEPARATOR.join(supplier.goods) or None
    row["hs_codes"] = GOODS_SEPARATOR.join(supplier.hs_codes) or None
    inputs = [f"{_plain(given.good)}@{_plain(given.origin or '')}" for given in supplier.inputs]
    row["inputs"] = GOODS_SEPARATOR.join(inputs) or None
    if supplier.evidence:
        row[EVIDENCE] = _evidence(supplier)
    row |= {ANSWER_PREFIX + name: answer for name, answer in supplier.answers.items()}
    row |= {CONTROL_PREFIX + name: step for name, step in supplier.controls.items()}
    return {name: value for name, value in row.items() if value is not None}


def supplier_rows(suppliers: Sequence[Supplier]) -> list[SupplierRow]:
    """Rows in the order of the suppliers.

    Raises: RequestRefusedError when together they name more statements than one frame may have.
    """
    names = {name for supplier in suppliers for name in (*supplier.answers, *supplier.controls)}
    if len(names) > MAX_STATEMENTS:
        reason = f"The suppliers name {len(names)} different statements and controls; {MAX_STATEMENTS} are known at most."
        raise RequestRefusedError(reason, [FieldError(field="answers", pointer="/suppliers", reason=reason)])
    return [supplier_row(supplier) for supplier in suppliers]


def derived_id(supplier: Supplier) -> str:
    """An id made from name, country and address: the same supplier described the same way gets the same one."""
    return event_id("supplier", supplier.name, supplier.country or "", supplier.address or "")


def message_of(supplier: Supplier) -> suppliers_pb2.Supplier:
    """One supplier as its contract message. Lists go as they are: scoring joins them as supplier_row does."""
    plain = {name: value for name in _PLAIN if (value := getattr(supplier, name)) is not None}
    return suppliers_pb2.Supplier(
        **plain,
        supplier_id=supplier.supplier_id or derived_id(supplier),
        goods=supplier.goods,
        hs_codes=supplier.hs_codes,
        inputs=[suppliers_pb2.InputOrigin(good=given.good, origin=given.origin) for given in supplier.inputs],
        answers=supplier.answers,
        controls=supplier.controls,
        evidence=_evidence(supplier) if supplier.evidence else None,
    )


def moves_of(messages: Sequence[assessments_pb2.Move]) -> tuple[Move, ...]:
    """Moves as a what-if answers them."""
    return tuple(
        Move(move.factor, move.points_before, move.points_after, move.reason_before, move.reason_after)
        for move in messages
    )


def _evidence(supplier: Supplier) -> str:
    items = [item.model_dump(exclude_none=True) for item in supplier.evidence]
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def _plain(word: str) -> str:
    return word.replace(GOODS_SEPARATOR, " ").replace("@", " ").strip()
