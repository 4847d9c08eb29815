"""The readings of one supplier without frames: the same rules as exposure.py, channel.py and verdict.py (R2-R15)."""

from typing import Any

from tolpuddle.scoring.core.bands import INSUFFICIENT
from tolpuddle.scoring.core.factors.every import GOOD_FACTORS, GOODLESS, LOCALITY_FACTORS, PAIR_FACTORS
from tolpuddle.scoring.core.factors.tier import STEPS
from tolpuddle.scoring.core.one.number import bounded, rounded
from tolpuddle.scoring.core.one.read import Placed, Row
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.rules import BandRule, PriorityRow
from tolpuddle.scoring.core.statements import Answers

HIGH = ("high", "very_high")
ORDERED = ("named", "covered")
Line = dict[str, Any]


def read_line(line: Line, row: Row, placed: Placed, answers: Answers, reference: Reference) -> Line:
    """The deciding line with all readings of the contract; equal to what the frame path gives for this row."""
    line = {
        **line,
        "place_known": placed.place_known,
        "workers": row["workers"],
        "agency_share": row["agency_share"],
    }
    line |= _applicability(line, row, answers, reference)
    line |= _exposure(line, reference)
    line |= _channel(line, row, answers, reference)
    line |= _severity(line, answers, reference)
    line["likelihood"] = _likelihood(line, answers, reference)
    line["rule"] = next(
        n for n, rule in enumerate(reference.rules.priority.rows) if _fits(rule, line, answers)
    )
    line |= _priority(line, answers, reference)
    rule = reference.rules.priority
    floors = (
        (rule.migrant_share, "migrant_share"),
        (rule.women_share, "women_share"),
        (rule.young_share, "young_share"),
    )
    line["inquiry_depth"] = sum(row[name] is not None and row[name] >= floor for floor, name in floors)
    return line


def _applicability(line: Line, row: Row, answers: Answers, reference: Reference) -> Line:
    facts, rules = reference.facts, reference.rules
    sector_id: str | None = facts.sectors.item(line["sector_at"], "sector_id")
    good_known = line["good"] != facts.goods.height - 1
    tier: int | None = row["tier"]
    asked_enough = answers.channel_asked >= rules.channel.floor * answers.channel_applicable
    return {
        "sector_id": sector_id,
        "country_iso3": facts.localities.item(line["loc"], "iso3"),
        "country_known": line["loc"] != facts.localities.height - 1,
        "good_known": good_known,
        "sector_known": sector_id is not None,
        "assumed": good_known and line["confidence"] < rules.confident_good,
        "goods_apply": good_known
        or sector_id is None
        or sector_id not in rules.factors[GOODLESS].words("not_applicable_sectors"),
        "recruitment_unseen": line["take_back"] and (not asked_enough or answers.channel_applicable == 0),
        "agency_applies": sector_id not in rules.factors["labour_providers"].words("not_applicable_sectors"),
        "tier_at": 0 if tier is None or tier < 1 else min(tier, STEPS),
    }


