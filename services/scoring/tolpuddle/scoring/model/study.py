"""Everything the model card reports, computed from an edition alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.model.backtest import Result, run
from tolpuddle.scoring.model.choice import Choice, choices
from tolpuddle.scoring.model.estimator import Settings
from tolpuddle.scoring.model.features import Feature, feature_list
from tolpuddle.scoring.model.folds import Band, Folds, folds, in_time
from tolpuddle.scoring.model.judged import Figures, judged
from tolpuddle.scoring.model.stability import Stability, stability
from tolpuddle.scoring.model.subgroups import Subgroup, subgroups
from tolpuddle.scoring.model.variants import ablation, learning_curve, variants
from tolpuddle.scoring.model.world import World, read_world


@dataclass(frozen=True, slots=True)
class Study:
    """All figures of the card."""

    edition: str
    results: tuple[Result, ...]
    features: tuple[Feature, ...]
    candidates: Mapping[int, tuple[int, int, int]]
    """List -> candidates, entries of any kind, entries that are no candidates."""
    choices: tuple[Choice, ...]
    variants: Mapping[str, Mapping[str, Figures]]
    ablation: Mapping[str, Mapping[str, Figures]]
    curve: Mapping[float, Mapping[str, Figures]]
    folds: tuple[Folds, ...]
    in_time: tuple[Band, ...]
    subgroups: tuple[Subgroup, ...]
    stability: Stability


def study(edition: Edition) -> Study:
    """Compute every figure; about ten minutes of one core."""
    world = read_world(edition)
    return study_of(edition.name, world, tuple(run(world, Settings())), Settings())


def study_of(name: str, world: World, results: Sequence[Result], settings: Settings) -> Study:
    """The figures beyond the back-test, with its results beside them."""
    lists = judged(world, settings)
    return Study(
        edition=name,
        results=tuple(results),
        features=feature_list(world),
        candidates={year: _candidates(world.known_in(year), year) for year in world.lists},
        choices=choices(world, settings),
        variants=variants(lists),
        ablation=ablation(lists),
        curve=learning_curve(lists),
        folds=folds(world, settings),
        in_time=in_time(lists),
        subgroups=subgroups(lists),
        stability=stability(world, lists, settings),
    )


def _candidates(world: World, year: int) -> tuple[int, int, int]:
    listed = world.lists[year].any
    return int(world.candidates.sum()), int(listed.sum()), int((listed & ~world.candidates).sum())
