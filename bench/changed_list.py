"""A changed entry of a list: 100,000 suppliers on a log, those it can touch screened again, beside screening all again."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import alone
from bench.table import Cost, Row

if TYPE_CHECKING:
    from tolpuddle.kernel.edition import Edition

MOST_SECONDS = 1.0
BATCH = 10_000
WHEN = datetime(2026, 1, 1, tzinfo=UTC)


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """One row: the changed entry names two of the suppliers."""
    size = 5_000 if quick else 100_000
    cost, told = alone.run("bench.changed_list:rescreened", size=size, runs=1 if quick else 3)
    seconds = cost.seconds
    yield Row(
        "a changed list entry: touched suppliers screened again", size, "suppliers", cost,
        "all suppliers screened again", Cost(told["all_seconds"]), bar=f"{MOST_SECONDS:g} s",
        met=None if quick else seconds <= MOST_SECONDS, equal=told["equal"], shown=f"{seconds:.2f} s",
    )  # fmt: skip


def rescreened(size: int, runs: int) -> dict[str, Any]:
    """Assess a list by one edition, then by another that lists two of them by name; the changes of both ways compared."""
    import polars as pl

    from bench.accepted import supplier_frame
    from tolpuddle.desk import editions
    from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
    from tolpuddle.kernel.consumer import Consumer
    from tolpuddle.kernel.events import AssessmentChanged, SuppliersAccepted
    from tolpuddle.kernel.topics import ASSESSMENTS, SUPPLIERS
    from tolpuddle.kernel.wire import event_of, fact_of
    from tolpuddle.scoring.core.reference import prepare
    from tolpuddle.scoring.reference_state import Loaded, ReferenceState
    from tolpuddle.scoring.rescreening import Rescreening, group_of
    from tolpuddle.scoring.worker import GROUP, Screening

    names = ["Zarafun Kelim Weavers", "Ostrolenk Lamp Foundry"]
    suppliers = supplier_frame(size)
    # The synthetic names are all alike: two that are not, as those of a list are not.
    held = suppliers.get_column("name").scatter([size // 3, size // 2], pl.Series(names))
    suppliers = suppliers.with_columns(held)
    old = editions.open_edition(None)
    new = with_entry(old, names)
    first = Loaded(old, prepare(old), WHEN)
    second, whole = (Loaded(new, prepare(new), WHEN, previous) for previous in (old, None))

    def again(by: Loaded) -> tuple[float, set[str]]:
        log = MemoryEventLog()
        for number, batch in enumerate(suppliers.iter_slices(BATCH)):
            fact = SuppliersAccepted("job", number, batch)
            log.append([event_of(fact, occurred_at=WHEN, id_parts=["job", number], tenant="bench")])
        screening = Screening(log, ReferenceState(first))
        Consumer(log, GROUP, [SUPPLIERS.name], screening).run(until_idle=True, poll_seconds=0)
        started = time.perf_counter()
        rescreening = Rescreening(log, by)
        Consumer(log, group_of(by), [ASSESSMENTS.name], rescreening).run(until_idle=True, poll_seconds=0)
        seconds = time.perf_counter() - started
        facts = [fact_of(recorded.event) for recorded in log.read(ASSESSMENTS.name)]
        return seconds, {fact.supplier_id for fact in facts if isinstance(fact, AssessmentChanged)}

    narrow = [again(second) for _ in range(runs)]
    seconds, found = again(whole)
    return {
        "seconds": [each for each, _ in narrow],
        "all_seconds": seconds,
        "equal": all(told == found for _, told in narrow) and len(found) >= len(names),
    }


def with_entry(edition: "Edition", names: list[str]) -> "Edition":
    """The edition with one more order that names these."""
    import polars as pl

    from tolpuddle.kernel.edition import Edition

    own = "us_uflpa:bench"
    order = edition.tables["orders"].filter(pl.col("list_id") == "us_uflpa", pl.col("who") == "named")[:1]
    order = order.with_columns(order_id=pl.lit(own), **{"from": pl.lit(None).cast(order.schema["from"])})
    held = edition.tables["order_names"]
    named = (
        held[:1]
        .select(pl.lit(own).alias("order_id"), pl.lit(names).alias("name"), *held.columns[2:])
        .explode("name")
        .with_columns(kind=pl.lit("name"), iso3=pl.lit(None, pl.String))
    )
    tables = {
        **edition.tables,
        "orders": pl.concat([edition.tables["orders"], order]),
        "order_names": pl.concat([held, named.select(held.columns)]),
    }
    hashes = {**edition.sha256, "orders.csv": "b" * 64, "order_names.csv": "b" * 64}
    return Edition("bench", tables, edition.documents, hashes, edition.published)
