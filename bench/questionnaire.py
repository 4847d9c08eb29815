"""Do few questions reach the priority that all reach? Adaptive beside the fixed order and a random one, in the same run."""

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, quantiles
from typing import Any, Final

from bench.questionnaire_world import RATES, Rates, Simulated, sectors_of, simulate, whole_of
from bench.table import Cost, Row
from tolpuddle.kernel.edition_files import locate, open_edition
from tolpuddle.kernel.frames import SUPPLIER_COLUMNS
from tolpuddle.scoring.core.one.supplier import assess_one
from tolpuddle.scoring.core.questionnaire.ask import Form, next_questions, open_form
from tolpuddle.scoring.core.questionnaire.facts import FACTS, known_of, supplier_with
from tolpuddle.scoring.core.reference import prepare

SEED: Final = "questionnaire"
EQUAL: Final = 0.95
ASKED: Final = 0.40


@dataclass(slots=True)
class Tally:
    """What came of one pack."""

    suppliers: int = 0
    adaptive: int = 0
    fixed: int = 0
    drawn: int = 0
    bands: int = 0
    lower: int = 0
    """Where the adaptive one ended at a less urgent priority than the full one."""
    asked: list[int] = field(default_factory=list[int])
    whole: list[int] = field(default_factory=list[int])
    seconds: float = 0.0
    """CPU seconds of asking adaptively."""
    fixed_seconds: float = 0.0
    """CPU seconds of the fixed order: reading what it brought."""

    def shares(self) -> list[float]:
        """Questions asked over all questions, a supplier each."""
        return [asked / whole for asked, whole in zip(self.asked, self.whole, strict=True)]

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        for name in ("suppliers", "adaptive", "fixed", "drawn", "bands", "lower", "seconds", "fixed_seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.asked += other.asked
        self.whole += other.whole


def measure(form: Form, sectors: Sequence[str], count: int, seed: str, rates: Rates) -> Tally:
    """One pack: the same suppliers asked all, adaptively, in the fixed order and at random, the last three equally much."""
    tally = Tally()
    shuffle = random.Random(f"{seed} random order")
    classes = form.reference.rules.priority.classes
    for one in simulate(form, sectors, count, seed, rates):
        known = known_of(supplier_with(one.row, one.facts), one.facts, one.row["sector"])
        whole = whole_of(form, one, known)
        facts = {name for name in FACTS if one.row.get(name) is None and name in one.facts}
        full = _read(form, one, {**one.facts, **whole})
        began = time.process_time()
        given = adaptive(form, one)
        tally.seconds += time.process_time() - began
        asked = [name for name in given if name in whole]
        got = _read(form, one, given)
        order = [item.id for _, item in form.in_order([(n, i) for n, i in enumerate(form.reference.statements.items) if i.id in whole])]  # fmt: skip
        drawn = shuffle.sample(sorted(whole), len(order))
        extra = {name: text for name, text in one.facts.items() if name in FACTS}
        began = time.process_time()
        fixed = _read(form, one, {**extra, **{name: whole[name] for name in order[: len(asked)]}})
        tally.fixed_seconds += time.process_time() - began
        random_one = _read(form, one, {**extra, **{name: whole[name] for name in drawn[: len(asked)]}})
        tally.suppliers += 1
        tally.asked.append(len(given))
        tally.whole.append(len(whole) + len(facts))
        tally.adaptive += got["priority"] == full["priority"]
        tally.fixed += fixed["priority"] == full["priority"]
        tally.drawn += random_one["priority"] == full["priority"]
        tally.bands += got["channel_band"] == full["channel_band"]
        tally.lower += classes.index(got["priority"]) > classes.index(full["priority"])
    return tally


def adaptive(form: Form, one: Simulated) -> dict[str, str]:
    """What a supplier answered until the questionnaire ended, facts and routes included."""
    given: dict[str, str] = {}
    while questions := next_questions(form, one.row, given):
        name = questions[0].id
        given[name] = one.answers.get(name) or one.facts[name]
    return given


def _read(form: Form, one: Simulated, answers: dict[str, str]) -> dict[str, Any]:
    """Screened as any supplier is, by the one-supplier path."""
    row = supplier_with(one.row, answers)
    known = {column.name: row.get(column.name) for column in SUPPLIER_COLUMNS}
    said = {f"a_{name}": text for name, text in answers.items() if name in form.kinds}
    return assess_one({**known, **said}, form.reference, False)


def run_all(count: int, seed: str = SEED, rates: Rates = RATES, say: Callable[[str], None] | None = None) -> dict[str, Tally]:  # fmt: skip
    """Every pack of the newest edition, and all together under `all`."""
    edition = open_edition(locate(None))
    form = open_form(edition, prepare(edition))
    packs: list[str] = edition.tables["packs"].get_column("pack").to_list()
    found: dict[str, Tally] = {}
    for pack, sectors in sectors_of(form, packs).items():
        found[pack] = measure(form, sectors, count, f"{seed} {pack}", rates)
        form.reference.statements.known.clear()
        if say is not None:
            say(line(pack, found[pack]))
    every = Tally()
    for tally in found.values():
        every.add(tally)
    return {**found, "all": every}


def line(pack: str, tally: Tally) -> str:
    """One line of the table."""
    shares, count = tally.shares(), tally.suppliers
    ninth = quantiles(shares, n=10)[8]
    return (
        f"| {pack:26} | {count:5} | {mean(tally.whole):5.1f} | {mean(tally.asked):5.1f} | {mean(shares):6.1%} | {ninth:6.1%} | "
        f"{tally.adaptive / count:6.1%} | {tally.lower / count:6.1%} | {tally.fixed / count:6.1%} | {tally.drawn / count:6.1%} | "
        f"{tally.bands / count:6.1%} | {1000 * tally.seconds / sum(tally.asked):5.1f} |"
    )


HEAD: Final = f"| {'pack':26} | suppl | whole | asked | share  | 9 in 10 | same   | lower  | fixed  | random | band   | ms/question |"


def rows(folder: Path, *, quick: bool) -> list[Row]:
    """One row of the bench: share that reaches the same priority, and share of questions asked."""
    every = run_all(5 if quick else 150)["all"]
    same, share = every.adaptive / every.suppliers, mean(every.shares())
    return [
        Row(
            what="questionnaire: adaptive, all packs",
            size=every.suppliers,
            unit="suppliers",
            cost=Cost(every.seconds),
            peer="fixed order, as many questions",
            peer_cost=Cost(every.fixed_seconds),
            shown=f"{same:.1%} same priority with {share:.1%} of the questions; peer {every.fixed / every.suppliers:.1%}",
            bar="" if quick else f"at least {EQUAL:.0%} with at most {ASKED:.0%}",
            met=None if quick else same >= EQUAL and share <= ASKED,
        )
    ]


def main() -> int:
    """Print the table of all packs; 1 where the bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench.questionnaire", description=__doc__)
    parser.add_argument("--suppliers", type=int, default=150, help="of each pack")
    parser.add_argument("--seed", default=SEED)
    parser.add_argument("--times", type=float, default=1.0, help="disclosures so much more often")
    asked = parser.parse_args()
    print(HEAD)
    print("|" + "|".join("-" * len(cell) for cell in HEAD.split("|")[1:-1]) + "|")
    every = run_all(asked.suppliers, asked.seed, RATES.times(asked.times), print)["all"]
    print(line("all", every))
    return int(every.adaptive / every.suppliers < EQUAL or mean(every.shares()) > ASKED)


if __name__ == "__main__":
    sys.exit(main())
