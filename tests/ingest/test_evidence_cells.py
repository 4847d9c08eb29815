"""Answers of any kind and items of evidence in a file: the row goes on, what is wrong is refused with row and column."""

import json
from pathlib import Path

import polars as pl

from tests.scoring.editions import shipped
from tolpuddle.ingest.accept import Acceptance, accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.country_words import CountryWords


def read(folder: Path, **columns: list[str | None]) -> tuple[pl.DataFrame, pl.DataFrame, Acceptance]:
    names = [f"Example Works {n}" for n in range(len(next(iter(columns.values()))))]
    path = folder / "suppliers.csv"
    pl.DataFrame({"name": names, "country": ["Jordan"] * len(names), **columns}).write_csv(path)
    done = accept(
        supplier_list.read(path),
        CountryWords.from_edition(shipped()),
        kinds=AnswerKinds.from_edition(shipped()),
    )
    batches = list(done)
    good = pl.concat([batch.suppliers for batch in batches])
    bad = pl.concat([batch.rejects for batch in batches])
    return good, bad, done


def test_numbers_amounts_and_options_are_kept_in_one_form(tmp_path: Path) -> None:
    good, bad, _ = read(
        tmp_path,
        a_agy_worker_fee_total=["1,5", "USD 1200", "0", "unknown", "n/a"],
        a_agy_passport_held_by_agency=["agency", "Worker", "agency;worker", "", "declined"],
    )
    assert good.get_column("a_agy_worker_fee_total").to_list() == [None, "1200 USD", "0", "unknown", None]
    assert good.get_column("a_agy_passport_held_by_agency").to_list() == [
        "agency",
        "worker",
        None,
        None,
        "declined",
    ]
    told = bad.select("row_number", "column", "code").rows()
    assert told == [
        (2, "a_agy_worker_fee_total", "answer_refused"),
        (4, "a_agy_passport_held_by_agency", "answer_refused"),
    ]


def test_a_row_with_a_refused_answer_is_accepted_and_counted_once(tmp_path: Path) -> None:
    good, bad, done = read(tmp_path, a_agy_worker_fee_total=["a lot"])
    assert good.height == 1 and bad.height == 1
    assert done.counts.accepted == 1 and done.counts.rejected == 0
    assert any("refused while the rest of the row went on" in note for note in done.notes)


def test_a_list_refuses_the_same_signs_of_a_person_as_the_evidence_of_one_supplier(tmp_path: Path) -> None:
    item = {"statement": "identity_documents_retained", "answer": "yes"}
    sites = ["Dr Karimova's house", "phone 5012 3456", "Don Mueang district"]
    good, bad, _ = read(tmp_path, evidence=[json.dumps([item | {"site": site}]) for site in sites])
    assert [one is not None for one in good.get_column("evidence")] == [False, False, True]
    assert bad.get_column("row_number").to_list() == [2, 3]
    assert not any("Karimova" in why or "5012" in why for why in bad.get_column("reason"))


def test_good_items_of_evidence_are_kept_and_each_bad_one_is_told(tmp_path: Path) -> None:
    items = [
        {
            "statement": "agy_contract_language",
            "answer": "none",
            "source": "worker_interview",
            "date": "2026-05-01",
        },
        {"statement": "nothing_of_ours", "answer": "yes"},
        {"statement": "agy_contract_language", "answer": "none", "source": "a friend"},
        {"control": "workers_keep_documents", "answer": "Verified", "source": "audit_unannounced"},
        {"control": "workers_keep_documents", "answer": "maybe"},
        {"statement": "agy_worker_fee_total", "answer": "12", "date": "01.02.2026"},
        {"statement": "identity_documents_retained", "answer": "yes", "site": "ask Mrs Karimova"},
    ]
    good, bad, _ = read(tmp_path, evidence=[json.dumps(items)])
    kept = json.loads(good.item(0, "evidence"))
    assert [item["answer"] for item in kept] == ["none", "verified"]
    reason = bad.item(0, "reason")
    assert (
        "item 2: there is no statement nothing_of_ours" in reason
        and "item 3" in reason
        and "2 more" in reason
    )
    assert "Karimova" not in reason


def test_text_that_tells_of_a_person_is_not_kept_and_not_repeated(tmp_path: Path) -> None:
    texts = [
        name for name, kind in AnswerKinds.from_edition(shipped()).statements.items() if kind.type == "text"
    ]
    column = f"a_{texts[0]}"
    good, bad, _ = read(tmp_path, **{column: ["Call +971 50 123 4567", "Lockers with keys"]})
    assert good.get_column(column).to_list() == [None, "Lockers with keys"]
    assert "telephone number" in bad.item(0, "reason") and "4567" not in bad.item(0, "reason")


def test_evidence_in_json_comes_as_a_list(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.json"
    item = {"statement": "identity_documents_retained", "answer": True, "source": "union"}
    path.write_text(json.dumps([{"name": "Example Works", "country": "Jordan", "evidence": [item]}]))
    done = accept(
        supplier_list.read(path),
        CountryWords.from_edition(shipped()),
        kinds=AnswerKinds.from_edition(shipped()),
    )
    good = pl.concat([batch.suppliers for batch in done])
    assert json.loads(good.item(0, "evidence")) == [item | {"answer": "yes"}]
