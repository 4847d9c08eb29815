"""A weight without a reason and a source does not load; nor does an edition that lacks a table."""

import pytest

from tests.scoring.core.small_edition import small_edition, small_reference
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core import describe
from tolpuddle.scoring.core.factors.every import FACTORS
from tolpuddle.scoring.core.reference import prepare
from tolpuddle.scoring.core.rule_files import parse_rules


@pytest.mark.parametrize("word", ["reason", "source"])
@pytest.mark.parametrize("document", ["exposure_weights", "bands", "channel_weights", "severity", "priority"])
def test_a_rule_without_reason_or_source_is_refused(document: str, word: str) -> None:
    text = small_edition().documents[document].replace(f"{word}:", f"{word}_gone:")
    with pytest.raises(EditionError, match=word):
        parse_rules(small_edition(**{document: text}))


def test_a_statement_without_source_is_refused() -> None:
    full = small_edition()
    table = full.tables["statements"]
    header = ",".join(table.columns)
    told = {
        "statement_id": "made_up",
        "pack": "general",
        "question": "Is it?",
        "answer_type": "yn",
        "reason": "No reason is good enough",
    }
    line = ",".join(told.get(column, "") for column in table.columns)
    with pytest.raises(EditionError, match="made_up"):
        prepare(small_edition(statements=f"{header}\n{line}\n"))


@pytest.mark.parametrize(
    "table", ["listed_goods", "countries", "goods", "inputs", "produces", "sectors", "statements"]
)
def test_an_edition_without_a_table_is_refused_by_name(table: str) -> None:
    full = small_edition()
    less = Edition(
        full.name, {k: v for k, v in full.tables.items() if k != table}, full.documents, full.sha256
    )
    with pytest.raises(EditionError, match=table):
        prepare(less)


def test_every_factor_has_a_weight_and_every_weight_a_factor() -> None:
    assert {factor.id for factor in FACTORS} == set(small_reference().rules.factors)


def test_every_factor_is_described_for_an_auditor() -> None:
    described = describe.factors(small_reference())
    assert described["id"].to_list() == [factor.id for factor in FACTORS]
    for row in described.iter_rows(named=True):
        assert len(row["description"]) > 40, row["id"]
        assert row["reason"] and row["source"], row["id"]


def test_the_decision_table_ends_with_a_row_that_always_fits() -> None:
    last = small_reference().rules.priority.rows[-1]
    assert (last.urgent, last.severity, last.likelihood, last.listing, last.basis, last.known) == (None,) * 6
