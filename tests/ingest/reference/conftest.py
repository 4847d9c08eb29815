"""Small sources of our own writing: the list in five years, the curated tables that go with it, some indicators."""

from pathlib import Path

import pytest

COUNTRY = """<Country><Country_Name>{country}</Country_Name><Child_Labor>{child}</Child_Labor>
<Forced_Labor>{forced}</Forced_Labor><Forced_Child_Labor>No</Forced_Child_Labor></Country>"""
GOOD = """<Good><Good_Name>{good}</Good_Name><Good_Sector>Manufacturing</Good_Sector>
<Countries>{countries}</Countries></Good>"""

LISTS = {
    2014: {"Kites": ["Atlantis", "Erewhon"], "Lamp Oil": ["Atlantis"]},
    2016: {"Kites": ["Atlantis", "Erewhon"], "Lamp Oil": ["Atlantis"]},
    2018: {"Kites": ["Atlantis"], "Lamp Oil": ["Atlantis"]},
    2020: {"Kites": ["Atlantis"], "Lamp Oil": ["Atlantis"]},
    2022: {"Kites": ["Atlantis"], "Lamp Oil (refined)": ["Atlantis"], "Masks": ["Erewhon"]},
}
CURATED = {
    "good_names.csv": "name,good_id\nKites,kites\nLamp Oil,lamp-oil-refined\nLamp Oil (refined),lamp-oil-refined\n"
    "Masks,masks\nTops,tops\n",
    "dol_countries.csv": "name,iso3\nAtlantis,ATL\nErewhon,ERE\n",
    "dol_list_changes.csv": "from_edition,to_edition,change,iso3,good_id,listed_as,child_labor,forced_labor\n"
    "2012,2013,removed,ERE,tops,Tops,true,true\n"
    "2013,2014,added,ERE,kites,Kites,true,false\n"
    "2013,2014,flags_changed,ATL,kites,Kites,false,true\n",
    "list_editions.csv": "edition_year,published,direct_entries,downstream_entries,goods,countries,basis\n"
    "2012,2012-09-01,3,0,3,2,\n2013,,2,0,2,1,\n2014,2014-12-01,3,0,2,2,\n2016,,3,0,,,\n2018,,2,0,,,\n"
    "2020,,2,0,,,\n2022,2022-09-28,3,0,3,2,\n",
    "state_imposed.csv": "iso3,place_id,good_id,points,reason,source,certainty,as_of\n"
    "ERE,,masks,20,Said so,A law,S,2030-01-01\nATL,,,30,Said so,A law,S,2030-01-01\n"
    "ATL,AT-N,,30,Said so,A law,S,2030-01-01\n",
    "bands.yaml": "high: 60\n",
}


def list_xml(goods: dict[str, list[str]]) -> str:
    parts = [
        GOOD.format(
            good=good,
            countries="".join(
                COUNTRY.format(country=country, child="Yes", forced="No") for country in countries
            ),
        )
        for good, countries in goods.items()
    ]
    return f"<Goods>{''.join(parts)}</Goods>"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources" / "dol" / "raw" / "sweat_and_toil"
    folder.mkdir(parents=True)
    for year, goods in LISTS.items():
        (folder / f"goods_tvpra{year}.xml").write_text(list_xml(goods), encoding="utf8")
    return tmp_path / "sources"


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    folder = tmp_path / "curated"
    folder.mkdir()
    for name, text in CURATED.items():
        (folder / name).write_text(text, encoding="utf8")
    return folder
