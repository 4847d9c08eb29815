"""The state of each ILO indicator with the sentence why, the answers behind it, and whether any method could see it (R29)."""

from collections.abc import Mapping, Sequence
from typing import Any

from tolpuddle.kernel.answer_words import NOT_APPLICABLE
from tolpuddle.scoring.core.evidence.sources import SELF_REPORT, SOURCE_KINDS
from tolpuddle.scoring.core.evidence.statement import ABSENT, NOTED, PRESENT, Indicator
from tolpuddle.scoring.core.evidence.weigh import RULES, Sees, Weighed

SEEN_BY = ("good", "part")


def indicator_state(indicator: Indicator, weighed: Sequence[Weighed], sees: Sees) -> dict[str, Any]:
    """state, why, evidence and seen of one indicator. weighed: the statements answered, in their order."""
    touching = [one for one in weighed if indicator.id in one.statement.indicators and one.state != NOTED]
    state, why = _state(indicator, touching, sees)
    return {
        "state": state,
        "why": why,
        "evidence": [entry for one in touching for entry in entries(one)],
        "seen": seen_by(indicator, touching, sees),
    }


def _state(indicator: Indicator, touching: Sequence[Weighed], sees: Sees) -> tuple[str, str]:
    present = [one for one in touching if one.state == PRESENT]
    overruled = [one for one in touching if one.state == ABSENT and one.reported]
    doubted = [one for one in present if one.contested and not one.corroborated]
    if any(one.corroborated for one in present):
        both = [one for one in present if one.corroborated]
        return "corroborated", f"{_shorts(present)}. Independent sources agree: {_sources(both)}"
    if present and len(doubted) < len(present):
        return "reported", _shorts(present)
    if doubted or overruled:
        shown = [*doubted, *overruled]
        rules = "; ".join(dict.fromkeys(RULES[one.rule] for one in shown))
        return "contradicted", f"{_shorts(shown)}: sources disagree, and both are kept ({rules})"
    if any(one.state == ABSENT for one in touching):
        how = seen_by(indicator, touching, sees)
        if how is None:
            return "no_information", "Asked, and denied; an answer of this kind cannot exclude it"
        return (
            "no_information",
            f"Asked and not found by {SOURCE_KINDS[how].title}; that does not prove it absent",
        )
    if any(one.state not in (NOT_APPLICABLE,) for one in touching):
        return "no_information", "Asked, and no answer that counts tells anything"
    if touching:
        return "not_applicable", "Said not to apply"
    return "not_asked", "Not asked"


def _shorts(weighed: Sequence[Weighed]) -> str:
    return "; ".join(dict.fromkeys(one.statement.short for one in weighed))


def _sources(weighed: Sequence[Weighed]) -> str:
    kinds = [s.item.source for one in weighed for s in one.seen if s.state == PRESENT and s.lapsed is None]
    return ", ".join(SOURCE_KINDS[kind].title for kind in dict.fromkeys(kinds))


def seen_by(indicator: Indicator, touching: Sequence[Weighed], sees: Sees) -> str | None:
    """The kind of source that was asked, counts, and sees this indicator at least in part; the best of them."""
    kinds = {
        s.item.source
        for one in touching
        for s in one.seen
        if s.lapsed is None and s.state in (PRESENT, ABSENT) and s.item.source != SELF_REPORT
    }
    able = [kind for kind in kinds if sees(kind, indicator.id) in SEEN_BY]
    best = {word: place for place, word in enumerate(SEEN_BY)}
    return min(able, key=lambda k: (best[sees(k, indicator.id)], -SOURCE_KINDS[k].rank, k), default=None)


def entries(one: Weighed) -> list[dict[str, Any]]:
    """Every answer to a statement, with what became of it."""
    found: list[dict[str, Any]] = []
    for place, seen in enumerate(one.seen):
        counts = seen.lapsed is None
        present = seen.state == PRESENT and counts
        entry: dict[str, Any] = {
            "statement": one.statement.id,
            "answer": seen.item.answer,
            "source": seen.item.source,
            "level": SOURCE_KINDS[seen.item.source].level if present else "L0",
            "state": seen.state,
            "dimension": one.statement.dimension,
            "prevails": place == one.prevails,
            **seen.item.shown(),
        }
        if not counts:
            entry["counts_not"] = seen.lapsed
        found.append(entry)
    return found


def detectability(states: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Of all indicators, how many were asked by a method able to see them."""
    able = [name for name, state in states.items() if state["seen"] is not None]
    return {
        "seen": len(able),
        "of": len(states),
        "sentence": f"Of {len(states)} indicators {len(able)} were asked about by a method able to see them.",
    }
