"""Where guides differ: known pairs of sections, and the sentence that says so."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomli

from bot.errors import SettingError


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Sides of a matter, each a set of sections as GUIDE#ANCHOR, and what is to be said of them."""

    sides: tuple[frozenset[str], ...]
    says: str


def read_disagreements(path: Path) -> tuple[Disagreement, ...]:
    """Read the known disagreements.

    Raises SettingError with the file where a value is wrong.
    """
    try:
        tables = tomli.loads(path.read_text(encoding="utf-8")).get("disagreement", [])
        return tuple(Disagreement(tuple(map(frozenset, table["sections"])), str(table["says"])) for table in tables)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingError(f"{path}: wrong or missing value ({error})") from error


def differences(cited: Collection[str], known: Sequence[Disagreement]) -> Iterable[str]:
    """Yield what is to be said of the sections cited: wherever two sides of a matter are among them."""
    for one in known:
        if sum(not side.isdisjoint(cited) for side in one.sides) > 1:
            yield one.says
