"""Tables of a web page with the text that stands before each."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_SKIPPED: Final = frozenset({"script", "style", "noscript", "template"})
_BREAKS: Final = frozenset({"br", "p", "li", "div"})


@dataclass(slots=True)
class HtmlTable:
    """Rows of cells as text, header first, and the page's text since the table before."""

    before: str = ""
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list[list[str]])


class _Tables(HTMLParser):
    """Collects tables. A table inside a cell counts as text of the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self._depth = 0
        self._skipping = 0
        self._text: list[str] = []
        self._in = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(HtmlTable(before=_tidy(self._text)))
                self._text = []
        elif self._depth == 1 and tag == "tr":
            self._close()
            self.tables[-1].rows.append([])
        elif self._depth == 1 and tag in ("td", "th", "caption"):
            self._close()
            self._in = tag
        elif tag in _BREAKS:
            self._text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if self._depth == 0:
                self._close()
        elif self._depth == 1 and tag in ("td", "th", "caption", "tr"):
            self._close()
        elif tag in _BREAKS:
            self._text.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._text.append(data)

    def _close(self) -> None:
        """End the open cell, if any; outside of cells, text of a table is none."""
        if self._in == "caption":
            self.tables[-1].caption = _tidy(self._text)
        elif self._in:
            if not self.tables[-1].rows:
                self.tables[-1].rows.append([])
            self.tables[-1].rows[-1].append(_tidy(self._text))
        self._in = ""
        self._text = []


def read_tables(page: str) -> list[HtmlTable]:
    """All tables of a page in order; an unfinished table counts as far as it goes."""
    parser = _Tables()
    parser.feed(page)
    parser.close()
    return parser.tables


def _tidy(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
