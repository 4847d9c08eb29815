"""Who a row is about: comparable name, country and address; ids for suppliers that come without one."""

import hashlib

import polars as pl

DERIVED_PREFIX = "x"
"""First letter of a derived id; 20 hexadecimal digits of SHA-256 over name, country and address follow."""


def comparable(texts: pl.Series) -> pl.Series:
    """Letters and digits only, in lower case, without accents; null becomes the empty string."""
    plain = texts.fill_null("")
    if (plain.str.len_bytes() != plain.str.len_chars()).any():
        plain = plain.str.normalize("NFKD").str.replace_all(r"\p{M}+", "")
    return plain.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}\p{M}]+", "")


def identities(suppliers: pl.DataFrame, iso3: pl.Series) -> pl.DataFrame:
    """Columns same_name, same_place, same_address (String) that are equal where two rows tell the same.

    A country that is not read counts as written; one that is not stated is the empty string.
    """
    name = comparable(suppliers.get_column("name"))
    stripped = name == ""
    if stripped.any():
        name = name.zip_with(~stripped, suppliers.get_column("name"))
    country = comparable(_or_null(suppliers, "country"))
    return pl.DataFrame(
        {
            "same_name": name,
            "same_place": iso3.zip_with(iso3.is_not_null(), country),
            "same_address": comparable(_or_null(suppliers, "address")),
        }
    )


def derived_ids(who: pl.DataFrame) -> pl.Series:
    """Ids over same_name, same_place and same_address: equal where these are, on every machine."""
    keys = who.select(pl.concat_str("same_name", "same_place", "same_address", separator="|")).to_series()
    digests = [hashlib.sha256(key.encode()).hexdigest()[:20] for key in keys]
    return pl.Series("supplier_id", [DERIVED_PREFIX + digest for digest in digests], dtype=pl.String)


def _or_null(suppliers: pl.DataFrame, column: str) -> pl.Series:
    if column in suppliers.columns:
        return suppliers.get_column(column)
    return pl.Series(column, [None], dtype=pl.String).new_from_index(0, suppliers.height)
