"""A backup of a whole store as one file that either database can take in again.

A ZIP of Parquet parts, `tables/<table>/<number>.parquet`, and `manifest.json`: the revision of the tables, and for each part its
rows and SHA-256. JSON is kept as text, moments in UTC.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import polars as pl
import sqlalchemy as sa

from tolpuddle.gateway.adapters import migrating
from tolpuddle.gateway.adapters.column_types import ID, JSON, TEXT, Moment
from tolpuddle.gateway.adapters.engine import Engines
from tolpuddle.gateway.adapters.tables import METADATA
from tolpuddle.kernel.errors import UnusableInputError

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_ROWS: Final = 1000
"""Rows of a part: a row of `batches` may hold a megabyte."""

_KINDS: Final[Mapping[str, tuple[sa.types.TypeEngine[Any], pl.DataType]]] = {
    "text": (TEXT, pl.String()),
    "json": (JSON, pl.String()),
    "moment": (Moment(), pl.Datetime("us", "UTC")),
    "date": (sa.Date(), pl.Date()),
    "integer": (ID, pl.Int64()),
    "number": (sa.Double(), pl.Float64()),
    "boolean": (sa.Boolean(), pl.Boolean()),
    "bytes": (sa.LargeBinary(), pl.Binary()),
}


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds."""

    revision: str
    rows: Mapping[str, int]
    """Table -> rows."""


def backup(engines: Engines, path: Path) -> Archived:
    """Write one state of the store to a new file; nothing is left behind when it fails.

    Raises: FileExistsError; SettingsError when a newer program made the store.
    """
    here = migrating.version(engines.owner).here
    if here is None:
        raise UnusableInputError("There is nothing to back up: the store has no tables.")
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with path.open("xb"), zipfile.ZipFile(unfinished, "w", zipfile.ZIP_STORED) as archive:
            archived = _write(engines, archive, here)
        unfinished.replace(path)
    except FileExistsError:
        raise
    except BaseException:
        unfinished.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return archived


def _write(engines: Engines, archive: zipfile.ZipFile, revision: str) -> Archived:
    tables: dict[str, Any] = {}
    # As the owner, who passes the guards, and in one transaction that sees one state.
    with engines.owner.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in METADATA.sorted_tables:
            kinds = {column.name: _kind(column.type) for column in table.columns}
            parts: list[dict[str, Any]] = []
            for number, frame in enumerate(_frames(connection, table, kinds)):
                name = f"tables/{table.name}/{number:06}.parquet"
                content = io.BytesIO()
                frame.write_parquet(content)
                archive.writestr(name, content.getvalue())
                digest = hashlib.sha256(content.getvalue()).hexdigest()
                parts.append({"name": name, "rows": frame.height, "sha256": digest})
            tables[table.name] = {"columns": kinds, "parts": parts}
    manifest = {"format": FORMAT, "revision": revision, "tables": tables}
    archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))
    return _archived(manifest)


def _frames(connection: sa.Connection, table: sa.Table, kinds: Mapping[str, str]) -> Iterator[pl.DataFrame]:
    schema = {name: _KINDS[kind][1] for name, kind in kinds.items()}
    texts = [name for name, kind in kinds.items() if kind == "json"]
    statement = sa.select(table).order_by(*table.primary_key.columns)
    found = connection.execution_options(yield_per=_ROWS).execute(statement)
    for rows in found.mappings().partitions(_ROWS):
        values = [dict(row) for row in rows]
        for row in values:
            row |= {name: None if row[name] is None else json.dumps(row[name]) for name in texts}
        yield pl.DataFrame(values, schema=schema)


def restore(engines: Engines, path: Path) -> Archived:
    """Take an archive into a store that has no rows yet, whole or not at all, and bring it to this program's version.

    Raises: UnusableInputError when the file is damaged or no archive, or the store is not empty; SettingsError when a
    newer program wrote the archive.
    """
    manifest = _checked(path)
    _refuse_rows(engines)
    migrating.check_known(manifest["revision"])
    migrating.upgrade(engines.owner, manifest["revision"])
    with zipfile.ZipFile(path) as archive, engines.owner.begin() as connection:
        for name, told in manifest["tables"].items():
            _insert(connection, name, told["columns"], [archive.read(part["name"]) for part in told["parts"]])
    migrating.upgrade(engines.owner)
    return _archived(manifest)


def _insert(connection: sa.Connection, name: str, kinds: Mapping[str, str], parts: Sequence[bytes]) -> None:
    columns = [sa.column(column, _KINDS[kind][0]) for column, kind in kinds.items()]
    statement = sa.insert(sa.table(name, *columns))
    for part in parts:
        rows = pl.read_parquet(io.BytesIO(part)).to_dicts()
        for row in rows:
            row |= {
                column: json.loads(row[column])
                for column, kind in kinds.items()
                if kind == "json" and row[column] is not None
            }
        connection.execute(statement, rows)
    if connection.dialect.name == "postgresql":
        _count_on(connection, name)


def _count_on(connection: sa.Connection, name: str) -> None:
    # Numbers that the database gives out go on after the greatest one restored.
    for column in METADATA.tables[name].primary_key.columns if name in METADATA.tables else ():
        if column.autoincrement is True:
            greatest = sa.func.max(column)
            sequence = sa.func.pg_get_serial_sequence(name, column.name)
            connection.execute(sa.select(sa.func.setval(sequence, greatest)).having(greatest.is_not(None)))


def _checked(path: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(_MANIFEST))
            if manifest.get("format") != FORMAT:
                raise UnusableInputError(f"{path.name} has a form that this program does not know.")
            for told in manifest["tables"].values():
                for part in told["parts"]:
                    if hashlib.sha256(archive.read(part["name"])).hexdigest() != part["sha256"]:
                        raise UnusableInputError(
                            f"{path.name} is damaged: {part['name']} is not what was written."
                        )
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnusableInputError(
            f"{path.name} is no backup of a Tolpuddle store, or it is damaged."
        ) from error
    return manifest


def _refuse_rows(engines: Engines) -> None:
    with engines.owner.connect() as connection:
        present = set(sa.inspect(connection).get_table_names())
        for table in METADATA.sorted_tables:
            if table.name in present and connection.execute(sa.select(table).limit(1)).first() is not None:
                raise UnusableInputError(
                    "The store is not empty; a backup is restored into an empty one only."
                )


def _archived(manifest: Mapping[str, Any]) -> Archived:
    rows = {name: sum(part["rows"] for part in told["parts"]) for name, told in manifest["tables"].items()}
    return Archived(manifest["revision"], rows)


def _kind(column_type: sa.types.TypeEngine[Any]) -> str:
    for kind, (of, _) in _KINDS.items():
        if type(of) is type(column_type) and kind != "integer":
            return kind
    if isinstance(column_type, sa.Integer):
        return "integer"
    raise TypeError(f"A backup does not know columns of {column_type!r}.")
