"""The cells of a decision table: what a fact must be for a row to hold.

A cell is written as a value the fact must equal (`true`, `3`, `"final"`), as a range with both ends included
(`"235..244"`, `"250.."`, `"..229"`; a `<` leaves an end out, `"6<..<8"`), as `"given"` or `"absent"`, as
`"not ..."` before any of these, or as a list of them of which one has to hold.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.strategy.errors import TableError

Facts = Mapping[str, Any]
Cell = Callable[[Any], bool]

_NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})?(?P<above><)?\.\.(?P<below><)?(?P<high>{_NUMBER})?")
_NOT = "not "


def cell(written: Any) -> Cell:
    """Read a cell.

    Raises TableError for a value that is none of the forms above.
    """
    if isinstance(written, list):
        cells = [cell(one) for one in written]
        return lambda fact: any(holds(fact) for holds in cells)
    if isinstance(written, str):
        return _worded(written)
    if isinstance(written, bool | int | float):
        return lambda fact: fact == written and isinstance(fact, bool) == isinstance(written, bool)
    raise TableError(f"{written!r} is no condition")


def _worded(written: str) -> Cell:
    if written.startswith(_NOT):
        holds = cell(written.removeprefix(_NOT))
        return lambda fact: not holds(fact)
    if written == "given":
        return lambda fact: fact is not None
    if written == "absent":
        return lambda fact: fact is None
    if ".." in written:
        return _ranged(written)
    if re.fullmatch(_NUMBER, written):
        return cell(number(written))
    return lambda fact: bool(fact == written)


def _ranged(written: str) -> Cell:
    low, high, above, below = ends(written)

    def holds(fact: Any) -> bool:
        if not isinstance(fact, int | float) or isinstance(fact, bool):
            return False
        over = low is None or fact > low or (fact == low and not above)
        under = high is None or fact < high or (fact == high and not below)
        return over and under

    return holds


def ends(written: str) -> tuple[float | None, float | None, bool, bool]:
    """Return low end, high end, and whether each is left out; None is an open end.

    Raises TableError where it is no range.
    """
    found = _RANGE.fullmatch(written)
    if not found or not (found["low"] or found["high"]):
        raise TableError(f"{written!r} is no range; write it as 235..244, 250.. or ..229")
    low, high = number(found["low"]), number(found["high"])
    if low is not None and high is not None and low > high:
        raise TableError(f"{written!r} ends before it begins")
    return low, high, bool(found["above"]), bool(found["below"])


def number(written: str | None) -> float | None:
    """Return a number as whole as it is written, None for nothing."""
    if written is None:
        return None
    return float(written) if "." in written else int(written)
