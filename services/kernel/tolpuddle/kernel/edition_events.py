"""A reference edition as events, and events as an edition again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from tolpuddle.kernel.edition import Edition, digest_of
from tolpuddle.kernel.errors import EditionError
from tolpuddle.kernel.events import EditionPublished, ReferenceTablePublished

PART_BYTES = 700_000
"""Upper bound of a part: a broker takes messages of 1 MB unless told otherwise."""

_MANIFEST = "manifest"
_DAY = re.compile(r"^published: '(\d{4}-\d{2}-\d{2})'$", re.MULTILINE)


def edition_facts(edition: Edition) -> Iterator[ReferenceTablePublished | EditionPublished]:
    """Everything that must stand on the log, in order: parts of tables, parts of documents, then EditionPublished.

    The manifest, if the edition holds it as a document, travels in EditionPublished; else the day of publication alone.

    Raises: EditionError when a hash is given for a file that the edition does not hold.
    """
    documents = {
        name: text
        for name, text in edition.documents.items()
        if name != _MANIFEST or f"{name}.yaml" in edition.sha256
    }
    files = {f"{name}.csv" for name in edition.tables} | {_file_of(name) for name in documents}
    homeless = sorted(set(edition.sha256) - files)
    if homeless:
        raise EditionError(
            f"Edition {edition.name} names {', '.join(homeless)} and does not hold it.", edition=edition.name
        )
    parts: dict[str, int] = {}
    for name in sorted(edition.tables):
        file = f"{name}.csv"
        pieces = _table_parts(edition.tables[name])
        parts[file] = len(pieces)
        for number, rows in enumerate(pieces):
            yield ReferenceTablePublished(
                edition.name, file, number, len(pieces), edition.sha256.get(file, ""), rows=rows
            )
    for name in sorted(documents):
        file = _file_of(name)
        texts = _text_parts(documents[name])
        parts[file] = len(texts)
        for number, text in enumerate(texts):
            yield ReferenceTablePublished(
                edition.name, file, number, len(texts), edition.sha256.get(file, ""), text=text
            )
    manifest = edition.documents.get(_MANIFEST) or _day_alone(edition.published)
    yield EditionPublished(edition.name, digest_of(edition.sha256), manifest, parts)


def _file_of(document: str) -> str:
    """Documents go by their file name without .yaml; others keep theirs whole."""
    return document if document.endswith(".json") else f"{document}.yaml"


def _day_alone(published: str) -> str:
    return f"published: '{published}'\n" if published else ""


def _table_parts(table: pl.DataFrame) -> list[pl.DataFrame]:
    """Slices whose plain size in memory is below the bound: packed on the wire they are smaller still."""
    bound = PART_BYTES // 2
    size = int(table.estimated_size())
    if size <= bound or table.height <= 1:
        return [table]
    half = table.height // 2
    return _table_parts(table.slice(0, half)) + _table_parts(table.slice(half))


def _text_parts(text: str) -> list[str]:
    """A character takes at most four bytes."""
    step = PART_BYTES // 4
    return [text[start : start + step] for start in range(0, len(text), step)] or [""]


@dataclass(slots=True)
class EditionAccumulator:
    """Rebuilds editions from what was published, in the order of the log; replaying gives the same editions.

    An edition whose parts have not all arrived is waited for: after compaction its older EditionPublished may stand
    before the newer parts.
    """

    _parts: dict[tuple[str, str], dict[int, ReferenceTablePublished]] = field(
        default_factory=dict[tuple[str, str], dict[int, ReferenceTablePublished]]
    )
    waiting_for: tuple[str, ...] = ()
    """Files that the edition published last still lacks; empty when it was complete."""

    def take(self, fact: ReferenceTablePublished | EditionPublished) -> Edition | None:
        """Note a fact; the edition when this fact completes one, which then is the edition in force."""
        if isinstance(fact, ReferenceTablePublished):
            self._parts.setdefault((fact.edition, fact.file), {})[fact.part] = fact
            return None
        found = {file: self._whole(fact.edition, file, count) for file, count in fact.parts.items()}
        sha256 = {file: parts[0].sha256 for file, parts in found.items() if parts and parts[0].sha256}
        lacking = tuple(sorted(file for file, parts in found.items() if not parts))
        if not lacking and digest_of(sha256) != fact.digest:
            lacking = ("files with the published hashes",)
        self.waiting_for = lacking
        if lacking:
            return None
        return _edition(fact, found, sha256)

    def _whole(self, edition: str, file: str, count: int) -> list[ReferenceTablePublished]:
        """All parts of a file in order; empty when one lacks or they are not of one and the same file."""
        parts = self._parts.get((edition, file), {})
        if any(number not in parts for number in range(count)):
            return []
        whole = [parts[number] for number in range(count)]
        same = len({part.sha256 for part in whole}) == 1 and all(part.parts == count for part in whole)
        return whole if same else []


def _edition(
    fact: EditionPublished, found: Mapping[str, list[ReferenceTablePublished]], sha256: Mapping[str, str]
) -> Edition:
    tables: dict[str, pl.DataFrame] = {}
    day = _DAY.search(fact.manifest)
    published = day[1] if day else ""
    documents: dict[str, str] = {_MANIFEST: fact.manifest} if fact.manifest != _day_alone(published) else {}
    for file, parts in found.items():
        frames = [part.rows for part in parts if part.rows is not None]
        if frames:
            tables[file.removesuffix(".csv")] = pl.concat(frames)
        else:
            documents[file.removesuffix(".yaml")] = "".join(part.text for part in parts)
    return Edition(fact.edition, tables, documents, dict(sha256), published)
