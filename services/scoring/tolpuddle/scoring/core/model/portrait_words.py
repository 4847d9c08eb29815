"""The sentences of a portrait: what a prior says beside the world, what raises and lowers it, where the model is blind."""

from collections.abc import Mapping, Sequence
from typing import Final

from tolpuddle.scoring.core.model.portrait_shape import Entry, Part

HEADS: Final[Mapping[str, str]] = {
    "forced": "Listed for forced labour",
    "any": "Listed for child or forced labour",
}
"""Head -> its title, in the order in which they are shown."""

GROUPS: Final[Mapping[str, str]] = {
    "country_history": "The country's other entries",
    "freedom_from_forced_labour": "Forced labour, as experts code it",
    "good_history": "The good on the list elsewhere",
    "governance": "State of the rule of law",
    "income": "Income of the country",
    "neighbours": "The good in the countries around",
    "output": "Share of the world's output",
    "poverty": "Poverty",
    "rights_of_women": "State of women's rights",
    "sector": "Sector of the good",
    "size": "Size of the country",
    "voice": "State of unions, press and voice",
}

UNLISTED: Final = "Not listed means that nobody has documented it there well enough: unlabelled, not safe."
BESIDE: Final = "The entry is a fact of its own. The prior says how alike the pair is to other entries and leaves the pair itself out."
MEANS: Final = (
    "The prior is the odds of an entry on the list: of documentation, not of abuse. Ten points double the odds. "
    "An exposure is not a finding; absence from a list is not clearance."
)
NO_PRIOR: Final = (
    "There is no prior: no output of this pair is on record, or the country has no indices. "
    "That is not enough information, and never a sign that nothing is there."
)
HOMES: Final = (
    "The list names goods only. Work in private homes, care, construction and other services has no prior at all, "
    "and absence of findings there says almost nothing."
)
PART_OF_HEADING: Final = "Trade in this good is recorded only within a wider customs heading: which countries make it is partly a guess."
TIED: Final = (
    "Permits of migrant workers may be tied to one employer here. No source of country scale records tied permits or "
    "recruitment debt, so what stands here is likely to read lower than it should: ask the recruitment questions."
)


def title_of(group: str) -> str:
    """A group of features in words."""
    return GROUPS.get(group, group.replace("_", " ").capitalize())


def plain(note: str) -> str:
    """A note of a blind spot under a heading that says so already."""
    told = note.removeprefix("Blind spot: ")
    return f"{told[0].upper()}{told[1:]}"


def multiple(times: float) -> str:
    """Odds beside those of the average pair: 57 times, 2.4 times, 0.03 times."""
    return f"{_figure(times)} times"


def _figure(times: float) -> str:
    if times >= 10:
        return f"{float(f'{times:.1e}'):,.0f}"
    return f"{times:.1f}" if times >= 0.95 else f"{times:.2f}" if times >= 0.01 else "less than 0.01"


def _share(above: float) -> str:
    if above > 0.99:
        return f"{min(above, 0.999):.1%}"
    return f"{above:.0%}" if above >= 0.01 else "less than 1%"


def compared(who: str, head: str, times: Sequence[float], above: float, world: int, pairs: int) -> str:
    """How the odds compare with the world's. times: the middle and both ends. pairs: how many were averaged."""
    kind = "an entry for forced labour" if head == "forced" else "an entry of any kind"
    middle, low, high = times
    mean = f", the mean of its {pairs:,} candidate pairs" if pairs > 1 else ""
    return (
        f"{who}{mean}: the odds of {kind} are about {multiple(middle)} those of the average candidate pair of the world "
        f"(between {_figure(low)} and {multiple(high)}), above {_share(above)} of all {world:,} pairs."
    )


def strongest(parts: Sequence[Part], *, raising: bool) -> str:
    """The three parts that raise or lower it most, in one sentence."""
    chosen = [part for part in parts if (part.points > 0) == raising and abs(part.points) >= 0.5][:3]
    verb = "raises" if raising else "lowers"
    if not chosen:
        return f"Nothing {verb} it by half a point or more."
    named = ", ".join(f"{part.title[0].lower()}{part.title[1:]} ({part.points:+.1f})" for part in chosen)
    return f"What {verb} it most: {named}."


def flags(entry: Entry) -> str:
    """What an entry is for."""
    kinds = [
        word
        for word, holds in (
            ("forced labour", entry.forced),
            ("child labour", entry.child),
            ("forced child labour", entry.forced_child),
            ("materials it is made of", entry.downstream),
        )
        if holds
    ]
    return ", ".join(kinds) or "kind not stated"


def span_of_years(entry: Entry) -> str:
    """Since 2012 or earlier; 2014 to 2018; and since when for forced labour, where that came later."""
    since = f"{entry.since} or earlier" if entry.or_earlier else str(entry.since)
    span = f"since {since}" if entry.until is None else f"{since} to {entry.until}"
    later = entry.forced_since is not None and entry.forced_since > entry.since
    return f"{span}, for forced labour since {entry.forced_since}" if later else span


def on_the_list(listed: Sequence[Entry], formerly: Sequence[Entry], whose: str, year: int) -> list[str]:
    """What the list of goods says of a country or a good, in sentences."""
    forced = sum(entry.forced for entry in listed)
    now = (
        f"The list of {year} has {count_of(len(listed), 'entry', 'entries')} for {whose}, {forced} for forced labour."
        if listed
        else f"The list of {year} has no entry for {whose}. That is not clearance: nobody may have looked."
    )
    gone = [f"{count_of(len(formerly), 'entry', 'entries')} stood there in earlier editions."]
    return [now, *(gone if formerly else [])]


def of_a_pair(listed: Sequence[Entry], formerly: Sequence[Entry], whose: str, year: int) -> list[str]:
    """What the list of goods says of one pair."""
    if listed:
        return [f"{whose} is on the list of {year}: {flags(listed[0])}; {span_of_years(listed[0])}.", BESIDE]
    gone = [
        f"The list had it formerly: {flags(entry)}; {span_of_years(entry)}. Leaving the list is not clearance."
        for entry in formerly
    ]
    return [f"{whose} is not on the list of {year}.", *gone, UNLISTED]


def count_of(number: int, one: str, many: str) -> str:
    """One other country; 27 other countries."""
    return f"{number} {one if number == 1 else many}"
