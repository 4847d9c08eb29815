"""`tolpuddle questionnaire` as a buyer and a supplier use it: a workbook out and back, a conversation, the next question."""

import json
import zipfile
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from typer.testing import CliRunner

from tolpuddle.desk.main import app
from tolpuddle.desk.questionnaires import forms, workbook
from tolpuddle.desk.questionnaires.book import ANSWER, HEAD_ROW, ID, MARK
from tolpuddle.desk.questionnaires.cells import Refused

RUN = CliRunner()
HEAD: dict[str, Any] = {
    "edition": "2026.1", "language": "fr",
    "supplier": {"supplier_id": "s1", "name": "Ayla", "country": "Turkey", "sector": "garments", "goods": "t-shirts"},
}  # fmt: skip


def run(*arguments: str | Path, stdin: str | None = None) -> tuple[int, str, str]:
    done = RUN.invoke(app, ["questionnaire", *map(str, arguments)], input=stdin)
    return done.exit_code, done.stdout, done.stderr


def came_back(path: Path, *answers: tuple[str, str]) -> tuple[dict[str, str], list[Refused]]:
    """A workbook as a supplier might send it: ids and answers. What is taken of it, and what is refused."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("1 Ayla")
    sheet.write_string(0, ID, MARK + json.dumps(HEAD))
    for row, (ident, cell) in enumerate(answers, HEAD_ROW + 1):
        sheet.write(row, ANSWER, float(cell) if cell.isdecimal() else cell)
        sheet.write_string(row, ID, ident)
    book.close()
    sheets, refused = workbook.read_questionnaires(path, edition=None)
    return sheets[0].answers, refused


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("questionnaires")
    (folder / "s.csv").write_text(
        "name,country,sector,goods\n=cmd()|Ayla,Turkey,garments,t-shirts\nBirgit: *,Qatar,domestic work agency,services\n"
    )
    code, told, _ = run("new", folder / "s.csv", "-o", folder / "q.xlsx", "--language", "fr")
    assert code == 0
    assert "2 sheets" in told
    return folder / "q.xlsx"


def test_a_workbook_holds_a_locked_sheet_a_supplier_and_no_formula(sent: Path) -> None:
    with zipfile.ZipFile(sent) as book:
        sheets = [
            book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")
        ]
        texts = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 4  # what to read first, two suppliers, the lists
    assert all("<f>" not in sheet for sheet in sheets)
    assert all("sheetProtection" in sheet for sheet in sheets)
    assert sum('type="list"' in sheet for sheet in sheets) == 2
    assert "'=cmd()|Ayla" in texts
    assert "Quelqu" in texts or "travailleur" in texts


def test_a_workbook_that_nobody_filled_in_brings_no_answers(sent: Path, tmp_path: Path) -> None:
    code, _, told = run("read", sent, "-o", tmp_path / "a.csv")
    assert (code, "0 answers taken" in told) == (0, True)
    assert pl.read_csv(tmp_path / "a.csv").get_column("country").to_list() == ["Turkey", "Qatar"]


def test_answers_are_read_in_the_words_of_any_language(tmp_path: Path) -> None:
    answers, refused = came_back(
        tmp_path / "q.xlsx",
        ("workers_pay_recruitment_fees", "Oui"),
        ("identity_documents_retained", "nous ne savons pas"),
        ("contract_differs_from_offer", "No"),
        ("core_deductions_share", "12"),
        ("core_hostel_control#curfew", "x"),
        ("core_hostel_control#guards", "X"),
        ("migrant_share", "30 %"),
    )
    assert not refused
    assert answers == {
        "workers_pay_recruitment_fees": "yes",
        "identity_documents_retained": "unknown",
        "contract_differs_from_offer": "no",
        "core_deductions_share": "12",
        "core_hostel_control": "curfew;guards",
        "migrant_share": "30",
    }


def test_what_cannot_be_taken_is_named_by_sheet_row_and_column_in_one_sentence(tmp_path: Path) -> None:
    answers, refused = came_back(
        tmp_path / "q.xlsx",
        ("core_deductions_share", "120"),
        ("workers_pay_recruitment_fees", "perhaps"),
        ("made_up", "yes"),
        ("core_hostel_control", "none"),
        ("core_hostel_control#curfew", "x"),
        ("identity_documents_retained", "yes"),
        ("identity_documents_retained", "no"),
    )
    assert answers == {"identity_documents_retained": "yes"}
    sentences = [str(one) for one in refused]
    assert sentences[0] == (
        "Sheet 1 Ayla, row 3, column B (core_deductions_share): 120 is above 100 (asked in % of gross pay)."
    )
    assert [one.row for one in refused] == [3, 4, 5, 9, 6]
    assert all(sentence.endswith(".") for sentence in sentences)
    assert "contradict" in sentences[4]
    assert "answered twice" in sentences[3]


def test_a_text_that_names_a_person_is_not_kept(tmp_path: Path) -> None:
    texts = [i.id for i in forms.form_of(None).reference.statements.items if i.kind.type == "text"]
    answers, refused = came_back(tmp_path / "q.xlsx", (texts[0], "Ask Mrs Sharma, +971 50 123 4567"))
    assert not answers
    assert "was not kept" in str(refused[0])
    assert "Sharma" not in str(refused[0])


def test_answers_that_came_back_are_screened(tmp_path: Path) -> None:
    came_back(tmp_path / "q.xlsx", ("workers_pay_recruitment_fees", "Oui"), ("workers", "250"))
    assert run("read", tmp_path / "q.xlsx", "-o", tmp_path / "a.csv")[0] == 0
    done = RUN.invoke(app, ["screen", str(tmp_path / "a.csv"), "--json"])
    assert done.exit_code == 0, done.stderr
    assessment = json.loads(done.stdout.splitlines()[0])
    assert assessment["indicators"]["debt_bondage"]["state"] == "reported"
    assert assessment["supplier_id"] == "s1"


def test_a_file_that_is_no_questionnaire_is_refused_in_one_sentence(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "other.xlsx"))
    book.add_worksheet("Sheet").write_string(0, 0, "hello")
    book.close()
    for name in ("other.xlsx", "missing.xlsx", "no.txt"):
        if name == "no.txt":
            (tmp_path / name).write_text("hello")
        code, _, told = run("read", tmp_path / name)
        assert code == 2
        assert len(told.splitlines()) == 1


def test_a_conversation_is_kept_and_gone_on_with(tmp_path: Path) -> None:
    file = tmp_path / "k.json"
    facts = ("--country", "Italy", "--sector", "garments", "--goods", "t-shirts")
    code, told, _ = run("ask", *facts, "-f", file, stdin="nonsense\n2\n\nq\n")
    assert code == 0
    assert "Not taken" in told
    kept = json.loads(file.read_text())
    assert len(kept["answers"]) + len(kept["asked"]) == 2
    first = set(kept["answers"])
    run("ask", "-f", file, stdin="1\nq\n")
    again = json.loads(file.read_text())
    assert first < set(again["answers"])
    assert again["supplier"]["country"] == "Italy"


def test_the_next_question_is_told_to_a_program(tmp_path: Path) -> None:
    file = tmp_path / "k.json"
    file.write_text(
        json.dumps({"supplier": {"country": "Qatar", "sector": "domestic_work", "goods": "services"}})
    )
    code, told, _ = run("next", "--answers", file, "--json", "--language", "es", "--most", "3")
    found = json.loads(told)
    assert code == 0
    assert len(found["questions"]) == 3
    assert all(one["language"] == "es" for one in found["questions"])
    assert found["progress"]["done"] is False


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ("[]", "no file"),
        ("{", "no JSON"),
        ('{"answers": {"made_up": "yes"}}', "made_up"),
        ('{"answers": {"workers_pay_recruitment_fees": "perhaps"}}', "perhaps"),
        ('{"supplier": {"age": 3}}', "age"),
        ('{"supplier": {"workers": "many"}}', "workers"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_one_sentence(
    tmp_path: Path, document: str, word: str
) -> None:
    (tmp_path / "k.json").write_text(document)
    code, _, told = run("next", "--answers", tmp_path / "k.json")
    assert code == 2
    assert len(told.splitlines()) == 1
    assert word in told


def test_a_language_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, _, told = run("new", "--sector", "garments", "-o", tmp_path / "q.xlsx", "--language", "xx")
    assert code == 2
    assert "en, es, fr" in told
    assert not (tmp_path / "q.xlsx").exists()
