"""Readiness is red as soon as a part that is needed does not answer, and says which."""

from pathlib import Path

from tests.gateway.conftest import NOWHERE, Gateway, Serve, wait_until
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.errors import EventLogError


class DeadLog(MemoryEventLog):
    """A broker that is away."""

    def check(self) -> None:
        raise EventLogError("The event log does not answer.")


def test_it_is_ready_when_everything_answers(screening: Gateway) -> None:
    answer = screening.client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "dependencies": {"scoring": "ok", "log": "ok", "store": "ok", "collector": "ok"},
    }


def test_it_is_red_without_scoring(serve: Serve) -> None:
    answer = serve(scoring=NOWHERE).client.get("/health/ready")
    assert (answer.status_code, answer.json()["context"]["scoring"]) == (503, "Scoring does not answer.")


def test_it_is_red_without_the_log(serve: Serve, scoring_address: str) -> None:
    answer = serve(log=DeadLog(), scoring=scoring_address).client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "Not ready: log."
    assert answer.json()["context"]["log"] == "The event log does not answer."


def test_it_is_red_without_the_store(serve: Serve, scoring_address: str, tmp_path: Path) -> None:
    gateway = serve(scoring=scoring_address, collect=False)
    assert gateway.client.get("/health/ready").status_code == 200
    gateway.store.close()
    for file in tmp_path.glob("gateway.db*"):
        file.unlink()
    answer = wait_until(lambda: gateway.client.get("/health/ready"))
    assert (answer.status_code, answer.json()["context"]["store"]) == (503, "The store does not answer.")


def test_it_lives_even_when_nothing_answers(serve: Serve) -> None:
    assert serve(log=DeadLog()).client.get("/health/live").status_code == 200
