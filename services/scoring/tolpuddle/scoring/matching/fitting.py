"""matching.yaml from labelled names: scorecards fitted on all of them, thresholds and figures from names held out."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from tolpuddle.scoring.core.names.reader import NameReader
from tolpuddle.scoring.core.names.settings import MatchSettings, Points
from tolpuddle.scoring.matching.examples import read_pairs, read_task
from tolpuddle.scoring.matching.heldout import Figure, cut_for, figures, macro, order_of_pairs, out_of_fold
from tolpuddle.scoring.matching.training import BILINGUAL_REGISTER, Laid, train

LISTED_ALERTS: Final = 1.0
POSSIBLE_ALERTS: Final = 30.0
"""Unlisted names in 1,000 that reach a threshold on the first task, out of fold."""

HEAD: Final = """\
# How alike two names must be, and what speaks for and against it, in points of log odds. Written by
# `python -m tolpuddle.desk.fit_matching` from labelled pairs of organisation names and from list-screening tasks (names of list
# entries, other names beside them, names that are not listed), held out by organisation; no name is kept here.
# docs/matching.md has the figures. score = 1 / (1 + exp(-(base + points of every feature))).
# An equal country earns nothing; two that differ cost points, and never more than two of them: it is evidence and settles nothing.
"""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The text of matching.yaml, and what was measured out of fold."""

    text: str
    figures: tuple[Figure, ...]
    order: dict[str, float]
    macro: float


def fit_matching(
    tasks: Sequence[tuple[Path, str]], pairs: Path, reader: NameReader, settings: MatchSettings
) -> Fitted:
    """tasks: (folder, index) as `read_task` takes them, the list that is screened against first; pairs: as `read_pairs`.

    The thresholds are set on the first task. `settings` give the rarity of words. The same files give the same text.
    Raises: UnusableInputError when a file or column is missing; UnavailableError without the extra `model`.
    """
    laid = [Laid.out(read_task(folder, index, reader, settings)) for folder, index in tasks]
    laid.append(Laid.out(read_pairs(pairs, reader, settings)))
    odds = out_of_fold(laid)
    cards = train(laid, [np.ones(len(one.examples.source), np.bool_) for one in laid])
    listed = round(cut_for(laid[0].examples, odds[0], LISTED_ALERTS), 4)
    possible = round(cut_for(laid[0].examples, odds[0], POSSIBLE_ALERTS), 4)
    order = order_of_pairs(laid[-1].examples, odds[-1])
    measured = [
        one
        for part, values in zip(laid[:-1], odds[:-1], strict=True)
        if part.examples.listed.any()
        for one in figures(part.examples, values)
    ]
    text = _text(listed, possible, settings, cards.same_script.points(), cards.other_script.points())
    return Fitted(text, tuple(measured), order, macro(order, BILINGUAL_REGISTER))


def _text(listed: float, possible: float, settings: MatchSettings, same: Points, other: Points) -> str:
    return f"""{HEAD}thresholds:
  listed: {max(listed, possible):g}  # out of fold at most {LISTED_ALERTS:g} in 1,000 names that are not listed reach it
  possible: {possible:g}  # out of fold at most {POSSIBLE_ALERTS:g} in 1,000 do: what a person can still look through
rarity:
  crowd: {settings.crowd:g}  # background names that stand beside those of the list when a word's rarity is counted
  spread: {settings.spread:.1f}  # log odds between a word that is in every name and one never seen
same_script:
  base: {same.base:.4f}
  points:  # feature: [[value, points], ...], straight lines between
{_curves(same)}
other_script:  # one name in Latin letters, one in another script
  base: {other.base:.4f}
  points:
{_curves(other)}
"""


def _curves(points: Points) -> str:
    lines: list[str] = []
    for curve in points.curves:
        pairs = ", ".join(f"[{at:g}, {value:.4g}]" for at, value in zip(curve.at, curve.points, strict=True))
        lines.append(f"    {curve.feature}: [{pairs}]")
    return "\n".join(lines)
