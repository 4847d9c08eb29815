"""Splits rows into accepted suppliers and rejected rows with reasons, over the whole list; nothing is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from tolpuddle.ingest.country_cells import CountryCells
from tolpuddle.ingest.duplicates import DUPLICATE_SCHEMA, find_groups, unite
from tolpuddle.ingest.identity import ID_GIVEN, ISO3_READ, derived_ids, identities, same_name
from tolpuddle.ingest.normalise import NO_KINDS, Scales, normalise
from tolpuddle.ingest.outcome import Acceptance as Acceptance
from tolpuddle.ingest.outcome import Batch as Batch
from tolpuddle.ingest.outcome import Counts as Counts
from tolpuddle.ingest.outcome import Kept
from tolpuddle.ingest.parked import Parked
from tolpuddle.ingest.readers.supplier_list import BROKEN_LINE, BROKEN_WHY, RawTable
from tolpuddle.ingest.refusals import as_rejects, refused_cells, refused_rows
from tolpuddle.ingest.rules import (
    COUNTRY_UNKNOWN,
    LINE_UNREADABLE,
    Remark,
    Rule,
    remarks_for,
    rules_for,
)
from tolpuddle.ingest.scales import decide_scales
from tolpuddle.kernel.answer_kinds import AnswerKinds
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import ANSWER_PREFIX, CONTROL_PREFIX, SUPPLIER_COLUMNS, conform

BATCH_ROWS = 10_000
MAX_ROWS = 20_000_000


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    blank: int = 0
    accepted: int = 0
    rejected: int = 0
    cells: int = 0
    """Answers and items of evidence that were refused while their rows went on."""
    surplus: int = 0
    """Cells beyond the last header that the widest refused row has."""
    codes: dict[str, int] = field(default_factory=dict[str, int])
    remarks: dict[tuple[str, str], tuple[int, str]] = field(
        default_factory=dict[tuple[str, str], tuple[int, str]]
    )


def accept(
    raw: RawTable,
    country_words: CountryWords,
    batch_rows: int = BATCH_ROWS,
    *,
    kinds: AnswerKinds = NO_KINDS,
    max_rows: int = MAX_ROWS,
    progress: Callable[[int], None] = lambda rows: None,
) -> Acceptance:
    """Read the whole list and part its rows. progress is told the number of rows read so far.

    Raises: UnusableInputError when the document turns out damaged on the way or has more than max_rows rows.
    """
    try:
        return _accepted(raw, country_words, batch_rows, kinds, max_rows, progress)
    except pl.exceptions.PolarsError as error:
        what = str(error).partition("\n")[0]
        raise UnusableInputError(f"{raw.name} cannot be read to its end: {what}") from error


def _accepted(
    raw: RawTable,
    country_words: CountryWords,
    batch_rows: int,
    kinds: AnswerKinds,
    max_rows: int,
    progress: Callable[[int], None],
) -> Acceptance:
    scales, notes = decide_scales(raw)
    surplus = raw.surplus
    rules = rules_for(raw.reading, surplus, BROKEN_WHY if raw.broken_lines else None)
    remarks = remarks_for(raw.reading)
    countries = CountryCells(country_words)
    accepted, rejected, keys, tally = Parked(), Parked(), list[pl.DataFrame](), _Tally()
    for batch in raw.rows():
        first = raw.first_row_number + tally.rows
        tally.rows += batch.height
        if tally.rows > max_rows:
            raise UnusableInputError(f"{raw.name} has more than {max_rows:,} rows: split it.", limit=max_rows)
        filled = batch.select(
            pl.any_horizontal(pl.all().is_not_null() & (pl.all().str.strip_chars() != ""))
        ).to_series()
        tally.blank += batch.height - int(filled.sum())
        if filled.any():
            rows = pl.int_range(first, first + batch.height, eager=True).alias("row").filter(filled)
            parts = _part(batch.filter(filled), rows, raw, scales, rules, remarks, countries, kinds, tally)
            good, refused, who = parts
            accepted.put(good)
            rejected.put(refused)
            keys.append(who)
        progress(tally.rows)
    beyond = [*surplus[: tally.surplus], *([BROKEN_LINE] if LINE_UNREADABLE in tally.codes else [])]
    empty, no_rejects = _empty_suppliers(raw), _empty_rejects(raw, beyond)
    kept, duplicates = _merge(accepted, keys, empty, no_rejects)
    merged = kept.gone.height
    return Acceptance(
        counts=Counts(tally.rows, tally.accepted - merged, tally.rejected, merged, tally.blank),
        duplicates=duplicates,
        notes=(
            *raw.notes,
            *notes,
            *countries.notes(),
            *_cells_told(tally),
            *_sentences(tally),
            *_told(duplicates),
        ),
        header_map=raw.reading.header_map(),
        reject_codes=dict(sorted(tally.codes.items())),
        batch_rows=batch_rows,
        kept=kept,
        refused=rejected,
    )


def _part(
    whole: pl.DataFrame,
    rows: pl.Series,
    raw: RawTable,
    scales: Scales,
    rules: Sequence[Rule],
    remarks: Sequence[Remark],
    countries: CountryCells,
    kinds: AnswerKinds,
    tally: _Tally,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Accepted rows (supplier frame), rejected rows (reject frame), and the keys of the accepted ones."""
    normal = normalise(whole, raw.reading, scales, countries.is_place, kinds)
    if "country" in normal.columns:
        read = countries.read(normal.get_column("country"))
        normal = normal.with_columns(read.get_column("country"), read.get_column(COUNTRY_UNKNOWN))
        iso3 = read.get_column("iso3")
    else:
        iso3 = pl.Series("iso3", [None], dtype=pl.String).new_from_index(0, normal.height)
    refused = refused_rows(whole, normal, rules)
    bad = refused.get_column("code").is_not_null()
    rejects = as_rejects(whole, rows, refused).filter(bad)
    good = normal.with_columns(rows.alias("row")).filter(~bad)
    _note(good, remarks, tally)
    for code, count in rejects.group_by("code").len().rows():
        tally.codes[code] = tally.codes.get(code, 0) + count
    used = [
        place
        for place, name in enumerate(raw.surplus, start=1)
        if rejects.get_column(name).is_not_null().any()
    ]
    tally.surplus = max(tally.surplus, *used, 0)
    tally.accepted += good.height
    tally.rejected += rejects.height
    cells = refused_cells(whole, normal, rows, raw.reading).filter(
        ~pl.col("row_number").is_in(rejects.get_column("row_number").implode())
    )
    for code, count in cells.group_by("code").len().rows():
        tally.codes[code] = tally.codes.get(code, 0) + count
    tally.cells += cells.height
    good = good.with_columns(iso3.filter(~bad).alias(ISO3_READ))
    given = good.get_column("supplier_id") if "supplier_id" in good.columns else None
    stated = pl.Series([False]).new_from_index(0, good.height) if given is None else given.is_not_null()
    good = good.with_columns(stated.alias(ID_GIVEN))
    if given is None or given.null_count():
        ids = derived_ids(identities(good))
        good = good.with_columns(ids if given is None else given.zip_with(given.is_not_null(), ids))
    keys = pl.DataFrame(
        {
            "row": good.get_column("row"),
            "by_name": same_name(good.get_column("name")).hash(),
            "by_id": good.get_column("supplier_id").hash(),
        }
    )
    return _as_suppliers(good), pl.concat([rejects, cells]).sort("row_number", maintain_order=True), keys


