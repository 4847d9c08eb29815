"""Labelled pairs of names read from tables, with the groups that error rates are given for: script, legal form, country, length."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import polars as pl

from tolpuddle.kernel.errors import UnusableInputError

PAIR_COLUMNS: Final = (
    "pair_id",
    "left_name",
    "left_country",
    "right_name",
    "right_country",
    "expected",
    "kind",
    "source",
)
NAME_COLUMNS: Final = ("name_id", "name", "country", "source")
EXPECTED: Final = ("same", "different", "question")
NOT_STATED: Final = "not stated"
GROUPS: Final = MappingProxyType(
    {"script": "script", "legal form": "form", "country": "country", "length of the name": "length"}
)
"""What error rates are given by, in words, and the column that holds it."""

_SCRIPTS: Final = MappingProxyType(
    {
        "HIRAGANA": "Japanese",
        "KATAKANA": "Japanese",
        "KATAKANA-HIRAGANA": "Japanese",
        "CJK": "Chinese",
        "HANGUL": "Korean",
        "CYRILLIC": "Cyrillic",
        "ARABIC": "Arabic",
        "GREEK": "Greek",
        "HEBREW": "Hebrew",
        "THAI": "Thai",
    }
)
_FORMS: Final = (
    ("公司, 会社 and others in Han", r"公司|会社|企業$|기업|주식회사"),
    (
        "ООО, АО, JSC (Russian law)",
        r"\b(?:ооо|оао|зао|пао|ао|ад|оод|еоод|ooo|oao|zao|pao|ao|pjsc|ojsc|cjsc|jsc|общество|obshchestvo|aktsionernoe)\b",
    ),
    ("other scripts", r"ανωνυμ|α\.?ε\.?$|λιμιτεδ|بע\"מ|בע\"מ|ذ\.? ?م\.? ?م|ش\.م|شرك|จำกัด"),
    ("Private Ltd, Pte, Sdn Bhd", r"\b(?:pvt|private|pte|sdn|pty|prop(?:rietary)?)\b"),
    ("Co., Ltd.", r"\bco(?:mpany)?\b[\s.,]*(?:ltd|limited)\b|youxian"),
    ("GmbH, AG, KG", r"\b(?:gmbh|ag|kg|mbh|m\.b\.h)\b"),
    (
        "S.A., S.p.A., S.r.l., Ltda",
        r"\b(?:s\.?\s?a\.?\s?(?:de c\.?v|s)?|sarl|s\.?r\.?l|s\.?p\.?a|ltda|lda|s\.?l)\b\.?",
    ),
    ("B.V., N.V., A/S, AB, Oy", r"\b(?:b\.?v|n\.?v|a/s|aps|ab|oy|oyj|as|asa)\b\.?$"),
    ("s.r.o., sp. z o.o., d.o.o., Kft.", r"s\.?\s?r\.?\s?o|z o\.?\s?o|d\.?o\.?o|\bkft\b|\ba\.s\.$|\bzrt\b"),
    ("Inc., Corp., LLC", r"\b(?:inc|incorporated|corp|corporation|llc|l\.l\.c|lp|l\.p)\b"),
    ("Ltd, plc", r"\b(?:ltd|limited|plc)\b"),
    ("Company, Co.", r"\b(?:company|co)\b"),
)
"""Family and how it is seen, first that fits. Kept apart from the matcher's own words, so that a change there moves no group."""
_ANY_FORM: Final = re.compile("|".join(pattern for _, pattern in _FORMS), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labels:
    """pairs: PAIR_COLUMNS and the columns of GROUPS; unlisted: NAME_COLUMNS and the same, names that are on no list."""

    pairs: pl.DataFrame
    unlisted: pl.DataFrame


def read_labels(folder: Path) -> Labels:
    """Read labelled_pairs.csv and unlisted_names.csv of a folder.

    Raises: UnusableInputError when one is missing, lacks a column or expects what there is no word for.
    """
    pairs = _table(folder / "labelled_pairs.csv", PAIR_COLUMNS)
    if unknown := sorted(set(pairs["expected"].to_list()) - set(EXPECTED)):
        raise UnusableInputError(
            f"A pair is expected to be {', '.join(unknown)}; known: {', '.join(EXPECTED)}."
        )
    unlisted = _table(folder / "unlisted_names.csv", NAME_COLUMNS)
    both = pl.concat_str("left_name", "right_name", separator=" ")
    country = pl.coalesce("left_country", "right_country")
    return Labels(
        _grouped(pairs, both, pl.col("left_name"), country),
        _grouped(unlisted, pl.col("name"), pl.col("name"), pl.col("country")),
    )


def _table(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    if not path.is_file():
        raise UnusableInputError(f"{path} is not there.")
    table = pl.read_csv(path, infer_schema=False)
    if missing := [name for name in columns if name not in table.columns]:
        raise UnusableInputError(f"{path.name} lacks {', '.join(missing)}.")
    return table


def _grouped(table: pl.DataFrame, both: pl.Expr, name: pl.Expr, country: pl.Expr) -> pl.DataFrame:
    texts = table.select(both=both, name=name, country=country.fill_null(NOT_STATED))
    return table.drop("country", strict=False).with_columns(
        texts.select(
            script=pl.struct("both", "country").map_elements(_script, return_dtype=pl.String),
            form=pl.col("name").map_elements(form_of, return_dtype=pl.String),
            country="country",
            length=pl.col("name").map_elements(length_of, return_dtype=pl.String),
        )
    )


def _script(row: Mapping[str, str]) -> str:
    found = script_of(row["both"])
    return "Japanese" if found == "Chinese" and row["country"] == "JPN" else found


def script_of(text: str) -> str:
    """The script that is not Latin, by its first letter; else Latin, with or without marks on letters."""
    for letter in text:
        if letter.isalpha() and not letter.isascii():
            block = unicodedata.name(letter, "").split(" ")[0]
            if block in _SCRIPTS:
                kana = any("HIRAGANA" in unicodedata.name(each, "") or "KATAKANA" in unicodedata.name(each, "") for each in text)  # fmt: skip
                return "Japanese" if kana else _SCRIPTS[block]
    marked = any(letter.isalpha() and not letter.isascii() for letter in text)
    return "Latin with marks" if marked else "Latin"


def form_of(name: str) -> str:
    """The family of a name's legal form."""
    lowered = name.casefold()
    return next((family for family, pattern in _FORMS if re.search(pattern, lowered)), "none seen")


def length_of(name: str) -> str:
    """Words besides the legal form; scripts without spaces between words are a band of their own."""
    if script_of(name) in {"Chinese", "Japanese", "Thai"}:
        return "written without spaces"
    words = len(re.findall(r"\w+", _ANY_FORM.sub(" ", name.casefold())))
    return "1 word" if words <= 1 else "5 words or more" if words >= 5 else f"{words} words"
