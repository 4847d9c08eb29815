"""`tolpuddle corridor`: rules in words, fees in months of pay, files and options, refusals in a sentence."""

import json
from pathlib import Path

import pytest

from tests.desk.running import here

HEADER = "cost_head,amount,currency,payer,repaid\n"


def test_a_corridor_is_told_in_words_with_what_is_not_known() -> None:
    done = here("corridor", "Nepal", "Saudi Arabia", "--sector", "domestic_work")
    assert done.returncode == 0
    assert "Nepal to Saudi Arabia, domestic_work" in done.stdout
    assert "past its day of review" in done.stdout
    assert "not known" in done.stdout
    assert "what workers paid" not in done.stdout


def test_fees_of_a_file_and_of_options_are_added_up(tmp_path: Path) -> None:
    file = tmp_path / "fees.csv"
    file.write_text(HEADER + "recruitment_fee,100000,NPR,,\nmedical,10,USD,employer,\n", encoding="utf-8")
    done = here(
        "corridor", "NPL", "SAU", "--fees", str(file), "--fee", "medical=50 USD", "--pay", "300USD", "--rate",
        "NPR=0.0075", "--json",
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert (told["fees"]["worker_total"], told["fees"]["months_of_pay"]) == ("800", "2.67")
    assert told["fees"]["legal_cap"]["state"] == "over_cap"


def test_the_benchmark_and_the_law_are_told_apart() -> None:
    done = here("corridor", "NPL", "SAU", "--fee", "recruitment_fee=9000NPR")
    assert "benchmark: Workers bear 9000.00 NPR" in done.stdout
    assert "A cap of law is no benchmark" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Atlantis", "SAU"), "not read as one country"),
        (("NPL", "SAU", "--sector", "nothing"), "no such sector"),
        (("NPL", "SAU", "--on", "tomorrow"), "is no day"),
        (("NPL", "SAU", "--fee", "medical=ten"), "is not"),
        (("NPL", "SAU", "--fee", "gift=10USD"), "A cost head is one of"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(arguments: tuple[str, ...], says: str) -> None:
    done = here("corridor", *arguments)
    assert done.returncode == 2
    assert says in done.stderr


def test_a_wrong_line_of_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "fees.csv"
    file.write_text(HEADER + "medical,10,USD,,\nmedical,ten,USD,,\n", encoding="utf-8")
    done = here("corridor", "NPL", "SAU", "--fees", str(file))
    assert done.returncode == 2
    assert "fees.csv, line 3" in done.stderr
