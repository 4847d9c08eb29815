"""Ingest as a service: settings from the environment, the edition published, then uploads until asked to stop."""

import logging
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from tolpuddle.ingest.publish import publish_edition
from tolpuddle.ingest.settings import IngestSettings
from tolpuddle.ingest.uploads import Uploads
from tolpuddle.ingest.worker import GROUP, Ingesting
from tolpuddle.kernel import telemetry
from tolpuddle.kernel.adapters.factory import open_event_log
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.consumer import Consumer, Retries
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.errors import EventLogError, TolpuddleError
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.topics import UPLOADS

_LOGGER = logging.getLogger("tolpuddle.ingest")


def run() -> int:
    """Work until SIGTERM or SIGINT. Returns 0 after a stop that was asked for, 1 after a failure, 2 for wrong settings."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stopping = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        settings = IngestSettings.read(os.environ)
        edition = open_edition(locate(settings.edition or None))
        log = opened_log(settings, stopping)
    except TolpuddleError as error:
        _LOGGER.error("%s", error.sentence)
        return 2
    if log is None:
        return 0
    sent = telemetry.set_up("ingest", settings)
    try:
        serve(log, edition, settings, stopping)
    except TolpuddleError as error:
        _LOGGER.error("%s", error.sentence)
        return 1
    finally:
        log.close()
        sent.shut_down()
    return 0


def serve(log: EventLog, edition: Edition, settings: IngestSettings, stopping: threading.Event) -> None:
    """Publish the edition and work off uploads until stopping is set.

    Raises: EventLogError once the retries are used up.
    """
    retries = Retries(times=settings.retries)
    if not _published(log, edition, retries, stopping):
        return
    uploads = Uploads(
        log,
        settings.max_upload_bytes,
        settings.spool_bytes,
        Path(settings.spool_folder) if settings.spool_folder else None,
    )
    handler = Ingesting(
        log,
        CountryWords.from_edition(edition),
        uploads,
        settings.batch_rows,
        settings.max_rows,
        retries,
        _LOGGER.warning,
        stopping,
        AnswerKinds.from_edition(edition),
    )
    consumer = Consumer(
        log, GROUP, [UPLOADS.name], handler, retries=retries, max_events=16, say=_LOGGER.warning
    )
    watcher = threading.Thread(target=_stop_when, args=(stopping, consumer), daemon=True)
    watcher.start()
    try:
        consumer.run()
    finally:
        stopping.set()
        uploads.close()


def opened_log(settings: IngestSettings, stopping: threading.Event) -> EventLog | None:
    """The event log, waited for while it is away; None when asked to stop meanwhile.

    Raises: SettingsError when the address is wrong; EventLogError once the retries are used up.
    """
    retries = Retries(times=settings.retries)
    attempt = 1
    while True:
        try:
            return open_event_log(settings)
        except EventLogError as error:
            if attempt > retries.times or _waited(error, retries, attempt, stopping):
                if stopping.is_set():
                    return None
                raise
            attempt += 1


def _published(log: EventLog, edition: Edition, retries: Retries, stopping: threading.Event) -> bool:
    attempt = 1
    while True:
        try:
            if publish_edition(log, edition):
                _LOGGER.info("published edition=%s", edition.name)
        except EventLogError as error:
            if attempt > retries.times or _waited(error, retries, attempt, stopping):
                if stopping.is_set():
                    return False
                raise
            attempt += 1
        else:
            return True


def _waited(error: EventLogError, retries: Retries, attempt: int, stopping: threading.Event) -> bool:
    """Wait before the next try and say so; true when asked to stop meanwhile."""
    pause = retries.pause(attempt)
    _LOGGER.warning("%s Next try in %g s.", error.sentence, pause)
    return stopping.wait(pause)


def _stop_when(stopping: threading.Event, consumer: Consumer) -> None:
    stopping.wait()
    consumer.stop()


if __name__ == "__main__":
    sys.exit(run())
