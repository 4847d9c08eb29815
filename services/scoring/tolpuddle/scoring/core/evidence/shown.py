"""What of the evidence stands in the whole assessment: indicators, statements with every answer, what could be seen, safety."""

from typing import Any

from tolpuddle.scoring.core.evidence.answers import Answers, Scheme
from tolpuddle.scoring.core.evidence.indicators import detectability, entries, indicator_state
from tolpuddle.scoring.core.evidence.themes import contributions
from tolpuddle.scoring.core.evidence.weigh import RULES


def indicator_states(answers: Answers, scheme: Scheme) -> dict[str, Any]:
    """The eleven indicators, each with its state, why, the answers behind it, and the best method that was able to see it."""
    return {item.id: indicator_state(item, answers.weighed, scheme.sees) for item in scheme.indicators}


def channel_parts(answers: Answers, scheme: Scheme) -> list[dict[str, Any]]:
    """Contributions of the statements present to the channel."""
    return contributions(answers.weighed, answers.themes, scheme.themes)


def evidence_part(answers: Answers, scheme: Scheme) -> dict[str, Any]:
    """Every statement answered: its state, the rule by which an answer prevails, and all answers; and what was covered."""
    return {
        "statements": [
            {
                "statement": one.statement.id,
                "pack": one.statement.pack,
                "theme": one.statement.theme,
                "state": one.state,
                "rule": RULES[one.rule],
                "contested": one.contested,
                "corroborated": one.corroborated,
                "says": one.statement.short,
                "answers": entries(one),
                **({"good_practice": one.statement.good_practice} if one.statement.good_practice else {}),
            }
            for one in answers.weighed
        ],
        "detectability": detectability(indicator_states(answers, scheme)),
        "themes": {
            "covered": [
                theme.id for theme in answers.themes if theme.covered and scheme.themes[theme.id].weight
            ],
            "open": [
                theme.id
                for theme in answers.themes
                if not theme.covered and theme.applicable and scheme.themes[theme.id].weight
            ],
        },
        "refused": [{"statement": name, "why": why} for name, why in answers.refused],
        "urgent": list(scheme.safe_referral) if answers.urgent else [],
    }
