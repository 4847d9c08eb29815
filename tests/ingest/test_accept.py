"""Rows are accepted, refused with a reason, merged visibly or blank; nothing is lost."""

import csv
import io
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ingest.conftest import Outcome
from tolpuddle.ingest import parked
from tolpuddle.ingest.accept import accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.ingest.rules import MAX_CELL_CHARACTERS
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform

HEADERS = ["Supplier ID", "Supplier", "Country", "Address", "Goods", "Workers", "Women share"]
CELLS = {
    "Supplier ID": st.sampled_from(["", "1", "2", "3", "4", "n/a"]),
    "Supplier": st.sampled_from(["", "Example A", "example a.", "Example B", "-", 'Example "C", Ltd', "Supplier", "Exämple"]),
    "Country": st.sampled_from(["", "DE", "Germany", "France", "Atlantis", "unknown", "Europe"]),
    "Address": st.sampled_from(["", "Road 1", "road 1.", "Gate\n2"]),
    "Goods": st.sampled_from(["", "yarn", "yarn; cloth", "cocoa"]),
    "Workers": st.sampled_from(["", "5", "-1", "1.234,00", "9999999", "many", "1 200"]),
    "Women share": st.sampled_from(["", "12%", "0,5", "50", "-3", "120"]),
}  # fmt: skip
ROWS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=25)


