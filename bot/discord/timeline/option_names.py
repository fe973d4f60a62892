"""Reasons in which what is wrong goes by the name of the option it was put into, as Discord shows it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.errors import InputError

_OPTIONS: Mapping[str, str] = {
    "exam date": "exam_date",
    "exam_day": "exam_date",
    "exam": "exam",
    "sub-i": "sub_i",
    "elective": "elective",
    "season": "season",
    "baseline": "baseline",
    "weeks": "weeks",
    "hours": "hours",
    "days_per_week": "days",
    "days": "days",
    "working": "working",
    "plan": "kind",
}
"""Options by what a reason calls what was put into them."""
_FIRST = re.compile(rf"\A(?:{'|'.join(sorted(_OPTIONS, key=len, reverse=True))})(?=[ :])")


@contextmanager
def in_options() -> Iterator[None]:
    """Let what is refused inside be refused by the name of its option; raises InputError."""
    try:
        yield
    except InputError as error:
        raise InputError(_FIRST.sub(lambda found: f"`{_OPTIONS[found[0]]}`", str(error), count=1)) from error
