"""What a function takes: kinds of inputs, how each is checked, and why one is refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

APPLICANT_NAMES = {
    "us_md": "US MD",
    "us_do": "US DO",
    "us_img": "US-citizen IMG",
    "non_us_img": "non-US-citizen IMG",
}
"""The kinds of applicants, with the names that members know them by."""
APPLICANTS = tuple(APPLICANT_NAMES)
LOWEST, HIGHEST = 1, 300
"""Scores run from 1 to 300."""
MISSING = "is missing"
_WHOLE = "give one whole number"
_DIGITS = re.compile(r"[0-9]{1,12}")
_MOST, _MOST_SHOWN, _LONGEST_SHOWN = 1_000_000, 10**12, 60
"""The highest count; the highest number, and the characters of a value, that a reason repeats."""


class RefusedError(ValueError):
    """An input is not what its kind asks for; the message is the reason a member reads."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a function: what it is called by members, how it is asked for, and what it may be."""

    name: str
    kind: str
    label: str
    asks: str
    choices: tuple[str, ...] = ()
    optional: bool = False
    default: Any = None
    fixed: bool = False
    """A member cannot change it from here on: who they are, an exam that is taken."""

    @property
    def left_out(self) -> bool:
        """Tell whether it need not be given."""
        return self.optional or self.default is not None

    def check(self, value: Any) -> Any:
        """Return the value in its own type; what is left out has the default.

        Raises RefusedError with the reason.
        """
        if value is None:
            if self.left_out:
                return self.default
            raise RefusedError(_missing(self))
        return KINDS[self.kind](value, self)


def check_all(inputs: Mapping[str, Input], given: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Return the inputs in their own types, and an entry of field and reason for each that is refused."""
    values: dict[str, Any] = {}
    unknown = f"is no input of this; it takes {', '.join(inputs) or 'none'}"
    errors = [_error(name, unknown) for name in given if name not in inputs]
    for name, one in inputs.items():
        try:
            values[name] = one.check(given.get(name))
        except RefusedError as refused:
            errors.append(_error(name, str(refused)))
    return values, errors


def _error(field: str, reason: str) -> dict[str, str]:
    return {"field": field, "reason": reason}


def _missing(one: Input) -> str:
    hints = {"score": _WHOLE, "applicant": _choose(one), "scores": "at least one practice score is needed"}
    return f"{MISSING}: {hints.get(one.kind, one.asks)}"


def _choose(one: Input) -> str:
    *first, last = (APPLICANT_NAMES.get(choice, choice) for choice in one.choices or APPLICANTS)
    return f"choose {', '.join(first)} or {last}" if first else f"choose {last}"


def _whole(low: int, high: int, reason: str) -> Callable[[Any, Input], int]:
    def check(value: Any, _: Input) -> int:
        number = int(value) if isinstance(value, str) and _DIGITS.fullmatch(value) else value
        if isinstance(number, bool) or not isinstance(number, int):
            raise RefusedError(f"{_shown(value)}: {_WHOLE}")
        if not low <= number <= high:
            raise RefusedError(f"{_shown(number)}: {reason}")
        return number

    return check


def _number(low: float, high: float, reason: str) -> Callable[[Any, Input], float]:
    def check(value: Any, _: Input) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124
            raise RefusedError(f"{_shown(value)}: give a number")
        if not low <= value <= high:
            raise RefusedError(f"{_shown(value)}: {reason}")
        return value

    return check


def _shown(value: Any) -> str:
    """Return a value as a reason shows it; what is longer than a line is not repeated."""
    if isinstance(value, int) and abs(value) > _MOST_SHOWN:
        return "that number"
    shown = repr(value)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"


def _yes_no(value: Any, _: Input) -> bool:
    if not isinstance(value, bool):
        raise RefusedError(f"{_shown(value)}: give true or false")
    return value


def _choice(value: Any, one: Input) -> str:
    allowed = one.choices or APPLICANTS
    if not isinstance(value, str) or value not in allowed:
        raise RefusedError(f"{_shown(value)}: {_choose(one)}")
    return value


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise RefusedError(f"{_shown(value)}: give a list")
    return value


def _scores(value: Any, one: Input) -> list[int]:
    scores = _listed(value)
    if not 1 <= len(scores) <= MOST_SCORES:
        raise RefusedError(
            "at least one practice score is needed" if not scores else f"give at most {MOST_SCORES} scores"
        )
    return [_score(score, one) for score in scores]


def _texts(value: Any, _: Input) -> list[str]:
    if not all(isinstance(text, str) for text in _listed(value)):
        raise RefusedError("give a list of texts")
    return list(value)


def _text(value: Any, _: Input) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"{_shown(value)}: give a text")
    return value


def _records(value: Any, _: Input) -> list[dict[str, Any]]:
    if not all(isinstance(record, dict) and isinstance(record.get("name"), str) for record in _listed(value)):
        raise RefusedError("give a list of objects, each with a name")
    return list(value)


def _week(value: Any, one: Input) -> int | str:
    return value if value == "final" else _from_one(value, one)


MOST_SCORES = 20
_score = _whole(LOWEST, HIGHEST, f"scores run from {LOWEST} to {HIGHEST}")
_from_one = _whole(1, 52, "weeks count from 1")

KINDS: Mapping[str, Callable[[Any, Input], Any]] = {
    "applicant": _choice,
    "choice": _choice,
    "score": _score,
    "scores": _scores,
    "count": _whole(0, _MOST, "counts are whole numbers from 0"),
    "from_one": _whole(1, _MOST, "counts from 1"),
    "gain": _whole(0, 100, "a gain is 0 to 100 points"),
    "month": _whole(1, 12, "months are numbered 1 to 12"),
    "day": _whole(1, 31, "days are numbered 1 to 31"),
    "weeks": _whole(1, 52, "weeks run from 1 to 52"),
    "week": _week,
    "months": _number(0, 120, "months run from 0 to 120"),
    "number": _number(0, 10_000, "give a number from 0"),
    "yes_no": _yes_no,
    "text": _text,
    "texts": _texts,
    "records": _records,
}
"""How each kind of input is checked (V01 to V12 of the rule catalogue)."""
