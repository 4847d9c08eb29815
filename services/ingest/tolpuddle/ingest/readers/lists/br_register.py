"""Brazil's register of employers (Cadastro de Empregadores) as published: semicolons, Latin letters, day before month."""

import re
from collections import Counter
from typing import Final

from tolpuddle.ingest.readers.lists.br_companies import is_company
from tolpuddle.ingest.readers.lists.entity_names import parse_entities
from tolpuddle.ingest.readers.lists.list_dates import dates_in
from tolpuddle.ingest.readers.lists.list_document import pick, read_rows
from tolpuddle.ingest.readers.lists.published_orders import (
    PublishedList,
    PublishedName,
    PublishedOrder,
    canonical_text,
)

_EMPLOYER: Final = ("empregador", "employer", "nome do empregador", "nome")
_NUMBER: Final = ("cnpj cpf", "cnpj", "cpf cnpj")
_INCLUDED: Final = (
    "inclusão no cadastro de empregadores",
    "inclusao no cadastro de empregadores",
    "data de inclusão no cadastro de empregadores",
    "data inclusao",
    "data de inclusão",
)
_SOURCE: Final = "Brazil, Cadastro de Empregadores"
_PERIOD: Final = re.compile(r"(\d{1,2}/\d{1,2}/\d{4})\s*(?:a|até)\s*(\d{1,2}/\d{1,2}/\d{4})")


def read_register(text: str, name: str) -> PublishedList:
    """Read the register. Natural persons, sole traders among them, are dropped here and only counted.

    Raises: UnusableInputError when a column is missing.
    """
    read = read_rows(text, name, (_EMPLOYER, _NUMBER, _INCLUDED))
    left_out: Counter[str] = Counter()
    orders: list[PublishedOrder] = []
    entries = 0
    for _line, cells in read.rows:
        employer, number = pick(cells, _EMPLOYER), pick(cells, _NUMBER)
        if not employer or not any(letter.isdecimal() for letter in number):
            left_out["lines that are no entry"] += 1
            continue
        entries += 1
        if not is_company(employer, number):
            left_out["natural persons"] += 1
            continue
        orders.extend(_orders(employer, number, pick(cells, _INCLUDED)))
    return PublishedList(tuple(orders), rows=len(orders), left_out=dict(left_out))


def _orders(employer: str, number: str, included: str) -> list[PublishedOrder]:
    """One entry per period: a company that was taken off and put on again has several."""
    (entity,) = parse_entities(employer, split=False)
    names = tuple(PublishedName(one.name, one.kind, "BRA") for one in entity.names)
    orders: list[PublishedOrder] = []
    for part in included.split(",") or [""]:
        period = _PERIOD.search(part)
        days = dates_in(part, day_first=True)
        until = days[1] if period and len(days) > 1 else None
        orders.append(
            PublishedOrder(
                row=f"CNPJ {number}",
                key=re.sub(r"\D", "", number),
                names=names,
                any_goods=True,
                since=days[0] if days else None,
                until=until,
                status="former" if until else "active",
                in_part=False,
                source=_SOURCE,
                text=canonical_text([employer, number, part]),
            )
        )
    return orders
