"""A column of names read: for now name by name."""

from dataclasses import dataclass

import polars as pl

from tolpuddle.scoring.core.names.reader_one import OneReader


@dataclass(frozen=True, slots=True)
class BulkReader:
    """Reads columns of names."""

    one: OneReader

    def read(self, names: pl.Series) -> pl.DataFrame:
        """The columns of NameReader.read, one row per name."""
        from tolpuddle.scoring.core.names.reader import frame_of

        return frame_of(names, [None if name is None else self.one.read(name) for name in names])
