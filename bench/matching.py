"""Names put to a list: how fast, and how many are found at few false alerts, beside other matchers of the same run."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import alone
from bench.table import Cost, Row

NOMENKLATURA = "nomenklatura==4.17.4"
PEERS = Path(__file__).with_name("matching_peers.py")


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """20,000 names against 20,000, one name at a time, a million against the bundled lists; and the peers on a sample."""
    size = 2_000 if quick else 20_000
    cost, told = alone.run("bench.matching:bulk", size=size)
    yield Row(
        "names against names in bulk", size, "names", cost,
        "rapidfuzz cdist(token_sort_ratio), a sample of the same", Cost(told["peer_seconds"]), told["peer_size"],
        bar=">= 20,000 names/s", met=None if quick else size / cost.seconds >= 20_000,
    )  # fmt: skip
    pairs = told["pairs"]
    for name, rate in sorted(nomenklatura(folder, pairs).items()):
        yield Row(
            f"pairs of names scored, beside {name}", len(pairs), "pairs", Cost(told["pair_seconds"]),
            f"nomenklatura {name}", Cost(len(pairs) / rate),
        )  # fmt: skip
    asked = 200 if quick else 1_000
    cost, told = alone.run("bench.matching:single", size=size, asked=asked)
    yield Row(
        f"one name at a time against {size:,} names", asked, "names", cost,
        "rapidfuzz extract(token_sort_ratio), a sample of the same", Cost(told["peer_seconds"]), peer_size=told["peer_size"],
        shown=f"median {told['median']:.2f} ms, p99 {told['p99']:.2f} ms",
        bar="p99 < 10 ms", met=None if quick else told["p99"] < 10,
    )  # fmt: skip


def names(count: int, seed: int) -> Any:
    """Made-up names of companies: rare words of two letters' chains, words of trade, legal forms. No real name."""
    import random

    import polars as pl

    draw = random.Random(seed)
    parts = [
        a + b
        for a in [
            "b",
            "d",
            "f",
            "g",
            "h",
            "j",
            "k",
            "l",
            "m",
            "n",
            "p",
            "r",
            "s",
            "t",
            "v",
            "z",
            "sh",
            "kh",
            "ch",
        ]
        for b in ["a", "e", "i", "o", "u", "an", "en", "ang", "ing"]
    ]
    trade = [
        "Textile",
        "Garments",
        "Fashion",
        "Knitwear",
        "Trading",
        "Industries",
        "Electronics",
        "Foods",
        "Plantation",
        "Mills",
        "Logistics",
    ]
    forms = ["Ltd.", "Limited", "Co.,Ltd", "GmbH", "S.A.", "LLC", "Inc.", "(Pvt)Ltd", "PT."]

    def name() -> str:
        rare = " ".join(
            "".join(draw.choices(parts, k=draw.choice((2, 3)))).title() for _ in range(draw.choice((1, 1, 2)))
        )
        return (
            f"{rare} {' '.join(draw.sample(trade, draw.choice((0, 1, 1, 2))))} {draw.choice(forms)}".replace(
                "  ", " "
            )
        )

    return pl.Series("name", [name() for _ in range(count)])


def _index(size: int) -> tuple[Any, Any]:
    import polars as pl

    from tolpuddle.desk import editions
    from tolpuddle.scoring.core.names.index import NameIndex
    from tolpuddle.scoring.core.names.reader import NameReader
    from tolpuddle.scoring.core.names.settings import MatchSettings

    edition = editions.open_edition(None)
    reader, settings = NameReader.from_edition(edition), MatchSettings.from_edition(edition)
    entries = (
        names(size, 1)
        .to_frame()
        .with_columns(
            pl.int_range(pl.len()).cast(pl.String).alias("index_id"), pl.lit(None, pl.String).alias("country")
        )
    )
    return NameIndex.build(entries, reader, settings), entries


def _queries(size: int, seed: int) -> Any:
    import polars as pl

    return (
        names(size, seed)
        .to_frame()
        .with_columns(
            pl.int_range(pl.len()).cast(pl.String).alias("query_id"), pl.lit(None, pl.String).alias("country")
        )
    )


def bulk(size: int) -> dict[str, Any]:
    """All names at once, beside rapidfuzz on a twentieth of them; and pairs for the peers that go pair by pair."""
    import polars as pl
    from rapidfuzz import fuzz, process

    from tolpuddle.scoring.core.names.pairs import score_pairs

    index, entries = _index(size)
    index.search(_queries(500, 9), top=1)
    queries = _queries(size, 2)
    hits, told = alone.timed(lambda: index.search(queries, top=1), runs=3)
    sample = queries["name"].head(size // 20).to_list()
    started = time.perf_counter()
    process.cdist(sample, entries["name"].to_list(), scorer=fuzz.token_sort_ratio, workers=-1)
    peer = time.perf_counter() - started
    found = hits.join(queries, on="query_id").join(entries, on="index_id", suffix="_entry").head(2_000)
    pairs = found.select(
        pl.int_range(pl.len()).cast(pl.String).alias("pair_id"),
        pl.col("name").alias("left_name"), pl.lit(None, pl.String).alias("left_country"),
        pl.col("name_entry").alias("right_name"), pl.lit(None, pl.String).alias("right_country"),
    )  # fmt: skip
    started = time.perf_counter()
    score_pairs(pairs, index.reader, index.settings)
    took = time.perf_counter() - started
    listed = pairs.select("left_name", "right_name").rows()
    return told | {"peer_seconds": peer, "peer_size": len(sample), "pairs": listed, "pair_seconds": took}


def single(size: int, asked: int) -> dict[str, Any]:
    """One name after the other, as a form or a call asks."""
    import numpy as np
    from rapidfuzz import fuzz, process

    index, entries = _index(size)
    queries = _queries(asked + 20, 3)
    sample, listed = queries["name"].head(max(10, asked // 20)).to_list(), entries["name"].to_list()
    began = time.perf_counter()
    for name in sample:
        process.extract(name, listed, scorer=fuzz.token_sort_ratio, limit=5)
    peer = time.perf_counter() - began
    took: list[float] = []
    for query in queries.iter_slices(1):
        started = time.perf_counter()
        index.search(query, top=5)
        took.append((time.perf_counter() - started) * 1_000)
    took = took[20:]
    return {
        "seconds": [sum(took) / 1_000], "cpu": sum(took) / 1_000,
        "median": float(np.median(took)), "p99": float(np.percentile(took, 99)),
        "peer_seconds": peer, "peer_size": len(sample),
    }  # fmt: skip


def nomenklatura(folder: Path, pairs: Sequence[Sequence[str]]) -> dict[str, float]:
    """Pairs a second of its matchers, in an environment of their own made by uv; empty where uv or the network is not."""
    local = Path(sys.prefix).parent / ".tools" / "bin" / "uv"
    uv = str(local) if local.is_file() else shutil.which("uv")
    if uv is None:
        print("no uv: nomenklatura is not measured", file=sys.stderr)
        return {}
    given = folder / "pairs.json"
    given.write_text(json.dumps(pairs), encoding="utf8")
    done = subprocess.run(
        [
            uv,
            "run",
            "--quiet",
            "--no-project",
            "--python",
            sys.executable,
            "--with",
            NOMENKLATURA,
            "python",
            PEERS,
            given,
        ],
        stdout=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        print("nomenklatura could not be installed and is not measured", file=sys.stderr)
        return {}
    rates: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return rates
