"""The same 300 messy suppliers as UTF-8 CSV, XLSX with a title row, German cp1252 and French UTF-16."""

from pathlib import Path

import polars as pl
import pytest

from tests.ingest.messy import FILES, FOLDER, suppliers, write_all
from tolpuddle.ingest.accept import Acceptance, accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.kernel.country_words import CountryWords

ROWS = suppliers()


@pytest.fixture(scope="module")
def outcomes(country_words: CountryWords) -> dict[str, Acceptance]:
    return {name: accept(supplier_list.read(FOLDER / name), country_words) for name in FILES}


def test_there_are_300_suppliers() -> None:
    assert len(ROWS) == 300


def test_the_files_are_what_their_script_writes(tmp_path: Path) -> None:
    write_all(tmp_path)
    for name in FILES:
        if not name.endswith(".xlsx"):
            assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
    sheets = [supplier_list.read(folder / "english-title.xlsx").frame for folder in (tmp_path, FOLDER)]
    assert sheets[0].equals(sheets[1])


@pytest.mark.parametrize("name", FILES)
def test_exactly_the_unusable_rows_are_refused(outcomes: dict[str, Acceptance], name: str) -> None:
    rejects = outcomes[name].rejects().filter(pl.col("code") != "header_repeated")
    refused = dict(zip(rejects.to_series(0), rejects.get_column("code"), strict=True))
    assert refused == {row.supplier_id: row.refused for row in ROWS if row.refused}


@pytest.mark.parametrize("name", FILES)
def test_every_refused_row_says_why_in_one_sentence(outcomes: dict[str, Acceptance], name: str) -> None:
    rejects = outcomes[name].rejects()
    assert rejects.get_column("reason").str.ends_with(".").all()
    assert rejects.get_column("row_number").is_sorted()


@pytest.mark.parametrize("name", FILES)
def test_at_least_95_percent_of_countries_are_read_and_none_wrongly(
    outcomes: dict[str, Acceptance], name: str, country_words: CountryWords
) -> None:
    expected = {row.supplier_id: row.iso3 for row in ROWS if row.iso3 and not row.refused}
    frame = outcomes[name].suppliers().drop_nulls("country")
    read = country_words.read(frame.get_column("country")).select(country="word", iso3="iso3")
    found = dict(frame.join(read, on="country", how="left").select("supplier_id", "iso3").drop_nulls().rows())
    assert len(found) >= 0.95 * len(expected)
    assert {key: iso3 for key, iso3 in found.items() if expected.get(key) != iso3} == {}


@pytest.mark.parametrize("name", FILES)
def test_duplicates_are_merged_and_reported(outcomes: dict[str, Acceptance], name: str) -> None:
    outcome = outcomes[name]
    assert outcome.counts.merged == 9
    assert outcome.duplicates.get_column("what").to_list() == ["merged"] * 9
    assert any("9 duplicate rows were merged" in note for note in outcome.notes)
    kept = outcome.suppliers().filter(
        pl.col("supplier_id").is_in(outcome.duplicates.get_column("supplier_id").to_list())
    )
    assert kept.get_column("goods").str.contains("Buttons").all()


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_lost(outcomes: dict[str, Acceptance], name: str) -> None:
    counts = outcomes[name].counts
    assert counts.accepted + counts.rejected + counts.merged + counts.blank == counts.rows
    assert (counts.rows, counts.accepted, counts.blank) == (303, 275, 2)


def test_all_four_files_say_the_same(outcomes: dict[str, Acceptance]) -> None:
    frames = [outcome.suppliers().drop("row") for outcome in outcomes.values()]
    for frame in frames[1:]:
        assert frame.equals(frames[0])


def test_the_values_are_those_that_the_rows_mean(outcomes: dict[str, Acceptance]) -> None:
    frame = outcomes["german-cp1252.csv"].suppliers()
    found = {row["supplier_id"]: row for row in frame.iter_rows(named=True)}
    for row in ROWS:
        if row.refused or row.goods == ["Buttons"]:
            continue
        read = found[row.supplier_id]
        assert read["workers"] == row.workers
        assert read["tier"] == row.tier
        assert read["migrant_share"] == row.migrant_share
        assert read["women_share"] == row.women_share
        assert read["a_workers_pay_recruitment_fees"] == row.fees
        assert read["a_identity_documents_retained"] == row.documents
        assert read["c_employer_pays_principle"] == row.employer_pays
        assert read["hs_codes"] == ("|".join(row.hs_codes) or None)
        assert set((read["goods"] or "").split("|")) - {"Buttons"} == set(row.goods)


def test_columns_about_single_people_reach_neither_suppliers_nor_rejects(
    outcomes: dict[str, Acceptance],
) -> None:
    for outcome in outcomes.values():
        for frame in (outcome.suppliers(), outcome.rejects()):
            assert "somebody" not in frame.write_csv()
        assert any(note.startswith("1 column about single people dropped unread") for note in outcome.notes)


def test_a_hasty_list_is_read_as_far_as_it_is_clear(country_words: CountryWords) -> None:
    outcome = accept(supplier_list.read(FOLDER / "hasty.csv"), country_words)
    columns = (
        "inputs",
        "workers",
        "migrant_share",
        "a_identity_documents_retained",
        "c_grievance_channel_independent",
    )
    assert outcome.suppliers().select(columns).rows() == [
        ("cotton@Turkmenistan|polyester@", 200, 0.15, "yes", "discussed"),
        ("cotton@Xinjiang|cotton@|polyester@", 1500, 0.35, "no", "written"),
        ("cotton@Madagascar", 250, 0.0, None, "none"),
    ]
    assert outcome.reject_codes == {"total_row": 1}
