"""Splits rows into accepted suppliers and rejected rows with reasons, over the whole list; nothing is lost."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from tolpuddle.ingest.cell_words import REGIONS_NOT_COUNTRIES
from tolpuddle.ingest.duplicates import DUPLICATE_SCHEMA, find_groups, unite
from tolpuddle.ingest.identity import ISO3_READ, derived_ids, identities, same_name
from tolpuddle.ingest.normalise import (
    SHARES,
    Scales,
    decide_scale,
    is_plain_percent,
    normalise,
    share_numbers,
)
from tolpuddle.ingest.parked import Parked
from tolpuddle.ingest.readers.supplier_list import RawTable
from tolpuddle.ingest.rules import COUNTRY_UNKNOWN, Remark, Rule, remarks_for, rules_for
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.errors import UnusableInputError
from tolpuddle.kernel.frames import (
    ANSWER_PREFIX,
    CONTROL_PREFIX,
    REJECT_COLUMNS,
    SUPPLIER_COLUMNS,
    conform,
)

BATCH_ROWS = 10_000
MAX_ROWS = 20_000_000


@dataclass(frozen=True, slots=True)
class Counts:
    """accepted + rejected + merged + blank = rows, always."""

    rows: int = 0
    """Rows below the header, blank ones included."""
    accepted: int = 0
    rejected: int = 0
    merged: int = 0
    """Rows that went into an earlier row about the same supplier."""
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """A part of the outcome. Each frame has at most batch_rows rows and may be empty."""

    number: int
    suppliers: pl.DataFrame
    """Supplier frame with a_* and c_*, in the order of the file."""
    rejects: pl.DataFrame
    """Reject frame: the row as it came under the file's own headers, then row_number, column, code, reason."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The outcome of a list. May be gone through again and again; always gives the same."""

    counts: Counts
    duplicates: pl.DataFrame
    """DUPLICATE_SCHEMA: rows that were merged, and suppliers kept apart in spite of one id."""
    notes: tuple[str, ...]
    """What a person should know, one sentence each."""
    header_map: Mapping[str, str]
    """Header as written -> supplier column."""
    reject_codes: Mapping[str, int]
    """Code -> rows refused for it."""
    batch_rows: int
    _accepted: "_Kept"
    _rejected: Parked

    def __iter__(self) -> Iterator[Batch]:
        suppliers = _chunks(self._accepted.frames(), self.batch_rows)
        rejects = _chunks(iter(self._rejected), self.batch_rows)
        number = 0
        while True:
            accepted, rejected = next(suppliers, None), next(rejects, None)
            if accepted is None and rejected is None:
                return
            yield Batch(
                number,
                self._accepted.empty if accepted is None else accepted,
                self._accepted.no_rejects if rejected is None else rejected,
            )
            number += 1

    def suppliers(self) -> pl.DataFrame:
        """All accepted suppliers at once."""
        return pl.concat([self._accepted.empty, *self._accepted.frames()])

    def rejects(self) -> pl.DataFrame:
        """All rejected rows at once."""
        return pl.concat([self._accepted.no_rejects, *self._rejected])


@dataclass(frozen=True, slots=True)
class _Kept:
    """Accepted rows, with merged rows taken out and united ones in their place."""

    parked: Parked
    empty: pl.DataFrame
    no_rejects: pl.DataFrame
    gone: pl.DataFrame
    united: pl.DataFrame
    renamed: pl.DataFrame

    def frames(self) -> Iterator[pl.DataFrame]:
        for whole in self.parked:
            frame = whole.drop(ISO3_READ)
            if self.gone.height:
                frame = frame.join(self.gone, on="row", how="anti", maintain_order="left")
                here = self.united.join(frame.select("row"), on="row", how="semi")
                if here.height:
                    frame = pl.concat([frame.join(here, on="row", how="anti"), here]).sort("row")
            if self.renamed.height:
                frame = (
                    frame.join(
                        self.renamed.select("row", new="supplier_id"),
                        on="row",
                        how="left",
                        maintain_order="left",
                    )
                    .with_columns(supplier_id=pl.coalesce("new", "supplier_id"))
                    .drop("new")
                )
            yield frame


