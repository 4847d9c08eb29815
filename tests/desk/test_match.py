"""`tolpuddle match` as its users meet it: a name, many names against a list, pairs; bad input in one sentence."""

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import polars as pl
import pytest

from tests.desk.running import here, sentence, tolpuddle
from tests.listed import EVERY, TOBACCO, ZHONGTAI, edition_folder

HITS = ["query_id", "index_id", "score", "rank", "verdict", "reasons"]
LIST = """index_id,name,country
L1,"Xinjiang Zhongtai Textile Co., Ltd.",CHN
L1,新疆中泰纺织有限公司,CHN
L2,Nyasa Leaf Tobacco Limited,Malawi
L3,11420 CORP.,
"""
QUERIES = """query_id,name,country
Q1,XINJIANG ZHONGTAI TEXTILE CO LTD,China
Q2,新疆中泰纺织有限公司,
Q3,Wholly Other Forestry GmbH,Germany
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return edition_folder(tmp_path_factory.mktemp("edition") / "2026.1", *EVERY)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "queries.csv").write_text(QUERIES, encoding="utf-8")
    return tmp_path


def run(edition: Path, *arguments: str | Path) -> CompletedProcess[str]:
    return here("match", *arguments, "--edition", edition)


def one(edition: Path, *arguments: str | Path) -> dict[str, Any]:
    done = run(edition, *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def many(edition: Path, tables: Path, *more: str | Path, code: int = 0) -> pl.DataFrame:
    out = tables / "out.csv"
    done = run(edition, "--queries", tables / "queries.csv", *more, "-o", out)
    assert done.returncode == code, done.stderr
    return pl.read_csv(out, schema_overrides={"query_id": pl.String, "index_id": pl.String})


def test_a_name_is_answered_in_the_shape_of_the_contract(edition: Path) -> None:
    answer = one(edition, "新疆中泰纺织有限公司", "--country", "China")
    assert (answer["name"], answer["country"], answer["verdict"]) == ("新疆中泰纺织有限公司", "CHN", "listed")
    first = answer["candidates"][0]
    assert (first["list"], first["entity"], first["verdict"]) == ("us_uflpa", ZHONGTAI.names[0], "listed")
    assert 0 < first["score"] <= 1 and first["reasons"]
    assert (first["order_id"], first["section"], first["from"], first["until"], first["in_force"]) == (
        ZHONGTAI.order_id,
        "2(d)(2)(B)(v)",
        "2022-06-21",
        None,
        True,
    )
    assert "3 of about 144" in next(each["caution"] for each in answer["lists"] if each["list"] == "us_uflpa")
    assert answer["notice"].startswith("Absence from a list is not clearance.")


def test_a_name_is_answered_in_words(edition: Path) -> None:
    said = run(edition, "Nyasa Leaf Tobacco Limited", "--country", "Malawi").stdout
    assert "Nyasa Leaf Tobacco Limited (country MWI): a listed name" in said
    assert "until 2025-08-15" in said and "not in force today" in said
    assert said.splitlines()[-1].startswith("Absence from a list is not clearance.")
    nothing = run(edition, "Wholly Other Forestry GmbH").stdout
    assert "no name on these lists is near" in nothing and "3 of about 144" in nothing


def test_a_name_that_shares_a_legal_form_alone_is_no_candidate(edition: Path, tables: Path) -> None:
    answer = one(edition, "BELLETECH CORP", "--against", tables / "list.csv")
    assert (answer["verdict"], answer["candidates"]) == ("none", [])


def test_a_country_that_is_not_read_is_told(edition: Path) -> None:
    answer = one(edition, ZHONGTAI.names[0], "--country", "Chinaa Land")
    assert (answer["country"], answer["verdict"]) == (None, "listed")
    assert answer["notes"] == ["“Chinaa Land” is not read as one country: it counts as unknown."]
    assert "is not read as one country" in run(edition, ZHONGTAI.names[0], "--country", "Chinaa Land").stdout


def test_a_name_is_compared_with_a_list_of_the_users_own(edition: Path, tables: Path) -> None:
    answer = one(edition, "Nyasa Leaf Tobacco Ltd", "--against", tables / "list.csv", "--top", "1")
    (first,) = answer["candidates"]
    assert (first["list"], first["entity"], first["index_id"]) == (
        "list.csv",
        "Nyasa Leaf Tobacco Limited",
        "L2",
    )
    assert answer["verdict"] in ("listed", "possible")


def test_many_names_are_compared_with_a_list(edition: Path, tables: Path) -> None:
    hits = many(edition, tables, "--against", tables / "list.csv")
    assert hits.columns == HITS
    first = hits.filter(pl.col("rank") == 1)
    assert dict(first.select("query_id", "index_id").iter_rows())["Q1"] == "L1"
    assert dict(first.select("query_id", "index_id").iter_rows())["Q2"] == "L1"
    assert not hits.filter((pl.col("query_id") == "Q3") & (pl.col("verdict") != "none")).height
    assert hits.select("query_id", "index_id").is_unique().all()
    ordered = hits.select(pl.col("rank") == pl.col("score").rank("ordinal", descending=True).over("query_id"))
    assert ordered.to_series().all()


def test_top_limits_the_candidates_of_each_name(edition: Path, tables: Path) -> None:
    hits = many(edition, tables, "--against", tables / "list.csv", "--top", "1")
    assert hits.get_column("rank").unique().to_list() == [1]


def test_without_a_list_names_are_compared_with_the_edition_and_its_gaps_are_told(
    edition: Path, tables: Path
) -> None:
    done = run(edition, "--queries", tables / "queries.csv", "-o", tables / "out.csv")
    hits = pl.read_csv(tables / "out.csv")
    assert hits.filter(pl.col("query_id") == "Q1").row(0)[1] == ZHONGTAI.order_id
    assert "3 entries of 2 lists" in done.stdout and "3 of about 144" in done.stdout
    assert "Absence from a list is not clearance." in done.stdout


def test_several_rows_of_one_query_are_names_of_one_company(edition: Path, tables: Path) -> None:
    rows = "query_id,name,country\nA,Wholly Other Forestry,\nA,新疆中泰纺织有限公司,\nB,11420 Corp,\n"
    (tables / "queries.csv").write_text(rows, encoding="utf-8")
    hits = many(edition, tables, "--against", tables / "list.csv")
    assert hits.select("query_id", "index_id").is_unique().all()
    first = dict(hits.filter(pl.col("rank") == 1).select("query_id", "index_id").iter_rows())
    assert first == {"A": "L1", "B": "L3"}
    ranks = hits.filter(pl.col("query_id") == "A").get_column("rank").to_list()
    assert ranks == list(range(1, len(ranks) + 1))


def test_the_answers_do_not_depend_on_the_order_of_the_queries(edition: Path, tables: Path) -> None:
    forth = many(edition, tables, "--against", tables / "list.csv")
    lines = QUERIES.splitlines()
    (tables / "queries.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")
    back = many(edition, tables, "--against", tables / "list.csv")
    assert back.sort("query_id", "rank").equals(forth.sort("query_id", "rank"))


def test_other_kinds_of_files_and_headers_are_read(edition: Path, tables: Path) -> None:
    frame = pl.DataFrame({"Company name": ["Nyasa Leaf Tobacco Ltd", "Other"], "Country Code": ["MW", None]})
    frame.write_excel(tables / "queries.xlsx")
    frame.write_parquet(tables / "queries.parquet")
    (tables / "semi.csv").write_text(
        "Supplier;Country\nNyasa Leaf Tobacco Ltd;Malawi\nOther;\n", encoding="latin-1"
    )
    for name in ("queries.xlsx", "queries.parquet", "semi.csv"):
        out = tables / "out.csv"
        against = tables / "list.csv"
        done = run(edition, "--queries", tables / name, "--against", against, "-o", out)
        assert done.returncode == 0, done.stderr
        assert pl.read_csv(out).row(0)[1] == "L2"


def test_pairs_are_scored_in_their_order(edition: Path, tables: Path) -> None:
    (tables / "pairs.csv").write_text(
        "pair_id,left_name,left_country,right_name,right_country\n"
        'P2,"Example Textile Co., Ltd.",CHN,EXAMPLE TEXTILE CO LTD,CHN\nP1,Example Textile,CHN,Wholly Other,DEU\n',
        encoding="utf-8",
    )
    done = run(edition, "--pairs", tables / "pairs.csv", "-o", tables / "out.csv")
    assert done.returncode == 0, done.stderr
    scored = pl.read_csv(tables / "out.csv")
    assert scored.columns == ["pair_id", "score", "verdict", "reasons"]
    assert scored.get_column("pair_id").to_list() == ["P2", "P1"]
    assert scored.get_column("score")[0] > 0.9 > scored.get_column("score")[1]
    assert scored.get_column("reasons").null_count() == 0


def test_rows_that_cannot_be_used_are_named_and_the_rest_is_done(edition: Path, tables: Path) -> None:
    rows = "query_id,name,country\nQ1,,China\nQ2,Nyasa Leaf Tobacco, Ltd,Malawi\nQ3,Nyasa Leaf Tobacco Ltd,Chinaa Land\n"
    (tables / "queries.csv").write_text(rows, encoding="utf-8")
    out = tables / "out.csv"
    done = run(edition, "--queries", tables / "queries.csv", "--against", tables / "list.csv", "-o", out)
    assert done.returncode == 1
    said = done.stderr.splitlines()
    assert said[0] == "queries.csv, row 2, column name: The name is missing."
    assert said[1].startswith("queries.csv, row 3, column 4: “Malawi” stands beyond the last header")
    assert said[2].startswith("queries.csv, row 4, column country: “Chinaa Land” is not read as one country")
    assert set(pl.read_csv(out).get_column("query_id")) == {"Q3"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Say one of these: a NAME, --queries FILE or --pairs FILE."),
        (("X", "--queries", "queries.csv"), "Say one of these"),
        (("  ",), "The name is empty."),
        (("X", "-o", "out.csv"), "the answer to a NAME is printed"),
        (("--queries", "queries.csv"), "Say where to write the answers"),
        (("--queries", "queries.csv", "-o", "out.xlsx"), "end the name “out.xlsx” in .csv"),
        (("--queries", "queries.csv", "-o", "no/out.csv"), "There is no folder"),
        (("--queries", "queries.csv", "-o", "queries.csv"), "write the answers elsewhere"),
        (("--pairs", "pairs.csv", "--against", "list.csv", "-o", "out.csv"), "pairs have both names already"),
        (("--queries", "missing.csv", "-o", "out.csv"), "missing.csv does not exist"),
        (("--queries", "empty.csv", "-o", "out.csv"), "empty.csv is empty"),
        (("--queries", "header.csv", "-o", "out.csv"), "header.csv has a header but no rows below it."),
        (("--queries", "other.csv", "-o", "out.csv"), "other.csv has no column name: its header must hold query_id, name"),
        (("--pairs", "list.csv", "-o", "out.csv"), "list.csv has no column left_name"),
        (("--queries", "queries.csv", "--against", "other.csv", "-o", "out.csv"), "other.csv has no column name"),
        (("--queries", "picture.csv", "-o", "out.csv"), "is a picture"),
        (("X", "--edition", "1999.9"), "There is no reference edition 1999.9"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(
    edition: Path, tables: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], says: str
) -> None:
    monkeypatch.chdir(tables)
    Path("empty.csv").write_bytes(b"")
    Path("header.csv").write_text("query_id,name,country\n")
    Path("other.csv").write_text("colour,size\nred,2\n")
    Path("picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    before = {path.name: path.read_bytes() for path in tables.iterdir()}
    edition_given = () if "--edition" in arguments else ("--edition", str(edition))
    assert says in sentence(here("match", *arguments, *edition_given))
    assert {path.name: path.read_bytes() for path in tables.iterdir()} == before


def test_cells_that_a_spreadsheet_would_run_are_neutralised(edition: Path, tables: Path) -> None:
    (tables / "queries.csv").write_text(
        "query_id,name,country\n=1+1,Nyasa Leaf Tobacco Ltd,\n", encoding="utf-8"
    )
    hits = many(edition, tables, "--against", tables / "list.csv")
    assert set(hits.get_column("query_id")) == {"'=1+1"}


def test_it_runs_as_a_program_of_its_own(edition: Path) -> None:
    done = tolpuddle("match", TOBACCO.names[0], "--json", "--edition", edition)
    assert json.loads(done.stdout)["candidates"][0]["order_id"] == TOBACCO.order_id
