"""Types of the store's columns, on SQLite and PostgreSQL alike. Migrations use them too, so their meaning stays."""

from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment with its time zone; SQLite keeps none, so it is kept as UTC."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


TEXT: Final = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""Compared byte by byte everywhere, so that order is the same on every store and in every frame."""

ID: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON: Final = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
