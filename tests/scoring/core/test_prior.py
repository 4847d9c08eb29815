"""The prior in the exposure: as it stands in the edition, with its interval; unknown is never low; the flag is apart."""

import json
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.core.small_edition import TABLES, small_edition, small_reference, suppliers
from tests.scoring.core.strategies import supplier
from tests.scoring.editions import loaded, shipped
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.factors.every import PRIOR_FACTORS
from tolpuddle.scoring.core.factors.prior import COUNTRY_GROUPS, PAIR_GROUPS
from tolpuddle.scoring.core.model.priors import FILES, anchors, unpack
from tolpuddle.scoring.core.reference import Reference, prepare
from tolpuddle.scoring.core.screen import screen

FEW = settings(max_examples=20, deadline=None)
GROUPS = (*COUNTRY_GROUPS, *PAIR_GROUPS)


def read(reference: Reference, *rows: dict[str, Any]) -> pl.DataFrame:
    return screen(suppliers(*rows), reference, details=True)


def one(row: dict[str, Any], reference: Reference | None = None) -> dict[str, Any]:
    return read(reference or small_reference(), row).row(0, named=True)


def prior_of(line: dict[str, Any]) -> float:
    return sum(line[f"points_{name}"] for name in ("base", *PRIOR_FACTORS))


def test_base_and_groups_are_the_points_of_the_model_on_the_scale_of_the_index() -> None:
    rule = loaded().reference.rules.prior
    priors = unpack(shipped(), ("forced",))
    for row in priors.sample(40, seed=1).iter_rows(named=True):
        facts, count = loaded().reference.facts, loaded().reference.facts.goods.height
        loc = facts.localities.filter((pl.col("iso3") == row["iso3"]) & pl.col("place_id").is_null())[
            "loc"
        ].item()
        good = facts.goods.filter(pl.col("good_id") == row["good_id"])["good"].item()
        points = loaded().reference.pairs.points.row(loc * count + good, named=True)
        for name in GROUPS:
            assert points[f"points_prior_{name}"] == pytest.approx(
                rule.stretch * row.get(name, 0.0), abs=1e-4
            )
        total = sum(points[f"points_{name}"] for name in ("base", *PRIOR_FACTORS))
        expected = rule.index + rule.stretch * (row["points"] - rule.middle)
        assert total == pytest.approx(expected, abs=1e-3), "each of the groups is rounded to four decimals"


def test_the_interval_of_the_prior_widens_the_range_and_nothing_else() -> None:
    wider = prepare(small_edition(priors=TABLES["priors"].replace("NPL,bricks,10,10", "NPL,bricks,25,30")))
    row = {"country": "Nepal", "goods": "bricks", "tier": 1, "agency_share": 0.0}
    narrow, wide = one(row), one(row, wider)
    stretch = small_reference().rules.prior.stretch
    assert narrow["exposure"] == wide["exposure"]
    assert narrow["exposure_low"] - wide["exposure_low"] == pytest.approx(15 * stretch, abs=1e-3)
    assert wide["exposure_high"] - narrow["exposure_high"] == pytest.approx(20 * stretch, abs=1e-3)


def test_a_pair_that_is_no_candidate_is_unknown_and_never_low() -> None:
    line = one({"country": "Turkmenistan", "goods": "gold", "tier": 1, "agency_share": 0.0})
    told = {part["factor"]: part for part in json.loads(line["detail"])["exposure"]["contributions"]}
    for group in PAIR_GROUPS:
        assert told[f"prior_{group}"]["points"] == 0.0
        assert told[f"prior_{group}"]["value"] is None
        assert "is not known to make Gold" in told[f"prior_{group}"]["reason"]
    assert told["prior_governance"]["points"] > 0.0, "what belongs to the country is known"
    stretch = small_reference().rules.prior.stretch
    assert line["exposure_high"] - line["exposure_low"] > 20 * stretch
    known = one({"country": "Turkmenistan", "goods": "textiles", "tier": 1, "agency_share": 0.0})
    assert line["coverage"] < known["coverage"]
    elsewhere = one({"country": "Germany", "goods": "gold", "tier": 1, "agency_share": 0.0})
    assert elsewhere["exposure_band"] == "low", "where the model knows the pair it may be low"
    less = TABLES["priors"].replace("DEU,gold,10,10,-3,-5,-1,-10,0\n", "")
    unknown = one(
        {"country": "Germany", "goods": "gold", "tier": 1, "agency_share": 0.0},
        prepare(small_edition(priors=less)),
    )
    assert (unknown["exposure"], unknown["exposure_band"]) == (None, "insufficient_data")


