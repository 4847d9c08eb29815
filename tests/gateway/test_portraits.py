"""Countries, goods and pairs over HTTP: pages that everybody can read, and the same as JSON."""

import re
from dataclasses import fields

import httpx
import pytest

from tests.gateway.conftest import Gateway
from tolpuddle.gateway import portrait_shape
from tolpuddle.gateway.answers import NOTICE
from tolpuddle.scoring.core.model import portrait_shape as told_shape

PAGES = (
    "/countries",
    "/goods",
    "/countries/BRA",
    "/goods/cotton",
    "/countries/BRA/goods/coffee",
    "/countries/ARE/goods/garments",
)
SHAPES = {
    "Place": "PlaceAnswer", "Good": "GoodAnswer", "Entry": "EntryAnswer", "Part": "PartAnswer", "World": "WorldAnswer",
    "Prior": "PriorAnswer", "Span": "SpanAnswer", "Line": "LineAnswer", "IndexLine": "IndexLineAnswer",
    "Portrait": "Portrait",
}  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_can_be_read_by_everybody_and_runs_nothing(screening: Gateway, path: str) -> None:
    answer = screening.client.get(path)
    page = answer.text
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert not re.search(r"<script|javascript:|\son\w+=|\sstyle=", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)
    assert page.count("<h1>") == 1 and '<main id="content">' in page and NOTICE in page
    assert page.count("<table>") == page.count("<caption") >= 1
    assert 'scope="col"' in page and 'scope="row"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for named in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(named.split()) <= set(ids), named


@pytest.mark.parametrize("path", PAGES[2:])
def test_every_picture_has_a_title_a_description_and_its_numbers_in_a_table(
    screening: Gateway, path: str
) -> None:
    page = screening.client.get(path).text
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 3
    told = screening.client.get(f"/v1/reference{path}").json()
    outside = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    for picture in pictures:
        assert re.search(r"<title id=.+?</title>", picture) and re.search(r"<desc id=.+?</desc>", picture)
    for prior in told["priors"]:
        for part in prior["parts"]:
            assert (
                f'{part["title"]}</th><td class="number">{part["points"]:+.1f}'.replace("'", "&#39;")
                in outside
            )


def test_a_page_explains_in_words_and_says_where_the_model_is_blind(screening: Gateway) -> None:
    page = screening.client.get("/countries/ARE/goods/garments").text
    assert "What raises it most:" in page and "What lowers it most:" in page
    assert "those of the average candidate pair of the world" in page
    assert "tied to one employer" in page and "Work in private homes" in page
    assert "An exposure is not a finding; absence from a list is not clearance." in page


def test_pages_lead_from_the_start_to_a_country_to_a_pair(screening: Gateway) -> None:
    start = screening.client.get("/").text
    assert 'href="/countries"' in start and 'href="/goods"' in start
    assert 'href="/countries/BRA"' in screening.client.get("/countries").text
    assert 'href="/countries/BRA/goods/coffee"' in screening.client.get("/countries/BRA").text
    assert 'href="/countries/BRA/goods/coffee"' in screening.client.get("/goods/coffee").text


def test_the_same_is_told_as_json(screening: Gateway) -> None:
    told = screening.client.get("/v1/reference/countries/BRA/goods/coffee").json()
    assert portrait_shape.Portrait.model_validate(told).place is not None
    assert told["notice"] == NOTICE
    assert told["listed"][0]["since"] == 2018
    assert [prior["head"] for prior in told["priors"]] == ["forced", "any"]
    index = screening.client.get("/v1/reference/countries").json()
    assert portrait_shape.PortraitIndex.model_validate(index).lines
    names = [line["name"] for line in index["lines"]]
    assert names == sorted(names), "countries are not ranked"


@pytest.mark.parametrize(("told", "answered"), SHAPES.items())
def test_the_document_describes_what_scoring_tells(told: str, answered: str) -> None:
    theirs = {each.name for each in fields(getattr(told_shape, told))}
    assert set(getattr(portrait_shape, answered).model_fields) - {"notice"} == theirs


@pytest.mark.parametrize("path", ["/countries/XXX", "/goods/none", "/countries/BRA/goods/%3Cb%3E"])
def test_what_is_not_in_the_edition_is_not_found(screening: Gateway, path: str) -> None:
    for address in (path, f"/v1/reference{path}"):
        answer = screening.client.get(address)
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


def test_without_scoring_the_pages_say_so(gateway: Gateway) -> None:
    assert gateway.client.get("/countries").status_code == 503


def test_pages_need_the_key_where_one_is_set(serve: object, scoring_address: str) -> None:
    locked = serve(scoring=scoring_address, api_key="k" * 32)  # type: ignore[operator]
    assert httpx.get(f"{locked.url}/countries/BRA").status_code == 401
