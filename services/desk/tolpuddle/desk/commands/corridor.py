"""`tolpuddle corridor ORIGIN DESTINATION`: what the rules of two countries say, and fees in months of pay."""

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from tolpuddle.scoring.core.corridors.costs import Cost
    from tolpuddle.scoring.core.corridors.fact import CorridorFacts, Fact
    from tolpuddle.scoring.core.corridors.fees import Reckoning

COLUMNS = ("cost_head", "amount", "currency")


def corridor(
    origin: Annotated[str, typer.Argument(metavar="ORIGIN", help="Country of the workers: code or name.")],
    destination: Annotated[str, typer.Argument(metavar="DESTINATION", help="Country of the work.")],
    sector: Annotated[str | None, typer.Option(help="Id of a sector, such as domestic_work.")] = None,
    on: Annotated[
        str | None, typer.Option(help="Day, as 2026-11-22; that of the edition if left out.")
    ] = None,
    fees: Annotated[
        Path | None,
        typer.Option(help="CSV of costs: cost_head, amount, currency; payer and repaid if there are any."),
    ] = None,
    fee: Annotated[
        list[str] | None, typer.Option(help="A cost that workers paid, as medical=120USD. May be repeated.")
    ] = None,
    pay: Annotated[str | None, typer.Option(help="Net pay of a month, as 1500SAR.")] = None,
    rate: Annotated[
        list[str] | None,
        typer.Option(help="Worth of one unit in the total's currency, as NPR=0.028. May be repeated."),
    ] = None,
    currency: Annotated[
        str | None, typer.Option(help="Currency of the total; that of the pay if left out.")
    ] = None,
    share: Annotated[
        str | None, typer.Option(help="Share of pay that goes into repayment, such as 0.5.")
    ] = None,
    interest: Annotated[str | None, typer.Option(help="Interest on the debt, percent a month.")] = None,
    contract_months: Annotated[str | None, typer.Option(help="Length of the contract in months.")] = None,
    edition: Annotated[
        str | None, typer.Option(help="Reference edition: a name or a folder; the newest if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say what is known of the rules between two countries, and what fees come to in months of pay."""
    from tolpuddle.kernel.edition_files import locate, open_edition
    from tolpuddle.scoring.core.corridors import costs
    from tolpuddle.scoring.core.corridors.fees import reckon
    from tolpuddle.scoring.core.corridors.read import Corridors
    from tolpuddle.scoring.core.corridors.shape import corridor_shape, reckoning_shape

    day = None if on is None else _day(on)
    corridors = Corridors.from_edition(open_edition(locate(edition)))
    facts = corridors.of(origin, destination, sector, day)
    paid = [*_from_file(fees), *(_from_option(text) for text in fee or ())]
    found = None
    if paid:
        account = costs.Account(
            paid,
            None if pay is None else costs.Money(*_money(pay, "--pay")),
            None if currency is None else costs.currency(currency, "--currency"),
            dict(_rate(text) for text in rate or ()),
            None if share is None else costs.amount(share, "--share"),
            None if interest is None else costs.amount(interest, "--interest"),
            None if contract_months is None else costs.amount(contract_months, "--contract-months"),
        )
        found = reckon(account, corridors, (facts.origin.iso3, facts.destination.iso3), sector, day)
    if as_json:
        told: dict[str, Any] = corridor_shape(facts)
        told["fees"] = None if found is None else reckoning_shape(found, corridors.edition)
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _print(facts)
    if found is not None:
        _print_fees(found)


def _day(text: str) -> str:
    from datetime import date

    from tolpuddle.kernel.errors import UnusableInputError

    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UnusableInputError(f"{text} is no day: write it as 2026-11-22.") from error


def _money(text: str, where: str) -> tuple[Any, str]:
    from tolpuddle.scoring.core.corridors import costs

    plain = text.replace(" ", "")
    return costs.amount(plain[:-3], where), costs.currency(plain[-3:], where)


def _rate(text: str) -> tuple[str, Any]:
    from tolpuddle.scoring.core.corridors import costs

    name, _, worth = text.partition("=")
    return costs.currency(name, "--rate"), costs.rate(worth, f"--rate {name}")


def _from_option(text: str) -> "Cost":
    from tolpuddle.scoring.core.corridors import costs

    head, _, paid = text.partition("=")
    return costs.Cost(head.strip(), costs.Money(*_money(paid, f"--fee {head}")))


def _from_file(path: Path | None) -> "list[Cost]":
    from tolpuddle.kernel.errors import UnusableInputError

    if path is None:
        return []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
                raise UnusableInputError(f"{path.name} lacks the column {', '.join(missing)}.")
            return [_cost(row, f"{path.name}, line {reader.line_num}") for row in reader]
    except UnicodeDecodeError as error:
        raise UnusableInputError(f"{path.name} is not text in UTF-8.") from error


def _cost(row: dict[str, str | None], where: str) -> "Cost":
    from decimal import Decimal

    from tolpuddle.kernel.errors import UnusableInputError
    from tolpuddle.scoring.core.corridors import costs

    payer = (row.get("payer") or "worker").strip()
    if payer not in ("worker", "employer", "agency", "other"):
        raise UnusableInputError(f"{where}: who paid is one of worker, employer, agency, other.")
    repaid = row.get("repaid")
    return costs.Cost(
        (row["cost_head"] or "").strip(),
        costs.Money(
            costs.amount(row["amount"] or "", f"{where}: amount"),
            costs.currency(row["currency"] or "", f"{where}: currency"),
        ),
        payer,
        costs.amount(repaid, f"{where}: repaid") if repaid and repaid.strip() else Decimal(0),
    )


def _print(facts: "CorridorFacts") -> None:
    of = f", {facts.sector}" if facts.sector else ""
    typer.echo(
        f"{facts.origin.name} to {facts.destination.name}{of}, on {facts.on} (edition {facts.edition}, level L0: exposure)"
    )
    for title, rules in (
        ("where the work is", facts.destination_rules),
        ("where the workers come from", facts.origin_rules),
        ("fees", facts.fee_rules),
    ):
        typer.echo(f"  {title}")
        for fact in rules:
            _print_fact(fact)
        if not rules:
            typer.echo("    nothing is held")
    typer.echo("  treaties")
    for one in facts.ratifications:
        stale = "; past its day of review" if one.stale else ""
        as_of = f" (as of {one.as_of}{stale})" if one.as_of else ""
        typer.echo(f"    {one.says}{as_of}")
    typer.echo("  not known")
    for sentence in facts.unknown or ("Nothing else that is looked for here.",):
        typer.echo(f"    - {sentence}")
    typer.echo("  how to read this")
    for sentence in facts.notes:
        typer.echo(f"    - {sentence}")


def _print_fact(fact: "Fact") -> None:
    marks = [f"as of {fact.as_of}", *(["past its day of review"] if fact.stale else [])]
    if fact.standing != "in_force":
        marks.append("ended" if fact.standing == "ended" else "not yet in force")
    typer.echo(f"    {fact.says}")
    typer.echo(f"      {'; '.join(marks)}; {fact.certainty_words}. {fact.source or ''}".rstrip())
    if fact.note:
        typer.echo(f"      {fact.note}")


def _print_fees(found: "Reckoning") -> None:
    typer.echo("  what workers paid")
    for head in found.heads:
        typer.echo(
            f"    {head.title}: {head.by_worker} {found.currency} by workers, {head.by_others} by others, {head.repaid} repaid"
        )
    typer.echo(f"    borne by workers: at least {found.worker_total} {found.currency}")
    if found.months_of_pay is not None:
        typer.echo(f"    in months of pay: {found.months_of_pay}")
    if found.repayment is not None:
        typer.echo(f"    to repay: {found.repayment.says}")
    typer.echo(f"    benchmark: {found.benchmark_zero.says}")
    typer.echo(f"    law: {found.legal_cap.says}")
    for limit in found.legal_cap.rules:
        typer.echo(f"      {limit.says}")
    for title in found.not_told:
        typer.echo(f"    not told: {title}")
    for note in found.notes:
        typer.echo(f"    - {note}")
