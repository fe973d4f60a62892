"""Hear what is asked about time: where the asker stands, what about, and whether it is what to do, when or next."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bot.advising.said import phrase_set, said_in
from bot.configuring import tables_of
from bot.timeline.figures import in_figures
from bot.timeline.moments import Moment, alone_in, lead_in, moment_in, without_moment, year_in
from bot.timeline.seasons import running
from knowledge.words import content_words

_Name = TypeVar("_Name", bound=str)
_ENDS_WITH_WHEN = re.compile(r"\bwhen\W*$")
_ASKS_ITSELF = re.compile(
    r"(?:(?:and|so|but|ok|then)\b[ ,]*)*"
    r"(?:(?:how|what)\b(?! about)|(?:which|who|why|where|should|do|does|is|are|can|could)\b)"
)
_THING = r"(?:step [12]|s[12]|ck|boards|research|letters?|rotations?|electives?|observerships?|interviews?)"
_THINGS = rf"(?:my |the |all )?{_THING}"
_BEHIND = r"(?:passed|done|finished|taken|complete|completed|over|behind me)"
_DONE = re.compile(
    rf"\b{_THINGS}(?: ck)?(?: is| are| was)?(?: all| already)? {_BEHIND}\b"
    rf"|(?<!not )(?<!n't )\b(?:passed|finished|completed|took|done with) {_THINGS}\b"
)
"""What is behind the asker, and so is not what they ask about."""
_YEAR_AFTER = re.compile(r"\b(?:year after|following year|next one|one after|next year)\b")
_FEW = 1
_MOST_SUBJECTS = 3
"""More of them, and it is the whole timeline that is asked for."""

_ERAS, _SUBMIT = "eras", "eras_submit"
_OF_ERAS = ("eras_opens", "eras_submit", "eras_review")
_LED = {"letters", "electives"}
"""Subjects of which it is told how far ahead they are to be asked for."""
_BESIDE_DATES = {_ERAS, "programs", "interviews"}
"""Subjects that the name of a date brings along."""


class Asks(StrEnum):
    """What is asked of time; several may hold."""

    NOW = "now"
    WHEN = "when"
    DATE = "date"
    """When in a season."""
    DAY = "day"
    """On which day, and no less."""
    NEXT = "next"
    LATE = "late"
    LEFT = "left"
    """What there still is to do."""
    POINT = "point"
    """What holds at a point in time, whatever else is asked."""


_NOT_OF_WHEN = {Asks.NEXT, Asks.DAY}
"""What words that tell of when ("next cycle", "ERAS opens in 3 months") do not ask for."""
_WHOLE = {Asks.NEXT, Asks.LEFT}
_DATE = {Asks.DATE, Asks.DAY}
_WHEN = {Asks.WHEN, Asks.LATE, Asks.DATE}
_WHEN_AT_THE_END = {Asks.WHEN, Asks.DATE}


class Wish(StrEnum):
    """Which lookup answers."""

    NONE = "none"
    WEEK = "week"
    """A week of the Step 2 CK plan."""
    DATES = "dates"
    LEAD = "lead"
    """Whether something is asked for early enough before ERAS."""
    SUBJECTS = "subjects"
    """Milestones by name."""
    ALL = "all"
    """Everything that is due."""


@dataclass(frozen=True, slots=True)
class Words:
    """The phrases of `config/timeline/words.toml`."""

    asks: Mapping[Asks, frozenset[str]]
    subjects: Mapping[str, frozenset[str]]
    dates: Mapping[str, frozenset[str]]
    served: frozenset[str]
    """Topics not covered that say nothing against the timeline."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What turns ask about time."""

    moment: Moment = field(default_factory=Moment)
    asks: frozenset[str] = frozenset()
    subjects: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    """Dates of a season that are named."""
    lead: float | None = None
    """How many months before ERAS something is done."""
    asks_itself: bool = False
    """It has the form of a question, and so asks for what it says."""
    bare: Moment = field(default_factory=Moment)
    """What months or a year told alone come to, in a turn that goes on from another."""
    year_after: bool = False
    """It asks for the season after the one spoken of."""
    here: bool = False
    """The last turn itself says where the asker stands."""
    little_else: bool = False
    """Few words beside those that name the subject and ask for its time."""

    @property
    def wish(self) -> Wish:
        """Return which lookup answers; none where it is not about time."""
        if self.moment.week is not None:
            return Wish.WEEK
        if self._of_dates:
            return Wish.DATES
        if self.lead is not None and len(self.subjects) == 1 and self.subjects[0] in _LED:
            return Wish.LEAD
        if self.subjects and self.asks.isdisjoint(_WHOLE) and self._about_time:
            return Wish.SUBJECTS
        told = self.moment.told and (bool(self.asks) or self._counted)
        return Wish.ALL if told and not (self.moment.stage and self.subjects and not self._at_a_point) else Wish.NONE

    @property
    def at_least(self) -> Wish:
        """Return which lookup serves where nothing else answers: whoever says where they stand is shown what is due."""
        if not self.here:
            return Wish.NONE
        return Wish.SUBJECTS if 0 < len(self.subjects) <= _MOST_SUBJECTS else Wish.ALL

    @property
    def surely(self) -> bool:
        """Tell whether it is surely about time: it says where the asker stands, asks for a day, or says little else."""
        if self.of_a_day:
            return False
        return self.moment.told or self.wish in {Wish.DATES, Wish.LEAD} or self.little_else

    @property
    def of_a_day(self) -> bool:
        """Tell whether a day is asked for that milestones do not have."""
        return Asks.DAY in self.asks and not self._of_dates

    @property
    def _of_dates(self) -> bool:
        """Tell whether a date of a season is asked for: it is named with the season, or with a word for a day."""
        named = self.moment.season is not None or self.little_else
        asked = not self.asks.isdisjoint(_DATE) or (named and _SUBMIT not in self.dates)
        return bool(self.dates) and asked and _BESIDE_DATES.issuperset(self.subjects)

    @property
    def _about_time(self) -> bool:
        """Tell whether a subject is asked for by its time: by when, or at the point where the asker stands."""
        if len(self.subjects) > (_MOST_SUBJECTS if self.moment.told else 1):
            return False
        pointed = self.moment.told and (Asks.POINT in self.asks or (self.moment.dated and bool(self.asks)))
        return not self.asks.isdisjoint(_WHEN) or self._counted or pointed

    @property
    def _at_a_point(self) -> bool:
        return self.moment.dated or not self.asks.isdisjoint({Asks.POINT, Asks.LATE, *_WHOLE})

    @property
    def _counted(self) -> bool:
        """Tell whether the months left are told, which people do for no other reason."""
        return self.moment.months is not None