def test_goods_that_are_unknown_count_as_the_mean_of_the_sectors_goods_with_their_whole_range() -> None:
    line = one({"country": "Bangladesh", "sector": "1410", "tier": 1, "agency_share": 0.0})
    told = {part["factor"]: part for part in json.loads(line["detail"])["exposure"]["contributions"]}
    stretch = small_reference().rules.prior.stretch
    assert told["prior_output"]["points"] == pytest.approx(stretch * (15 + 5) / 2, abs=1e-3)
    assert "mean of 2 goods of the sector that Bangladesh is known to make" in told["prior_output"]["reason"]
    garments, textiles = (
        one(
            {
                "country": "Bangladesh",
                "goods": goods,
                "inputs": "cotton@Germany",
                "tier": 1,
                "agency_share": 0.0,
            }
        )
        for goods in ("garments", "textiles")
    )
    assert (
        min(prior_of(garments), prior_of(textiles))
        <= prior_of(line)
        <= max(prior_of(garments), prior_of(textiles))
    )
    assert "mean of 5 goods that China" in str(
        one({"country": "China", "sector": "services_other"})["detail"]
    )


def test_a_mean_weighs_goods_by_their_share_of_the_worlds_output() -> None:
    made = TABLES["produces"] + "BGD,garments,exports,0.3,2022\nBGD,textiles,exports,0.1,2022\n"
    line = one({"country": "Bangladesh", "sector": "1410"}, prepare(small_edition(produces=made)))
    stretch = small_reference().rules.prior.stretch
    assert line["points_prior_output"] == pytest.approx(stretch * (15 * 0.3 + 5 * 0.1) / 0.4, abs=1e-3)


def test_the_lists_own_flag_stands_apart_from_the_prior() -> None:
    unlisted = small_edition(
        listed_goods=TABLES["listed_goods"].replace("2022,NPL,bricks,true,true,false,2\n", "")
        .replace("2020,NPL,bricks,true,true,false,2\n", "")
    )  # fmt: skip
    row = {"country": "Nepal", "goods": "bricks"}
    with_flag, without = one(row), one(row, prepare(unlisted))
    assert prior_of(with_flag) == prior_of(without), "no pair's prior ever saw its own entry"
    rules = small_reference().rules.factors
    assert with_flag["points_listed_forced"] == rules["listed_forced"].points
    assert with_flag["exposure"] - without["exposure"] == pytest.approx(
        rules["listed_forced"].points + rules["listed_child"].points, abs=1e-9
    )


def test_a_blind_spot_takes_back_the_credit_of_the_prior_too() -> None:
    line = one({"country": "Qatar", "sector": "domestic work"})
    credit = sum(line[f"points_{name}"] for name in PRIOR_FACTORS)
    assert credit < 0
    assert line["points_blind_spot"] >= -credit


def test_a_good_from_a_state_of_tied_permits_is_never_low_and_says_why() -> None:
    line = one({"country": "Qatar", "goods": "gold", "tier": 1, "agency_share": 0.0})
    assert line["exposure"] < small_reference().rules.exposure_bands.moderate
    assert line["exposure_band"] == "moderate"
    assert "Blind spot: permits of migrant workers" in line["notes"]


def test_a_country_where_experts_see_little_freedom_is_never_low_however_small_its_prior() -> None:
    facts = {
        "country": "Turkmenistan",
        "goods": "textiles",
        "inputs": "cotton@Germany",
        "tier": 1,
        "agency_share": 0.0,
    }
    small = TABLES["priors"].replace("TKM,textiles,10,10,10,-5,-1,-6,2", "TKM,textiles,10,10,-3,-5,-1,-30,2")
    line = one(facts, prepare(small_edition(priors=small)))
    assert line["exposure"] < small_reference().rules.exposure_bands.moderate
    assert line["exposure_band"] == "moderate"
    assert "little freedom from forced labour" in line["notes"]


