"""Countries, goods and pairs of both as pages, with a picture of the prior."""

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from tolpuddle.gateway.dependencies import Dependencies
from tolpuddle.gateway.figures import MOST_ROWS, Spans, bars, spans
from tolpuddle.gateway.page_templates import Pages
from tolpuddle.gateway.security import Admitted


def router(dependencies: Dependencies, pages: Pages) -> APIRouter:
    """GET /countries, /countries/{id}, /countries/{id}/goods/{good}, /goods, /goods/{id}: not part of the API."""
    routes = APIRouter(include_in_schema=False)
    scoring = dependencies.scoring

    def index(kind: str, title: str) -> Response:
        found = scoring.portray()
        return pages.answer(
            "portrait_index.html", {"kind": kind, "title": title, "told": found, "lines": found[kind]}
        )

    def portrait(iso3: str = "", good_id: str = "") -> Response:
        told = scoring.portray(iso3=iso3, good_id=good_id)
        figures = {prior["head"]: bars(prior) for prior in told["priors"]}
        names = [told[part]["name"] for part in ("good", "place") if told[part] is not None]
        values = {
            "told": told, "figures": figures, "beside": _beside(told), "title": " from ".join(names),
            "json": _address(iso3, good_id),
        }  # fmt: skip
        return pages.answer("portrait.html", values)

    @routes.get("/countries")
    def show_countries(caller: Admitted) -> Response:
        return index("countries", "Countries")

    @routes.get("/goods")
    def show_goods(caller: Admitted) -> Response:
        return index("goods", "Goods")

    @routes.get("/countries/{country_id}")
    def show_country(caller: Admitted, country_id: str) -> Response:
        return portrait(iso3=country_id)

    @routes.get("/goods/{good_id}")
    def show_good(caller: Admitted, good_id: str) -> Response:
        return portrait(good_id=good_id)

    @routes.get("/countries/{country_id}/goods/{good_id}")
    def show_pair(caller: Admitted, country_id: str, good_id: str) -> Response:
        return portrait(iso3=country_id, good_id=good_id)

    return routes


def _address(iso3: str, good_id: str) -> str:
    country = f"/countries/{iso3}" if iso3 else ""
    good = f"/goods/{good_id}" if good_id else ""
    return f"/v1/reference{country}{good}"


def _beside(told: Mapping[str, Any]) -> tuple[Spans, str] | None:
    """The picture of pairs beside the world, and which they are; None when there is no prior. Forced labour only: one
    scale, one picture."""
    prior = next((each for each in told["priors"] if each["head"] == "forced"), None)
    if prior is None:
        return None
    if told["place"] is not None and told["good"] is not None:
        state = next((word for word in ("listed", "formerly") if told[word]), "unlisted")
        return spans([("This pair", None, state, prior)], prior["world"]), ""
    lines, which = _chosen(told)
    name = "good" if told["good"] is None else "country"
    rows = [
        (line[name], f"/countries/{line['iso3']}/goods/{line['good_id']}", line["state"], line["forced"])
        for line in lines
    ]
    return spans(rows, prior["world"]), which


def _chosen(told: Mapping[str, Any]) -> tuple[Sequence[Mapping[str, Any]], str]:
    """Lines for the picture. Of a good in the order of names: countries are not ranked."""
    lines = [line for line in told["lines"] if line["forced"] is not None]
    if told["good"] is None:
        return lines[:MOST_ROWS], f"Shown: the {min(len(lines), MOST_ROWS)} goods with the highest prior."
    listed = [line for line in lines if line["state"] == "listed"]
    out = [line for line in lines if line["state"] == "listed" or line["stands_out"]]
    if len(out) <= MOST_ROWS and len(out) > len(listed):
        return out, (
            "Shown: countries that are listed, or whose odds are among the highest twentieth of the world; by name."
        )
    return (listed or lines)[:MOST_ROWS], f"Shown: {'listed countries' if listed else 'countries'}, by name."
