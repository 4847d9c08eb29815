"""The form of the edition that ships, and suppliers to ask."""

from functools import cache
from typing import Any

from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS
from tolpuddle.scoring.core.one.supplier import assess_one
from tolpuddle.scoring.core.questionnaire.ask import Form, open_form
from tolpuddle.scoring.core.reference import prepare

GARMENT: dict[str, Any] = {
    "supplier_id": "g", "name": "Garment", "country": "Italy", "sector": "garments", "goods": "t-shirts",
    "workers": 60, "migrant_share": 0.3, "agency_share": 0.0,
}  # fmt: skip
AGENCY: dict[str, Any] = {
    "supplier_id": "a", "name": "Agency", "country": "Qatar", "sector": "domestic_work", "goods": "services",
    "workers": 60, "migrant_share": 1.0, "agency_share": 0.0,
}  # fmt: skip


@cache
def form() -> Form:
    edition = open_edition(locate(None))
    return open_form(edition, prepare(edition))


def screened(row: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    """As any supplier is screened."""
    whole = {column.name: row.get(column.name) for column in SUPPLIER_COLUMNS}
    return assess_one(
        {**whole, **{f"a_{name}": text for name, text in answers.items()}}, form().reference, False
    )
