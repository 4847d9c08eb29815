"""Screens one list twice, with the model that stands and with a candidate, and compares."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from tolpuddle.desk import embedded
from tolpuddle.desk.shadow import COLUMNS, Shadow, compare, with_parts
from tolpuddle.desk.shadow_edition import with_candidate
from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.scoring.core import canonical
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.screen import screen


def run(source: Path, edition: str | None, candidate: str) -> Shadow:
    """Raises: UnusableInputError, EditionError, NotFoundError when no supplier of the list can be screened."""
    standing = open_edition(locate(edition))
    with with_candidate(edition, candidate) as folder:
        before, old = _screened(source, str(locate(edition)))
        after, new = _screened(source, str(folder))
    names = (f"{standing.name}, model {digest}" for digest in (old.digests.model, new.digests.model))
    told, first_before, first_after = compare(before, after, *names)
    if first_before.is_empty():
        return told
    return replace(told, largest=with_parts(_whole(first_before, old), _whole(first_after, new)))


def _screened(source: Path, edition: str) -> tuple[pl.DataFrame, Reference]:
    with embedded.screen_list(source, edition=edition, details=False) as screened:
        frames = list(screened.portfolio.frames(COLUMNS))
        if not frames:
            raise NotFoundError("There is no supplier in this list that could be screened.")
        return pl.concat(frames), screened.loaded.reference


def _whole(rows: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    return screen(canonical.read_back(rows.get_column("input")), reference, details=True)
