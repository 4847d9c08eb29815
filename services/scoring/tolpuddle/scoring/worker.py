"""Suppliers from the log, assessments back to the log; an event that comes twice has its effect once."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.consumer import Verdict
from tolpuddle.kernel.errors import FrameError, UnprocessableEventError
from tolpuddle.kernel.event_log import Event, EventLog, Recorded
from tolpuddle.kernel.events import AssessmentsMade, SuppliersAccepted, SupplierStated
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform
from tolpuddle.kernel.wire import event_of, fact_of
from tolpuddle.kernel.wire_suppliers import stated_frame
from tolpuddle.scoring.core.one.supplier import assess_one
from tolpuddle.scoring.core.screen import screen
from tolpuddle.scoring.reference_state import Loaded, ReferenceState

GROUP = "scoring"

SUBMITTED = "submitted"
SUPPLIER_CHANGED = "supplier_changed"

_OF_OTHERS = frozenset({"RowsRejected", "UploadRead", "SupplierRemoved"})
"""On the same topic, and nothing to screen."""


@dataclass(frozen=True, slots=True)
class Screening:
    """Handles the events of tolpuddle.suppliers.v1.

    It keeps no state of its own and reads no clock: an assessment carries the time of the event that it answers and an
    id made of that event's id and the edition, so that whoever does it again writes the same event.
    """

    log: EventLog
    state: ReferenceState
    details: bool = True
    """With the column detail: what the gateway stores and `tolpuddle explain` shows."""

    def __call__(self, recorded: Recorded) -> Verdict:
        """Screen one event's suppliers.

        Raises: UnprocessableEventError when the rows are no supplier frame; UnavailableError before a reference edition
            is loaded; EventLogError when the log does not take the answer.
        """
        event = recorded.event
        if event.type in _OF_OTHERS or not event.payload:
            return Verdict.DONE
        match fact_of(event):
            case SuppliersAccepted(job_id=job_id, batch=batch, suppliers=suppliers):
                cause = SUBMITTED
            case SupplierStated() as stated:
                job_id, batch, suppliers, cause = "", 0, stated_frame(stated), SUPPLIER_CHANGED
            case _:
                raise UnprocessableEventError(f"{event.type} has no place on this topic.", id=event.id)
        loaded = self.state.require()
        assessments = screened(suppliers, loaded, details=self.details)
        made = AssessmentsMade(job_id, batch, assessments, loaded.edition.name, cause)
        self.log.append([answer_to(event, made, loaded)])
        return Verdict.DONE


def screened(suppliers: pl.DataFrame, loaded: Loaded, *, details: bool) -> pl.DataFrame:
    """Assessments of a supplier frame that came from outside, in its order.

    Raises: UnprocessableEventError when the rows do not have the columns and types of the supplier frame.
    """
    try:
        frame = conform(suppliers, SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX))
    except FrameError as error:
        raise UnprocessableEventError(error.sentence, **error.context) from error
    started = time.perf_counter()
    with telemetry.span(names.SCREEN, {names.ROWS: frame.height, names.EDITION: loaded.edition.name}):
        assessments = screen(frame, loaded.reference, details=details)
    telemetry.measure(names.SCREEN_SECONDS, time.perf_counter() - started)
    telemetry.count(names.SUPPLIERS_SCREENED, frame.height)
    return assessments


def assessed(supplier: Mapping[str, Any], loaded: Loaded) -> dict[str, Any]:
    """The assessment of one supplier as plain values, with detail; supplier: a complete row of the supplier frame."""
    started = time.perf_counter()
    with telemetry.span(names.SCREEN, {names.ROWS: 1, names.EDITION: loaded.edition.name}):
        assessment = assess_one(supplier, loaded.reference, details=True)
    telemetry.measure(names.SCREEN_SECONDS, time.perf_counter() - started)
    telemetry.count(names.SUPPLIERS_SCREENED, 1)
    return assessment


def answer_to(event: Event, made: AssessmentsMade, loaded: Loaded) -> Event:
    """Assessments as the event that answers another: same key, same tenant, same time, same trace."""
    return event_of(
        made,
        occurred_at=event.occurred_at,
        id_parts=[event.id, loaded.digest],
        tenant=event.tenant,
        key=event.key,
        trace=telemetry.inject() or dict(event.trace),
    )
