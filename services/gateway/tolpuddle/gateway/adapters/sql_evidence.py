"""Evidence on SQLAlchemy Core, beside the assessments."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from tolpuddle.gateway.adapters.database import Database
from tolpuddle.gateway.adapters.tables import EVIDENCE
from tolpuddle.gateway.evidence.items import Evidence
from tolpuddle.kernel.errors import NotFoundError

_WHOLE = sa.select(*(EVIDENCE.c[name] for name in Evidence.__dataclass_fields__))


class SqlEvidence:
    """An EvidenceStore in a relational database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, items: Sequence[Evidence]) -> None:
        if not items:
            return
        rows: list[dict[str, Any]] = [
            {name: getattr(item, name) for name in Evidence.__dataclass_fields__} for item in items
        ]
        with self._database.writing(items[0].tenant) as connection:
            connection.execute(sa.insert(EVIDENCE), rows)

    def of(self, tenant: str, supplier_id: str) -> Sequence[Evidence]:
        statement = _WHOLE.where(EVIDENCE.c.tenant == tenant, EVIDENCE.c.supplier_id == supplier_id)
        with self._database.reading(tenant) as connection:
            rows = connection.execute(statement.order_by(EVIDENCE.c.number.desc())).mappings().all()
        return [Evidence(**row) for row in rows]

    def withdraw(
        self, tenant: str, supplier_id: str, evidence_id: str, *, by: str, why: str, at: datetime
    ) -> Evidence:
        this = sa.and_(
            EVIDENCE.c.tenant == tenant, EVIDENCE.c.supplier_id == supplier_id, EVIDENCE.c.id == evidence_id
        )
        statement = sa.update(EVIDENCE).where(this, EVIDENCE.c.withdrawn_at.is_(None))
        with self._database.writing(tenant) as connection:
            connection.execute(statement.values(withdrawn_at=at, withdrawn_by=by, withdrawn_why=why))
            row = connection.execute(_WHOLE.where(this)).mappings().one_or_none()
        if row is None:
            raise NotFoundError("There is no evidence with this id on this supplier.", evidence=evidence_id)
        return Evidence(**row)
