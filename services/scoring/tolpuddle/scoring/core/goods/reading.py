"""Weighs what one text says: which goods, how surely, and which of them are only materials of others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tolpuddle.scoring.core.goods.items import How, Item, ItemReader
from tolpuddle.scoring.core.goods.text import lower, parts, tokens

Role = Literal["direct", "input"]

NOT_A_GOOD: Final = 0.4
"""Confidence kept beside a word for a service, a machine or packaging: never enough to count (0.5)."""

OTHER_GOOD: Final = 0.45
"""Confidence kept when the good only describes something that is no listed good, as in `rice paper`."""

UNKNOWN_AFTER: Final = 0.8
UNKNOWN_FAR: Final = 0.7
UNKNOWN_BEFORE: Final = 0.95
FOR_PURPOSE: Final = 0.45
"""Confidence kept behind `for`: leather for shoes is leather."""

MATERIALS: Final[frozenset[str]] = frozenset(
    {
        "cotton", "leather", "rubber", "timber", "teak", "bamboo", "jute-textiles", "sisal", "silk-fabric",
        "silk-thread", "gold", "silver", "copper", "tin", "zinc", "iron", "glass", "mica", "textiles", "thread-yarn",
    }
)  # fmt: skip
"""Goods that other things are made of: before or behind another good they name its material."""

RAW: Final[frozenset[str]] = frozenset({"cotton", "leather", "timber", "rubber", "bamboo"})
"""Materials that people also write behind the good, as in `tops 95% cotton`."""


@dataclass(frozen=True, slots=True)
class GoodRead:
    """One good read in a text."""

    good_id: str
    role: Role
    confidence: float
    how: How
    read_as: str


def read_words(text: str, reader: ItemReader, made_of: Mapping[str, frozenset[str]]) -> list[GoodRead]:
    """Goods in free text. `made_of` is good_id -> its known inputs."""
    pieces = [_split_by_and(reader.items(tokens(part))) for part in parts(lower(text))]
    read: list[GoodRead] = []
    for number, groups in enumerate(pieces):
        spoils = _spoils_all(groups)
        for group in groups:
            found = _weigh(group, made_of, spoilt=spoils)
            if number == len(pieces) - 1 == 1 and len(groups) == 1:
                found = _material_behind(found, read, group, made_of)
            read.extend(found)
    return read


def _split_by_and(items: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = [[]]
    for item in items:
        if "and" in item.kinds and not item.goods:
            groups.append([])
        else:
            groups[-1].append(item)
    return [group for group in groups if group]


def _spoils_all(groups: Sequence[Sequence[Item]]) -> bool:
    """`coffee and tea consultancy`: the last of several joined by `and` is a good turned into a service."""
    if len(groups) < 2:
        return False
    last = groups[-1]
    goods = [at for at, item in enumerate(last) if item.goods]
    behind = (
        frozenset[str]().union(*(item.kinds for item in last[goods[-1] + 1 :])) if goods else frozenset[str]()
    )
    return bool(behind & {"service", "head"}) or ("service_weak" in behind and "maker" not in behind)


def _weigh(items: Sequence[Item], made_of: Mapping[str, frozenset[str]], *, spoilt: bool) -> list[GoodRead]:
    items = _without_doubtful(items)
    at_goods = [at for at, item in enumerate(items) if item.goods]
    if not at_goods:
        return []
    kinds = frozenset[str]().union(*(item.kinds for item in items))
    is_service = "service" in kinds or ("service_weak" in kinds and "maker" not in kinds)
    only = len(items) == 1
    read: list[GoodRead] = []
    for order, at in enumerate(at_goods):
        item = items[at]
        factor = NOT_A_GOOD if is_service or spoilt else _factor(items, at)
        others = [other for other in at_goods if other != at]
        gives_way = "neutral" in item.kinds and any("neutral" not in items[other].kinds for other in others)
        for good, confidence in item.goods.items():
            later = at_goods[order + 1 :]
            is_input = _is_material(good, items, at, later, others, made_of)
            if gives_way and not is_input:
                continue
            read.append(
                GoodRead(
                    good,
                    "input" if is_input else "direct",
                    confidence
                    * (max(factor, UNKNOWN_BEFORE) if is_input and factor > NOT_A_GOOD else factor),
                    item.how if only or item.how in ("spelling", "words") else "words",
                    item.text,
                )
            )
        read.extend(
            GoodRead(good, "input", confidence * min(factor, 0.9), "words", item.text)
            for good, confidence in item.materials.items()
            if good not in item.goods
        )
    return read


def _without_doubtful(items: Sequence[Item]) -> Sequence[Item]:
    """A word that only resembles a good is taken for an unknown word beside one that is surely a good, and beside one
    that is surely none, such as steel."""
    if not any(
        (item.goods and item.how != "spelling" and "neutral" not in item.kinds)
        or (item.kinds & {"phrase", "other", "head"} and not item.goods)
        for item in items
    ):
        return items
    return [Item(item.text) if item.how == "spelling" else item for item in items]


def _factor(items: Sequence[Item], at: int) -> float:
    """How much of the confidence stays, from the words around the good."""
    factor = 1.0
    unknown = 0
    for item in items[at + 1 :]:
        if item.goods or item.kinds & {"joiner", "purpose"}:
            break
        if item.kinds & {"maker", "neutral"} - {"head"} and "head" not in item.kinds:
            continue
        if "head" in item.kinds:
            return NOT_A_GOOD
        if item.kinds & {"other", "phrase"}:
            factor = min(factor, OTHER_GOOD)
        elif item.is_unknown:
            unknown += 1
            factor = min(factor, UNKNOWN_AFTER if unknown == 1 else UNKNOWN_FAR)
    before = items[:at]
    joined = [place for place, item in enumerate(before) if item.kinds & {"joiner", "purpose"}]
    if joined:
        heads = before[: joined[-1]]
        if any("head" in item.kinds for item in heads):
            return NOT_A_GOOD
        is_purpose = any("purpose" in item.kinds for item in before)
        if is_purpose and any(item.goods or item.is_unknown or "other" in item.kinds for item in heads):
            return min(factor, FOR_PURPOSE)
    if any(item.is_unknown for item in before):
        factor = min(factor, UNKNOWN_BEFORE)
    return factor


def _is_material(
    good: str,
    items: Sequence[Item],
    at: int,
    later: Sequence[int],
    others: Sequence[int],
    made_of: Mapping[str, frozenset[str]],
) -> bool:
    """The good is what another good here is made of: directly before it, or behind it with `of`, `en`, `aus`."""
    if later:
        return any(_goes_into(good, head, made_of) for head in items[later[0]].goods)
    earlier = [other for other in others if other < at]
    if not earlier:
        return False
    between = items[earlier[-1] + 1 : at]
    if good not in RAW and not any("joiner" in item.kinds for item in between):
        return False
    return any(_goes_into(good, head, made_of) for head in items[earlier[-1]].goods)


def _goes_into(good: str, head: str, made_of: Mapping[str, frozenset[str]]) -> bool:
    return good != head and (
        good in made_of.get(head, frozenset()) or (good in MATERIALS and head not in MATERIALS)
    )


def _material_behind(
    found: list[GoodRead],
    before: Sequence[GoodRead],
    group: Sequence[Item],
    made_of: Mapping[str, frozenset[str]],
) -> list[GoodRead]:
    """`woven shirts, cotton`: a raw material alone behind the only comma belongs to the good before it."""
    if len(group) != 1 or not before:
        return found
    heads = [one.good_id for one in before if one.role == "direct" and one.confidence >= 0.5]
    return [
        GoodRead(one.good_id, "input", one.confidence, one.how, one.read_as)
        if one.good_id in RAW and any(_goes_into(one.good_id, head, made_of) for head in heads)
        else one
        for one in found
    ]