@dataclass(slots=True)
class _Tally:
    rows: int = 0
    blank: int = 0
    accepted: int = 0
    rejected: int = 0
    codes: dict[str, int] = field(default_factory=dict[str, int])
    remarks: dict[tuple[str, str], tuple[int, str]] = field(
        default_factory=dict[tuple[str, str], tuple[int, str]]
    )


def accept(
    raw: RawTable,
    country_words: CountryWords,
    batch_rows: int = BATCH_ROWS,
    *,
    max_rows: int = MAX_ROWS,
    progress: Callable[[int], None] = lambda rows: None,
) -> Acceptance:
    """Read the whole list and part its rows. progress is told the number of rows read so far.

    Raises: UnusableInputError when the document turns out damaged on the way or has more than max_rows rows.
    """
    scales, notes = _scales(raw)
    surplus = [column for column in _columns(raw) if column not in raw.headers]
    rules, remarks = rules_for(raw.reading, surplus), remarks_for(raw.reading)
    countries = _Countries(country_words)
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
            parts = _part(batch.filter(filled), rows, raw, scales, rules, remarks, countries, tally)
            good, refused, who = parts
            accepted.put(good)
            rejected.put(refused)
            keys.append(who)
        progress(tally.rows)
    empty, no_rejects = _empty_suppliers(raw), _empty_rejects(raw)
    kept, duplicates = _merge(accepted, keys, empty, no_rejects)
    merged = kept.gone.height
    return Acceptance(
        counts=Counts(tally.rows, tally.accepted - merged, tally.rejected, merged, tally.blank),
        duplicates=duplicates,
        notes=(*raw.notes, *notes, *countries.notes(), *_sentences(tally), *_told(duplicates)),
        header_map=raw.reading.header_map(),
        reject_codes=dict(sorted(tally.codes.items())),
        batch_rows=batch_rows,
        _accepted=kept,
        _rejected=rejected,
    )


class _Countries:
    """Country cells of the whole list, each distinct word read once."""

    def __init__(self, words: CountryWords) -> None:
        self._words = words
        self._known = pl.DataFrame(schema={"country": pl.String, "iso3": pl.String, "how": pl.String})
        self._regions: dict[str, None] = {}

    def read(self, cells: pl.Series) -> pl.DataFrame:
        """country (placeholders and parts of the world as null), iso3, country_unknown; row for row."""
        distinct = cells.drop_nulls().unique(maintain_order=True).alias("country").to_frame()
        new = distinct.join(self._known, on="country", how="anti", maintain_order="left").get_column(
            "country"
        )
        if len(new):
            read = (
                self._words.read(new).select("iso3", "how", country="word").select("country", "iso3", "how")
            )
            self._known = pl.concat([self._known, read])
        joined = (
            cells.alias("country")
            .to_frame()
            .join(self._known, on="country", how="left", maintain_order="left")
        )
        region = pl.col("iso3").is_null() & pl.col("country").str.to_lowercase().is_in(
            list(REGIONS_NOT_COUNTRIES)
        )
        self._regions.update(
            dict.fromkeys(joined.filter(region).get_column("country").unique(maintain_order=True))
        )
        nothing = region.fill_null(value=False) | pl.col("how").eq_missing("placeholder")
        unknown = (
            pl.col("country").is_not_null()
            & pl.col("iso3").is_null()
            & ~pl.col("how").eq_missing("ambiguous")
        )
        return joined.select(
            pl.when(~nothing).then("country").alias("country"),
            "iso3",
            (unknown & ~nothing).alias(COUNTRY_UNKNOWN),
        )

    def notes(self) -> list[str]:
        notes: list[str] = []
        unclear = self._known.filter(pl.col("how") == "ambiguous").get_column("country").to_list()
        if self._regions:
            notes.append(
                f"Parts of the world were read as no country: {', '.join(list(self._regions)[:12])}."
            )
        if unclear:
            notes.append(f"These may be more than one country and stay unread: {', '.join(unclear[:12])}.")
        return notes


