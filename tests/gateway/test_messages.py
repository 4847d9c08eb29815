"""One supplier on its way to scoring: as a message and as a row it says the same."""

from tolpuddle.gateway.answers import ChangeAnswer
from tolpuddle.gateway.messages import message_of, supplier_row
from tolpuddle.gateway.schemas import Supplier
from tolpuddle.gateway.store import Change
from tolpuddle.kernel.wire_suppliers import supplier_row as row_of_message

WHOLE = Supplier.model_validate(
    {
        "name": "  Example “Mill”, 茶 ",
        "country": "Bangladesh",
        "region": "Dhaka",
        "address": "1 | 2 High Street",
        "goods": ["cotton yarn | dyed", "tea@home", "|"],
        "hs_codes": ["5205", "52.05|9"],
        "sector": "C13",
        "inputs": [{"good": "cotton|raw", "origin": "China @ Xinjiang"}, {"good": "dye"}],
        "tier": 2,
        "workers": 0,
        "migrant_share": 0,
        "women_share": 1,
        "young_share": 0.1,
        "agency_share": 1e-17,
        "answers": {"workers_pay_recruitment_fees": "no"},
        "controls": {"grievance_channel": "written"},
        "row": 2**53,
    }
)


def test_a_message_says_what_the_row_says_to_the_last_character() -> None:
    assert row_of_message(message_of(WHOLE)) == supplier_row(WHOLE)
    bare = Supplier.model_validate({"name": "Example", "supplier_id": "S-1"})
    assert row_of_message(message_of(bare)) == supplier_row(bare) == {"supplier_id": "S-1", "name": "Example"}


def test_a_change_is_told_with_every_field_that_is_kept_of_it() -> None:
    assert list(ChangeAnswer.model_fields) == list(Change.__dataclass_fields__)