def _exposure(line: Line, reference: Reference) -> Line:
    rules, pairs = reference.rules, reference.pairs
    agency = rules.factors["labour_providers"].points
    share = _share(line)
    tier_points: float = reference.tiers.item(line["tier_at"], "points")
    tier_span: float = reference.tiers.item(line["tier_at"], "high") - tier_points
    agency_points = rounded(agency * share) if line["agency_applies"] and share is not None else 0.0
    agency_span = agency if line["agency_applies"] and share is None else 0.0
    sector_span: float = pairs.sectors.item(line["sector_at"], "high") - pairs.sectors.item(
        line["sector_at"], "points"
    )
    goods_high: float = pairs.goods_high[line["blind"]]
    if line["good_known"]:
        goods_span = max(goods_high - line["own_goods"], 0.0) if line["assumed"] else 0.0
    else:
        goods_span = goods_high if line["goods_apply"] else 0.0
    state_open = 0.0 if line["place_known"] and line["good_known"] else line["state_span"]

    def credited(value: float) -> float:
        return max(value, 0.0) if line["take_back"] else value

    sure = line["place_known"]
    own_low = line["own"] - (line["own_goods"] if line["assumed"] else 0.0)
    if not sure:
        own_low = min(own_low, line["own_home"] - (line["goods_home"] if line["assumed"] else 0.0))
    own_high = line["own"] + goods_span + state_open
    prior_down, prior_up = line["prior_low"], line["prior_high"]
    if line["assumed"]:
        count = reference.facts.goods.height
        without = pairs.numbers.row(pairs.by_sector + line["blind"], named=True)
        prior_down, prior_up = min(prior_down, without["prior_low"]), max(prior_up, without["prior_high"])
        at_home = pairs.home[line["loc"]] * count + count - 1
        own_low = min(own_low, without["own"])
        if not sure:
            own_low = min(own_low, pairs.numbers.item(at_home, "own"))
        own_high = max(own_high, without["own"] + goods_high + without["state_span"])
    rest = line["sector_points"] + tier_points + agency_points
    total = rounded(
        line["own"] + rest + credited(line["country"]) + credited(line["prior"]) + line["in_points"]
    )
    low = own_low + rest + credited(line["country_low"]) + credited(prior_down) + line["in_low"]
    high = (
        own_high + rest + credited(line["country_high"]) + credited(prior_up) + line["in_high"] + tier_span + agency_span + sector_span
        + (rules.factors["blind_spot"].points if line["recruitment_unseen"] else 0.0)
    )  # fmt: skip
    coverage = _coverage(line, reference)
    index = bounded(total)
    bands = rules.exposure_bands
    enough = (
        line["country_known"]
        and (line["good_known"] or line["sector_known"])
        and coverage >= rules.coverage_floor
    )
    unknown_prior = line["goods_apply"] and not line["prior_known"]
    thin = coverage < bands.low_needs_coverage or line["from_sector"] or unknown_prior
    open_goods = line["assumed"] or (not line["good_known"] and line["goods_apply"])
    too_thin = index < bands.moderate and thin and line["lowest_band"] == 0
    shown = enough and not too_thin
    if not shown:
        read_band = INSUFFICIENT
    elif index < bands.moderate and line["lowest_band"] > 0:
        read_band = "moderate"
    else:
        read_band = _band(index, bands)
    return {
        "tier_points": tier_points,
        "tier_span": tier_span,
        "agency_points": agency_points,
        "agency_span": agency_span,
        "sector_span": sector_span,
        "goods_span": goods_span,
        "goods_doubt": goods_span + prior_up - line["prior"] if open_goods else 0.0,
        "state_open": state_open,
        "coverage": coverage,
        "exposure": index if shown else None,
        "exposure_low": bounded(min(low, total)) if shown else None,
        "exposure_high": bounded(max(high, total)) if shown else None,
        "exposure_band": read_band,
        "bounds": rounded(index - total),
    }


def _share(line: Line) -> float | None:
    share: float | None = line["agency_share"]
    return None if share is None else min(max(share, 0.0), 1.0)


def _coverage(line: Line, reference: Reference) -> float:
    weight = {name: rule.coverage for name, rule in reference.rules.factors.items()}
    goods = sum(weight[name] for name in GOOD_FACTORS)
    fixed = sum(weight[factor.id] for factor in (*LOCALITY_FACTORS, *PAIR_FACTORS))

    def share(name: str, condition: bool) -> float:
        return weight[name] if condition else 0.0

    known = (
        line["covered"]
        - ((1.0 - line["confidence"]) * goods if line["assumed"] else 0.0)
        + share("sector", line["sector_known"])
        + share("inputs", line["in_applies"] and line["in_known"])
        + share("tier", line["tier_at"] > 0)
        + share("labour_providers", line["agency_applies"] and line["agency_share"] is not None)
        + share("blind_spot", line["take_back"] and not line["recruitment_unseen"])
    )
    applicable = (
        (fixed + weight["sector"] + weight["tier"])
        - (0.0 if line["goods_apply"] else goods)
        + share("inputs", line["in_applies"])
        + share("labour_providers", line["agency_applies"])
        + share("blind_spot", line["take_back"])
    )
    return rounded(min(max(known / applicable, 0.0), 1.0))


def _band(index: float, rule: BandRule) -> str:
    if index >= rule.very_high:
        return "very_high"
    if index >= rule.high:
        return "high"
    return "moderate" if index >= rule.moderate else "low"


