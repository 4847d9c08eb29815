"""When a decision stands, and what brings the match back as open."""

from dataclasses import replace
from datetime import date

import pytest

from tests.gateway.deciding import a_decision, a_subject, an_entry
from tolpuddle.gateway.matching.decisions import Decision, Subject, matching, stands_now
from tolpuddle.kernel.listed import Entry

TODAY = date(2026, 6, 1)
ENTRY = an_entry("Xinjiang Example Textile Co., Ltd.", "Example Textile", place="No. 1 Example Road, Hotan")


def decided(kind: str = "not_the_same") -> Decision:
    return a_decision(entry=ENTRY, decision=kind)


def why(entry: Entry | None = ENTRY, subject: Subject | None = None, kind: str = "not_the_same") -> str:
    now = stands_now(decided(kind), subject or a_subject(), entry, TODAY)
    assert (now.state == "in_force") == (not now.why)
    return " ".join(now.why)


def test_a_decision_stands_while_nothing_changed() -> None:
    assert why() == ""


def test_another_id_source_or_spelling_of_the_entry_changes_nothing() -> None:
    other = replace(
        ENTRY, order_id="us_uflpa-2", source_row="9", hash="1" * 16, source="Another transcription"
    )
    names = tuple(replace(each, name=each.name.upper().replace(",", "")) for each in ENTRY.names)
    assert why(replace(other, names=names)) == ""
    assert matching([decided()], a_subject(), replace(other, names=names)) is not None


def test_the_end_of_an_order_changes_nothing_of_who_is_who() -> None:
    assert why(replace(ENTRY, until="2026-05-01", status="inactive")) == ""


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (an_entry("Xinjiang Example Textile Co., Ltd.", "Example Textile", "Example Yarn", place="No. 1 Example Road, Hotan"),
         "The entry has a new name: Example Yarn."),
        (replace(ENTRY, names=(*ENTRY.names, replace(ENTRY.names[0], place="Kashgar, Plot 5"))),
         "The entry has a new address: Kashgar, Plot 5."),
        (replace(ENTRY, section="2(d)(2)(B)(ii)"), "The entry has a new section: 2(d)(2)(B)(ii)."),
        (replace(ENTRY, goods=("cotton",)), "The entry has a new product: cotton."),
        (replace(ENTRY, iso3="HKG"), "The entry has a new country: HKG."),
        (replace(ENTRY, place_id="CN-XJ"), "The entry has a new address: CN-XJ."),
        (replace(ENTRY, subsidiaries=True), "The entry has a new scope: and subsidiaries."),
    ],
)  # fmt: skip
def test_new_evidence_on_the_entry_opens_the_match_again_and_says_what(entry: Entry, says: str) -> None:
    assert why(entry) == says
    assert says in why(entry, kind="same")


@pytest.mark.parametrize(
    ("subject", "says"),
    [
        (a_subject("Example Textile Holding"),
         "The supplier was called “Example Textile Ltd” when this was decided and is called “Example Textile Holding” now."),
        (a_subject(iso3="VNM"), "The supplier's country was CHN when this was decided and is VNM now."),
        (a_subject(iso3=None), "The supplier's country was CHN when this was decided and is unknown now."),
    ],
)  # fmt: skip
def test_a_changed_supplier_opens_the_match_again_and_says_what(subject: Subject, says: str) -> None:
    assert why(subject=subject) == says


def test_an_alias_that_went_away_matters_to_a_confirmed_match_only() -> None:
    fewer = replace(ENTRY, names=ENTRY.names[:1])
    assert why(fewer) == ""
    assert why(fewer, kind="same") == "The entry no longer has the name “example textile”."


def test_a_decision_ends_after_its_last_day() -> None:
    decision = a_decision(entry=ENTRY, until=TODAY)
    assert stands_now(decision, a_subject(), ENTRY, TODAY).state == "in_force"
    assert stands_now(decision, a_subject(), ENTRY, date(2026, 6, 2)).state == "expired"
    assert stands_now(replace(decision, until=None), a_subject(), ENTRY, date(2099, 1, 1)).state == "in_force"


def test_an_entry_that_left_its_list_is_told() -> None:
    now = stands_now(decided(), a_subject(), None, TODAY)
    assert (now.state, now.why) == ("entry_gone", ("The entry is no longer on its list.",))


def test_a_decision_on_a_supplier_is_not_taken_for_one_on_another_of_the_same_name() -> None:
    decision = a_decision(entry=ENTRY, subject=a_subject(supplier="S-1"))
    assert matching([decision], a_subject(supplier="S-2"), ENTRY) is None
    assert matching([decision], a_subject("Renamed", supplier="S-1"), ENTRY) is decision
    assert matching([decision], a_subject(), ENTRY) is decision


def test_a_decision_on_one_list_says_nothing_about_another() -> None:
    assert matching([decided()], a_subject(), replace(ENTRY, list_id="us_cbp_wro")) is None


def test_a_decision_on_one_entry_is_not_taken_for_one_on_another_that_shares_a_name() -> None:
    twin = replace(ENTRY, order_id="us_uflpa-twin")
    assert matching([decided()], a_subject(), twin, others={ENTRY.order_id}) is None
    assert matching([decided()], a_subject(), twin) is not None


def test_the_newest_of_several_counts() -> None:
    older, newer = decided(), replace(decided(), id="d2", decision="same")
    assert matching([newer, older], a_subject(), ENTRY) is newer
