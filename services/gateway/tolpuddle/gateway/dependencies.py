"""What the application is given: settings and the three things it talks to."""

from dataclasses import dataclass

from tolpuddle.gateway.collector import Collector
from tolpuddle.gateway.scoring_client import ScoringClient
from tolpuddle.gateway.security import Gate
from tolpuddle.gateway.settings import GatewaySettings
from tolpuddle.gateway.store import AssessmentStore
from tolpuddle.kernel.event_log import EventLog


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Built in main, or by a test; the application closes none of them."""

    settings: GatewaySettings
    store: AssessmentStore
    log: EventLog
    scoring: ScoringClient
    collector: Collector | None = None
    """Started and stopped with the application; None: another gateway collects."""

    @property
    def gate(self) -> Gate:
        """Lets requests in."""
        return Gate(self.settings.api_key.get_secret_value())
