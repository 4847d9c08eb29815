"""Who a row is about: comparable name, country and address; ids for suppliers that come without one."""

import hashlib

import polars as pl

ISO3_READ = "iso3_read"
"""Column beside those of the supplier frame: the country as read (String; null: not stated or not read)."""

ID_GIVEN = "id_given"
"""Column beside those of the supplier frame: true where the id is the caller's own (Boolean)."""

DERIVED_PREFIX = "x"
"""First letter of a derived id; 20 hexadecimal digits of SHA-256 over name, country and address follow."""


def comparable(texts: pl.Series) -> pl.Series:
    """Letters and digits only, in lower case, without accents; null becomes the empty string."""
    plain = texts.fill_null("")
    if (plain.str.len_bytes() != plain.str.len_chars()).any():
        plain = plain.str.normalize("NFKD").str.replace_all(r"\p{M}+", "")
    return plain.str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}\p{M}]+", "")


def same_name(names: pl.Series) -> pl.Series:
    """Equal where two names are the same but for case, accents and punctuation; a name of signs only is itself."""
    name = comparable(names)
    signs = name == ""
    return name.zip_with(~signs, names) if signs.any() else name


def identities(suppliers: pl.DataFrame) -> pl.DataFrame:
    """Columns same_name, same_place, same_address (String) that are equal where two rows tell the same.

    In: name, country, address and ISO3_READ. A country that is not read counts as written; one that is not stated is
    the empty string.
    """
    name = same_name(suppliers.get_column("name"))
    iso3 = suppliers.get_column(ISO3_READ)
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
