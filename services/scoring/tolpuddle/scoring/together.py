"""Single suppliers that are asked for at the same time are screened as one frame."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from tolpuddle.kernel.events import SupplierRow

MOST = 256
"""Suppliers in one frame at most."""

ScreenRows = Callable[[list[SupplierRow]], pl.DataFrame]
"""Screens rows; the answer has one row each, in order."""


@dataclass(slots=True, eq=False)
class _Asked:
    row: SupplierRow
    answer: pl.DataFrame | None = None
    error: Exception | None = None


@dataclass(slots=True)
class Together:
    """Laying out a frame costs the same for one row as for a hundred, so those who wait for a turn share the next one.

    Nobody waits for others to come: a supplier asked for alone is screened at once. An assessment depends on its own row
    only, so who shares the frame makes no difference to it.
    """

    screen_rows: ScreenRows
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _waiting: list[_Asked] = field(default_factory=list[_Asked])

    def screen(self, row: SupplierRow) -> pl.DataFrame:
        """The assessment of one supplier, as a frame of one row.

        Raises: what screen_rows raises, to all who shared the frame.
        """
        asked = _Asked(row)
        with self._guard:
            self._waiting.append(asked)
        while asked.answer is None and asked.error is None:
            with self._turn:
                if asked.answer is None and asked.error is None:
                    self._take_turn()
        if asked.error is not None:
            raise asked.error
        assert asked.answer is not None
        return asked.answer

    def _take_turn(self) -> None:
        with self._guard:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            answers = self.screen_rows([asked.row for asked in batch])
        except Exception as error:
            # Handed to each who asked, who raises it in the thread of its own call.
            for asked in batch:
                asked.error = error
            return
        for place, asked in enumerate(batch):
            asked.answer = answers[place : place + 1]
