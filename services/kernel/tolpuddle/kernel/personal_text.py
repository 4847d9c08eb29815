"""Signs that a text tells of a single person: a name with a title, a telephone number, a passport number, an address."""

import re
from typing import Final

_SIGNS: Final = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)),
    ("a telephone number", re.compile(r"(?<![\w.,])(?:\+|00)\d(?:[\s().-]?\d){7,14}(?!\w)|(?<![\w.,])0\d(?:[\s()/.-]?\d){7,12}(?!\w)")),
    ("a number of a passport or permit", re.compile(r"(?<!\w)(?=[A-Z0-9]{7,9}(?!\w))(?=(?:\D*\d){5})[A-Z]{1,3}\d{5,8}[A-Z]?(?!\w)")),
    ("a number of a passport or permit", re.compile(r"\b(?:passport|iqama|permit|id)\b\W{0,3}(?:no|number|nr)?\W{0,3}[A-Z]{0,3}\d{5,}", re.IGNORECASE)),
    ("the name of a person", re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mme|Mlle|Herr|Frau|Sr|Sra|Señor|Señora)\b\.?\s+[^\W\d_]{2,}")),
    ("the name of a person", re.compile(r"\b(?:named|called|name is|names are|by the name of)\s+[A-Z][^\W\d_]+")),
    ("the name of a person", re.compile(r"(?<![.!?]\s)(?<!^)\b(?!(?:The|This|Ministry|Labour|Labor|Human|Rights|United|Saudi|Hong|Sri|New|South|North|Code|Convention|Act)\b)[A-Z][a-z]{2,}\s+(?:bin|binti|bint|al|el|de|da|van|von)\s+[A-Z][a-z]{2,}")),
)  # fmt: skip


def personal_in(text: str) -> str | None:
    """What a text seems to hold of a single person, without saying it; None: nothing of the kind was seen.

    It sees what is plain: a title before a name, a number with its prefix. It cannot see a bare name, so that people are
    asked as well not to write any.
    """
    return next((what for what, sign in _SIGNS if sign.search(text)), None)
