"""An edition with another model in it, in a folder of its own that goes away again: nothing is adopted by looking."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tolpuddle.ingest.reference.model_files import put_model
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.model.priors import TABLES, pack
from tolpuddle.scoring.core.model.scorecard import Scorecard


@contextmanager
def with_candidate(edition: str | None, candidate: str) -> Generator[Path]:
    """The folder of the edition with the candidate's priors in place of its own.

    candidate: another edition, by name or folder, whose model is taken and nothing else; or a scorecard as JSON.

    Raises: EditionError when there is no such candidate, or it does not fit the edition.
    """
    folder = locate(edition)
    with tempfile.TemporaryDirectory(prefix="tolpuddle-shadow-") as room:
        own = Path(room) / folder.name
        shutil.copytree(folder, own)
        if candidate.endswith(".json"):
            _put_scorecard(own, Path(candidate))
        else:
            _put_model_of(own, open_edition(locate(candidate)))
        yield own


def _put_model_of(folder: Path, other: Edition) -> None:
    if missing := [name for name in TABLES if name not in other.tables]:
        raise EditionError(f"Edition {other.name} has no model: it lacks {', '.join(missing)}.")
    cards = {
        name.removeprefix("model_").removesuffix(".json"): text
        for name, text in other.documents.items()
        if name.startswith("model_") and name.endswith(".json")
    }
    put_model(folder, cards, {name: other.tables[name] for name in TABLES})


def _put_scorecard(folder: Path, path: Path) -> None:
    from tolpuddle.scoring.model.candidate import priors_with

    if not path.is_file():
        raise EditionError(f"There is no scorecard {path}.")
    card = Scorecard.from_json(path.read_text(encoding="utf8"))
    priors = priors_with(open_edition(folder), card)
    put_model(folder, {card.head: card.to_json()}, pack(priors))
