"""Countries, goods and pairs of both as the list and the model of an edition show them: for pages, JSON and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.errors import NotFoundError
from tolpuddle.scoring.core.edition_tables import typed_table
from tolpuddle.scoring.core.model import portrait_listing, portrait_words
from tolpuddle.scoring.core.model.portrait_facts import facts_of
from tolpuddle.scoring.core.model.portrait_prior import Priors
from tolpuddle.scoring.core.model.portrait_shape import Good, IndexLine, Line, Place, Portrait
from tolpuddle.scoring.core.rule_files import parse_rules
from tolpuddle.scoring.core.rules import BlindSpot

TEXT = pl.String()


@dataclass(frozen=True, slots=True)
class Portraits:
    """Everything that portraits are drawn from; built once per edition."""

    edition: str
    list_year: int
    places: pl.DataFrame
    """iso3, country, region, subregion, income_group; by name."""
    goods: pl.DataFrame
    """good_id, good, sector_id, heading_match; by name."""
    entries: pl.DataFrame
    """As portrait_listing.entries, with country and good."""
    output: pl.DataFrame
    """iso3, good_id, basis, share, year."""
    priors: Priors
    blind_spots: tuple[BlindSpot, ...]

    @classmethod
    def from_edition(cls, edition: Edition) -> "Portraits":
        """Raises: EditionError when a table is missing."""
        places = typed_table(
            edition,
            "countries",
            {"iso3": TEXT, "name": TEXT, "region": TEXT, "subregion": TEXT, "income_group": TEXT},
        ).rename({"name": "country"})
        goods = typed_table(
            edition, "goods", {"good_id": TEXT, "name": TEXT, "sector_id": TEXT, "heading_match": TEXT}
        ).rename({"name": "good"})
        entries, year = portrait_listing.entries(edition)
        named = entries.join(places.select("iso3", "country"), on="iso3").join(
            goods.select("good_id", "good"), on="good_id"
        )
        output = {"iso3": TEXT, "good_id": TEXT, "basis": TEXT, "share": pl.Float64, "year": pl.Int64}
        return cls(
            edition.name,
            year,
            places.sort("country"),
            goods.sort("good"),
            named.sort("country", "good"),
            typed_table(edition, "produces", output),
            Priors.from_edition(edition),
            parse_rules(edition).blind_spots,
        )

    def countries(self) -> tuple[IndexLine, ...]:
        """Every country, by name."""
        return self._index(self.places, "iso3", "country")

    def every_good(self) -> tuple[IndexLine, ...]:
        """Every good, by name."""
        return self._index(self.goods, "good_id", "good")

    def of(self, iso3: str | None, good_id: str | None) -> Portrait:
        """Of a country, of a good, or of a pair of both; a pair without prior has a portrait too.

        Raises: NotFoundError when the edition knows no such country or good.
        """
        place = None if iso3 is None else self._place(iso3)
        good = None if good_id is None else self._good(good_id)
        named = [
            pl.col(key) == value for key, value in (("iso3", iso3), ("good_id", good_id)) if value is not None
        ]
        own, rows = self.entries.filter(named), self.priors.frame.filter(named)
        lines: list[Line] = []
        if place is None:
            lines = sorted(self._lines(rows), key=lambda line: line.country)
        elif good is None:
            lines = sorted(self._lines(rows), key=lambda line: (-_points(line), line.good))
        return self._portrait(place, good, own, rows, lines)

    def iso3_of(self, text: str) -> str:
        """The country of three letters or a name. Raises: NotFoundError."""
        found = _meant(self.places, "iso3", "country", text)
        if found is None:
            raise NotFoundError(f"There is no country “{text}”: give its three letters, such as BRA.")
        return found

    def good_of(self, text: str) -> str:
        """The good of an id or a name. Raises: NotFoundError."""
        found = _meant(self.goods, "good_id", "good", text)
        if found is None:
            raise NotFoundError(
                f"There is no good “{text}” on the list: `tolpuddle goods` reads words of your own."
            )
        return found

    def _portrait(
        self,
        place: Place | None,
        good: Good | None,
        own: pl.DataFrame,
        rows: pl.DataFrame,
        lines: Sequence[Line],
    ) -> Portrait:
        who = " from ".join(each.name for each in (good, place) if each is not None)
        facts = {}
        others = self.entries.clear()
        if place is not None and good is not None:
            facts = facts_of(self.entries, self.output, self.places, place, good)
            others = self.entries.filter(
                pl.col("until").is_null(), pl.col("good_id") == good.good_id, pl.col("iso3") != place.iso3
            )
        listed = portrait_listing.told(own.filter(pl.col("until").is_null()))
        formerly = portrait_listing.told(own.filter(pl.col("until").is_not_null()))
        priors = self.priors.of(rows, who, facts)
        pair = place is not None and good is not None
        on_the_list = portrait_words.of_a_pair if pair else portrait_words.on_the_list
        told = on_the_list(listed, formerly, who, self.list_year)
        told.append(portrait_words.MEANS if priors else portrait_words.NO_PRIOR)
        return Portrait(
            edition=self.edition,
            list_year=self.list_year,
            place=place,
            good=good,
            listed=listed,
            formerly=formerly,
            priors=priors,
            lines=tuple(lines),
            others=portrait_listing.told(others),
            words=tuple(told),
            blind=tuple(self._blind(place, good)),
        )

    def _lines(self, rows: pl.DataFrame) -> list[Line]:
        spans = self.priors.spans(rows)
        states = {
            (iso3, good): "listed" if until is None else "formerly"
            for iso3, good, until in self.entries.select("iso3", "good_id", "until").iter_rows()
        }
        named = (
            rows.select("iso3", "good_id")
            .unique()
            .join(self.places.select("iso3", "country"), on="iso3")
            .join(self.goods.select("good_id", "good"), on="good_id")
        )
        forced = self.priors.worlds.get("forced")
        found: list[Line] = []
        for iso3, good_id, country, good in named.iter_rows():
            own = spans.get((iso3, good_id, "forced"))
            found.append(
                Line(
                    iso3=iso3,
                    country=country,
                    good_id=good_id,
                    good=good,
                    state=states.get((iso3, good_id), "unlisted"),
                    forced=own,
                    any=spans.get((iso3, good_id, "any")),
                    stands_out=own is not None and forced is not None and own.points >= forced.top_twentieth,
                )
            )
        return found

    def _blind(self, place: Place | None, good: Good | None) -> list[str]:
        found: list[str] = []
        if place is not None:
            for spot in self.blind_spots:
                if place.iso3 in spot.countries:
                    found.append(portrait_words.TIED)
                elif place.income_group in spot.income_groups:
                    found.append(portrait_words.plain(spot.note))
        if (
            good is not None
            and self.goods.filter(pl.col("good_id") == good.good_id)["heading_match"][0] == "part"
        ):
            found.append(portrait_words.PART_OF_HEADING)
        return [*found, portrait_words.HOMES]

    def _place(self, iso3: str) -> Place:
        found = self.places.filter(pl.col("iso3") == iso3)
        if found.is_empty():
            raise NotFoundError(f"There is no country “{iso3}”: give its three letters, such as BRA.")
        return Place(*found.select("iso3", "country", "subregion", "income_group").row(0))

    def _good(self, good_id: str) -> Good:
        found = self.goods.filter(pl.col("good_id") == good_id)
        if found.is_empty():
            raise NotFoundError(f"There is no good “{good_id}” in this edition.")
        return Good(*found.select("good_id", "good", "sector_id").row(0))

    def _index(self, table: pl.DataFrame, key: str, name: str) -> tuple[IndexLine, ...]:
        entries = self.entries.group_by(key).agg(
            listed=pl.col("until").is_null().sum(), formerly=pl.col("until").is_not_null().sum()
        )
        pairs = self.priors.frame.filter(pl.col("head") == "forced").group_by(key).agg(pairs=pl.len())
        joined = table.join(entries, on=key, how="left", maintain_order="left").join(
            pairs, on=key, how="left", maintain_order="left"
        )
        counted = joined.select(key, name, pl.col("listed", "formerly", "pairs").fill_null(0))
        return tuple(IndexLine(*row) for row in counted.iter_rows())


def _meant(table: pl.DataFrame, key: str, name: str, text: str) -> str | None:
    alike = pl.col(key, name).str.to_lowercase() == text.strip().lower()
    found = table.filter(pl.any_horizontal(alike)).get_column(key)
    return None if found.is_empty() else str(found[0])


def _points(line: Line) -> float:
    return line.forced.points if line.forced is not None else float("-inf")
