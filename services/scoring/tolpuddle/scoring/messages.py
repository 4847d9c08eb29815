"""Frames and assessments as the messages of tolpuddle.v1."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias, cast

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import FrameError
from tolpuddle.kernel.events import SupplierRow
from tolpuddle.kernel.wire_suppliers import supplier_row
from tolpuddle.scoring.core.factors.every import FACTORS
from tolpuddle.scoring.core.model.portraits import Portraits
from tolpuddle.scoring.core.receipt import verify
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.v1 import assessments_pb2, common_pb2, scoring_service_pb2, suppliers_pb2

_Json: TypeAlias = Mapping[str, Any]


def row_of_supplier(message: suppliers_pb2.Supplier) -> SupplierRow:
    """One supplier as a row of the supplier frame.

    Raises: FrameError when it has no id or no name.
    """
    row = supplier_row(message)
    for name in ("supplier_id", "name"):
        if not str(row[name]).strip():
            raise FrameError(f"The supplier has no {name}.", column=name)
    return row


def assessment_messages(assessments: pl.DataFrame) -> list[assessments_pb2.Assessment]:
    """Assessments of a frame that has the column detail, in its order. Ranks are those of the frame."""
    details, ranks = assessments.get_column("detail"), assessments.get_column("priority_rank")
    return [_assessment(detail, rank) for detail, rank in zip(details, ranks, strict=True)]


def ranked(assessments: pl.DataFrame) -> pl.DataFrame:
    """The frame with its ranks, 1 first: by priority_key, then supplier_id, then row."""
    order = assessments.select(
        pl.struct("priority_key", "supplier_id", pl.col("row").fill_null(0)).rank("ordinal").cast(pl.Int64)
    ).to_series()
    return assessments.with_columns(order.alias("priority_rank"))


def verified(assessments: pl.DataFrame, reference: Reference) -> scoring_service_pb2.VerifyResponse:
    """Receipts computed again, with every difference.

    Raises: FrameError when the frame lacks supplier_id, input or receipt.
    """
    missing = [name for name in ("supplier_id", "input", "receipt") if name not in assessments.columns]
    if missing:
        raise FrameError(f"The assessments lack {', '.join(missing)}.", missing=", ".join(missing))
    checked = verify(assessments, reference)
    wrong = checked.filter(~pl.col("ok")).select("supplier_id", "part", "sentence")
    return scoring_service_pb2.VerifyResponse(
        checked=checked.height,
        same=checked.height - wrong.height,
        differences=[
            scoring_service_pb2.Difference(supplier_id=own, part=part.partition(":")[0], sentence=sentence)
            for own, part, sentence in wrong.iter_rows()
        ],
    )


def described(edition: Edition, reference: Reference) -> scoring_service_pb2.DescribeResponse:
    """What answers here; the factors in the order in which they are shown."""
    digests, rules = reference.digests, reference.rules.factors
    return scoring_service_pb2.DescribeResponse(
        edition=reference.name,
        edition_digest=digests.edition,
        rules=digests.rules,
        model=digests.model,
        engine=digests.engine,
        factors=[
            scoring_service_pb2.Factor(
                id=factor.id,
                description=factor.description,
                source=rules[factor.id].source if factor.id in rules else "",
            )
            for factor in FACTORS
        ],
        table_rows={name: table.height for name, table in edition.tables.items()},
    )


def portrayed(portraits: Portraits, iso3: str, good_id: str) -> bytes:
    """A portrait of what is named, or the index when nothing is, as JSON.

    Raises: NotFoundError when the edition does not know it.
    """
    told: dict[str, Any]
    if not iso3 and not good_id:
        told = {
            "edition": portraits.edition,
            "list_year": portraits.list_year,
            "countries": [asdict(line) for line in portraits.countries()],
            "goods": [asdict(line) for line in portraits.every_good()],
        }
    else:
        told = asdict(portraits.of(iso3 or None, good_id or None))
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _assessment(detail: str, rank: int | None) -> assessments_pb2.Assessment:
    read: dict[str, Any] = json.loads(detail)
    if rank is not None:
        read["priority"]["rank"] = rank
        detail = json.dumps(read, ensure_ascii=False, separators=(",", ":"))
    severity: _Json = read["severity"] or {}
    controls: _Json = read["controls"] or {}
    priority: _Json = read["priority"]
    return assessments_pb2.Assessment(
        row=read["row"],
        supplier_id=read["supplier_id"],
        name=read["name"],
        country=read["country"],
        goods=[_picked(assessments_pb2.Good, good) for good in read["goods"]],
        sector=read["sector"],
        listing=assessments_pb2.Listing(
            state=read["listing"]["state"], orders=[_order(order) for order in read["listing"]["orders"]]
        ),
        exposure=_reading(read["exposure"]),
        channel=_reading(read["channel"]),
        indicators={
            name: assessments_pb2.IndicatorState(
                state=given["state"], why=given.get("why"), evidence=_texts(given.get("evidence"))
            )
            for name, given in read["indicators"].items()
        },
        controls=assessments_pb2.Controls(
            strength=controls.get("strength"),
            items=[
                assessments_pb2.Control(id=item.get("id"), step=item.get("step"))
                for item in controls.get("items") or ()
            ],
        ),
        severity=assessments_pb2.Severity(
            scale=severity.get("scale"),
            scope=severity.get("scope"),
            irremediability=severity.get("irremediability"),
        ),
        priority=assessments_pb2.Priority(rank=rank, why=priority.get("why"), **{"class": priority["class"]}),
        questions=_texts(read["questions"]),
        actions=_texts(read["actions"]),
        obligations=_texts(read["obligations"]),
        receipt=_picked(common_pb2.Receipt, read["receipt"]),
        urgent_safety_review=bool(read.get("urgent_safety_review")),
        json=detail,
    )


def _picked(kind: Any, given: _Json) -> Any:
    """A message of the fields that the object has and the message knows; null stays absent."""
    known = kind.DESCRIPTOR.fields_by_name
    return kind(**{name: value for name, value in given.items() if name in known and value is not None})


def _order(given: _Json) -> assessments_pb2.Order:
    known = assessments_pb2.Order.DESCRIPTOR.fields_by_name
    return assessments_pb2.Order(
        **{name: str(value) for name, value in given.items() if name in known and value is not None}
    )


def _reading(given: _Json | None) -> assessments_pb2.Reading | None:
    if given is None:
        return None
    return assessments_pb2.Reading(
        index=given["index"],
        low=given["low"],
        high=given["high"],
        band=given["band"],
        coverage=given["coverage"],
        contributions=[
            assessments_pb2.Contribution(
                factor=item["factor"],
                points=item["points"],
                value=None if item.get("value") is None else str(item["value"]),
                reason=item.get("reason"),
                source=item.get("source"),
            )
            for item in given.get("contributions") or ()
        ],
    )


def _texts(given: Any) -> list[str]:
    """A list of words, or of objects that are then told as JSON."""
    items = cast("Sequence[object]", given or ())
    return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in items]
