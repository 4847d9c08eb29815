from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ListFacts(_message.Message):
    __slots__ = ("list_id", "title", "publisher", "jurisdiction", "kind", "legal_basis", "as_of", "complete", "entries", "published_entries", "note", "source", "licence", "caution")
    LIST_ID_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    PUBLISHER_FIELD_NUMBER: _ClassVar[int]
    JURISDICTION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LEGAL_BASIS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_ENTRIES_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    LICENCE_FIELD_NUMBER: _ClassVar[int]
    CAUTION_FIELD_NUMBER: _ClassVar[int]
    list_id: str
    title: str
    publisher: str
    jurisdiction: str
    kind: str
    legal_basis: str
    as_of: str
    complete: bool
    entries: int
    published_entries: int
    note: str
    source: str
    licence: str
    caution: str
    def __init__(self, list_id: _Optional[str] = ..., title: _Optional[str] = ..., publisher: _Optional[str] = ..., jurisdiction: _Optional[str] = ..., kind: _Optional[str] = ..., legal_basis: _Optional[str] = ..., as_of: _Optional[str] = ..., complete: _Optional[bool] = ..., entries: _Optional[int] = ..., published_entries: _Optional[int] = ..., note: _Optional[str] = ..., source: _Optional[str] = ..., licence: _Optional[str] = ..., caution: _Optional[str] = ...) -> None: ...

class EntryName(_message.Message):
    __slots__ = ("name", "kind", "country", "place", "script")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    SCRIPT_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: str
    country: str
    place: str
    script: str
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[str] = ..., country: _Optional[str] = ..., place: _Optional[str] = ..., script: _Optional[str] = ...) -> None: ...

class Entry(_message.Message):
    __slots__ = ("order_id", "list_id", "caption", "names", "who", "subsidiaries", "country", "place_id", "goods", "goods_words", "section", "until", "status", "in_part", "source", "source_row", "hash", "certainty", "note")
    ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    LIST_ID_FIELD_NUMBER: _ClassVar[int]
    CAPTION_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    WHO_FIELD_NUMBER: _ClassVar[int]
    SUBSIDIARIES_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    PLACE_ID_FIELD_NUMBER: _ClassVar[int]
    GOODS_FIELD_NUMBER: _ClassVar[int]
    GOODS_WORDS_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    IN_PART_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_ROW_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    order_id: str
    list_id: str
    caption: str
    names: _containers.RepeatedCompositeFieldContainer[EntryName]
    who: str
    subsidiaries: bool
    country: str
    place_id: str
    goods: _containers.RepeatedScalarFieldContainer[str]
    goods_words: str
    section: str
    until: str
    status: str
    in_part: bool
    source: str
    source_row: str
    hash: str
    certainty: str
    note: str
    def __init__(self, order_id: _Optional[str] = ..., list_id: _Optional[str] = ..., caption: _Optional[str] = ..., names: _Optional[_Iterable[_Union[EntryName, _Mapping]]] = ..., who: _Optional[str] = ..., subsidiaries: _Optional[bool] = ..., country: _Optional[str] = ..., place_id: _Optional[str] = ..., goods: _Optional[_Iterable[str]] = ..., goods_words: _Optional[str] = ..., section: _Optional[str] = ..., until: _Optional[str] = ..., status: _Optional[str] = ..., in_part: _Optional[bool] = ..., source: _Optional[str] = ..., source_row: _Optional[str] = ..., hash: _Optional[str] = ..., certainty: _Optional[str] = ..., note: _Optional[str] = ..., **kwargs) -> None: ...

class NameQuery(_message.Message):
    __slots__ = ("query_id", "names", "country")
    QUERY_ID_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    query_id: str
    names: _containers.RepeatedScalarFieldContainer[str]
    country: str
    def __init__(self, query_id: _Optional[str] = ..., names: _Optional[_Iterable[str]] = ..., country: _Optional[str] = ...) -> None: ...

class MatchFeature(_message.Message):
    __slots__ = ("id", "points", "sentence")
    ID_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    SENTENCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    points: float
    sentence: str
    def __init__(self, id: _Optional[str] = ..., points: _Optional[float] = ..., sentence: _Optional[str] = ...) -> None: ...

class Candidate(_message.Message):
    __slots__ = ("entry", "score", "verdict", "reasons", "features", "name")
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    entry: Entry
    score: float
    verdict: str
    reasons: _containers.RepeatedScalarFieldContainer[str]
    features: _containers.RepeatedCompositeFieldContainer[MatchFeature]
    name: str
    def __init__(self, entry: _Optional[_Union[Entry, _Mapping]] = ..., score: _Optional[float] = ..., verdict: _Optional[str] = ..., reasons: _Optional[_Iterable[str]] = ..., features: _Optional[_Iterable[_Union[MatchFeature, _Mapping]]] = ..., name: _Optional[str] = ...) -> None: ...

class NameAnswer(_message.Message):
    __slots__ = ("query_id", "verdict", "country", "candidates")
    QUERY_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    CANDIDATES_FIELD_NUMBER: _ClassVar[int]
    query_id: str
    verdict: str
    country: str
    candidates: _containers.RepeatedCompositeFieldContainer[Candidate]
    def __init__(self, query_id: _Optional[str] = ..., verdict: _Optional[str] = ..., country: _Optional[str] = ..., candidates: _Optional[_Iterable[_Union[Candidate, _Mapping]]] = ...) -> None: ...

class MatchThresholds(_message.Message):
    __slots__ = ("listed", "possible")
    LISTED_FIELD_NUMBER: _ClassVar[int]
    POSSIBLE_FIELD_NUMBER: _ClassVar[int]
    listed: float
    possible: float
    def __init__(self, listed: _Optional[float] = ..., possible: _Optional[float] = ...) -> None: ...
