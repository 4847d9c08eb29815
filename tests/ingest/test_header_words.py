"""Headers in four languages, with units, and the caller's own map."""

from pathlib import Path

import polars as pl
import pytest
import yaml

from tolpuddle.ingest import header_words
from tolpuddle.ingest.header_row import distinct, find_header
from tolpuddle.ingest.header_words import COLUMNS, fold_header, is_personal, read_headers, recognise
from tolpuddle.kernel.errors import UnusableInputError

ROOT = Path(__file__).resolve().parents[2]
WORDS = yaml.safe_load((Path(header_words.__file__).parent / "headers.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Supplier name", "name"), ("SUPPLIER_NAME", "name"), ("Lieferant", "name"), ("Nom de l’entreprise", "name"),
        ("Razón social", "name"), ("Land", "country"), ("Pays d'origine", "country"), ("PAÍS", "country"),
        ("Country (ISO 3166)", "country"), ("Anzahl Beschäftigte", "workers"), ("No. of workers", "workers"),
        ("Total number of workers", "workers"), ("Anteil Migranten in %", "migrant_share"), ("% women", "women_share"),
        ("Women (%)", "women_share"), ("Frauenanteil [%]", "women_share"), ("Produits", "goods"), ("Product 1", "goods"),
        ("Código arancelario", "hs_codes"), ("Zolltarif-Nr.", "hs_codes"), ("HS-Code*", "hs_codes"), ("Straße", "address"),
        ("Lieferant / Supplier", "name"), ("a_workers_locked_in", "a_workers_locked_in"), ("Pässe einbehalten", "a_identity_documents_retained"),
        ("Trade union", "c_worker_representation"), ("n.º proveedor", "supplier_id"), ("N° fournisseur", "supplier_id"),
    ],
)  # fmt: skip
def test_a_header_is_recognised(header: str, column: str) -> None:
    found = recognise(header)
    assert found is not None and found[0] == column


@pytest.mark.parametrize("header", ["Buyer", "Incoterms", "Last audit", "Currency", "", "%", "Preis"])
def test_a_header_that_means_nothing_here_is_left_alone(header: str) -> None:
    assert recognise(header) is None


@pytest.mark.parametrize(
    "header",
    [
        "Worker name",
        "Passport No.",
        "E-Mail",
        "Telefon",
        "Prénom",
        "Fecha de nacimiento",
        "Contact person",
        "Date of birth",
    ],
)
def test_columns_about_single_people_are_known(header: str) -> None:
    assert is_personal(header)
    assert read_headers(["Supplier", header]).personal == (header,)


def test_header_words_name_statements_and_controls_that_the_edition_has() -> None:
    for table, column, words in (
        ("statements", "statement_id", "statements"),
        ("controls", "control_id", "controls"),
    ):
        ids = pl.read_csv(ROOT / "reference" / "2026.1" / f"{table}.csv", infer_schema=False).get_column(
            column
        )
        assert set(WORDS[words]) <= set(ids)


def test_a_statement_of_any_pack_is_read_under_its_own_id() -> None:
    assert read_headers(["Name", "a_agy_worker_fee_total"]).columns["a_agy_worker_fee_total"] == (
        "a_agy_worker_fee_total",
    )


def test_no_word_means_two_columns() -> None:
    seen: dict[str, str] = {}
    for column, languages in WORDS["columns"].items():
        for word in {fold_header(word) for language in languages for word in language}:
            assert seen.setdefault(word, column) == column, word
    assert set(WORDS["columns"]) == COLUMNS


def test_the_callers_map_wins_and_the_other_header_is_reported() -> None:
    reading = read_headers(["Name", "Trade partner", "Land"], {"Trade partner": "name"})
    assert reading.columns["name"] == ("Trade partner",)
    assert reading.ambiguous == {"name": ("Name",)}


def test_the_map_may_leave_a_column_unread() -> None:
    assert read_headers(["Name", "Tier"], {"Tier": ""}).unknown == ("Tier",)


@pytest.mark.parametrize("header_map", [{"Nobody": "name"}, {"Name": "nonsense"}])
def test_a_map_that_names_what_is_not_there_is_refused(header_map: dict[str, str]) -> None:
    with pytest.raises(UnusableInputError):
        read_headers(["Name"], header_map)


def test_the_plainer_word_wins_and_the_other_is_reported() -> None:
    reading = read_headers(["Name", "Supplier name", "Country code", "Country"])
    assert reading.columns["name"] == ("Supplier name",)
    assert reading.columns["country"] == ("Country",)
    assert reading.ambiguous == {"name": ("Name",), "country": ("Country code",)}


def test_several_columns_of_goods_are_read_together() -> None:
    assert read_headers(["Name", "Product 1", "Product 2"]).columns["goods"] == ("Product 1", "Product 2")


def test_a_unit_in_the_header_is_kept() -> None:
    assert read_headers(["Name", "Anteil Migranten in %", "Women (0-1)"]).units == {
        "migrant_share": "percent",
        "women_share": "fraction",
    }


def test_title_rows_above_the_header_are_stepped_over() -> None:
    header = find_header([["Our suppliers 2026", None], [None, None], ["Supplier", "Country"], ["A", "DE"]])
    assert header is not None
    assert (header.index, header.rows, header.names) == (2, 1, ("Supplier", "Country"))


def test_the_same_header_in_a_second_language_is_part_of_the_header() -> None:
    header = find_header(
        [["Supplier name", "Country", "Goods"], ["Lieferant", "Land", "Waren"], ["A", "DE", "x"]]
    )
    assert header is not None
    assert (header.index, header.rows, header.names) == (0, 2, ("Supplier name", "Country", "Goods"))


def test_names_under_a_group_header_are_the_finer_ones() -> None:
    header = find_header(
        [
            ["Supplier", None, "Workforce", None],
            ["Name", "Country", "Number of workers", "Women (%)"],
            ["A", "DE", "5", "2"],
        ]
    )
    assert header is not None
    assert header.names == ("Name", "Country", "Number of workers", "Women (%)")


def test_repeated_and_empty_names_are_made_different() -> None:
    assert distinct(["a", "", "a", "a (2)", ""]) == ("a", "(column 2)", "a (3)", "a (2)", "(column 5)")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Migrant workers share", "migrant_share"), ("% migrant", "migrant_share"), ("Share migrant", "migrant_share"),
        ("Fabric / material origin", "inputs"), ("Material origin", "inputs"), ("Cotton origin", "inputs"), ("Composition", "inputs"),
        ("Zusammensetzung", "inputs"), ("Composición", "inputs"), ("Origen del algodón", "inputs"), ("Origine du coton", "inputs"),
        ("Herkunft der Baumwolle", "inputs"), ("where", "address"), ("wkrs", "workers"), ("what do they make?", "goods"),
        ("Origin", "country"), ("Materials", "goods"),
    ],
)  # fmt: skip
def test_headers_of_hasty_lists_are_recognised(header: str, column: str) -> None:
    found = recognise(header)
    assert found is not None and found[0] == column


def test_a_header_that_says_only_passports_is_left_to_a_person() -> None:
    reading = read_headers(["Name", "Passports?"])
    assert reading.unknown == ("Passports?",)
    assert reading.notes() == [
        "Headers that mean nothing here: Passports?; name them with --map 'HEADER=column' (columns: docs/reference.md)."
    ]


def test_a_header_that_names_one_material_gives_it_to_its_cells() -> None:
    reading = read_headers(["Name", "Origen del algodón", "Composition"])
    assert reading.columns["inputs"] == ("Origen del algodón", "Composition")
    assert reading.materials == {"Origen del algodón": "cotton"}