def _as_suppliers(good: pl.DataFrame) -> pl.DataFrame:
    """Supplier frame with ISO3_READ and ID_GIVEN, which stay inside."""
    return conform(good, SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX, ISO3_READ, ID_GIVEN))


def _note(good: pl.DataFrame, remarks: Sequence[Remark], tally: _Tally) -> None:
    for remark in remarks:
        found = good.select("row", value=remark.value, read=remark.read, applies=remark.applies).filter(
            "applies"
        )
        if found.height:
            count, sentence = tally.remarks.get((remark.code, remark.header), (0, ""))
            row, value, read, _ = found.row(0)
            sentence = sentence or remark.sentence.format(
                value=str(value)[:60], row=row, header=remark.header, read=read
            )
            tally.remarks[(remark.code, remark.header)] = (count + found.height, sentence)


def _sentences(tally: _Tally) -> list[str]:
    return [
        f"{sentence}; {count:,} cells of this column." if count > 1 else f"{sentence}."
        for count, sentence in tally.remarks.values()
    ]


def _cells_told(tally: _Tally) -> list[str]:
    if not tally.cells:
        return []
    return [
        f"{tally.cells:,} answer{'s were' if tally.cells > 1 else ' was'} refused while the rest of the row went on; the rejects "
        "say which, and why."
    ]