def read_words(path: Path) -> Words:
    """Read the phrases.

    Raises SettingError with the file where a value is wrong.
    """
    with tables_of(path) as tables:
        asks, subjects, dates = (
            {name: phrase_set(phrases) for name, phrases in tables[part].items()}
            for part in ("asks", "subjects", "dates")
        )
        told = {Asks(name): phrases for name, phrases in asks.items()}
        return Words(told, subjects, dates, frozenset(tables["served"]))


def hear(turns: Sequence[str], words: Words, on: date, leans: bool = False) -> Heard:
    """Return what the last of some turns asks; `leans` says that it makes no sense without the ones before."""
    *earlier, last = (_heard(turn, words, on) for turn in turns)
    heard = Heard()
    for turn in earlier:
        heard = _together(heard, turn, leans=False)
    return _together(heard, last, leans)


def _heard(turn: str, words: Words, on: date) -> Heard:
    text = in_figures(turn)
    said, beside = said_in(text), said_in(_DONE.sub(" , ", without_moment(text)))
    asks = {*_named(words.asks, said)} - (_NOT_OF_WHEN - {*_named(words.asks, beside)})
    if Asks.LEFT in asks:  # "what is still open" asks for no opening day
        asks -= {Asks.DAY}
    asks |= _WHEN_AT_THE_END if _ENDS_WITH_WHEN.search(text) else set()
    subjects = _subjects([*_named(words.subjects, beside)])
    moment = moment_in(text, on)
    counted = moment.months is not None  # "ERAS opens in 3 months" tells that date and does not ask for it
    dates = _dates([*_named(words.dates, beside if counted else said)], subjects, asks)
    return Heard(
        moment=_aimed_at(moment, text, on, bool(dates)),
        asks=frozenset(asks),
        subjects=subjects,
        dates=dates,
        lead=lead_in(text),
        asks_itself=bool(_ASKS_ITSELF.match(text)),
        here=moment.told,
        bare=alone_in(text),
        year_after=bool(_YEAR_AFTER.search(text)),
        little_else=_is_short(beside, words),
    )


def _is_short(said: frozenset[str], words: Words) -> bool:
    """Tell whether few telling words are left of a text without those we know."""
    known = (*words.asks.values(), *words.subjects.values())
    ours = {word for phrases in known for phrase in phrases & said for word in phrase.split()}
    return len(set(content_words(" ".join(one for one in said if " " not in one))) - ours) <= _FEW


def _subjects(named: Sequence[str]) -> tuple[str, ...]:
    """Return the subjects named; ERAS beside another one says when, not what."""
    return tuple(one for one in named if one != _ERAS or len(named) == 1)


def _aimed_at(moment: Moment, text: str, on: date, of_dates: bool) -> Moment:
    """Return the moment told; a season that is over is aimed at by nobody, but its dates may be asked for."""
    if of_dates:
        return replace(moment, season=moment.season or year_in(text))
    over = moment.season is not None and moment.season < running(on).year
    return replace(moment, season=None) if over else moment


def _dates(named: Sequence[str], subjects: Sequence[str], asks: Collection[Asks]) -> tuple[str, ...]:
    """Return the dates named: those of ERAS where it alone is asked for, and to submit a rank list is no submission."""
    if not named and tuple(subjects) == (_ERAS,) and not _DATE.isdisjoint(asks):
        return _OF_ERAS
    return tuple(one for one in named if one != _SUBMIT or len(named) == 1)


def _named(phrases: Mapping[_Name, frozenset[str]], said: frozenset[str]) -> Iterator[_Name]:
    return (name for name, one in phrases.items() if not one.isdisjoint(said))


def _together(before: Heard, this: Heard, leans: bool) -> Heard:
    """Return a turn in the light of those before: where somebody stands holds on, and a short turn goes on asking."""
    moment = before.moment.with_more(this.bare if leans else Moment()).with_more(this.moment)
    heard = replace(this, moment=replace(moment, week=this.moment.week))
    if not leans:
        return heard
    if this.year_after and before.moment.season:
        heard = replace(heard, moment=replace(moment, season=before.moment.season + 1))
    asks = this.asks if this.asks_itself else this.asks or before.asks
    goes_on = not (this.subjects or this.dates or this.asks_itself or Asks.NEXT in this.asks)
    if goes_on:
        heard = replace(heard, subjects=before.subjects, dates=before.dates)
    return replace(heard, asks=asks)
