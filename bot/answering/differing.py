"""Where guides differ: known pairs of sections, and the sentence that says so."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.configuring import tables_of


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sides of a matter, each a set of sections as GUIDE#ANCHOR, and what is to be said of them."""

    sides: tuple[frozenset[str], ...]
    says: str


def read_disagreements(path: Path) -> tuple[Disagreement, ...]:
    """Read the known disagreements.

    Raises SettingError with the file where a value is wrong.
    """
    with tables_of(path) as tables:
        return tuple(
            Disagreement(tuple(map(frozenset, table["sections"])), str(table["says"]))
            for table in tables.get("disagreement", [])
        )


def differences(cited: Collection[str], known: Sequence[Disagreement]) -> Iterable[str]:
    """Yield what is to be said of the sections cited: wherever two sides of a matter are among them."""
    for one in known:
        if sum(not side.isdisjoint(cited) for side in one.sides) > 1:
            yield one.says
