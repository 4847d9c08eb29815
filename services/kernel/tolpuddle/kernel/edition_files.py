"""Opens an edition folder: every file checked against the manifest, every column typed as it says."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, cast

import polars as pl
import yaml

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

MANIFEST: Final = "manifest.yaml"

COLUMN_TYPES: Final[Mapping[str, pl.DataType]] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "decimal": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
}
"""The words a manifest uses for the type of a column. Empty text is null in every type."""


def open_edition(folder: Path) -> Edition:
    """Read an edition into memory.

    Raises: EditionError naming the file, and the column where there is one, that is not what the manifest says.
    """
    name, entries = read_manifest(folder)
    published = _published(folder)
    present = {path.name for path in folder.iterdir() if path.is_file()} - {MANIFEST}
    if missing := sorted(set(entries) - present):
        raise EditionError(f"The edition {name} lacks {', '.join(missing)}.", edition=name)
    if extra := sorted(present - set(entries)):
        raise EditionError(f"The edition {name} holds files its manifest does not name: {', '.join(extra)}.")
    tables: dict[str, pl.DataFrame] = {}
    documents: dict[str, str] = {}
    hashes: dict[str, str] = {}
    for file, entry in sorted(entries.items()):
        data = (folder / file).read_bytes()
        hashes[file] = hashlib.sha256(data).hexdigest()
        if hashes[file] != entry.get("sha256"):
            raise EditionError(
                f"The file {file} of edition {name} was changed: its hash is not the manifest's.", file=file
            )
        if file.endswith(".csv"):
            tables[file.removesuffix(".csv")] = _table(file, data, entry)
        else:
            documents[file.removesuffix(".yaml")] = data.decode()
    return Edition(name=name, tables=tables, documents=documents, sha256=hashes, published=published)


def _published(folder: Path) -> str:
    """The day that the manifest gives; empty where it gives none. The manifest was read before, and is a mapping."""
    manifest = cast("dict[str, object]", _loaded(folder / MANIFEST))
    return str(manifest.get("published") or "")


def read_manifest(folder: Path) -> tuple[str, dict[str, dict[str, Any]]]:
    """The name of an edition and, per file, what its manifest says, unchecked against the files.

    Raises: EditionError when the manifest is missing or is not a mapping with `name` and `files`.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise EditionError(f"There is no reference edition in {folder}: {MANIFEST} is missing.")
    try:
        loaded: object = _loaded(path)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise EditionError(f"The manifest in {folder} cannot be read: {error}") from error
    manifest = _mapping(loaded, "The manifest")
    if not isinstance(manifest.get("name"), str):
        raise EditionError(f"The manifest in {folder} gives no name.")
    files = _mapping(manifest.get("files"), "The manifest's `files`")
    return str(manifest["name"]), {
        file: _mapping(entry, f"The entry of {file}") for file, entry in files.items()
    }


def _loaded(path: Path) -> object:
    """The document of a YAML file; with libyaml, where it is there, in a fifth of the time."""
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf8"), Loader=loader)  # noqa: S506 - both are the safe one


def locate(name: str | Path | None = None) -> Path:
    """The folder of an edition: a directory as given, or by name among those at hand; None takes the newest.

    Raises: EditionError naming the editions there are.
    """
    if name is not None and (Path(name) / MANIFEST).is_file():
        return Path(name)
    editions = {folder.name: folder for folder in reversed(list_folders())}
    if name is None and editions:
        return editions[max(editions, key=edition_order)]
    if str(name) in editions:
        return editions[str(name)]
    known = ", ".join(sorted(editions, key=edition_order)) or "none"
    raise EditionError(f"There is no reference edition {name or ''} here; there are: {known}.")


def list_folders(*places: Path) -> list[Path]:
    """Edition folders in these places; without places, those that came with the package or the repository."""
    return [
        folder
        for place in (places or _standard_places())
        if place.is_dir()
        for folder in sorted(place.iterdir(), key=lambda path: edition_order(path.name))
        if (folder / MANIFEST).is_file()
    ]


def edition_order(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key under which 2026.10 comes after 2026.9."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in name.split("."))


def _standard_places() -> list[Path]:
    here = Path(__file__).resolve()
    packaged = here.parents[1] / "reference"
    repository = [parent / "reference" for parent in here.parents if (parent / "pyproject.toml").is_file()]
    return [packaged, *repository]


def _mapping(value: object, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EditionError(f"{what} is not a mapping.")
    return {str(key): item for key, item in cast("dict[object, Any]", value).items()}


def _table(file: str, data: bytes, entry: Mapping[str, Any]) -> pl.DataFrame:
    columns = _mapping(entry.get("columns"), f"The `columns` of {file}")
    try:
        frame = pl.read_csv(data, infer_schema=False)
    except pl.exceptions.PolarsError as error:
        raise EditionError(f"The file {file} is no CSV table: {error}", file=file) from error
    if frame.columns != list(columns):
        raise EditionError(
            f"The file {file} has the columns {frame.columns}, not {list(columns)}.", file=file
        )
    if frame.height != entry.get("rows"):
        raise EditionError(f"The file {file} has {frame.height} rows, not {entry.get('rows')}.", file=file)
    typed = [_typed(file, column, word) for column, word in columns.items()]
    try:
        return frame.select(typed)
    except pl.exceptions.PolarsError as error:
        raise EditionError(
            f"A column of {file} does not have the type it should: {error}", file=file
        ) from error


def _typed(file: str, column: str, word: object) -> pl.Expr:
    dtype = COLUMN_TYPES.get(str(word))
    if dtype is None:
        raise EditionError(f"The type {word} of {column} in {file} is not known.", file=file, column=column)
    if dtype == pl.Boolean():
        return pl.col(column).replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean())
    if dtype == pl.Date():
        return pl.col(column).str.to_date("%Y-%m-%d")
    return pl.col(column).cast(dtype)
