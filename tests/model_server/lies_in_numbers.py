"""Lies about numbers and units."""

import re
from collections.abc import Callable

from tests.model_server.asked import AskedModel
from tests.model_server.replies import Statement

_NUMBER = re.compile(r"\d+")
_RAISED_BY = 7
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_UNITS = {"day": "week", "week": "month", "month": "year", "year": "month", "hour": "day", "letter": "program"}
_UNIT = re.compile(rf"\b({'|'.join(_UNITS)})(?=s?\b)", re.IGNORECASE)


def wrong_numbers(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Raise every number."""
    return _each(statements, lambda text: _NUMBER.sub(lambda found: str(int(found[0]) + _RAISED_BY), text))


def invented_numbers(asked: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Put a number that stands nowhere into every statement."""
    known = {*_NUMBER.findall(asked.system + asked.human)}
    number = next(one for one in range(63, 1000) if str(one) not in known)
    return _each(statements, lambda text: f"{text.rstrip('.')}, as {number} percent of applicants do.")


def swapped_numbers(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Exchange the numbers of neighbouring statements; those within the only one that has any."""
    found = [_NUMBER.findall(one["text"]) for one in statements]
    numbers = [*dict.fromkeys(number for some in found for number in some)]
    turned = dict(zip(numbers, numbers[1:] + numbers[:1], strict=True))
    return _each(statements, lambda text: _NUMBER.sub(lambda one: turned[one[0]], text))


def spelled_out_wrong_numbers(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Write another number instead of every number, in words."""
    return _each(statements, lambda text: _NUMBER.sub(lambda found: spelled(int(found[0]) + 4), text))


def wrong_units(_: AskedModel, statements: list[Statement]) -> list[Statement]:
    """Count in other units."""
    return _each(statements, lambda text: _UNIT.sub(lambda found: _UNITS[found[0].lower()], text))


def spelled(number: int) -> str:
    """Return a number in words."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    hundreds, rest = divmod(number, 100)
    return f"{spelled(hundreds)} hundred" + (f" {spelled(rest)}" if rest else "")


def _each(statements: list[Statement], change: Callable[[str], str]) -> list[Statement]:
    return [{**one, "text": change(one["text"])} for one in statements]
