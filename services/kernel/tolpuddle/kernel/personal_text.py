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
    ("the name of a person", re.compile(r"\b(?:Dr|Prof|Monsieur|Madame|Doña)\b\.?\s+[A-Z][^\W\d_]+")),
    ("the name of a person", re.compile(r"\b(?i:worker|employee|complainant|interviewee|witness)\s*[:=]\s*[A-Z][^\W\d_]+\s+[A-Z][^\W\d_]+")),
    ("a telephone number", re.compile(r"\b(?:tel|phone|mobile|whatsapp|teléfono|téléphone)\b\W{0,3}(?:no|nr|number)?\W{0,3}\+?\d[\d\s().-]{5,}", re.IGNORECASE)),
    ("a number of a passport or permit", re.compile(r"\b(?:passport|passeport|pasaporte|visa|residence card)\b\W{0,3}(?:no|number|nr|n°)?\W{0,3}[A-Z]{0,3}\d{5,}", re.IGNORECASE)),
)  # fmt: skip
_NOT_IN_LISTS: Final = (
    ("the name of a person", re.compile(r"\bDon\b\.?\s+[A-Z][^\W\d_]+")),
    ("the name of a person", re.compile(r"\b(?:full |first |last |family |worker'?s? )?(?:name|nombre|nom)\s*[:=]\s*[^\W\d_]{2,}", re.IGNORECASE)),
)  # fmt: skip
"""Too greedy for supplier lists, whose cells name places (Don Mueang) and, where a statement asks so, lists ("Name: Entity List")."""


def personal_in(text: str, *, in_list: bool = False) -> str | None:
    """What a text seems to hold of a single person, without saying it; None: nothing of the kind was seen.

    in_list: the text stands in a supplier list; signs that are too greedy there are left out. Everywhere else all count.
    It sees what is plain: a title before a name, a number with its prefix. It cannot see a bare name, so that people are
    asked as well not to write any.
    """
    signs = _SIGNS if in_list else (*_SIGNS, *_NOT_IN_LISTS)
    return next((what for what, sign in signs if sign.search(text)), None)
