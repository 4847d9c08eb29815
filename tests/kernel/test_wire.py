"""Events survive the wire, and what cannot be read says so."""

from datetime import UTC, datetime, timedelta, timezone

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tolpuddle.kernel import wire
from tolpuddle.kernel.edition import Edition, digest_of
from tolpuddle.kernel.edition_events import EditionAccumulator, edition_facts
from tolpuddle.kernel.errors import EditionError, FrameError, UnprocessableEventError
from tolpuddle.kernel.event_log import Event
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
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS
from tolpuddle.kernel.wire_frames import frame_from_arrow, frame_to_arrow
from tolpuddle.kernel.wire_suppliers import supplier_message, supplier_row, suppliers_frame

NOW = datetime(2026, 3, 1, 12, 30, 15, 250_000, tzinfo=UTC)
ROWS = pl.DataFrame({"supplier_id": ["A", "B"], "workers": [10, None]})
SUPPLIER = {
    "supplier_id": "A-1",
    "name": "Example Mills",
    "country": "Bangladesh",
    "goods": "cotton|garments",
    "inputs": "cotton@China|yarn@",
    "tier": 2,
    "migrant_share": 0.25,
    "a_fees_paid": "yes",
    "c_fee_policy": "written",
}
FACTS: list[Fact] = [
    SuppliersAccepted("job", 3, ROWS),
    SupplierStated(SUPPLIER),
    SupplierRemoved("A-1"),
    RowsRejected("job", 0, ROWS),
    UploadChunk("job", "list.csv", 1, 2, b"\x00\xff", {"Land": "country"}),
    UploadRead(
        "job", 2, 1, 1, 1, 1, {"Land": "country"}, Problem("unusable_input", "It is empty.", {"x": "1"})
    ),
    UploadRead("job", 2, 1, 1, 1),
    ReferenceTablePublished("2026.1", "countries.csv", 0, 1, "ab", rows=ROWS),
    ReferenceTablePublished("2026.1", "bands.yaml", 0, 1, "cd", text="a: 1\n"),
    EditionPublished("2026.1", "ef", "name: x", {"countries.csv": 1}),
    AssessmentsMade("job", 3, ROWS, "2026.1", "submitted"),
    AssessmentChanged(
        "A-1",
        "2026.1",
        "2026.2",
        41.0,
        58.0,
        "P3",
        "P2",
        "none",
        "listed",
        (Move("listed_forced", 0.0, 17.0, "", "now listed"),),
    ),
    AssessmentChanged("A-1", "2026.1", "2026.2", None, 0.0, "insufficient_data", "P4", "", "none", ()),
    DeadLettered("t", 1, 2, "k", "g", "frame_contract", "It is wrong.", b"\x01", 3),
    DeadLetterRedriven("id", "admin"),
]


def _event(fact: Fact) -> Event:
    return wire.event_of(fact, occurred_at=NOW, id_parts=["x"], tenant="acme", trace={"traceparent": "00-ab"})


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_every_fact_survives_the_wire(fact: Fact) -> None:
    event = _event(fact)
    again = wire.decode(wire.encode(event), event.topic, event.key)
    assert again == event
    back = wire.fact_of(again)
    assert type(back) is type(fact)
    for name in type(fact).__dataclass_fields__:
        if isinstance(getattr(fact, name), pl.DataFrame):
            assert_frame_equal(getattr(back, name), getattr(fact, name))
        else:
            assert getattr(back, name) == getattr(fact, name), name


def test_every_type_of_fact_is_tried_above_and_has_a_payload() -> None:
    assert {type(fact).__name__ for fact in FACTS} == set(wire.PAYLOADS)


def test_the_same_fact_written_twice_has_the_same_id_and_the_same_bytes() -> None:
    assert wire.encode(_event(FACTS[0])) == wire.encode(_event(FACTS[0]))
    other = wire.event_of(FACTS[0], occurred_at=NOW, id_parts=["y"], tenant="acme")
    assert other.id != _event(FACTS[0]).id


def test_a_time_of_another_zone_is_the_same_moment() -> None:
    moment = NOW.astimezone(timezone(timedelta(hours=6)))
    event = wire.event_of(SupplierRemoved("A"), occurred_at=moment, id_parts=["x"])
    assert wire.decode(wire.encode(event)).occurred_at == NOW


@given(st.binary(max_size=200))
def test_any_bytes_decode_and_unreadable_ones_come_back_whole(data: bytes) -> None:
    event = wire.decode(data, "t", "k")
    if event.type == wire.UNREADABLE:
        assert wire.encode(event) == data
        with pytest.raises(UnprocessableEventError):
            wire.fact_of(event)
    assert event.topic == "t"


