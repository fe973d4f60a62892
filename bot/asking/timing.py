"""Answer questions about time from the timeline: hear what is asked, look it up, write it out."""

from collections.abc import Sequence

from bot.answering.advised import Sections
from bot.answering.timed import Told, in_time, timed, week_of_plan
from bot.answering.worked_out import WorkedOut
from bot.asking.question import Reading
from bot.clock import Clock
from bot.errors import InputError
from bot.strategy.inputs import APPLICANT_NAMES
from bot.timeline.hearing import Heard, Wish, Words, hear
from bot.timeline.leads import lead_of
from bot.timeline.looking_up import look_up
from bot.timeline.timeline import Asked
from bot.timeline.timetable import Timetable
from bot.timeline.weeks import week_asks
from knowledge.leads import Topic
from knowledge.passages import Applicant

_IMGS = {Applicant.US_IMG, Applicant.NON_US_IMG}


class Timekeeper:
    """Looks questions about time up in the timetable, by a clock it is given."""

    def __init__(self, timetable: Timetable, words: Words, clock: Clock) -> None:
        self._timetable = timetable
        self._words = words
        self._clock = clock

    def hear(self, turns: Sequence[str], reading: Reading) -> Heard:
        """Return what turns ask about time, the question last."""
        return hear(turns, self._words, self._clock().date(), reading.leans_on is not None)

    def may_speak(self, heard: Heard, topic: Topic | None) -> bool:
        """Tell whether a topic on record as not covered leaves what was heard to the timeline."""
        return topic is None or (topic.id in self._words.served and not heard.of_a_day)

    def answer(self, heard: Heard, wish: Wish, reading: Reading, sections: Sections) -> WorkedOut | None:
        """Return what the timeline says to what was heard, by one lookup.

        None where it does not speak of it, or nothing of it stands in the guides in use.
        """
        found = None if wish is Wish.NONE else self._found(heard, wish, reading, sections)
        return found if found and found.statements else None

    def _found(self, heard: Heard, wish: Wish, reading: Reading, sections: Sections) -> WorkedOut | None:
        catalogue, now = self._timetable.catalogue, self._clock()
        if wish is Wish.WEEK:
            given = week_asks(heard.moment.week or 1, heard.moment.plan_weeks, catalogue)
            return week_of_plan(given, sections, catalogue.guides) if given else None
        if wish is Wish.LEAD:
            return in_time(lead_of(heard.subjects[0], heard.lead or 0, catalogue), sections, catalogue.guides)
        try:
            timeline = look_up(_asked(heard, wish, reading), self._timetable, now)
        except InputError:  # a season that is over: there is nothing to look up
            return None
        return timed(Told(heard, wish, timeline, now), _who(reading), sections, catalogue.guides)


def _asked(heard: Heard, wish: Wish, reading: Reading) -> Asked:
    """Return what to look up."""
    about = {Wish.DATES: heard.dates, Wish.SUBJECTS: heard.subjects}.get(wish, ())
    moment = heard.moment
    return Asked(
        months=moment.months,
        year=moment.stage if moment.months is None else "",
        season=moment.season,
        about=tuple(about),
        applicant=_applicant(reading),
    )


def _applicant(reading: Reading) -> str:
    """Return the kind of applicant; an IMG of whom no more is told is read as one with US citizenship."""
    if reading.tracks == _IMGS:
        return Applicant.US_IMG
    return next(iter(reading.tracks)) if len(reading.tracks) == 1 else ""


def _who(reading: Reading) -> str:
    """Name the kind of applicant, as far as it is told."""
    return "IMG" if reading.tracks == _IMGS else APPLICANT_NAMES.get(_applicant(reading), "")
