"""Words of questionnaires in languages dropped into a folder: complete in English, nothing unknown, no slot lost."""

from pathlib import Path

import pytest

from tolpuddle.ingest.reference.questionnaire_words import build
from tolpuddle.kernel.errors import EditionError

ROOT = Path(__file__).resolve().parents[2]


def dropped(folder: Path, **languages: str) -> Path:
    (folder / "questionnaire").mkdir()
    for language, text in languages.items():
        (folder / "questionnaire" / f"words.{language}.csv").write_text("id,text\n" + text)
    return folder


def test_a_language_is_a_file_in_a_folder(tmp_path: Path) -> None:
    (table,) = build(tmp_path, dropped(tmp_path, en="yes,Yes\ngoes_on,Left: {chance}.\n", sw="yes,Ndiyo\n"))
    assert table.frame.rows() == [
        ("yes", "en", "Yes"),
        ("goes_on", "en", "Left: {chance}."),
        ("yes", "sw", "Ndiyo"),
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("maybe,Labda\n", "words.sw.csv:2: there is no maybe in English"),
        ("yes,\n", "words.sw.csv:2: yes has no text"),
        ("yes,Ndiyo\nyes,Naam\n", "words.sw.csv:3: yes stands twice"),
        ("goes_on,Bado.\n", "words.sw.csv:2: goes_on has other {slots}"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_line(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(EditionError, match="sw") as caught:
        build(tmp_path, dropped(tmp_path, en="yes,Yes\ngoes_on,Left: {chance}.\n", sw=text))
    assert word in caught.value.sentence


def test_the_words_that_ship_are_whole_in_three_languages() -> None:
    (table,) = build(ROOT, ROOT / "reference/curated")
    counts = table.frame.group_by("language").len().sort("language").rows()
    assert [language for language, _ in counts] == ["en", "es", "fr"]
    assert len({count for _, count in counts}) == 1
