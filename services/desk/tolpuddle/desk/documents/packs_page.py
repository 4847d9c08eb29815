"""docs/packs/ from the edition: one page a pack, and the list of them. `python -m … FOLDER [EDITION]` writes them."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tolpuddle.desk.documents.pack_words import KINDS, asked, cell, present_words, type_words
from tolpuddle.kernel.edition import Edition
from tolpuddle.kernel.edition_files import locate, open_edition

Row = Mapping[str, Any]


def pages(edition: Edition) -> dict[str, str]:
    """File name -> page, for every pack of an edition, and README.md with the list of them."""
    packs = edition.tables["packs"].rows(named=True)
    made = {f"{pack['pack']}.md": page(edition, pack) for pack in packs}
    return {"README.md": _index(edition, packs), **made}


def page(edition: Edition, pack: Row) -> str:
    """One pack as a page: why, whom it asks what, how an answer reads, evidence, actions, every statement."""
    name = pack["pack"]
    rows = [row for row in edition.tables["statements"].rows(named=True) if row["pack"] == name]
    first = sorted((row for row in rows if row["first"] is not None), key=lambda row: row["first"])
    actions = dict(edition.tables["actions"].select("action_id", "action").iter_rows())
    parts = [
        f"# {pack['title']}\n",
        "Made by `make docs` from the edition; edit `reference/curated/packs/" + name + "/` instead.\n",
        pack["introduction"] + "\n",
        f"Pack `{name}`, as of {pack['as_of']}, to be looked at again by {pack['review_by']}. "
        + (f"Sectors: {', '.join(pack['sectors'].split(';'))}. " if pack["sectors"] else "For every sector. ")
        + f"{len(rows)} statements, {pack['cases']} cases.\n",
        f"**Blind spot.** {pack['blind_spot']}\n" if pack["blind_spot"] else "",
        f"Why these weights: {pack['reason']} Source: {pack['source']}.\n",
        _part(edition, "pack_structural", name, "## Structural factors", "These are exposure, never a finding.", ("text", "source")),
        "## First questionnaire\n" if first else "",
        "\n".join(f"{n}. {row['question']} (`{row['statement_id']}`)" for n, row in enumerate(first, start=1)) + "\n" if first else "",
        "## All statements\n",
        "A supplier answers in columns `a_<id>`; others in items of evidence. Points weigh in `channel`; all others are evidence.\n",
        *(_statement(row) for row in rows),
        _part(edition, "pack_evidence", name, "## Evidence", "How long it counts, and by how much it can lower what remains.", ("evidence", "months", "cap_percent", "note", "source")),
        _part(edition, "pack_standards", name, "## Standards and certificates", "What each covers, and what it does not.", ("name", "covers", "does_not_cover", "source")),
        _part(edition, "pack_inputs", name, "## Inputs and origins", "Goods and origins on a list; a list names goods of countries, not firms.", ("good", "origins", "list", "flag", "source")),
        "## Actions, in order\n" if pack["actions"] else "",
        "\n".join(f"{n}. {actions.get(action, action)} (`{action}`)" for n, action in enumerate((pack["actions"] or "").split(";"), start=1) if action) + "\n",
    ]  # fmt: skip
    return "\n".join(part for part in parts if part.strip())


def _statement(row: Row) -> str:
    lines = [
        f"### `{row['statement_id']}`\n",
        f"{row['question']}\n",
        f"- {KINDS[row['kind']]}; theme {row['theme'].replace('_', ' ')}; asked of {asked(row['ask'])}; answer: {type_words(row)}.",
    ]
    if row["present_when"]:
        lines.append(f"- Seen when the answer is {present_words(row)}: “{row['short'] or row['question']}”.")
    if row["applies_when"]:
        lines.append(f"- Asked when: {row['applies_when']}.")
    if row["indicators"]:
        lines.append(f"- ILO indicators: {', '.join(row['indicators'].replace('_', ' ').split(';'))}.")
    if row["points"]:
        lines.append(f"- {row['points']:g} points of `channel`.")
    if row["urgent"]:
        lines.append("- Urgent: a person looks at once; nothing is sent to the supplier by itself.")
    if row["also"]:
        lines.append(f"- Also known as {', '.join(f'`{name}`' for name in row['also'].split(';'))}.")
    lines.append(f"- Why: {row['reason']} Source: {row['source']}.")
    if row["good_practice"]:
        lines.append(f"- Good practice: {row['good_practice']}.")
    return "\n".join(lines) + "\n"


def _part(edition: Edition, table: str, pack: str, title: str, says: str, columns: Sequence[str]) -> str:
    rows = [row for row in edition.tables[table].rows(named=True) if row["pack"] == pack]
    if not rows:
        return ""
    head = "| " + " | ".join(name.replace("_", " ") for name in columns) + " |"
    rule = "|" + "---|" * len(columns)
    body = ["| " + " | ".join(cell(row[name]) for name in columns) + " |" for row in rows]
    return "\n".join([f"{title}\n", f"{says}\n", head, rule, *body]) + "\n"


def _index(edition: Edition, packs: Sequence[Row]) -> str:
    rows = [
        f"| [{pack['title']}]({pack['pack']}.md) | {', '.join((pack['sectors'] or 'every sector').split(';'))} | {pack['statements']} | {pack['cases']} |"
        for pack in packs
    ]
    return "\n".join(
        [
            "# Sector packs\n",
            "Made by `make docs` from the edition. How to write one: [../packs.md](../packs.md).\n",
            "| pack | sectors | statements | cases |",
            "|---|---|---:|---:|",
            *rows,
            "",
        ]
    )


def write(folder: Path, edition: Edition) -> list[Path]:
    """Write the pages and remove those of packs that are gone; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(edition)
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in made]


if __name__ == "__main__":
    write(Path(sys.argv[1]), open_edition(locate(sys.argv[2] if len(sys.argv) > 2 else None)))
