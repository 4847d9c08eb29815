"""The whole assessment of one supplier as one JSON object, byte for byte as detail.py writes it for many."""

from collections.abc import Mapping
from typing import Any

from tolpuddle.scoring.core.controls import control_entries, held_by
from tolpuddle.scoring.core.detail import why_sentence
from tolpuddle.scoring.core.evidence.shown import channel_parts, evidence_part, indicator_states
from tolpuddle.scoring.core.factors.every import LOCALITY_FACTORS, PAIR_FACTORS
from tolpuddle.scoring.core.json_text import json_text
from tolpuddle.scoring.core.listing import goods_entry
from tolpuddle.scoring.core.one.number import bounded, rounded
from tolpuddle.scoring.core.one.read import Placed, Row
from tolpuddle.scoring.core.one.texts import goods_code
from tolpuddle.scoring.core.orders.finding import Finding
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.statements import Answers
from tolpuddle.scoring.core.steps import Called

Line = dict[str, Any]


def detail_of(
    made: Mapping[str, Any],
    line: Line,
    lines: list[Line],
    row: Row,
    placed: Placed,
    finding: Finding | None,
    answers: Answers,
    called: Called,
    reference: Reference,
) -> str:
    """`detail` of one supplier. made: its columns of the assessment frame; line: the deciding line, read; lines: all."""
    several = len(lines) > 1
    shown = made["exposure"] is not None
    receipt = dict(
        zip(
            ("id", "input", "edition", "rules", "model", "engine"),
            made["receipt"].split(":")[1:],
            strict=True,
        )
    )
    return json_text(
        {
            "row": made["row"],
            "supplier_id": made["supplier_id"],
            "name": made["name"],
            "country": made["country"],
            "goods": _goods(line, lines, placed, reference, shown=shown, several=several),
            "sector": made["sector"],
            "listing": {
                "state": made["listing"],
                "orders": _orders(lines, finding, reference),
                **({} if reference.asking is None else {"lists": reference.asking.lists}),
            },
            "exposure": {
                **_reading(made, "exposure", "exposure_band", "coverage"),
                "contributions": _contributions(_decided(line, lines), line, reference)[1] if shown else [],
            },
            "channel": {
                **_reading(made, "channel", "channel_band", "channel_coverage"),
                "contributions": [] if made["channel"] is None else _channel(line, answers, reference),
            },
            "indicators": indicator_states(answers, reference.statements.scheme),
            "controls": {
                "strength": made["controls"],
                "items": control_entries(held_by(row, answers, reference.controls)),
            },
            "severity": {
                "scale": made["severity_scale"],
                "scope": made["severity_scope"],
                "irremediability": made["severity_irremediability"],
                "level": made["severity"],
                "basis": line["severity_basis"],
            },
            "priority": {
                "class": made["priority"],
                "rank": None,
                "why": why_sentence(
                    reference.rules.priority.rows[int(line["rule"])].why,
                    line["severity"],
                    line["likelihood"],
                    line["severity_basis"],
                ),
                "likelihood": line["likelihood"],
                "key": made["priority_key"],
            },
            "questions": _split(made["questions"]),
            "actions": [action.text for action in called.actions],
            "obligations": [f"{law.law} ({law.place}): {law.duty}" for law, _ in called.obligations],
            "receipt": receipt,
            "evidence_level": made["evidence_level"],
            "urgent_safety_review": made["urgent_safety_review"],
            "inquiry_depth": made["inquiry_depth"],
            "top_reasons": _split(made["top_reasons"]),
            "notes": _split(made["notes"]),
            "input": made["input"],
            "evidence": evidence_part(answers, reference.statements.scheme),
        }
    )


def _decided(line: Line, lines: list[Line]) -> Line:
    return next(one for one in lines if one["good"] == line["good"])


def _reading(made: Mapping[str, Any], name: str, band: str, coverage: str) -> dict[str, Any]:
    return {
        "index": made[name],
        "low": made[f"{name}_low"],
        "high": made[f"{name}_high"],
        "band": made[band],
        "coverage": made[coverage],
    }


def _goods(
    line: Line, lines: list[Line], placed: Placed, reference: Reference, *, shown: bool, several: bool
) -> list[dict[str, Any]]:
    facts, steady = reference.facts, reference.rules.confident_good
    found: list[dict[str, Any]] = []
    for one in lines:
        if one["good"] == facts.goods.height - 1:
            continue
        index, parts = _contributions(one, line, reference) if shown else (None, [])
        _, good_id, name, _ = facts.goods.row(one["good"])
        state = {None: None, 0: None if one["from_sector"] else "none", 1: "former", 2: "listed"}[
            one["listing"]
        ]
        found.append(
            {
                "good": name,
                "good_id": good_id,
                "role": "direct",
                "confidence": one["confidence"],
                "assumed": one["confidence"] < steady,
                "listing": "possible" if state == "listed" and one["confidence"] < steady else state,
                "exposure": index,
                "contributions": parts if several else [],
            }
        )
    for material in placed.inputs.materials:
        origin = facts.localities.item(material.loc, "iso3")
        found.append(_material(material.good, 1.0, False, origin, reference))
    found.extend(
        _material(good.good, good.confidence, good.assumed, None, reference) for good in placed.inputs.named
    )
    return found


