"""Writes floors.yaml a little under what is measured now. `python -m tests.matching.set_floors` raises floors; `--lower` lets them fall too."""

import sys
from math import ceil, floor
from pathlib import Path
from typing import Any

import yaml

from tolpuddle.desk.documents.matching_figures import Share, figures, measure
from tolpuddle.desk.documents.matching_labels import read_labels
from tolpuddle.desk.editions import open_edition

HERE = Path(__file__).parent
PATH = HERE / "floors.yaml"
HEAD = """\
# Below what no group may fall (at_least), or above what it may not rise (at_most), as shares of 1. Set a little under what was measured, so that chance in one
# or two names does not fail a change and the loss of a script, a legal form or a country does. `python -m tests.matching.set_floors` raises them; to lower one,
# add --lower and say why in the changelog. figure: group/name/what/verdict; *found*: labelled names that are seen, *false*: names that raise an alert
# although they should not. Groups need 60 names to find or 100 unlisted ones, kinds of variation 25 pairs. measured: hits of names when it was set.
floors:
"""
ENOUGH_FOUND, ENOUGH_UNLISTED, ENOUGH_PAIRS = 60, 100, 25


def wanted(figure: str, share: Share) -> bool:
    group, what, level = figure.split("/", 1)[0], *figure.rsplit("/", 2)[1:]
    if group in {"all", "bundled"}:
        return True
    if group == "kind":
        return share.of >= ENOUGH_PAIRS and (
            level == "possible" or "unit number" in figure or what == "pairs_false"
        )
    if what == "names_found":
        return level == "possible" and share.of >= ENOUGH_FOUND
    return what == "names_false" and share.of >= ENOUGH_UNLISTED


def is_ceiling(figure: str) -> bool:
    """Shares that must not rise: false alerts, and pairs passed as listed where a question is due."""
    return "_false/" in figure or ("unit number" in figure and figure.endswith("/listed"))


def bound(figure: str, share: Share) -> float:
    value = share.value or 0.0
    if is_ceiling(figure):
        return ceil(1000 * (value + max(0.003, 2 / share.of))) / 1000
    return max(0.0, floor(100 * (value - max(0.02, 2 / share.of))) / 100)


def main(lower: bool) -> None:
    old: list[dict[str, Any]] = (
        yaml.safe_load(PATH.read_text(encoding="utf-8"))["floors"] if PATH.exists() else []
    )
    before = {row["figure"]: row for row in old}
    rows: list[str] = []
    for figure, share in figures(measure(read_labels(HERE), open_edition(None))).items():
        if not wanted(figure, share):
            continue
        key, now = ("at_most", min) if is_ceiling(figure) else ("at_least", max)
        limit = bound(figure, share)
        if not lower and key in before.get(figure, {}):
            limit = now(limit, before[figure][key])
        rows.append(f'  - {{figure: "{figure}", {key}: {limit:g}, measured: {share.hits} of {share.of}}}\n')
    PATH.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main("--lower" in sys.argv[1:])
