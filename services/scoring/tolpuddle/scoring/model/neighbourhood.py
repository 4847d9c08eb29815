"""What the list shows around a pair, counted without the pair itself: no pair ever sees its own entry."""

import numpy as np

from tolpuddle.scoring.model.world import Flags, Floats, Indices, World, rounded

ALIKE: float = 15
"""How many countries count as most alike."""
SMOOTHING: float = 3.0
"""Added to the number of goods two entries share: two goods of one country each are no evidence of going together."""


def around(world: World, flags: Flags, alike: Floats) -> dict[str, Floats]:
    """Counts of countries x goods for one kind of entry, each leave-one-out.

    `alike` has 1 where the column's country is among those most like the row's, 0 on the diagonal.
    """
    listed = flags.astype(np.float64)
    same_subregion, same_region = _same(world.subregion), _same(world.region)
    same_sector = _same(world.sector)
    chapters = np.array([[bool(a & b) for b in world.chapters] for a in world.chapters], dtype=np.float64)
    np.fill_diagonal(chapters, 0.0)
    one = np.ones_like(listed)
    near = same_subregion @ listed
    chapter = listed @ chapters
    return {
        "good": listed.sum(0)[None, :] - listed,
        "country": listed.sum(1)[:, None] - listed,
        "subregion": near,
        "region": same_region @ listed,
        "alike_countries": alike @ listed,
        "sector_in_country": listed @ same_sector,
        "chapter_in_country": chapter,
        "chapter_elsewhere": chapter.sum(0)[None, :] - chapter,
        "sector_in_subregion": near @ same_sector + near,
        "subregion_all": near.sum(1)[:, None] * one,
        "goods_that_go_together": _together(listed),
    }


def most_alike(values: Floats) -> Floats:
    """Countries x countries: 1 for the nearest by standardised indicators (missing counts as average), never itself."""
    known = np.nan_to_num(values)
    distance: Floats = rounded(((known[:, None, :] - known[None, :, :]) ** 2).sum(-1), 9)
    np.fill_diagonal(distance, np.inf)
    nearest: Indices = np.argsort(distance, axis=1, kind="stable")[:, : int(ALIKE)]
    out: Floats = np.zeros_like(distance)
    np.put_along_axis(out, nearest, 1.0, axis=1)
    return out


def _same(names: tuple[str, ...]) -> Floats:
    words = np.array(names)
    same = ((words[:, None] == words[None, :]) & (words[:, None] != "")).astype(np.float64)
    np.fill_diagonal(same, 0.0)
    return same


def _together(listed: Floats) -> Floats:
    """How often the country's other listed goods stand beside this good in other countries' entries (damped cosine)."""
    together, total = listed.T @ listed, listed.sum(0)
    out = np.zeros_like(listed)
    for at, own in enumerate(listed):
        others = np.flatnonzero(own)
        if not others.size:
            continue
        elsewhere = total - own
        pairs = together[:, others] - np.outer(own, own[others])
        weight = pairs / (np.sqrt(np.outer(elsewhere, elsewhere[others])) + SMOOTHING)
        weight[others, np.arange(others.size)] = 0.0
        out[at] = weight.sum(1)
    return rounded(out, 9)
