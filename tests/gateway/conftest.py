"""A gateway over HTTP as users meet it: a real server, a store on disk, the real scoring service.

`scoring_address` starts scoring's gRPC server once with the reference edition of the repository. `serve` starts gateways:
each is a uvicorn server in a thread. Every answer that a test gets is held against the OpenAPI document: an answer that is
not described there fails the test (test_openapi.py says what "described" means).
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.real.processes import free_ports
from tolpuddle.gateway.adapters.sql_store import SqlStore
from tolpuddle.gateway.app import create_app
from tolpuddle.gateway.collector import Collector
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.main import server
from tolpuddle.gateway.scoring_client import ScoringClient
from tolpuddle.gateway.settings import GatewaySettings
from tolpuddle.kernel.adapters.memory_event_log import MemoryEventLog
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import open_edition
from tolpuddle.kernel.event_log import EventLog
from tolpuddle.scoring.grpc_server import ScoringServer
from tolpuddle.scoring.reference_state import ReferenceState
from tolpuddle.scoring.settings import ScoringSettings

REFERENCE = Path(__file__).resolve().parents[2] / "reference/2026.1"
NOWHERE = "127.0.0.1:1"


@dataclass(slots=True)
class Gateway:
    """A gateway that runs."""

    url: str
    client: httpx.Client
    store: SqlStore
    log: EventLog
    document: dict[str, Any]


Serve = Callable[..., Gateway]


@pytest.fixture(scope="session")
def edition() -> Edition:
    return open_edition(REFERENCE)


@pytest.fixture(scope="session")
def scoring_address(edition: Edition) -> Iterator[str]:
    state = ReferenceState()
    state.put(edition, datetime(2026, 1, 15, tzinfo=UTC))
    scoring = ScoringServer(state, ScoringSettings.model_validate({"address": "127.0.0.1:0"}))
    scoring.start()
    yield f"127.0.0.1:{scoring.port}"
    scoring.stop(0)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Starts a gateway: serve(log=..., scoring=..., database_url=..., collect=..., and any setting)."""
    with ExitStack() as stack:

        def start(
            *, log: EventLog | None = None, scoring: str = NOWHERE, collect: bool = True, **settings: Any
        ) -> Gateway:
            settings = {
                "database_url": f"sqlite:///{tmp_path}/gateway.db",
                "port": free_ports(1)[0],
                **settings,
            }
            chosen = GatewaySettings.model_validate({"scoring_address": scoring, **settings})
            used = log if log is not None else MemoryEventLog()
            store = SqlStore.open(chosen.database_url)
            stack.callback(store.close)
            client = ScoringClient(scoring, chosen.scoring_seconds)
            stack.callback(client.close)
            given = Dependencies(chosen, store, used, client, Collector(store, used) if collect else None)
            running = server(given)
            thread = threading.Thread(target=running.run, daemon=True)
            thread.start()
            while not running.started:
                assert thread.is_alive(), "the server ended while it started"
                time.sleep(0.01)

            def stop() -> None:
                running.should_exit = True
                thread.join(15)

            stack.callback(stop)
            document = the_document(given)
            url = f"http://127.0.0.1:{chosen.port}"
            hooks = {"response": [lambda answer: must_be_described(document, answer)]}
            http = stack.enter_context(httpx.Client(base_url=url, event_hooks=hooks, timeout=30))
            return Gateway(url, http, store, used, document)

        yield start


@pytest.fixture
def gateway(serve: Serve) -> Gateway:
    """A gateway without scoring."""
    return serve()


@pytest.fixture
def screening(serve: Serve, scoring_address: str) -> Gateway:
    """A gateway with the real scoring service."""
    return serve(scoring=scoring_address)


_documents: list[dict[str, Any]] = []


def the_document(given: Dependencies) -> dict[str, Any]:
    """The OpenAPI document, made once: it does not depend on what the application is given."""
    if not _documents:
        _documents.append(create_app(given).openapi())
    return _documents[0]


def described(document: dict[str, Any], method: str, path: str) -> dict[str, Any] | None:
    """The operation behind a path, literal paths before those with parameters; None: the path is not in the document."""
    for template in sorted(document["paths"], key=lambda known: known.count("{")):
        pattern = re.sub(r"\\\{[^}]*id\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in document["paths"][template]:
            return document["paths"][template][method.lower()]
    return None


def must_be_described(document: dict[str, Any], answer: httpx.Response) -> None:
    operation = described(document, answer.request.method, answer.request.url.path)
    if operation is None:
        return
    known = operation["responses"].get(str(answer.status_code))
    assert known is not None, (
        f"{answer.request.method} {answer.request.url.path} answers {answer.status_code}"
    )
    if answer.status_code != 204:
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in known["content"], f"{kind} of {answer.status_code} is not described"


def wait_until(check: Callable[[], Any], seconds: float = 120.0) -> Any:
    """The first truthy value of check."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = check()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")
