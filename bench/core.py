"""The scoring core in memory: many in one frame beside one by one; and an edition made ready."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import alone
from bench.table import Cost, Row

BATCH = 10_000


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Batches of 10,000 of growing lists, with the words of the first batch already read."""
    before: float | None = None
    for size in (1_000,) if quick else (10_000, 100_000):
        cost, told = alone.run(
            "bench.core:screened", size=size, singles=200 if quick else 2_000, runs=1 if quick else 3
        )
        single = Cost(told["single_seconds"])
        growth = None if before is None else cost.seconds / size / before
        yield Row(
            f"core.screen, frames of {BATCH:,}", size, "suppliers", cost, "core.screen, one supplier at a time", single,
            peer_size=told["singles"], growth=growth, equal=told["equal"],
        )  # fmt: skip
        before = cost.seconds / size


def screened(size: int, singles: int, runs: int) -> dict[str, Any]:
    """Screen a list in frames, and its first suppliers one by one."""
    from bench.accepted import supplier_frame
    from tolpuddle.desk import editions
    from tolpuddle.scoring.core.screen import screen

    suppliers, reference = supplier_frame(size), editions.prepare(None)
    frames = list(suppliers.iter_slices(BATCH))
    first = screen(frames[0], reference).head(singles)
    _, told = alone.timed(lambda: [screen(frame, reference) for frame in frames], runs)
    ones = list(suppliers.head(singles).iter_slices(1))
    screen(ones[0], reference)
    started = time.perf_counter()
    alone_each = [screen(one, reference) for one in ones]
    single = time.perf_counter() - started
    equal = all(one.equals(first.slice(n, 1)) for n, one in enumerate(alone_each))
    return told | {"single_seconds": single, "singles": len(ones), "equal": equal}


def prepared(folder: Path, *, quick: bool) -> Iterator[Row]:
    """An edition from its files to a reference that can be screened with, in a process that has done nothing yet."""
    runs = 1 if quick else 3
    costs = [alone.run("bench.core:cold_start")[0] for _ in range(runs)]
    peers = [alone.run("bench.core:bare_tables") for _ in range(runs)]
    peer = alone.middle([cost for cost, _ in peers])
    cells = int(peers[0][1]["rows"])
    cost = alone.middle(costs)
    yield Row(
        "open_edition + prepare, cold", cells, "table rows", cost, "polars.read_csv of the edition's tables", peer,
        shown=f"{cost.seconds:.2f} s",
    )  # fmt: skip


def cold_start() -> dict[str, Any]:
    """Open and prepare the newest edition once."""
    from tolpuddle.desk import editions

    _, told = alone.timed(lambda: editions.prepare(None))
    return told


def bare_tables() -> dict[str, Any]:
    """Read the same tables and do nothing with them."""
    import polars as pl

    from tolpuddle.kernel import edition_files

    folder = edition_files.locate(None)
    paths = sorted(folder.glob("*.csv"))
    tables, told = alone.timed(lambda: [pl.read_csv(path, infer_schema=False) for path in paths])
    return told | {"rows": sum(table.height for table in tables)}
