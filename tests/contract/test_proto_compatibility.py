"""Contracts may grow, never change: every field that was ever published keeps its number, name, type and label.

`golden/contracts.json` holds what was published. Adding to a contract: run
`python -m tests.contract.test_proto_compatibility`, which adds what is new and refuses to change what is there.
"""

import json
from pathlib import Path

from google.protobuf.descriptor import Descriptor, FieldDescriptor, FileDescriptor

from tolpuddle.v1 import (
    assessments_pb2,
    common_pb2,
    events_pb2,
    listed_pb2,
    reference_pb2,
    scoring_service_pb2,
    suppliers_pb2,
)

PUBLISHED = Path(__file__).parent / "golden" / "contracts.json"
FILES: tuple[FileDescriptor, ...] = tuple(
    module.DESCRIPTOR
    for module in (
        assessments_pb2,
        common_pb2,
        events_pb2,
        listed_pb2,
        reference_pb2,
        scoring_service_pb2,
        suppliers_pb2,
    )
)


def shape_of(field: FieldDescriptor) -> str:
    """What a field must stay: its type, whether repeated, whether absence shows."""
    kind = field.message_type.full_name if field.message_type else str(field.type)
    presence = "explicit" if field.has_presence else "implicit"
    return f"{field.name}: {'repeated ' if field.is_repeated else ''}{kind} {presence}"


def messages(descriptor: Descriptor) -> list[Descriptor]:
    return [descriptor, *(inner for nested in descriptor.nested_types for inner in messages(nested))]


def contracts() -> dict[str, dict[str, str]]:
    """Message -> number -> shape, and service -> method -> what it takes and gives."""
    found: dict[str, dict[str, str]] = {}
    for file in FILES:
        for top in file.message_types_by_name.values():
            for message in messages(top):
                found[message.full_name] = {str(field.number): shape_of(field) for field in message.fields}
        for service in file.services_by_name.values():
            found[service.full_name] = {
                method.name: f"{'stream ' if method.client_streaming else ''}{method.input_type.full_name}"
                f" -> {'stream ' if method.server_streaming else ''}{method.output_type.full_name}"
                for method in service.methods
            }
    return found


def broken(published: dict[str, dict[str, str]], now: dict[str, dict[str, str]]) -> list[str]:
    """Sentences on everything published that is no longer so."""
    sentences: list[str] = []
    for name, members in published.items():
        if name not in now:
            sentences.append(f"{name} is gone")
            continue
        for member, shape in members.items():
            if now[name].get(member) != shape:
                sentences.append(f"{name} {member} was '{shape}' and is '{now[name].get(member)}'")
    return sentences


def test_nothing_that_was_published_has_changed() -> None:
    assert broken(json.loads(PUBLISHED.read_text()), contracts()) == []


def test_everything_that_is_new_has_been_published() -> None:
    assert json.loads(PUBLISHED.read_text()) == contracts(), (
        "run python -m tests.contract.test_proto_compatibility"
    )


def test_a_retyped_a_renumbered_and_a_removed_field_would_be_noticed() -> None:
    now = contracts()
    envelope = "tolpuddle.v1.Envelope"
    retyped = now | {envelope: now[envelope] | {"1": "id: 3 implicit"}}
    renumbered = now | {
        envelope: {("99" if number == "1" else number): shape for number, shape in now[envelope].items()}
    }
    removed = {name: members for name, members in now.items() if name != envelope}
    for changed in (retyped, renumbered, removed):
        assert broken(now, changed)
    grown = now | {envelope: now[envelope] | {"99": "more: 9 implicit"}}
    assert broken(now, grown) == []


def test_every_enumeration_would_begin_with_unspecified() -> None:
    enums = [enum for file in FILES for enum in file.enum_types_by_name.values()]
    assert all(enum.values_by_number[0].name.endswith("_UNSPECIFIED") for enum in enums)


def test_contracts_use_one_package() -> None:
    assert {file.package for file in FILES} == {"tolpuddle.v1"}


def publish() -> None:
    """Add what is new to the published contracts; stops when something published has changed."""
    now = contracts()
    published = json.loads(PUBLISHED.read_text()) if PUBLISHED.exists() else {}
    if sentences := broken(published, now):
        raise SystemExit("A published contract may not change: " + "; ".join(sentences))
    PUBLISHED.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    publish()
