"""The prior of a pair, or of all pairs of a country or a good, beside those of the world."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring.core.model import portrait_words as words
from tolpuddle.scoring.core.model.portrait_shape import Part, Prior, Span, World
from tolpuddle.scoring.core.model.priors import KEYS, TOTALS, unpack
from tolpuddle.scoring.core.model.scorecard import POINTS_PER_DOUBLING


@dataclass(frozen=True, slots=True)
class Priors:
    """The priors of an edition and where those of the world stand."""

    frame: pl.DataFrame
    """As `unpack` gives it."""
    groups: tuple[str, ...]
    worlds: Mapping[str, World]
    """Head -> all candidate pairs."""

    @classmethod
    def from_edition(cls, edition: Edition) -> "Priors":
        """Raises: EditionError when the edition has no priors."""
        frame = unpack(edition)
        groups = tuple(name for name in frame.columns if name not in (*KEYS, *TOTALS, "base"))
        worlds = {str(head): _world(own) for (head,), own in frame.group_by("head")}
        return cls(frame, groups, worlds)

    def of(
        self, rows: pl.DataFrame, who: str, facts: Mapping[str, Sequence[str]] | None = None
    ) -> tuple[Prior, ...]:
        """One prior per head. rows: those of one pair, or of several to take the mean of. facts: group -> sentences."""
        heads = rows.get_column("head").unique().to_list()
        return tuple(
            self._of_head(head, rows.filter(pl.col("head") == head), who, facts or {})
            for head in words.HEADS
            if head in heads
        )

    def spans(self, rows: pl.DataFrame) -> dict[tuple[str, str, str], Span]:
        """(iso3, good_id, head) -> the prior in short."""
        return {
            (iso3, good_id, head): Span(points, low, high)
            for iso3, good_id, head, points, low, high in rows.select(*KEYS, *TOTALS).iter_rows()
        }

    def _of_head(self, head: str, rows: pl.DataFrame, who: str, facts: Mapping[str, Sequence[str]]) -> Prior:
        world = self.worlds[head]
        mean = rows.select(pl.col(*TOTALS, *self.groups).mean()).row(0, named=True)
        parts = sorted(
            (
                Part(group, words.title_of(group), round(mean[group], 2) + 0.0, tuple(facts.get(group, ())))
                for group in self.groups
            ),
            key=lambda part: (-abs(part.points), part.group),
        )
        points, low, high = (round(mean[name], 2) for name in TOTALS)
        times = [
            round(2.0 ** ((value - world.base) / POINTS_PER_DOUBLING), 4) for value in (points, low, high)
        ]
        own = self.frame.filter(pl.col("head") == head).get_column("points")
        above = round(float((own < points).sum()) / own.len(), 4)
        return Prior(
            head=head,
            title=words.HEADS[head],
            pairs=rows.height,
            points=points,
            low=low,
            high=high,
            times=times[0],
            times_low=times[1],
            times_high=times[2],
            above=above,
            parts=tuple(parts),
            world=world,
            sentence=words.compared(who, head, times, above, world.pairs, rows.height),
            raised_by=words.strongest(parts, raising=True),
            lowered_by=words.strongest(parts, raising=False),
        )


def _world(rows: pl.DataFrame) -> World:
    points = rows.get_column("points")
    marks = [float(points.quantile(at, "nearest") or 0.0) for at in (0.25, 0.5, 0.75, 0.95)]
    return World(rows.height, float(rows.get_column("base")[0]), *marks)
