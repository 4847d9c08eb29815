from tolpuddle.v1 import assessments_pb2 as _assessments_pb2
from tolpuddle.v1 import common_pb2 as _common_pb2
from tolpuddle.v1 import listed_pb2 as _listed_pb2
from tolpuddle.v1 import suppliers_pb2 as _suppliers_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ScreenRequest(_message.Message):
    __slots__ = ("supplier", "as_row")
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    AS_ROW_FIELD_NUMBER: _ClassVar[int]
    supplier: _suppliers_pb2.Supplier
    as_row: bool
    def __init__(self, supplier: _Optional[_Union[_suppliers_pb2.Supplier, _Mapping]] = ..., as_row: _Optional[bool] = ...) -> None: ...

class ScreenResponse(_message.Message):
    __slots__ = ("assessment", "row")
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    assessment: _assessments_pb2.Assessment
    row: bytes
    def __init__(self, assessment: _Optional[_Union[_assessments_pb2.Assessment, _Mapping]] = ..., row: _Optional[bytes] = ...) -> None: ...

class ScreenManyRequest(_message.Message):
    __slots__ = ("suppliers",)
    SUPPLIERS_FIELD_NUMBER: _ClassVar[int]
    suppliers: _containers.RepeatedCompositeFieldContainer[_suppliers_pb2.Supplier]
    def __init__(self, suppliers: _Optional[_Iterable[_Union[_suppliers_pb2.Supplier, _Mapping]]] = ...) -> None: ...

class ScreenManyResponse(_message.Message):
    __slots__ = ("assessments",)
    ASSESSMENTS_FIELD_NUMBER: _ClassVar[int]
    assessments: _containers.RepeatedCompositeFieldContainer[_assessments_pb2.Assessment]
    def __init__(self, assessments: _Optional[_Iterable[_Union[_assessments_pb2.Assessment, _Mapping]]] = ...) -> None: ...

class ScreenBatchRequest(_message.Message):
    __slots__ = ("suppliers", "details")
    SUPPLIERS_FIELD_NUMBER: _ClassVar[int]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    suppliers: _common_pb2.ArrowFrame
    details: bool
    def __init__(self, suppliers: _Optional[_Union[_common_pb2.ArrowFrame, _Mapping]] = ..., details: _Optional[bool] = ...) -> None: ...

class ScreenBatchResponse(_message.Message):
    __slots__ = ("assessments",)
    ASSESSMENTS_FIELD_NUMBER: _ClassVar[int]
    assessments: _common_pb2.ArrowFrame
    def __init__(self, assessments: _Optional[_Union[_common_pb2.ArrowFrame, _Mapping]] = ...) -> None: ...

class WhatIfRequest(_message.Message):
    __slots__ = ("before", "after")
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    before: _suppliers_pb2.Supplier
    after: _suppliers_pb2.Supplier
    def __init__(self, before: _Optional[_Union[_suppliers_pb2.Supplier, _Mapping]] = ..., after: _Optional[_Union[_suppliers_pb2.Supplier, _Mapping]] = ...) -> None: ...

class WhatIfResponse(_message.Message):
    __slots__ = ("before", "after", "moves")
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    MOVES_FIELD_NUMBER: _ClassVar[int]
    before: _assessments_pb2.Assessment
    after: _assessments_pb2.Assessment
    moves: _containers.RepeatedCompositeFieldContainer[_assessments_pb2.Move]
    def __init__(self, before: _Optional[_Union[_assessments_pb2.Assessment, _Mapping]] = ..., after: _Optional[_Union[_assessments_pb2.Assessment, _Mapping]] = ..., moves: _Optional[_Iterable[_Union[_assessments_pb2.Move, _Mapping]]] = ...) -> None: ...

class VerifyRequest(_message.Message):
    __slots__ = ("assessments",)
    ASSESSMENTS_FIELD_NUMBER: _ClassVar[int]
    assessments: _common_pb2.ArrowFrame
    def __init__(self, assessments: _Optional[_Union[_common_pb2.ArrowFrame, _Mapping]] = ...) -> None: ...

class VerifyResponse(_message.Message):
    __slots__ = ("checked", "same", "differences")
    CHECKED_FIELD_NUMBER: _ClassVar[int]
    SAME_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    checked: int
    same: int
    differences: _containers.RepeatedCompositeFieldContainer[Difference]
    def __init__(self, checked: _Optional[int] = ..., same: _Optional[int] = ..., differences: _Optional[_Iterable[_Union[Difference, _Mapping]]] = ...) -> None: ...

class Difference(_message.Message):
    __slots__ = ("supplier_id", "part", "sentence")
    SUPPLIER_ID_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    supplier_id: str
    part: str
    sentence: str
    def __init__(self, supplier_id: _Optional[str] = ..., part: _Optional[str] = ..., sentence: _Optional[str] = ...) -> None: ...

class DescribeRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class DescribeResponse(_message.Message):
    __slots__ = ("edition", "edition_digest", "rules", "model", "engine", "factors", "table_rows")
    class TableRowsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    EDITION_FIELD_NUMBER: _ClassVar[int]
    EDITION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    ENGINE_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    TABLE_ROWS_FIELD_NUMBER: _ClassVar[int]
    edition: str
    edition_digest: str
    rules: str
    model: str
    engine: str
    factors: _containers.RepeatedCompositeFieldContainer[Factor]
    table_rows: _containers.ScalarMap[str, int]
    def __init__(self, edition: _Optional[str] = ..., edition_digest: _Optional[str] = ..., rules: _Optional[str] = ..., model: _Optional[str] = ..., engine: _Optional[str] = ..., factors: _Optional[_Iterable[_Union[Factor, _Mapping]]] = ..., table_rows: _Optional[_Mapping[str, int]] = ...) -> None: ...

class Factor(_message.Message):
    __slots__ = ("id", "description", "source")
    ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    description: str
    source: str
    def __init__(self, id: _Optional[str] = ..., description: _Optional[str] = ..., source: _Optional[str] = ...) -> None: ...

class MatchRequest(_message.Message):
    __slots__ = ("queries", "lists", "top")
    QUERIES_FIELD_NUMBER: _ClassVar[int]
    LISTS_FIELD_NUMBER: _ClassVar[int]
    TOP_FIELD_NUMBER: _ClassVar[int]
    queries: _containers.RepeatedCompositeFieldContainer[_listed_pb2.NameQuery]
    lists: _containers.RepeatedScalarFieldContainer[str]
    top: int
    def __init__(self, queries: _Optional[_Iterable[_Union[_listed_pb2.NameQuery, _Mapping]]] = ..., lists: _Optional[_Iterable[str]] = ..., top: _Optional[int] = ...) -> None: ...

class MatchResponse(_message.Message):
    __slots__ = ("answers", "lists", "thresholds", "edition")
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    LISTS_FIELD_NUMBER: _ClassVar[int]
    THRESHOLDS_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    answers: _containers.RepeatedCompositeFieldContainer[_listed_pb2.NameAnswer]
    lists: _containers.RepeatedCompositeFieldContainer[_listed_pb2.ListFacts]
    thresholds: _listed_pb2.MatchThresholds
    edition: str
    def __init__(self, answers: _Optional[_Iterable[_Union[_listed_pb2.NameAnswer, _Mapping]]] = ..., lists: _Optional[_Iterable[_Union[_listed_pb2.ListFacts, _Mapping]]] = ..., thresholds: _Optional[_Union[_listed_pb2.MatchThresholds, _Mapping]] = ..., edition: _Optional[str] = ...) -> None: ...

class EntriesRequest(_message.Message):
    __slots__ = ("order_ids", "text", "lists", "limit", "offset")
    ORDER_IDS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    LISTS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    order_ids: _containers.RepeatedScalarFieldContainer[str]
    text: str
    lists: _containers.RepeatedScalarFieldContainer[str]
    limit: int
    offset: int
    def __init__(self, order_ids: _Optional[_Iterable[str]] = ..., text: _Optional[str] = ..., lists: _Optional[_Iterable[str]] = ..., limit: _Optional[int] = ..., offset: _Optional[int] = ...) -> None: ...

class EntriesResponse(_message.Message):
    __slots__ = ("entries", "total", "edition")
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.RepeatedCompositeFieldContainer[_listed_pb2.Entry]
    total: int
    edition: str
    def __init__(self, entries: _Optional[_Iterable[_Union[_listed_pb2.Entry, _Mapping]]] = ..., total: _Optional[int] = ..., edition: _Optional[str] = ...) -> None: ...

class ListsRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListsResponse(_message.Message):
    __slots__ = ("lists", "thresholds", "edition", "alpha2")
    class Alpha2Entry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    LISTS_FIELD_NUMBER: _ClassVar[int]
    THRESHOLDS_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    ALPHA2_FIELD_NUMBER: _ClassVar[int]
    lists: _containers.RepeatedCompositeFieldContainer[_listed_pb2.ListFacts]
    thresholds: _listed_pb2.MatchThresholds
    edition: str
    alpha2: _containers.ScalarMap[str, str]
    def __init__(self, lists: _Optional[_Iterable[_Union[_listed_pb2.ListFacts, _Mapping]]] = ..., thresholds: _Optional[_Union[_listed_pb2.MatchThresholds, _Mapping]] = ..., edition: _Optional[str] = ..., alpha2: _Optional[_Mapping[str, str]] = ...) -> None: ...

class PortrayRequest(_message.Message):
    __slots__ = ("iso3", "good_id")
    ISO3_FIELD_NUMBER: _ClassVar[int]
    GOOD_ID_FIELD_NUMBER: _ClassVar[int]
    iso3: str
    good_id: str
    def __init__(self, iso3: _Optional[str] = ..., good_id: _Optional[str] = ...) -> None: ...

