"""What goes into what: the list's own downstream goods, and our reading of usual materials."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from tolpuddle.ingest.reference.table import Table, read_source
from tolpuddle.kernel.errors import EditionError

COLUMNS = ("good_id", "input_good_id", "input_iso3", "weight", "reason", "source")


def build(sources: Path, curated: Path) -> Sequence[Table]:
    """The table inputs.csv.

    Raises: EditionError when a good is unknown, a row stands twice, or a downstream row of the list is missing.
    """
    frame = read_source(curated / "inputs.csv", COLUMNS).sort(
        "good_id", "input_good_id", "input_iso3", nulls_last=True
    )
    names = read_source(curated / "good_names.csv", ("name", "good_id"))
    used = set(frame["good_id"].to_list()) | set(frame["input_good_id"].to_list())
    strange = sorted(used - set(names["good_id"].to_list()))
    if strange:
        raise EditionError(f"inputs.csv names goods that good_names.csv does not have: {', '.join(strange)}.")
    if frame.select(COLUMNS[:3]).is_duplicated().any():
        raise EditionError("A row of inputs.csv stands there twice.")
    _has_downstream_rows(sources, names, frame)
    return (
        Table(
            file="inputs.csv",
            frame=frame,
            title="Inputs of goods that may carry their risk, with the origin the list names or none for any origin",
            source="US Department of Labor, List of Goods 2022 (10 downstream rows); other rows: Tolpuddle",
            publisher="US Department of Labor; Tolpuddle",
            licence="US Government work (public domain); Apache-2.0",
            attribution="US Department of Labor, Bureau of International Labor Affairs; Tolpuddle contributors",
            retrieved="2026-11-22",
            min_rows=80,
            max_rows=600,
            complete=False,
            note="weight: how usual the input is in the good, 0 to 1, by our own judgement.",
            dtypes={"weight": "decimal"},
        ),
    )


def _has_downstream_rows(sources: Path, names: pl.DataFrame, frame: pl.DataFrame) -> None:
    """Every downstream good of the 2022 list has an input from the country the list names."""
    listed = read_source(
        sources / "dol" / "tvpra_downstream_facts.csv", ("edition_year", "input_iso3", "downstream_good")
    )
    wanted = listed.filter(pl.col("edition_year") == "2022").join(
        names, left_on="downstream_good", right_on="name", how="left"
    )
    missing = wanted.join(frame, on=["good_id", "input_iso3"], how="anti")
    if missing.height:
        lost = ", ".join(missing["downstream_good"].to_list())
        raise EditionError(f"inputs.csv lacks downstream goods of the list: {lost}.")
