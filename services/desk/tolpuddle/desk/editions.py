"""Reference editions for the command line: found, opened, prepared; a changed one is named, not hidden."""

import hashlib
from functools import lru_cache
from pathlib import Path

from tolpuddle.kernel import edition_files
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.reference import prepare as prepare_core


def open_edition(name: str | None) -> Edition:
    """An edition by name or folder; the newest without a name.

    Raises: EditionError when there is none or a file is not what the manifest says.
    """
    return _opened(edition_files.locate(name))


@lru_cache(maxsize=4)
def _opened(folder: Path) -> Edition:
    return edition_files.open_edition(folder)


@lru_cache(maxsize=2)
def _prepared(folder: Path) -> Reference:
    return prepare_core(_opened(folder))


def prepare(name: str | None) -> Reference:
    """An edition made ready for scoring. Raises: EditionError."""
    return _prepared(edition_files.locate(name))


def changed_files(name: str | None) -> list[str]:
    """Files of an edition that are not what its manifest says, one sentence each; empty when all are.

    Raises: EditionError when there is no such edition.
    """
    folder = edition_files.locate(name)
    edition, entries = edition_files.read_manifest(folder)
    found: list[str] = []
    for file, entry in sorted(entries.items()):
        path = folder / file
        if not path.is_file():
            found.append(f"{file} is missing from edition {edition}.")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != entry.get("sha256"):
            found.append(f"{file} of edition {edition} was changed after it was sealed.")
    return found
