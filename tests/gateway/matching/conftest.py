"""A gateway in front of a scoring that holds some invented lists."""

from collections.abc import Iterator

import pytest

from tests.gateway.conftest import Gateway, Serve
from tests.gateway.listing import Listing, listing


@pytest.fixture(scope="session")
def running() -> Iterator[Listing]:
    with listing() as found:
        yield found


@pytest.fixture
def scoring(running: Listing) -> Iterator[Listing]:
    """Its lists are put back to what they were after a test that changed them."""
    yield running
    running.put_back()


@pytest.fixture
def gateway(serve: Serve, scoring: Listing) -> Gateway:
    return serve(scoring=scoring.address)
