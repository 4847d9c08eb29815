"""Builds an edition: calls every family of tables, writes their files and the manifest, the same bytes each time."""

import sys
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Final

from tolpuddle.ingest.reference import (
    corridors,
    countries,
    dol,
    goods,
    hs,
    indicator_history,
    indicators,
    inputs,
    law_questions,
    names,
    places,
    produces,
    production_history,
    questionnaire_words,
    sectors,
    state_imposed,
)
from tolpuddle.ingest.reference.manifest import table_bytes, table_entry, write_manifest
from tolpuddle.ingest.reference.orders import family as orders
from tolpuddle.ingest.reference.packs import family as packs
from tolpuddle.ingest.reference.packs import texts as statement_texts
from tolpuddle.ingest.reference.seal import COPIED, copy_rules, seal, sealed_entry
from tolpuddle.ingest.reference.table import Family, Table
from tolpuddle.kernel.edition import RULE_FILES
from tolpuddle.kernel.edition_files import MANIFEST, open_edition, read_manifest
from tolpuddle.kernel.errors import EditionError

FAMILIES: Final[Mapping[str, Family]] = {
    "corridors": corridors.build,
    "countries": countries.build,
    "dol": dol.build,
    "goods": goods.build,
    "hs": hs.build,
    "indicator_history": indicator_history.build,
    "indicators": indicators.build,
    "inputs": inputs.build,
    "law_questions": law_questions.build,
    "names": names.build,
    "orders": orders.build,
    "packs": packs.build,
    "places": places.build,
    "produces": produces.build,
    "production_history": production_history.build,
    "questionnaire_words": questionnaire_words.build,
    "sectors": sectors.build,
    "state_imposed": state_imposed.build,
    "statement_texts": statement_texts.build,
}
"""Every builder, by the name that `only` takes. A new family is one line here."""

PUBLISHED: Final = "2026-11-22"
"""Date of edition 2026.1; a later edition gives its own."""


def build(
    sources: Path,
    out: Path,
    curated: Path | None = None,
    *,
    published: str = PUBLISHED,
    only: Sequence[str] | None = None,
    families: Mapping[str, Family] = FAMILIES,
) -> list[Table]:
    """Compile an edition into `out` and return its tables.

    `sources` holds the publishers' documents in the folders that reference/README.md names; `curated` our own input
    tables and the rule files, which are copied as they are; by default the folder `curated` beside `out`. With `only`,
    just these families are compiled and the other tables of `out` stay as they are.

    Raises: EditionError when a source or a compiled table is not as it should be; nothing is written then.
    """
    curated = curated or out.parent / "curated"
    chosen = {name: family for name, family in families.items() if only is None or name in only}
    tables = [table for family in chosen.values() for table in family(sources, curated)]
    entries: dict[str, Any] = {table.file: table_entry(table) for table in tables}
    if len(entries) != len(tables):
        raise EditionError("Two families build the same file.")
    out.mkdir(parents=True, exist_ok=True)
    copy_rules(curated, out)
    kept = _kept(out, everything=only is None)
    for file in _gone(out, kept.keys() | entries.keys()):
        file.unlink()
    for table in tables:
        (out / table.file).write_bytes(table_bytes(table))
    write_manifest(out, published, {**kept, **entries})
    open_edition(out)
    return tables


def _kept(out: Path, *, everything: bool) -> dict[str, Any]:
    """Entries of the files that this build does not compile: the rule files, and all others in a partial build."""
    before = read_manifest(out)[1] if (out / MANIFEST).is_file() else {}
    names = RULE_FILES | COPIED if everything else RULE_FILES | COPIED | frozenset(before)
    return {
        path.name: sealed_entry(path, before.get(path.name))
        for path in (out / name for name in sorted(names))
        if path.is_file()
    }


def _gone(out: Path, present: Set[str]) -> list[Path]:
    """Files of the edition as it was that no family builds any more."""
    before = read_manifest(out)[1] if (out / MANIFEST).is_file() else {}
    return [out / name for name in sorted(before.keys() - present) if (out / name).is_file()]


def main(arguments: Sequence[str]) -> None:
    """`build SOURCES OUT [family ...]`, or `seal EDITION` after rule files were edited in the folder `curated`."""
    match list(arguments):
        case ["seal", folder]:
            copy_rules(Path(folder).parent / "curated", Path(folder))
            changed = seal(Path(folder))
            sys.stdout.write("".join(f"{file}\n" for file in changed) or "nothing changed\n")
        case ["build", sources, out, *only]:
            for table in build(Path(sources), Path(out), only=only or None):
                sys.stdout.write(f"{table.file}  {table.frame.height} rows\n")
        case _:
            sys.exit(main.__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
