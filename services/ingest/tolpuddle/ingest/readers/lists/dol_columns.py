"""What every form of the DOL list is brought to: one frame, with marks read as yes or no and nothing guessed."""

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from tolpuddle.kernel.errors import UnusableInputError

LIST_SCHEMA: Final = pl.Schema(
    {
        "edition_year": pl.Int64(),
        "country": pl.String(),
        "good": pl.String(),
        "child": pl.Boolean(),
        "forced": pl.Boolean(),
        "forced_child": pl.Boolean(),
        "sector": pl.String(),
        "downstream": pl.Boolean(),
        "source_row": pl.Int64(),
    }
)
"""`country` and `good` as the department writes them; `child`, `forced` never null; `forced_child` and `sector` null
where this form of the list does not say; `downstream`: a good made from a listed input rather than listed itself;
`source_row`: line of the file, or place of the entry in XML and JSON, counted from 1."""

HEADERS: Final[Mapping[str, frozenset[str]]] = {
    "country": frozenset({"country", "countryarea", "countryname", "origin", "sourcecountry", "countries"}),
    "good": frozenset({"good", "goods", "goodname", "product", "productname"}),
    "child": frozenset({"childlabor", "cl", "childlabour", "ischildlabor"}),
    "forced": frozenset({"forcedlabor", "fl", "forcedlabour", "isforcedlabor"}),
    "forced_child": frozenset(
        {"forcedchildlabor", "fcl", "forcedorindenturedchildlabor", "forcedchildlabour"}
    ),
    "sector": frozenset({"sector", "goodsector", "productsector", "industry"}),
    "downstream": frozenset({"derivedlaborexploitation", "downstream", "downstreamgood", "isdownstream"}),
}
"""Column -> headers seen in publications, letters only, lower case."""

REQUIRED: Final = ("country", "good", "child", "forced")

YES: Final = frozenset({"x", "yes", "y", "true", "1", "1.0", "✓", "✔"})
NO: Final = frozenset({"", "no", "n", "false", "0", "0.0", "-"})


def header_of(cell: str | None) -> str | None:
    """The column of the frame that a header cell names; null: none that is known."""
    letters = "".join(character for character in (cell or "").casefold() if character.isalpha())
    return next((column for column, names in HEADERS.items() if letters in names), None)


def list_frame(
    rows: pl.DataFrame, headers: Sequence[str | None], edition_year: int, what: str
) -> pl.DataFrame:
    """Bring rows of strings to LIST_SCHEMA. `rows` holds `source_row` and then one column per header.

    Raises: UnusableInputError naming the missing columns, or the row and the mark that is neither yes nor no.
    """
    names = [header_of(header) for header in headers]
    if missing := [column for column in REQUIRED if column not in names]:
        seen = ", ".join(header for header in headers if header) or "no headers"
        raise UnusableInputError(
            f"{what} is not the list of goods in a known shape: no column for {', '.join(missing)}; it has {seen}."
        )
    if twice := sorted({name for name in names if name is not None and names.count(name) > 1}):
        raise UnusableInputError(f"{what} has more than one column for {', '.join(twice)}.")
    source = rows.columns[1:]
    known = {name: column for name, column in zip(names, source, strict=True) if name is not None}
    text = rows.select(
        "source_row", *(pl.col(column).str.strip_chars().alias(name) for name, column in known.items())
    ).filter(pl.any_horizontal(pl.col("country", "good").fill_null("") != ""))
    _refuse_gaps(text, what)
    marks = [name for name in ("child", "forced", "forced_child", "downstream") if name in known]
    for mark in marks:
        _refuse_marks(text, mark, what)
    read = text.with_columns(pl.col(mark).fill_null("").str.to_lowercase().is_in(YES) for mark in marks)
    return read.select(
        pl.lit(edition_year, dtype=pl.Int64).alias("edition_year"),
        *(
            pl.col(name) if name in read.columns else _absent(name, dtype)
            for name, dtype in LIST_SCHEMA.items()
            if name != "edition_year"
        ),
    ).cast(LIST_SCHEMA)


def _absent(name: str, dtype: pl.DataType) -> pl.Expr:
    return pl.lit(False if name == "downstream" else None, dtype=dtype).alias(name)


def _refuse_gaps(text: pl.DataFrame, what: str) -> None:
    gaps = text.filter(pl.any_horizontal(pl.col("country", "good").fill_null("") == ""))
    if gaps.height:
        first = gaps.item(0, "source_row")
        raise UnusableInputError(
            f"{what} has {gaps.height} rows without a country or a good, the first at {first}.", row=first
        )
    if not text.height:
        raise UnusableInputError(f"{what} holds no entries.")


def _refuse_marks(text: pl.DataFrame, mark: str, what: str) -> None:
    strange = text.filter(~pl.col(mark).fill_null("").str.to_lowercase().is_in(YES | NO))
    if strange.height:
        raise UnusableInputError(
            f"{what} marks {mark} at row {strange.item(0, 'source_row')} with {strange.item(0, mark)!r}, "
            "which is neither yes nor no.",
            column=mark,
        )
