"""What one edition of the list teaches: the candidates of its time with their features and entries, and the fitted heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tolpuddle.scoring.model.estimator import Additive, Settings
from tolpuddle.scoring.model.features import Feature, feature_list, features
from tolpuddle.scoring.model.heads import HEADS, fit_heads
from tolpuddle.scoring.model.world import Flags, Floats, Listing, World


@dataclass(frozen=True, slots=True)
class Learnt:
    """The candidates as one edition shows them."""

    rows: Floats
    listed: Mapping[str, Flags]
    """Head -> flag of every candidate."""
    features: tuple[Feature, ...]


def learn(world: World, year: int, *, exports: bool = True, listing: Listing | None = None) -> Learnt:
    """Features and entries of one edition of the list, of the candidates of `world`: give it as it was known then.

    `listing` stands in for the list of that year, as when a part of its entries is hidden.
    """
    shown = listing or world.lists[year]
    rows = features(world, shown, year, exports=exports)
    listed = {head: shown.of(head)[world.candidates] for head in HEADS}
    return Learnt(rows, listed, feature_list(world))


def model_heads(learnt: Learnt, settings: Settings, keep: Sequence[int] | None = None) -> dict[str, Additive]:
    """Head -> curves; with `keep`, from these columns only."""
    columns = list(range(len(learnt.features))) if keep is None else list(keep)
    chosen = [learnt.features[at] for at in columns]
    return fit_heads(learnt.rows[:, columns], learnt.listed, chosen, settings)


def model_scores(learnt: Learnt, settings: Settings, keep: Sequence[int] | None = None) -> dict[str, Floats]:
    """Log-odds of every candidate, per head; with `keep`, from these columns only."""
    columns = list(range(len(learnt.features))) if keep is None else list(keep)
    heads = model_heads(learnt, settings, keep)
    return {head: model.log_odds(learnt.rows[:, columns]) for head, model in heads.items()}
