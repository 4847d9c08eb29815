"""A pack's statements in another language are held against the statements themselves."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tolpuddle.ingest.reference.packs.check import read_folder
from tolpuddle.ingest.reference.packs.statement_rows import read_rows
from tolpuddle.ingest.reference.packs.translations import check_translations
from tolpuddle.ingest.reference.packs.vocabulary import vocabulary_of

PACKS = Path(__file__).parents[4] / "reference" / "curated" / "packs"
MINING = PACKS / "mining"


def translated(folder: Path, change: Callable[[str], str], name: str = "statements.fr.csv") -> list[str]:
    """The faults of the mining pack after a change of its French text."""
    pack = folder / "mining"
    shutil.copytree(MINING, pack)
    text = (pack / "statements.fr.csv").read_text(encoding="utf8")
    (pack / "statements.fr.csv").unlink()
    (pack / name).write_text(change(text), encoding="utf8")
    rows, _ = read_rows(pack)
    return [str(fault) for fault in check_translations(pack, rows)]


def test_a_statement_the_pack_does_not_have_is_refused_with_file_and_line(tmp_path: Path) -> None:
    faults = translated(tmp_path, lambda text: text.replace("min_pay_in_ore", "min_pay_in_gold"))
    assert faults == ["statements.fr.csv:5: min_pay_in_gold: the pack has no such statement"]


def test_options_of_another_name_are_refused(tmp_path: Path) -> None:
    faults = translated(tmp_path, lambda text: text.replace("armed_group=", "rebels="))
    assert len(faults) == 1
    assert "min_armed_control: the options are not those of the statement" in faults[0]


def test_a_translation_without_a_question_is_refused(tmp_path: Path) -> None:
    question = "La paie est-elle donnée en minerai, ou seulement après la vente ?"
    faults = translated(tmp_path, lambda text: text.replace(f'"{question}"', ""))
    assert faults == ["statements.fr.csv:5: min_pay_in_ore: there is no question"]


def test_a_translation_says_its_language_with_two_letters(tmp_path: Path) -> None:
    faults = translated(tmp_path, lambda text: text, name="statements.french.csv")
    assert [fault.partition(":")[0] for fault in faults] == ["statements.french.csv"]


@pytest.mark.parametrize("language", ["fr", "es"])
@pytest.mark.parametrize(
    "pack",
    [
        "agriculture",
        "construction_brick_kilns",
        "electronics",
        "fishing_seafood",
        "food_processing",
        "hospitality_cleaning",
        "mining",
        "palm_oil_forestry",
    ],
)
def test_every_statement_of_the_pack_is_asked_in_the_language(pack: str, language: str) -> None:
    folder = PACKS / pack
    rows, _ = read_rows(folder)
    lines = (folder / f"statements.{language}.csv").read_text(encoding="utf8").splitlines()[1:]
    assert [line.partition(",")[0] for line in lines] == [row.id for row in rows]
    assert read_folder(folder, vocabulary_of(folder)).faults == ()
