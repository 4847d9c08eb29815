"""Country indicators: the latest value with its year, never an old one, and a catalogue that agrees with itself."""

from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.reference.indicators import build, check_catalogue
from tolpuddle.kernel.errors import EditionError

LINE = {
    "indicator_id": "hours",
    "name": "Hours",
    "group": "work",
    "unit": "hours",
    "direction": "higher_is_riskier",
    "publisher": "Us",
    "licence": "CC-BY-4.0",
    "source": "A book",
    "low_anchor": "30",
    "high_anchor": "50",
    "note": "",
    "source_indicator": "hours_raw",
}
FACTS = """indicator_id,iso3,year,value
hours_raw,ATL,2015,40
hours_raw,ATL,2020,41.00006
hours_raw,ERE,2009,60
hours_raw,WORLD,2020,45
density_latest,ATL,2025,12
unused,ATL,2020,1
"""


def a_line(**changes: str) -> dict[str, str]:
    return {**LINE, **changes}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "indicators_facts.csv").write_text(FACTS, encoding="utf8")
    density = a_line(indicator_id="density", source_indicator="density_latest")
    pl.DataFrame([LINE, density]).write_csv(tmp_path / "indicator_catalogue.csv")
    return tmp_path, tmp_path


def test_the_latest_value_of_each_country_is_kept_with_its_year(folders: tuple[Path, Path]) -> None:
    values = build(*folders)[1].frame.filter(pl.col("indicator_id") == "hours")
    assert values.rows() == [("hours", "ATL", "2020", "41.0001")]


def test_an_observation_of_unstated_year_has_no_year(folders: tuple[Path, Path]) -> None:
    values = build(*folders)[1].frame.filter(pl.col("indicator_id") == "density")
    assert values.rows() == [("density", "ATL", None, "12.0")]


def test_the_catalogue_does_not_name_where_a_value_was_found(folders: tuple[Path, Path]) -> None:
    assert "source_indicator" not in build(*folders)[0].frame.columns


def test_an_indicator_without_values_stops_the_build(folders: tuple[Path, Path]) -> None:
    pl.DataFrame([a_line(source_indicator="gone")]).write_csv(folders[1] / "indicator_catalogue.csv")
    with pytest.raises(EditionError, match="no value for hours"):
        build(*folders)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"group": "weather"}, "group weather"),
        ({"licence": "CC-BY-NC-4.0"}, "not known to be open: CC-BY-NC-4.0"),
        ({"direction": "lower_is_riskier"}, "contradict its direction"),
        ({"low_anchor": "50"}, "contradict its direction"),
    ],
)
def test_a_catalogue_line_that_contradicts_itself_is_refused(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(EditionError, match=sentence):
        check_catalogue(pl.DataFrame([a_line(**changes)]))


def test_an_indicator_named_twice_is_refused() -> None:
    with pytest.raises(EditionError, match="twice"):
        check_catalogue(pl.DataFrame([LINE, LINE]))
