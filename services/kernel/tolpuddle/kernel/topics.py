"""The topics of the log, what they hold and how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name, what it holds, whether only the last event per key is kept."""

    name: str
    meaning: str
    compacted: bool = False
    partitions: int = 6
    keep_days: int | None = None
    """Days after which a durable log may forget an event; None: never, so that replay gives the same state."""


REFERENCE = Topic("tolpuddle.reference.v1", "tables of reference editions", compacted=True, partitions=1)
UPLOADS = Topic("tolpuddle.uploads.v1", "pieces of uploaded files on their way to ingest", keep_days=30)
SUPPLIERS = Topic("tolpuddle.suppliers.v1", "suppliers accepted and rows rejected by ingest")
ASSESSMENTS = Topic("tolpuddle.assessments.v1", "assessments made and changed by scoring")
DEAD_LETTERS = Topic("tolpuddle.dead-letters.v1", "messages that could not be processed, with the reason")

ALL: tuple[Topic, ...] = (REFERENCE, UPLOADS, SUPPLIERS, ASSESSMENTS, DEAD_LETTERS)
