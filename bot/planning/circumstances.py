"""What a plan is made from, and what of it no plan can be made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.errors import InputError
from bot.timeline.seasons import Season, month_of
from bot.timeline.wording import month


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """An applicant's season and what stands in the way to it; everything may be left out."""

    season: int | None = None
    applicant: str = ""
    exam_day: date | None = None
    """When Step 2 CK is booked."""
    exam_taken: bool = False
    """Step 2 CK is behind them."""
    baseline: int | None = None
    """The first NBME or UWSA score."""
    weeks: int | None = None
    """Weeks of Step 2 CK study, where they are not to follow from the baseline."""
    hours: float | None = None
    """Hours of study a day."""
    days_per_week: int | None = None
    working: bool = False
    medicine_and_surgery_done: bool | None = None
    visa: bool = False
    sub_i: date | None = None
    """A day of the month of the home Sub-I."""
    electives: tuple[date, ...] = ()
    """The first days of US electives."""

    def check(self, season: Season, today: date) -> None:
        """Refuse days that a plan for a season cannot hold, and study for an exam that is taken.

        Raises InputError with the field and the reason.
        """
        if self.exam_taken:
            self._check_taken()
        if self.exam_day:
            check_to_come(self.exam_day, today)
        self._check_rotations(today)
        for field, on in self._days():
            if on > season.closes(0):
                closed = f"the {season.year} season closes with its Match in {month(season.closes(0))}"
                raise InputError(f"{field} {on}: {closed}; give an earlier day, or a later season")

    def _check_taken(self) -> None:
        of_exam = {
            "exam date": self.exam_day,
            "baseline": self.baseline,
            "weeks": self.weeks,
            "hours": self.hours,
            "days": self.days_per_week,
        }
        if told := [field for field, value in of_exam.items() if value is not None]:
            raise InputError(f"{told[0]}: Step 2 CK is said to be taken; leave out one of the two")

    def _check_rotations(self, today: date) -> None:
        if self.sub_i and self.sub_i < month_of(today):
            raise InputError(f"sub-i {self.sub_i}: it is over; leave it out, or give one that is still to come")
        if begun := [one for one in self.electives if one < today]:
            raise InputError(f"elective {begun[0]}: it has begun; leave it out, or give one that is still to come")

    def _days(self) -> Iterator[tuple[str, date]]:
        """Yield the days told, each with the field it was told in."""
        if self.exam_day:
            yield "exam date", self.exam_day
        if self.sub_i:
            yield "sub-i", self.sub_i
        yield from (("elective", one) for one in self.electives)


def check_to_come(exam_day: date, today: date) -> None:
    """Refuse an exam day that is over.

    Raises InputError.
    """
    if exam_day < today:
        raise InputError(f"exam date {exam_day}: it is over; leave it out, or give a day that is still to come")
