"""Assessments on the wire."""

import polars as pl

from tolpuddle.kernel.events import AssessmentChanged, AssessmentsMade, Move
from tolpuddle.kernel.wire_frames import columns_of, frame_message, frame_of
from tolpuddle.v1 import assessments_pb2


def put_assessments_made(fact: AssessmentsMade) -> bytes:
    return assessments_pb2.AssessmentsMade(
        job_id=fact.job_id,
        batch=fact.batch,
        assessments=frame_message(fact.assessments),
        edition=fact.edition,
        cause=fact.cause,
    ).SerializeToString(deterministic=True)


def get_assessments_made(payload: bytes) -> AssessmentsMade:
    message = assessments_pb2.AssessmentsMade.FromString(payload)
    return AssessmentsMade(
        message.job_id, message.batch, frame_of(message.assessments), message.edition, message.cause
    )


def assessed_suppliers(payload: bytes) -> pl.Series:
    """The supplier ids of an AssessmentsMade, without reading the rest of its rows.

    Raises: UnprocessableEventError when the rows cannot be read or have no supplier_id.
    """
    return assessed_columns(payload, ["supplier_id"]).to_series()


def assessed_columns(payload: bytes, columns: list[str]) -> pl.DataFrame:
    """Some columns of an AssessmentsMade, without reading the rest of its rows.

    Raises: UnprocessableEventError when the rows cannot be read or lack one of them.
    """
    message = assessments_pb2.AssessmentsMade.FromString(payload)
    return columns_of(message.assessments, columns)


def put_assessment_changed(fact: AssessmentChanged) -> bytes:
    return assessments_pb2.AssessmentChanged(
        supplier_id=fact.supplier_id,
        edition_before=fact.edition_before,
        edition_after=fact.edition_after,
        exposure_before=fact.exposure_before,
        exposure_after=fact.exposure_after,
        priority_before=fact.priority_before,
        priority_after=fact.priority_after,
        listing_before=fact.listing_before,
        listing_after=fact.listing_after,
        moves=[move_message(move) for move in fact.moves],
    ).SerializeToString(deterministic=True)


def get_assessment_changed(payload: bytes) -> AssessmentChanged:
    message = assessments_pb2.AssessmentChanged.FromString(payload)
    return AssessmentChanged(
        supplier_id=message.supplier_id,
        edition_before=message.edition_before,
        edition_after=message.edition_after,
        exposure_before=message.exposure_before if message.HasField("exposure_before") else None,
        exposure_after=message.exposure_after if message.HasField("exposure_after") else None,
        priority_before=message.priority_before,
        priority_after=message.priority_after,
        listing_before=message.listing_before,
        listing_after=message.listing_after,
        moves=tuple(move_of(move) for move in message.moves),
    )


def move_message(move: Move) -> assessments_pb2.Move:
    """A move as its message."""
    return assessments_pb2.Move(
        factor=move.factor,
        points_before=move.points_before,
        points_after=move.points_after,
        reason_before=move.reason_before,
        reason_after=move.reason_after,
    )


def move_of(message: assessments_pb2.Move) -> Move:
    """The move that a message states."""
    return Move(
        message.factor,
        message.points_before,
        message.points_after,
        message.reason_before,
        message.reason_after,
    )
