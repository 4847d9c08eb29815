"""The canonical JSON of a supplier row: what the input hash is taken over (R17)."""

import hashlib
from typing import Final

import polars as pl

from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS

FIELDS: Final = tuple(column for column in SUPPLIER_COLUMNS if column.name != "row")
_MUST_ESCAPE: Final = r'["\\\x00-\x1f]'


def canonical_json(suppliers: pl.DataFrame) -> pl.Series:
    """`input`: non-null fields in the order of the contract, then a_* and c_* in name order; without blanks; without row.

    suppliers: conformed supplier frame. Text as JSON escapes it; decimals shortest that read back the same.
    """
    extras = sorted(name for name in suppliers.columns if name.startswith((ANSWER_PREFIX, CONTROL_PREFIX)))
    names = [*(field.name for field in FIELDS), *extras]
    pieces = [
        _piece(suppliers.get_column(name), first=name == "supplier_id")
        for name in names
        if suppliers.get_column(name).null_count() < suppliers.height
    ]
    return suppliers.select(
        pl.concat_str(pl.lit("{"), *pieces, pl.lit("}"), ignore_nulls=True).alias("input")
    ).to_series()


def _piece(column: pl.Series, *, first: bool) -> pl.Expr:
    name = column.name
    head = f'{"" if first else ","}"{name}":'
    value = pl.col(name)
    if column.dtype == pl.String:
        if column.str.contains(_MUST_ESCAPE).any():
            encoded = pl.struct(value).struct.json_encode()
            value = pl.when(value.is_not_null()).then(encoded.str.slice(len(f'{{"{name}":')).str.head(-1))
            return pl.concat_str(pl.lit(head), value)
        return pl.concat_str(pl.lit(head + '"'), value, pl.lit('"'))
    if column.dtype.is_float():
        value = pl.when(value.is_finite()).then(value)
    return pl.concat_str(pl.lit(head), value.cast(pl.String))


def read_back(inputs: pl.Series) -> pl.DataFrame:
    """The supplier frame that canonical JSON was written from; raises polars' error for text that is no JSON."""
    seen = inputs.str.extract_all(r'"(?:a|c)_[A-Za-z0-9_]+":').explode().unique().drop_nulls().sort()
    extras = sorted({name.strip('":') for name in seen.to_list()})
    fields = {**{field.name: field.dtype for field in FIELDS}, **dict.fromkeys(extras, pl.String())}
    return inputs.str.json_decode(pl.Struct(fields)).struct.unnest()


def hashed(texts: list[str], length: int) -> list[str]:
    """SHA-256 of each text as lower-case hexadecimal, shortened."""
    sha256 = hashlib.sha256
    return [sha256(text.encode()).hexdigest()[:length] for text in texts]