def _told(duplicates: pl.DataFrame) -> list[str]:
    told: list[str] = []
    merged = duplicates.filter(pl.col("what") == "merged")
    apart = duplicates.filter(pl.col("what") == "kept_apart")
    if merged.height:
        row = merged.row(0, named=True)
        told.append(
            f"{merged.height:,} duplicate rows were merged, such as row {row['row_number']} into row {row['kept_row']}: {row['why']}."
        )
    if apart.height:
        row = apart.row(0, named=True)
        told.append(
            f"{apart.height:,} suppliers have the id of another supplier and are kept apart under a new one, such as row "
            f"{row['row_number']}, now {row['supplier_id']}."
        )
    return told


def _merge(
    accepted: Parked, keys: list[pl.DataFrame], empty: pl.DataFrame, no_rejects: pl.DataFrame
) -> tuple[Kept, pl.DataFrame]:
    """Find and unite rows about one supplier. Only rows that share a name or an id with another are looked at again."""
    nothing = pl.DataFrame(schema=DUPLICATE_SCHEMA)
    whole = pl.concat(keys) if keys else pl.DataFrame({"row": [], "by_name": [], "by_id": []})
    keys.clear()
    rows = whole.filter(pl.col("by_name").is_duplicated() | pl.col("by_id").is_duplicated()).select("row")
    if rows.is_empty():
        return Kept(accepted, empty, no_rejects, empty.select("row"), empty, empty), nothing
    some = pl.concat([frame.join(rows, on="row", how="semi", maintain_order="left") for frame in accepted])
    groups = find_groups(_who(some))
    united, told = empty, nothing
    if groups.merged.height:
        united, told = unite(some.drop(ISO3_READ, ID_GIVEN), groups.merged)
    del some
    apart = groups.renamed.select(
        row_number="row",
        kept_row="first",
        supplier_id="supplier_id",
        name="name",
        what=pl.lit("kept_apart"),
        why=pl.format("the id {} is already that of another supplier", "given"),
        differs=pl.lit(None, dtype=pl.String),
    )
    duplicates = pl.concat([told, apart]).sort("row_number")
    gone = groups.merged.select("row").sort("row")
    return Kept(accepted, empty, no_rejects, gone, united.sort("row"), groups.renamed), duplicates


def _who(some: pl.DataFrame) -> pl.DataFrame:
    """What `find_groups` needs; an id that was derived counts as none given."""
    return identities(some).with_columns(
        some.get_column("row"),
        some.get_column("name"),
        given_id=some.get_column("supplier_id").set(~some.get_column(ID_GIVEN), None),
    )


def _empty_suppliers(raw: RawTable) -> pl.DataFrame:
    extras = [c for c in raw.reading.columns if c.startswith((ANSWER_PREFIX, CONTROL_PREFIX))]
    schema = {column.name: column.dtype for column in SUPPLIER_COLUMNS} | dict.fromkeys(
        sorted(extras), pl.String()
    )
    return pl.DataFrame(schema=schema)


def _empty_rejects(raw: RawTable, beyond: Sequence[str]) -> pl.DataFrame:
    nothing = {name: pl.Series(name, [], dtype=pl.String) for name in (*raw.headers, *beyond)}
    empty = pl.Series([], dtype=pl.String)
    rows = pl.Series([], dtype=pl.Int64)
    return as_rejects(
        pl.DataFrame(nothing), rows, pl.DataFrame({"column": empty, "code": empty, "reason": empty})
    )
