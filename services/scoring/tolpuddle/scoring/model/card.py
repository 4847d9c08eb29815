"""The model card as Markdown, written from a study: criteria first, then figures, then what it cannot see."""

from typing import Final

from tolpuddle.scoring.model import card_checks as checks
from tolpuddle.scoring.model.card_table import between, table
from tolpuddle.scoring.model.card_texts import (
    ABLATION,
    AFTER,
    BACKTEST,
    BEFORE,
    CHOICE,
    CURVE,
    DRIFT,
    FOLDS,
    GOVERNANCE,
    PRIOR,
    RIVALS,
    STEADINESS,
    SUBGROUPS,
    TRIED,
    VARIANTS,
)
from tolpuddle.scoring.model.criteria import PROTOCOL, verdicts
from tolpuddle.scoring.model.heads import HEADS
from tolpuddle.scoring.model.ranking import TOPS, Ranked
from tolpuddle.scoring.model.study import Study

PICTURE: Final = "![Share of later additions that stood in the top 5% of the ranking](model_backtest.svg)"


def card(study: Study) -> str:
    """The text of docs/model_card.md; the same for the same study."""
    parts = [
        BEFORE.format(edition=study.edition),
        "## Protocol and criteria, written before the figures",
        "\n".join(f"{at}. {one}" for at, one in enumerate(PROTOCOL, 1)),
        _criteria(study),
        checks.close_calls(study),
        "## Back-test",
        PICTURE,
        BACKTEST,
        _backtest(study),
        "### Beside simpler and freer rivals",
        RIVALS,
        _rivals(study),
        _leads(study),
        "### Drift: how the ranking did list by list",
        DRIFT,
        _drift(study),
        "### Settings, and a choice that does not know the judged lists",
        CHOICE,
        checks.choice(study),
        "### What the figures hang on",
        VARIANTS,
        checks.variants(study),
        ABLATION,
        checks.ablation(study),
        CURVE,
        checks.curve(study),
        "## Class prior and label frequency",
        PRIOR,
        checks.prior(study),
        "## Folds it never saw",
        FOLDS,
        checks.folds(study),
        "## Calibration",
        checks.calibration(study),
        "## Error by subgroup",
        SUBGROUPS,
        checks.subgroups(study),
        "## Is it governance by another name?",
        GOVERNANCE,
        checks.governance(study),
        "## Stability and intervals",
        STEADINESS,
        checks.steadiness(study),
        "## Features and signs",
        _features(study),
        TRIED,
        AFTER,
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _criteria(study: Study) -> str:
    rows = [
        (
            one.criterion,
            f"{one.least:.4f}",
            f"{one.reached:.4f}",
            f"{one.low:.4f} to {one.high:.4f}",
            "met" if one.passed else "not met",
        )
        for one in verdicts(study.results)
    ]
    return table(
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
            between(one.model.auc, one.model.auc_low, one.model.auc_high),
            f"{one.model.auc_misses_last:.3f}",
            *(
                between(one.model.recall[top], one.model.recall_low[top], one.model.recall_high[top], ".0%")
                for top in TOPS
            ),
        )
        for one in study.results
    ]
    head = ("list", "head", "open candidates", "added later", "of these missed", "AUC", "misses last")
    return table((*head, *(f"in the top {top}%" for top in TOPS)), rows)


def _rivals(study: Study) -> str:
    names = list(study.results[0].baselines)
    rows = [
        (str(one.edition), one.head, _short(one.model), *(_short(one.baselines[name]) for name in names))
        for one in study.results
    ]
    return table(("list", "head", "model", *names), rows)


def _leads(study: Study) -> str:
    names = list(study.results[0].leads)
    rows = [
        (str(one.edition), one.head, *(between(*one.leads[name]) for name in names)) for one in study.results
    ]
    return table(("list", "head", *(f"ahead of {name}" for name in names)), rows)


def _drift(study: Study) -> str:
    years = sorted({year for one in study.results for year in one.lists})
    rows = [
        (
            str(one.edition),
            one.head,
            *(_of_list(one.lists[year]) if year in one.lists else "" for year in years),
        )
        for head in HEADS
        for one in study.results
        if one.head == head
    ]
    return table(("learnt from", "head", *(f"added in {year}" for year in years)), rows)


def _of_list(ranked: Ranked) -> str:
    return f"{ranked.later}: {ranked.auc:.3f} / {ranked.recall[5]:.0%}"


def _short(ranked: Ranked) -> str:
    return f"{ranked.auc:.3f} / {ranked.recall[5]:.0%}"


def _features(study: Study) -> str:
    rows = [
        (one.group, one.name, one.meaning, "rises" if one.sign else "free", one.why) for one in study.features
    ]
    return table(("group", "feature", "what it is", "sign", "why"), rows)
