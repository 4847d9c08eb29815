"""Screens batches while others are read: scoring workers in threads of their own, members of one group on the same log."""

import threading
from collections import deque
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import polars as pl

from tolpuddle.kernel import topics
from tolpuddle.kernel.consumer import Consumer
from tolpuddle.kernel.errors import UnprocessableEventError
from tolpuddle.kernel.event_log import EventLog, Subscription
from tolpuddle.kernel.events import AssessmentsMade
from tolpuddle.kernel.wire import fact_of
from tolpuddle.scoring.worker import GROUP, Screening

WORKERS = 2
"""Most of the work is polars', which lets other threads run meanwhile."""

AHEAD = 4
"""Batches that may wait for the worker: more would only fill memory."""

_POLL_SECONDS = 0.05


@dataclass(slots=True)
class SideBySide:
    """What was sent to the worker and what came back. For one thread, the one that reads."""

    workers: Sequence[Consumer]
    answers: Subscription
    _sent: int = 0
    _due: deque[int] = field(default_factory=deque[int])
    """Numbers of the batches whose assessments are still to be handed out, in the order of the file."""
    _early: dict[int, pl.DataFrame] = field(default_factory=dict[int, pl.DataFrame])
    _failure: list[BaseException] = field(default_factory=list[BaseException])

    def sent(self, batch: int) -> None:
        """A batch was put on the log."""
        self._sent += 1
        self._due.append(batch)

    def ready(self, *, all_of_them: bool = False) -> Generator[pl.DataFrame]:
        """Assessments in the order of the file, waited for while more than AHEAD batches wait, or until none does.

        Raises: what ended the worker; UnprocessableEventError when a batch could not be screened.
        """
        while True:
            refused = sum(worker.tally.dead_letters for worker in self.workers)
            waiting = self._sent - refused - sum(worker.tally.done for worker in self.workers)
            enough = waiting <= (0 if all_of_them else AHEAD)
            self._take(0 if enough else _POLL_SECONDS)
            while self._due and self._due[0] in self._early:
                yield self._early.pop(self._due.popleft())
            if self._failure:
                raise self._failure[0]
            if refused:
                raise UnprocessableEventError("A batch could not be screened; its reason is above.")
            if enough:
                return

    def work(self, worker: Consumer) -> None:
        """A worker's thread."""
        try:
            worker.run(poll_seconds=_POLL_SECONDS)
        except BaseException as error:
            self._failure.append(error)

    def _take(self, seconds: float) -> None:
        while recorded := self.answers.poll(max_events=8, timeout_seconds=seconds):
            for one in recorded:
                fact = fact_of(one.event)
                if isinstance(fact, AssessmentsMade):
                    self._early[fact.batch] = fact.assessments
            self.answers.commit(recorded)
            seconds = 0


@contextmanager
def side_by_side(log: EventLog, screening: Screening, reader: str) -> Generator[SideBySide]:
    """A worker that runs until the end of the block. reader: the group that reads the answers."""
    workers = [Consumer(log, GROUP, [topics.SUPPLIERS.name], screening, max_events=1) for _ in range(WORKERS)]
    beside = SideBySide(workers, log.subscribe(reader, [topics.ASSESSMENTS.name]))
    threads = [threading.Thread(target=beside.work, args=[worker], daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    try:
        yield beside
    finally:
        for worker in workers:
            worker.stop()
        for thread in threads:
            thread.join()
        beside.answers.close()
