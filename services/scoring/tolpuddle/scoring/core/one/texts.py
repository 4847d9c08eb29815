"""What a person reads of one supplier, without frames: as texts.py, listing.py and questions.py pick it for many."""

from typing import Any

from tolpuddle.scoring.core.listing import STATES, order_bits, refs_of
from tolpuddle.scoring.core.listing_bits import ORDER_BITS
from tolpuddle.scoring.core.one.read import Placed, Row
from tolpuddle.scoring.core.orders.finding import Finding
from tolpuddle.scoring.core.pairs import SLOTS
from tolpuddle.scoring.core.questionnaire.facts import known_of
from tolpuddle.scoring.core.questions import FIRST, MOST_QUESTIONS, PLACE_WIDTH
from tolpuddle.scoring.core.reference import Reference
from tolpuddle.scoring.core.statements import Answers
from tolpuddle.scoring.core.steps import INDICATOR_BITS, TRIGGERS
from tolpuddle.scoring.core.texts import ASSUMED, NOTED, TOP_REASONS

HIGH = ("high", "very_high")
Line = dict[str, Any]


def finding_of(row: Row, placed: Placed, reference: Reference) -> Finding | None:
    """What orders say; None: nothing, or the edition holds none."""
    asking = reference.asking
    if asking is None:
        return None
    iso3: str | None = reference.facts.localities.item(placed.loc, "iso3")
    names = asking.orders.names.hits_of(row["name"], iso3)
    return asking.finding(placed.loc, placed.place_known, placed.goods, placed.inputs, names, row["on_date"])


def listing_of(
    lines: list[Line], finding: Finding | None, reference: Reference
) -> tuple[dict[str, Any], str | None]:
    """listing, goods_listed, order and order_bits of a supplier; and listing_refs."""
    codes = [goods_code(line, reference) for line in lines]
    known = [code for code in codes if code is not None]
    state = max(known) if known else None
    entries = reference.pairs.entries
    refs = [
        (code, entries.item(line["pair"], "entry")) for line, code in zip(lines, codes, strict=True) if code
    ]
    told = [text for _, text in refs] if finding is None else refs_of(finding, refs)
    strongest = state if finding is None else max(state or 0, finding.state)
    read = {
        "listing": None if strongest is None else STATES[strongest],
        "goods_listed": state == len(STATES) - 1,
        "order": None if finding is None else finding.kind,
        "order_bits": 0 if finding is None else order_bits(finding),
    }
    return read, " | ".join(told) or None


def goods_code(line: Line, reference: Reference) -> int | None:
    """What the list of goods says of one good: 0 to 3 as in STATES; None where it cannot say."""
    if line["from_sector"] and line["listing"] == 0:
        return None
    if line["listing"] != 2:
        return line["listing"]
    return 3 if line["confidence"] >= reference.rules.confident_good else 2


def joined(texts: list[str | None]) -> str | None:
    """Texts joined by ' | ', nulls left out."""
    return " | ".join(text for text in texts if text is not None) or None


def top_reasons(line: Line, answers: Answers, reference: Reference) -> str | None:
    """What is reported, then the strongest reasons of exposure."""
    if line["exposure"] is None:
        return joined([answers.text])
    offsets = reference.pairs.text_offsets
    share = 0.0 if line["agency_share"] is None else min(max(line["agency_share"], 0.0), 1.0)
    keys = [
        line["reason_1"],
        line["reason_2"],
        line["reason_3"],
        _key(line["sector_points"], "sector", line["sector_at"] + offsets["sector"]),
        _key(line["in_points"], "inputs", line["pair"] + offsets["inputs"]),
        _key(line["tier_points"], "tier", line["tier_at"] + offsets["tier"]),
        _key(line["agency_points"], "labour_providers", round(share * 100) + offsets["labour_providers"]),
    ]
    found: list[str | None] = [answers.text]
    first, end = offsets["inputs"], offsets["inputs"] + reference.pairs.where.height
    for key in sorted((key for key in keys if key > 0), reverse=True)[:TOP_REASONS]:
        at = key % (1 << 33)
        own = line["in_text"] if first <= at < end else None
        found.append(own if own is not None else reference.pairs.texts[at])
    found.append(ASSUMED if line["assumed"] else None)
    return joined(found)


def _key(points: float, factor: str, text: int) -> int:
    return round(points * 10_000) * (1 << 40) + SLOTS[factor] * (1 << 33) + text if points > 0 else 0


