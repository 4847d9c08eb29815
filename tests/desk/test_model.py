"""`tolpuddle model`: the shipped scorecards and priors are of this edition, and the commands say what they do."""

import json
import math
from pathlib import Path

import polars as pl
import pytest

from tests.desk.running import here
from tests.scoring.editions import SHIPPED, shipped
from tolpuddle.ingest.reference.model_files import put_model, stale_files
from tolpuddle.kernel.edition import MODEL_FILES, digest_of
from tolpuddle.kernel.edition_events import EditionAccumulator, edition_facts
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.model.priors import TABLES, pack, unpack
from tolpuddle.scoring.core.model.scorecard import Scorecard

ROOT = Path(__file__).resolve().parents[2]
HEADS = ("any", "forced")


def card(head: str) -> Scorecard:
    return Scorecard.from_json(shipped().documents[f"model_{head}.json"])


def test_every_file_of_the_model_is_shipped_and_makes_up_its_digest() -> None:
    assert set(shipped().sha256) >= MODEL_FILES
    assert shipped().model_digest() == digest_of({name: shipped().sha256[name] for name in MODEL_FILES})


@pytest.mark.parametrize("head", HEADS)
def test_the_shipped_scorecard_was_learnt_from_the_tables_that_ship(head: str) -> None:
    from tolpuddle.scoring.model.training import TRAINED_ON

    told = card(head).about["data"]
    assert told == digest_of({f"{name}.csv": shipped().sha256[f"{name}.csv"] for name in TRAINED_ON}), (
        "run `tolpuddle model train`"
    )


@pytest.mark.parametrize("head", HEADS)
def test_the_shipped_scorecard_states_its_class_prior(head: str) -> None:
    about = card(head).about
    assert about["class_prior"] == round(about["listed"] / about["candidates"], 6)
    assert 0 < about["class_prior"] < 0.05
    assert "1" in about["label_frequency"]


@pytest.mark.slow
def test_training_again_changes_no_byte_of_the_shipped_model() -> None:
    done = here("model", "train", "--check", "--edition", str(SHIPPED))
    assert done.returncode == 0, done.stdout
    assert "the model is as it was" in done.stdout


@pytest.mark.parametrize("head", HEADS)
def test_shipped_priors_are_what_the_scorecard_says(head: str) -> None:
    from tolpuddle.scoring.model.features import features
    from tolpuddle.scoring.model.training import POINTS, frame_of
    from tolpuddle.scoring.model.world import read_world

    today = int(shipped().published[:4])
    world = read_world(shipped()).known_in(today)
    rows = features(world, world.lists[max(world.lists)], today)
    one = card(head)
    points = one.log_odds(frame_of(rows, tuple(curve.feature for curve in one.curves))) * POINTS
    priors = unpack(shipped(), (head,))
    gap = (priors["points"] - points).abs().max()
    assert isinstance(gap, float)
    assert gap < 0.05 * (len(one.groups()) + 2)  # each group is rounded to a tenth of a point


@pytest.mark.parametrize("head", HEADS)
def test_contributions_of_the_shipped_scorecard_sum_to_its_log_odds(head: str) -> None:
    from tolpuddle.scoring.model.features import features
    from tolpuddle.scoring.model.training import frame_of
    from tolpuddle.scoring.model.world import read_world

    world, one = read_world(shipped()), card(head)
    rows = features(world, world.lists[2022], 2022)[::7]
    frame = frame_of(rows, tuple(curve.feature for curve in one.curves))
    sums = [one.base + math.fsum(row) for row in one.contributions(frame).iter_rows()]
    assert max(abs(a - b) for a, b in zip(sums, one.log_odds(frame), strict=True)) < 1e-12


def test_priors_sum_to_their_points() -> None:
    priors = unpack(shipped())
    parts = priors.select(pl.exclude("iso3", "good_id", "head", "points", "low", "high"))
    gap = (parts.select(pl.sum_horizontal(pl.all())).to_series() - priors["points"]).abs().max()
    assert isinstance(gap, float)
    assert gap < 1e-9
    assert (priors["low"] <= priors["points"]).all()
    assert (priors["points"] <= priors["high"]).all()


def test_an_edition_with_scorecards_survives_the_log() -> None:
    accumulator = EditionAccumulator()
    arrived = [
        edition for fact in edition_facts(shipped()) if (edition := accumulator.take(fact)) is not None
    ]
    assert arrived[0].documents["model_any.json"] == shipped().documents["model_any.json"]
    assert arrived[0].model_digest() == shipped().model_digest()


def test_putting_the_same_model_again_changes_nothing() -> None:
    cards = {head: shipped().documents[f"model_{head}.json"] for head in HEADS}
    assert stale_files(SHIPPED, cards, {name: shipped().tables[name] for name in TABLES}) == []
    assert stale_files(SHIPPED, cards, pack(unpack(shipped()))) == []


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match="no file of the model"):
        put_model(SHIPPED, {"other": "{}"}, pack(unpack(shipped())))
    assert not (SHIPPED / "model_other.json").exists()


def test_the_backtest_says_per_list_and_head_what_the_contract_names(tmp_path: Path) -> None:
    from tests.scoring.model.small_world import a_small_edition
    from tolpuddle.scoring.model.backtest import run
    from tolpuddle.scoring.model.estimator import Settings
    from tolpuddle.scoring.model.world import read_world

    first = next(iter(run(read_world(a_small_edition()), Settings(bags=1, rounds=10))))
    told = json.loads(json.dumps(first.told()))
    assert set(told) >= {
        "edition", "head", "candidates", "later", "missed", "auc", "auc_low", "auc_high", "ap", "recall_at", "baselines",
    }  # fmt: skip
    assert set(told["baselines"]) == {"popularity", "governance", "random", "logistic", "forest", "boosting"}


def test_the_model_card_meets_its_criteria() -> None:
    text = (ROOT / "docs/model_card.md").read_text(encoding="utf8")
    criteria = text.split("## Protocol and criteria")[1].split("\n## ")[0]
    assert criteria.count("| met |") == 8
    assert "not met" not in criteria


def test_the_model_card_is_of_the_shipped_edition_and_names_the_worst_and_the_close_calls() -> None:
    text = (ROOT / "docs/model_card.md").read_text(encoding="utf8")
    assert f"Generated from edition {shipped().name} " in text
    assert "**Close calls.**" in text
    for head in HEADS:
        worst = text.split(f"**{head}: the 5 worst ranked.**")[1].split("\n\n")[1]
        assert worst.count(f"\n| {head} |") == 5
    for year in (2012, 2014, 2016, 2018, 2020):
        assert f"| {year} | any |" in text
    assert (ROOT / "docs/model_backtest.svg").read_text(encoding="utf8").startswith("<svg")


def test_help_names_the_three_commands() -> None:
    assert {"train", "backtest", "card"} <= set(here("model", "--help").stdout.split())
