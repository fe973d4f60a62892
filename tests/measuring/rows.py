"""Lines of the bench's table: what was measured, ours, the peer's, and what is to be reached."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

_WIDTH = 120


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; `ours` and `peer` are numbers of the same unit."""

    what: str
    ours: float
    peer: float
    unit: str = "s"
    target: str = "-"

    def cells(self) -> tuple[str, ...]:
        """Return the line as it is shown."""
        ratio = f"{self.ours / self.peer:.3g}" if self.peer else "-"
        return self.what, f"{_shown(self.ours)} {self.unit}", f"{_shown(self.peer)} {self.unit}", ratio, self.target


def told(value: float, most: float, unit: str) -> str:
    """Say what a value may be at most, and whether it is."""
    return f"<= {most:g} {unit} {'ok' if value <= most else 'short'}"


def show(rows: Iterable[Row]) -> None:
    """Print the table."""
    console = Console(highlight=False)
    console = console if console.is_terminal else Console(highlight=False, width=_WIDTH)
    table = Table("what", "ours", "peer", "ratio", "target", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*row.cells())
    console.print(table)


def _shown(number: float) -> str:
    return f"{number:.0f}" if number >= 100 or number == int(number) else f"{number:.2g}"
