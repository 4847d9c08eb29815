"""A tiny edition in memory: six countries, five goods, two editions of a list; the rules are the curated ones."""

import csv
import hashlib
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from tolpuddle.kernel.edition import RULE_FILES, Edition
from tolpuddle.scoring.core.reference import Reference, prepare

CURATED = Path(__file__).parents[3] / "reference" / "curated"
COMPILED = CURATED.parent / "2026.1"
"""Where the tables stand that packs are compiled into."""

TABLES: Mapping[str, str] = {
    "countries": """iso3,iso2,iso_numeric,name,region,subregion,income_group
BGD,BD,050,Bangladesh,Asia,Southern Asia,Lower middle income
CHN,CN,156,China,Asia,Eastern Asia,Upper middle income
DEU,DE,276,Germany,Europe,Western Europe,High income
NPL,NP,524,Nepal,Asia,Southern Asia,Low income
QAT,QA,634,Qatar,Asia,Western Asia,High income
TKM,TM,795,Turkmenistan,Asia,Central Asia,Upper middle income
""",
    "country_aliases": "alias,iso3,language,kind\nPRC,CHN,en,code\nTurkmenia,TKM,en,former\n",
    "places": """place_id,name,iso3,alias,script,kind
CN-XJ,Xinjiang,CHN,Xinjiang,latn,subdivision
CN-XJ,Xinjiang,CHN,新疆,hani,subdivision
CN-GD,Guangdong,CHN,Guangdong,latn,subdivision
""",
    "goods": """good_id,name,dol_sector,sector_id,hs4,heading_match,sold_at_home
bricks,Bricks,Manufacturing,brick_kilns,6904,whole,true
cotton,Cotton,Agriculture,agriculture,5201,whole,false
garments,Garments,Manufacturing,garment_textile,6109,whole,false
gold,Gold,Mining,mining,7108,whole,false
textiles,Textiles,Manufacturing,garment_textile,5208,whole,false
""",
    "good_synonyms": "good_id,synonym,language,confidence\nbricks,bricks,en,0.97\ncotton,cotton,en,0.97\ngarments,garments,en,0.97\ngarments,clothes,en,0.7\ngold,gold,en,0.97\ntextiles,textiles,en,0.97\n",
    "goods_guards": "word,kind,language\nconsulting,service,en\n",
    "hs_codes": "code,level,chapter_title\n52,2,cotton\n5201,4,\n61,2,clothes\n6109,4,\n",
    "hs_goods": "code,good_id,confidence\n5201,cotton,0.95\n6109,garments,0.95\n",
    "sectors": """sector_id,name,description,inherent_points,reason,source
agriculture,Agriculture,Farms,5,Seasons and contractors,small edition
brick_kilns,Brick kilns,Kilns,8,Advances bind families,small edition
domestic_work,Domestic work,Homes,8,Out of sight,small edition
garment_textile,Garments and textiles,Factories,4,Many tiers,small edition
mining,Mining,Mines,6,Remote sites,small edition
services_other,Other services,Offices,1,Rarely documented,small edition
""",
    "sector_words": "sector_id,word,language\ndomestic_work,domestic work,en\nservices_other,consulting,en\nmining,mining,en\ngarment_textile,garments,en\n",
    "industry_codes": "standard,code,sector_id\nISIC4,1410,garment_textile\n",
    "list_editions": "edition_year,published,direct_entries,downstream_entries,goods,countries,basis\n2020,2020-09-30,4,0,3,3,\n2022,2022-09-28,5,0,3,4,\n",
    "listed_goods": """edition_year,iso3,good_id,child_labor,forced_labor,downstream,source_row
2020,TKM,cotton,true,true,false,1
2020,NPL,bricks,true,true,false,2
2020,BGD,garments,true,false,false,3
2020,CHN,gold,true,false,false,4
2022,TKM,cotton,true,true,false,1
2022,NPL,bricks,true,true,false,2
2022,BGD,garments,true,true,false,3
2022,BGD,bricks,true,true,false,4
2022,CHN,cotton,true,true,false,5
""",
    "inputs": "good_id,input_good_id,input_iso3,weight,reason,source\ngarments,cotton,,0.6,Most garments hold cotton,small edition\ngarments,textiles,,0.6,Garments are cut from cloth,small edition\ntextiles,cotton,,0.6,Cloth is woven of cotton,small edition\n",
    "indicator_catalogue": "indicator_id,name,group,unit,direction,publisher,licence,source,low_anchor,high_anchor\n"
    + "".join(
        f"{group}_x,{group},{group},index,higher_is_riskier,Publisher,CC0,small edition,0,1\n"
        for group in ("forced_labour", "trafficking_response", "work", "treaties")
    ),
    "indicators": "indicator_id,iso3,year,value\n"
    + "".join(
        f"{group}_x,{iso3},2023,{0.3 if (group, iso3) == ('forced_labour', 'NPL') else value}\n"
        for group in ("forced_labour", "trafficking_response", "work", "treaties")
        for iso3, value in (("BGD", 0.6), ("CHN", 0.6), ("DEU", 0.05), ("NPL", 0.6), ("QAT", 0.1), ("TKM", 0.9))
        if (group, iso3) != ("treaties", "NPL")
    ),
    "produces": "iso3,good_id,basis,share,year\nCHN,cotton,production,0.5,2022\nTKM,cotton,production,0.1,2022\nDEU,cotton,production,0.4,2022\nCHN,textiles,exports,0.6,2022\nDEU,textiles,exports,0.4,2022\n",
    "priors": """iso3,good_id,down,up,country_history,good_history,neighbours,output,sector
BGD,bricks,10,10,20,15,5,0,1
BGD,cotton,10,10,25,10,5,-5,-1
BGD,garments,10,10,20,5,0,15,2
BGD,gold,10,10,15,-5,-1,-10,0
BGD,textiles,10,10,20,-5,-1,5,2
CHN,bricks,10,10,10,20,0,10,1
CHN,cotton,12,8,5,10,0,20,-1
CHN,garments,10,10,10,10,0,20,2
CHN,gold,10,10,10,-5,0,15,0
CHN,textiles,10,10,10,-5,0,20,2
DEU,bricks,10,10,-3,20,-1,0,1
DEU,cotton,10,10,-3,10,-1,-5,-1
DEU,garments,10,10,-3,10,-1,-3,2
DEU,gold,10,10,-3,-5,-1,-10,0
DEU,textiles,10,10,-3,-5,-1,3,2
NPL,bricks,10,10,0,20,5,0,1
NPL,garments,10,10,10,10,5,-8,2
NPL,gold,10,10,10,-5,-1,-10,0
QAT,garments,10,10,-3,10,-1,-9,2
QAT,gold,10,10,-3,-5,-1,-9,0
TKM,bricks,10,10,10,20,-1,-8,1
TKM,cotton,10,10,0,10,-1,5,-1
TKM,textiles,10,10,10,-5,-1,-6,2
""",
    "priors_countries": """head,iso3,base,governance,rights_of_women,size
forced,BGD,-98,3,1,2
forced,CHN,-98,0,3,6
forced,DEU,-98,-5,-4,1
forced,NPL,-98,3,2,-1
forced,QAT,-98,-2,6,-4
forced,TKM,-98,7,9,-1
""",
    "state_imposed": """iso3,place_id,good_id,points,reason,source,certainty
CHN,CN-XJ,,30,State labour transfers,Public Law 117-78,S
TKM,,cotton,25,Mobilised harvest,List of Goods 2022,S
""",
}  # fmt: skip
"""The tables as their files would stand."""


