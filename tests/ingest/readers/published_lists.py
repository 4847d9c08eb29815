"""Small lists of our own writing in the forms publishers use; every company is invented."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

SECTION = "UFLPA Section 2(d)(2)(B)({})"
CBP_HEADER = (
    "Effective Date,Calendar Year,Country Code,Country,Merchandise,WRO/Finding,Industry,Status,Modified Date,Entity,"
    "Remarks,Press Release"
)
SIMPLE_HEADER = (
    '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails",'
    '"program_ids","dataset","first_seen","last_seen","last_change"'
)
REGISTER_HEADER = (
    "ID;Ano da ação fiscal;UF;Empregador;CNPJ/CPF;Estabelecimento;Trabalhadores envolvidos;CNAE;"
    "Decisão administrativa de procedência;Inclusão no Cadastro de Empregadores"
)


def uflpa_page(tables: Mapping[str, Sequence[tuple[str, str]]]) -> str:
    """The page of the list: one table for each section, name and effective date in each row."""
    parts = [
        f"<p><strong>A list of entities that do something</strong> <a href='#'>{SECTION.format(section)}</a></p>"
        "<table class='usa-table'><thead><tr><th scope='col'>Name of Entity</th><th>Effective Date</th></tr></thead><tbody>"
        + "".join(f"<tr><td>{name}</td><td><p>{day}</p></td></tr>" for name, day in rows)
        + "</tbody></table>"
        for section, rows in tables.items()
    ]
    return (
        "<!DOCTYPE html><html><head><title>UFLPA Entity List</title><script>var x = '<table>';</script></head><body>"
        f"<table><tr><td>Share</td></tr></table>{''.join(parts)}</body></html>"
    )


def example_names(count: int, word: str = "Example") -> list[str]:
    """Invented companies, told apart by a number in words that no matcher would take for another."""
    return [f"{word} Weaving No. {number} Co., Ltd." for number in range(1, count + 1)]


def ftm(records: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def ftm_company(
    number: str, name: str, dataset: str = "us_dhs_uflpa", **properties: list[str]
) -> dict[str, Any]:
    schema = properties.pop("schema", ["Company"])[0]
    return {
        "id": number,
        "caption": name,
        "schema": schema,
        "target": True,
        "datasets": [dataset],
        "properties": {"name": [name], "country": ["cn"], "topics": ["sanction"], **properties},
    }


def ftm_sanction(
    number: str, entity: str, dataset: str = "us_dhs_uflpa", **properties: list[str]
) -> dict[str, Any]:
    return {
        "id": number,
        "schema": "Sanction",
        "datasets": [dataset],
        "properties": {"entity": [entity], **properties},
    }
