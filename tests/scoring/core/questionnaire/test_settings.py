"""Numbers of a questionnaire are data with reasons: without one they do not load."""

from dataclasses import replace

import pytest
import yaml

from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.errors import EditionError
from tolpuddle.scoring.core.questionnaire.self_assessment import open_outline
from tolpuddle.scoring.core.questionnaire.settings import open_settings

EDITION = open_edition(locate(None))


def changed(group: str, name: str, field: str, value: object) -> str:
    document = yaml.safe_load(EDITION.documents["questionnaire"])
    document[group][name][field] = value
    return yaml.safe_dump(document)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [("reason", "", "reason"), ("source", None, "source"), ("value", "much", "number")],
)
def test_a_number_without_value_reason_or_source_does_not_load(field: str, value: object, word: str) -> None:
    text = changed("chances", "practice", field, value)
    with pytest.raises(EditionError, match=word):
        open_settings(replace(EDITION, documents={**EDITION.documents, "questionnaire": text}))


def test_an_edition_without_the_file_says_so() -> None:
    with pytest.raises(EditionError, match=r"questionnaire\.yaml"):
        open_settings(replace(EDITION, documents={}))


def test_a_slot_with_a_title_of_ours_does_not_load() -> None:
    document = yaml.safe_load(EDITION.documents["self_assessment"])
    document["code"]["commitments"][2]["title"] = "Invented"
    with pytest.raises(EditionError, match="fb_c3"):
        open_outline(
            replace(EDITION, documents={**EDITION.documents, "self_assessment": yaml.safe_dump(document)})
        )
