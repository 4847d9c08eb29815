"""Builds settings, store, log and client from the environment, then serves."""

import logging
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

import uvicorn

from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.app import create_app
from tolpuddle.gateway.collector import Collector
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.scoring_client import ScoringClient
from tolpuddle.gateway.settings import GatewaySettings
from tolpuddle.kernel import telemetry
from tolpuddle.kernel.adapters.factory import open_event_log
from tolpuddle.kernel.errors import TolpuddleError
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.kernel.long_lived import keep_what_is_there, take_short_turns

_LOGGER = logging.getLogger("tolpuddle.gateway")


@contextmanager
def dependencies(settings: GatewaySettings, log: EventLog | None = None) -> Generator[Dependencies]:
    """Everything the application needs, closed in reverse. log: one that the caller opened and closes."""
    own_log = open_event_log(settings) if log is None else None
    used = log if own_log is None else own_log
    assert used is not None
    try:
        store = SqlStore.open(settings.database_url)
        try:
            scoring = ScoringClient(settings.scoring_address, settings.scoring_seconds)
            collector = Collector(store, used) if settings.collect else None
            try:
                yield Dependencies(settings, store, used, scoring, collector)
            finally:
                scoring.close()
        finally:
            store.close()
    finally:
        if own_log is not None:
            own_log.close()


def server(given: Dependencies) -> uvicorn.Server:
    """The HTTP server, not yet running; its should_exit ends it."""
    config = uvicorn.Config(
        create_app(given),
        host=given.settings.host,
        port=given.settings.port,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
    return uvicorn.Server(config)


def serve(settings: GatewaySettings) -> None:
    """Serve until told to stop. Raises: TolpuddleError when something that is needed cannot be opened."""
    telemetry_of_process = telemetry.set_up("gateway", settings)
    try:
        with dependencies(settings) as given:
            running = server(given)
            keep_what_is_there()
            take_short_turns()
            running.run()
    finally:
        telemetry_of_process.shut_down()


def run() -> int:
    """Serve until SIGTERM or SIGINT. Returns 0 after a stop that was asked for, 1 after a failure, 2 for wrong settings."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        settings = GatewaySettings.read(os.environ)
    except TolpuddleError as error:
        _LOGGER.error("cannot_start code=%s %s", error.code, error.sentence)
        return 2
    try:
        serve(settings)
    except TolpuddleError as error:
        _LOGGER.error("stopped code=%s %s", error.code, error.sentence)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run())
