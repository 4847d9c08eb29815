from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class Receipt(_message.Message):
    __slots__ = ("id", "input", "edition", "rules", "model", "engine")
    ID_FIELD_NUMBER: _ClassVar[int]
    INPUT_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    id: str
    input: str
    edition: str
    rules: str
    model: str
    engine: str
    def __init__(self, id: _Optional[str] = ..., input: _Optional[str] = ..., edition: _Optional[str] = ..., rules: _Optional[str] = ..., model: _Optional[str] = ..., engine: _Optional[str] = ...) -> None: ...

class Problem(_message.Message):
    __slots__ = ("code", "sentence", "context")
    class ContextEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CODE_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    code: str
    sentence: str
    context: _containers.ScalarMap[str, str]
    def __init__(self, code: _Optional[str] = ..., sentence: _Optional[str] = ..., context: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ArrowFrame(_message.Message):
    __slots__ = ("ipc", "rows")
    IPC_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    ipc: bytes
    rows: int
    def __init__(self, ipc: _Optional[bytes] = ..., rows: _Optional[int] = ...) -> None: ...
