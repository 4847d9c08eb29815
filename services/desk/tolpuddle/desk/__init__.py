"""The door for notebooks: `import tolpuddle.desk as td; td.screen("suppliers.csv")` gives a polars frame."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def screen(
    suppliers: "pl.DataFrame | pl.LazyFrame | Path | str",
    *,
    edition: str | None = None,
    header_map: Mapping[str, str] | None = None,
    on: date | None = None,
) -> "pl.DataFrame":
    """Screen a supplier list.

    suppliers: a frame with whatever headers, or the path of a CSV, XLSX, Parquet, JSON or NDJSON file.
    edition: a reference edition by name or folder; the newest if left out.
    on: the day on which orders and lists are looked at, where a row states none; that of the edition if left out.
    header_map: header as written -> supplier column, for headers that are not recognised.

    Returns the assessment frame, ranked: one row a supplier, columns as docs/reference.md gives them, then points_<factor>.
    Null means unknown. An exposure is not a finding; absence from a list is not clearance.

    Raises: UnusableInputError when there is no supplier list in it; EditionError when there is no such edition;
    NotFoundError when no row of it could be used.
    """
    # Imported when used: the command line passes through this module, and its help needs none of it.
    from tolpuddle.desk import embedded

    if not isinstance(suppliers, str | Path):
        return embedded.screen_frame(suppliers, edition=edition, header_map=header_map, on=on)
    with embedded.screen_list(
        Path(suppliers), edition=edition, header_map=header_map, on=on, details=False
    ) as screened:
        return embedded.whole(screened.portfolio)
