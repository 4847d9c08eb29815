"""How well a ranking finds what was listed later: AUC, average precision, recall in the top, with intervals."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from tolpuddle.scoring.model.world import Flags, Floats, Indices

TOPS: Final = (1, 5, 10)
"""Per cent of the candidates."""
RESAMPLES: Final = 1000
COVERED: Final = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One ranking held against what came later."""

    candidates: int
    later: int
    """Pairs added later, misses included."""
    missed: int
    """Of these, pairs outside the candidates. They count in recall, as never found."""
    auc: float
    auc_low: float
    auc_high: float
    auc_misses_last: float
    """The same with every miss ranked behind all candidates."""
    ap: float
    recall: dict[int, float]
    recall_low: dict[int, float]
    recall_high: dict[int, float]


class Lead(NamedTuple):
    """How much greater one AUC is than another, with the interval of the difference."""

    lead: float
    low: float
    high: float


def rank(score: Floats, later: Flags, missed: int, cluster: Indices, seed: int = 0) -> Ranked:
    """Hold scores of candidates against what was listed later. Ties count half; misses are never found.

    Intervals are 95 per cent from resampling whole clusters (countries) of later additions: they come in batches.
    """
    found = np.flatnonzero(later)
    total = found.size + missed
    below = _share_below(score, score[~later], score[found])
    place = _places(score)[found]
    size = score.size
    auc = float(below.mean())
    hits = {top: place < np.ceil(size * top / 100) for top in TOPS}
    order = np.sort(place)
    ap = float(np.mean((np.arange(order.size) + 1) / (order + 1)))
    samples = _resampled(cluster[found], missed, seed)
    aucs = np.array([below[rows].mean() if rows.size else np.nan for rows, _ in samples])
    recalls = {
        top: np.array([hits[top][rows].sum() / max(1, rows.size + misses) for rows, misses in samples])
        for top in TOPS
    }
    return Ranked(
        candidates=size,
        later=total,
        missed=missed,
        auc=auc,
        auc_low=_quantile(aucs, 0),
        auc_high=_quantile(aucs, 1),
        auc_misses_last=auc * found.size / total,
        ap=ap,
        recall={top: float(hit.sum()) / total for top, hit in hits.items()},
        recall_low={top: _quantile(found, 0) for top, found in recalls.items()},
        recall_high={top: _quantile(found, 1) for top, found in recalls.items()},
    )


def lead_of(score: Floats, other: Floats, later: Flags, cluster: Indices, seed: int = 0) -> Lead:
    """AUC of `score` less that of `other`; both on the same resamples of countries, so that the interval is of the difference."""
    found = np.flatnonzero(later)
    gain = _share_below(score, score[~later], score[found]) - _share_below(other, other[~later], other[found])
    leads = np.array(
        [gain[rows].mean() if rows.size else np.nan for rows, _ in _resampled(cluster[found], 0, seed)]
    )
    return Lead(float(gain.mean()), _quantile(leads, 0), _quantile(leads, 1))


def auc_of(score: Floats, positive: Flags) -> float:
    """Area under the ROC curve; ties count half."""
    return float(_share_below(score, score[~positive], score[positive]).mean())


def _share_below(score: Floats, others: Floats, found: Floats) -> Floats:
    ordered = np.sort(others)
    left = np.searchsorted(ordered, found, side="left")
    right = np.searchsorted(ordered, found, side="right")
    return (left + right) / 2.0 / ordered.size


def _places(score: Floats) -> Floats:
    """Place from the top, 0 first; of equals the first in the order of pairs."""
    out = np.empty(score.size)
    out[np.argsort(-score, kind="stable")] = np.arange(score.size)
    return out


def _resampled(cluster: Indices, missed: int, seed: int) -> list[tuple[Indices, int]]:
    generator = np.random.default_rng(seed)
    names = np.unique(cluster)
    members = [np.flatnonzero(cluster == name) for name in names]
    drawn: list[tuple[Indices, int]] = []
    for _ in range(RESAMPLES):
        chosen = generator.integers(0, names.size + missed, names.size + missed)
        rows: list[Indices] = [members[int(at)] for at in chosen if at < names.size]
        picked: Indices = np.concatenate(rows) if rows else np.empty(0, dtype=np.intp)
        drawn.append((picked, int((chosen >= names.size).sum())))
    return drawn


def _quantile(values: Floats, side: int) -> float:
    return float(np.nanquantile(values, COVERED[side]))
