"""Brings a store's tables to the version of this program, or back to an earlier one."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from tolpuddle.gateway.adapters.migrations.tenancy import ROLE
from tolpuddle.kernel.errors import SettingsError

_SCRIPTS: Final = Path(__file__).parent / "migrations"
_FIRST: Final = "0001"
_LOGGER = logging.getLogger("tolpuddle.gateway")
# It tells every step of its own at the level that operators read.
logging.getLogger("alembic").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Version:
    """Where a store stands."""

    here: str | None
    """Revision of its tables; null: there are none."""
    newest: str
    """Revision that this program works with."""

    @property
    def current(self) -> bool:
        """True when nothing is to be done."""
        return self.here == self.newest


def version(owner: sa.Engine) -> Version:
    """Read the revision of a store. Raises: SettingsError when a newer program made it."""
    with owner.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    assert newest is not None, "there are migrations"
    if here is not None:
        check_known(here)
    return Version(here, newest)


def check_known(revision: str) -> None:
    """Raises: SettingsError when this program has no such revision, because a newer one made it."""
    known = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
    if revision not in known:
        raise SettingsError(
            f"A newer Tolpuddle made this store (its tables are of revision {revision}, this program knows up to"
            f" {known[0]}): run that version, or restore a backup from before.",
            revision=revision,
        )


def upgrade(owner: sa.Engine, revision: str = "head") -> None:
    """Run the migrations that are missing, all or none. Two gateways that start at once wait for each other.

    Raises: SettingsError as version.
    """
    before = version(owner)
    if before.current and revision == "head":
        return
    with owner.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(1834)"))
        _adopt(connection)
        command.upgrade(_config(connection), revision)
    _LOGGER.info(
        "store_migrated from=%s to=%s", before.here, before.newest if revision == "head" else revision
    )


def downgrade(owner: sa.Engine, revision: str) -> None:
    """Undo migrations down to a revision, or down to nothing with `base`; what only newer tables hold is lost."""
    with owner.begin() as connection:
        command.downgrade(_config(connection), revision)


def check_role(owner: sa.Engine) -> None:
    """On PostgreSQL: whoever logs in may become the role whose rows are guarded. Raises: SettingsError."""
    if owner.dialect.name != "postgresql":
        return
    asked = sa.text(
        "SELECT current_user, (SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = :role)"
    )
    with owner.connect() as connection:
        user, may = connection.execute(asked, {"role": ROLE}).one()
    if not may:
        raise SettingsError(
            f"The database user {user} may not become {ROLE}, the role whose rows are guarded tenant by tenant. Run as an"
            f" administrator: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO {user};",
            user=user,
        )


def _adopt(connection: sa.Connection) -> None:
    """Tables that stand without a revision were made before there were migrations: they are those of the first."""
    if MigrationContext.configure(connection).get_current_revision() is None and sa.inspect(
        connection
    ).has_table("jobs"):
        command.stamp(_config(connection), _FIRST)


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    # A percent sign in a path would be taken for the start of a setting's name.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