def _with(event: Event, **changes: object) -> Event:
    return Event(**({name: getattr(event, name) for name in Event.__dataclass_fields__} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changes",
    [{"type": "SomethingNew"}, {"schema_version": 2}, {"schema_version": 0}, {"payload": b"\xff\xff\xff"}],
)
def test_an_unknown_type_a_future_version_or_a_damaged_payload_is_unprocessable(
    changes: dict[str, object],
) -> None:
    with pytest.raises(UnprocessableEventError):
        wire.fact_of(_with(_event(FACTS[0]), **changes))


def test_an_older_version_is_lifted_one_version_at_a_time() -> None:
    seen: list[str] = []

    def lift(name: str) -> wire.Upcaster:
        def run(payload: bytes) -> bytes:
            seen.append(name)
            return payload

        return run

    payload = wire.PAYLOADS["SupplierRemoved"]
    third = {"SupplierRemoved": wire.Payload(payload.put, payload.get, version=3)}
    lifts = {("SupplierRemoved", 1): lift("1 to 2"), ("SupplierRemoved", 2): lift("2 to 3")}
    event = _event(SupplierRemoved("A"))
    assert wire.fact_of(event, third, lifts) == SupplierRemoved("A")
    assert seen == ["1 to 2", "2 to 3"]
    with pytest.raises(UnprocessableEventError):
        wire.fact_of(event, third, {})


def test_a_frame_that_lost_rows_on_the_way_is_unprocessable() -> None:
    ipc = frame_to_arrow(ROWS)
    assert_frame_equal(frame_from_arrow(ipc, 2), ROWS)
    for wrong in (3, 0):
        with pytest.raises(UnprocessableEventError):
            frame_from_arrow(ipc, wrong)
    for damaged in (b"", b"not arrow", ipc[: len(ipc) // 2]):
        with pytest.raises(UnprocessableEventError):
            frame_from_arrow(damaged, 2)


@pytest.mark.parametrize("compression", ["lz4", "zstd", "uncompressed"])
def test_a_frame_survives_every_compression(compression: str) -> None:
    frame = pl.DataFrame({"a": [1, None], "b": ["é", None], "c": [0.1, None], "d": [True, None]})
    assert_frame_equal(frame_from_arrow(frame_to_arrow(frame, compression), 2), frame)  # type: ignore[arg-type]


def test_a_supplier_message_and_a_row_say_the_same() -> None:
    assert supplier_row(supplier_message(SUPPLIER)) == SUPPLIER


def test_what_is_absent_or_blank_stays_unknown_and_zero_stays_zero() -> None:
    row = supplier_row(
        supplier_message({"supplier_id": "A", "name": "B", "country": " ", "workers": 0, "tier": None})
    )
    assert row == {"supplier_id": "A", "name": "B", "workers": 0}


def test_rows_make_a_frame_in_contract_order_with_answers_after() -> None:
    frame = suppliers_frame([SUPPLIER, {"supplier_id": "B", "name": "Example B"}])
    assert frame.columns == [column.name for column in SUPPLIER_COLUMNS] + ["a_fees_paid", "c_fee_policy"]
    assert frame.schema["migrant_share"] == pl.Float64
    assert frame.row(1, named=True)["workers"] is None
    for wrong in ({"name": "no id"}, {"supplier_id": "A"}, {"supplier_id": "A", "name": "B", "tier": "two"}):
        with pytest.raises(FrameError):
            suppliers_frame([wrong])


def _edition(rows: int = 3, text: str = "base: 1\n") -> Edition:
    table = pl.DataFrame({"iso3": [f"A{n:06d}" for n in range(rows)], "value": [n / 7 for n in range(rows)]})
    return Edition(
        "2026.1",
        {"countries": table, "empty": table.clear()},
        {"bands": text, "manifest": "name: 2026.1\n"},
        {"countries.csv": f"aa{rows}", "empty.csv": "bb", "bands.yaml": "cc"},
    )


def _rebuilt(
    facts: list[ReferenceTablePublished | EditionPublished],
) -> tuple[EditionAccumulator, Edition | None]:
    accumulator = EditionAccumulator()
    edition = None
    for fact in facts:
        travelled = wire.fact_of(_event(fact))
        assert isinstance(travelled, ReferenceTablePublished | EditionPublished)
        edition = accumulator.take(travelled) or edition
    return accumulator, edition


@pytest.mark.parametrize("edition", [_edition(), _edition(200_000), _edition(3, "x" * 2_000_000)])
def test_an_edition_survives_the_log_in_parts_that_a_broker_takes(edition: Edition) -> None:
    facts = list(edition_facts(edition))
    assert max(len(wire.encode(_event(fact))) for fact in facts) < 700_000
    assert len({_event(fact).key for fact in facts}) == len(facts)
    _, again = _rebuilt(facts)
    assert again is not None
    assert again.documents == edition.documents
    assert again.sha256 == edition.sha256
    assert again.data_digest() == edition.data_digest()
    for name, table in edition.tables.items():
        assert_frame_equal(again.tables[name], table)


def test_an_edition_is_not_in_force_before_its_last_part() -> None:
    facts = list(edition_facts(_edition()))
    accumulator, edition = _rebuilt(facts[1:])
    assert edition is None
    assert accumulator.waiting_for == ("countries.csv",)


def test_parts_of_two_states_of_a_file_are_never_mixed() -> None:
    before, after = list(edition_facts(_edition(3))), list(edition_facts(_edition(4)))
    accumulator, edition = _rebuilt([*before[:-1], after[0], before[-1]])
    assert edition is None
    assert accumulator.waiting_for
    _, edition = _rebuilt([*before, *after])
    assert edition is not None
    assert edition.tables["countries"].height == 4


def test_a_hash_without_its_file_stops_the_publishing() -> None:
    whole = _edition()
    with pytest.raises(EditionError):
        list(edition_facts(Edition(whole.name, {}, {}, whole.sha256)))
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"})
