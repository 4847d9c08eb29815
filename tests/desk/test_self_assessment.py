"""Six questions for users of an agency; a member's self-rating, of which nothing is invented and which moves nothing."""

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from tolpuddle.desk.main import app

RUN = CliRunner()


def run(*arguments: str | Path) -> tuple[int, str, str]:
    done = RUN.invoke(app, ["questionnaire", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def assessed(folder: Path, document: object) -> tuple[int, str, str]:
    (folder / "f.yaml").write_text(yaml.safe_dump(document))
    return run("self-assessment", folder / "f.yaml", "--json")


def test_the_checklist_has_six_questions_and_says_what_to_do() -> None:
    code, told, _ = run("checklist", "--json")
    items = json.loads(told)["items"]
    assert code == 0
    assert [one["id"] for one in items] == [
        "licence",
        "zero_fee",
        "contract",
        "passport",
        "rest_and_phone",
        "bank_pay",
    ]
    assert all(one["question"].endswith("?") and one["if_not"] for one in items)


def test_only_two_titles_are_known_and_four_are_open() -> None:
    code, told, _ = run("self-assessment", "--json")
    found = {one["id"]: (one["title"], one["word"]) for one in json.loads(told)["commitments"]}
    assert code == 0
    assert [name for name, (title, _) in found.items() if title] == ["fb_c1", "fb_c2"]
    assert all(found[f"fb_c{number}"] == ("", "open") for number in (3, 4, 5, 6))


def test_a_slot_is_filled_from_the_members_own_copy_and_rated(tmp_path: Path) -> None:
    slot = {
        "title": "A title",
        "text": "",
        "code_edition": "2025",
        "entered_by_role": "director",
        "rating": 4,
    }
    code, told, _ = assessed(tmp_path, {"commitments": {"fb_c1": {"rating": 2}, "fb_c3": slot}})
    found = {one["id"]: one["word"] for one in json.loads(told)["commitments"]}
    assert code == 0
    assert (found["fb_c1"], found["fb_c2"], found["fb_c3"], found["fb_c4"]) == (
        "discussed",
        "not_rated",
        "acted",
        "open",
    )


@pytest.mark.parametrize(
    ("commitment", "fields", "word"),
    [
        ("fb_c3", {"rating": 3}, "no title"),
        ("fb_c3", {"title": "A title", "rating": 3}, "edition"),
        ("fb_c1", {"rating": 6}, "step"),
        ("fb_c1", {"rating": True}, "step"),
        ("fb_c1", {"title": "Another"}, "title"),
        ("fb_c1", {"grade": 3}, "grade"),
        ("fb_c7", {"rating": 3}, "fb_c7"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    tmp_path: Path, commitment: str, fields: dict[str, object], word: str
) -> None:
    code, _, told = assessed(tmp_path, {"commitments": {commitment: fields}})
    assert code == 2
    assert len(told.splitlines()) == 1
    assert word in told


def test_an_unanswered_guard_is_not_asked_and_never_yes(tmp_path: Path) -> None:
    _, told, _ = assessed(tmp_path, {"guards": {"fb_free_to_leave": False}})
    guards = json.loads(told)["guards"]
    assert guards.pop("fb_free_to_leave") == "no"
    assert set(guards.values()) == {"not asked"}


def test_a_self_rating_is_said_to_move_nothing() -> None:
    _, told, _ = run("self-assessment")
    assert "raises no score, excuses nothing" in told


def test_an_empty_file_to_fill_in_is_taken_as_it_is(tmp_path: Path) -> None:
    assert run("self-assessment", "--template", tmp_path / "t.yaml")[0] == 0
    assert run("self-assessment", tmp_path / "t.yaml")[0] == 0
