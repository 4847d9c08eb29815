"""Screening batches side by side: the order of the file is kept, and what goes wrong in a thread is not lost."""

from datetime import UTC, datetime

import polars as pl
import pytest

from tolpuddle.desk import editions
from tolpuddle.desk.embedded import load_edition
from tolpuddle.desk.side_by_side import side_by_side
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.errors import UnprocessableEventError
from tolpuddle.kernel.events import SuppliersAccepted
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS, conform
from tolpuddle.kernel.wire import event_of
from tolpuddle.scoring.reference_state import ReferenceState
from tolpuddle.scoring.worker import Screening

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def batch(number: int, size: int) -> pl.DataFrame:
    rows = [
        {"supplier_id": f"{number}-{row}", "name": f"Example {row}", "country": "Nepal"}
        for row in range(size)
    ]
    return conform(pl.DataFrame(rows), SUPPLIER_COLUMNS)


def test_assessments_come_in_the_order_of_the_file_whatever_worker_was_quicker() -> None:
    log = MemoryEventLog(keep_done=False)
    state = load_edition(log, editions.open_edition(None))
    sizes = [900, 1, 400, 2, 3, 700, 1]
    came: list[str] = []
    with side_by_side(log, Screening(log, state, details=False), "reader") as beside:
        for number, size in enumerate(sizes):
            fact = SuppliersAccepted("job", number, batch(number, size))
            log.append([event_of(fact, occurred_at=NOON, id_parts=["job", number], tenant="desk")])
            beside.sent(number)
            came += [name for frame in beside.ready() for name in frame.get_column("supplier_id")]
        came += [name for frame in beside.ready(all_of_them=True) for name in frame.get_column("supplier_id")]
    assert came == [f"{number}-{row}" for number, size in enumerate(sizes) for row in range(size)]


def test_what_ends_a_worker_ends_the_screening() -> None:
    log = MemoryEventLog(keep_done=False)

    class Broken(ReferenceState):
        def require(self) -> None:  # type: ignore[override]
            raise ZeroDivisionError

    with (
        pytest.raises(ZeroDivisionError),
        side_by_side(log, Screening(log, Broken(), details=False), "reader") as beside,
    ):
        fact = SuppliersAccepted("job", 0, batch(0, 1))
        log.append([event_of(fact, occurred_at=NOON, id_parts=["job", 0], tenant="desk")])
        beside.sent(0)
        list(beside.ready(all_of_them=True))


def test_a_batch_that_cannot_be_screened_is_told_of() -> None:
    log = MemoryEventLog(keep_done=False)
    state = load_edition(log, editions.open_edition(None))
    with (
        pytest.raises(UnprocessableEventError),
        side_by_side(log, Screening(log, state, details=False), "reader") as beside,
    ):
        fact = SuppliersAccepted("job", 0, pl.DataFrame({"nothing": ["of", "use"]}))
        log.append([event_of(fact, occurred_at=NOON, id_parts=["job", 0], tenant="desk")])
        beside.sent(0)
        list(beside.ready(all_of_them=True))
