"""The shipped edition, ready to screen with, and others that differ from it by one entry of the list."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import polars as pl

from tests.prepared_once import prepared_once
from tolpuddle.kernel import wire
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_events import edition_facts
from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.kernel.event_log import Event
from tolpuddle.scoring.reference_state import Loaded, ReferenceState

SHIPPED = Path(__file__).resolve().parents[2] / "reference" / "2026.1"
PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
NEXT_PUBLISHED = datetime(2026, 6, 1, tzinfo=UTC)


@cache
def shipped() -> Edition:
    return open_edition(SHIPPED)


@cache
def next_edition() -> Edition:
    """The list of 2022 as if it also named tobacco from Germany, for forced labour."""
    first = shipped()
    listed = first.tables["listed_goods"]
    newest = listed.get_column("edition_year").max()
    like = listed.filter(pl.col("edition_year") == newest)[:1]
    entry = like.with_columns(
        iso3=pl.lit("DEU"), good_id=pl.lit("tobacco"), forced_labor=pl.lit(True), child_labor=pl.lit(False)
    ).cast(dict(listed.schema))
    tables = {**first.tables, "listed_goods": pl.concat([listed, entry])}
    return Edition("2026.2", tables, first.documents, {**first.sha256, "listed_goods.csv": "f" * 64})


@cache
def loaded() -> Loaded:
    return Loaded(shipped(), prepared_once(shipped()), PUBLISHED)


@cache
def next_loaded() -> Loaded:
    return Loaded(next_edition(), prepared_once(next_edition()), NEXT_PUBLISHED)


def a_state() -> ReferenceState:
    """With the shipped edition in force."""
    return ReferenceState(loaded())


def published(edition: Edition, when: datetime = PUBLISHED) -> list[Event]:
    """An edition as the events that publish it."""
    return [
        wire.event_of(fact, occurred_at=when, id_parts=[edition.name, number])
        for number, fact in enumerate(edition_facts(edition))
    ]
