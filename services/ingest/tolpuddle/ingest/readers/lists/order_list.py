"""Reads an order list in any form it is published, told apart by content; names that cannot be names are dropped."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from tolpuddle.ingest.readers.lists.br_register import read_register
from tolpuddle.ingest.readers.lists.cbp_orders import read_cbp
from tolpuddle.ingest.readers.lists.followthemoney import read_ftm
from tolpuddle.ingest.readers.lists.list_document import is_json, is_web_page, read_document
from tolpuddle.ingest.readers.lists.own_list import read_own
from tolpuddle.ingest.readers.lists.published_orders import LONGEST_NAME, PublishedList, PublishedOrder
from tolpuddle.ingest.readers.lists.targets_simple import looks_simple, read_targets
from tolpuddle.ingest.readers.lists.uflpa_list import read_uflpa
from tolpuddle.kernel.errors import UnusableInputError

OFFICIAL: Final = ("us_uflpa", "us_cbp_wro", "us_cbp_finding", "us_eo13126", "br_cadastro", "us_country_wide")
OWN: Final = re.compile(r"own:[a-z0-9][a-z0-9-]{0,39}")


def read_order_list(path: Path, list_id: str, *, day_first: bool = False) -> PublishedList:
    """Read a list: OpenSanctions' two forms for any, else the form its publisher gives it. `own:<word>`: the user's.

    Raises: UnusableInputError when the list or the document is not known, or holds no entry.
    """
    if list_id not in OFFICIAL and not OWN.fullmatch(list_id):
        raise UnusableInputError(
            f"There is no list {list_id}. There are {', '.join(OFFICIAL)}, and own:<word> for a list of yours."
        )
    text = read_document(path)
    read = _checked(_read(text, path.name, list_id, day_first=day_first))
    if not read.orders:
        dropped = "; ".join(f"{count:,} {what}" for what, count in read.left_out.items())
        raise UnusableInputError(
            f"The list {path.name} holds no entry of {list_id}{f' ({dropped})' if dropped else ''}."
        )
    return read


def _read(text: str, name: str, list_id: str, *, day_first: bool) -> PublishedList:
    if is_json(text):
        return read_ftm(text, name, list_id)
    if not is_web_page(text) and looks_simple(text.lstrip("\ufeff").split("\n", 1)[0]):
        return read_targets(text, name, list_id)
    if list_id == "us_uflpa":
        return read_uflpa(text, name)
    if list_id in ("us_cbp_wro", "us_cbp_finding"):
        return read_cbp(text, name, list_id)
    if list_id == "br_cadastro":
        return read_register(text, name)
    if list_id.startswith("own:"):
        return read_own(text, name, f"Own list, {name}", day_first=day_first)
    return read_own(
        text, name, "US Department of Labor" if list_id == "us_eo13126" else "Imported", certainty="official"
    )


def _checked(read: PublishedList) -> PublishedList:
    """Without names that are too long to be any, rows that are there twice, and entries left without a name."""
    left_out = Counter(read.left_out)
    seen: set[tuple[str, ...]] = set()
    orders: list[PublishedOrder] = []
    for order in read.orders:
        names = tuple(name for name in order.names if len(name.name) <= LONGEST_NAME)
        if dropped := len(order.names) - len(names):
            left_out["names too long to be names"] += dropped
        if order.names and (not names or names[0] is not order.names[0]):
            left_out["entries without a name"] += 1
            continue
        same = (order.text, order.section, str(order.since), *(name.name for name in names))
        if same in seen:
            left_out["rows that stand twice"] += 1
            continue
        seen.add(same)
        orders.append(replace(order, names=names))
    return replace(read, orders=tuple(orders), rows=len(orders), left_out=dict(left_out))
