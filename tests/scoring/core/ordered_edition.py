"""The small edition with orders: those of tests/cases/orders/lists.yaml, or others by the same words."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.scoring.core.small_edition import small_edition
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.reference import Reference, prepare

CASES = Path(__file__).parents[2] / "cases" / "orders"

LIST = {
    "list_id": "us_uflpa", "title": "UFLPA Entity List", "publisher": "US DHS", "jurisdiction": "USA", "kind": "official_list",
    "legal_basis": "Public Law 117-78", "as_of": "2026-10-01", "complete": "true", "entries": "1", "published_entries": "",
    "note": "", "source": "made up", "licence": "CC0",
}  # fmt: skip
ORDER = {
    "order_id": "", "list_id": "us_uflpa", "who": "named", "subsidiaries": "false", "iso3": "", "place_id": "", "goods": "",
    "goods_words": "", "section": "", "from": "", "until": "", "status": "active", "in_part": "false", "source": "made up",
    "source_row": "1", "hash": "",
}  # fmt: skip
NAME = {"order_id": "", "name": "", "kind": "name", "iso3": "", "place": "", "script": "Latn"}


def ordered_edition(
    orders: Sequence[Mapping[str, Any]],
    lists: Mapping[str, Mapping[str, Any]] | None = None,
    published: str = "2026-11-22",
    **changed: str,
) -> Edition:
    """The small edition with these orders; each may have `names`, kind -> name."""
    known = lists or {str(order.get("list_id", "us_uflpa")): {} for order in orders}
    names = [
        {"order_id": order["order_id"], "kind": kind, "name": name}
        for order in orders
        for kind, name in order.get("names", {}).items()
    ]
    edition = small_edition(
        orders=_csv(ORDER, orders),
        order_names=_csv(NAME, names),
        order_lists=_csv(LIST, [{"list_id": own, **each} for own, each in known.items()]),
        **changed,
    )
    return replace(edition, published=published)


@cache
def case_edition() -> Edition:
    """The edition of the cases that a lawyer can read."""
    held = yaml.safe_load((CASES / "lists.yaml").read_text(encoding="utf8"))
    return ordered_edition(held["orders"], held["lists"], str(held["edition_day"]))


@cache
def case_reference() -> Reference:
    return prepare(case_edition())


def _csv(columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        plain = {
            name: str(value).lower() if isinstance(value, bool) else value for name, value in row.items()
        }
        writer.writerow({**columns, **plain})
    return written.getvalue()
