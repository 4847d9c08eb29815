"""Places below the country, where they change the reading: Xinjiang in four scripts, and subdivisions elsewhere."""

from dataclasses import dataclass
from typing import Final, Self

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import EditionError

PLACE_SCHEMA: Final = pl.Schema(
    {
        "text": pl.String(),
        "iso3": pl.String(),
        "place_id": pl.String(),
        "read_as": pl.String(),
        "confidence": pl.Float64(),
        "how": pl.String(),
    }
)
"""One row per distinct pair of text and country in which a place was read; other pairs have no row. `place_id`: ISO
3166-2. `read_as`: the names that decided. `how`: address or name. Below a confidence of 0.9 the reading is shown as an
assumption; 0.5 means that places of several subdivisions are named."""

_WITHOUT_COUNTRY: Final = "CHN"
"""The country whose places are looked for where no country is stated: missing it would hide what the State imposes."""

_STREETS: Final = r" [^ ]+( east| west| north| south| middle| central| dong| xi| nan| bei| zhong)? (road|rd|street|str|lu|jie|dajie|avenue|ave|boulevard|blvd|dadao|hutong) "
_HAN_STREETS: Final = (
    r"(新疆|新彊|乌鲁木齐|烏魯木齊|迪化|喀什|和田|伊犁|伊宁|哈密|吐鲁番|石河子|阿克苏|塔城|昌吉|天山|库尔勒|克拉玛依)"
    r"[东西南北中]?[一二三四]?(大街|大道|路|街|巷|弄|里)"
)
"""Streets of other cities are often called after Xinjiang and its towns."""

_CONFIDENCE: Final = {
    "address": {"subdivision": 0.95, "settlement": 0.9, "shared": 0.0},
    "name": {"subdivision": 0.7, "settlement": 0.6, "shared": 0.0},
}
"""A name of a company is weaker evidence than an address: it may be its origin, its owner or its market. `shared`: a
name that other places bear too; it counts only beside a second one of the same subdivision."""

_WATCHED: Final = "CN-XJ"
"""Kept where several subdivisions are named, as a possibility for a person to look at."""

_FEW: Final = 100
"""Up to so many texts are searched one by one: setting up the search over many takes longer."""

_HAN_FIRST: Final = "\u3400"
_HAN_LAST: Final = "\u9fff"

