"""PORT and rules: what a person decided on a match, what was seen then, and when it must be looked at again."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol

from pydantic_core import to_json

from tolpuddle.kernel.listed import Entry
from tolpuddle.kernel.spellings import fold

Verdict = Literal["not_the_same", "same"]
State = Literal["in_force", "reopened", "expired", "withdrawn", "replaced", "entry_gone", "unchecked"]
"""Stands; must be looked at again; its last day is past; taken back; a later one took its place; nothing to match any
more; nobody could say now."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose names were compared."""

    names: tuple[str, ...]
    """As written; the first is how it is called."""
    iso3: str | None
    """Country as read; null: unknown or not read."""
    supplier_id: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided. Kept for good: a later one or a withdrawal is added, nothing is taken away."""

    tenant: str
    id: str
    key: str
    """Hash of the folded names of both sides and the list: the same after the entry's id changed."""
    list_id: str
    order_id: str
    """As it was; found again by its names when it changed."""
    entity: str
    name: str
    iso3: str | None
    supplier_id: str | None
    decision: Verdict
    reason: str
    decided_by: str
    role: str
    decided_at: datetime
    until: date | None
    """Last day on which it stands; null: no end."""
    seen: Mapping[str, Any]
    """Evidence of both sides, as evidence_of gives it."""
    fingerprint: str
    edition: str
    score: float | None
    """As the matcher read the pair; null: it did not bring the two together."""
    verdict: str | None
    trace_id: str
    replaced_by: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None

    @property
    def stands(self) -> bool:
        """False: withdrawn or replaced."""
        return self.withdrawn_at is None and self.replaced_by is None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which decisions to list; null: any."""

    supplier_id: str | None = None
    name: str | None = None
    list_id: str | None = None
    order_id: str | None = None
    every: bool = False
    """With those that were withdrawn or replaced."""


@dataclass(frozen=True, slots=True)
class Now:
    """How a decision stands today."""

    state: State
    why: tuple[str, ...] = field(default=())
    """Why it must be looked at again, one sentence each."""


class DecisionStore(Protocol):
    """What the gateway remembers of decisions. Safe to use from several threads, and by several gateways at once."""

    def record(self, decision: Decision) -> None:
        """Keep a decision. Earlier ones under the same key for the same supplier count as replaced by it."""
        ...

    def withdraw(self, tenant: str, decision_id: str, *, by: str, why: str, at: datetime) -> Decision:
        """Take a decision back; one that was taken back before stays as it is. Raises: NotFoundError."""
        ...

    def read(self, tenant: str, decision_id: str) -> Decision:
        """Raises: NotFoundError."""
        ...

    def listed(
        self, tenant: str, filters: Filters, limit: int, before: int | None = None
    ) -> tuple[Sequence[Decision], int | None]:
        """Newest first, and the number to pass as `before` for older ones (null: no older ones)."""
        ...

    def about(self, tenant: str, subjects: Sequence[Subject]) -> Sequence[Decision]:
        """Decisions that stand on any of these suppliers or names, newest first."""
        ...

    def suppliers(self, tenant: str, supplier_ids: Collection[str]) -> Mapping[str, Subject]:
        """Suppliers that were screened, as their latest assessment calls them."""
        ...


def key_of(name: str, entry: Entry) -> str:
    """Content of a pair: list and folded names, in an order that does not depend on how they came."""
    content = [entry.list_id, fold(name), sorted({fold(each.name) for each in entry.names})]
    return hashlib.sha256(to_json(content)).hexdigest()[:32]


def evidence_of(subject: Subject, entry: Entry) -> dict[str, Any]:
    """What a person sees who decides: folded, sorted, without anything that may change while the facts stay."""
    supplier = {"name": fold(subject.names[0]), "country": subject.iso3}
    return {"supplier": supplier, "entry": _evidence_of_entry(entry)}


def _evidence_of_entry(entry: Entry) -> dict[str, list[str]]:
    places = ({fold(each.place) for each in entry.names} | {entry.place_id}) - {""}
    return {
        "names": sorted({fold(each.name) for each in entry.names}),
        "addresses": sorted(places),
        "countries": sorted(({each.iso3 for each in entry.names} | {entry.iso3}) - {""}),
        "sections": sorted({part.strip() for part in entry.section.split(";")} - {""}),
        "products": sorted({*entry.goods, fold(entry.goods_words)} - {""}),
        "subsidiaries": ["and subsidiaries"] if entry.subsidiaries else [],
    }


def fingerprint_of(evidence: Mapping[str, Any]) -> str:
    """One hash over the evidence."""
    return hashlib.sha256(to_json(evidence)).hexdigest()


def matching(
    decisions: Iterable[Decision], subject: Subject, entry: Entry, others: Collection[str] = ()
) -> Decision | None:
    """The newest decision on this pair, even if what was seen has changed since; decisions come newest first.

    others: ids of other entries that are at hand: a decision on one of those is not taken for one on this.
    """
    of_entry = {fold(each.name) for each in entry.names}
    for each in decisions:
        if each.list_id != entry.list_id or not is_about(each, subject):
            continue
        if each.order_id == entry.order_id:
            return each
        if each.order_id not in others and not of_entry.isdisjoint(each.seen["entry"]["names"]):
            return each
    return None


def is_about(decision: Decision, subject: Subject) -> bool:
    """Whether it is on this supplier: by id where both have one, else by any of the names."""
    if decision.supplier_id and subject.supplier_id:
        return decision.supplier_id == subject.supplier_id
    return fold(decision.name) in {fold(name) for name in subject.names}


def stands_now(decision: Decision, subject: Subject | None, entry: Entry | None, today: date) -> Now:
    """How a decision stands, held against what is known today.

    subject null: not known any better than when it was decided. entry null: no longer on its list.
    """
    if decision.withdrawn_at is not None:
        return Now("withdrawn", (f"It was withdrawn: {decision.withdrawn_why}",))
    if decision.replaced_by is not None:
        return Now("replaced")
    if entry is None:
        return Now("entry_gone", ("The entry is no longer on its list.",))
    why = [*_changes_of_subject(decision, subject), *_changes_of_entry(decision, entry)]
    if why:
        return Now("reopened", tuple(why))
    if decision.until is not None and decision.until < today:
        return Now("expired", (f"It was to stand until {decision.until.isoformat()}.",))
    return Now("in_force")


def _changes_of_subject(decision: Decision, subject: Subject | None) -> Iterable[str]:
    if subject is None:
        return
    if fold(decision.name) not in {fold(name) for name in subject.names}:
        yield f"The supplier was called “{decision.name}” when this was decided and is called “{subject.names[0]}” now."
    if decision.iso3 != subject.iso3:
        before, now = (value or "unknown" for value in (decision.iso3, subject.iso3))
        yield f"The supplier's country was {before} when this was decided and is {now} now."


_CALLED = {
    "names": "name", "addresses": "address", "countries": "country", "sections": "section", "products": "product",
    "subsidiaries": "scope",
}  # fmt: skip


def _changes_of_entry(decision: Decision, entry: Entry) -> Iterable[str]:
    before, now = decision.seen["entry"], _evidence_of_entry(entry)
    spelled = {fold(each): each for name in entry.names for each in (name.name, name.place)}
    for kind, called in _CALLED.items():
        for value in now[kind]:
            if value not in before.get(kind, ()):
                yield f"The entry has a new {called}: {spelled.get(value, value)}."
        # What speaks against a match needs no part of the entry; what speaks for it may have rested on this one.
        for value in before.get(kind, ()) if decision.decision == "same" else ():
            if value not in now[kind]:
                yield f"The entry no longer has the {called} “{value}”."
