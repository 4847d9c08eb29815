"""A portfolio as a page (HTML) and as a document (PDF): the summary, then the first rows in the order of work."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import jinja2
import typst

from tolpuddle.desk import readings
from tolpuddle.desk.legend import LEGEND, known_line
from tolpuddle.desk.reasons import list_entry, reported, why, with_effect, without_effect
from tolpuddle.desk.summary import NOTICES, Summary, label

HTML_ROWS = 500
PDF_ROWS = 60


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything a report prints. The same facts give the same bytes."""

    summary: Summary
    rows: Sequence[Mapping[str, Any]]
    """Assessments in the JSON shape, in the order of work."""
    source: str
    edition: str
    engine: str
    rejected: int
    countries: Mapping[str, str]
    """ISO 3166-1 alpha-3 -> name."""
    list_line: str = ""
    """Which list and year the listing rests on."""
    notes: Sequence[str] = ()
    """What a person should know about how the list was read."""
    refusals: Sequence[tuple[int, str | None, str]] = ()
    """Row number, column (null: the row as a whole) and reason of the first rows that could not be used."""


def html(facts: ReportFacts) -> bytes:
    """One self-contained page: no script, nothing loaded from elsewhere."""
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = environment.from_string(_template("report.html.j2"))
    page = template.render(
        summary=facts.summary,
        rows=[_complete(row) for row in facts.rows[:HTML_ROWS]],
        source=facts.source,
        edition=facts.edition,
        engine=facts.engine,
        rejected=facts.rejected,
        notes=facts.notes,
        refusals=facts.refusals,
        list_line=facts.list_line,
        known_line=known_line(facts.summary),
        legend=LEGEND,
        notices=NOTICES,
        label=label,
        countries=facts.countries,
        list_entry=list_entry,
        why=why,
        reported=reported,
        readings=readings,
        with_effect=with_effect,
        without_effect=without_effect,
        opening=_opening,
    )
    return page.encode()


def pdf(facts: ReportFacts) -> bytes:
    """A printable document of a few pages."""
    summary = facts.summary
    groups = (
        ("Order of work, P1 first", summary.priorities),
        ("On official lists and orders", summary.listings),
        ("Exposure (not a finding)", summary.bands),
    )
    data = {
        "suppliers": summary.suppliers,
        "urgent": summary.urgent,
        "source": facts.source,
        "edition": facts.edition,
        "engine": facts.engine,
        "notices": [*NOTICES, *filter(None, (known_line(summary), facts.list_line))],
        "legend": LEGEND,
        "notes": facts.notes,
        "rejected": facts.rejected,
        "refusals": [
            {"where": f"row {number}{f', {column}' if column else ''}", "reason": reason}
            for number, column, reason in facts.refusals
        ],
        "groups": [
            {"title": title, "rows": [{"value": v, "label": label(v), "count": n} for v, n in counts.items()]}
            for title, counts in groups
        ],
        "questions": [{"question": q, "count": n} for q, n in summary.questions[:5]],
        "rows": [_pdf_row(_complete(row), facts.countries) for row in facts.rows[:PDF_ROWS]],
    }
    compiled = typst.compile(_template("report.typ").encode(), sys_inputs={"data": json.dumps(data)})
    assert isinstance(compiled, bytes)
    return compiled


def _opening(row: Mapping[str, Any]) -> str:
    """What unfolds under a supplier: "How 61.4 adds up · 4 open questions · 9 next steps"."""
    index = row["exposure"]["index"]
    parts = ["What is known so far" if index is None else f"How {index:.1f} adds up"]
    for key, word in (("questions", "open question"), ("actions", "next step")):
        if count := len(row[key]):
            parts.append(f"{count} {word}{'s' if count != 1 else ''}")
    return " · ".join(parts)


def _pdf_row(row: Mapping[str, Any], countries: Mapping[str, str]) -> dict[str, Any]:
    exposure = row["exposure"]
    known = exposure["index"] is not None
    goods = ", ".join(good["good"] for good in row["goods"]) or "goods unknown"
    entries = [f"{list_entry(row['listing']['state'], order)}." for order in row["listing"]["orders"][:2]]
    country = countries.get(row["country"] or "", row["country"])
    return {
        "rank": row["priority"]["rank"],
        "name": row["name"][:120],
        "place": f"{country or 'country unknown'} · {goods}",
        "priority": row["priority"]["class"],
        "label": label(row["priority"]["class"]),
        "exposure": f"{exposure['index']:.1f}\n({exposure['low']:.0f}–{exposure['high']:.0f})"
        if known
        else "not scored",
        "reported": reported(row) or "",
        "why": " ".join([*entries, row["priority"]["why"] or ""]),
    }


def _complete(row: Mapping[str, Any]) -> dict[str, Any]:
    """Fill what a row may leave out, so that a template never meets an undefined name."""
    exposure: dict[str, Any] = {
        "index": None,
        "low": None,
        "high": None,
        "band": "insufficient_data",
        "coverage": 0.0,
        "contributions": [],
    }
    listing: dict[str, Any] = {"state": None, "orders": []}
    return {
        "country": None,
        "channel": {"index": None, "coverage": 0.0, "contributions": []},
        "sector": None,
        "evidence_level": None,
        "goods": [],
        "questions": [],
        "actions": [],
        "obligations": [],
        "notes": [],
        "top_reasons": [],
        "urgent_safety_review": False,
        **row,
        "exposure": exposure | dict(row.get("exposure") or {}),
        "listing": listing | dict(row.get("listing") or {}),
        "priority": {"class": "insufficient_data", "rank": None, "why": ""} | dict(row.get("priority") or {}),
    }


def _template(name: str) -> str:
    return files("tolpuddle.desk").joinpath("templates", name).read_text(encoding="utf-8")
