"""Two workers share the suppliers, and what is screened again, on every log; losing one loses and repeats nothing."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from tests.real.event_logs import Store
from tests.scoring.editions import loaded, next_loaded
from tolpuddle.kernel import wire
from tolpuddle.kernel.consumer import Consumer, Handler
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.events import AssessmentChanged, AssessmentsMade, SuppliersAccepted
from tolpuddle.kernel.topics import ASSESSMENTS, SUPPLIERS
from tolpuddle.kernel.wire_suppliers import suppliers_frame
from tolpuddle.scoring.reference_state import ReferenceState
from tolpuddle.scoring.rescreening import Rescreening, group_of
from tolpuddle.scoring.worker import GROUP, Screening

BATCHES = 12
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def submit(log: EventLog, first: int, count: int) -> None:
    for batch in range(first, first + count):
        rows = [
            {"supplier_id": f"{batch}-de", "name": "Example", "country": "Germany", "goods": "tobacco"},
            {"supplier_id": f"{batch}-np", "name": "Example", "country": "Nepal", "goods": "bricks"},
        ]
        fact = SuppliersAccepted("job-1", batch, suppliers_frame(rows))
        log.append([wire.event_of(fact, occurred_at=WHEN, id_parts=[batch], tenant="acme")])


class Member:
    """One worker in a thread, on a log of its own as in a process of its own."""

    def __init__(self, store: Store, group: str, topic: str, handler: Callable[[EventLog], Handler]) -> None:
        log = store.open()
        self.consumer = Consumer(log, group, [topic], handler(log), max_events=2)
        self.thread = threading.Thread(target=self.consumer.run, kwargs={"poll_seconds": 0.1})
        self.thread.start()

    def leave(self) -> None:
        self.consumer.stop()
        self.thread.join(60)
        assert not self.thread.is_alive()


def drained(log: EventLog, group: str, topic: str, seconds: float = 90.0) -> None:
    until = time.monotonic() + seconds
    while log.lag(group, [topic])[topic]:
        assert time.monotonic() < until, "the work was not done in time"
        time.sleep(0.1)


def shared(store: Store, group: str, topic: str, handler: Callable[[EventLog], Handler], more: int) -> None:
    """Two members work; one leaves in the middle, more work comes, the other does the rest."""
    log = store.open()
    first, second = (Member(store, group, topic, handler) for _ in range(2))
    time.sleep(0.2)
    first.leave()
    if more:
        submit(log, BATCHES, more)
    drained(log, group, topic)
    second.leave()


def test_two_workers_share_the_load_and_one_of_them_may_go(store: Store) -> None:
    log = store.open()
    submit(log, 0, BATCHES)
    shared(store, GROUP, SUPPLIERS.name, lambda own: Screening(own, ReferenceState(loaded())), more=4)
    made = [recorded.event for recorded in log.read(ASSESSMENTS.name)]
    batches = {fact.batch for event in made if isinstance(fact := wire.fact_of(event), AssessmentsMade)}
    assert batches == set(range(BATCHES + 4))
    assert len({event.id for event in made}) == BATCHES + 4

    shared(
        store, group_of(next_loaded()), ASSESSMENTS.name, lambda own: Rescreening(own, next_loaded()), more=0
    )
    changes: dict[str, str] = {}
    for recorded in log.read(ASSESSMENTS.name):
        fact = wire.fact_of(recorded.event)
        if isinstance(fact, AssessmentChanged):
            assert changes.setdefault(fact.supplier_id, recorded.event.id) == recorded.event.id
    assert set(changes) == {f"{batch}-de" for batch in range(BATCHES + 4)}
