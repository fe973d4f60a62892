"""What study plans take from `config/timeline/studying.toml`: hours of a day, days of a week, and words for codes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot.configuring import tables_of

Span = tuple[int, int]
Hours = tuple[Fraction, Fraction]
NO_HOURS: Hours = (Fraction(0), Fraction(0))
_HOUR = 60
_DAY = {"morning": "block", "early afternoon": "afternoon", "evening": "evening"}
"""Parts of a Step 1 day, with their tables."""
WAYS = frozenset({"style", "review", "instead", "topic", "daily", "weekly", "mock", "test"})
"""What a code can be on."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a code of a decision table means for a study day."""

    on: str
    says: str
    hours: Hours = NO_HOURS


@dataclass(frozen=True, slots=True)
class Block:
    """A block of questions: how many, the hours they take with their notes, and those of their review."""

    questions: int
    hours: int
    review: Span

    @property
    def rates(self) -> Hours:
        """Return the hours a question takes, with the shorter and with the longer review."""
        short, long = (Fraction(self.hours + review, self.questions) for review in self.review)
        return short, long


@dataclass(frozen=True, slots=True)
class BusyWeek:
    """The days of a busy week, those to keep first; which days are of the weekend, and the day of a test."""

    days: tuple[str, ...]
    weekend: frozenset[str]
    test: str


@dataclass(frozen=True, slots=True)
class StudyTables:
    """All that study plans need beside the strategy functions."""

    block: Block
    day: Mapping[str, Hours]
    """The parts of a Step 1 day in their order, each with the hours the guide gives it."""
    anatomy: Span
    busy: BusyWeek
    stages: Mapping[str, str]
    codes: Mapping[str, Code]
    aside: frozenset[str]
    """Rows of the functions asked that no plan rests on."""
    says: Mapping[str, str]

    def coded(self, codes: Iterable[str], on: str) -> Iterator[Code]:
        """Yield the meanings of those codes that are on something."""
        return (self.codes[code] for code in codes if self.codes[code].on == on)

    def told(self, sentence: str, **numbers: object) -> str:
        """Return a sentence with its numbers."""
        return self.says[sentence].format(**numbers)


def read_study_tables(path: Path) -> StudyTables:
    """Read the file.

    Raises SettingError with the file where a value is wrong.
    """
    with tables_of(path) as tables:
        busy = tables["busy"]
        return StudyTables(
            block=_block(tables["block"]),
            day={part: hours_of(tables[table]["hours"]) for part, table in _DAY.items()},
            anatomy=span_of(tables["anatomy"]["times"]),
            busy=BusyWeek(tuple(busy["days"]), frozenset(busy["weekend"]), busy["test"]),
            stages=tables["stages"],
            codes={name: _code(written) for name, written in tables["codes"].items()},
            aside=frozenset(tables["aside"]["rules"]),
            says=tables["says"],
        )


def span_of(written: Iterable[int]) -> Span:
    """Return a low and a high end.

    Raises ValueError where they are none.
    """
    low, high = written
    if not low <= high:
        raise ValueError(f"{low} to {high} is no range")
    return low, high


def hours_of(written: Iterable[float]) -> Hours:
    """Return a low and a high end in hours."""
    low, high = written
    return Fraction(low), Fraction(high)


def _block(written: Mapping[str, Any]) -> Block:
    """Read the block; what its hours leave beside the review must be the same at both ends."""
    review = span_of(written["review_hours"])
    left = {hours - one for hours, one in zip(span_of(written["hours"]), review, strict=True)}
    (hours,) = left
    return Block(written["questions"], hours, review)


def _code(written: Mapping[str, Any]) -> Code:
    if written["on"] not in WAYS:
        raise ValueError(f"a code is on {', '.join(sorted(WAYS))}, not {written['on']}")
    low, high = span_of(written.get("minutes", (0, 0)))
    return Code(written["on"], written["says"], (Fraction(low, _HOUR), Fraction(high, _HOUR)))
