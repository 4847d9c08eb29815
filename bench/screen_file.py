"""`tolpuddle screen`: CSV in, Parquet with reasons and receipts out, as a program from its start to its end."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import alone
from bench.table import Cost, Row

SIZES = (10_000, 100_000, 1_000_000)
QUICK = (1_000, 5_000)
MOST_SECONDS, MOST_MB, MOST_GROWTH = 60, 4096, 1.3
PEER = "polars: read_csv + write_parquet of the same rows"


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """One row a size, then nothing more; the growth of the last is that of the promise."""
    before: float | None = None
    for size in QUICK if quick else SIZES:
        given, made = folder / f"suppliers-{size}.csv", folder / f"result-{size}.parquet"
        alone.program([sys.executable, "-m", "bench.synthetic", str(size), given])
        command = [sys.executable, "-m", "tolpuddle.desk.main", "screen", given, "-o", made]
        runs = 1 if size >= 1_000_000 or quick else 3
        cost = alone.middle([alone.program(command) for _ in range(runs)])
        peer, told = alone.run("bench.screen_file:floor", given=str(given), made=str(made), runs=runs)
        growth = None if before is None else cost.seconds / size / before
        bar, met = "", None
        if size == 1_000_000 and growth is not None and cost.peak_mb is not None:
            bar = f"{MOST_SECONDS} s, {MOST_MB} MB, growth {MOST_GROWTH}×"
            met = cost.seconds <= MOST_SECONDS and cost.peak_mb <= MOST_MB and growth <= MOST_GROWTH
        yield Row(
            "tolpuddle screen, CSV to Parquet", size, "suppliers", cost, PEER, peer,
            growth=growth, bar=bar, met=met, equal=told["receipts"] == size,
        )  # fmt: skip
        before = cost.seconds / size


def floor(given: str, made: str, runs: int) -> dict[str, Any]:
    """What reading and writing the very same rows takes, without anything between; and how many receipts are in them."""
    import polars as pl

    result = pl.read_parquet(made)
    target = Path(made).with_suffix(".floor.parquet")

    def read_and_write() -> None:
        pl.read_csv(given, infer_schema=False)
        result.write_parquet(target, compression="zstd")

    _, told = alone.timed(read_and_write, runs)
    target.unlink()
    return told | {"receipts": result.get_column("receipt").n_unique()}


def start(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The command line from its start to one screened supplier."""
    given, made = folder / "one.csv", folder / "one.parquet"
    given.write_text("name,country,goods\nExample Bricks,Nepal,bricks\n")
    command = [sys.executable, "-m", "tolpuddle.desk.main", "screen", given, "-o", made]
    runs = 1 if quick else 3
    cost = alone.middle([alone.program(command) for _ in range(runs)])
    bare = [sys.executable, "-c", "import polars, typer, google.protobuf, pydantic"]
    peer: Cost = alone.middle([alone.program(bare) for _ in range(runs)])
    yield Row(
        "tolpuddle screen of one supplier, from start to end", 1, "supplier", cost,
        "Python that imports polars, typer, protobuf, pydantic", peer, shown=f"{cost.seconds:.1f} s",
    )  # fmt: skip
