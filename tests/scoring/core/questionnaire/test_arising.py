"""Who is asked which pack, and which questions arise: one rule for a screening and for a questionnaire."""

from dataclasses import replace

import polars as pl
import pytest

from tests.scoring.core.questionnaire.opened import form
from tests.scoring.editions import shipped
from tolpuddle.kernel.applies_when import Applies
from tolpuddle.scoring.core.asking_next import lay_pool
from tolpuddle.scoring.core.evidence.answers import Answers
from tolpuddle.scoring.core.evidence.statement import Statement
from tolpuddle.scoring.core.evidence.tables import open_packs
from tolpuddle.scoring.core.questionnaire.arising import (
    MAYBE,
    NO,
    YES,
    Known,
    arises,
    asked_of,
    own_statements,
)

SECOND = "also_of_everybody"


def nothing_said() -> Answers:
    statements = form().reference.statements
    return statements.answers(statements.given_by({"evidence": None, "on_date": None}))


def with_second_pack() -> dict[str, tuple[str, ...]]:
    """Packs of the edition and one more without sectors, read from its table."""
    table = shipped().tables["packs"]
    more = table.filter(pack="general").with_columns(pack=pl.lit(SECOND), sectors=pl.lit(None, pl.String))
    return dict(
        open_packs(replace(shipped(), tables={**shipped().tables, "packs": pl.concat([table, more])}))
    )


def channel_statement(pack: str) -> Statement:
    """A statement of the channel that every supplier could be asked, put into a pack."""
    statements = form().reference.statements
    return replace(statements.items[statements.scheme.positions["workers_pay_recruitment_fees"]], pack=pack)


@pytest.mark.parametrize("sector", [None, "mining", "services_other"])
def test_a_second_pack_without_sectors_is_asked_of_everybody(sector: str | None) -> None:
    packs = with_second_pack()
    assert asked_of(packs, sector) >= {"general", SECOND}
    item = channel_statement(SECOND)
    assert own_statements((item,), packs, sector) == ((0, item),)
    pool = lay_pool((item,), packs, form().reference.rules.channel.themes)
    assert pool.next(nothing_said(), Known(sector, MAYBE, MAYBE)) == ((0, item.points),)


def test_a_pack_of_a_sector_is_asked_of_that_sector_alone() -> None:
    packs = with_second_pack()
    item = channel_statement("mining")
    pool = lay_pool((item,), packs, form().reference.rules.channel.themes)
    for sector, asked in (("mining", True), ("electronics", False), (None, False)):
        assert bool(own_statements((item,), packs, sector)) is asked
        assert bool(pool.next(nothing_said(), Known(sector, MAYBE, MAYBE))) is asked


@pytest.mark.parametrize(
    ("condition", "known", "holds"),
    [
        (Applies("role", "sending_agency"), Known(None, MAYBE, MAYBE), MAYBE),
        (Applies("role", "sending_agency"), Known(None, MAYBE, MAYBE, role="sending_agency"), YES),
        (Applies("role", "sending_agency"), Known(None, MAYBE, MAYBE, role="other"), NO),
        (Applies("housing", ""), Known(None, MAYBE, MAYBE), MAYBE),
        (Applies("housing", ""), Known(None, MAYBE, MAYBE, housing=NO), NO),
        (Applies("migrants", ""), Known(None, NO, MAYBE), NO),
        (Applies("agency_labour", ""), Known(None, MAYBE, NO), NO),
        (Applies("sector", "mining"), Known("electronics", MAYBE, MAYBE), NO),
        (Applies("statement", "workers_pay_recruitment_fees"), Known(None, MAYBE, MAYBE), NO),
    ],
)
def test_a_screening_asks_next_what_arises_or_may(condition: Applies, known: Known, holds: str) -> None:
    item = replace(channel_statement("general"), applies=(condition,))
    assert arises(item, known, nothing_said()) == holds
    pool = lay_pool((item,), with_second_pack(), form().reference.rules.channel.themes)
    assert bool(pool.next(nothing_said(), known)) is (holds != NO)