def _material(
    good: int, confidence: float, assumed: bool, origin: str | None, reference: Reference
) -> dict[str, Any]:
    _, good_id, name, _ = reference.facts.goods.row(good)
    return {
        "good": name,
        "good_id": good_id,
        "role": "input",
        "confidence": confidence,
        "assumed": assumed,
        "origin": origin,
    }


def _contributions(one: Line, line: Line, reference: Reference) -> tuple[float, list[dict[str, Any]]]:
    """Index and contributions of one good, with the supplier's own factors off the deciding line."""
    pairs, rules = reference.pairs, reference.rules
    words, points = pairs.words.row(one["pair"], named=True), pairs.points.row(one["pair"], named=True)
    country = pairs.locality_words.row(one["loc"], named=True)
    total = rounded(
        one["own"] + one["country"] + one["prior"] + one["guard"] + one["sector_points"] + one["in_points"]
        + line["tier_points"] + line["agency_points"]
    )  # fmt: skip
    index = bounded(total)
    by_pair = [
        _part(f.id, points[f"points_{f.id}"], *_three(words, f.id))
        for f in PAIR_FACTORS
        if f.id not in pairs.silent
    ]
    by_country = [
        _part(f.id, country[f"points_{f.id}"], *_three(country, f.id))
        for f in LOCALITY_FACTORS
        if f.id not in pairs.silent
    ]
    sector = pairs.sectors.row(one["sector_at"], named=True)
    tier = reference.tiers.row(line["tier_at"], named=True)
    parts = [
        by_pair[0],
        *by_country,
        *by_pair[1:],
        _part("sector", sector["points"], sector["value"], sector["reason"], sector["source"]),
        _part(
            "inputs",
            one["in_points"],
            one["in_said"],
            one["in_text"] or words["reason_inputs"],
            words["source_inputs"],
        ),
        _part("tier", tier["points"], tier["value"], tier["reason"], tier["source"]),
    ]
    if line["agency_applies"]:
        share = line["agency_share"]
        said = None if share is None else f"{round(share * 100)}%"
        reason = (
            f"{said} of workers come from labour providers" if said else "Share of labour providers unknown"
        )
        source = rules.factors["labour_providers"].source
        parts.append(_part("labour_providers", line["agency_points"], said, reason, source))
    if one["guard"] != 0:
        rule = rules.factors["blind_spot"]
        parts.append(_part("blind_spot", one["guard"], "taken back", rule.reason, rule.source))
    if (cut := rounded(index - total)) != 0:
        rule = rules.factors["bounds"]
        parts.append(_part("bounds", cut, "cut off", rule.reason, rule.source))
    return index, parts


def _three(words: Mapping[str, Any], factor: str) -> tuple[str | None, str | None, str | None]:
    return words[f"value_{factor}"], words[f"reason_{factor}"], words[f"source_{factor}"]


def _part(
    factor: str, points: float, value: str | None, reason: str | None, source: str | None
) -> dict[str, Any]:
    return {"factor": factor, "points": points, "value": value, "reason": reason, "source": source}


def _orders(lines: list[Line], finding: Finding | None, reference: Reference) -> list[Any]:
    of = [(goods_code(one, reference), one) for one in lines if one["listing"]]
    goods = [
        (code, goods_entry(reference.pairs.entries.row(one["pair"], named=True), code, reference))
        for code, one in of
        if code is not None
    ]
    if finding is None:
        return [entry for _, entry in goods]
    both = [*((hit.state, hit.entry()) for hit in finding.hits), *goods]
    return [entry for _, entry in sorted(both, key=lambda one: -one[0])]


def _channel(line: Line, answers: Answers, reference: Reference) -> list[dict[str, Any]]:
    channel = reference.rules.channel
    share = line["agency_share"]
    clipped = 0.0 if share is None else min(max(share, 0.0), 1.0)
    providers = rounded(channel.labour_providers * clipped)
    parts = [_part("base", channel.base, None, channel.base_reason, channel.source)]
    if line["supply"] > 0:
        reason = channel.labour_supply_reason
        parts.append(_part("labour_supply", line["supply"], "labour supplier", reason, channel.source))
    if providers > 0:
        said = f"{round(clipped * 100)}%"
        parts.append(
            _part("labour_providers", providers, said, channel.labour_providers_reason, channel.source)
        )
    if line["corridor"] > 0:
        told, source = reference.corridor.reason[line["loc"]], reference.corridor.source[line["loc"]]
        parts.append(_part("corridor", line["corridor"], "destination", told, source))
    parts += channel_parts(answers, reference.statements.scheme)
    if (cut := rounded(line["channel"] - line["ch_total"])) != 0:
        parts.append(_part("bounds", cut, "cut off", "The index ends at 0 and at 100.", channel.source))
    return parts


def _split(text: str | None) -> list[str]:
    return [] if text is None else text.split(" | ")
