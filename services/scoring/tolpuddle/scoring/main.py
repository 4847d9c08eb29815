"""Scoring as a service: settings from the environment, adapters by address, ordered start, reverse stop."""

import logging
import os
import signal
import sys
from types import FrameType

from tolpuddle.kernel import telemetry
from tolpuddle.kernel.adapters.factory import open_event_log
from tolpuddle.kernel.errors import TolpuddleError
from tolpuddle.kernel.long_lived import take_short_turns
from tolpuddle.scoring.service import ScoringService
from tolpuddle.scoring.settings import ScoringSettings

_LOGGER = logging.getLogger("tolpuddle.scoring")


def run() -> int:
    """Serve until SIGTERM or SIGINT. Returns 0 after a stop that was asked for, 1 after a failure, 2 for wrong settings."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        settings = ScoringSettings.read(os.environ)
        log = open_event_log(settings)
    except TolpuddleError as error:
        _LOGGER.error("%s", error.sentence)
        return 2
    sent = telemetry.set_up("scoring", settings)
    take_short_turns()
    service = ScoringService(log, settings)

    def stop(number: int, frame: FrameType | None) -> None:
        service.ended.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        service.start()
        _LOGGER.info("listening port=%d log=%s", service.port, settings.log_url.partition("://")[0])
        service.ended.wait()
        service.stop()
    except TolpuddleError as error:
        _LOGGER.error("%s", error.sentence)
        return 1
    finally:
        log.close()
        sent.shut_down()
    return 0 if service.failure is None else 1


if __name__ == "__main__":
    sys.exit(run())
