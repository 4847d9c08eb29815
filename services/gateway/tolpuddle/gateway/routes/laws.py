"""What each law asks, and which answers of a supplier fill it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Security

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.law_schemas import LawAnswer, LawNamed, LawQuestion, LawsAnswer
from tolpuddle.gateway.problems import problem_answers
from tolpuddle.gateway.security import BEARER, Admitted

_PROBLEMS: Final = ("unauthorized", "foreign_origin", "invalid_request", "unavailable", "edition")


def router(dependencies: Dependencies) -> APIRouter:
    """GET /v1/laws, GET /v1/laws/{law_id}."""
    routes = APIRouter(prefix="/v1/laws", tags=["laws"], dependencies=[Security(BEARER)])
    asked = dependencies.scoring.asked

    @routes.get(
        "",
        operation_id="list_laws",
        summary="The laws whose questions are held here",
        description="A list says what a law's form or guidance asks, as of a day. It is not the law and not legal advice.",
        responses=problem_answers(*_PROBLEMS),
    )
    def list_laws(caller: Admitted) -> LawsAnswer:
        found = asked.law_questions("")
        counts = Counter(each["law"] for each in found["questions"])
        named = {each["law"]: _named(each, counts[each["law"]]) for each in found["questions"]}
        return LawsAnswer(notice=NOTICE, edition=found["edition"], laws=[named[law] for law in found["laws"]])

    @routes.get(
        "/{law_id}",
        operation_id="read_law",
        summary="The questions of one law, and the statements, controls and facts that fill them",
        responses=problem_answers(*_PROBLEMS, "not_found"),
    )
    def read_law(caller: Admitted, law_id: str) -> LawAnswer:
        found = asked.law_questions(law_id)
        questions = found["questions"]
        used = {fact for each in questions for fact in each["facts"]}
        return LawAnswer(
            notice=NOTICE,
            edition=found["edition"],
            **_named(questions[0], len(questions)).model_dump(),
            questions=[LawQuestion.model_validate(each) for each in questions],
            fact_titles={fact: title for fact, title in found["facts"].items() if fact in used},
        )

    return routes


def _named(question: Mapping[str, Any], fields: int) -> LawNamed:
    return LawNamed(
        law=question["law"], law_version=question["law_version"], as_of=question["as_of"], fields=fields
    )
