"""When to sit Step 2 CK: the day booked, else the first in time that leaves room to study, and what F15 says of it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.planning.circumstances import Circumstances
from bot.planning.tables import Planning
from bot.strategy.advice import Advice
from bot.timeline.seasons import ERAS_MONTH, Season, month_of

Timing = Sequence[tuple[dict[str, Any], Advice]]
"""What F15 was asked of an exam day, and what it says."""
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
_LAST_MONTH, _MOST_MONTHS = 12, 120
"""The last month of a year, and the most months before the Match that F15 takes."""


def days_in_time(season: Season, working: bool, planning: Planning, catalogue: Catalogue) -> list[date]:
    """Return the days on which an exam is in time for a September ERAS, the first being the one to plan for."""
    advice = catalogue.advise("prep_window", {"mode": "working" if working else "full_time", "eras_month": ERAS_MONTH})
    return [date(season.year - 1, month, planning.exam_day) for month in advice.values["exam_months"]]


def first_fitting(days: Sequence[date], weeks: int, today: date) -> date | None:
    """Return the first day that leaves so many weeks, else the last one, or the end of its month; None after that."""
    last, month_end = days[-1], month_of(days[-1], 1) - DAY
    fitting = [one for one in days if one > today and weeks_until(one, today) >= weeks]
    return next((one for one in (*fitting, last, month_end) if one > today), None)


def weeks_until(exam: date, today: date) -> int:
    """Return the whole weeks left for study."""
    return max(0, (exam - today) // WEEK)


def timing(
    exam: date, season: Season, given: Circumstances, catalogue: Catalogue
) -> Iterator[tuple[dict[str, Any], Advice]]:
    """Yield what F15 says of an exam day, once for each rotation it falls together with."""
    in_match_year = exam.year == season.year
    asked = {
        # After the year of ERAS it can only be late, which it is in December too.
        "exam_month": _LAST_MONTH if in_match_year else exam.month,
        "eras_month": ERAS_MONTH,
        "same_year": in_match_year or exam.year == season.year - 1,
        "months_before_match": min(season.months_left(exam), _MOST_MONTHS),
        "visa": given.visa,
        **({} if in_match_year else {"day": exam.day}),
        **({} if given.medicine_and_surgery_done is None else {"med_surg_done": given.medicine_and_surgery_done}),
    }
    for overlaps in _overlaps(exam, given):
        inputs = {**asked, "overlaps": overlaps}
        yield inputs, catalogue.advise("ck_exam_timing", inputs)


def _overlaps(exam: date, given: Circumstances) -> list[str]:
    """Return the rotations that fall into the month of the exam."""
    month = month_of(exam)
    found = []
    if given.sub_i and month_of(given.sub_i) == month:
        found.append("sub_internship")
    if any(month_of(one) == month for one in given.electives):
        found.append("ir_elective_or_core_clerkship")
    return found or ["none"]
