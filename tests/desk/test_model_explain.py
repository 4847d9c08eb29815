"""`tolpuddle model explain`: a prior in words and bars, what the list says, and where the model is blind."""

import json

from tests.desk.running import here, sentence


def test_a_pair_is_explained_in_words_and_bars() -> None:
    done = here("model", "explain", "Brazil", "Coffee")
    assert done.returncode == 0, done.stderr
    assert (
        "Coffee from Brazil is on the list of 2022: forced labour, child labour; since 2018, for forced labour since 2020."
        in done.stdout
    )
    assert "What raises it most:" in done.stdout and "█" in done.stdout and "░" in done.stdout
    assert "where the model does not see" in done.stdout
    assert "absence from a list is not clearance" in done.stdout


def test_a_country_alone_is_explained_with_its_goods() -> None:
    done = here("model", "explain", "ARE")
    assert "tied to one employer" in done.stdout
    assert "its goods with the highest prior" in done.stdout


def test_the_portrait_comes_as_json() -> None:
    told = json.loads(here("model", "explain", "BRA", "coffee", "--json").stdout)
    assert told["good"]["good_id"] == "coffee" and told["priors"][0]["head"] == "forced"


def test_an_unknown_country_or_good_is_refused_with_a_sentence() -> None:
    assert "There is no country “Atlantis”" in sentence(here("model", "explain", "Atlantis", "coffee"))
    assert "There is no good “unobtainium”" in sentence(here("model", "explain", "BRA", "unobtainium"))
