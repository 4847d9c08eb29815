"""A small edition with order tables: a few countries and places of the shipped one, and a list of invented companies."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from tests.ingest.readers.published_lists import example_names, uflpa_page
from tolpuddle.ingest.reference.manifest import write_manifest
from tolpuddle.ingest.reference.orders.import_list import ImportedOrders, import_orders
from tolpuddle.ingest.reference.seal import sealed_entry
from tolpuddle.kernel.edition_files import locate, open_edition, read_manifest

SHIPPED = locate("2026.1")
FILES = (
    "countries.csv",
    "country_aliases.csv",
    "good_names.csv",
    "good_synonyms.csv",
    "goods.csv",
    "order_goods.csv",
    "order_lists.csv",
    "order_names.csv",
    "orders.csv",
    "places.csv",
    "sectors.csv",
)
DAY = date(2030, 1, 1)
HELD = 20
"""Companies on the list of the small edition."""


def small_edition(folder: Path) -> Path:
    """Tables that an import needs, without the orders that ship but for the regional rule, then a list of 20."""
    _, entries = read_manifest(SHIPPED)
    base = folder / "1.0"
    base.mkdir(parents=True)
    kept: dict[str, dict[str, Any]] = {}
    for file in FILES:
        frame = pl.read_csv(SHIPPED / file, infer_schema=False)
        if file == "orders.csv":
            frame = frame.filter(pl.col("certainty") == "rule")
        elif file == "order_names.csv":
            frame = frame.clear()
        elif file == "order_lists.csv":
            frame = frame.with_columns(entries=pl.lit("0"), published_entries=pl.lit(None, dtype=pl.String()))
        elif file == "places.csv":
            frame = frame.filter(pl.col("kind") == "subdivision")
        (base / file).write_bytes(frame.write_csv().encode())
        kept[file] = sealed_entry(base / file, {**entries[file], "min_rows": 0})
    write_manifest(base, "2029-01-01", kept)
    page = folder / "first.html"
    page.write_text(a_page(HELD), encoding="utf8")
    return import_orders(base, page, "us_uflpa", folder / "1.1", published=date(2029, 6, 1)).folder


def bare_edition(folder: Path) -> Path:
    """An edition of before there were orders: countries and nothing more."""
    folder.mkdir()
    _, entries = read_manifest(SHIPPED)
    (folder / "countries.csv").write_bytes((SHIPPED / "countries.csv").read_bytes())
    write_manifest(folder, "2028-01-01", {"countries.csv": entries["countries.csv"]})
    return folder


def a_page(count: int, *more: tuple[str, str], leave_out: int = 0) -> str:
    """The page with the first `count` invented companies but for the first `leave_out`, and more rows."""
    rows = [(name, "June 21, 2022") for name in example_names(count)]
    return uflpa_page({"i": [*rows[leave_out:5], *more], "ii": rows[max(5, leave_out) :]})


def table(folder: Path, name: str) -> pl.DataFrame:
    return open_edition(folder).tables[name]


def imported(
    base: Path, text: str, folder: Path, list_id: str = "us_uflpa", **options: Any
) -> ImportedOrders:
    """Import a text as the edition `2.0` of a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / "list.txt"
    path.write_text(text, encoding="utf8")
    return import_orders(base, path, list_id, folder / "2.0", published=DAY, **options)