def _channel(line: Line, row: Row, answers: Answers, reference: Reference) -> Line:
    channel, bands = reference.rules.channel, reference.rules.channel_bands
    supply: float = reference.channel.supply[line["sector_at"]]
    share = _share(line)
    providers = rounded(channel.labour_providers * (share or 0.0))
    regime: float = reference.corridor.points[line["loc"]]
    migrants = supply > 0 or (row["migrant_share"] or 0.0) > 0
    corridor = regime if answers.corridor_open and migrants else 0.0
    total = channel.base + supply + providers + corridor + answers.channel_points
    unknown = (channel.labour_providers if share is None else 0.0) + answers.channel_open
    unknown += regime - corridor if answers.corridor_open else 0.0
    asked, applicable = answers.channel_asked, answers.channel_applicable
    coverage = rounded(asked / applicable) if applicable > 0 else 0.0
    reached = bounded(total)
    thin = coverage < channel.floor or (reached < bands.moderate and coverage < bands.low_needs_coverage)
    shown = (asked > 0 and not thin) or (answers.channel_points > 0 and reached >= bands.high)
    index = reached if shown else None
    read_band = INSUFFICIENT if index is None else _band(index, bands)
    return {
        "supply": supply,
        "corridor": corridor,
        "ch_total": rounded(total),
        "channel": index,
        "channel_low": index,
        "channel_high": bounded(total + unknown) if shown else None,
        "channel_coverage": coverage,
        "channel_band": read_band,
    }


def _severity(line: Line, answers: Answers, reference: Reference) -> Line:
    rule = reference.rules.severity

    def default(axis: int) -> int:
        sector = rule.sectors.get(line["sector_id"] or "")
        return max(
            int(sector[axis]) if sector else 0,
            int(rule.listed_forced[axis]) if line["forced"] and not line["assumed"] else 0,
            int(rule.listed_child[axis]) if line["child"] and not line["assumed"] else 0,
            int(rule.listed_forced[axis]) if line["order"] in ORDERED else 0,
            int(rule.state_imposed[axis]) if line["state"] else 0,
        )

    reported = max(answers.scale, answers.irremediability)
    scale = max(default(0), answers.scale)
    irremediability = max(default(1), answers.irremediability)
    workers: int | None = line["workers"]
    scope = (
        sum(workers >= level for level in rule.scope_levels) if workers is not None and workers > 0 else None
    )
    gravest = max(scale, irremediability)
    raised = gravest + int(scope is not None and scope >= rule.scope_raises_at)
    firm = reported >= gravest or line["state"]
    ceiling = 5 if firm else max(gravest, rule.default_never_above)
    return {
        "severity": min(raised, ceiling) if gravest > 0 else None,
        "severity_scale": scale or None,
        "severity_scope": scope,
        "severity_irremediability": irremediability or None,
        "severity_basis": "reported" if reported > 0 else "default" if gravest > 0 else None,
    }


def _likelihood(line: Line, answers: Answers, reference: Reference) -> int | None:
    rule = reference.rules.priority
    reported = bool(answers.reported)
    grave = line["exposure_band"] in HIGH or line["channel_band"] in HIGH
    steps = [
        rule.exposure_likelihood.get(line["exposure_band"]),
        rule.channel_likelihood.get(line["channel_band"]),
        rule.listed if line["listing"] == "listed" else None,
        (rule.reported_and_high if grave else rule.reported) if reported else None,
        rule.state_imposed if line["state"] else None,
        rule.state_material if line["in_state"] else None,
    ]
    return max((step for step in steps if step is not None), default=None)


def _fits(row: PriorityRow, line: Line, answers: Answers) -> bool:
    return (
        (row.urgent is None or answers.urgent == row.urgent)
        and (row.severity is None or (line["severity"] or 0) >= row.severity)
        and (row.likelihood is None or (line["likelihood"] or 0) >= row.likelihood)
        and (row.listing is None or line["listing"] == row.listing)
        and (row.order is None or line["order"] == row.order)
        and (row.basis is None or line["severity_basis"] == row.basis)
        and (row.known is None or (line["likelihood"] is not None) == row.known)
    )


def _priority(line: Line, answers: Answers, reference: Reference) -> Line:
    rule = reference.rules.priority
    priority = rule.rows[int(line["rule"])].priority
    key = rule.classes.index(priority) + 1
    for value, top, digits in (
        (int(answers.urgent), 9, 1),
        (line["severity"] or 0, 9, 1),
        (line["likelihood"] or 0, 9, 1),
        (int(bool(answers.reported)), 9, 1),
        (len(answers.present), 99, 2),
        (round((line["channel"] or 0.0) * 100), 99_999, 5),
        (round((line["exposure"] or 0.0) * 100), 99_999, 5),
    ):
        key = key * 10**digits + top - value
    return {"priority": priority, "priority_key": str(key)}
