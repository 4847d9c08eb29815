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
    drawn = _resampled(cluster[found], missed, seed)
    aucs = drawn.mean(below)
    recalls = {top: drawn.share(hit) for top, hit in hits.items()}
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
    leads = _resampled(cluster[found], 0, seed).mean(gain)
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


@dataclass(frozen=True, slots=True)
class _Resamples:
    """Draws of whole clusters, with replacement."""

    member: Floats
    """Clusters x additions: 1 where it belongs."""
    times: Floats
    """Resamples x clusters: how often it was drawn."""
    misses: Floats
    """Resamples: how many misses were drawn."""

    def mean(self, values: Floats) -> Floats:
        """Per resample the mean over its additions; NaN where it has none."""
        sizes = self.times @ self.member.sum(axis=1)
        sums = self.times @ (self.member @ values)
        means: Floats = sums / np.maximum(1.0, sizes)
        means[sizes == 0] = np.nan
        return means

    def share(self, hits: Flags) -> Floats:
        """Per resample the share of hits, misses counted as none."""
        sizes = self.times @ self.member.sum(axis=1) + self.misses
        return (self.times @ (self.member @ hits)) / np.maximum(1.0, sizes)


def _resampled(cluster: Indices, missed: int, seed: int) -> _Resamples:
    names = np.unique(cluster)
    every = names.size + missed
    chosen = np.random.default_rng(seed).integers(0, every, (RESAMPLES, every))
    times = np.zeros((RESAMPLES, every))
    np.add.at(times, (np.arange(RESAMPLES)[:, None], chosen), 1.0)
    return _Resamples(
        (names[:, None] == cluster[None, :]).astype(np.float64),
        times[:, : names.size],
        times[:, names.size :].sum(axis=1),
    )


def _quantile(values: Floats, side: int) -> float:
    return float(np.nanquantile(values, COVERED[side]))
