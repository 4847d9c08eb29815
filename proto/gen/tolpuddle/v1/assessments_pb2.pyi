from tolpuddle.v1 import common_pb2 as _common_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Good(_message.Message):
    __slots__ = ("good", "role", "confidence", "assumed")
    GOOD_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    ASSUMED_FIELD_NUMBER: _ClassVar[int]
    good: str
    role: str
    confidence: float
    assumed: bool
    def __init__(self, good: _Optional[str] = ..., role: _Optional[str] = ..., confidence: _Optional[float] = ..., assumed: _Optional[bool] = ...) -> None: ...

class Order(_message.Message):
    __slots__ = ("list", "entity", "reason", "section", "until", "status", "source")
    LIST_FIELD_NUMBER: _ClassVar[int]
    ENTITY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    list: str
    entity: str
    reason: str
    section: str
    until: str
    status: str
    source: str
    def __init__(self, list: _Optional[str] = ..., entity: _Optional[str] = ..., reason: _Optional[str] = ..., section: _Optional[str] = ..., until: _Optional[str] = ..., status: _Optional[str] = ..., source: _Optional[str] = ..., **kwargs) -> None: ...

class Listing(_message.Message):
    __slots__ = ("state", "orders")
    STATE_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    state: str
    orders: _containers.RepeatedCompositeFieldContainer[Order]
    def __init__(self, state: _Optional[str] = ..., orders: _Optional[_Iterable[_Union[Order, _Mapping]]] = ...) -> None: ...

class Contribution(_message.Message):
    __slots__ = ("factor", "points", "value", "reason", "source")
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    factor: str
    points: float
    value: str
    reason: str
    source: str
    def __init__(self, factor: _Optional[str] = ..., points: _Optional[float] = ..., value: _Optional[str] = ..., reason: _Optional[str] = ..., source: _Optional[str] = ...) -> None: ...

class Reading(_message.Message):
    __slots__ = ("index", "low", "high", "band", "coverage", "contributions")
    INDEX_FIELD_NUMBER: _ClassVar[int]
    LOW_FIELD_NUMBER: _ClassVar[int]
    HIGH_FIELD_NUMBER: _ClassVar[int]
    BAND_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    CONTRIBUTIONS_FIELD_NUMBER: _ClassVar[int]
    index: float
    low: float
    high: float
    band: str
    coverage: float
    contributions: _containers.RepeatedCompositeFieldContainer[Contribution]
    def __init__(self, index: _Optional[float] = ..., low: _Optional[float] = ..., high: _Optional[float] = ..., band: _Optional[str] = ..., coverage: _Optional[float] = ..., contributions: _Optional[_Iterable[_Union[Contribution, _Mapping]]] = ...) -> None: ...

class IndicatorState(_message.Message):
    __slots__ = ("state", "why", "evidence")
    STATE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    state: str
    why: str
    evidence: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, state: _Optional[str] = ..., why: _Optional[str] = ..., evidence: _Optional[_Iterable[str]] = ...) -> None: ...

class Control(_message.Message):
    __slots__ = ("id", "step")
    ID_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    id: str
    step: str
    def __init__(self, id: _Optional[str] = ..., step: _Optional[str] = ...) -> None: ...

class Controls(_message.Message):
    __slots__ = ("strength", "items")
    STRENGTH_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    strength: float
    items: _containers.RepeatedCompositeFieldContainer[Control]
    def __init__(self, strength: _Optional[float] = ..., items: _Optional[_Iterable[_Union[Control, _Mapping]]] = ...) -> None: ...

class Severity(_message.Message):
    __slots__ = ("scale", "scope", "irremediability")
    SCALE_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    IRREMEDIABILITY_FIELD_NUMBER: _ClassVar[int]
    scale: int
    scope: int
    irremediability: int
    def __init__(self, scale: _Optional[int] = ..., scope: _Optional[int] = ..., irremediability: _Optional[int] = ...) -> None: ...

class Priority(_message.Message):
    __slots__ = ("rank", "why")
    CLASS_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    rank: int
    why: str
    def __init__(self, rank: _Optional[int] = ..., why: _Optional[str] = ..., **kwargs) -> None: ...

