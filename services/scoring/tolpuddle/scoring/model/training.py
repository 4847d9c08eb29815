"""The model of an edition: learnt from the newest list, as two scorecards and a table of priors with contributions."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any, Final

import numpy as np
import polars as pl

from tolpuddle.kernel.edition import Edition, digest_of
from tolpuddle.scoring.core.model.scorecard import POINTS_PER_DOUBLING, Scorecard
from tolpuddle.scoring.model.estimator import Additive, Settings
from tolpuddle.scoring.model.features import Feature, features
from tolpuddle.scoring.model.heads import HEADS, fit_heads
from tolpuddle.scoring.model.learnt import learn
from tolpuddle.scoring.model.world import Flags, Floats, World, read_world, rounded

TRAINED_ON: Final = (
    "countries",
    "goods",
    "indicator_history",
    "list_editions",
    "listed_goods",
    "model_indicators",
    "production_history",
)
SPREAD_BAGS: Final = 20
SPREAD: Final = (0.05, 0.95)
"""The interval of a prior: quantiles over bags that also draw countries anew."""
POINTS: Final = POINTS_PER_DOUBLING / float(np.log(2.0))


@dataclass(frozen=True, slots=True)
class Trained:
    """What `tolpuddle model train` writes into an edition."""

    scorecards: Mapping[str, Scorecard]
    """Head -> scorecard, for model_<head>.json."""
    priors: pl.DataFrame
    """iso3, good_id, head, points, low, high, base and one column per group of features, in points of R1's scale. The files
    that ship are smaller: core/model/priors.py packs them."""


def train(edition: Edition, settings: Settings | None = None) -> Trained:
    """Learn both heads from the newest list of an edition; the same edition and settings give the same bytes.

    Raises: EditionError when tables are missing; UnavailableError without scikit-learn.
    """
    chosen = settings or Settings()
    world = read_world(edition)
    year = max(world.lists)
    then, today = world.known_in(year), max(year, int(edition.published[:4] or year))
    learnt = learn(then, year)
    models = fit_heads(learnt.rows, learnt.listed, learnt.features, chosen)
    spread = fit_heads(
        learnt.rows,
        learnt.listed,
        learnt.features,
        replace(chosen, bags=SPREAD_BAGS, seed=chosen.seed + 1000),
        clusters=then.pairs[0],
    )
    now = world.known_in(today)
    rows = features(now, now.lists[year], today)
    cards: dict[str, Scorecard] = {}
    frames: list[pl.DataFrame] = []
    for head in HEADS:
        about = _about(edition, year, today, chosen, learnt.listed[head], learnt.features)
        curves = models[head].curves(learnt.features)
        cards[head] = Scorecard(head, float(models[head].bases.mean()), curves, about)
        frames.append(_priors(now, cards[head], rows, spread[head]))
    return Trained(cards, pl.concat(frames).sort("iso3", "good_id", "head"))


def frame_of(rows: Floats, names: tuple[str, ...]) -> pl.DataFrame:
    """Rows of features as the scorecard takes them."""
    return pl.DataFrame({name: rows[:, at] for at, name in enumerate(names)})


def _priors(world: World, card: Scorecard, rows: Floats, spread: Additive) -> pl.DataFrame:
    """Contributions are rounded first, so that those of the table sum to its points."""
    contributions = card.contributions(frame_of(rows, tuple(one.feature for one in card.curves)))
    groups = {
        name: contributions.select(pl.sum_horizontal(members)).to_series().to_numpy()
        for name, members in card.groups().items()
    }
    parts = {name: rounded(value * POINTS, 1) + 0.0 for name, value in sorted(groups.items())}
    base = round(card.base * POINTS, 1)
    points: Floats = rounded(base + np.sum(list(parts.values()), axis=0), 1)
    every = spread.every_bag(rows)
    off = (every - every.mean(axis=0)) * POINTS
    down, up = (np.asarray(np.quantile(off, at, axis=0), dtype=np.float64) for at in SPREAD)
    country, good = world.pairs
    return pl.DataFrame(
        {
            "iso3": pl.Series(world.iso3, dtype=pl.String).gather(country),
            "good_id": pl.Series(world.goods, dtype=pl.String).gather(good),
            "head": card.head,
            "points": points,
            "low": rounded(points + np.minimum(down, 0.0), 1),
            "high": rounded(points + np.maximum(up, 0.0), 1),
            "base": [base] * points.size,
            **parts,
        }
    )


def _about(
    edition: Edition, year: int, today: int, settings: Settings, listed: Flags, used: tuple[Feature, ...]
) -> dict[str, Any]:
    hashes = {f"{name}.csv": edition.sha256.get(f"{name}.csv", "") for name in TRAINED_ON}
    return {
        "list": year,
        "features_of": today,
        "candidates": int(listed.size),
        "listed": int(listed.sum()),
        "class_prior": round(float(listed.mean()), 6),
        "label_frequency": "taken as 1; docs/model_card.md bounds it from above",
        "data": digest_of(hashes),
        "features": hashlib.sha256("\n".join(one.name for one in used).encode()).hexdigest()[:16],
        "scikit_learn": version("scikit-learn"),
        "settings": {name: getattr(settings, name) for name in Settings.__slots__},
        "odds": "odds of an entry on the list, not of abuse; unlisted pairs are unlabelled",
        "features_meaning": {one.name: one.meaning for one in used},
    }
