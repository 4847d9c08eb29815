"""Materials that a supplier states, in place of what is assumed of its goods (R10)."""

from typing import Final

import polars as pl

from tolpuddle.scoring.core.points import rounded
from tolpuddle.scoring.core.positions import Positions
from tolpuddle.scoring.core.reference import Reference

KEYS = ("inputs", "loc", "good")
STATED: Final = "stated"
IN_PART: Final = "stated in part"
NAMED: Final = "named with the goods"
"""How materials were said: all with their origins, some of them, or none but in the words for the goods."""


def stated_inputs(cases: pl.DataFrame, positions: Positions, reference: Reference) -> pl.DataFrame:
    """Adds in_points, in_low, in_high, in_material, in_known, in_applies, in_state (the State imposes labour on the strongest), in_text (null: the pool's text of the pair),
    in_said (how the materials were stated; null: not at all).

    Materials not stated keep their unknown origin; the strongest of all counts, at every end of the range. A material
    that the goods name counts once, by its weight in the good where that is known.
    """
    assumed = cases.with_columns(
        in_points=pl.col("up_mid"),
        in_low=pl.lit(0.0),
        in_high=pl.col("up_high"),
        in_material=pl.col("material"),
        in_applies=pl.col("up_applies"),
        in_known=pl.lit(False),
        in_state=pl.col("up_state"),
        in_text=pl.lit(None, pl.String),
        in_said=pl.lit(None, pl.String),
    )
    stated = _stated(positions, reference.facts.localities.height - 1)
    if stated.is_empty():
        return assumed
    strongest = _strongest(cases, stated, reference)
    return (
        assumed.join(strongest, on=KEYS, how="left", maintain_order="left")
        .with_columns(
            in_points=pl.coalesce("s_points", "in_points"),
            in_low=pl.coalesce("s_low", "in_low"),
            in_high=pl.coalesce("s_high", "in_high"),
            in_material=pl.coalesce("s_open", "in_material"),
            in_applies=pl.col("in_applies") | pl.col("s_points").is_not_null(),
            in_known=pl.col("s_known").fill_null(False),
            in_state=pl.coalesce("s_state", "in_state"),
            in_text=pl.col("s_text"),
            in_said=pl.col("s_said"),
        )
        .drop("s_points", "s_low", "s_high", "s_open", "s_known", "s_state", "s_text", "s_said")
    )


def _stated(positions: Positions, nowhere: int) -> pl.DataFrame:
    """inputs, material, origin, how (stated as material, or named with the goods), of (the good it was named with)."""
    lines = [
        (number, good, loc, how, of)
        for number, cell in enumerate(positions.inputs_cells)
        for good, loc, how, of in (
            *((material.good, material.loc, STATED, None) for material in cell.materials),
            *((material.good, nowhere, NAMED, of) for material in cell.named for of in material.inside),
        )
    ]
    schema = {
        "inputs": pl.UInt32,
        "material": pl.UInt32,
        "origin": pl.UInt32,
        "how": pl.String,
        "of": pl.UInt32,
    }
    return pl.DataFrame(lines, schema=schema, orient="row")


