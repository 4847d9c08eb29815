"""One measured row, and the table that people read: Markdown, so that it can be kept as it was printed."""

from collections.abc import Sequence
from dataclasses import dataclass

COLUMNS = (
    "what", "size", "seconds", "CPU s", "rate", "MB", "peer", "peer seconds", "peer MB", "times peer", "growth", "bar", "equal",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cost:
    """What one thing took."""

    seconds: float
    """Wall clock, median of the runs."""
    runs: int = 1
    cpu: float | None = None
    """Seconds of all threads, user and system; None: not told apart."""
    peak_mb: float | None = None
    """Most resident memory of the whole process, in MB."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement beside its peer of the same run."""

    what: str
    size: int
    unit: str
    """What size counts."""
    cost: Cost
    peer: str = ""
    """What the peer is; empty: there is none."""
    peer_cost: Cost | None = None
    peer_size: int | None = None
    """None: as many as size."""
    growth: float | None = None
    """Time per unit over that of the size before."""
    bar: str = ""
    """What was promised; empty: nothing was."""
    met: bool | None = None
    equal: bool | None = None
    """Subject and peer, or two paths of ours, gave the same result; None: they compute different things."""
    shown: str = ""
    """Instead of the rate."""

    @property
    def rate(self) -> float:
        """Units a second."""
        return self.size / self.cost.seconds if self.cost.seconds else 0.0

    @property
    def times_peer(self) -> float | None:
        """Time per unit over the peer's."""
        if self.peer_cost is None or not self.peer_cost.seconds:
            return None
        return (self.cost.seconds / self.size) / (self.peer_cost.seconds / (self.peer_size or self.size))

    def cells(self) -> tuple[str, ...]:
        """As text, in the order of COLUMNS."""
        peer = self.peer_cost
        size = "" if self.peer_size in (None, self.size) else f" ({self.peer_size:,})"
        met = "" if self.met is None else ": met" if self.met else ": MISSED"
        return (
            self.what,
            f"{self.size:,}",
            f"{_seconds(self.cost.seconds)}{_runs(self.cost.runs)}",
            "" if self.cost.cpu is None else _seconds(self.cost.cpu),
            self.shown or f"{self.rate:,.0f} {self.unit}/s",
            _whole(self.cost.peak_mb),
            self.peer + size,
            "" if peer is None else f"{_seconds(peer.seconds)}{_runs(peer.runs)}",
            "" if peer is None else _whole(peer.peak_mb),
            "" if self.times_peer is None else f"{self.times_peer:.2g}×",
            "" if self.growth is None else f"{self.growth:.2f}×",
            self.bar + met,
            "" if self.equal is None else "yes" if self.equal else "NO",
        )


def _seconds(value: float) -> str:
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"


def _runs(runs: int) -> str:
    return f" (of {runs})" if runs > 1 else ""


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"


def written(rows: Sequence[Row]) -> str:
    """The whole table as Markdown with columns of even width."""
    lines = [COLUMNS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(COLUMNS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    )
