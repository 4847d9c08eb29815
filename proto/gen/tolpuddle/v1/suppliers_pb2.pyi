from tolpuddle.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Supplier(_message.Message):
    __slots__ = ("supplier_id", "name", "country", "region", "address", "goods", "hs_codes", "sector", "inputs", "tier", "workers", "migrant_share", "women_share", "young_share", "agency_share", "answers", "controls", "row", "on_date", "evidence")
    class AnswersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class ControlsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SUPPLIER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    GOODS_FIELD_NUMBER: _ClassVar[int]
    HS_CODES_FIELD_NUMBER: _ClassVar[int]
    SECTOR_FIELD_NUMBER: _ClassVar[int]
    INPUTS_FIELD_NUMBER: _ClassVar[int]
    TIER_FIELD_NUMBER: _ClassVar[int]
    WORKERS_FIELD_NUMBER: _ClassVar[int]
    MIGRANT_SHARE_FIELD_NUMBER: _ClassVar[int]
    WOMEN_SHARE_FIELD_NUMBER: _ClassVar[int]
    YOUNG_SHARE_FIELD_NUMBER: _ClassVar[int]
    AGENCY_SHARE_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    CONTROLS_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    supplier_id: str
    name: str
    country: str
    region: str
    address: str
    goods: _containers.RepeatedScalarFieldContainer[str]
    hs_codes: _containers.RepeatedScalarFieldContainer[str]
    sector: str
    inputs: _containers.RepeatedCompositeFieldContainer[InputOrigin]
    tier: int
    workers: int
    migrant_share: float
    women_share: float
    young_share: float
    agency_share: float
    answers: _containers.ScalarMap[str, str]
    controls: _containers.ScalarMap[str, str]
    row: int
    on_date: str
    evidence: str
    def __init__(self, supplier_id: _Optional[str] = ..., name: _Optional[str] = ..., country: _Optional[str] = ..., region: _Optional[str] = ..., address: _Optional[str] = ..., goods: _Optional[_Iterable[str]] = ..., hs_codes: _Optional[_Iterable[str]] = ..., sector: _Optional[str] = ..., inputs: _Optional[_Iterable[_Union[InputOrigin, _Mapping]]] = ..., tier: _Optional[int] = ..., workers: _Optional[int] = ..., migrant_share: _Optional[float] = ..., women_share: _Optional[float] = ..., young_share: _Optional[float] = ..., agency_share: _Optional[float] = ..., answers: _Optional[_Mapping[str, str]] = ..., controls: _Optional[_Mapping[str, str]] = ..., row: _Optional[int] = ..., on_date: _Optional[str] = ..., evidence: _Optional[str] = ...) -> None: ...

class InputOrigin(_message.Message):
    __slots__ = ("good", "origin")
    GOOD_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    good: str
    origin: str
    def __init__(self, good: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class SuppliersAccepted(_message.Message):
    __slots__ = ("job_id", "batch", "suppliers")
    JOB_ID_FIELD_NUMBER: _ClassVar[int]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    SUPPLIERS_FIELD_NUMBER: _ClassVar[int]
    job_id: str
    batch: int
    suppliers: _common_pb2.ArrowFrame
    def __init__(self, job_id: _Optional[str] = ..., batch: _Optional[int] = ..., suppliers: _Optional[_Union[_common_pb2.ArrowFrame, _Mapping]] = ...) -> None: ...

class SupplierStated(_message.Message):
    __slots__ = ("supplier",)
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    supplier: Supplier
    def __init__(self, supplier: _Optional[_Union[Supplier, _Mapping]] = ...) -> None: ...

class SupplierRemoved(_message.Message):
    __slots__ = ("supplier_id",)
    SUPPLIER_ID_FIELD_NUMBER: _ClassVar[int]
    supplier_id: str
    def __init__(self, supplier_id: _Optional[str] = ...) -> None: ...

class RowsRejected(_message.Message):
    __slots__ = ("job_id", "batch", "rejects")
    JOB_ID_FIELD_NUMBER: _ClassVar[int]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    REJECTS_FIELD_NUMBER: _ClassVar[int]
    job_id: str
    batch: int
    rejects: _common_pb2.ArrowFrame
    def __init__(self, job_id: _Optional[str] = ..., batch: _Optional[int] = ..., rejects: _Optional[_Union[_common_pb2.ArrowFrame, _Mapping]] = ...) -> None: ...

class UploadChunk(_message.Message):
    __slots__ = ("job_id", "file_name", "index", "count", "content", "header_map")
    class HeaderMapEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    JOB_ID_FIELD_NUMBER: _ClassVar[int]
    FILE_NAME_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    HEADER_MAP_FIELD_NUMBER: _ClassVar[int]
    job_id: str
    file_name: str
    index: int
    count: int
    content: bytes
    header_map: _containers.ScalarMap[str, str]
    def __init__(self, job_id: _Optional[str] = ..., file_name: _Optional[str] = ..., index: _Optional[int] = ..., count: _Optional[int] = ..., content: _Optional[bytes] = ..., header_map: _Optional[_Mapping[str, str]] = ...) -> None: ...

class UploadRead(_message.Message):
    __slots__ = ("job_id", "accepted", "rejected", "duplicates", "batches", "header_map", "problem", "reject_batches")
    class HeaderMapEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    JOB_ID_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    DUPLICATES_FIELD_NUMBER: _ClassVar[int]
    BATCHES_FIELD_NUMBER: _ClassVar[int]
    HEADER_MAP_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    REJECT_BATCHES_FIELD_NUMBER: _ClassVar[int]
    job_id: str
    accepted: int
    rejected: int
    duplicates: int
    batches: int
    header_map: _containers.ScalarMap[str, str]
    problem: _common_pb2.Problem
    reject_batches: int
    def __init__(self, job_id: _Optional[str] = ..., accepted: _Optional[int] = ..., rejected: _Optional[int] = ..., duplicates: _Optional[int] = ..., batches: _Optional[int] = ..., header_map: _Optional[_Mapping[str, str]] = ..., problem: _Optional[_Union[_common_pb2.Problem, _Mapping]] = ..., reject_batches: _Optional[int] = ...) -> None: ...
