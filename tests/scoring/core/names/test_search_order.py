"""Results do not hang on order or number: of entries, of queries, of names compared at once; nor on the quick ways taken."""

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tests.scoring.editions import shipped
from tolpuddle.scoring.core.names import index as index_module
from tolpuddle.scoring.core.names.bounds import most_odds
from tolpuddle.scoring.core.names.compared import floors
from tolpuddle.scoring.core.names.features import features
from tolpuddle.scoring.core.names.hits import HIT_SCHEMA
from tolpuddle.scoring.core.names.index import NameIndex
from tolpuddle.scoring.core.names.lexicon import Lexicon
from tolpuddle.scoring.core.names.prepared import text_array
from tolpuddle.scoring.core.names.preparing import FEW, prepare
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.score import points_of
from tolpuddle.scoring.core.names.settings import MatchSettings
from tolpuddle.scoring.core.names.sides import Side

LABELLED = Path(__file__).resolve().parents[3] / "matching" / "labelled_pairs.csv"
READER = NameReader.from_edition(shipped())
SETTINGS = MatchSettings.from_edition(shipped())


@cache
def labelled() -> pl.DataFrame:
    """Every third pair: names of all scripts, with aliases (rows that share an index_id)."""
    pairs = pl.read_csv(LABELLED, infer_schema=False).gather_every(3)
    return pairs.with_columns(index_id=(pl.int_range(pl.len()) // 2).cast(pl.String))


@cache
def entries() -> pl.DataFrame:
    return labelled().select("index_id", name="left_name", country="left_country")


@cache
def queries() -> pl.DataFrame:
    return labelled().select(query_id="pair_id", name="right_name", country="right_country")


@cache
def hits() -> pl.DataFrame:
    return NameIndex.build(entries(), READER, SETTINGS).search(queries(), 5)


def same(found: pl.DataFrame, expected: pl.DataFrame) -> bool:
    return found.sort("query_id", "rank").equals(expected.sort("query_id", "rank"))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_entries_changes_no_hit(seed: int) -> None:
    shuffled = entries().sample(fraction=1, shuffle=True, seed=seed)
    assert same(NameIndex.build(shuffled, READER, SETTINGS).search(queries(), 5), hits())


def test_the_order_of_queries_and_their_repetition_change_no_hit() -> None:
    index = NameIndex.build(entries(), READER, SETTINGS)
    assert same(index.search(queries().reverse(), 5), hits())
    twice = pl.concat([queries(), queries().with_columns(pl.col("query_id") + "/again")])
    found = index.search(twice, 5)
    again = found.filter(pl.col("query_id").str.ends_with("/again"))
    assert same(again.with_columns(pl.col("query_id").str.strip_suffix("/again")), hits())


@pytest.mark.parametrize("size", [37, 500])
def test_how_many_names_are_compared_at_once_changes_no_hit(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "_CHUNK", size)
    assert same(NameIndex.build(entries(), READER, SETTINGS).search(queries(), 5), hits())


def test_the_best_alone_is_the_first_of_several() -> None:
    """Asked for one, pairs that cannot be the best are not compared to the end: none of them would have been it."""
    index = NameIndex.build(entries(), READER, SETTINGS)
    assert index.search(queries(), 1).equals(hits().filter(pl.col("rank") == 1))


def test_no_pair_has_more_points_than_its_bound() -> None:
    lexicon = Lexicon()
    both = prepare([*entries()["name"], *queries()["name"]], READER)
    words = lexicon.learnt(both.words)
    side = Side.of(both, words, np.full(len(words), 7.0), lexicon, learn=True)
    half = len(both) // 2
    for shift in (0, 1, 7):
        l, r = np.arange(half), half + (np.arange(half) + shift) % half  # noqa: E741
        told = features(side, side, l, r) | {"country": np.zeros(half)}
        for points in (SETTINGS.same_script, SETTINGS.other_script):
            found = points.base + sum(
                np.interp(told[curve.feature], curve.at, curve.points) for curve in points.curves
            )
            assert (found <= most_odds(told, side, side, l, r, points)).all()


def test_a_few_names_at_a_time_give_the_hits_of_many() -> None:
    index = NameIndex.build(entries(), READER, SETTINGS)
    parts = [index.search(part, 5) for part in queries().head(300).iter_slices(FEW // 2)]
    some = hits().join(queries().head(300).select("query_id"), on="query_id", how="semi")
    assert same(pl.concat(parts), some)


def test_a_few_names_are_prepared_as_many_are() -> None:
    names = [*queries()["name"].to_list(), "", "!!!", "Ltd", "Alpha (Beta Gamma) Co", "A f/k/a B Trading"]
    many = prepare(names, READER)
    parts = [prepare(names[at : at + FEW], READER) for at in range(0, len(names), FEW)]
    for column in ("joined", "spaced", "turned", "core", "core_turned", "legal", "numbers", "units", "initials", "form", "bones", "written"):  # fmt: skip
        assert [text for part in parts for text in getattr(part, column)] == getattr(many, column).tolist()
    read: list[str] = np.concatenate([text_array(part.words)[part.word] for part in parts]).tolist()
    assert read == text_array(many.words)[many.word].tolist()
    for column in ("alternate", "kind", "latin", "letters", "initial_count"):
        assert (
            np.concatenate([getattr(part, column) for part in parts]).tolist()
            == getattr(many, column).tolist()
        )


def test_what_is_left_out_for_speed_makes_no_difference_to_any_points() -> None:
    lexicon = Lexicon()
    both = prepare([*entries()["name"], *queries()["name"]], READER)
    words = lexicon.learnt(both.words)
    side = Side.of(both, words, np.full(len(words), 7.0), lexicon, learn=True)
    half = len(both) // 2
    l, r = np.arange(half), np.arange(half, 2 * half)  # noqa: E741
    for across, points in ((False, SETTINGS.same_script), (True, SETTINGS.other_script)):
        in_full = features(side, side, l, r)
        quick = features(side, side, l, r, floors(points))
        in_full["country"] = quick["country"] = np.zeros(half)
        expected, found = (points_of(each, SETTINGS, across) for each in (in_full, quick))
        for name, values in expected.items():
            assert found[name].tolist() == values.tolist(), name


def test_features_tell_the_points_of_the_score_and_the_sentences_of_the_reasons() -> None:
    assert hits().schema == pl.Schema(HIT_SCHEMA)
    told = hits().filter(pl.col("verdict") == "possible", ~pl.col("reasons").str.contains("Held|never less"))
    assert told.height > 50
    for row in told.iter_rows(named=True):
        odds = np.log(row["score"] / (1 - row["score"]))
        assert sum(part["points"] for part in row["features"]) == pytest.approx(odds, abs=1e-6)
        said = [f"{part['sentence'].rstrip('.')} ({part['points']:+.1f})." for part in row["features"][:-1]]
        assert row["reasons"] == " | ".join([*said, f"Start {row['features'][-1]['points']:+.1f}."])
        assert len({part["id"] for part in row["features"]}) == len(row["features"])
    assert hits().filter(pl.col("verdict") == "none")["features"].list.len().sum() == 0
