"""Where a state itself imposes work: few rows, hand-written, each with its reason, source and certainty."""

from pathlib import Path

from tolpuddle.ingest.reference.table import Table, read_source


def build(sources: Path, curated: Path) -> tuple[Table, ...]:
    """The table state_imposed.csv, as written in `curated`; nothing is read from `sources`.

    Raises: EditionError when the curated file is missing or has other columns.
    """
    columns = ("iso3", "place_id", "good_id", "points", "reason", "source", "certainty", "as_of")
    frame = read_source(curated / "state_imposed.csv", columns).sort(
        "iso3", "place_id", "good_id", nulls_last=True
    )
    return (
        Table(
            file="state_imposed.csv",
            frame=frame,
            title="State-imposed forced labour by place and good; an empty place or good means any",
            source="US Department of Labor, List of Goods 2022; 19 USC 1307 and Public Laws 117-78 and 115-44",
            publisher="Tolpuddle, from official records",
            licence="Apache-2.0",
            attribution="Tolpuddle contributors, from US Government records",
            retrieved="2026-11-22",
            min_rows=3,
            max_rows=60,
            complete=False,
            note="Only what the sources name. A country that is not here may still impose work.",
            dtypes={"points": "decimal", "as_of": "date"},
        ),
    )
