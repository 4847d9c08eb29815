"""Rows that are about the same supplier: found over the whole file, merged visibly, never silently."""

import hashlib
from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.frames import GOODS_SEPARATOR

LISTS = ("goods", "hs_codes", "inputs")

DUPLICATE_SCHEMA = pl.Schema(
    {
        "row_number": pl.Int64(),
        "kept_row": pl.Int64(),
        "supplier_id": pl.String(),
        "name": pl.String(),
        "what": pl.String(),
        "why": pl.String(),
        "differs": pl.String(),
    }
)
"""`what`: merged (into kept_row, which has supplier_id) or kept_apart (kept under supplier_id, since its own id is that of
kept_row, a different supplier). `differs`: values that were not kept, joined by ' | '; null: none."""

_ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Groups:
    """How rows belong together."""

    merged: pl.DataFrame
    """row, into (row that stays), why."""
    renamed: pl.DataFrame
    """row, first (row that keeps the id), supplier_id (the new one), name, given (the id as stated)."""


def find_groups(keys: pl.DataFrame) -> Groups:
    """Rows of one supplier. In: row, given_id (String; null: none stated), name, same_name, same_place, same_address.

    The same supplier is: the same name, country and address (where no address is stated: and no different ids); or the
    same given id and name, and no different country. The same given id with another name or country is another supplier.
    """
    no_address = pl.col("same_address") == ""
    place_key = ["same_name", "same_place", "same_address"]
    half = keys.filter(pl.col("given_id").is_null() & no_address)
    if half.height and half.height < keys.height:
        # A row without id joins the first row of its name and country that has one.
        firsts = keys.filter(no_address & pl.col("given_id").is_not_null()).unique(
            place_key, keep="first", maintain_order=True
        )
        firsts = firsts.select(*place_key, first_id="given_id")
        keys = keys.join(firsts, on=place_key, how="left", maintain_order="left")
    else:
        keys = keys.with_columns(first_id=pl.lit(None, dtype=pl.String))
    id_part = pl.when(no_address).then(pl.coalesce("given_id", "first_id", pl.lit(""))).otherwise(pl.lit(""))
    whole = keys.with_columns(
        by_place=pl.concat_str(*place_key, id_part, separator="\x1f").hash(),
        by_id=pl.when(pl.col("given_id").is_not_null()).then(pl.col("given_id").hash()),
    )
    some = whole.filter(
        pl.col("by_place").is_duplicated() | (pl.col("by_id").is_not_null() & pl.col("by_id").is_duplicated())
    )
    if some.is_empty():
        return Groups(
            pl.DataFrame(schema={"row": pl.Int64, "into": pl.Int64, "why": pl.String}),
            pl.DataFrame(
                schema={
                    "row": pl.Int64,
                    "first": pl.Int64,
                    "supplier_id": pl.String,
                    "name": pl.String,
                    "given": pl.String,
                }
            ),
        )
    place = pl.when(pl.col("same_place") == "").then(None).otherwise(pl.col("same_place"))
    by_name = ["given_id", "same_name"]
    some = some.sort("row").with_columns(
        id_place=pl.coalesce(place, place.drop_nulls().first().over(by_name), pl.lit("")), label=pl.col("row")
    )
    by_id = pl.col("label").min().over("given_id", "same_name", "id_place")
    for _ in range(_ROUNDS):
        before = some.get_column("label")
        some = some.with_columns(label=pl.col("label").min().over("by_place"))
        some = some.with_columns(label=pl.when(pl.col("given_id").is_null()).then("label").otherwise(by_id))
        if some.get_column("label").equals(before):
            break
    same_id = (pl.col("given_id") == pl.col("given_id").first().over("label")).fill_null(value=False)
    why = (
        pl.when(same_id)
        .then(pl.lit("same supplier id and name"))
        .otherwise(pl.lit("same name, country and address"))
    )
    merged = some.with_columns(why=why).filter(pl.col("label") != pl.col("row"))
    return Groups(merged.select("row", into="label", why="why"), _renamed(some))


def _renamed(some: pl.DataFrame) -> pl.DataFrame:
    """Suppliers that stay, whose stated id an earlier and different supplier has."""
    stay = some.group_by("label", maintain_order=True).agg(
        pl.col("given_id").drop_nulls().first(),
        pl.col("name", "same_name", "same_place", "same_address").first(),
    )
    clash = (
        stay.filter(pl.col("given_id").is_not_null())
        .with_columns(first=pl.col("label").min().over("given_id"))
        .filter(pl.col("label") != pl.col("first"))
        .with_columns(who=pl.concat_str("same_name", "same_place", "same_address", separator="|"))
    )
    ids = [
        f"{given}~{hashlib.sha256(who.encode()).hexdigest()[:8]}"
        for given, who in clash.select("given_id", "who").rows()
    ]
    return clash.select(
        row="label", first="first", supplier_id=pl.Series(ids, dtype=pl.String), name="name", given="given_id"
    )


def unite(rows: pl.DataFrame, into: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Merge rows of a supplier frame. into: row, into, why for the rows that go.

    Out: the rows that stay, with lists united and what they leave open filled from the others; and the merged rows in
    DUPLICATE_SCHEMA.
    """
    labelled = (
        rows.join(into, on="row", how="left", maintain_order="left")
        .with_columns(into=pl.coalesce("into", "row"))
        .sort("row")
    )
    values = [column for column in rows.columns if column != "row"]
    lists = [column for column in LISTS if column in values]
    stay = labelled.group_by("into", maintain_order=True).agg(
        pl.col(column).drop_nulls().first() for column in values if column not in lists
    )
    for column in lists:
        stay = stay.join(_united(labelled, column), on="into", how="left", maintain_order="left")
    kept = stay.rename({"into": "row"}).select(rows.columns)
    return kept, _told(labelled, kept, [column for column in values if column not in lists])


def _united(labelled: pl.DataFrame, column: str) -> pl.DataFrame:
    return (
        labelled.select("into", pl.col(column).str.split(GOODS_SEPARATOR))
        .explode(column)
        .drop_nulls(column)
        .unique(["into", column], keep="first", maintain_order=True)
        .group_by("into", maintain_order=True)
        .agg(pl.col(column).str.join(GOODS_SEPARATOR))
    )


def _told(labelled: pl.DataFrame, kept: pl.DataFrame, values: list[str]) -> pl.DataFrame:
    gone = labelled.filter(pl.col("into") != pl.col("row"))
    beside = gone.join(
        kept, left_on="into", right_on="row", how="left", suffix="_kept", maintain_order="left"
    )
    differs = pl.concat_list(
        pl.when(pl.col(column) != pl.col(f"{column}_kept")).then(
            pl.format(column + ": {} (kept: {})", pl.col(column), pl.col(f"{column}_kept"))
        )
        for column in values
    ).list.drop_nulls()
    return beside.select(
        row_number="row",
        kept_row="into",
        supplier_id="supplier_id_kept",
        name="name",
        what=pl.lit("merged"),
        why="why",
        differs=pl.when(differs.list.len() > 0).then(differs.list.join(" | ")),
    )
