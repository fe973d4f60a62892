"""What collides in a plan, what no longer fits into it, and the choices that the guides leave then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.errors import InputError
from bot.planning.circumstances import Circumstances, check_to_come
from bot.planning.exam import Timing, weeks_until
from bot.planning.plan import Missed
from bot.planning.steps import span_before
from bot.planning.tables import Planning
from bot.strategy.advice import Reason
from bot.studying.plans import StudyPlan
from bot.timeline.milestones import IMG, TRACKS
from bot.timeline.seasons import Season, months_between
from bot.timeline.wording import day, month

_LATE = "late"
_ROTATION = {"sub_internship": ("G-15.d", "R-15.7"), "ir_elective_or_core_clerkship": ("R-15.6",)}
"""Rows of F15 that speak of a rotation in the month of the exam, the one that says most first."""
_FIRST = "R-15.5"
"""The row of F15 that names the rotations which come before the exam."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much time there is: from today to the exam, and how many weeks of study there are and should be."""

    season: Season
    today: date
    exam: date | None
    needed: int = 0
    left: int = 0
    asked_for: tuple[int, int] | None = None
    """The fewest and the most weeks that the guides ask for, where they give such numbers."""


def conflicts(timed: Timing) -> Iterator[Reason]:
    """Yield what F15 says of rotations that stand in the way of the exam day."""
    for asked, advice in timed:
        said = {reason.rule: reason for reason in advice.reasons}
        yield from [said[rule] for rule in _ROTATION.get(asked["overlaps"], ()) if rule in said][:1]
        if asked.get("med_surg_done") is False:
            yield said[_FIRST]


def no_longer(given: Circumstances, room: Room, timed: Timing, planning: Planning) -> Iterator[Missed]:
    """Yield what no longer fits, each with the choices left."""
    found = (
        *_exam(given, room, timed),
        *_study(room),
        *_electives(given, room, planning),
        *_letters(given, room, planning),
    )
    for what, says in found:
        yield Missed(what, says, planning.choices_for(what, given.applicant))


def too_short(needed: int, left: int, exam: date) -> str:
    """Say that so many weeks of study no longer fit before an exam."""
    weeks = "1 week is" if left == 1 else f"{left} weeks are"
    return f"{needed} weeks of study no longer fit before {day(exam)}: {weeks} left."


def _exam(given: Circumstances, room: Room, timed: Timing) -> Iterator[tuple[str, str]]:
    eras, next_season = month(room.season.eras), f"in time for the {room.season.year + 1} season"
    if given.exam_taken:
        return
    if room.exam is None:
        yield (
            "exam",
            f"No day is left on which Step 2 CK is in time for ERAS in {eras}; from now on it is {next_season}.",
        )
    elif any(advice.values["verdict"] == _LATE for _, advice in timed):
        yield "exam", f"Step 2 CK on {day(room.exam)} is late for ERAS in {eras}; it is {next_season}."


def _study(room: Room) -> Iterator[tuple[str, str]]:
    least, most = room.asked_for or (room.needed, room.needed)
    if room.exam and room.left < least:
        guides = f" The guides ask for {least}–{most}." if room.asked_for else ""
        yield "study", too_short(least, room.left, room.exam) + guides


def _electives(given: Circumstances, room: Room, planning: Planning) -> Iterator[tuple[str, str]]:
    """Yield the electives it is late to apply for; only IMGs are given a lead time."""
    if planning.rows["electives"].speaks_to(given.applicant):
        for elective in given.electives:
            _, due = span_before(elective, planning.electives_ahead)
            if due < room.today:
                months = planning.electives_ahead[0]
                yield (
                    "electives",
                    f"The elective of {day(elective)} was to be applied for by {day(due)}, {months} months ahead.",
                )


def _letters(given: Circumstances, room: Room, planning: Planning) -> Iterator[tuple[str, str]]:
    """Yield that it is late to ask for letters; only IMGs are given a lead time."""
    least, _ = planning.letters_ahead
    if TRACKS[given.applicant] == IMG and months_between(room.today, room.season.eras) < least:
        eras = month(room.season.eras)
        yield "letters", f"Letters for ERAS in {eras} were to be asked for {least} months ahead at the latest."


def check_fits(made: StudyPlan, exam: date | None, today: date) -> None:
    """Refuse an exam day that is over, or before which the weeks of a plan no longer fit.

    Raises InputError.
    """
    if exam is None:
        return
    check_to_come(exam, today)
    needed, left = len(made.weeks), weeks_until(exam, today)
    if left < needed:
        raise InputError(f"exam date {exam}: {too_short(needed, left, exam)} Give fewer weeks, or a later day")
