"""Questions in several languages; what is not translated stands in English and says so."""

from dataclasses import replace

from tests.scoring.core.questionnaire.opened import AGENCY, form
from tolpuddle.scoring.core.questionnaire.ask import next_questions, progress, sheet_questions


def test_a_question_stands_in_the_language_asked_for() -> None:
    french = sheet_questions(form(), AGENCY, {}, language="fr", whole=True)
    english = sheet_questions(form(), AGENCY, {}, whole=True)
    assert [one.id for one in french] == [one.id for one in english]
    assert all(one.translated and one.language == "fr" for one in french if one.id != "made_up")
    assert all(a.text != b.text for a, b in zip(french, english, strict=True))


def test_the_order_of_questions_is_the_same_in_every_language() -> None:
    orders = {
        language: [one.id for one in next_questions(form(), AGENCY, {}, language=language, most=30)]
        for language in form().texts.languages
    }
    assert set(orders) == {"en", "es", "fr"}
    assert len({tuple(order) for order in orders.values()}) == 1


def test_what_is_not_translated_stands_in_english_and_says_so() -> None:
    texts = form().texts
    french = {
        name: text for name, text in texts.statements["fr"].items() if name != "workers_pay_recruitment_fees"
    }
    less = replace(form(), texts=replace(texts, statements={**texts.statements, "fr": french}))
    found = {one.id: one for one in sheet_questions(less, AGENCY, {}, language="fr", whole=True)}
    missing = found["workers_pay_recruitment_fees"]
    assert (missing.language, missing.translated) == ("en", False)
    assert missing.text == texts.statements["en"]["workers_pay_recruitment_fees"].text
    assert missing.why.startswith("Demandé")


def test_options_keep_their_ids_in_every_language() -> None:
    for language in form().texts.languages:
        for one in sheet_questions(form(), AGENCY, {}, language=language, whole=True):
            item = {i.id: i for i in form().reference.statements.items}.get(one.id)
            if item is not None and item.kind.options:
                assert [o.id for o in one.options if o.id != "none"] == [
                    o for o in item.kind.options if o != "none"
                ]
                assert all(o.label for o in one.options)


def test_why_a_questionnaire_goes_on_or_ends_stands_in_the_language_too() -> None:
    assert progress(form(), AGENCY, {}, language="fr").why.startswith("D'autres réponses")
    assert progress(form(), AGENCY, {}).why.startswith("Further answers")
