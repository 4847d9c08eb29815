"""The country and place words of an order list as ISO3 codes and place ids of an edition."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from tolpuddle.ingest.readers.lists.published_orders import PublishedOrder
from tolpuddle.ingest.reference.orders.goods import fold
from tolpuddle.ingest.reference.orders.tables import Resolved
from tolpuddle.kernel.country_words import CountryWords
from tolpuddle.kernel.edition import Edition


@dataclass(frozen=True, slots=True)
class OrderPlaces:
    """Reads country and place words, each distinct one once."""

    words: CountryWords
    places: dict[str, frozenset[tuple[str, str]]]
    """Folded name or id of a place -> (place_id, iso3) of all that bear it."""

    @classmethod
    def from_edition(cls, edition: Edition) -> "OrderPlaces":
        """Build from the tables countries, country_aliases and places."""
        named: dict[str, set[tuple[str, str]]] = {}
        if "places" in edition.tables:
            certain = edition.tables["places"].filter(pl.col("kind") != "shared")
            for place_id, iso3, name, alias in certain.select(
                "place_id", "iso3", "name", "alias"
            ).iter_rows():
                for word in (place_id, name, alias):
                    named.setdefault(fold(word), set()).add((place_id, iso3))
        return cls(
            CountryWords.from_edition(edition), {word: frozenset(found) for word, found in named.items()}
        )

    def resolve(self, orders: Sequence[PublishedOrder]) -> tuple[list[Resolved], list[str]]:
        """What is meant, per order, and the country words that were not understood, sorted."""
        written = {order.country for order in orders} | {
            name.country for order in orders for name in order.names
        }
        asked = sorted(word for word in written if word)
        read = self.words.read(pl.Series(asked, dtype=pl.String()))
        iso3 = dict(read.select("word", "iso3").iter_rows())
        unread = [word for word in asked if not iso3.get(word)]
        return [self._resolved(order, iso3) for order in orders], unread

    def _resolved(self, order: PublishedOrder, iso3: dict[str, str | None]) -> Resolved:
        countries = tuple(iso3.get(name.country) or "" for name in order.names)
        if order.names:
            return Resolved(name_iso3=countries)
        country = iso3.get(order.country) or ""
        found = self._place(order.place, country)
        return Resolved(
            iso3=country or (found[1] if found else ""),
            place_id=found[0] if found else "",
            place_read=(found is not None or not order.place) and bool(country or found or not order.country),
        )

    def _place(self, words: str, country: str) -> tuple[str, str] | None:
        """The one place of that name, in the country if one is given; None: none or several."""
        found = {one for one in self.places.get(fold(words), frozenset()) if not country or one[1] == country}
        return next(iter(found)) if len(found) == 1 else None
