"""What an operator may set for ingest."""

from typing import ClassVar

from pydantic import Field

from tolpuddle.kernel.environment import Settings


class IngestSettings(Settings):
    """Read from TOLPUDDLE_INGEST_*; what all services share from TOLPUDDLE_*."""

    owner: ClassVar[str] = "INGEST"

    edition: str = Field(
        "",
        description="reference edition to publish and to read countries with, by name or folder; empty: the newest",
    )
    batch_rows: int = Field(500, ge=1, le=10_000, description="suppliers in one event")
    max_upload_bytes: int = Field(1024**3, ge=1, description="larger uploads are refused")
    max_rows: int = Field(5_000_000, ge=1, description="uploads of more rows are refused")
    spool_folder: str = Field(
        "", description="folder for uploads under way; empty: the system's temporary one"
    )
    spool_bytes: int = Field(
        2 * 1024**3,
        ge=1,
        description="room for uploads under way; beyond it they are read from the log again",
    )
    retries: int = Field(1_000, ge=0, description="how often a try is repeated when the log is away")
