"""Companies and natural persons in Brazil's register: only companies are ever kept."""

import re
from typing import Final

_COMPANY_WORDS: Final = re.compile(
    r"\b(LTDA|LIMITADA|EIRELI|S\s*/\s*A|S\.\s*A|SA|CIA|COMPANHIA|CONS[ÓO]RCIO|COOPERATIVA|SOCIEDADE|ASSOCIA[ÇC][ÃA]O|"
    r"FUNDA[ÇC][ÃA]O|CONSTRUTORA|MADEIREIRA|IND[ÚU]STRIA|MUNIC[ÍI]PIO|PREFEITURA)\b|\bLT$",
    re.IGNORECASE,
)
"""Words of legal forms, and of firms that no person is called. `ME` and `EPP` are sizes: a person may trade so."""

_PERSON_NUMBER: Final = re.compile(r"(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\.?\d{2}(?!\d)|\bCPF\b", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\D")
_CNPJ_DIGITS: Final = range(12, 15)
"""Fourteen, less leading zeros that spreadsheets drop; a person's number has at most eleven."""


def is_company(name: str, number: str) -> bool:
    """Whether an employer is surely a company: a company's number, no person's number in the name, and a company's name.

    Sole traders have a company's number and a person's name; they count as natural persons.
    """
    digits = _DIGITS.sub("", number)
    if digits and len(digits) not in _CNPJ_DIGITS:
        return False
    return not _PERSON_NUMBER.search(name) and bool(_COMPANY_WORDS.search(name))
