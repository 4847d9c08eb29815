"""Entries of lists and decisions on them for the gateway's tests: every field has a sane default."""

from datetime import UTC, date, datetime
from typing import Any

from tolpuddle.gateway.matching.decisions import Decision, Subject, evidence_of, fingerprint_of, key_of
from tolpuddle.kernel.listed import Entry, EntryName

DECIDED = datetime(2026, 2, 1, 9, 30, tzinfo=UTC)


def an_entry(*names: str, place: str = "", **values: Any) -> Entry:
    told = names or ("Xinjiang Example Textile Co., Ltd.",)
    return Entry(
        **{
            "order_id": "us_uflpa-xinjiang-example-textile",
            "list_id": "us_uflpa",
            "names": tuple(
                EntryName(name, "alias" if number else "name", "CHN", place, "Latn")
                for number, name in enumerate(told)
            ),
            "who": "named",
            "subsidiaries": False,
            "iso3": "CHN",
            "place_id": "",
            "goods": (),
            "goods_words": "",
            "section": "2(d)(2)(B)(v)",
            "begins": "2022-06-21",
            "until": "",
            "status": "active",
            "in_part": True,
            "source": "Example source",
            "source_row": "7",
            "hash": "0" * 16,
        }
        | values
    )


def a_subject(
    name: str = "Example Textile Ltd", iso3: str | None = "CHN", supplier: str | None = None
) -> Subject:
    return Subject((name,), iso3, supplier)


def a_decision(
    decision_id: str = "d1", *, subject: Subject | None = None, entry: Entry | None = None, **values: Any
) -> Decision:
    whose, what = subject or a_subject(), entry or an_entry()
    seen = evidence_of(whose, what)
    return Decision(
        **{
            "tenant": "default",
            "id": decision_id,
            "key": key_of(whose.names[0], what),
            "list_id": what.list_id,
            "order_id": what.order_id,
            "entity": what.caption,
            "name": whose.names[0],
            "iso3": whose.iso3,
            "supplier_id": whose.supplier_id,
            "decision": "not_the_same",
            "reason": "Another registration number.",
            "decided_by": "analyst-7",
            "role": "analyst",
            "decided_at": DECIDED,
            "until": date(2027, 2, 1),
            "seen": seen,
            "fingerprint": fingerprint_of(seen),
            "edition": "2026.1",
            "score": 0.91,
            "verdict": "possible",
            "trace_id": "",
        }
        | values
    )
