"""Golden bytes: every event ever written must decode for ever. A new version adds a file, none is changed or removed.

Write missing ones with `python -m tests.contract.test_events_decode`: existing files are left alone.
"""

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tolpuddle.kernel import wire
from tolpuddle.kernel.events import (
    AssessmentChanged,
    AssessmentsMade,
    DeadLettered,
    DeadLetterRedriven,
    EditionPublished,
    Fact,
    Move,
    Problem,
    ReferenceTablePublished,
    RowsRejected,
    SupplierRemoved,
    SuppliersAccepted,
    SupplierStated,
    UploadChunk,
    UploadRead,
)

GOLDEN = Path(__file__).parent / "golden"
WHEN = datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)
SUPPLIERS = pl.DataFrame(
    {
        "row": [2, 3],
        "supplier_id": ["S-1", "S-2"],
        "name": ["Example Weaving Mill", "Example Brick Works"],
        "country": ["Bangladesh", None],
        "goods": ["cotton|garments", None],
        "workers": [120, None],
        "migrant_share": [0.25, None],
        "a_fees_paid": ["yes", None],
    },
    schema_overrides={"row": pl.Int64, "workers": pl.Int64},
)
FACTS: dict[str, Fact] = {
    "SuppliersAccepted.v1": SuppliersAccepted("job-1", 4, SUPPLIERS),
    "SupplierStated.v1": SupplierStated(
        {
            "supplier_id": "S-1",
            "name": "Example Weaving Mill",
            "country": "Bangladesh",
            "goods": "cotton|garments",
            "hs_codes": "6109",
            "inputs": "cotton@China|yarn@",
            "tier": 2,
            "workers": 0,
            "agency_share": 0.5,
            "row": 7,
            "a_fees_paid": "yes",
            "c_fee_policy": "written",
        }
    ),
    "SupplierRemoved.v1": SupplierRemoved("S-1"),
    "RowsRejected.v1": RowsRejected(
        "job-1", 0, pl.DataFrame({"Name": [None], "row_number": [9], "code": ["name_missing"], "reason": ["No name."]})
    ),
    "UploadChunk.v1": UploadChunk("job-1", "Lieferanten.csv", 1, 3, b"\x00\x01\xff", {"Land": "country"}),
    "UploadRead.v1": UploadRead(
        "job-1", 10, 2, 1, 1, 1, {"Land": "country"}, Problem("unusable_input", "The file is empty.", {"bytes": "0"})
    ),
    "ReferenceTablePublished.v1": ReferenceTablePublished(
        "2026.1", "countries.csv", 0, 2, "ab" * 32, rows=pl.DataFrame({"iso3": ["BGD"], "name": ["Bangladesh"]})
    ),
    "ReferenceTablePublished.v1.document": ReferenceTablePublished(
        "2026.1", "bands.yaml", 0, 1, "cd" * 32, text="low: 0\n"
    ),
    "EditionPublished.v1": EditionPublished(
        "2026.1", "ef" * 32, "name: '2026.1'\n", {"countries.csv": 2, "bands.yaml": 1}
    ),
    "AssessmentsMade.v1": AssessmentsMade(
        "job-1",
        4,
        pl.DataFrame({"supplier_id": ["S-1"], "exposure": [None], "detail": ["{}"]}, schema_overrides={"exposure": pl.Float64}),
        "2026.1",
        "submitted",
    ),
    "AssessmentChanged.v1": AssessmentChanged(
        "S-1", "2026.1", "2026.2", None, 58.0, "insufficient_data", "P2", "", "listed",
        (Move("listed_forced", 0.0, 17.0, "", "on the list"),),
    ),
    "DeadLettered.v1": DeadLettered(
        "tolpuddle.suppliers.v1", 3, 99, "acme/job-1/4", "scoring", "frame_contract", "No name.", b"\x0a\xff", 1
    ),
    "DeadLetterRedriven.v1": DeadLetterRedriven("0b2a8190-cf3b-5370-8acc-7967bd162f46", "admin"),
}  # fmt: skip


def same(left: object, right: object) -> bool:
    """Facts are equal in every field, frames cell by cell."""
    assert type(left) is type(right)
    for name in type(left).__dataclass_fields__:  # type: ignore[attr-defined]
        one, other = getattr(left, name), getattr(right, name)
        if isinstance(one, pl.DataFrame):
            assert_frame_equal(one, other)
        elif one != other:
            return False
    return True


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.bin")), ids=lambda path: path.stem)
def test_golden_bytes_still_decode_to_what_they_meant(path: Path) -> None:
    event = wire.decode(path.read_bytes())
    assert event.type == path.stem.split(".")[0]
    assert (event.occurred_at, event.tenant) == (WHEN, "acme")
    assert event.trace == {"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"}
    assert event.id == wire.event_id(event.type, "acme", path.stem)
    assert same(wire.fact_of(event), FACTS[path.stem])


def test_every_type_and_version_has_golden_bytes() -> None:
    wanted = {f"{name}.v{payload.version}" for name, payload in wire.PAYLOADS.items()}
    found = {path.stem for path in GOLDEN.glob("*.bin")}
    assert wanted <= found, f"write them with python -m tests.contract.test_events_decode: {wanted - found}"
    assert set(FACTS) == found


def write_missing() -> list[str]:
    """Write golden bytes of facts that have none yet; returns their names."""
    written: list[str] = []
    for name, fact in FACTS.items():
        path = GOLDEN / f"{name}.bin"
        if not path.exists():
            event = wire.event_of(
                fact,
                occurred_at=WHEN,
                id_parts=[name],
                tenant="acme",
                trace={"traceparent": f"00-{'ab' * 16}-{'cd' * 8}-01"},
            )
            path.write_bytes(wire.encode(event))
            written.append(name)
    return written


if __name__ == "__main__":
    print("\n".join(write_missing()))