def _strongest(cases: pl.DataFrame, stated: pl.DataFrame, reference: Reference) -> pl.DataFrame:
    """inputs, loc, good -> s_points, s_low, s_high, s_open (material whose origin moves most), s_known, s_text, s_said."""
    facts, upstream = reference.facts, reference.pairs.upstream
    nowhere, count = facts.localities.height - 1, facts.goods.height
    wanted = cases.select(KEYS).unique().join(stated.select("inputs").unique(), on="inputs", how="semi")
    expected = upstream.expected.select("good", "material", "weight")
    named = (
        wanted.join(stated, on="inputs")
        .filter(pl.col("of").is_null() | (pl.col("of") == pl.col("good")))
        .drop("of")
        .join(expected, on=["good", "material"], how="left")
        .with_columns(pl.col("weight").fill_null(upstream.stated_weight))
    )
    answered = named.filter(pl.col("how") == STATED)
    others = (
        named.select(KEYS)
        .unique()
        .join(expected, on="good")
        .join(named.select(*KEYS, "material"), on=[*KEYS, "material"], how="anti")
        .with_columns(origin=pl.lit(nowhere, pl.UInt32), how=pl.lit(None, pl.String))
        .select(named.columns)
    )
    open_ones = pl.concat([named.filter(pl.col("how") == NAMED), others])
    made = _made_of_stated(answered, expected)
    lines = pl.concat([answered, open_ones.join(made, on=[*KEYS, "material"], how="anti")])
    at_origin = lines.select((pl.col("origin") * count + pl.col("material")).cast(pl.UInt32)).to_series()
    at_home = lines.select((pl.col("loc") * count + pl.col("material")).cast(pl.UInt32)).to_series()
    lines = lines.with_columns(
        known=pl.col("origin") != nowhere,
        excess=upstream.excess.get_column("excess").gather(at_origin),
        mid=upstream.excess.get_column("mid").gather(at_home),
        high=upstream.excess.get_column("high").gather(at_home),
        at_state=upstream.excess.get_column("state").gather(at_origin),
        home_state=upstream.excess.get_column("home_state").gather(at_home),
        home_name=facts.localities.get_column("name").gather(lines.get_column("loc")),
        material_name=facts.goods.get_column("good_name").gather(lines.get_column("material")),
        origin_name=facts.localities.get_column("name").gather(lines.get_column("origin")),
    ).with_columns(
        s_points=_weighted(pl.when("known").then("excess").otherwise("mid"), upstream.cap),
        s_low=_weighted(pl.when("known").then("excess").otherwise(0.0), upstream.cap),
        s_high=_weighted(pl.when("known").then("excess").otherwise("high"), upstream.cap),
    )
    text = (
        pl.when(pl.col("known"))
        .then(
            pl.format(
                "{} from {}: {} points above the neutral level, weight {}",
                "material_name", "origin_name", pl.col("excess").round(1), "weight",
            )
        )
        .otherwise(
            pl.format(
                "{}{}, up to {}",
                pl.when(pl.col("how") == NAMED)
                .then(pl.format("Material {}, origin not stated", "material_name"))
                .otherwise(pl.format("Origin of {} not stated", "material_name")),
                pl.when("home_state")
                .then(
                    pl.format(
                        ", assumed to be {}, where a rule on labour imposed by the State fits: {} points",
                        "home_name", pl.col("s_points").round(1),
                    )
                )
                .otherwise(pl.format(": {} points for the world's output", pl.col("s_points").round(1))),
                pl.col("s_high").round(1),
            )
        )
    )  # fmt: skip
    ordered = lines.with_columns(s_text=text, width=pl.col("s_high") - pl.col("s_low")).sort(
        *KEYS, "s_points", "material", "origin", descending=[False, False, False, True, False, False]
    )
    return ordered.group_by(KEYS, maintain_order=True).agg(
        pl.max("s_points"),
        pl.max("s_low"),
        pl.max("s_high"),
        s_open=pl.col("material").sort_by("width", "material", descending=[True, False]).first(),
        s_known=pl.col("known").all(),
        s_state=pl.when("known").then("at_state").otherwise("home_state").first(),
        s_text=pl.col("s_text").first(),
        s_said=pl.when(pl.col("known").all())
        .then(pl.lit(STATED))
        .when((pl.col("how") == STATED).any())
        .then(pl.lit(IN_PART))
        .otherwise(pl.lit(NAMED)),
    )


def _made_of_stated(named: pl.DataFrame, expected: pl.DataFrame) -> pl.DataFrame:
    """Materials that are themselves made of a stated one: who knows the cotton of a shirt has answered for its cloth."""
    made_of = expected.select(of="good", material="material")
    return named.join(made_of, on="material").select(*KEYS, material="of")


def _weighted(excess: pl.Expr, cap: float) -> pl.Expr:
    return rounded((pl.col("weight") * excess).clip(0.0, cap))
