"""What an operator may set for scoring."""

from typing import ClassVar

from pydantic import Field

from tolpuddle.kernel.environment import Settings


class ScoringSettings(Settings):
    """Read from TOLPUDDLE_SCORING_*; what all services share from TOLPUDDLE_*."""

    owner: ClassVar[str] = "SCORING"

    address: str = Field("127.0.0.1:50051", description="host:port that gRPC listens on; [::]:50051 for all")
    threads: int = Field(16, ge=1, le=256, description="gRPC calls in hand at the same time; others wait")
    grace_seconds: float = Field(10.0, ge=0, description="how long calls may finish when asked to stop")
    retries: int = Field(10, ge=0, description="how often a try is repeated when the log is away")
    poll_events: int = Field(50, ge=1, le=1000, description="events taken from the log at once")
