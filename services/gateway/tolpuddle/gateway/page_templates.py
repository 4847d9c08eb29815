"""The pages of the gateway: templates loaded once, what all of them show, one way to answer with one."""

from collections.abc import Mapping
from importlib import resources
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from starlette.responses import Response

from tolpuddle.gateway.answers import NOTICE
from tolpuddle.gateway.results import FORMATS

PRIORITIES = ("P1", "P2", "P3", "P4", "insufficient_data")
_FILES = resources.files("tolpuddle.gateway") / "pages"


class Pages:
    """Renders templates; everything that comes from outside is escaped, and a missing value is an error."""

    def __init__(self) -> None:
        templates = {
            file.name: file.read_text(encoding="utf-8")
            for file in _FILES.iterdir()
            if file.name.endswith(".html")
        }
        self._environment = Environment(
            loader=DictLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._always = {
            "notice": NOTICE,
            "priorities": PRIORITIES,
            "formats": [format.name for format in FORMATS],
            "odds": odds,
        }

    def answer(self, name: str, values: Mapping[str, Any], status: int = 200) -> Response:
        """One page."""
        html = self._environment.get_template(name).render({**self._always, **values})
        return Response(html, status, media_type="text/html; charset=utf-8")


def odds(points: float, average: float) -> str:
    """Points as a multiple of the odds of the average pair: 380×, 2.4×, 0.03×."""
    times = 2.0 ** ((points - average) / 10.0)
    if times >= 10:
        return f"{float(f'{times:.1e}'):,.0f}×"
    return f"{times:.1f}×" if times >= 0.95 else f"{times:.2f}×" if times >= 0.01 else "below 0.01×"


def stylesheet() -> bytes:
    """The one stylesheet."""
    return (_FILES / "style.css").read_bytes()