class PortrayResponse(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class CorridorRequest(_message.Message):
    __slots__ = ("origin", "destination", "sector", "on")
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DESTINATION_FIELD_NUMBER: _ClassVar[int]
    SECTOR_FIELD_NUMBER: _ClassVar[int]
    ON_FIELD_NUMBER: _ClassVar[int]
    origin: str
    destination: str
    sector: str
    on: str
    def __init__(self, origin: _Optional[str] = ..., destination: _Optional[str] = ..., sector: _Optional[str] = ..., on: _Optional[str] = ...) -> None: ...

class CorridorResponse(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class CorridorFeesRequest(_message.Message):
    __slots__ = ("corridor", "costs", "pay", "currency", "rates", "share", "interest", "contract_months")
    class RatesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CORRIDOR_FIELD_NUMBER: _ClassVar[int]
    COSTS_FIELD_NUMBER: _ClassVar[int]
    PAY_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    RATES_FIELD_NUMBER: _ClassVar[int]
    SHARE_FIELD_NUMBER: _ClassVar[int]
    INTEREST_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_MONTHS_FIELD_NUMBER: _ClassVar[int]
    corridor: CorridorRequest
    costs: _containers.RepeatedCompositeFieldContainer[PaidCost]
    pay: Amount
    currency: str
    rates: _containers.ScalarMap[str, str]
    share: str
    interest: str
    contract_months: str
    def __init__(self, corridor: _Optional[_Union[CorridorRequest, _Mapping]] = ..., costs: _Optional[_Iterable[_Union[PaidCost, _Mapping]]] = ..., pay: _Optional[_Union[Amount, _Mapping]] = ..., currency: _Optional[str] = ..., rates: _Optional[_Mapping[str, str]] = ..., share: _Optional[str] = ..., interest: _Optional[str] = ..., contract_months: _Optional[str] = ...) -> None: ...

class Amount(_message.Message):
    __slots__ = ("amount", "currency")
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    amount: str
    currency: str
    def __init__(self, amount: _Optional[str] = ..., currency: _Optional[str] = ...) -> None: ...

class PaidCost(_message.Message):
    __slots__ = ("cost_head", "paid", "payer", "repaid")
    COST_HEAD_FIELD_NUMBER: _ClassVar[int]
    PAID_FIELD_NUMBER: _ClassVar[int]
    PAYER_FIELD_NUMBER: _ClassVar[int]
    REPAID_FIELD_NUMBER: _ClassVar[int]
    cost_head: str
    paid: Amount
    payer: str
    repaid: str
    def __init__(self, cost_head: _Optional[str] = ..., paid: _Optional[_Union[Amount, _Mapping]] = ..., payer: _Optional[str] = ..., repaid: _Optional[str] = ...) -> None: ...

class CorridorFeesResponse(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...

class StatementsRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class StatementsResponse(_message.Message):
    __slots__ = ("statements", "controls", "edition")
    STATEMENTS_FIELD_NUMBER: _ClassVar[int]
    CONTROLS_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    statements: _containers.RepeatedCompositeFieldContainer[StatementFacts]
    controls: _containers.RepeatedScalarFieldContainer[str]
    edition: str
    def __init__(self, statements: _Optional[_Iterable[_Union[StatementFacts, _Mapping]]] = ..., controls: _Optional[_Iterable[str]] = ..., edition: _Optional[str] = ...) -> None: ...

class StatementFacts(_message.Message):
    __slots__ = ("statement_id", "pack", "question", "answer_type", "unit", "options", "minimum", "maximum", "urgent", "names", "short")
    STATEMENT_ID_FIELD_NUMBER: _ClassVar[int]
    PACK_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    ANSWER_TYPE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_FIELD_NUMBER: _ClassVar[int]
    URGENT_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    SHORT_FIELD_NUMBER: _ClassVar[int]
    statement_id: str
    pack: str
    question: str
    answer_type: str
    unit: str
    options: _containers.RepeatedScalarFieldContainer[str]
    minimum: float
    maximum: float
    urgent: bool
    names: _containers.RepeatedScalarFieldContainer[str]
    short: str
    def __init__(self, statement_id: _Optional[str] = ..., pack: _Optional[str] = ..., question: _Optional[str] = ..., answer_type: _Optional[str] = ..., unit: _Optional[str] = ..., options: _Optional[_Iterable[str]] = ..., minimum: _Optional[float] = ..., maximum: _Optional[float] = ..., urgent: _Optional[bool] = ..., names: _Optional[_Iterable[str]] = ..., short: _Optional[str] = ...) -> None: ...

class LawQuestionsRequest(_message.Message):
    __slots__ = ("law",)
    LAW_FIELD_NUMBER: _ClassVar[int]
    law: str
    def __init__(self, law: _Optional[str] = ...) -> None: ...

class LawQuestionsResponse(_message.Message):
    __slots__ = ("json",)
    JSON_FIELD_NUMBER: _ClassVar[int]
    json: bytes
    def __init__(self, json: _Optional[bytes] = ...) -> None: ...
