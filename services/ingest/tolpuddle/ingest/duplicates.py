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

    Out: the rows that stay, with lists united and what they leave open filled from the others, earlier ones first; and
    the merged rows in DUPLICATE_SCHEMA.
    """
    gone = rows.join(into, on="row", how="inner", maintain_order="left").sort("row")
    kept = rows.join(into.select(row="into").unique(), on="row", how="semi").sort("row")
    values = [column for column in rows.columns if column != "row"]
    for column in values:
        kept = _united(kept, gone, column) if column in LISTS else _filled(kept, gone, column)
    return kept, _told(gone, kept, [column for column in values if column not in LISTS])


def _filled(kept: pl.DataFrame, gone: pl.DataFrame, column: str) -> pl.DataFrame:
    """What the row that stays leaves open, from the first row that states it."""
    if not kept.get_column(column).null_count():
        return kept
    stated = gone.select(pl.col("into").alias("row"), pl.col(column).alias("stated")).drop_nulls("stated")
    first = stated.unique("row", keep="first", maintain_order=True)
    filled = kept.join(first, on="row", how="left", maintain_order="left")
    return filled.with_columns(pl.coalesce(column, "stated").alias(column)).drop("stated")


def _united(kept: pl.DataFrame, gone: pl.DataFrame, column: str) -> pl.DataFrame:
    """Items of all rows, each once, in the order in which they come."""
    own = kept.select(into="row", own=column)
    more = (
        gone.select("row", "into", item=column)
        .drop_nulls("item")
        .join(own, on="into", how="left", maintain_order="left")
    )
    more = more.filter(pl.col("item").ne_missing(pl.col("own"))).select("row", "into", "item")
    if more.is_empty():
        return kept
    first = kept.select(pl.col("row"), pl.col("row").alias("into"), pl.col(column).alias("item"))
    first = first.join(more, on="into", how="semi").drop_nulls("item")
    joined = (
        pl.concat([first, more])
        .sort("into", "row")
        .select("into", pl.col("item").str.split(GOODS_SEPARATOR))
        .explode("item")
        .unique(["into", "item"], keep="first", maintain_order=True)
        .group_by("into", maintain_order=True)
        .agg(pl.col("item").str.join(GOODS_SEPARATOR))
    )
    united = kept.join(joined, left_on="row", right_on="into", how="left", maintain_order="left")
    return united.with_columns(pl.coalesce("item", column).alias(column)).drop("item")


def _told(gone: pl.DataFrame, kept: pl.DataFrame, values: list[str]) -> pl.DataFrame:
    places = kept.select(into="row").with_row_index("place")
    place = gone.select("into").join(places, on="into", how="left", maintain_order="left").get_column("place")
    differences: list[pl.DataFrame] = []
    for column in values:
        theirs = kept.get_column(column).gather(place)
        other = (gone.get_column(column) != theirs).fill_null(value=False)
        if other.any():
            beside = pl.DataFrame(
                {"row": gone.get_column("row"), "mine": gone.get_column(column), "kept": theirs}
            )
            text = pl.format(column + ": {} (kept: {})", pl.col("mine"), pl.col("kept"))
            differences.append(beside.filter(other).select("row", differs=text))
    told = gone.select("why", row_number="row", kept_row="into", what=pl.lit("merged")).with_columns(
        kept.get_column("supplier_id").gather(place), kept.get_column("name").gather(place)
    )
    if differences:
        by_row = (
            pl.concat(differences).group_by("row", maintain_order=True).agg(pl.col("differs").str.join(" | "))
        )
        told = told.join(by_row, left_on="row_number", right_on="row", how="left", maintain_order="left")
    else:
        told = told.with_columns(differs=pl.lit(None, dtype=pl.String))
    return told.select(DUPLICATE_SCHEMA.names())
