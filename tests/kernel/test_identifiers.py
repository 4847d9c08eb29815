"""Identifiers are parsed once, and the same fact always has the same id."""

import pytest

from tolpuddle.kernel.errors import IdentifierError
from tolpuddle.kernel.identifiers import Country, HsCode, SupplierId, TenantId, event_id, hs_candidates


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("6109", ["6109"]),
        ("6109.10", ["610910"]),
        ("6109 10 00", ["61091000"]),
        ("6109.10.00.12", ["6109100012"]),
        ("HS 6109", ["6109"]),
        ("hs-code", []),
        ("901", ["0901"]),
        ("901.0", ["0901"]),
        ("90111", ["090111"]),
        ("901.11", ["090111"]),
        ("9", ["09"]),
        ("6109.1", ["610910", "061091"]),
        ("６１０９", ["6109"]),
        ("7701", []),
        ("0001", []),
        ("cotton", []),
        ("", []),
        ("123456789012", []),
        ("-6109", ["6109"]),
    ],
)
def test_a_customs_code_is_read_with_dots_spaces_and_lost_zeros(written: str, expected: list[str]) -> None:
    assert [code.digits for code in hs_candidates(written)] == expected


def test_a_code_with_two_readings_is_not_one_plain_code() -> None:
    with pytest.raises(IdentifierError):
        HsCode.parse("6109.1")


def test_a_code_knows_its_chapter_heading_and_subheading() -> None:
    code = HsCode.parse("6109.10.00")
    assert (code.chapter, code.heading, code.subheading) == ("61", "6109", "610910")
    assert HsCode.parse("61").heading is None
    assert HsCode.parse("6109").subheading is None


def test_a_country_has_three_letters() -> None:
    assert Country.parse(" bgd ").iso3 == "BGD"
    for wrong in ("BD", "B4D", "", "Bangladesh", "ÄÖÜ"):
        with pytest.raises(IdentifierError):
            Country.parse(wrong)


def test_ids_of_suppliers_and_tenants_are_refused_when_they_cannot_be_ids() -> None:
    assert SupplierId.parse(" A-1 ").text == "A-1"
    assert TenantId.parse("acme-2").text == "acme-2"
    for wrong in ("", "  ", "a\x00b", "x" * 201):
        with pytest.raises(IdentifierError):
            SupplierId.parse(wrong)
    for wrong in ("", "Acme", "a/b", "x" * 64):
        with pytest.raises(IdentifierError):
            TenantId.parse(wrong)


def test_the_same_parts_give_the_same_event_id_and_other_parts_another() -> None:
    assert event_id("a", 1) == event_id("a", 1)
    assert event_id("ab", "c") != event_id("a", "bc")
    assert event_id("job-1", 0) == "0b2a8190-cf3b-5370-8acc-7967bd162f46"
