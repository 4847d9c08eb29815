"""The rule files of an edition, parsed; a weight without reason and source is refused."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import yaml

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.points import EVEN_ODDS_INDEX, POINTS_PER_DOUBLING
from tolpuddle.scoring.core.rules import (
    BANDS,
    BandRule,
    BlindSpot,
    ChannelRule,
    CorridorFact,
    CorridorRule,
    FactorRule,
    PriorityRow,
    PriorityRule,
    PriorRule,
    Rules,
    SeverityRule,
    ThemeRule,
)


def parse_rules(edition: Edition) -> Rules:
    """Read the YAML rule files of an edition.

    Raises: EditionError naming the file or entry that is missing, has no reason or source, or does not fit.
    """
    exposure = _document(edition, "exposure_weights")
    bands = _document(edition, "bands")
    scale = _part(exposure, "scale", "exposure_weights.yaml")
    if (scale.get("even_odds_index"), scale.get("points_per_doubling")) != (
        EVEN_ODDS_INDEX,
        POINTS_PER_DOUBLING,
    ):
        raise EditionError("exposure_weights.yaml is written for another points scale than this engine's.")
    factors = {
        name: _factor(name, _entry(_part(exposure, "factors", "exposure_weights.yaml"), name))
        for name in _part(exposure, "factors", "exposure_weights.yaml")
    }
    return Rules(
        factors=factors,
        prior=_prior(_entry(exposure, "prior")),
        coverage_floor=_number(_entry(exposure, "coverage_floor"), "value", "coverage_floor"),
        confident_good=_number(_entry(exposure, "confident_good"), "value", "confident_good"),
        blind_spots=tuple(_blind_spot(item) for item in _list(exposure, "blind_spots")),
        exposure_bands=_bands(_entry(bands, "exposure")),
        channel_bands=_bands(_entry(bands, "channel")),
        channel=_channel(_document(edition, "channel_weights")),
        severity=_severity(_document(edition, "severity")),
        priority=_priority(_document(edition, "priority")),
    )


def _document(edition: Edition, name: str) -> Mapping[str, Any]:
    if name not in edition.documents:
        raise EditionError(f"Edition {edition.name} lacks {name}.yaml.", file=f"{name}.yaml")
    try:
        loaded: object = yaml.safe_load(edition.documents[name])
    except yaml.YAMLError as error:
        raise EditionError(f"{name}.yaml cannot be read: {error}", file=f"{name}.yaml") from error
    if not isinstance(loaded, dict):
        raise EditionError(f"{name}.yaml is not a mapping.", file=f"{name}.yaml")
    return cast("Mapping[str, Any]", loaded)


def _part(parent: Mapping[str, Any], name: str, where: str) -> Mapping[str, Any]:
    part = parent.get(name)
    if not isinstance(part, dict):
        raise EditionError(f"{where} has no entry {name}.", entry=name)
    return cast("Mapping[str, Any]", part)


def _entry(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    return _reasoned(_part(parent, name, "The rules"), name)


def _reasoned(entry: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    for word in ("reason", "source"):
        if not str(entry.get(word) or "").strip():
            raise EditionError(
                f"The rule {name} has no {word}; a weight without one does not load.", rule=name
            )
    return entry


def _list(parent: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    items = cast("list[Mapping[str, Any]]", parent.get(name) or [])
    return [_reasoned(item, f"{name} {item.get('id')}") for item in items]


def _number(entry: Mapping[str, Any], name: str, where: str) -> float:
    value = entry.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise EditionError(f"{where} has no number {name}.", entry=name)
    return float(value)


def _words(entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(str(word) for word in cast("Sequence[object]", entry.get(name) or ()))


def _factor(name: str, entry: Mapping[str, Any]) -> FactorRule:
    known = {"points", "coverage", "reason", "source"}
    return FactorRule(
        id=name,
        points=_number(entry, "points", f"The factor {name}"),
        coverage=_number(entry, "coverage", f"The factor {name}"),
        reason=str(entry["reason"]),
        source=str(entry["source"]),
        settings={key: value for key, value in entry.items() if key not in known},
    )


def _prior(entry: Mapping[str, Any]) -> PriorRule:
    names = ("index", "middle", "stretch", "least_share")
    return PriorRule(*(_number(entry, name, "The prior of exposure_weights.yaml") for name in names))


def _blind_spot(entry: Mapping[str, Any]) -> BlindSpot:
    lowest = str(entry.get("lowest_band"))
    if lowest not in BANDS:
        raise EditionError(f"The blind spot {entry.get('id')} names no band: {lowest}.")
    return BlindSpot(
        id=str(entry.get("id")),
        sectors=_words(entry, "sectors"),
        countries=_words(entry, "countries"),
        income_groups=_words(entry, "income_groups"),
        group=None if entry.get("group") is None else str(entry["group"]),
        at_least=_number(entry, "at_least", f"The blind spot {entry.get('id')}")
        if entry.get("group")
        else 0.0,
        take_back_credit=bool(entry.get("take_back_credit")),
        lowest_band=lowest,
        note=str(entry.get("note")),
        migrant_note=None if entry.get("migrant_note") is None else str(entry["migrant_note"]),
    )


def _bands(entry: Mapping[str, Any]) -> BandRule:
    return BandRule(*(_number(entry, name, "bands.yaml") for name in (*BANDS[1:], "low_needs_coverage")))


def _channel(document: Mapping[str, Any]) -> ChannelRule:
    base, supply = _entry(document, "base"), _entry(document, "labour_supply")
    providers = _entry(document, "labour_providers")
    return ChannelRule(
        floor=_number(_entry(document, "coverage_floor"), "value", "channel_weights.yaml"),
        base=_number(base, "points", "channel_weights.yaml"),
        base_reason=str(base["reason"]),
        labour_supply=_number(supply, "points", "channel_weights.yaml"),
        labour_supply_sectors=_words(supply, "sectors"),
        labour_supply_reason=str(supply["reason"]),
        labour_providers=_number(providers, "points", "channel_weights.yaml"),
        labour_providers_reason=str(providers["reason"]),
        themes=_themes(document),
        corridor=_corridor(_entry(document, "corridor")),
        source=str(supply["source"]),
    )


def _themes(document: Mapping[str, Any]) -> Mapping[str, ThemeRule]:
    themes = _part(document, "themes", "channel_weights.yaml")
    cap_reason = str(_entry(document, "theme_cap")["reason"])
    credit_reason = str(_entry(document, "verified_absent")["reason"])
    return {
        name: ThemeRule(
            id=name,
            weight=_number(entry := _entry(themes, name), "weight", f"The theme {name}"),
            cap=_number(entry, "cap", f"The theme {name}"),
            reason=str(entry["reason"]),
            cap_reason=cap_reason,
            credit=float(entry.get("credit") or 0.0),
            credit_reason=credit_reason,
            source=str(entry["source"]),
        )
        for name in themes
    }


def _corridor(entry: Mapping[str, Any]) -> CorridorRule:
    facts = _part(entry, "facts", "channel_weights.yaml")
    return CorridorRule(
        facts={
            name: CorridorFact(
                _number(fact := _part(facts, name, "corridor"), "points", f"The corridor fact {name}"),
                str(fact["says"]),
            )
            for name in facts
        },
        reason=str(entry["reason"]),
        source=str(entry["source"]),
    )


def _pair(entry: Mapping[str, Any], name: str) -> tuple[int, int, str]:
    where = f"severity.yaml, {name}"
    return (
        int(_number(entry, "scale", where)),
        int(_number(entry, "irremediability", where)),
        str(entry["reason"]),
    )


def _severity(document: Mapping[str, Any]) -> SeverityRule:
    scope, adjust = _entry(document, "scope"), _entry(document, "adjust")
    sectors = _part(document, "sectors", "severity.yaml")
    return SeverityRule(
        scope_levels=tuple(int(level) for level in cast("Sequence[int]", scope["levels"])),
        scope_raises_at=int(_number(adjust, "scope_raises_at", "severity.yaml")),
        default_never_above=int(_number(adjust, "default_never_above", "severity.yaml")),
        sectors={name: _pair(_entry(sectors, name), name) for name in sectors},
        listed_forced=_pair(_entry(document, "listed_forced"), "listed_forced"),
        listed_child=_pair(_entry(document, "listed_child"), "listed_child"),
        state_imposed=_pair(_entry(document, "state_imposed"), "state_imposed"),
    )


def _priority(document: Mapping[str, Any]) -> PriorityRule:
    likelihood, order = _entry(document, "likelihood"), _entry(document, "order")
    inquiry = _entry(document, "inquiry_depth")
    rows = tuple(
        PriorityRow(
            id=str(item["id"]),
            priority=str(item["class"]),
            why=str(item["why"]),
            urgent=item.get("urgent"),
            severity=item.get("severity"),
            likelihood=item.get("likelihood"),
            listing=item.get("listing"),
            order=item.get("order"),
            basis=item.get("basis"),
            known=item.get("known"),
        )
        for item in _list(document, "rules")
    )
    classes = _words(order, "classes")
    strangers = {row.priority for row in rows} - set(classes)
    if strangers or not rows:
        raise EditionError(
            f"priority.yaml uses classes that have no place in its order: {sorted(strangers)}."
        )
    return PriorityRule(
        rows=rows,
        exposure_likelihood={
            str(k): int(v) for k, v in _part(likelihood, "exposure", "priority.yaml").items()
        },
        channel_likelihood={str(k): int(v) for k, v in _part(likelihood, "channel", "priority.yaml").items()},
        listed=int(_number(likelihood, "listed", "priority.yaml")),
        reported=int(_number(likelihood, "reported", "priority.yaml")),
        reported_and_high=int(_number(likelihood, "reported_and_high", "priority.yaml")),
        state_imposed=int(_number(likelihood, "state_imposed", "priority.yaml")),
        state_material=int(_number(likelihood, "state_material", "priority.yaml")),
        classes=classes,
        migrant_share=_number(inquiry, "migrant_share", "priority.yaml"),
        women_share=_number(inquiry, "women_share", "priority.yaml"),
        young_share=_number(inquiry, "young_share", "priority.yaml"),
    )