def test_a_prior_that_is_unknown_is_said_in_the_notes() -> None:
    line = one({"country": "Turkmenistan", "goods": "gold"})
    assert "Turkmenistan is not known to make Gold: the model says nothing of this pair" in line["notes"]
    assert "is not known to make" not in str(one({"country": "Turkmenistan", "goods": "cotton"})["notes"])


def test_a_group_that_the_model_does_not_use_is_not_shown() -> None:
    told = json.loads(one({"country": "Nepal", "goods": "bricks"})["detail"])["exposure"]["contributions"]
    shown = {part["factor"] for part in told}
    assert {"prior_governance", "prior_output"} <= shown
    assert not {"prior_poverty", "prior_income"} & shown


def test_an_edition_without_priors_says_how_to_get_them() -> None:
    full = small_edition()
    for table in ("priors", "priors_countries"):
        less = {name: each for name, each in full.tables.items() if name != table}
        with pytest.raises(EditionError, match="tolpuddle model train"):
            prepare(Edition(full.name, less, full.documents, full.sha256))


def test_a_group_that_no_factor_stands_for_is_refused() -> None:
    strange = TABLES["priors"].replace("neighbours", "phase_of_the_moon")
    with pytest.raises(EditionError, match="phase_of_the_moon"):
        prepare(small_edition(priors=strange))


def test_the_scale_of_the_prior_is_set_from_the_priors_that_ship() -> None:
    rules = loaded().reference.rules
    middle, stretch = anchors(unpack(shipped(), ("forced",)), rules.prior.index, rules.exposure_bands.high)
    told = f"set middle to {middle} and stretch to {stretch} in reference/curated/exposure_weights.yaml"
    assert abs(rules.prior.middle - middle) <= 2, told
    assert abs(rules.prior.stretch - stretch) <= 0.02, told


def test_no_group_exceeds_the_weight_that_is_published() -> None:
    points = loaded().reference.pairs.points
    for name in PRIOR_FACTORS:
        most = points[f"points_{name}"].abs().max()
        assert isinstance(most, float)
        assert most <= loaded().reference.rules.factors[name].points, name


def test_no_indicator_counts_in_the_model_and_in_a_country_factor() -> None:
    in_model = set(shipped().tables["model_indicators"]["indicator_id"])
    risks, rules = loaded().reference.facts.risks, loaded().reference.rules.factors
    for name in ("country_trafficking_response", "country_work", "country_treaties"):
        group = set(risks.filter(pl.col("group") == rules[name].settings["group"])["indicator_id"])
        assert group & in_model <= set(rules[name].words("left_out")), "leave it out: the model counts it"


def test_only_the_head_for_forced_labour_is_read() -> None:
    assert "priors_any" in FILES.values()
    assert "priors_any" not in small_edition().tables


@FEW
@given(st.sampled_from(PAIR_GROUPS), st.integers(1, 40))
def test_more_points_of_the_model_never_lower_an_index(group: str, more: int) -> None:
    header, *lines = TABLES["priors"].splitlines()
    at = header.split(",").index(group)
    cells = [line.split(",") for line in lines]
    raised = [
        [*row[:at], str(float(row[at]) + more), *row[at + 1 :]] if row[0] == "NPL" else row for row in cells
    ]
    other = prepare(small_edition(priors="\n".join([header, *(",".join(row) for row in raised)]) + "\n"))
    rows = [
        {"country": "Nepal", **goods}
        for goods in ({"goods": "bricks"}, {"goods": "gold"}, {"sector": "1410"})
    ]
    before, after = read(small_reference(), *rows), read(other, *rows)
    for name in ("exposure", "exposure_low", "exposure_high"):
        assert (after[name].fill_null(0.0) >= before[name].fill_null(0.0)).all()


@FEW
@given(supplier)
def test_an_unknown_prior_is_never_low(row: dict[str, Any]) -> None:
    line = one(row)
    part = next(
        (
            part
            for part in json.loads(line["detail"])["exposure"]["contributions"]
            if part["factor"] == "prior_output"
        ),
        None,
    )
    if (
        part is not None
        and part["value"] is None
        and line["sector"] not in ("services_other", "domestic_work")
    ):
        assert line["exposure_band"] != "low"
