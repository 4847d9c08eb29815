"""The few unknown answers that would move the result most, as questions (R16)."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from tolpuddle.scoring.core.asking_next import MOST_NEXT, Pool, lay_pool
from tolpuddle.scoring.core.factors.every import LIST_FACTORS, LOCALITY_FACTORS, PRIOR_FACTORS
from tolpuddle.scoring.core.factors.facts import Facts
from tolpuddle.scoring.core.listing_bits import has_order_bit
from tolpuddle.scoring.core.positions import numbered
from tolpuddle.scoring.core.questionnaire.arising import MAYBE, NO, Known
from tolpuddle.scoring.core.rules import Rules
from tolpuddle.scoring.core.statements import Answers, Statements

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
    """Where the statements start in the pool, all of them, in the order of the edition."""
    next: Pool
    """Which statements are asked next, of whom."""
    materials_at: int
    """Where the questions for the origin of each good start in the pool."""
    country_width: float
    goods_width: float


def lay_questions(facts: Facts, rules: Rules, statements: Statements) -> Questions:
    """Put all questions into one pool."""
    materials = [
        f"Where do these materials come from (country, and in China the province): {name or 'materials'}?"
        for name in facts.goods.get_column("good_name").to_list()
    ]
    texts = [text for _, text in _FIXED] + [item.question for item in statements.items] + materials
    points = {name: rule.points for name, rule in rules.factors.items()}
    ends = facts.priors.select(span=pl.max("high") - pl.min("low")).item() if facts.priors.height else 0.0
    prior = rules.prior.stretch * float(ends)
    return Questions(
        texts=pl.Series("question", texts, dtype=pl.String),
        fixed={name: place for place, (name, _) in enumerate(_FIXED)},
        statements_at=len(_FIXED),
        next=lay_pool(statements.items, statements.packs, rules.channel.themes),
        materials_at=len(_FIXED) + len(statements.items),
        country_width=2
        * sum(points[factor.id] for factor in LOCALITY_FACTORS if factor.id not in PRIOR_FACTORS)
        + points["state_imposed"]
        + prior,
        goods_width=sum(points[name] for name in LIST_FACTORS if name != "formerly_listed") + prior,
    )


def width_key(width: pl.Expr, text: pl.Expr | int, rank: int) -> pl.Expr:
    """An Int64 that sorts by width, then by rank (lower first); zero where the width is not above zero."""
    position = pl.lit(text, pl.Int64) if isinstance(text, int) else text.cast(pl.Int64)
    key = (width * 10_000).round(0).cast(pl.Int64) * (1 << 40) + ((63 - min(rank, 62)) << 33) + position
    return pl.when(width > 0).then(key).otherwise(pl.lit(0, pl.Int64))


def next_columns(
    questions: Questions, lines: pl.DataFrame, answers: list[Answers], sectors: list[str | None]
) -> list[pl.Series]:
    """next_text_1 … (place in the pool) and next_points_1 …: the statements asked next; 0 points where there is none.

    lines: combination, sector_at, migrant_share, agency_share. sectors: sector ids by position.
    """
    keys = lines.select(
        "combination",
        "sector_at",
        migrants=_maybe("migrant_share"),
        agency=_maybe("agency_share"),
    )
    distinct, numbers = numbered(keys)
    picked = [
        questions.next.next(
            answers[int(combination)], Known(sectors[int(sector)], str(migrants), str(agency))
        )
        for combination, sector, migrants, agency in distinct
    ]
    made: list[pl.Series] = []
    for place in range(MOST_NEXT):
        chosen = [one[place] if place < len(one) else (0, 0.0) for one in picked]
        texts = [questions.statements_at + position for position, _ in chosen]
        made.append(pl.Series(f"next_text_{place}", texts, dtype=pl.Int64).gather(numbers))
        points = [points for _, points in chosen]
        made.append(pl.Series(f"next_points_{place}", points, dtype=pl.Float64).gather(numbers))
    return made


def _maybe(share: str) -> pl.Expr:
    """no where a share is nought, else maybe: what is not known may be."""
    return pl.when(pl.col(share) == 0).then(pl.lit(NO)).otherwise(pl.lit(MAYBE))


def question_keys(questions: Questions, relevance: pl.Expr, *, any_orders: bool) -> list[pl.Expr]:
    """One key per question that may be asked, from the columns of the exposure stage (named in exposure.py) and next_columns.

    any_orders: orders say something of some supplier.
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
        .then(pl.max_horizontal(pl.col("goods_doubt"), 10.0))
    )
    sector = pl.when(~pl.col("sector_known")).then(pl.col("sector_span"))
    keys = [
        width_key(
            (pl.when(no_country).then(questions.country_width) + first).fill_null(0.0), q["country"], 0
        ),
        width_key((goods + pl.when(guessed).then(FIRST).otherwise(first)).fill_null(0.0), q["goods"], 1),
        width_key(
            pl.when(pl.col("assumed") & pl.col("country_known") & ~guessed)
            .then(pl.col("own_goods") + pl.col("goods_doubt"))
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
    keys.extend(
        width_key(relevance * pl.col(f"next_points_{place}"), pl.col(f"next_text_{place}"), 10 + place)
        for place in range(MOST_NEXT)
    )
    return keys
