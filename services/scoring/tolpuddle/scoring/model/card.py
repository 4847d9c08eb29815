"""The model card as Markdown, written from a study: criteria first, then figures, then what it cannot see."""

from collections.abc import Iterable, Sequence
from typing import Final

from tolpuddle.scoring.model.card_texts import AFTER, BEFORE, TRIED
from tolpuddle.scoring.model.criteria import BARS, verdicts
from tolpuddle.scoring.model.ranking import TOPS, Ranked
from tolpuddle.scoring.model.study import Study, Subgroup

WORST: Final = 5


def card(study: Study) -> str:
    """The text of docs/model_card.md; the same for the same study."""
    parts = [
        BEFORE.format(edition=study.edition),
        "## Criteria, written before the model\n\n" + _criteria(study),
        "## Back-test\n\n" + _backtest(study),
        "### Beside simpler and freer rivals\n\n" + _rivals(study),
        "### What the figures hang on\n\n" + _variants(study),
        "## Folds it never saw\n\n" + _folds(study),
        "## Calibration\n\n" + _calibration(study),
        "## Subgroups\n\n" + _subgroups(study),
        "## Is it governance by another name?\n\n" + _governance(study),
        "## Stability\n\n" + _agreement(study),
        "## Features and signs\n\n" + _features(study),
        TRIED,
        AFTER,
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _criteria(study: Study) -> str:
    rows = [
        (
            one.criterion,
            _figure(one.least),
            _figure(one.reached),
            f"{_figure(one.low)} to {_figure(one.high)}",
            "met" if one.passed else "not met",
        )
        for one in verdicts(study.results)
    ]
    return _table(
        ("criterion (mean over the lists of 2014, 2016, 2018)", "at least", "reached", "95%", ""), rows
    )


def _backtest(study: Study) -> str:
    rows = [
        (
            str(one.edition),
            one.head,
            f"{one.model.candidates:,}",
            str(one.model.later),
            str(one.model.missed),
            f"{one.model.auc:.3f} ({one.model.auc_low:.3f} to {one.model.auc_high:.3f})",
            f"{one.model.auc_misses_last:.3f}",
            *(
                f"{one.model.recall[top]:.0%} ({one.model.recall_low[top]:.0%} to {one.model.recall_high[top]:.0%})"
                for top in TOPS
            ),
        )
        for one in study.results
    ]
    head = ("list", "head", "open candidates", "added later", "of these missed", "AUC", "misses last")
    return _table((*head, *(f"in the top {top}%" for top in TOPS)), rows)


def _rivals(study: Study) -> str:
    names = list(study.results[0].baselines)
    rows = [
        (str(one.edition), one.head, _short(one.model), *(_short(one.baselines[name]) for name in names))
        for one in study.results
    ]
    return "AUC, and the share of later additions in the top 5%.\n\n" + _table(
        ("list", "head", "model", *names), rows
    )


def _short(ranked: Ranked) -> str:
    return f"{ranked.auc:.3f} / {ranked.recall[5]:.0%}"


def _variants(study: Study) -> str:
    rows = [
        (name, *(_mean(study.variants[name][head]) for head in ("any", "forced"))) for name in study.variants
    ]
    return (
        "Means over the lists of 2014, 2016 and 2018 with three bags instead of ten: AUC; share of additions in the top 1%, 5%, 10%.\n\n"
        + _table(("variant", "any", "forced"), rows)
        + "\n\n"
        + _not_reached(study)
    )


def _not_reached(study: Study) -> str:
    """Which bars a variant misses that knows less: said, not hidden."""
    at = {"auc": 0, "top 1%": 1, "top 5%": 2, "top 10%": 3}
    lines = [
        f"`{name}` would miss "
        + "; ".join(
            f"{head} {figure} ({heads[head][at[figure]]:.3f} of {least:.2f})"
            for head, figure, least in missed
        )
        + "."
        for name, heads in study.variants.items()
        if not name.startswith("without the group")
        and (missed := [(h, f, least) for h, f, least in BARS if heads[h][at[f]] < least])
    ]
    return " ".join(lines)


def _mean(values: Sequence[float]) -> str:
    return f"{values[0]:.3f}; " + ", ".join(f"{value:.0%}" for value in values[1:])


def _folds(study: Study) -> str:
    rows = [
        (by, head, f"{auc:.3f}", f"{ratio:.2f}")
        for by, heads in study.folds.items()
        for head, (auc, ratio) in heads.items()
    ]
    return (
        "Five folds of whole countries, then of whole goods; entries of a fold are hidden from the model and from every count. "
        "The history of a hidden country or good is then empty, so this is harder than use.\n\n"
        + _table(("folds by", "head", "AUC of entries", "expected / listed"), rows)
    )


def _calibration(study: Study) -> str:
    rows = [
        (head, band, f"{count:,}", f"{expected:.1f}", str(there))
        for head, band, count, expected, there in study.calibration
    ]
    return "Entries that folds of unseen countries expect, and those there are.\n\n" + _table(
        ("head", "band of the ranking", "candidates", "expected", "listed"), rows
    )


def _subgroups(study: Study) -> str:
    worst = sorted(study.subgroups, key=lambda one: (one.auc, one.kind, one.name))[:WORST]
    return (
        f"Later additions of any kind after the lists of 2014, 2016 and 2018, pooled. **The {WORST} worst ranked:**\n\n"
        + _groups_table(worst)
        + "\n\nAll subgroups with at least five:\n\n"
        + _groups_table(study.subgroups)
    )


def _groups_table(groups: Iterable[Subgroup]) -> str:
    rows = [
        (one.kind, one.name, str(one.later), f"{one.auc:.3f}", f"{one.recall:.0%}", f"{one.share:.1%}")
        for one in groups
    ]
    return _table(
        (
            "by",
            "subgroup",
            "additions",
            "mean rank (1 = top)",
            "in the top 5%",
            "share of its candidates there",
        ),
        rows,
    )


def _governance(study: Study) -> str:
    told = ", ".join(f"{head} {value:.0%}" for head, value in study.explained.items())
    return f"Share of the variance of the log-odds that the governance group explains alone: {told}."


def _agreement(study: Study) -> str:
    rows = [(head, f"{seed:.3f}", f"{older:.3f}") for head, (seed, older) in study.agreement.items()]
    return _table(("head", "rank correlation with another seed", "with the model of the list before"), rows)


def _features(study: Study) -> str:
    rows = [
        (one.group, one.name, one.meaning, "rises" if one.sign else "free", one.why) for one in study.features
    ]
    return _table(("group", "feature", "what it is", "sign", "why"), rows)


def _figure(value: float) -> str:
    return f"{value:.4f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])
