"""Reading and accepting a list, beside a bare reading of the same file."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import alone
from bench.table import Row

if TYPE_CHECKING:
    import polars as pl


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """One row a size."""
    before: float | None = None
    for size in (5_000,) if quick else (10_000, 100_000, 1_000_000):
        given = str(folder / f"accept-{size}.csv")
        alone.run("bench.accepted:write", size=size, given=given)
        runs = 1 if quick else 3
        cost, told = alone.run("bench.accepted:accepted", given=given, runs=runs)
        peer, _ = alone.run("bench.accepted:bare", given=given, runs=runs)
        growth = None if before is None else cost.seconds / size / before
        yield Row(
            "ingest: read, normalise, accept", size, "rows", cost, "polars.read_csv of the same file", peer,
            growth=growth, equal=told["rows"] == size,
        )  # fmt: skip
        before = cost.seconds / size


def write(size: int, given: str) -> dict[str, Any]:
    """Write a synthetic list."""
    from bench import synthetic

    synthetic.write(size, Path(given))
    return {"seconds": [0.0]}


def accepted(given: str, runs: int) -> dict[str, Any]:
    """Read a list and part its rows, all batches in the hand once."""
    from tolpuddle.desk import editions
    from tolpuddle.ingest.accept import accept
    from tolpuddle.ingest.readers import supplier_list
    from tolpuddle.kernel.country_words import CountryWords

    words = CountryWords.from_edition(editions.open_edition(None))

    def read_all() -> int:
        acceptance = accept(supplier_list.read(Path(given)), words)
        in_hand = sum(batch.suppliers.height + batch.rejects.height for batch in acceptance)
        return in_hand + acceptance.counts.merged

    rows, told = alone.timed(read_all, runs)
    return told | {"rows": rows}


def bare(given: str, runs: int) -> dict[str, Any]:
    """The same bytes to the same number of text columns."""
    import polars as pl

    _, told = alone.timed(lambda: pl.read_csv(given, infer_schema=False), runs)
    return told


def supplier_frame(size: int) -> "pl.DataFrame":
    """A synthetic list as ingest accepts it."""
    import io

    from bench import synthetic
    from tolpuddle.desk import editions
    from tolpuddle.ingest.accept import accept
    from tolpuddle.ingest.readers import supplier_list
    from tolpuddle.kernel.country_words import CountryWords

    written = io.BytesIO()
    synthetic.suppliers(size).write_parquet(written)
    written.seek(0)
    words = CountryWords.from_edition(editions.open_edition(None))
    return accept(supplier_list.read(written, name="synthetic"), words).suppliers()