def small_edition(**changed: str) -> Edition:
    """The edition, with tables or documents replaced by name."""
    texts = {f"{name}.csv": text for name, text in TABLES.items()}
    texts |= {name: _rule_file(name).read_text(encoding="utf8") for name in (*RULE_FILES, "packs.csv")}
    for name, text in changed.items():
        texts[f"{name}.yaml" if f"{name}.yaml" in texts else f"{name}.csv"] = text
    return Edition(
        name="small",
        tables={
            name.removesuffix(".csv"): pl.read_csv(io.StringIO(text), infer_schema=False)
            for name, text in texts.items()
            if name.endswith(".csv")
        },
        documents={
            name.removesuffix(".yaml"): text for name, text in texts.items() if name.endswith(".yaml")
        },
        sha256={name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()},
    )


@cache
def small_reference() -> Reference:
    return prepare(small_edition())


def suppliers(*rows: Mapping[str, object]) -> pl.DataFrame:
    """Supplier frame of these facts; id and name are filled in where they are not given."""
    names = dict.fromkeys(name for row in rows for name in row)
    full = [
        {**dict.fromkeys(names), "supplier_id": f"S{n}", "name": f"Example Works {n}", **row}
        for n, row in enumerate(rows)
    ]
    integers, decimals = (
        ("row", "tier", "workers"),
        ("migrant_share", "women_share", "young_share", "agency_share"),
    )
    schema = {
        name: pl.Int64 if name in integers else pl.Float64 if name in decimals else pl.String
        for name in dict.fromkeys(["supplier_id", "name", *names])
    }
    return pl.DataFrame(full, schema=schema, orient="row")


def listed_also(entry: str) -> str:
    """The list with one more entry in its newest edition, as CSV."""
    return TABLES["listed_goods"] + entry + "\n"


def statement_ids() -> list[str]:
    """Statements of the general pack that are answered by yes or no."""
    with (COMPILED / "statements.csv").open(encoding="utf8") as file:
        rows = [row for row in csv.DictReader(file) if row["pack"] == "general"]
        return [row["statement_id"] for row in rows if row["answer_type"] == "yn"]


def _rule_file(name: str) -> Path:
    return CURATED / name if (CURATED / name).is_file() else COMPILED / name
