"""Assessments, rejected rows and read files from the log into the store; the effect of an event happens once."""

import logging
import threading
from collections.abc import Callable

from tolpuddle.gateway.security import DEFAULT_TENANT
from tolpuddle.gateway.store import AssessmentStore, Source
from tolpuddle.gateway.tracing import trace_id_of
from tolpuddle.kernel import telemetry
from tolpuddle.kernel import telemetry_names as names
from tolpuddle.kernel.consumer import Consumer, Handler, Verdict
from tolpuddle.kernel.errors import EventLogError, FrameError, UnavailableError, UnprocessableEventError
from tolpuddle.kernel.event_log import EventLog, Recorded
from tolpuddle.kernel.events import AssessmentChanged, AssessmentsMade, RowsRejected, UploadRead
from tolpuddle.kernel.frames import ASSESSMENT_COLUMNS, POINTS_PREFIX, conform
from tolpuddle.kernel.topics import ASSESSMENTS, SUPPLIERS
from tolpuddle.kernel.wire import fact_of

GROUP = "gateway"
TOPICS = (SUPPLIERS.name, ASSESSMENTS.name)
_TYPES = frozenset(fact.__name__ for fact in (AssessmentsMade, AssessmentChanged, RowsRejected, UploadRead))
_POLL_SECONDS = 0.25
_LOGGER = logging.getLogger("tolpuddle.gateway")


def handler(store: AssessmentStore) -> Handler:
    """What the gateway does with one event. Types that are not its own are skipped without being read."""

    def handle(recorded: Recorded) -> Verdict:
        event = recorded.event
        if event.type not in _TYPES:
            return Verdict.DONE
        source = Source(event.tenant or DEFAULT_TENANT, event.id, event.occurred_at, trace_id_of(event.trace))
        match fact_of(event):
            case AssessmentsMade() as made:
                made = _checked(made)
                with telemetry.span(
                    names.STORE_WRITE, {names.JOB: made.job_id, names.ROWS: made.assessments.height}
                ):
                    new = store.record_assessments(source, made)
                telemetry.count(names.ASSESSMENTS_STORED, made.assessments.height if new else 0)
            case RowsRejected() as rejected:
                new = store.record_rejects(source, rejected)
            case UploadRead() as read:
                new = store.record_upload_read(source, read)
            case AssessmentChanged() as changed:
                new = store.record_change(source, changed)
            case _:
                new = True
        return Verdict.DONE if new else Verdict.DUPLICATE

    return handle


def _checked(made: AssessmentsMade) -> AssessmentsMade:
    try:
        frame = conform(made.assessments, ASSESSMENT_COLUMNS, (POINTS_PREFIX, "detail"))
    except FrameError as error:
        raise UnprocessableEventError(error.sentence, **error.context) from error
    if "detail" not in frame.columns:
        raise UnprocessableEventError("The assessments have no column detail.", job=made.job_id)
    return AssessmentsMade(made.job_id, made.batch, frame, made.edition, made.cause)


class Collector:
    """Runs the consumer in a thread of its own, and says when it cannot go on."""

    def __init__(
        self, store: AssessmentStore, log: EventLog, say: Callable[[str], None] | None = None
    ) -> None:
        self._make = lambda: Consumer(log, GROUP, TOPICS, handler(store), say=say or _LOGGER.warning)
        self._consumer = self._make()
        self._stopping = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="collector", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """End after the event in hand."""
        self._stopping.set()
        self._consumer.stop()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def check(self) -> None:
        """Return while the collector works or waits. Raises: UnavailableError when it stopped on an error."""
        if self._failure is not None:
            kind = type(self._failure).__name__
            raise UnavailableError("Results are not being collected: the collector stopped.", error=kind)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._consumer.run(poll_seconds=_POLL_SECONDS)
            except (EventLogError, UnavailableError) as error:
                # Away for longer than a consumer waits. The gateway outlives that; readiness says so meanwhile.
                _LOGGER.warning("collector_waits code=%s %s", error.code, error.sentence)
                self._stopping.wait(5)
                self._consumer = self._make()
            except BaseException as error:
                # Nothing since the last commit counts as done. A restart tries again; until then readiness is red.
                self._failure = error
                _LOGGER.exception("collector_stopped")
                return
