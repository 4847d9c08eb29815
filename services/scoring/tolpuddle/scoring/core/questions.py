"""The few unknown answers that would move the result most, as questions (R16)."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.scoring.core.factors.every import GOOD_FACTORS, LOCALITY_FACTORS
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.listing_bits import has_order_bit
from tolpuddle.scoring.core.rules import Rules
from tolpuddle.scoring.core.statements import Statements

MOST_QUESTIONS: Final = 4
FIRST: Final = 100.0
"""Added to the width of country, goods and sector while there is no index: without them nothing else can be read. And to
that of goods where they are only assumed from the sector."""
PLACE_WIDTH: Final = 20.0
"""Width of the place where an order covers it and it is only assumed."""
_FIXED: Final = (
    ("country", "In which country is the work done?"),
    ("goods", "What does the supplier make, grow or do? Goods or customs codes, please."),
    ("goods_assumed", "Are the goods as we read them? They were assumed from the words given."),
    ("sector", "In which sector does the supplier work?"),
    ("region", "In which province or region is the work done?"),
    ("tier", "How many steps away from the buyer is the supplier?"),
    ("labour_providers", "What share of the workers comes from labour providers, and from which?"),
    ("workers", "How many people work there?"),
    (
        "same_company",
        "Is this the company that the list names? Registration number, full address and owners would tell.",
    ),
)


@dataclass(frozen=True, slots=True)
class Questions:
    """All questions that can be asked, in one pool, and how much each can move the result."""

    texts: pl.Series
    fixed: dict[str, int]
    statements_at: int
    """Where the channel statements start in the pool, in the order of channel_statements."""
    channel_statements: tuple[tuple[int, float], ...]
    """(bit of the statement, points), most points first."""
    materials_at: int
    """Where the questions for the origin of each good start in the pool."""
    country_width: float
    goods_width: float


def lay_questions(facts: Facts, rules: Rules, statements: Statements) -> Questions:
    """Put all questions into one pool."""
    channel = sorted(
        ((i, item.points) for i, item in enumerate(statements.items) if item.channel),
        key=lambda s: (-s[1], s[0]),
    )
    materials = [
        f"Where do these materials come from (country, and in China the province): {name or 'materials'}?"
        for name in facts.goods.get_column("good_name").to_list()
    ]
    texts = [text for _, text in _FIXED] + [statements.items[i].question for i, _ in channel] + materials
    points = {name: rule.points for name, rule in rules.factors.items()}
    return Questions(
        texts=pl.Series("question", texts, dtype=pl.String),
        fixed={name: place for place, (name, _) in enumerate(_FIXED)},
        statements_at=len(_FIXED),
        channel_statements=tuple(channel),
        materials_at=len(_FIXED) + len(channel),
        country_width=2 * sum(points[factor.id] for factor in LOCALITY_FACTORS) + points["state_imposed"],
        goods_width=sum(points[name] for name in GOOD_FACTORS if name != "formerly_listed"),
    )


def width_key(width: pl.Expr, text: pl.Expr | int, rank: int) -> pl.Expr:
    """An Int64 that sorts by width, then by rank (lower first); zero where the width is not above zero."""
    position = pl.lit(text, pl.Int64) if isinstance(text, int) else text.cast(pl.Int64)
    key = (width * 10_000).round(0).cast(pl.Int64) * (1 << 40) + ((63 - min(rank, 62)) << 33) + position
    return pl.when(width > 0).then(key).otherwise(pl.lit(0, pl.Int64))


def question_keys(
    questions: Questions, relevance: pl.Expr, *, any_answers: bool, any_orders: bool
) -> list[pl.Expr]:
    """One key per question that may be asked, from the columns of the exposure stage (named in exposure.py).

    any_answers, any_orders: some supplier of the frame answered a statement; orders say something of some supplier.
    """
    q = questions.fixed
    no_country = ~pl.col("country_known")
    guessed = pl.col("from_sector")
    goods_open = (~pl.col("good_known") & pl.col("goods_apply")) | guessed
    first = pl.when(pl.col("exposure").is_null()).then(FIRST).otherwise(0.0)
    goods = (
        pl.when(goods_open & no_country)
        .then(questions.goods_width)
        .when(goods_open)
        .then(pl.max_horizontal(pl.col("goods_span"), 10.0))
    )
    sector = pl.when(~pl.col("sector_known")).then(pl.col("sector_span"))
    keys = [
        width_key(
            (pl.when(no_country).then(questions.country_width) + first).fill_null(0.0), q["country"], 0
        ),
        width_key((goods + pl.when(guessed).then(FIRST).otherwise(first)).fill_null(0.0), q["goods"], 1),
        width_key(
            pl.when(pl.col("assumed") & pl.col("country_known") & ~guessed)
            .then(pl.col("own_goods"))
            .otherwise(0.0),
            q["goods_assumed"],
            2,
        ),
        width_key((sector + first).fill_null(0.0), q["sector"], 3),
        width_key(
            pl.when(pl.col("country_known") & ~pl.col("place_known"))
            .then(
                pl.max_horizontal(
                    "state_span",
                    pl.col("own") - pl.col("own_home"),
                    *(
                        [pl.when(has_order_bit("place")).then(PLACE_WIDTH).otherwise(0.0)]
                        if any_orders
                        else []
                    ),
                )
            )
            .otherwise(0.0),
            q["region"],
            4,
        ),
        width_key(
            pl.when(pl.col("country_known")).then(pl.col("in_high") - pl.col("in_low")).otherwise(0.0),
            pl.col("in_material").fill_null(0) + questions.materials_at,
            5,
        ),
        width_key(pl.col("tier_span"), q["tier"], 6),
        width_key(pl.col("agency_span"), q["labour_providers"], 7),
        width_key(pl.when(pl.col("workers").is_null()).then(0.5).otherwise(0.0), q["workers"], 8),
    ]
    if any_orders:
        # Until it is known whether an order means this supplier, no other answer weighs as much.
        keys.append(
            width_key(pl.when(has_order_bit("name")).then(FIRST).otherwise(0.0), q["same_company"], 9)
        )
    statements = (
        questions.channel_statements if any_answers else questions.channel_statements[:MOST_QUESTIONS]
    )
    answered = pl.col("yes") | pl.col("no") | pl.col("na")
    for place, (bit, points) in enumerate(statements):
        width = relevance * points
        if any_answers:
            width = pl.when((answered & pl.lit(1 << bit, pl.Int64)) == 0).then(width).otherwise(0.0)
        keys.append(width_key(width, questions.statements_at + place, 10 + place))
    return keys