def questions_of(line: Line, row: Row, answers: Answers, reference: Reference) -> str | None:
    """The unknown answers that would move the result most."""
    questions, q = reference.questions, reference.questions.fixed
    country, guessed = line["country_known"], line["from_sector"]
    goods_open = (not line["good_known"] and line["goods_apply"]) or guessed
    goods_width = questions.goods_width if not country else max(line["goods_doubt"], 10.0)
    relevance = 1.0 if line["supply"] > 0 or (line["agency_share"] or 0.0) > 0 else 0.5
    first = FIRST if line["exposure"] is None else 0.0
    widths = [
        (0.0 if country else questions.country_width + first, q["country"]),
        (goods_width + (FIRST if guessed else first) if goods_open else 0.0, q["goods"]),
        (
            line["own_goods"] + line["goods_doubt"] if line["assumed"] and country and not guessed else 0.0,
            q["goods_assumed"],
        ),
        (0.0 if line["sector_known"] else line["sector_span"] + first, q["sector"]),
        (
            max(
                line["state_span"],
                line["own"] - line["own_home"],
                PLACE_WIDTH if _has(line, "place") else 0.0,
            )
            if country and not line["place_known"]
            else 0.0,
            q["region"],
        ),
        (
            line["in_high"] - line["in_low"] if country else 0.0,
            (line["in_material"] or 0) + questions.materials_at,
        ),
        (line["tier_span"], q["tier"]),
        (line["agency_span"], q["labour_providers"]),
        (0.5 if line["workers"] is None else 0.0, q["workers"]),
        (FIRST if _has(line, "name") else 0.0, q["same_company"]),
    ]
    known = known_of(row, {}, line["sector_id"])
    widths += [
        (relevance * points, questions.statements_at + position)
        for position, points in questions.next.next(answers, known)
    ]
    keys = [
        round(width * 10_000) * (1 << 40) + ((63 - min(rank, 62)) << 33) + text
        for rank, (width, text) in enumerate(widths)
        if width > 0
    ]
    return joined([questions.texts[key % (1 << 33)] for key in sorted(keys, reverse=True)[:MOST_QUESTIONS]])


def mask_of(line: Line, answers: Answers, reference: Reference) -> int:
    """Indicators and triggers of one supplier as bits."""
    listed = line["listing"] == "listed"
    on = {
        "urgent": answers.urgent,
        "reported": bool(answers.reported),
        "reported_grave": bool(answers.reported) and (line["severity"] or 0) >= 4,
        "state_imposed": line["state"] or answers.state_imposed,
        "child": answers.child,
        "channel_high": line["channel_band"] in HIGH,
        "labour_supply": line["supply"] > 0,
        "unknown": line["exposure"] is None,
        "inputs_unknown": line["in_applies"] and not line["in_known"],
        "possible": line["listing"] == "possible",
        "high": line["exposure_band"] in HIGH,
        "listed": listed,
        "listed_forced": line["goods_listed"] and line["forced"],
        "state_material": line["in_state"],
        "xinjiang": reference.facts.localities.item(line["loc"], "place_id") == "CN-XJ",
        **{law: _has(line, law) for law in ("uflpa", "import_order", "procurement")},
        "ordered": line["order"] in ("named", "covered", "own"),
        "maybe_ordered": line["order"] == "possible",
    }
    return answers.present_bits + sum(
        1 << (INDICATOR_BITS + TRIGGERS.index(name)) for name, holds in on.items() if holds
    )


def _has(line: Line, name: str) -> bool:
    return bool(line["order_bits"] >> ORDER_BITS.index(name) & 1)


def notes_of(placed: Placed, line: Line, migrant_share: float | None, reference: Reference) -> str | None:
    """How words were read, and the blind spot."""
    blind: str | None = reference.blind.item(line["blind"], "note")
    if blind is None and (migrant_share or 0.0) >= reference.rules.priority.migrant_share:
        blind = reference.migrant_notes[line["loc"]]
    partial = None if reference.asking is None else reference.asking.orders.partial
    return joined([*placed.notes, _prior_note(line, reference), blind, partial])


def _prior_note(line: Line, reference: Reference) -> str | None:
    if not line["country_known"] or not line["good_known"] or line["prior_known"]:
        return None
    return reference.pairs.words.item(line["pair"], NOTED)