def _scales(raw: RawTable) -> tuple[Scales, list[str]]:
    """Percent or fraction, for each share column that the file has; from all of its rows."""
    shares = [column for column in SHARES if column in raw.reading.columns]
    if not shares:
        return Scales({}), []
    seen: dict[str, list[pl.DataFrame]] = {column: [] for column in shares}
    open_still = set(shares)
    for batch in raw.rows():
        for column in open_still:
            seen[column].append(share_numbers(batch, raw.reading.columns[column], column))
        open_still = {c for c in open_still if not is_plain_percent(seen[c][0], raw.reading.units.get(c))}
        if not open_still:
            break
    divisors: dict[str, float] = {}
    notes: list[str] = []
    for column in shares:
        numbers = pl.concat(seen[column])
        divisors[column], sentence = decide_scale(numbers, raw.reading.units.get(column), column)
        if numbers.get_column("number").null_count() < numbers.height:
            notes.append(sentence)
    return Scales(divisors), notes


def _part(
    whole: pl.DataFrame,
    rows: pl.Series,
    raw: RawTable,
    scales: Scales,
    rules: Sequence[Rule],
    remarks: Sequence[Remark],
    countries: _Countries,
    tally: _Tally,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Accepted rows (supplier frame), rejected rows (reject frame), and the keys of the accepted ones."""
    normal = normalise(whole, raw.reading, scales)
    if "country" in normal.columns:
        read = countries.read(normal.get_column("country"))
        normal = normal.with_columns(read.get_column("country"), read.get_column(COUNTRY_UNKNOWN))
        iso3 = read.get_column("iso3")
    else:
        iso3 = pl.Series("iso3", [None], dtype=pl.String).new_from_index(0, normal.height)
    refused = _refused(whole, normal, rules)
    bad = refused.get_column("code").is_not_null()
    rejects = _as_rejects(whole, rows, refused).filter(bad)
    good = normal.with_columns(rows.alias("row")).filter(~bad)
    _note(good, remarks, tally)
    for code, count in rejects.group_by("code").len().rows():
        tally.codes[code] = tally.codes.get(code, 0) + count
    tally.accepted += good.height
    tally.rejected += rejects.height
    good = good.with_columns(iso3.filter(~bad).alias(ISO3_READ))
    given = good.get_column("supplier_id") if "supplier_id" in good.columns else None
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
    return _as_suppliers(good), rejects, keys


def _refused(raw: pl.DataFrame, normal: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """column, code, reason for each row; all null: not refused. The first rule gives column and code, all give reasons."""
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, raw.height)
    column, code, reasons = nothing, nothing, list[pl.Series]()
    for rule in rules:
        frame = raw if rule.on_raw else normal
        fails = frame.select(fails=rule.fails.fill_null(value=False)).to_series()
        if not fails.any():
            continue
        told = frame.select(
            reason=pl.when(fails).then(rule.reason),
            code=pl.when(fails).then(pl.lit(rule.code)),
            column=pl.when(fails).then(pl.lit(rule.header, dtype=pl.String)),
        )
        column = column.zip_with(code.is_not_null(), told.get_column("column"))
        code = code.zip_with(code.is_not_null(), told.get_column("code"))
        reasons.append(told.get_column("reason").alias(str(len(reasons))))
    reason = (
        pl.DataFrame(reasons).select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True)).to_series()
        if reasons
        else nothing
    )
    return pl.DataFrame({"column": column, "code": code, "reason": reason})


def _as_rejects(raw: pl.DataFrame, rows: pl.Series, refused: pl.DataFrame) -> pl.DataFrame:
    taken = {column.name for column in REJECT_COLUMNS}
    shown = {name: f"{name} (file)" for name in raw.columns if name in taken}
    return raw.rename(shown).with_columns(
        rows.alias("row_number"), *(refused.get_column(name) for name in ("column", "code", "reason"))
    )


def _as_suppliers(good: pl.DataFrame) -> pl.DataFrame:
    """Supplier frame with ISO3_READ, which stays inside."""
    return conform(good, SUPPLIER_COLUMNS, (ANSWER_PREFIX, CONTROL_PREFIX, ISO3_READ))


def _note(good: pl.DataFrame, remarks: Sequence[Remark], tally: _Tally) -> None:
    for remark in remarks:
        found = good.select("row", value=remark.value, applies=remark.applies).filter("applies")
        if found.height:
            count, sentence = tally.remarks.get((remark.code, remark.header), (0, ""))
            row, value, _ = found.row(0)
            sentence = (
                sentence
                or f"'{str(value)[:60]}' in row {row} of {remark.header} {remark.sentence} and was read as unknown"
            )
            tally.remarks[(remark.code, remark.header)] = (count + found.height, sentence)


def _sentences(tally: _Tally) -> list[str]:
    return [
        f"{sentence}; {count:,} cells of this column." if count > 1 else f"{sentence}."
        for count, sentence in tally.remarks.values()
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
) -> tuple[_Kept, pl.DataFrame]:
    """Find and unite rows about one supplier. Only rows that share a name or an id with another are looked at again."""
    nothing = pl.DataFrame(schema=DUPLICATE_SCHEMA)
    whole = pl.concat(keys) if keys else pl.DataFrame({"row": [], "by_name": [], "by_id": []})
    keys.clear()
    rows = whole.filter(pl.col("by_name").is_duplicated() | pl.col("by_id").is_duplicated()).select("row")
    if rows.is_empty():
        return _Kept(accepted, empty, no_rejects, empty.select("row"), empty, empty), nothing
    some = pl.concat([frame.join(rows, on="row", how="semi", maintain_order="left") for frame in accepted])
    groups = find_groups(_who(some))
    united, told = empty, nothing
    if groups.merged.height:
        touched = pl.concat([groups.merged.get_column("row"), groups.merged.get_column("into")]).unique()
        united, told = unite(
            some.drop(ISO3_READ).join(touched.to_frame("row"), on="row", how="semi"), groups.merged
        )
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
    return _Kept(accepted, empty, no_rejects, groups.merged.select("row"), united, groups.renamed), duplicates


def _who(some: pl.DataFrame) -> pl.DataFrame:
    """What `find_groups` needs; an id that was derived counts as none given."""
    who = identities(some)
    derived = derived_ids(who)
    given = some.get_column("supplier_id")
    return who.with_columns(
        some.get_column("row"), some.get_column("name"), given_id=given.set((given == derived), None)
    )


def _columns(raw: RawTable) -> list[str]:
    first = next(raw.rows(), None)
    return list(raw.headers) if first is None else first.columns


def _empty_suppliers(raw: RawTable) -> pl.DataFrame:
    extras = [c for c in raw.reading.columns if c.startswith((ANSWER_PREFIX, CONTROL_PREFIX))]
    schema = {column.name: column.dtype for column in SUPPLIER_COLUMNS} | dict.fromkeys(
        sorted(extras), pl.String()
    )
    return pl.DataFrame(schema=schema)


def _empty_rejects(raw: RawTable) -> pl.DataFrame:
    nothing = {name: pl.Series(name, [], dtype=pl.String) for name in _columns(raw)}
    empty = pl.Series([], dtype=pl.String)
    return _as_rejects(
        pl.DataFrame(nothing),
        pl.Series([], dtype=pl.Int64),
        pl.DataFrame({"column": empty, "code": empty, "reason": empty}),
    )


def _chunks(frames: Iterator[pl.DataFrame], rows: int) -> Iterator[pl.DataFrame]:
    """The same rows in frames of exactly so many, the last one fewer."""
    held: list[pl.DataFrame] = []
    count = 0
    for frame in frames:
        while frame.height:
            part = frame.head(rows - count)
            held.append(part)
            count += part.height
            frame = frame.slice(part.height)
            if count == rows:
                yield pl.concat(held)
                held, count = [], 0
    if held:
        yield pl.concat(held)
