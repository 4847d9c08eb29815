"""A reference edition with a few orders of our own writing, for tests of everything that compares names."""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl
import yaml

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import MANIFEST, open_edition

SHIPPED = Path(__file__).resolve().parents[1] / "reference" / "2026.1"

MATCHING = (SHIPPED.parent / "curated/matching.yaml").read_text(encoding="utf8")

WORDS = [
    ("co", "co", "legal_form", "en", "Latn", "end"),
    ("ltd", "ltd", "legal_form", "en", "Latn", "end"),
    ("limited", "ltd", "legal_form", "en", "Latn", "end"),
    ("textile", "textile", "industry", "en", "Latn", "any"),
]


@dataclass(frozen=True, slots=True)
class Listed:
    """An order with its names; the first is how it is called."""

    order_id: str
    names: Sequence[str]
    list_id: str = "us_uflpa"
    iso3: str | None = "CHN"
    place: str | None = None
    section: str | None = "2(d)(2)(B)(v)"
    begins: str = "2022-06-21"
    until: str | None = None
    status: str = "active"
    goods_words: str | None = None


ZHONGTAI = Listed(
    "us_uflpa:zhongtai",
    ("Xinjiang Zhongtai Textile Co., Ltd.", "新疆中泰纺织有限公司"),
    place="Korla, Bayingol",
)
KASHGAR = Listed("us_uflpa:kashgar-example", ("Kashgar Example Knitting Co., Ltd.", "Example Knitting"))
TOBACCO = Listed(
    "us_cbp_wro:tobacco",
    ("Nyasa Leaf Tobacco Limited",),
    list_id="us_cbp_wro",
    iso3="MWI",
    section=None,
    begins="2019-11-01",
    until="2025-08-15",
    status="inactive",
    goods_words="Tobacco",
)
REGION = Listed("us_uflpa:region-cn-xj", (), goods_words="All goods")
EVERY = (ZHONGTAI, KASHGAR, TOBACCO, REGION)


@cache
def edition_with(*orders: Listed, name: str = "2026.1") -> Edition:
    """The shipped edition with these orders and no others."""
    shipped = open_edition(SHIPPED)
    return replace(
        shipped,
        name=name,
        tables={
            **({"name_words": _words()} | dict(shipped.tables)),
            "order_lists": _lists(),
            "orders": _like(shipped, "orders", [_order(each) for each in orders]),
            "order_names": _like(shipped, "order_names", [row for each in orders for row in _names(each)]),
        },
        documents={**shipped.documents, "matching": MATCHING},
        sha256={**shipped.sha256, "orders.csv": f"{hash(orders) & (2**256 - 1):064x}"},
    )


def _words() -> pl.DataFrame:
    names = ("word", "canonical", "kind", "language", "script", "position")
    return pl.DataFrame(WORDS, schema=dict.fromkeys(names, pl.String), orient="row")


def _lists() -> pl.DataFrame:
    common = {
        "publisher": "Example publisher",
        "jurisdiction": "USA",
        "note": "",
        "source": "Example",
        "licence": "CC0",
    }
    own = {"kind": "official_list", "legal_basis": "Example act", "as_of": "2026-01-10"}
    return pl.DataFrame(
        [
            {"list_id": "us_uflpa", "title": "UFLPA Entity List", "complete": False, "entries": 3, "published_entries": 144},
            {"list_id": "us_cbp_wro", "title": "Withhold Release Orders", "complete": True, "entries": 1, "published_entries": 1},
        ]
    ).with_columns(pl.lit(value).alias(name) for name, value in (common | own).items())  # fmt: skip


def _order(given: Listed) -> dict[str, object]:
    return {
        "order_id": given.order_id, "list_id": given.list_id, "who": "named" if given.names else "any",
        "subsidiaries": False, "iso3": given.iso3, "place_id": None if given.names else "CN-XJ", "goods": None,
        "goods_words": given.goods_words, "section": given.section, "from": given.begins, "until": given.until,
        "status": given.status, "in_part": True, "source": "Example source", "source_row": given.order_id,
        "hash": "0123456789abcdef",
    }  # fmt: skip


def _names(given: Listed) -> list[dict[str, object]]:
    return [
        {
            "order_id": given.order_id, "name": name, "kind": "alias" if number else "name", "iso3": given.iso3,
            "place": given.place, "script": "Latn" if name.isascii() else "Hans",
        }
        for number, name in enumerate(given.names)
    ]  # fmt: skip


def _like(shipped: Edition, table: str, rows: Sequence[dict[str, object]]) -> pl.DataFrame:
    """Rows with the columns and types of the shipped table; what is not given is null."""
    schema = shipped.tables[table].schema
    given = pl.DataFrame(rows, infer_schema_length=None)
    return given.select(
        (pl.col(name) if name in given.columns else pl.lit(None)).cast(dtype).alias(name)
        if dtype != pl.Date
        else pl.col(name).cast(pl.String).str.to_date().alias(name)
        for name, dtype in schema.items()
    )


def edition_folder(folder: Path, *orders: Listed) -> Path:
    """The same as a folder, for the command line."""
    shutil.copytree(SHIPPED, folder)
    made = edition_with(*orders)
    manifest = yaml.safe_load((folder / MANIFEST).read_text(encoding="utf8"))
    files = manifest["files"]
    for name in ("order_lists", "orders", "order_names", "name_words"):
        made.tables[name].write_csv(folder / f"{name}.csv")
        types = files.get(f"{name}.csv", {}).get("columns") or {}
        columns = {column: types.get(column, "string") for column in made.tables[name].columns}
        entry = files.get(f"{name}.csv", files["orders.csv"])
        files[f"{name}.csv"] = {**entry, "rows": made.tables[name].height, "columns": columns}
    (folder / "matching.yaml").write_text(made.documents["matching"], encoding="utf8")
    files.setdefault("matching.yaml", dict(files["bands.yaml"]))
    for name, entry in files.items():
        entry["sha256"] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(
        yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False), encoding="utf8"
    )
    return folder
