"""Facts of a corridor: days, certainty in words, what is stale, what is unknown."""

from pathlib import Path

import pytest

from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.scoring.core.corridors import words
from tolpuddle.scoring.core.corridors.fact import CorridorFacts
from tolpuddle.scoring.core.corridors.read import Corridors
from tolpuddle.scoring.core.corridors.shape import corridor_shape

REFERENCE = Path(__file__).resolve().parents[4] / "reference/2026.1"


@pytest.fixture(scope="module")
def corridors() -> Corridors:
    return Corridors.from_edition(open_edition(REFERENCE))


@pytest.fixture(scope="module")
def every(corridors: Corridors) -> list[CorridorFacts]:
    """Every pair of countries of which some rule is held."""
    origins = sorted({row["iso3"] for row in corridors.origins})
    destinations = sorted({row["iso3"] for row in corridors.destinations})
    return [corridors.of(a, b) for a in origins for b in destinations]


def test_law_and_practice_are_two_fields_of_every_fact(every: list[CorridorFacts]) -> None:
    facts = [fact for one in every for fact in one.destination_rules]
    assert {fact.in_law for fact in facts} <= {"yes", "partly", "no", "unknown"}
    assert {fact.in_practice for fact in facts} <= {"yes", "partly", "no", "unknown"}
    assert any(fact.in_law != fact.in_practice for fact in facts)


def test_general_knowledge_is_never_worded_as_law(every: list[CorridorFacts]) -> None:
    facts = [
        f
        for one in every
        for f in (*one.destination_rules, *one.origin_rules, *one.fee_rules)
        if f.certainty == "G"
    ]
    assert facts
    for fact in facts:
        assert fact.in_law == "unknown"
        assert "by law" not in fact.says
        assert "not to be taken for the law" in fact.certainty_words
        assert any(
            word in fact.says for word in ("general knowledge", "unknown", "No rule on fees is known")
        ), fact.says


def test_what_only_the_press_told_is_said_to_be_press_and_no_law(corridors: Corridors) -> None:
    facts = corridors.of("IDN", "SAU", "domestic_work").origin_rules
    lifted = [fact for fact in facts if fact.kind == "ban_lifted"]
    assert lifted
    assert all(fact.in_law == "unknown" and "press report" in fact.certainty_words for fact in lifted)


def test_a_fact_past_its_day_of_review_is_shown_and_marked(corridors: Corridors) -> None:
    then = {(f.kind, f.value): f for f in corridors.of("NPL", "ARE", on="2025-01-01").destination_rules}
    now = {(f.kind, f.value): f for f in corridors.of("NPL", "ARE", on="2026-06-01").destination_rules}
    assert then.keys() == now.keys()
    assert not then["tie_to_employer", "0.5"].stale
    assert now["tie_to_employer", "0.5"].stale


def test_every_fact_has_a_day_for_which_its_source_speaks(every: list[CorridorFacts]) -> None:
    for one in every:
        for fact in (*one.destination_rules, *one.origin_rules, *one.fee_rules):
            assert fact.as_of
            assert fact.source


def test_an_ended_rule_stays_in_sight_and_a_later_one_is_not_yet_in_force(corridors: Corridors) -> None:
    def bans(day: str) -> set[str]:
        facts = corridors.of("ETH", "SAU", "domestic_work", day).origin_rules
        return {fact.standing for fact in facts if fact.kind == "ban"}

    assert bans("2012-06-01") == {"not_yet"}
    assert bans("2015-06-01") == {"in_force"}
    assert bans("2020-06-01") == {"ended"}


def test_what_is_not_held_is_said_to_be_unknown_and_not_left_out(corridors: Corridors) -> None:
    found = corridors.of("FRA", "NOR")
    assert found.destination_rules == found.origin_rules == ()
    assert len([s for s in found.unknown if s.startswith("Norway")]) == 4
    assert any("not to say there is none" in sentence for sentence in found.unknown)
    assert any("No rule on what workers may be charged" in sentence for sentence in found.unknown)


def test_each_treaty_is_told_for_both_countries_unknown_ones_too(corridors: Corridors) -> None:
    found = corridors.of("NPL", "SAU").ratifications
    assert {(one.iso3, one.instrument) for one in found} == {
        (c, t) for c in ("NPL", "SAU") for t in words.INSTRUMENTS
    }
    unknown = [one for one in found if one.status == "unknown"]
    assert unknown
    assert all("not known here" in one.says for one in unknown)


def test_a_ban_is_said_never_to_count_as_protection(corridors: Corridors) -> None:
    assert any("never counts as protection" in note for note in corridors.of("NPL", "SAU").notes)


def test_a_rule_for_another_sector_or_another_destination_is_not_shown(corridors: Corridors) -> None:
    domestic = corridors.of("PHL", "KWT", "domestic_work").fee_rules
    factory = corridors.of("PHL", "KWT", "garment_textile").fee_rules
    assert "zero" in {fact.kind for fact in domestic}
    assert "zero" not in {fact.kind for fact in factory}
    assert not [f for f in corridors.of("KEN", "QAT").fee_rules if f.kind == "employer_ceiling"]


def test_countries_are_read_by_code_and_by_name(corridors: Corridors) -> None:
    by_name, by_code = corridors.of("Népal", "Saudi Arabia"), corridors.of("np", "SAU")
    assert by_name == by_code


def test_no_sentence_of_any_corridor_says_a_verdict(every: list[CorridorFacts]) -> None:
    text = " ".join(str(corridor_shape(one)) for one in every[:40]).lower()
    for word in ("safe corridor", "compliant", "no risk", "is forced labour", "fine."):
        assert word not in text
