"""The points of the matcher are fitted by a command: on a small labelled set of our own it gives a file that the matcher reads."""

from pathlib import Path

import polars as pl
import pytest

from tolpuddle.desk.editions import open_edition
from tolpuddle.desk.fit_matching import main
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.scoring.core.names.pairs import score_pairs
from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings

LABELS = Path(__file__).resolve().parents[1] / "matching"


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pairs and a screening task from the labelled names of the repository."""
    folder = tmp_path_factory.mktemp("labelled")
    table = pl.read_csv(LABELS / "labelled_pairs.csv", infer_schema_length=0).filter(
        pl.col("expected").is_in(["same", "different"])
    )
    pairs = table.gather_every(3).select(
        "left_name",
        "left_country",
        "right_name",
        "right_country",
        label=(pl.col("expected") == "same").cast(pl.Int8),
        source="source",
    )
    pairs.write_csv(folder / "pairs.csv")
    same = pairs.filter(pl.col("label") == 1).unique("left_name", keep="first", maintain_order=True)
    same = same.with_row_index("row").with_columns(
        index_id=pl.format("I{}", "row"), query_id=pl.format("Q{}", "row")
    )
    clean = pl.read_csv(LABELS / "unlisted_names.csv", infer_schema_length=0).gather_every(6)
    asked = pl.concat(
        [
            same.select("query_id", name="right_name", country="right_country", answers="index_id"),
            clean.select(query_id="name_id", name="name", country="country", answers=pl.lit("")),
        ]
    )
    task = folder / "task"
    task.mkdir()
    same.select("index_id", name="left_name", country="left_country").write_csv(task / "watch.csv")
    asked.select("query_id", "name", "country").write_csv(task / "queries.csv")
    asked.select(what=pl.lit("query"), id="query_id", source=pl.lit("own"), answers="answers").write_csv(
        task / "truth.csv"
    )
    return folder


@pytest.fixture(scope="module")
def fitted(labelled: Path) -> Path:
    out = labelled / "first.yaml"
    main([str(labelled / "pairs.csv"), f"{labelled / 'task'}:watch", "-o", str(out)])
    return out


def test_the_points_that_were_fitted_tell_one_company_from_two(fitted: Path) -> None:
    edition = open_edition(None)
    settings = MatchSettings.from_text(fitted.read_text(encoding="utf-8"))
    names = [
        ("Xinjiang Zhongtai Textile Co., Ltd.", "Xinjiang Zhongtai Textile Company Limited"),
        ("BELLETECH CORP", "11420 CORP."),
    ]
    pairs = pl.DataFrame(
        [(str(at), left, "", right, "") for at, (left, right) in enumerate(names)],
        schema=["pair_id", "left_name", "left_country", "right_name", "right_country"],
        orient="row",
    )
    verdicts = score_pairs(pairs, NameReader.from_edition(edition), settings)["verdict"].to_list()
    assert verdicts[0] in ("listed", "possible")
    assert verdicts[1] == "none"


def test_an_equal_country_earns_nothing_and_a_differing_one_costs_two_points_at_most(fitted: Path) -> None:
    settings = MatchSettings.from_text(fitted.read_text(encoding="utf-8"))
    for card in (settings.same_script, settings.other_script):
        told = {curve.feature: curve.points for curve in card.curves}
        assert "at_home" not in told
        points = told.get("country", (0.0, 0.0))
        assert points[0] == 0.0
        assert -2.0 <= points[1] <= 0.0


def test_the_same_labels_give_the_same_bytes(labelled: Path, fitted: Path) -> None:
    again = labelled / "again.yaml"
    main([str(labelled / "pairs.csv"), f"{labelled / 'task'}:watch", "-o", str(again)])
    assert again.read_bytes() == fitted.read_bytes()


def test_what_was_found_on_names_held_out_is_told(labelled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(labelled / "pairs.csv"), f"{labelled / 'task'}:watch", "-o", str(labelled / "told.yaml")])
    told = capsys.readouterr().out
    first = next(line for line in told.splitlines() if line.startswith("task/watch"))
    found = float(first.split()[3])
    assert 0.5 < found < 1


def test_a_task_without_its_answers_is_refused(labelled: Path, tmp_path: Path) -> None:
    for name in ("watch.csv", "queries.csv"):
        (tmp_path / name).write_bytes((labelled / "task" / name).read_bytes())
    with pytest.raises(UnusableInputError, match=r"truth\.csv"):
        main([str(labelled / "pairs.csv"), f"{tmp_path}:watch", "-o", str(tmp_path / "out.yaml")])
