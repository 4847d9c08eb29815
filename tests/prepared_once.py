"""An edition is made ready once in a run, however many tests screen with it: that takes two seconds each time."""

import hashlib
from collections.abc import Iterator

import pytest

from tolpuddle.desk import editions
from tolpuddle.kernel.edition import Edition
from tolpuddle.scoring import reference_state
from tolpuddle.scoring.core import compare
from tolpuddle.scoring.core.reference import Reference, prepare

KEPT = 4
"""A whole edition made ready takes some hundred megabytes."""
_READY: dict[str, Reference] = {}


def prepared_once(edition: Edition) -> Reference:
    """What `prepare` gives, kept by everything that the edition holds: a changed cell makes it another one."""
    key = fingerprint(edition)
    ready = _READY.pop(key, None) or prepare(edition)
    _READY[key] = ready
    while len(_READY) > KEPT:
        del _READY[next(iter(_READY))]  # the one that was asked for longest ago
    return ready


def fingerprint(edition: Edition) -> str:
    """A hash over every cell, document and name."""
    told = hashlib.sha256(f"{edition.name} {edition.published} {sorted(edition.sha256.items())}".encode())
    for name, table in sorted(edition.tables.items()):
        told.update(f"{name} {table.schema}".encode())
        told.update(table.hash_rows(seed=0).to_numpy().tobytes())
    for name, text in sorted(edition.documents.items()):
        told.update(f"{name} {text}".encode())
    return told.hexdigest()


@pytest.fixture(scope="session", autouse=True)
def editions_are_prepared_once() -> Iterator[None]:
    """For screenings within this process; programs of their own prepare as they always do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reference_state, "prepare", prepared_once)
        patch.setattr(editions, "prepare_core", prepared_once)
        patch.setattr(compare, "prepare", prepared_once)
        yield
