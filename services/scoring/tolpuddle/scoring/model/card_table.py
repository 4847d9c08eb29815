"""A table of the model card in Markdown, and how its figures are written."""

from collections.abc import Iterable, Sequence

from tolpuddle.scoring.model.judged import Figures

HEADINGS_OF_FIGURES = ("any: AUC; top 1%, 5%, 10%", "forced: AUC; top 1%, 5%, 10%")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A header, a rule and the rows."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def told(values: Figures) -> str:
    """AUC, then recall in the top 1, 5 and 10 per cent with one decimal, so that a bar is not met by rounding."""
    return f"{values[0]:.4f}; " + ", ".join(f"{value:.1%}" for value in values[1:])


def between(value: float, low: float, high: float, form: str = ".3f") -> str:
    """A figure with its 95 per cent interval."""
    return f"{value:{form}} ({low:{form}} to {high:{form}})"
