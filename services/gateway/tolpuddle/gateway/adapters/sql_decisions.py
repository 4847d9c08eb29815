"""Decisions on matches on SQLAlchemy Core, beside the assessments."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tolpuddle.gateway.adapters.database import Database
from tolpuddle.gateway.adapters.tables import LATEST
from tolpuddle.gateway.adapters.tables import MATCH_DECISIONS as DECISIONS
from tolpuddle.gateway.matching.decisions import Decision, Filters, Subject
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.kernel.spellings import fold

_WHOLE = sa.select(DECISIONS.c.number, *(DECISIONS.c[name] for name in Decision.__dataclass_fields__))
_STANDS = DECISIONS.c.withdrawn_at.is_(None) & DECISIONS.c.replaced_by.is_(None)
_AT_ONCE = 2000
"""Names in one statement: both databases take more, but not without end."""


class SqlDecisions:
    """A DecisionStore in a relational database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, decision: Decision) -> None:
        values: dict[str, Any] = {name: getattr(decision, name) for name in Decision.__dataclass_fields__}
        values |= {"name_folded": fold(decision.name), "seen": dict(decision.seen)}
        same_supplier = (
            DECISIONS.c.supplier_id.is_(None)
            if decision.supplier_id is None
            else DECISIONS.c.supplier_id == decision.supplier_id
        )
        earlier = (
            sa.update(DECISIONS)
            .where(
                DECISIONS.c.tenant == decision.tenant, DECISIONS.c.key == decision.key, same_supplier, _STANDS
            )
            .values(replaced_by=decision.id)
        )
        with self._database.writing(decision.tenant) as connection:
            connection.execute(earlier)
            connection.execute(sa.insert(DECISIONS), values)

    def withdraw(self, tenant: str, decision_id: str, *, by: str, why: str, at: datetime) -> Decision:
        statement = (
            sa.update(DECISIONS)
            .where(
                DECISIONS.c.tenant == tenant,
                DECISIONS.c.id == decision_id,
                DECISIONS.c.withdrawn_at.is_(None),
            )
            .values(withdrawn_at=at, withdrawn_by=by, withdrawn_why=why)
        )
        with self._database.writing(tenant) as connection:
            connection.execute(statement)
            return _one(connection, tenant, decision_id)

    def read(self, tenant: str, decision_id: str) -> Decision:
        with self._database.reading(tenant) as connection:
            return _one(connection, tenant, decision_id)

    def listed(
        self, tenant: str, filters: Filters, limit: int, before: int | None = None
    ) -> tuple[Sequence[Decision], int | None]:
        statement = _WHOLE.where(DECISIONS.c.tenant == tenant).order_by(DECISIONS.c.number.desc())
        if not filters.every:
            statement = statement.where(_STANDS)
        for column in ("supplier_id", "list_id", "order_id"):
            if (wanted := getattr(filters, column)) is not None:
                statement = statement.where(DECISIONS.c[column] == wanted)
        if filters.name is not None:
            statement = statement.where(DECISIONS.c.name_folded == fold(filters.name))
        if before is not None:
            statement = statement.where(DECISIONS.c.number < before)
        with self._database.reading(tenant) as connection:
            found = connection.execute(statement.limit(limit + 1)).all()
        kept = found[:limit]
        return [_decision_of(row) for row in kept], kept[-1].number if len(found) > limit else None

    def about(self, tenant: str, subjects: Sequence[Subject]) -> Sequence[Decision]:
        names = sorted({fold(name) for subject in subjects for name in subject.names})
        suppliers = sorted({subject.supplier_id for subject in subjects if subject.supplier_id})
        found: dict[int, Decision] = {}
        with self._database.reading(tenant) as connection:
            for column, wanted in ((DECISIONS.c.name_folded, names), (DECISIONS.c.supplier_id, suppliers)):
                for start in range(0, len(wanted), _AT_ONCE):
                    part = wanted[start : start + _AT_ONCE]
                    statement = _WHOLE.where(DECISIONS.c.tenant == tenant, column.in_(part), _STANDS)
                    found |= {row.number: _decision_of(row) for row in connection.execute(statement)}
        return [found[number] for number in sorted(found, reverse=True)]

    def suppliers(self, tenant: str, supplier_ids: Collection[str]) -> Mapping[str, Subject]:
        statement = sa.select(LATEST.c.supplier_id, LATEST.c.name, LATEST.c.country).where(
            LATEST.c.tenant == tenant, LATEST.c.supplier_id.in_(sorted(supplier_ids))
        )
        if not supplier_ids:
            return {}
        with self._database.reading(tenant) as connection:
            rows = connection.execute(statement).all()
        return {row.supplier_id: Subject((row.name,), row.country, row.supplier_id) for row in rows}


def _one(connection: sa.Connection, tenant: str, decision_id: str) -> Decision:
    statement = _WHOLE.where(DECISIONS.c.tenant == tenant, DECISIONS.c.id == decision_id)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFoundError("There is no decision with this id.", decision=decision_id)
    return _decision_of(row)


def _decision_of(row: Any) -> Decision:
    values = dict(row._mapping)
    del values["number"]
    return Decision(**values)
