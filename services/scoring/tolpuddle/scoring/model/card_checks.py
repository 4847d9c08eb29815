"""Sections of the model card that doubt the figures: choices, less knowledge, folds, calibration, subgroups, steadiness."""

from collections.abc import Iterable, Mapping
from typing import Final

from tolpuddle.scoring.model.card_table import HEADINGS_OF_FIGURES, between, table, told
from tolpuddle.scoring.model.card_texts import CALIBRATION, CLOSE, UNSEEN
from tolpuddle.scoring.model.criteria import BARS
from tolpuddle.scoring.model.folds import Band
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.judged import Figures
from tolpuddle.scoring.model.stability import SEEDS
from tolpuddle.scoring.model.study import Study
from tolpuddle.scoring.model.subgroups import Subgroup

WORST: Final = 5
_AT: Final = {"auc": 0, "top 1%": 1, "top 5%": 2, "top 10%": 3}


def missed(heads: Mapping[str, Figures]) -> str:
    """The bars that figures miss, in words; empty when none."""
    lacking = [(h, f, least) for h, f, least in BARS if heads[h][_AT[f]] < least]
    return "; ".join(f"{h} {f} ({heads[h][_AT[f]]:.4f} of {least:.2f})" for h, f, least in lacking)


def close_calls(study: Study) -> str:
    """Which bars the lowest of several seeds misses."""
    lacking = missed({head: study.stability.seeds[head][0] for head in HEADS})
    told = (
        f"Of {len(SEEDS)} seeds the lowest mean misses: {lacking}."
        if lacking
        else f"The lowest of {len(SEEDS)} seeds meets every bar."
    )
    return CLOSE.format(lowest=told)


def choice(study: Study) -> str:
    """What other settings give, and what a choice without the judged lists would have taken."""
    rows = [
        (
            one.name,
            ", ".join(f"{year}: {rounds}/{share:.0%}" for year, (rounds, share) in one.taken.items())
            if len(set(one.taken.values())) > 1
            else "{}/{:.0%}".format(*next(iter(one.taken.values()))),
            *(told(one.reached[head]) for head in HEADS),
            missed(one.reached) or "none",
        )
        for one in study.choices
    ]
    return table(("settings", "rounds/borrowed", *HEADINGS_OF_FIGURES, "bars missed"), rows)


def variants(study: Study) -> str:
    """Less knowledge, stricter counting."""
    rows = [
        (name, *(told(heads[head]) for head in HEADS), missed(heads) or "none")
        for name, heads in study.variants.items()
    ]
    return table(("variant", *HEADINGS_OF_FIGURES, "bars missed"), rows)


def ablation(study: Study) -> str:
    """One group of features left out, three bags each."""
    rows = [
        (f"without {name}" if name else "all groups", *(told(heads[head]) for head in HEADS))
        for name, heads in study.ablation.items()
    ]
    return table(("features", *HEADINGS_OF_FIGURES), rows)


def curve(study: Study) -> str:
    """Fewer entries to learn from, three bags each."""
    rows = [(f"{share:.0%}", *(told(heads[head]) for head in HEADS)) for share, heads in study.curve.items()]
    return table(("entries shown", *HEADINGS_OF_FIGURES), rows)


def prior(study: Study) -> str:
    """How many entries the candidates hold, and how many more there surely were."""
    later = {one.edition: one.model.later for one in study.results if one.head == "any"}
    rows = [
        (
            str(year),
            f"{candidates:,}",
            str(listed),
            str(outside),
            f"{(listed - outside) / candidates:.2%}",
            str(later.get(year, "")),
            f"{listed / (listed + later[year]):.0%}" if year in later else "not known yet",
        )
        for year, (candidates, listed, outside) in study.candidates.items()
    ]
    head = (
        "list",
        "candidates",
        "entries",
        "no candidates",
        "class prior",
        "added later",
        "label frequency at most",
    )
    return table(head, rows)


def folds(study: Study) -> str:
    """Whole countries and goods unseen."""
    rows = [
        (one.by, head, f"{one.auc[head]:.3f}", f"{one.ratio[head]:.2f}")
        for one in study.folds
        for head in HEADS
    ]
    return table(("folds by", "head", "AUC of entries", "expected / listed"), rows)


def calibration(study: Study) -> str:
    """In time, then in folds of unseen countries."""
    unseen = next(one.bands for one in study.folds if one.by == "country")
    parts = (
        CALIBRATION,
        _bands(study.in_time, "added later"),
        UNSEEN,
        _bands(unseen, "listed"),
    )
    return "\n\n".join(part.strip() for part in parts)


def _bands(bands: Iterable[Band], there: str) -> str:
    rows = [
        (one.head, one.name, f"{one.candidates:,}", f"{one.expected:.1f}", str(one.there)) for one in bands
    ]
    return table(("head", "band of the ranking", "candidates", "expected", there), rows)


def subgroups(study: Study) -> str:
    """The worst of both heads, then all."""
    parts: list[str] = []
    for head in HEADS:
        own = [one for one in study.subgroups if one.head == head]
        worst = sorted(own, key=lambda one: (one.auc, one.kind, one.name))[:WORST]
        parts.append(f"**{head}: the {WORST} worst ranked.**\n\n" + _groups(worst))
    every = "All subgroups with at least five additions:\n\n" + _groups(study.subgroups)
    return "\n\n".join([*parts, every])


def _groups(groups: Iterable[Subgroup]) -> str:
    rows = [
        (
            one.head,
            one.kind,
            one.name.replace("_", " "),
            str(one.later),
            between(one.auc, one.low, one.high),
            f"{one.recall:.0%}",
            f"{one.share:.1%}",
        )
        for one in groups
    ]
    head = (
        "head",
        "by",
        "subgroup",
        "additions",
        "mean rank (1 = top)",
        "in the top 5%",
        "of its candidates there",
    )
    return table(head, rows)


def governance(study: Study) -> str:
    """How much of the score the indices of governance explain."""
    found = study.stability.explained
    rows = [
        (name.removeprefix("wgi_").replace("_", " "), *(f"{found[head][name]:.0%}" for head in HEADS))
        for name in found[HEADS[0]]
    ]
    return table(("R² of the log-odds on", *HEADS), rows)


def steadiness(study: Study) -> str:
    """Seeds, lists, intervals."""
    own = study.stability
    seeds = table(
        ("head", "", "AUC; top 1%, 5%, 10%"),
        [
            (head, end, told(own.seeds[head][at]))
            for head in HEADS
            for at, end in enumerate((f"lowest of {len(SEEDS)} seeds", "highest"))
        ],
    )
    ranks = table(
        (
            "head",
            "lowest rank correlation of two seeds",
            "with the model of the list before",
            "inside the interval given then",
        ),
        [
            (head, f"{own.other_seed[head]:.3f}", f"{own.list_before[head]:.3f}", f"{own.inside[head]:.0%}")
            for head in HEADS
        ],
    )
    return f"{seeds}\n\n{ranks}"
