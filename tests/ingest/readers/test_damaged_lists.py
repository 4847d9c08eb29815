"""A damaged list is a sentence, never a traceback: documents of every form with bytes and values changed at random."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.readers.published_lists import (
    CBP_HEADER,
    REGISTER_HEADER,
    SIMPLE_HEADER,
    example_names,
    ftm,
    ftm_company,
    ftm_sanction,
    uflpa_page,
)
from tolpuddle.ingest.readers.lists.order_list import OFFICIAL, read_order_list
from tolpuddle.ingest.readers.lists.published_orders import PublishedList
from tolpuddle.kernel.errors import UnusableInputError

RECORDS = [
    ftm_company("u-1", "Example Cotton Co., Ltd.", alias=["Ex Gins"], notes=["and subsidiaries"]),
    ftm_sanction("s-1", "u-1", program=["UFLPA Section 2(d)(2)(B)(ii)"], startDate=["2022-06-21"]),
    ftm_company("c-1", "Example Hair Works", "us_cbp_forced_labor", sector=["Health", "Hair products"]),
]
DOCUMENTS = (
    uflpa_page({"i": [(name, "June 21, 2022") for name in example_names(3)]}),
    f"{CBP_HEADER}\n06/17/2020,2020,CN,China,Hair products,WRO,Health,Active,,Example Hair Works,,\n",
    f"{REGISTER_HEADER}\n1;2021;MG;EXEMPLO LTDA.;12.345.678/0001-00;FAZENDA;12;0134;10/02/2025;05/04/2025\n",
    f'{SIMPLE_HEADER}\n"u-1","Company","Example","","","cn","","","UFLPA","","","","US UFLPA Entity List","","",""\n',
    ftm(RECORDS),
    "Name,Country,Goods\nExample Works,China,Cotton\n",
)
PIECES = (b'"', b"\n", b",", b";", b"null", b"[]", b"{}", b"<table>", b"</td>", b"\x00", b"\xff", b"true")
VALUES = (
    None,
    1,
    -1.5,
    True,
    "",
    "x",
    [],
    {},
    [1],
    [None],
    [[]],
    [{"id": 3}],
    {"a": 1},
    ["2022-99"],
    ["0000"],
    "\ud800",
)


def outcome(tmp_path: Path, data: bytes, chance: random.Random) -> PublishedList | None:
    """What was read, or None when a sentence says why nothing was. Any other error is the test's failure."""
    path = tmp_path / "list"
    path.write_bytes(data)
    try:
        return read_order_list(path, chance.choice([*OFFICIAL, "own:ours"]))
    except UnusableInputError as error:
        assert error.sentence.endswith(".")
        return None


@pytest.mark.parametrize("seed", range(8))
def test_bytes_changed_at_random(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(60):
        data = bytearray(chance.choice(DOCUMENTS).encode())
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data) + 1)
            match chance.randrange(3):
                case 0:
                    data[at : at + 1] = bytes([chance.randrange(256)])
                case 1:
                    del data[at : at + chance.randint(1, 30)]
                case _:
                    data[at:at] = chance.choice(PIECES)
        read += outcome(tmp_path, bytes(data), chance) is not None
    assert read < 60


def changed(value: Any, chance: random.Random) -> Any:
    """The value with something in it replaced by something of another kind."""
    if isinstance(value, dict) and value and chance.random() < 0.8:
        key = chance.choice(sorted(value))
        return {**value, key: changed(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.5:
        return [changed(value[0], chance), *value[1:]]
    return chance.choice(VALUES)


@pytest.mark.parametrize("seed", range(4))
def test_values_of_another_kind(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    refused = 0
    for _ in range(60):
        records = [changed(record, chance) if chance.random() < 0.5 else record for record in RECORDS]
        text = "".join(json.dumps(record) + "\n" for record in records)
        refused += outcome(tmp_path, text.encode(), chance) is None
    assert refused > 0
