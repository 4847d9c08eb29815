"""The day it is, for whoever answers a request: of UTC, as every day that is stored."""

from datetime import UTC, date, datetime


def this_day() -> date:
    """The day of now in UTC."""
    return datetime.now(UTC).date()
