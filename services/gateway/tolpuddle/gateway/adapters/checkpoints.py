"""Moves SQLite's write-ahead log into its database beside the requests, so that none of them waits for the disk."""

import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

_LOGGER = logging.getLogger("tolpuddle.gateway")

EVERY_SECONDS = 0.5
FALLBACK_PAGES = 50_000
"""The writer moves the log itself only from this size on (200 MB): when this thread could not."""

_ENOUGH_BYTES = 4 * 2**20


class Checkpoints:
    """A thread with a connection of its own. Passive: it never makes a writer or a reader wait for a lock."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._log = database.with_name(f"{database.name}-wal")
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="store-checkpoints", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the thread; closing the last connection moves what is left."""
        self._stopped.set()
        self._thread.join(30)

    def _run(self) -> None:
        moved_at = 0
        while not self._stopped.wait(EVERY_SECONDS):
            try:
                found = self._log.stat()
                # The file keeps its size when it is used anew, so what was written since counts too.
                if found.st_size < _ENOUGH_BYTES or found.st_mtime_ns == moved_at:
                    continue
                moved_at = found.st_mtime_ns
                with closing(sqlite3.connect(self._database, timeout=30)) as connection:
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            except FileNotFoundError:
                continue
            except sqlite3.Error as error:
                _LOGGER.warning("The store's log was not moved into its database: %s", error)
