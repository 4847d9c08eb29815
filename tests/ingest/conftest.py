"""Country words of the shipped edition, and a short way from a text to its outcome."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tolpuddle.ingest.accept import Acceptance, accept
from tolpuddle.ingest.readers import supplier_list
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition import Edition

EDITION = Path(__file__).resolve().parents[2] / "reference" / "2026.1"

Outcome = Callable[..., Acceptance]


@pytest.fixture(scope="session")
def country_words() -> CountryWords:
    tables = {
        name: pl.read_csv(EDITION / f"{name}.csv", infer_schema=False)
        for name in ("countries", "country_aliases")
    }
    return CountryWords.from_edition(Edition("2026.1", tables, {}, {}))


@pytest.fixture
def outcome_of(tmp_path: Path, country_words: CountryWords) -> Outcome:
    """Reads a text as a supplier list and parts its rows."""

    def read(text: str | bytes, *, batch_rows: int = 10_000, **options: object) -> Acceptance:
        path = tmp_path / "list"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return accept(supplier_list.read(path, **options), country_words, batch_rows)  # type: ignore[arg-type]

    return read