class Assessment(_message.Message):
    __slots__ = ("row", "supplier_id", "name", "country", "goods", "sector", "listing", "exposure", "channel", "indicators", "controls", "severity", "priority", "questions", "actions", "obligations", "receipt", "urgent_safety_review", "json")
    class IndicatorsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: IndicatorState
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[IndicatorState, _Mapping]] = ...) -> None: ...
    ROW_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    GOODS_FIELD_NUMBER: _ClassVar[int]
    SECTOR_FIELD_NUMBER: _ClassVar[int]
    LISTING_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_FIELD_NUMBER: _ClassVar[int]
    INDICATORS_FIELD_NUMBER: _ClassVar[int]
    CONTROLS_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    OBLIGATIONS_FIELD_NUMBER: _ClassVar[int]
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    URGENT_SAFETY_REVIEW_FIELD_NUMBER: _ClassVar[int]
    JSON_FIELD_NUMBER: _ClassVar[int]
    row: int
    supplier_id: str
    name: str
    country: str
    goods: _containers.RepeatedCompositeFieldContainer[Good]
    sector: str
    listing: Listing
    exposure: Reading
    channel: Reading
    indicators: _containers.MessageMap[str, IndicatorState]
    controls: Controls
    severity: Severity
    priority: Priority
    questions: _containers.RepeatedScalarFieldContainer[str]
    actions: _containers.RepeatedScalarFieldContainer[str]
    obligations: _containers.RepeatedScalarFieldContainer[str]
    receipt: _common_pb2.Receipt
    urgent_safety_review: bool
    json: str
    def __init__(self, row: _Optional[int] = ..., supplier_id: _Optional[str] = ..., name: _Optional[str] = ..., country: _Optional[str] = ..., goods: _Optional[_Iterable[_Union[Good, _Mapping]]] = ..., sector: _Optional[str] = ..., listing: _Optional[_Union[Listing, _Mapping]] = ..., exposure: _Optional[_Union[Reading, _Mapping]] = ..., channel: _Optional[_Union[Reading, _Mapping]] = ..., indicators: _Optional[_Mapping[str, IndicatorState]] = ..., controls: _Optional[_Union[Controls, _Mapping]] = ..., severity: _Optional[_Union[Severity, _Mapping]] = ..., priority: _Optional[_Union[Priority, _Mapping]] = ..., questions: _Optional[_Iterable[str]] = ..., actions: _Optional[_Iterable[str]] = ..., obligations: _Optional[_Iterable[str]] = ..., receipt: _Optional[_Union[_common_pb2.Receipt, _Mapping]] = ..., urgent_safety_review: _Optional[bool] = ..., json: _Optional[str] = ...) -> None: ...

class AssessmentsMade(_message.Message):
    __slots__ = ("job_id", "batch", "assessments", "edition", "cause")
    JOB_ID_FIELD_NUMBER: _ClassVar[int]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENTS_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    job_id: str
    batch: int
    assessments: _common_pb2.ArrowFrame
    edition: str
    cause: str
    def __init__(self, job_id: _Optional[str] = ..., batch: _Optional[int] = ..., assessments: _Optional[_Union[_common_pb2.ArrowFrame, _Mapping]] = ..., edition: _Optional[str] = ..., cause: _Optional[str] = ...) -> None: ...

class AssessmentChanged(_message.Message):
    __slots__ = ("supplier_id", "edition_before", "edition_after", "exposure_before", "exposure_after", "priority_before", "priority_after", "listing_before", "listing_after", "moves")
    SUPPLIER_ID_FIELD_NUMBER: _ClassVar[int]
    EDITION_BEFORE_FIELD_NUMBER: _ClassVar[int]
    EDITION_AFTER_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_BEFORE_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_AFTER_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_BEFORE_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_AFTER_FIELD_NUMBER: _ClassVar[int]
    LISTING_BEFORE_FIELD_NUMBER: _ClassVar[int]
    LISTING_AFTER_FIELD_NUMBER: _ClassVar[int]
    MOVES_FIELD_NUMBER: _ClassVar[int]
    supplier_id: str
    edition_before: str
    edition_after: str
    exposure_before: float
    exposure_after: float
    priority_before: str
    priority_after: str
    listing_before: str
    listing_after: str
    moves: _containers.RepeatedCompositeFieldContainer[Move]
    def __init__(self, supplier_id: _Optional[str] = ..., edition_before: _Optional[str] = ..., edition_after: _Optional[str] = ..., exposure_before: _Optional[float] = ..., exposure_after: _Optional[float] = ..., priority_before: _Optional[str] = ..., priority_after: _Optional[str] = ..., listing_before: _Optional[str] = ..., listing_after: _Optional[str] = ..., moves: _Optional[_Iterable[_Union[Move, _Mapping]]] = ...) -> None: ...

class Move(_message.Message):
    __slots__ = ("factor", "points_before", "points_after", "reason_before", "reason_after")
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    POINTS_BEFORE_FIELD_NUMBER: _ClassVar[int]
    POINTS_AFTER_FIELD_NUMBER: _ClassVar[int]
    REASON_BEFORE_FIELD_NUMBER: _ClassVar[int]
    REASON_AFTER_FIELD_NUMBER: _ClassVar[int]
    factor: str
    points_before: float
    points_after: float
    reason_before: str
    reason_after: str
    def __init__(self, factor: _Optional[str] = ..., points_before: _Optional[float] = ..., points_after: _Optional[float] = ..., reason_before: _Optional[str] = ..., reason_after: _Optional[str] = ...) -> None: ...
