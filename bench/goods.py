"""Words for goods: distinct strings read, beside the nearest name by spelling alone."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import alone
from bench.table import Cost, Row


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """Distinct strings, none seen before."""
    cost, told = alone.run("bench.goods:read", count=500 if quick else 10_000)
    yield Row(
        "goods words, distinct strings", told["count"], "strings", cost,
        "rapidfuzz extractOne(token_set_ratio) on the goods' names", Cost(told["peer_seconds"]),
        shown=f"{told['count'] / cost.seconds:,.0f} strings/s, good read in {told['read']:.0%}",
    )  # fmt: skip


def read(count: int) -> dict[str, Any]:
    """Read each string once; then find the nearest name of each."""
    from rapidfuzz import fuzz, process

    from bench import synthetic
    from tolpuddle.desk import editions
    from tolpuddle.scoring.core.goods.resolve import GoodsWords

    edition = editions.open_edition(None)
    words = GoodsWords.from_edition(edition)
    texts = (
        synthetic.suppliers(count * 20)
        .get_column("Products")
        .drop_nulls()
        .unique(maintain_order=True)
        .head(count)
    )
    found, told = alone.timed(lambda: words.read(texts))
    share = found.drop_nulls("good_id").get_column("text").n_unique() / texts.len()
    names = edition.tables["goods"].get_column("name").str.to_lowercase().to_list()
    started = time.perf_counter()
    for text in texts.to_list():
        process.extractOne(text, names, scorer=fuzz.token_set_ratio)
    peer = time.perf_counter() - started
    return told | {"peer_seconds": peer, "count": texts.len(), "read": share}