def text_of(rows: list[dict[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";")
    writer.writerow(HEADERS)
    writer.writerows([row[header] for header in HEADERS] for row in rows)
    return stream.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, batch_rows=st.integers(1, 9))
def test_nothing_is_lost_and_nothing_twice(
    rows: list[dict[str, str]], batch_rows: int, country_words: CountryWords
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_text(text_of(rows))
        raw = supplier_list.read(path)
        outcome = accept(raw, country_words, batch_rows)
        counts = outcome.counts
        batches = list(outcome)
        suppliers, rejects = outcome.suppliers(), outcome.rejects()
        assert counts.accepted + counts.rejected + counts.merged + counts.blank == counts.rows == len(rows)
        assert (suppliers.height, rejects.height) == (counts.accepted, counts.rejected)
        merged = outcome.duplicates.filter(pl.col("what") == "merged").get_column("row_number").to_list()
        blank = [n for n, row in enumerate(rows, start=2) if not any(cell.strip() for cell in row.values())]
        every = (
            suppliers.get_column("row").to_list()
            + rejects.get_column("row_number").to_list()
            + merged
            + blank
        )
        assert sorted(every) == list(range(2, len(rows) + 2))
        assert pl.concat([suppliers.clear(), *(batch.suppliers for batch in batches)]).equals(suppliers)
        assert pl.concat([rejects.clear(), *(batch.rejects for batch in batches)]).equals(rejects)
        assert all(max(batch.suppliers.height, batch.rejects.height) <= batch_rows for batch in batches)
        assert suppliers.get_column("supplier_id").is_unique().all()
        for number, *cells in rejects.select("row_number", *HEADERS).rows():
            assert [cell or "" for cell in cells] == [rows[number - 2][header] for header in HEADERS]
        again = accept(raw, country_words, batch_rows)
        assert again.suppliers().equals(suppliers) and again.duplicates.equals(outcome.duplicates)
        assert conform(suppliers, SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX)).equals(suppliers)


@pytest.mark.parametrize(
    ("cell", "header", "code"),
    [
        ("", "Supplier", "name_missing"), ("n/a", "Supplier", "name_missing"), ("Atlantis", "Country", "country_unknown"),
        ("-5", "Workers", "number_negative"), ("(12)", "Workers", "number_negative"), ("7.000.000", "Workers", "number_absurd"),
        ("101%", "Women share", "number_absurd"), ("-1%", "Women share", "number_negative"), ("-1", "Tier", "number_negative"),
        ("99", "Tier", "number_absurd"), ("x" * (MAX_CELL_CHARACTERS + 1), "Goods", "cell_too_long"),
        ("y" * 10_000, "Supplier", "cell_too_long"),
    ],
)  # fmt: skip
def test_a_row_that_nobody_can_use_is_refused_with_code_column_and_reason(
    outcome_of: Outcome, cell: str, header: str, code: str
) -> None:
    row = {
        "Supplier": "Example",
        "Country": "France",
        "Workers": "5",
        "Women share": "5%",
        "Tier": "1",
        "Goods": "yarn",
    } | {header: cell}
    outcome = outcome_of(";".join(row) + "\n" + ";".join(row.values()) + "\nOther;DE;1;1%;1;x\n")
    assert outcome.counts.accepted == 1
    rejected = outcome.rejects().row(0, named=True)
    assert (rejected["row_number"], rejected["column"], rejected["code"]) == (2, header, code)
    assert rejected["reason"].endswith(".")
    assert rejected[header] == (cell or None)


@pytest.mark.parametrize(
    ("header", "cell", "column"),
    [
        ("Country", "unknown", "country"), ("Country", "various", "country"), ("Country", "Europe", "country"),
        ("Workers", "many", "workers"), ("Workers", "200-100", "workers"), ("Women share", "half", "women_share"),
        ("Tier", "far away", "tier"), ("Passports held", "perhaps", "a_identity_documents_retained"),
        ("Trade union", "somehow", "c_worker_representation"), ("Goods", "-", "goods"),
    ],
)  # fmt: skip
def test_what_is_only_unclear_becomes_unknown_and_the_row_goes_on(
    outcome_of: Outcome, header: str, cell: str, column: str
) -> None:
    outcome = outcome_of(f"Supplier;{header}\nExample;{cell}\n")
    assert outcome.counts.rejected == 0
    assert outcome.suppliers().item(0, column) is None


def test_an_unclear_cell_is_named_in_the_notes(outcome_of: Outcome) -> None:
    notes = outcome_of("Supplier;Workers\nExample;many\nOther;few\n").notes
    assert "'many' in row 2 of Workers is no number and was read as unknown; 2 cells of this column." in notes


@pytest.mark.parametrize(
    ("header", "cell", "column", "value", "note"),
    [
        ("Passports held", "ja, ca. 2 Monatslöhne", "a_identity_documents_retained", "yes",
         "In row 2 of Passports held the answer was read as yes from 'ja, ca. 2 Monatslöhne'."),
        ("Passports held", "they keep them", "a_identity_documents_retained", None,
         "'they keep them' in row 2 of Passports held is neither yes nor no, was read as unknown and must be read by a person."),
        ("Trade union", "yes", "c_worker_representation", "discussed",
         "In row 2 of Trade union the step was read as discussed from 'yes', since a yes alone shows no more."),
        ("Workers", "200-250", "workers", 250, "'200-250' in row 2 of Workers was read as 250."),
        ("Migrant share", "15% (Syrian)", "migrant_share", 0.15, "'15% (Syrian)' in row 2 of Migrant share was read as 15%."),
    ],
)  # fmt: skip
def test_a_cell_with_more_words_is_read_where_it_is_clear_and_told_of(
    outcome_of: Outcome, header: str, cell: str, column: str, value: object, note: str
) -> None:
    outcome = outcome_of(f"Supplier;{header}\nExample;{cell}\n")
    assert outcome.suppliers().item(0, column) == value
    assert note in outcome.notes


@pytest.mark.parametrize("word", ["Total", "Summe", "Gesamt", "subtotal", "TOTAL GENERAL:"])
def test_a_total_is_no_supplier(outcome_of: Outcome, word: str) -> None:
    outcome = outcome_of(f"Supplier;Country;Workers;Women share\nA;DE;5;10%\n{word};;5;10%\n")
    assert outcome.reject_codes == {"total_row": 1}


def test_a_supplier_called_total_with_a_country_goes_on(outcome_of: Outcome) -> None:
    assert outcome_of("Supplier;Country;Workers\nTotal;France;5\nTotal;;\n").counts.rejected == 0


def test_cells_with_a_percent_sign_are_not_called_fractions(outcome_of: Outcome) -> None:
    outcome = outcome_of("Supplier;Migrant share\nA;35%\nB;0\nC;12 %\n")
    assert not any("fraction" in note for note in outcome.notes)


def test_origins_under_a_header_that_names_their_material(outcome_of: Outcome) -> None:
    outcome = outcome_of(
        "Supplier;Cotton origin;Composition\nA;Turkmenistan?;100% cotton\nB;n/a;wool, India\nC;Xinjiang;\n"
    )
    assert outcome.suppliers().get_column("inputs").to_list() == [
        "cotton@Turkmenistan|cotton@",
        "wool@India",
        "cotton@Xinjiang",
    ]
    assert any("Turkmenistan?" in note and "has a question mark" in note for note in outcome.notes)


def test_all_reasons_of_a_row_are_told_and_the_first_gives_the_code(outcome_of: Outcome) -> None:
    rejected = outcome_of("Supplier;Country;Workers\n;Atlantis;-5\n").rejects().row(0, named=True)
    assert rejected["code"] == "name_missing"
    assert rejected["reason"] == (
        "The supplier's name is missing. The country is given as 'Atlantis', which is no country. "
        "The number of workers, -5, is negative."
    )


def test_no_reason_begins_with_what_a_spreadsheet_takes_for_a_formula(outcome_of: Outcome) -> None:
    rejects = outcome_of(
        "Supplier;Country;Workers;Women share;Tier;Goods\n=A;-Atlantis;5;5%;1;x\nA;DE;-5;-1%;-1;x\n"
        f"A;DE;9999999;120%;99;@{'x' * MAX_CELL_CHARACTERS}\n;DE;5;5%;1;x;y\nSupplier;Country;;;;\n;;5;;;\n"
    ).rejects()
    assert rejects.height == 6
    for reason in rejects.get_column("reason"):
        assert reason[0].isupper() and reason.endswith(".")
        assert not any(sentence[0] in "'=+-@" for sentence in reason.split(". "))
    assert rejects.item(1, "reason") == (
        "The tier, -1, is negative. The number of workers, -5, is negative. The share of women, -1%, is negative."
    )


def test_a_cell_that_is_too_long_has_one_sentence(outcome_of: Outcome) -> None:
    rejects = outcome_of(f"Supplier;Country;Workers\nA;{'x' * 10_000};5\nA;{'x' * 10_000};-5\n").rejects()
    assert rejects.get_column("reason").to_list() == [
        f"The cell for the country has 10000 characters, more than 5,000; it begins '{'x' * 60}'.",
        f"The cell for the country has 10000 characters, more than 5,000; it begins '{'x' * 60}'. "
        "The number of workers, -5, is negative.",
    ]


def test_a_row_that_is_wrong_as_a_whole_has_that_reason_alone(outcome_of: Outcome) -> None:
    rejects = outcome_of("Supplier;Country\nA;DE\nSupplier;Country\n;Atlantis;x\n").rejects()
    assert [reason.count(".") for reason in rejects.get_column("reason")] == [1, 1]


BROKEN_LINES = '{"name": "A", "workers": 5}\n{"name": "B" "workers": 6}\n\n42\n{"name": "C", "workers": -7}\n{"name": "D"}'


def test_a_broken_line_is_a_refused_row_and_the_rest_goes_on(outcome_of: Outcome) -> None:
    outcome = outcome_of(BROKEN_LINES)
    assert outcome.suppliers().select("row", "name").rows() == [(1, "A"), (6, "D")]
    assert outcome.rejects().select("row_number", "code", "(line)", "reason").rows() == [
        (
            2,
            "line_unreadable",
            '{"name": "B" "workers": 6}',
            "Line 2 is broken JSON (expecting ',' delimiter at character 14).",
        ),
        (4, "line_unreadable", "42", "Line 4 is no JSON object with the columns of a supplier."),
        (5, "number_negative", None, "The number of workers, -7, is negative."),
    ]
    assert (outcome.counts.rows, outcome.counts.blank) == (6, 1)


def test_the_lines_that_are_broken_do_not_move_the_others(outcome_of: Outcome) -> None:
    outcome = outcome_of('{"name" "A"}\n{"name": "B"}\n{"name": "C"}\n')
    assert outcome.suppliers().get_column("row").to_list() == [2, 3]
    assert outcome.rejects().get_column("row_number").to_list() == [1]


def test_without_a_broken_line_the_rejects_have_no_column_for_one(outcome_of: Outcome) -> None:
    assert "(line)" not in outcome_of('{"name": "A"}\n{"name": null}\n').rejects().columns


def test_a_broken_line_that_names_a_column_about_single_people_is_not_kept(outcome_of: Outcome) -> None:
    outcome = outcome_of('{"name": "A"}\n{"name": "B", "Passport no": "X123" "x"}\n')
    row = outcome.rejects().row(0, named=True)
    assert row["code"] == "line_unreadable" and "is not kept" in row["reason"]
    assert "X123" not in str(row)


def test_surplus_cells_are_refused_and_kept(outcome_of: Outcome) -> None:
    rejects = outcome_of("name,country\nA,DE\nB, Ltd,FR\n").rejects()
    assert rejects.row(0) == ("B", " Ltd", "FR", 3, None, "cells_surplus", rejects.item(0, "reason"))


def test_a_header_that_comes_again_is_no_supplier(outcome_of: Outcome) -> None:
    assert outcome_of("Supplier;Country\nA;DE\nSupplier;Country\nB;FR\n").reject_codes == {
        "header_repeated": 1
    }


def test_headers_of_the_file_never_collide_with_those_of_the_rejects(outcome_of: Outcome) -> None:
    rejects = outcome_of("Supplier;code;reason;row\n;a;b;c\n").rejects()
    assert rejects.columns == [
        "Supplier",
        "code (file)",
        "reason (file)",
        "row",
        "row_number",
        "column",
        "code",
        "reason",
    ]


def test_columns_about_single_people_are_not_in_the_rejects(outcome_of: Outcome) -> None:
    outcome = outcome_of("Supplier;Worker name;Passport no\n;Somebody;X123\n")
    assert outcome.rejects().columns[0:2] == ["Supplier", "row_number"]
    assert "2 columns about single people dropped unread: Worker name, Passport no." in outcome.notes


def test_the_same_name_country_and_address_is_one_supplier(outcome_of: Outcome) -> None:
    outcome = outcome_of(
        "Supplier;Country;Address;Goods;Workers\nExample A;Germany;Road 1;yarn;10\nEXAMPLE A.;DE;road 1;cloth, yarn;12\n"
    )
    assert outcome.suppliers().select("row", "goods", "workers").rows() == [(2, "yarn|cloth", 10)]
    told = outcome.duplicates.row(0, named=True)
    assert (told["row_number"], told["kept_row"], told["what"], told["why"]) == (
        3,
        2,
        "merged",
        "same name, country and address",
    )
    assert "workers: 12 (kept: 10)" in told["differs"]


def test_what_the_first_row_leaves_open_the_later_one_fills(outcome_of: Outcome) -> None:
    outcome = outcome_of("ID;Supplier;Country;Workers\n1;A;;\n1;A;DE;12\n")
    assert outcome.suppliers().select("country", "workers").rows() == [("DE", 12)]


def test_another_address_is_another_supplier(outcome_of: Outcome) -> None:
    assert outcome_of("Supplier;Country;Address\nA;DE;Road 1\nA;DE;Road 2\n").counts.merged == 0


def test_one_name_with_two_ids_and_no_address_stays_two(outcome_of: Outcome) -> None:
    assert outcome_of("ID;Supplier;Country\n1;A;DE\n2;A;DE\n").counts.merged == 0


def test_a_row_without_id_joins_the_row_of_its_name_that_has_one(outcome_of: Outcome) -> None:
    outcome = outcome_of("ID;Supplier;Country\n1;A;DE\n;A;Germany\n")
    assert outcome.suppliers().get_column("supplier_id").to_list() == ["1"]


def test_one_id_for_two_suppliers_is_reported_and_both_stay(outcome_of: Outcome) -> None:
    outcome = outcome_of("ID;Supplier;Country\n1;A;DE\n1;B;DE\n1;A;FR\n")
    ids = outcome.suppliers().get_column("supplier_id").to_list()
    assert ids[0] == "1" and all(one.startswith("1~") for one in ids[1:]) and len(set(ids)) == 3
    assert outcome.duplicates.get_column("what").to_list() == ["kept_apart"] * 2
    assert any("kept apart under a new one" in note for note in outcome.notes)


def test_an_id_made_for_a_clash_does_not_depend_on_the_rows_around(outcome_of: Outcome) -> None:
    first = outcome_of("ID;Supplier\n1;A\n1;B\n").suppliers().item(1, "supplier_id")
    second = (
        outcome_of("ID;Supplier\n7;X\n1;A\n1;C\n1;B\n")
        .suppliers()
        .filter(pl.col("name") == "B")
        .item(0, "supplier_id")
    )
    assert first == second


def test_a_derived_id_does_not_depend_on_spelling_or_place_in_the_file(outcome_of: Outcome) -> None:
    first = outcome_of("Supplier;Country\nExample Mills Ltd;Germany\n").suppliers().item(0, "supplier_id")
    second = (
        outcome_of("Country;Supplier\nFR;X\nDEU;EXAMPLE MILLS, LTD.\n").suppliers().item(1, "supplier_id")
    )
    assert first == second and first.startswith("x") and len(first) == 21


@pytest.mark.parametrize(
    ("header", "cells", "shares"),
    [
        ("Women (%)", ["12", "0,5"], [0.12, 0.005]), ("Women (%)", ["0.12", "0.5"], [0.12, 0.5]),
        ("Women share", ["12", "80"], [0.12, 0.8]), ("Women share", ["0,12", "1"], [0.12, 1.0]),
        ("Women share", ["12%", "0.5"], [0.12, 0.5]), ("Women (0-1)", ["0.12", "1"], [0.12, 1.0]),
    ],
)  # fmt: skip
def test_percent_and_fraction_are_told_apart_per_column(
    outcome_of: Outcome, header: str, cells: list[str], shares: list[float]
) -> None:
    outcome = outcome_of(f"Supplier;{header}\nA;{cells[0]}\nB;{cells[1]}\n")
    assert outcome.suppliers().get_column("women_share").to_list() == pytest.approx(shares)
    assert any(note.startswith("women_share was read as") for note in outcome.notes)


def test_a_list_of_nothing_but_refused_rows_has_an_outcome(outcome_of: Outcome) -> None:
    outcome = outcome_of("Supplier;Country\n;DE\n;FR\n")
    assert (outcome.counts.accepted, outcome.counts.rejected) == (0, 2)
    assert [batch.suppliers.height for batch in outcome] == [0]


def test_rows_that_do_not_fit_in_memory_are_put_on_disk(
    outcome_of: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Supplier;Country\n" + "".join(f"Example {n % 900};DE\n" for n in range(1_000)) + ";DE\n"
    whole = outcome_of(text)
    monkeypatch.setattr(parked.Parked.__init__, "__defaults__", (0,))
    parts = outcome_of(text)
    assert parts.suppliers().equals(whole.suppliers()) and parts.rejects().equals(whole.rejects())
    assert parts.counts.merged == 100


def test_too_many_rows_are_refused(tmp_path: Path, country_words: CountryWords) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Supplier\nA\nB\nC\n")
    with pytest.raises(UnusableInputError, match="more than 2 rows"):
        accept(supplier_list.read(path), country_words, max_rows=2)


def test_white_space_and_accents_in_two_characters_do_not_matter(outcome_of: Outcome) -> None:
    suppliers = outcome_of(
        "Supplier;Country\n\u00a0 Exa\u0308mple\u200b  Mills \t;  France\u00a0\n"
    ).suppliers()
    assert suppliers.select("name", "country").row(0) == ("Exämple Mills", "France")
