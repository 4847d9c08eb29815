"""Folding: one form for the many ways a word is written."""

import re
import unicodedata
from typing import Final

from anyascii import anyascii


class _Separators(dict[int, str | None]):
    """Punctuation, symbols and spaces to one blank; invisible marks to nothing; filled as letters come by."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        self[code] = (
            None
            if category in ("Cf", "Cc") and chr(code) not in "\t\n\r"
            else " "
            if category[0] in "PSZC"
            else chr(code)
        )
        return self[code]


_SEPARATORS: Final = _Separators()
_INITIALS: Final = re.compile(r"\b([a-z]) (?=[a-z]\b)")


def fold(text: str) -> str:
    """One spelling for many: NFKC, case folded, punctuation as blanks, initials joined ("U. S. A." -> "usa")."""
    words = unicodedata.normalize("NFKC", text).casefold().translate(_SEPARATORS).split()
    return _INITIALS.sub(r"\1", " ".join(words))


def plain(folded: str) -> str:
    """The ASCII letters of a folded text in Latin script; other scripts stay as they are."""
    if folded.isascii() or not any("a" <= letter <= "\u024f" for letter in folded):
        return folded
    return " ".join(anyascii(folded).casefold().replace("'", " ").split())


def umlauts(folded: str) -> str:
    """The German way to write umlauts without them."""
    return folded.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