_TWO_SHARED: Final = 0.7
_NO_COUNTRY_FACTOR: Final = 0.85
_SEVERAL: Final = 0.5


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Names of places, ready to find in texts."""

    aliases: pl.DataFrame
    """key, iso3, place_id, kind, alias, short (too short to count without a country)."""
    keys: frozenset[str]
    longest: int
    """Words in the longest key."""
    longest_han: int
    """Characters in the longest key in Han script."""

    @classmethod
    def from_edition(cls, edition: Edition) -> Self:
        """Read `places` (place_id, iso3, alias, kind).

        Raises: EditionError when the table is missing.
        """
        try:
            places = edition.tables["places"].select("place_id", "iso3", "alias", "kind")
        except (KeyError, pl.exceptions.PolarsError) as error:
            raise EditionError(f"Edition {edition.name} lacks the table of places: {error}.") from error
        key = folded(pl.col("alias"))
        han = pl.col("alias").str.contains(r"^\p{Han}")
        aliases = (
            places.with_columns(
                key=pl.when(han).then(key.str.strip_chars(" ")).otherwise(key),
                short=(pl.col("kind") != "subdivision")
                & (pl.col("alias").str.len_chars() < pl.when(han).then(3).otherwise(5)),
            )
            .sort(pl.col("place_id").str.len_chars(), "place_id", maintain_order=True)
            .unique(["key", "iso3"], keep="first", maintain_order=True)
        )
        keys: list[str] = aliases.get_column("key").to_list()
        return cls(
            aliases,
            keys=frozenset(keys),
            longest=max((len(key.split()) for key in keys), default=0),
            longest_han=max((len(key) for key in keys if not key.startswith(" ")), default=0),
        )

    def read(self, texts: pl.Series, iso3: pl.Series, *, how: str = "address") -> pl.DataFrame:
        """Find the place in each text, given its country (null: unknown). Returns PLACE_SCHEMA.

        `how`: "address" for texts that say where a supplier is (region, address), "name" for its name.
        """
        pairs = pl.DataFrame({"text": texts, "iso3": iso3}, schema={"text": pl.String, "iso3": pl.String})
        pairs = pairs.drop_nulls("text").unique(maintain_order=True).with_row_index("pair")
        weight = pl.col("kind").replace_strict(_CONFIDENCE[how], return_dtype=pl.Float64)
        confidence = (
            pl.when(pl.col("weight").max() > 0)
            .then(pl.col("weight").max())
            .when((pl.len() > 1) & pl.lit(how == "address"))
            .then(pl.lit(_TWO_SHARED))
        )
        hits = self._hits(pairs)
        if hits.is_empty():
            return pl.DataFrame(schema=PLACE_SCHEMA)
        places = (
            hits.with_columns(weight=weight)
            .group_by("pair", "place_id", maintain_order=True)
            .agg(
                confidence=confidence,
                read_as=pl.col("alias")
                .sort_by("weight", pl.col("alias").str.len_chars(), "alias", descending=[True, True, False])
                .first(),
                watched=(pl.col("place_id") == _WATCHED).any(),
            )
            .drop_nulls("confidence")
        )
        several = pl.when(pl.len() > 1).then(pl.lit(_SEVERAL)).otherwise(pl.col("confidence").max())
        return (
            places.group_by("pair", maintain_order=True)
            .agg(
                place_id=pl.col("place_id").sort_by("watched", "place_id").last(),
                read_as=pl.col("read_as").sort_by("watched", "place_id").str.join(", "),
                confidence=several,
            )
            .join(pairs, on="pair", maintain_order="left")
            .select(
                "text",
                "iso3",
                "place_id",
                "read_as",
                pl.when(pl.col("iso3").is_null())
                .then(pl.col("confidence") * _NO_COUNTRY_FACTOR)
                .otherwise("confidence"),
                how=pl.lit(how),
            )
        )

    def _hits(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """pair, place_id, kind and alias of every name that stands in a text."""
        plain = folded(pl.col("text").str.slice(0, 1000))
        plain = plain.str.replace_all(_STREETS, " ").str.replace_all(_HAN_STREETS, " ")
        texts = pairs.select("pair", "iso3", plain=plain, place_of=pl.col("iso3").fill_null(_WITHOUT_COUNTRY))
        if pairs.height <= _FEW:
            standing = [self._standing_in(text) for text in texts.get_column("plain")]
            found = texts.with_columns(key=pl.Series(standing, dtype=pl.List(pl.String)))
        else:
            keys = self.aliases.get_column("key").unique(maintain_order=True)
            found = texts.with_columns(key=pl.col("plain").str.extract_many(keys.implode(), overlapping=True))
        return (
            found.filter(pl.col("key").list.len() > 0)
            .explode("key")
            .unique(["pair", "key"], maintain_order=True)
            .join(self.aliases, left_on=["key", "place_of"], right_on=["key", "iso3"], maintain_order="left")
            .filter(pl.col("iso3").is_not_null() | ~pl.col("short"))
        )

    def _standing_in(self, plain: str) -> list[str]:
        """The keys in one folded text: the same as the search over many, without its cost to set up."""
        words = plain.split()
        phrases = (
            f" {' '.join(words[start:end])} "
            for start in range(len(words))
            for end in range(start + 1, min(start + self.longest, len(words)) + 1)
        )
        pieces = (
            plain[start:end]
            for start, letter in enumerate(plain)
            if _HAN_FIRST <= letter <= _HAN_LAST
            for end in range(start + 2, start + self.longest_han + 1)
        )
        return [key for key in (*phrases, *pieces) if key in self.keys]


def folded(text: pl.Expr) -> pl.Expr:
    """Lower case, without accents and punctuation, between blanks."""
    bare = text.str.normalize("NFKD").str.replace_all(r"\p{M}+", "").str.to_lowercase()
    return pl.concat_str(
        pl.lit(" "), bare.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(" "), pl.lit(" ")
    )
