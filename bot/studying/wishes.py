"""What a study plan is asked for: every value checked before anything is planned."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.errors import InputError
from bot.strategy.inputs import Input, RefusedError

STEP1, STEP2CK = "step1", "step2ck"
PHASES, WEEKS = "phases", "weeks"
_WEEKS_OF = {STEP1: ("step1_dedicated_plan", "dedicated_weeks"), STEP2CK: ("ck_phase_plan", "total_weeks")}
_FEWEST_HOURS, _MOST_HOURS, _MOST_DAYS = 1, 16, 7


@dataclass(frozen=True, slots=True)
class Wish:
    """What a plan is asked for."""

    exam: str
    weeks: int | None
    baseline: int | None
    hours: float | None
    days: int
    working: bool
    applicant: str | None
    exam_day: date | None
    plan: str | None

    def check(self, catalogue: Catalogue) -> None:
        """Refuse what no plan can be made from.

        Raises InputError with the field and the reason.
        """
        _check_choices(self)
        _check_time(self)
        study_weeks = catalogue.named("study_weeks").inputs
        _checked(study_weeks["baseline_nbme"], "baseline", self.baseline)
        _checked(study_weeks["applicant_type"], "applicant", self.applicant)
        _check_weeks(self, catalogue)


def _check_choices(wish: Wish) -> None:
    if wish.exam not in {STEP1, STEP2CK}:
        raise InputError(f"exam {wish.exam!r}: choose {STEP1} or {STEP2CK}")
    if wish.plan not in {None, PHASES, WEEKS}:
        raise InputError(f"plan {wish.plan!r}: choose {PHASES} or {WEEKS}, or leave it out")
    if wish.exam == STEP1 and (wish.baseline is not None or wish.working or wish.plan):
        field = "plan" if wish.plan else "working" if wish.working else "baseline"
        raise InputError(f"{field}: it belongs to Step 2 CK; leave it out for Step 1")
    if wish.working and wish.plan:
        raise InputError(f"plan {wish.plan!r}: beside work there is one plan only; leave it out")


def _check_time(wish: Wish) -> None:
    hours, days, on = wish.hours, wish.days, wish.exam_day
    if hours is not None and not (_is_number(hours) and _FEWEST_HOURS <= hours <= _MOST_HOURS):
        raise InputError(f"hours {hours!r}: give a number from {_FEWEST_HOURS} to {_MOST_HOURS}")
    if not (_is_number(days) and days in range(1, _MOST_DAYS + 1)):
        raise InputError(f"days_per_week {days!r}: give a whole number from 1 to {_MOST_DAYS}")
    if on is not None and (isinstance(on, datetime) or not isinstance(on, date)):
        raise InputError(f"exam_day {on!r}: give a day")


def _check_weeks(wish: Wish, catalogue: Catalogue) -> None:
    function, name = _WEEKS_OF[wish.exam]
    one = catalogue.named(function).inputs[name]
    _checked(one, "weeks", wish.weeks)
    if wish.weeks is None and wish.baseline is None and not wish.working:
        more = " A baseline score will do as well." if wish.exam == STEP2CK else ""
        raise InputError(f"weeks is missing: {one.asks}{more}")


def _checked(one: Input, field: str, value: Any) -> None:
    """Refuse what the function would refuse, and what it would only read as a number. Nothing is passed over."""
    try:
        if value is not None and one.check(value) != value:
            raise InputError(f"{field} {value!r}: give one whole number")
    except RefusedError as refused:
        raise InputError(f"{field} {refused}") from refused


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
