"""Names on entity lists are taken apart by grammar: aliases, former names, members, subsidiaries, two scripts."""

import time

import pytest

from tolpuddle.ingest.readers.lists.entity_names import LONGEST_CELL, parse_aliases, parse_entities


def names_of(cell: str) -> list[tuple[str, str]]:
    """Name and kind of the one entity a cell names."""
    (entity,) = parse_entities(cell)
    return [(name.name, name.kind) for name in entity.names]


def called(cell: str) -> list[str]:
    return [entity.names[0].name for entity in parse_entities(cell)]


ALIASES = {
    "Example Cotton Co., Ltd. (and one alias: Example Gins)": ["Example Gins"],
    "Example Cotton Co., Ltd. (including one alias: Example Gins Co., Ltd.)": ["Example Gins Co., Ltd."],
    "Example Cotton Co., Ltd. (including two aliases: Example Gins and Example Lint)": [
        "Example Gins",
        "Example Lint",
    ],
    "Example Cotton Co., Ltd. (including two aliases: Example Gins; and Example Lint)": [
        "Example Gins",
        "Example Lint",
    ],
    "Example Cotton Co., Ltd. (including three aliases: A Co., Ltd.; B (Hotan) Ltd.; and C)": [
        "A Co., Ltd.",
        "B (Hotan) Ltd.",
        "C",
    ],
    "Example Cotton Co., Ltd. (including two aliases: A Trade and Business Co., Ltd.; B)": [
        "A Trade and Business Co., Ltd.",
        "B",
    ],
    "Example Works, a/k/a Example Plant, a/k/a Example No. 2 Factory": [
        "Example Plant",
        "Example No. 2 Factory",
    ],
    "Example Works a.k.a. Example Plant": ["Example Plant"],
    "Example Works (also known as Example Plant, Ltd., Example Mill Co.)": [
        "Example Plant, Ltd.",
        "Example Mill Co.",
    ],
    "Example Ltd d/b/a Example Stores": ["Example Stores"],
    "Example Ltd doing business as Example Stores": ["Example Stores"],
    "Example Weaving Co., Ltd. (例子纺织有限公司)": ["例子纺织有限公司"],
    "例子纺织有限公司 (Example Weaving Co., Ltd.)": ["Example Weaving Co., Ltd."],
    "Example Weaving Co., Ltd. / 例子纺织有限公司": ["例子纺织有限公司"],
    "ООО Пример (Primer LLC)": ["Primer LLC"],
    "Example Production and Construction Corporation (EPCC)": [
        "Example Production and Construction Corporation",
        "EPCC",
    ],
    "No. 4 Example Training Center (ETC)": ["No. 4 Example Training Center"],
    "Wulin (or Wuling) Example Works": ["Wulin Example Works", "Wuling Example Works"],
}


@pytest.mark.parametrize("cell", ALIASES)
def test_aliases_are_names_of_the_same_entity(cell: str) -> None:
    assert names_of(cell)[1:] == [(alias, "alias") for alias in ALIASES[cell]]


@pytest.mark.parametrize(
    "cell",
    [
        "Example Foods Co., Ltd. (formerly known as Sample Foods Co., Ltd.)",
        "Example Foods Co., Ltd., formerly known as Sample Foods Co., Ltd.",
        "Example Foods Co., Ltd. f/k/a Sample Foods Co., Ltd.",
        "Example Foods Co., Ltd. (previously known as Sample Foods Co., Ltd.)",
    ],
)
def test_a_former_name_is_told_apart_from_an_alias(cell: str) -> None:
    assert names_of(cell) == [
        ("Example Foods Co., Ltd.", "name"),
        ("Sample Foods Co., Ltd.", "former_name"),
    ]


def test_aliases_and_former_names_may_stand_in_one_bracket() -> None:
    cell = "Example Foods Co., Ltd. (including three aliases: ESweet; Example Tech Co., Ltd.; and formerly known as Old Example Co., Ltd.)"
    assert names_of(cell)[1:] == [
        ("ESweet", "alias"),
        ("Example Tech Co., Ltd.", "alias"),
        ("Old Example Co., Ltd.", "former_name"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Example Silicon Industry (Shanshan) Co., Ltd.",
        "Example Construction Engineering (Group) Co., Ltd.",
        "Example Trading (M) Sdn Bhd",
        "Inner Example Agriculture, Industry, and Trade Co., Ltd.",
        "Example Logistics Park Co., Ltd., Xinye Branch",
        "Example Cotton and Linen Co., Ltd.",
        "Example Fruits & Vegetable Products Co., Ltd.",
        "State Example, Ciudad Ejemplo, Tamaulipas, Mexico",
    ],
)
def test_brackets_commas_and_the_word_and_may_belong_to_a_name(cell: str) -> None:
    assert names_of(cell) == [(cell, "name")]


