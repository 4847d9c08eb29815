"""Facts of corridors are dated, sourced, and never said more firmly than they are known."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference import corridors
from tolpuddle.kernel.errors import EditionError

CURATED = Path(__file__).parents[3] / "reference" / "curated"
GULF = ("SAU", "QAT", "BHR", "ARE", "KWT", "OMN")
PRAISE = r"(?i)protect|\bsafe|safeguard|\bgood\b|success|benefi|in their interest|improve"
"""Words that would call a ban good for those whom it keeps from going."""
INSTRUMENTS = ("C029", "P029", "C097", "C105", "C143", "C181", "C188", "C189", "C190", "ICRMW")


@pytest.fixture(scope="module")
def tables() -> dict[str, pl.DataFrame]:
    return {table.file: table.frame for table in corridors.build(CURATED, CURATED)}


def altered(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the curated tables with one text replaced once in one of them."""
    curated = folder / "curated"
    curated.mkdir()
    for path in CURATED.glob("*.csv"):
        shutil.copy(path, curated / path.name)
    text = (curated / file).read_text(encoding="utf8")
    assert old in text
    (curated / file).write_text(text.replace(old, new, 1), encoding="utf8")
    return curated


def test_a_fact_without_a_day_does_not_load(tmp_path: Path) -> None:
    curated = altered(tmp_path, "fee_rules.csv", "2017-12-14,2018-12-14", ",2018-12-14")
    with pytest.raises(EditionError, match=r"fee_rules\.csv:\d+: a fact has no as_of"):
        corridors.build(curated, curated)


def test_a_fact_without_a_source_does_not_load(tmp_path: Path) -> None:
    curated = altered(tmp_path, "ratifications.csv", '"List of parties, March 2023, 32 of 37"', "")
    with pytest.raises(EditionError, match=r"ratifications\.csv:\d+: a fact has no source"):
        corridors.build(curated, curated)


def test_what_is_general_knowledge_is_never_said_as_law(tables: dict[str, pl.DataFrame]) -> None:
    facts = tables["corridor_destinations.csv"].filter(certainty="G")
    assert set(facts.get_column("value")) == {"unknown"}
    assert set(facts.get_column("in_law")) == {"unknown"}


def test_law_is_looked_at_again_after_a_year_and_treaties_after_two(
    tables: dict[str, pl.DataFrame],
) -> None:
    for file, months in (
        ("corridor_destinations.csv", 12),
        ("corridor_origins.csv", 12),
        ("fee_rules.csv", 12),
        ("ratifications.csv", 24),
    ):
        days = tables[file].select(
            due=pl.col("as_of").str.to_date().dt.offset_by(f"{months}mo"),
            review=pl.col("review_by").str.to_date(),
        )
        assert days.filter(pl.col("due") != pl.col("review")).is_empty(), file


def test_reports_of_an_end_of_sponsorship_are_kept_and_not_encoded(tables: dict[str, pl.DataFrame]) -> None:
    facts = tables["corridor_destinations.csv"].filter(iso3="SAU")
    assert facts.filter(fact="tie_to_employer").get_column("value").to_list() == ["0.5"]
    reported = facts.filter(pl.col("as_of") == "2025-10-30")
    assert reported.get_column("value").to_list() == ["unknown"]


def test_every_corridor_state_has_a_row_for_every_instrument(tables: dict[str, pl.DataFrame]) -> None:
    states = set(tables["corridor_destinations.csv"].get_column("iso3"))
    held = tables["ratifications.csv"].select("instrument", "iso3").unique()
    for instrument in INSTRUMENTS:
        assert not states - set(held.filter(instrument=instrument).get_column("iso3")), instrument


def test_absence_from_a_list_of_parties_alone_is_unknown(tables: dict[str, pl.DataFrame]) -> None:
    listed = tables["ratifications.csv"].filter(pl.col("positive_only") == "true")
    assert set(listed.get_column("status")) == {"ratified", "unknown"}


def test_no_gulf_state_is_party_to_the_conventions_on_domestic_and_migrant_workers(
    tables: dict[str, pl.DataFrame],
) -> None:
    gulf = tables["ratifications.csv"].filter(
        pl.col("iso3").is_in(GULF) & pl.col("instrument").is_in(["C189", "ICRMW"])
    )
    assert gulf.height == 12
    assert set(gulf.get_column("status")) == {"not_in_force"}


def test_a_corridor_without_a_rule_that_was_found_is_a_row_that_says_so(
    tables: dict[str, pl.DataFrame],
) -> None:
    fees = tables["fee_rules.csv"]
    pakistan = fees.filter(origin="PAK")
    assert pakistan.get_column("rule").to_list() == ["unknown"]
    assert pakistan.get_column("amount").to_list() == [None]


def test_the_ceiling_for_employers_is_no_ceiling_for_workers(tables: dict[str, pl.DataFrame]) -> None:
    kenya = tables["fee_rules.csv"].filter(origin="KEN", destination="SAU")
    assert kenya.get_column("rule").to_list() == ["employer_ceiling"]


def test_a_superseded_fee_rule_ends_the_day_before_the_next_begins(tables: dict[str, pl.DataFrame]) -> None:
    india = tables["fee_rules.csv"].filter(origin="IND").sort("from")
    assert india.get_column("until").to_list() == ["2017-12-13", None]
    assert india.get_column("from").to_list()[1] == "2017-12-14"


def test_every_ban_has_its_note_and_is_never_called_protection(tables: dict[str, pl.DataFrame]) -> None:
    bans = tables["corridor_origins.csv"].filter(rule="ban")
    assert bans.height > 0
    assert bans.filter(pl.col("note").fill_null("").str.strip_chars() == "").is_empty()
    for notes in (
        bans.get_column("note"),
        tables["corridor_destinations.csv"].get_column("note").drop_nulls(),
    ):
        said = notes.str.replace_all("never protection", "", literal=True)
        assert said.filter(said.str.contains(PRAISE)).to_list() == []
