"""Scoring as one running thing: follows the reference, works off suppliers, screens again, answers calls."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tolpuddle.kernel.consumer import Consumer, Handler, Retries
from tolpuddle.kernel.errors import EventLogError, UnavailableError
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.long_lived import keep_what_is_there
from tolpuddle.kernel.topics import ASSESSMENTS, SUPPLIERS
from tolpuddle.scoring import rescreening, worker
from tolpuddle.scoring.grpc_server import ScoringServer
from tolpuddle.scoring.reference_state import Loaded, ReferenceFollower, ReferenceState
from tolpuddle.scoring.rescreening import Rescreening
from tolpuddle.scoring.settings import ScoringSettings
from tolpuddle.scoring.worker import Screening

_LOGGER = logging.getLogger("tolpuddle.scoring")


@dataclass(slots=True)
class ScoringService:
    """Three threads that read the log, and the gRPC server. Start once, stop once."""

    log: EventLog
    settings: ScoringSettings
    say: Callable[[str], None] = _LOGGER.warning
    state: ReferenceState = field(default_factory=ReferenceState)
    failure: BaseException | None = None
    """What ended the service from inside; None: nothing did."""
    ended: threading.Event = field(default_factory=threading.Event)
    """Set when the service was stopped or failed."""
    _server: ScoringServer | None = None
    _follower: ReferenceFollower | None = None
    _consumers: dict[str, Consumer] = field(default_factory=dict[str, Consumer])
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])

    @property
    def port(self) -> int:
        """Port that gRPC listens on; 0 before start."""
        return 0 if self._server is None else self._server.port

    def start(self) -> None:
        """First the server, red until a reference edition is loaded; then the follower; then the workers.

        Raises: UnavailableError when the address cannot be listened on.
        """
        self._server = ScoringServer(self.state, self.settings)
        self._server.start()
        self._follower = ReferenceFollower(self.log, self.state, self._retries(), self.say)
        self.state.on_change(self._screen_again_by)
        self.state.on_change(lambda _: keep_what_is_there())
        self._run("reference", self._follower.run)
        self._run("worker", self._work)
        self._run("rescreening", self._rescreen)

    def stop(self) -> None:
        """In reverse: workers after the event in hand, then the follower, then the server after the calls in hand."""
        self.ended.set()
        for consumer in list(self._consumers.values()):
            consumer.stop()
        if self._follower is not None:
            self._follower.stop()
        for thread in reversed(self._threads):
            thread.join()
        if self._server is not None:
            self._server.stop(self.settings.grace_seconds)

    def _work(self) -> None:
        while not self.ended.is_set() and self.state.wait(0.5) is None:
            continue
        screening = Screening(self.log, self.state)
        while not self.ended.is_set():
            self._consume("worker", worker.GROUP, SUPPLIERS.name, screening)

    def _rescreen(self) -> None:
        while not self.ended.is_set():
            loaded = self.state.wait(0.5)
            if loaded is not None:
                again = Rescreening(self.log, loaded)
                self._consume(
                    "rescreening", rescreening.group_of(loaded), ASSESSMENTS.name, again, until=loaded
                )

    def _consume(
        self, name: str, group: str, topic: str, handle: Handler, until: Loaded | None = None
    ) -> None:
        """Until stopped; with until also when another edition came in force. A log that is away is waited for."""
        consumer = Consumer(
            self.log,
            group,
            [topic],
            handle,
            retries=self._retries(),
            max_events=self.settings.poll_events,
            say=self.say,
        )
        self._consumers[name] = consumer
        if self.ended.is_set() or (until is not None and self.state.loaded is not until):
            return
        try:
            consumer.run()
        except (EventLogError, UnavailableError) as error:
            self.say(f"{error.sentence} Nothing since the last commit counts as done; trying on.")
            self.ended.wait(self._retries().longest_seconds)

    def _screen_again_by(self, loaded: Loaded) -> None:
        consumer = self._consumers.get("rescreening")
        if consumer is not None:
            consumer.stop()

    def _retries(self) -> Retries:
        return Retries(times=self.settings.retries)

    def _run(self, name: str, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except BaseException as error:
                # A thread's error would end the thread alone; the process must end, so that it is started anew.
                _LOGGER.exception("thread_failed name=%s", name)
                self.failure = error
                self.ended.set()

        thread = threading.Thread(target=guarded, name=f"scoring-{name}", daemon=True)
        self._threads.append(thread)
        thread.start()
