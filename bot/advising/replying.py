"""Read a short reply as the answer to the one question that was asked."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.advising.counting import NUMBER_WORDS, number_of
from bot.advising.dating import MONTHS
from bot.advising.tidying import plain
from bot.strategy.inputs import Input

_OPEN = re.compile(
    r"\b(?:idk|dunno|not sure|no idea|no clue|unsure|maybe|depends|skip|(?:don'?t|do not) (?:know|remember))\b", re.I
)
"""A reply that leaves the question open."""
_YES = re.compile(
    r"\W*(?:y|yes|yea|yeah|yep|yup|ya|sure|correct|right|true|definitely|absolutely|of course|i (?:do|did|will)"
    r"|(?:i have|i've|i am|i'm)(?= it| one| that| them| so| already|\W*$)"
    r"|(?:it|they) (?:is|are|do|does|did|will|has|have))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W*(?:n|no|nope|nah|not|none|never|false|negative|(?:i|it|they|we) (?:do|did|have|has|am|is|are|will|does) not"
    r"|i'm not|(?:(?:i|it|they|we) )?(?:do|did|have|has|is|are|wo|does|ca)n'?t)\b",
    re.IGNORECASE,
)
_EXAM = re.compile(r"\b(?:step ?[12]|s[12]|ck|nbmes?|uwsa ?\d?|comlex|level ?[12]|usmle)\b", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}})(?:\.\d+)?(?![\w,./-]*\d)|\b(?:{NUMBER_WORDS}|none)\b", re.I
)
_SCORE = re.compile(r"(?<![\w.])[12]\d\d(?![\w%])")
_EMPTY = {"no", "none", "a", "an"}
"""Words that are numbers only where there is no other."""
_UNIT = re.compile(r"\b(day|week|month|year)s?\b", re.IGNORECASE)
_DAYS = {"day": 1.0, "week": 7.0, "month": 365 / 12, "year": 365.0}
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]*\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|\d+")
_ENDING = re.compile(r"(?<=[a-z]{3})(?:ed|ing|s)$")
_FRACTIONS = {"months", "number"}
"""Kinds of inputs that need not be whole."""


def reply(text: str, asked: Input) -> Any:
    """Return what a reply says of the input asked for, None where it does not answer."""
    text = plain(text)
    return None if _OPEN.search(text) else _READERS.get(asked.kind, _number)(text, asked)


def _yes_no(text: str, _: Input) -> bool | None:
    if _NO.match(text):
        return False
    return True if _YES.match(text) else None


def _choice(text: str, asked: Input) -> str | None:
    """Return the one choice of whose words the reply says most, in number and then in share."""
    said = _stems(text.lower().replace("n't", " not"))
    scored = sorted((_likeness(said, choice), choice) for choice in asked.choices)
    (likeness, best), *others = reversed(scored)
    denied = "not" in said and "not" not in _stems(best)
    tied = bool(others) and others[0][0] == likeness
    return None if denied or tied or not likeness[0] else best


def _likeness(said: set[str], choice: str) -> tuple[int, float]:
    words = _stems(choice)
    return len(said & words), len(said & words) / len(words)


def _stems(text: str) -> set[str]:
    return {_ENDING.sub("", word) for word in _WORD.findall(text)}


def _number(text: str, asked: Input) -> float | None:
    """Return the only number of a reply that speaks of nothing else, in the unit asked for."""
    if _EXAM.search(text) and asked.kind != "score":
        return None
    found = _telling(match[0].lower() for match in _NUMBER.finditer(text))
    if len(found) != 1:
        return None
    return _in_unit(_value(found[0]), _UNIT.search(text), asked)


def _telling(numbers: Iterable[str]) -> list[str]:
    found = list(numbers)
    return [one for one in found if one not in _EMPTY] or found


def _value(word: str) -> float:
    if word[0].isdecimal():
        return float(word.replace(",", ""))
    return 0 if word == "none" else number_of(word)


def _in_unit(value: float, told: re.Match[str] | None, asked: Input) -> float | None:
    """Return a value in the unit of the question; None where that makes no whole number but must."""
    wanted = _UNIT.search(asked.asks)
    if told and not wanted:
        return None
    if told and wanted:
        value = round(value * _DAYS[told[1].lower()] / _DAYS[wanted[1].lower()], 1)
    if value == int(value):
        return int(value)
    return value if asked.kind in _FRACTIONS else None


def _month(text: str, asked: Input) -> float | None:
    months = {MONTHS.index(name.lower()) + 1 for name in _MONTH.findall(text)}
    return months.pop() if len(months) == 1 else None if months else _number(text, asked)


def _week(text: str, asked: Input) -> float | str | None:
    return "final" if re.search(r"\b(?:final|last)\b", text, re.IGNORECASE) else _number(text, asked)


def _scores(text: str, _: Input) -> list[int] | None:
    """Return all scores of a reply, unless it names another exam than practice ones."""
    other = re.search(r"\b(?:step ?[12]|s[12]|comlex|level ?[12]|goal|target)\b", text, re.IGNORECASE)
    return None if other else [int(score) for score in _SCORE.findall(text)] or None


def _nothing(_: str, __: Input) -> None:
    """Leave what is read from any text anyway, as applicant types are."""


_READERS: Mapping[str, Callable[[str, Input], Any]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "month": _month,
    "week": _week,
    "scores": _scores,
    "applicant": _nothing,
    "texts": _nothing,
    "records": _nothing,
}
