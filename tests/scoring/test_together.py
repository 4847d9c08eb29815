"""Who asks alone is answered at once; who asks at the same time shares a frame, and each gets its own row."""

import threading
from collections.abc import Sequence

import polars as pl
import pytest

from tolpuddle.kernel.errors import UnavailableError
from tolpuddle.kernel.events import SupplierRow
from tolpuddle.scoring.together import MOST, Together


def answered(rows: Sequence[SupplierRow]) -> pl.DataFrame:
    return pl.DataFrame({"supplier_id": [row["supplier_id"] for row in rows]})


def test_one_alone_is_screened_at_once() -> None:
    assert Together(answered).screen({"supplier_id": "A"}).rows() == [("A",)]


def test_those_who_wait_share_the_next_frame_and_each_gets_its_own_row() -> None:
    sizes: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def slowly(rows: list[SupplierRow]) -> pl.DataFrame:
        sizes.append(len(rows))
        begun.set()
        go_on.wait(10)
        return answered(rows)

    together = Together(slowly)
    found: dict[str, list[tuple[str]]] = {}

    def ask(name: str) -> None:
        found[name] = together.screen({"supplier_id": name}).rows()

    names = [f"S{number}" for number in range(MOST + 20)]
    threads = [threading.Thread(target=ask, args=[name]) for name in names]
    threads[0].start()
    assert begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(together._waiting) < len(names) - 1:
        threading.Event().wait(0.001)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert found == {name: [(name,)] for name in names}
    assert sizes == [1, MOST, len(names) - 1 - MOST]


def test_an_error_reaches_who_asked_and_the_next_one_is_served() -> None:
    failing = [True]

    def sometimes(rows: list[SupplierRow]) -> pl.DataFrame:
        if failing.pop():
            raise UnavailableError("Not yet.")
        return answered(rows)

    together = Together(sometimes)
    with pytest.raises(UnavailableError):
        together.screen({"supplier_id": "A"})
    failing.append(False)
    assert together.screen({"supplier_id": "A"}).height == 1
