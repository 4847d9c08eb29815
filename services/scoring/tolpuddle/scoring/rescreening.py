"""A new edition screens again what an older one assessed, and tells exactly what moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

import polars as pl

from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.consumer import Verdict
from tolpuddle.kernel.errors import UnprocessableEventError
from tolpuddle.kernel.event_log import Event, EventLog, Recorded
from tolpuddle.kernel.events import AssessmentsMade
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS
from tolpuddle.kernel.wire import event_of, fact_of
from tolpuddle.kernel.wire_assessments import assessed_columns
from tolpuddle.scoring.changes import changed, changes_of
from tolpuddle.scoring.core.canonical import read_back
from tolpuddle.scoring.core.orders.changing import COLUMNS, ChangedOrders
from tolpuddle.scoring.latest_assessments import LatestAssessments
from tolpuddle.scoring.reference_state import Loaded
from tolpuddle.scoring.worker import answer_to, screened

EDITION_CHANGED = "edition_changed"

_RECEIPT_BASIS = slice(3, 6)
"""Parts of a receipt string that name edition, rules and model."""


_NEEDED = (*(column.name for column in ASSESSMENT_COLUMNS), "detail")


_NOT_ASKED: Final = object()


def _basis(frame: pl.DataFrame) -> list[str]:
    """Edition, rules and model of the first receipt: all rows of an event have the same."""
    return str(frame.item(0, "receipt")).split(":")[_RECEIPT_BASIS]


def group_of(loaded: Loaded) -> str:
    """One group per edition: all workers share its work, and go on where they stopped."""
    return f"scoring-rescreening-{loaded.digest}"


@dataclass(slots=True)
class Rescreening:
    """Handles the events of tolpuddle.assessments.v1 for one edition.

    What it needs stands on the log: an assessment holds the supplier row that it was made from, its points and its
    receipt. An event that this edition made is passed over; of any other, the rows that are still the latest of their
    suppliers are screened again. Rows whose reading is the same emit nothing. Suppliers that a slower worker assesses
    by the older edition while this goes on stand behind on the same topic, and so are caught too.

    Where only orders and lists differ from the edition before, only suppliers that a changed entry can touch are looked at.
    """

    log: EventLog
    loaded: Loaded
    _latest: LatestAssessments | None = None
    """Read when it is first needed: as long as one edition made everything, never."""
    _changed: object = _NOT_ASKED
    """A ChangedOrders or None, once it was asked for."""

    def __call__(self, recorded: Recorded) -> Verdict:
        """Screen again what an older edition assessed.

        Raises: UnprocessableEventError when the rows are no assessment frame; EventLogError.
        """
        event = recorded.event
        if event.type != AssessmentsMade.__name__ or not event.payload:
            return Verdict.DONE
        touched = self._touched(event)
        if touched is not None and not touched.any():
            return Verdict.DONE
        made = fact_of(event)
        assert isinstance(made, AssessmentsMade)
        frame = made.assessments
        missing = [name for name in _NEEDED if name not in frame.columns]
        if missing:
            raise UnprocessableEventError(f"The assessments lack {', '.join(missing)}.", id=event.id)
        if frame.is_empty() or self._made_by_this_edition(frame):
            if self._latest is not None:
                self._latest.note(event, frame.get_column("supplier_id"))
            return Verdict.DONE
        with telemetry.span(names.RESCREEN, {names.EDITION: self.loaded.edition.name}):
            answers = list(self._answers(event, made, touched))
            if answers:
                self.log.append(answers)
        return Verdict.DONE

    def _made_by_this_edition(self, frame: pl.DataFrame) -> bool:
        digests = self.loaded.reference.digests
        return _basis(frame) == [digests.edition, digests.rules, digests.model]

    def _made_by_previous(self, frame: pl.DataFrame) -> bool:
        previous = self.loaded.previous
        if previous is None or frame.is_empty():
            return False
        digests = (previous.data_digest(), previous.rules_digest(), previous.model_digest())
        return _basis(frame) == [digest[:16] for digest in digests]

    def _changes(self) -> ChangedOrders | None:
        """What differs from the edition before, where that is orders alone; None: anything may differ."""
        if self._changed is _NOT_ASKED:
            reference = self.loaded.reference
            previous, asking = self.loaded.previous, reference.asking
            self._changed = (
                None
                if previous is None or asking is None
                else ChangedOrders.between(previous, self.loaded.edition, asking.orders, reference.made_of())
            )
        return cast("ChangedOrders | None", self._changed)

    def _touched(self, event: Event) -> pl.Series | None:
        """Which of these assessments an entry that changed since can touch; None: any of them may be another now.

        Only a few columns are read for it. Raises: UnprocessableEventError.
        """
        changes = self._changes()
        if changes is None:
            return None
        frame = assessed_columns(event.payload, ["receipt", "supplier_id", *COLUMNS])
        if not self._made_by_previous(frame):
            return None
        touched = changes.can_touch(frame)
        if self._latest is not None and not touched.any():
            self._latest.note(event, frame.get_column("supplier_id"))
        return touched

    def _answers(self, event: Event, made: AssessmentsMade, touched: pl.Series | None) -> Iterator[Event]:
        if self._latest is None:
            self._latest = LatestAssessments.from_log(self.log)
        frame = made.assessments
        self._latest.note(event, frame.get_column("supplier_id"))
        if touched is not None:
            frame = frame.filter(touched)
        before = frame.filter(self._latest.held_by(event, frame.get_column("supplier_id"))).unique(
            "supplier_id", keep="last", maintain_order=True
        )
        if before.is_empty():
            return
        suppliers = read_back(before.get_column("input")).with_columns(before.get_column("row"))
        # Without details first: that is some seven times quicker, and most suppliers do not move.
        different = changed(before, screened(suppliers, self.loaded, details=False))
        if not different.any():
            return
        before = before.filter(different)
        after = screened(suppliers.filter(different), self.loaded, details=True)
        name = self.loaded.edition.name
        again = AssessmentsMade(made.job_id, made.batch, after, name, EDITION_CHANGED)
        yield answer_to(event, again, self.loaded)
        for change in changes_of(before, after, made.edition, name):
            yield event_of(
                change,
                occurred_at=self.loaded.published_at,
                id_parts=[event.id, change.supplier_id, self.loaded.digest],
                tenant=event.tenant,
                trace=telemetry.inject() or dict(event.trace),
            )
        telemetry.count(names.SUPPLIERS_CHANGED, after.height)