@pytest.mark.parametrize(
    "tail",
    [
        " and subsidiaries",
        ", and Subsidiaries",
        " and its subsidiaries",
        " and its subsidiaries and joint ventures",
        " and its subordinates",
        " and its subordinate and affiliated entities",
        " (including one alias: EX) and its subsidiaries",
    ],
)
def test_unnamed_subsidiaries_are_noted_and_no_part_of_the_name(tail: str) -> None:
    (entity,) = parse_entities(f"Example Holdings Co., Ltd.{tail}")
    assert entity.names[0].name == "Example Holdings Co., Ltd."
    assert entity.subsidiaries


@pytest.mark.parametrize(
    "cell",
    [
        "Example Fashion Co., Ltd. and its three Xinjiang-based subsidiaries, which include A Co., Ltd., B (Kuitun) Co., Ltd., and C Ltd.",
        "Example Fashion Co., Ltd. and its three subsidiaries: A Co., Ltd.; B (Kuitun) Co., Ltd.; and C Ltd.",
        "Example Fashion Co., Ltd. and its three subsidiaries from China, A Co., Ltd., B (Kuitun) Co., Ltd. and C Ltd.",
    ],
)
def test_named_subsidiaries_are_entities_of_their_own(cell: str) -> None:
    assert called(cell) == ["Example Fashion Co., Ltd.", "A Co., Ltd.", "B (Kuitun) Co., Ltd.", "C Ltd."]


def test_an_entry_may_name_two_entities() -> None:
    assert called("Example Garment Co., Ltd. and Sample Trade and Business Co., Ltd.") == [
        "Example Garment Co., Ltd.",
        "Sample Trade and Business Co., Ltd.",
    ]
    assert called("Example Agro S.A. de C.V. and Ejemplo S.A. de C.V. and their subsidiaries") == [
        "Example Agro S.A. de C.V.",
        "Ejemplo S.A. de C.V.",
    ]
    assert called("Example Prison; Sample Kogyo Co., Ltd.") == ["Example Prison", "Sample Kogyo Co., Ltd."]


def test_a_group_that_is_named_beside_its_members_is_one_more_entity() -> None:
    assert called(
        "Example Holdings Sdn Bhd, Sample (M) Sdn Bhd, and Third (M) Sdn Bhd (collectively, Example Group)"
    ) == [
        "Example Holdings Sdn Bhd",
        "Sample (M) Sdn Bhd",
        "Third (M) Sdn Bhd",
        "Example Group",
    ]


def test_where_an_entity_is_is_no_part_of_its_name() -> None:
    (entity,) = parse_entities("Example Tea Co., Ltd. (of Nagoya, Japan)")
    assert (entity.names[0].name, entity.place) == ("Example Tea Co., Ltd.", "Nagoya, Japan")


def test_a_label_before_a_vessel_is_no_part_of_its_name() -> None:
    assert called("Fishing Vessel: Example No. 7") == ["Example No. 7"]


def test_an_alias_cell_is_split_at_bars_semicolons_and_commas_that_end_a_name() -> None:
    names = [name.name for name in parse_aliases("A Co., Ltd.|B; C, Inc., D Ltd.")]
    assert names == ["A Co., Ltd.", "B", "C, Inc., D Ltd."]
    assert [name.name for name in parse_aliases("A Co., Ltd., B Ltd.")] == ["A Co., Ltd.", "B Ltd."]


def test_a_list_of_companies_may_end_in_their_town() -> None:
    assert called(
        "Example Carpet Pvt., Sample Carpet Pvt., Ltd., Third Carpet, and K.K. Carpet; Kathmandu."
    ) == [
        "Example Carpet Pvt.",
        "Sample Carpet Pvt., Ltd.",
        "Third Carpet",
        "K.K. Carpet",
    ]


def test_the_owner_of_vessels_is_named() -> None:
    assert called("Fishing Vessels owned by Example Ocean Fishing Co. Ltd.") == [
        "Example Ocean Fishing Co. Ltd."
    ]


def test_nothing_names_nobody() -> None:
    assert parse_entities("  ") == ()


@pytest.mark.parametrize(
    "unit", ["(", "Co", "A, ", " and ", "Ltd and ", "a/k/a ", "(including three aliases: ", "(or x) ", "x) "]
)
def test_a_cell_made_to_be_slow_is_not(unit: str) -> None:
    began = time.perf_counter()
    parse_entities((unit * LONGEST_CELL)[:LONGEST_CELL])
    parse_entities(unit * LONGEST_CELL)
    assert time.perf_counter() - began < 3
