"""Suppliers screened at once, through the real scoring service."""

from tests.gateway.conftest import Gateway
from tolpuddle.gateway.answers import NOTICE, Screened

GARMENTS = {
    "supplier_id": "S-1",
    "name": "Example Garments Ltd",
    "country": "Bangladesh",
    "goods": ["garments"],
    "inputs": [{"good": "cotton", "origin": "China"}],
    "workers": 850,
}


def test_one_supplier_is_assessed_and_stored(screening: Gateway) -> None:
    answer = screening.client.post("/v1/screenings", json={"suppliers": [GARMENTS]})
    assert answer.status_code == 200, answer.text
    print(answer.text)
    found = Screened.model_validate(answer.json())
    assert found.notice == NOTICE
