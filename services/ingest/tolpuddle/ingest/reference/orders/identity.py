"""Which entry of a new list is which entry of the list held: ids stay when a name is spelled anew."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

import polars as pl

_FORMS: Final = re.compile(
    r"\b(?:co|company|ltd|limited|inc|incorporated|corp|corporation|llc|plc|group|the|and)\b|&|有限公司|有限责任公司|公司"
)
_ROW_NUMBER: Final = re.compile(r"^(?:table \d+, )?row \d+(?:: )?")
_SAME_ROW, _SAME_KEY, _SAME_FIRST, _SAME_NAME, _SAME_SECTION, _SAME_DAY = 16, 8, 4, 2, 1, 1


def matched(
    old: pl.DataFrame, old_names: pl.DataFrame, new: pl.DataFrame, new_names: pl.DataFrame
) -> dict[str, str]:
    """New order_id -> old order_id of one list, each at most once.

    Columns of both sides as in orders.csv and order_names.csv, as text. Two entries are the same when the published row
    is (hash), when the publisher's number is, or when they share a name but for case, marks and legal forms; of several,
    those that agree in most come first. An entry that ended before the new one began is another.
    """
    was, now = _facts(old, old_names), _facts(new, new_names)
    by_key: dict[str, list[str]] = {}
    for order_id, facts in was.items():
        for key in facts["keys"]:
            by_key.setdefault(key, []).append(order_id)
    scored: list[tuple[int, str, str]] = []
    for new_id, facts in now.items():
        near = {old_id for key in facts["keys"] for old_id in by_key.get(key, ())}
        scored.extend(
            (-_alike(was[old_id], facts), new_id, old_id)
            for old_id in near
            if not _over_before(was[old_id], facts)
        )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, new_id, old_id in sorted(scored):
        if new_id not in found and old_id not in taken:
            found[new_id] = old_id
            taken.add(old_id)
    return found


def fold_name(name: str) -> str:
    """A name without case, accents, marks, blanks and legal forms; as it is when nothing would be left."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = _FORMS.sub(" ", re.sub(r"[^\w&]+", " ", plain).replace("_", " "))
    return "".join(words.split()) or plain.strip()


_Facts: TypeAlias = Mapping[str, frozenset[str]]


def _facts(orders: pl.DataFrame, names: pl.DataFrame) -> dict[str, _Facts]:
    """Per order_id what tells it apart; `keys` are what two entries must share one of."""
    named: dict[str, list[str]] = {}
    for order_id, name in names.select("order_id", "name").iter_rows():
        named.setdefault(order_id, []).append(fold_name(name))
    facts: dict[str, _Facts] = {}
    for row in orders.iter_rows(named=True):
        folded = named.get(row["order_id"], [])
        where = [] if folded else _where(row)
        number = _number(row["source_row"])
        facts[row["order_id"]] = {
            "keys": frozenset([*folded, *where, f"#{row['hash']}", *number]),
            "hash": _set(row["hash"]),
            "number": frozenset(number),
            "first": frozenset(folded[:1] or where),
            "names": frozenset(folded or where),
            "section": _set(row["section"]),
            "from": _set(row["from"]),
            "until": _set(row["until"]),
        }
    return facts


def _where(row: Mapping[str, str | None]) -> list[str]:
    """What an entry without names is about, and as the publisher puts it; a place alone says it too."""
    words = fold_name(_ROW_NUMBER.sub("", row["source_row"] or ""))
    keys = [f"{row['iso3']}|{row['place_id']}|{row['goods'] or row['goods_words']}"]
    keys += [f"{row['iso3']}|{row['place_id']}"] if row["place_id"] else []
    return keys + ([f"~{words}"] if words else [])


def _alike(one: _Facts, other: _Facts) -> int:
    same = {
        "hash": _SAME_ROW,
        "number": _SAME_KEY,
        "first": _SAME_FIRST,
        "names": _SAME_NAME,
        "section": _SAME_SECTION,
        "from": _SAME_DAY,
    }
    return sum(points for part, points in same.items() if one[part] & other[part])


def _over_before(old: _Facts, new: _Facts) -> bool:
    return any(until < since for until in old["until"] for since in new["from"])


def _set(value: str | None) -> frozenset[str]:
    return frozenset([value]) if value else frozenset()


def _number(source_row: str | None) -> Sequence[str]:
    """The publisher's own number in a source row, if it is one: row numbers are not."""
    text = source_row or ""
    if _ROW_NUMBER.match(text) or not re.search(r"\d", text):
        return []
    digits = re.sub(r"\D", "", text) if text.startswith("CNPJ") else text
    return [f"={digits}"]


def current(orders: pl.DataFrame) -> pl.DataFrame:
    """Rows of orders that are in force or may be."""
    return orders.filter(~pl.col("status").is_in(["former", "inactive", "revoked"]))


def called(order_ids: Iterable[str], names: pl.DataFrame) -> list[str]:
    """How entries are called: the first name of each, or the id of one without names."""
    first = dict(
        names.unique("order_id", keep="first", maintain_order=True).select("order_id", "name").iter_rows()
    )
    return [str(first.get(order_id, order_id)) for order_id in order_ids]
