"""A million pairs through the scorecard with every contribution, beside decision_function and shap of the boosters it is made of."""

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import alone
from bench.table import Cost, Row

BY_DECISION_FUNCTION = 10
BY_SHAP = 50
"""So many times faster than each is promised."""


def rows(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The scorecard works on one core; scikit-learn and shap may take all."""
    size, sample, shap_sample = (20_000, 5_000, 50) if quick else (1_000_000, 100_000, 2_000)
    cost, told = alone.run(
        "bench.model:scored", size=size, sample=sample, shap_sample=shap_sample, runs=1 if quick else 5
    )
    bags = told["bags"]
    peers = [
        (f"decision_function, mean of the {bags} boosters", "bags_seconds", sample, BY_DECISION_FUNCTION),
        ("decision_function of one booster alone", "one_seconds", size, BY_DECISION_FUNCTION),
        ("shap.TreeExplainer of one booster", "shap_seconds", shap_sample, BY_SHAP),
    ]
    for peer, seconds, peer_size, times in peers:
        if told[seconds] is None:
            print("no shap: it is not measured; `uv sync --group bench` brings it", file=sys.stderr)
            continue
        row = Row(
            "scorecard: pairs with all contributions", size, "pairs", cost,
            peer if peer_size == size else f"{peer}, a sample of the same", Cost(told[seconds]), peer_size,
            bar=f"{times} times as fast", equal=None,
        )  # fmt: skip
        yield row if quick else judged(row, times)


def judged(row: Row, times: int) -> Row:
    """The same row, with the promise that it is so many times as fast as its peer held against it."""

    ratio = row.times_peer
    return replace(row, met=ratio is not None and ratio * times <= 1.0)


def scored(size: int, sample: int, shap_sample: int, runs: int) -> dict[str, Any]:
    """Candidate pairs of the edition drawn anew until there are enough; boosters with the settings of the model."""
    import numpy as np

    from tolpuddle.kernel.edition_files import locate, open_edition
    from tolpuddle.scoring.core.model.scorecard import Scorecard
    from tolpuddle.scoring.model.estimator import Settings
    from tolpuddle.scoring.model.features import feature_list, features
    from tolpuddle.scoring.model.training import frame_of
    from tolpuddle.scoring.model.world import read_world

    edition = open_edition(locate(None))
    world = read_world(edition)
    year = max(world.lists)
    card = Scorecard.from_json(edition.documents["model_any.json"])
    today = max(year, int(edition.published[:4]))
    known = world.known_in(today)
    pairs = features(known, known.lists[year], today)
    listed = known.lists[year].of("any")[known.candidates]
    boosters = fitted(pairs, listed, [feature.sign for feature in feature_list(known)], Settings())
    drawn = np.asfortranarray(pairs[np.random.default_rng(0).integers(0, pairs.shape[0], size)])
    frame = frame_of(drawn, tuple(curve.feature for curve in card.curves))

    def look_up() -> Any:
        contributions = card.contributions(frame)
        return contributions, card.sum_of(contributions)

    look_up()
    _, told = alone.timed(look_up, runs)
    boosters[0].decision_function(drawn[:1000])
    return told | {
        "bags": len(boosters),
        "bags_seconds": _took(lambda: [each.decision_function(drawn[:sample]) for each in boosters]),
        "one_seconds": _took(lambda: boosters[0].decision_function(drawn)),
        "shap_seconds": _explained(boosters[0], drawn[:shap_sample]),
    }


def fitted(pairs: Any, listed: Any, signs: list[int], settings: Any) -> list[Any]:
    """The boosters that a scorecard is the mean of: bags of unlabelled pairs, no interactions, monotone."""
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    unlabelled, draw = np.flatnonzero(~listed), np.random.default_rng(settings.seed)
    found: list[Any] = []
    for bag in range(settings.bags):
        taken = draw.choice(unlabelled, round(unlabelled.size * settings.unlabelled), replace=False)
        chosen = np.concatenate([np.flatnonzero(listed), taken])
        booster = HistGradientBoostingClassifier(
            learning_rate=settings.learning_rate,
            max_iter=settings.rounds,
            max_leaf_nodes=settings.leaves,
            min_samples_leaf=settings.smallest_leaf,
            l2_regularization=settings.shrinkage,
            max_bins=settings.steps,
            interaction_cst="no_interactions",
            monotonic_cst=signs,
            early_stopping=False,
            random_state=settings.seed + bag,
        )
        found.append(booster.fit(pairs[chosen], listed[chosen]))
    return found


def _explained(booster: Any, pairs: Any) -> float | None:
    if importlib.util.find_spec("shap") is None:
        return None
    import shap

    explainer = shap.TreeExplainer(booster)
    explainer.shap_values(pairs[:5])
    return _took(lambda: explainer.shap_values(pairs))


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
