"""The page: what a reading means, an upload, recent screenings, the order of work; no script, nothing from elsewhere."""

import re

from tests.gateway.builders import a_job, a_source, an_assessment, made
from tests.gateway.conftest import Gateway
from tolpuddle.gateway.answers import NOTICE
from tolpuddle.kernel.events import Problem, UploadRead


def test_an_empty_gateway_says_what_it_is_and_offers_an_upload(gateway: Gateway) -> None:
    page = gateway.client.get("/").text
    assert NOTICE in page
    assert "Exposure is not a finding." in page
    assert 'enctype="multipart/form-data"' in page
    assert "None yet." in page


def test_nothing_on_the_pages_comes_from_elsewhere_or_runs(gateway: Gateway) -> None:
    gateway.store.open_job(a_job("j1"))
    for path in ("/", "/api", "/screenings/j1"):
        page = gateway.client.get(path).text
        assert not re.search(r"<script|javascript:|\son\w+=|\sstyle=", page)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', page)


def test_the_pages_can_be_read_by_everybody(gateway: Gateway) -> None:
    gateway.store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a")))
    for path in ("/", "/api", "/screenings/j1"):
        page = gateway.client.get(path).text
        assert page.startswith("<!doctype html>")
        assert '<html lang="en">' in page
        assert page.count("<h1>") == 1
        assert '<main id="content">' in page
        assert "<title>" in page
    home = gateway.client.get("/").text
    assert '<label for="file">' in home
    assert home.count("<caption>") == 2
    assert 'scope="col"' in home
    assert 'scope="row"' in home


def test_names_from_files_are_text_and_never_markup(gateway: Gateway) -> None:
    hostile = an_assessment("../x?<b>", name="<img src=x onerror=alert(1)>", top_reasons='"><b>')
    gateway.store.open_job(a_job("j1", file_name='<b>"list"</b>.csv'))
    gateway.store.record_assessments(a_source("e1"), made("j1", 0, hostile))
    for path in ("/", "/screenings/j1"):
        page = gateway.client.get(path).text
        assert "<img" not in page
        assert "<b>" not in page


def test_the_table_is_in_the_order_of_work_and_unknown_is_said(gateway: Gateway) -> None:
    rows = [
        an_assessment("second", priority_key="2"),
        an_assessment(
            "first",
            priority_key="1",
            exposure=None,
            exposure_low=None,
            urgent_safety_review=True,
            listing=None,
        ),
    ]
    for row in rows:
        row.update({"exposure_low": row["exposure"], "exposure_high": row["exposure"]})
    gateway.store.record_assessments(a_source("e1"), made("j1", 0, *rows))
    page = gateway.client.get("/").text
    assert page.index("Example first") < page.index("Example second")
    assert "not enough information" in page
    assert "A person must look at once" in page


def test_an_upload_from_the_page_leads_to_its_screening(gateway: Gateway) -> None:
    answer = gateway.client.post("/", files={"file": ("liste.csv", b"name\nx\n")})
    assert answer.status_code == 303
    page = gateway.client.get(answer.headers["location"]).text
    assert "liste.csv" in page
    assert 'http-equiv="refresh"' in page


def test_an_upload_that_cannot_be_used_shows_why(gateway: Gateway) -> None:
    answer = gateway.client.post("/", files={"file": ("liste.csv", b"")})
    assert answer.status_code == 422
    assert 'role="alert">The file is empty.' in answer.text


def test_a_finished_screening_offers_its_results(gateway: Gateway) -> None:
    gateway.store.record_assessments(a_source("e1"), made("j1", 0, an_assessment("a")))
    gateway.store.record_upload_read(a_source("e2"), UploadRead("j1", 1, 0, 0, 1, 0, {"Lieferant": "name"}))
    page = gateway.client.get("/screenings/j1").text
    for path in re.findall(r'href="(/v1/[^"]+)"', page):
        assert gateway.client.get(path).status_code == 200
    assert "Lieferant" in page
    assert 'http-equiv="refresh"' not in page


def test_a_failed_screening_says_why(gateway: Gateway) -> None:
    problem = Problem("unusable_input", "The file holds no table.")
    gateway.store.record_upload_read(a_source("e2"), UploadRead("j1", 0, 0, 0, 0, problem=problem))
    assert "The file holds no table." in gateway.client.get("/screenings/j1").text


def test_the_style_is_served_here_and_kept_by_the_browser(gateway: Gateway) -> None:
    answer = gateway.client.get("/style.css")
    assert answer.headers["content-type"].startswith("text/css")
    again = gateway.client.get("/style.css", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
