"""Question lists of laws over HTTP: what is asked, and what of a supplier's answers fills it."""

from tests.gateway.conftest import Gateway


def test_each_law_is_named_with_the_wording_it_follows_and_the_day(screening: Gateway) -> None:
    told = screening.client.get("/v1/laws").json()
    laws = {law["law"]: law for law in told["laws"]}
    assert {"uk_msa54", "ca_s211", "de_lksg", "eu_flr", "us_uflpa"} <= laws.keys()
    assert all(law["law_version"] and law["as_of"] and law["fields"] for law in laws.values())
    assert "not legal advice" in told["notice"] or "clearance" in told["notice"]


def test_a_law_tells_which_statements_and_facts_fill_its_questions(screening: Gateway) -> None:
    told = screening.client.get("/v1/laws/uk_msa54").json()
    assert told["fields"] == len(told["questions"])
    structure = next(each for each in told["questions"] if each["field"] == "uk_structure")
    assert "labour_providers_not_licensed" in structure["statement_ids"]
    assert set(structure["facts"]) <= told["fact_titles"].keys()


def test_one_statement_answered_once_serves_at_least_three_laws(screening: Gateway) -> None:
    serves: dict[str, set[str]] = {}
    for law in screening.client.get("/v1/laws").json()["laws"]:
        for question in screening.client.get(f"/v1/laws/{law['law']}").json()["questions"]:
            for statement in question["statement_ids"]:
                serves.setdefault(statement, set()).add(law["law"])
    assert max(len(laws) for laws in serves.values()) >= 3


def test_a_law_that_is_not_held_is_not_found(screening: Gateway) -> None:
    assert screening.client.get("/v1/laws/atlantis").status_code == 404
