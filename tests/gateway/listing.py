"""The real scoring service with a few orders of our own, and a way to put other ones in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from tests.listed import EVERY, Listed, edition_with
from tolpuddle.scoring.grpc_server import ScoringServer
from tolpuddle.scoring.reference_state import Loaded, ReferenceState
from tolpuddle.scoring.settings import ScoringSettings

PUBLISHED = datetime(2026, 1, 15, tzinfo=UTC)


@dataclass(slots=True)
class Listing:
    """Scoring that runs."""

    address: str
    state: ReferenceState

    def put(self, *orders: Listed, name: str = "2026.2") -> None:
        """Another edition, with these orders, comes in force. Only its lists differ: what screening needs stays."""
        loaded = replace(self.state.require(), edition=edition_with(*orders, name=name))
        assert loaded.names.listed.entries
        self.state._loaded = loaded

    def put_back(self) -> None:
        """The edition that was there first."""
        self.state._loaded = _first()


@cache
def _first() -> Loaded:
    loaded = ReferenceState().put(edition_with(*EVERY, name="2026.1"), PUBLISHED)
    assert loaded.names.listed.entries, "the first who asks must not wait for the index"
    return loaded


@contextmanager
def listing() -> Iterator[Listing]:
    state = ReferenceState(_first())
    scoring = ScoringServer(state, ScoringSettings.model_validate({"address": "127.0.0.1:0"}))
    scoring.start()
    yield Listing(f"127.0.0.1:{scoring.port}", state)
    scoring.stop(0)
