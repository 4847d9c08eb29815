from tolpuddle.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReferenceTablePublished(_message.Message):
    __slots__ = ("edition", "table", "part", "parts", "rows", "sha256", "kind", "text")
    EDITION_FIELD_NUMBER: _ClassVar[int]
    TABLE_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    edition: str
    table: str
    part: int
    parts: int
    rows: _common_pb2.ArrowFrame
    sha256: str
    kind: str
    text: str
    def __init__(self, edition: _Optional[str] = ..., table: _Optional[str] = ..., part: _Optional[int] = ..., parts: _Optional[int] = ..., rows: _Optional[_Union[_common_pb2.ArrowFrame, _Mapping]] = ..., sha256: _Optional[str] = ..., kind: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class EditionPublished(_message.Message):
    __slots__ = ("edition", "digest", "manifest", "parts")
    class PartsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    EDITION_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    edition: str
    digest: str
    manifest: str
    parts: _containers.ScalarMap[str, int]
    def __init__(self, edition: _Optional[str] = ..., digest: _Optional[str] = ..., manifest: _Optional[str] = ..., parts: _Optional[_Mapping[str, int]] = ...) -> None: ...
