"""A questionnaire under way as a file: what is known, what was answered, what was left open. Save and resume."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast

from tolpuddle.desk.questionnaires.forms import ROUTE_KINDS
from tolpuddle.desk.results import whole_or_not
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.answer_values import read_answer
from tolpuddle.kernel.answer_words import AnswerKind
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import ANSWER_PREFIX, EVIDENCE, SUPPLIER_COLUMNS
from tolpuddle.kernel.personal_text import personal_in

VERSION: Final = 1
LARGEST: Final = 5_000_000
_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    column.name: (int, float) if column.dtype.is_numeric() else str
    for column in SUPPLIER_COLUMNS
    if column.name not in ("row", EVIDENCE)
}


@dataclass(slots=True)
class Saved:
    """One questionnaire of one supplier."""

    supplier: dict[str, Any]
    """Columns of the supplier list that are known."""
    answers: dict[str, str] = field(default_factory=dict[str, str])
    asked: list[str] = field(default_factory=list[str])
    """Questions passed over."""
    language: str = "en"
    edition: str = ""


def load(path: Path, kinds: AnswerKinds, others: Mapping[str, AnswerKind]) -> Saved:
    """Read a file. kinds: of statements; others: of facts and routes.

    Raises: UnusableInputError in one sentence when it is no such file, or an answer in it cannot be taken.
    """
    if not path.is_file():
        raise UnusableInputError(f"There is no file {path}.")
    if path.stat().st_size > LARGEST:
        raise UnusableInputError(f"{path.name} is too large for a questionnaire.")
    try:
        loaded: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        raise UnusableInputError(f"{path.name} is no JSON file.") from error
    if not isinstance(loaded, dict):
        raise UnusableInputError(f"{path.name} is no file of `tolpuddle questionnaire`.")
    fields = cast("dict[str, Any]", loaded)
    supplier, answers = fields.get("supplier", {}), fields.get("answers", {})
    asked: object = fields.get("asked", [])
    if not isinstance(supplier, dict) or not isinstance(answers, dict) or not isinstance(asked, list):
        raise UnusableInputError(f"{path.name}: supplier and answers are objects, asked is a list.")
    saved = Saved(
        supplier=_supplier(path.name, cast("dict[str, Any]", supplier)),
        asked=[str(name) for name in cast("list[object]", asked)],
        language=str(fields.get("language") or "en"),
        edition=str(fields.get("edition") or ""),
    )
    for name, text in cast("dict[str, object]", answers).items():
        saved.answers[name.removeprefix(ANSWER_PREFIX)] = checked(path.name, name, text, kinds, others)
    return saved


def _supplier(where: str, supplier: Mapping[str, Any]) -> dict[str, Any]:
    for name, value in supplier.items():
        if name not in _KINDS:
            raise UnusableInputError(f"{where}: a supplier has no column {name}.")
        if value is not None and (isinstance(value, bool) or not isinstance(value, _KINDS[name])):
            raise UnusableInputError(f"{where}: {name} of the supplier cannot be {value!r}.")
    return {name: value for name, value in supplier.items() if value is not None}


def checked(where: str, name: str, text: object, kinds: AnswerKinds, others: Mapping[str, AnswerKind]) -> str:
    """An answer as it is kept. Raises: UnusableInputError in one sentence."""
    bare = name.removeprefix(ANSWER_PREFIX)
    kind = kinds.statements.get(bare) or others.get(bare) or ROUTE_KINDS.get(bare)
    if kind is None:
        raise UnusableInputError(f"{where}: there is no question {name}.")
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise UnusableInputError(f"{where}: the answer to {name} is no text and no number.")
    read = read_answer(str(text), kind)
    if read.canonical is None:
        raise UnusableInputError(f"{where}: the answer to {name}: {read.refusal}.")
    if kind.type == "text" and bare in kinds.statements and (held := personal_in(str(text))) is not None:
        raise UnusableInputError(
            f"{where}: the text of {name} seems to hold {held}; write of groups and practices only."
        )
    return read.canonical


def save(saved: Saved, path: Path) -> None:
    """Write the file, whole or not at all."""
    told = {
        "questionnaire": VERSION,
        "edition": saved.edition,
        "language": saved.language,
        "supplier": saved.supplier,
        "answers": saved.answers,
        "asked": saved.asked,
    }
    with whole_or_not(path) as part:
        part.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
