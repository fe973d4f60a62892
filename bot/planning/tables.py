"""The table of plans, `config/timeline/planning.toml`: rows and choices that a plan rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from bot.advising.catalogue import Catalogue
from bot.configuring import tables_of
from bot.planning.circumstances import Circumstances
from bot.strategy.advice import Reason
from bot.studying.tables import span_of
from bot.timeline.milestones import Told, told_of

_ROWS = ("structured", "exam", "electives", "sub_i")
_CHOICES = ("study", "exam", "electives", "letters")
_SHORTEST_MONTH = 28


@dataclass(frozen=True, slots=True)
class Planning:
    """The table, with its rows read."""

    exam_day: int
    """The day of the month on which an exam is put that has no day yet."""
    replaced: frozenset[str]
    """Milestones in whose place a plan has steps of its own."""
    of_electives: str
    """The milestone that steps take the place of where electives are told."""
    no_lead_time: str
    """What is said of electives to those who are given no lead time."""
    only_if: Mapping[str, str]
    """Milestones that are told only where the circumstance of that name holds."""
    electives_ahead: tuple[int, int]
    """Months ahead of its start in which an elective is applied for, fewest first."""
    letters_ahead: tuple[int, int]
    """Months before ERAS by which letters are asked for, fewest first."""
    sub_i_months: tuple[int, int]
    """First and last month of the home Sub-I."""
    loads: Mapping[str, str]
    """Rows of a study plan that give the load of its phases, by phase."""
    tests: Mapping[str, str]
    """Rows of a study plan that ask for its practice tests, by phase."""
    rows: Mapping[str, Told]
    choices: Mapping[str, tuple[Told, ...]]
    """What the guides leave to choose where something no longer fits."""

    def choices_for(self, what: str, applicant: str) -> tuple[Reason, ...]:
        """Return what somebody may choose where something no longer fits."""
        return tuple(one.reason for one in self.choices[what] if one.speaks_to(applicant))


def read_planning(path: Path, catalogue: Catalogue) -> Planning:
    """Read the table.

    Raises SettingError with the file where a value is wrong.
    """
    with tables_of(path) as table:
        return Planning(
            exam_day=_day(table["exam_day"]),
            replaced=frozenset(table["replaced"]),
            of_electives=table["of_electives"],
            no_lead_time=table["no_lead_time"],
            only_if={milestone: _circumstance(name) for milestone, name in table["only_if"].items()},
            electives_ahead=span_of(table["electives_months_ahead"]),
            letters_ahead=span_of(table["letters_months_before_eras"]),
            sub_i_months=span_of(table["sub_i_months"]),
            loads=dict(table["loads"]),
            tests=dict(table["tests"]),
            rows={name: told_of(table["rows"][name], catalogue) for name in _ROWS},
            choices={name: tuple(told_of(row, catalogue) for row in table["choices"][name]) for name in _CHOICES},
        )


def _day(written: int) -> int:
    if written not in range(1, _SHORTEST_MONTH + 1):
        raise ValueError(f"exam_day {written!r}: give a day that every month has")
    return written


def _circumstance(name: str) -> str:
    if name not in {field.name for field in fields(Circumstances)}:
        raise ValueError(f"only_if {name!r}: name one of the circumstances")
    return name
