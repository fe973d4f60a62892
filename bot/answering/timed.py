"""Write a timeline out as statements that rest on the sections behind its milestones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.advising.wording import told
from bot.answering.advised import Sections, grounded
from bot.answering.answer import AnswerKind
from bot.answering.grounding import Grounded
from bot.answering.worked_out import WorkedOut
from bot.days import MONTHS
from bot.strategy.advice import Reason
from bot.timeline.hearing import Asks, Heard, Wish
from bot.timeline.leads import Lead
from bot.timeline.looking_up import next_of
from bot.timeline.season_dates import SeasonDate, Sure, said_of
from bot.timeline.timeline import Entry, Given, State, Timeline
from bot.timeline.wording import standing

_MOST_NOW, _MOST_NEXT, _MOST_OPEN = 8, 8, 6
"""Milestones told of each state."""
_BESIDE = 6
"""Statements of the guides beside a timeline; none beside the whole of one, which holds all they say of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was heard, the lookup that answers it, what that found, and when it was asked."""

    heard: Heard
    wish: Wish
    timeline: Timeline
    now: datetime

    @property
    def by_name(self) -> bool:
        """Tell whether milestones or dates were asked for by name."""
        return self.wish is not Wish.ALL

    @property
    def only_next(self) -> bool:
        """Tell whether it is only what comes next that was asked for."""
        return self.heard.asks == {Asks.NEXT}


def timed(one: Told, who: str, sections: Sections, guides: Mapping[str, str]) -> WorkedOut:
    """Return what a timeline says to what was heard, each statement with the words of the guides it rests on."""
    timeline = one.timeline
    entries = list(_named(one) if one.by_name else _due(one))
    lines = [] if one.by_name else [(label, some) for label, some in _lines(one, entries) if some]
    reasons = list(_told(entries, timeline.asked.applicant, one.by_name))
    caveats = dict.fromkeys((*(reason.says for reason in reasons if reason.caveat), *timeline.caveats))
    shown = [*entries, *(entry for _, some in lines for entry in some)]
    result = _result(shown, timeline) | {"caveats": [*caveats]}
    dates = tuple(said_of(_dates(one)))
    standing_at = standing(timeline.asked.year, timeline.season, timeline.months)
    return WorkedOut(
        AnswerKind.TIMELINE,
        (
            *grounded([reason for reason in reasons if not reason.caveat], sections, guides),
            *(said for label, some in lines for said in _in_a_line(label, some, sections, guides)),
        ),
        named=True,
        stands_alone=True,
        beside=_BESIDE if one.by_name or timeline.months is None else 0,
        heading=", ".join(filter(None, (standing_at, who))) or "any season",
        caveats=tuple(told(says, guides) for says in caveats),
        lead=dates if one.wish is Wish.DATES else (),
        notes=() if one.wish is Wish.DATES else tuple(f"Not in the guides: {says}" for says in dates),
        recommendations=({"function": "timeline", "inputs": result.pop("asked"), "result": result},),
    )


def week_of_plan(given: Sequence[Given], sections: Sections, guides: Mapping[str, str]) -> WorkedOut:
    """Return what a week of the Step 2 CK plan asks for, or the last weeks before it."""
    reasons = [reason for *_, advice in given for reason in advice.reasons if reason.telling]
    week, weeks = given[0][1]["week"], given[0][1]["total_weeks"]
    return WorkedOut(
        AnswerKind.TIMELINE,
        grounded(reasons, sections, guides),
        named=True,
        stands_alone=True,
        beside=_BESIDE,
        heading=f"{'final weeks' if week == 'final' else f'week {week}'} of a {weeks}-week Step 2 CK plan",
        caveats=tuple(told(says, guides) for *_, advice in given for says in advice.caveats),
        recommendations=tuple({"function": f, "inputs": dict(i), "result": a.as_json()} for f, i, a in given),
    )


def in_time(lead: Lead, sections: Sections, guides: Mapping[str, str]) -> WorkedOut:
    """Return whether something is asked for early enough."""
    function, inputs, advice = lead.given
    return WorkedOut(
        AnswerKind.TIMELINE,
        grounded(lead.reasons, sections, guides),
        named=True,
        stands_alone=True,
        beside=_BESIDE,
        heading=f"{lead.subject} asked for {lead.months:g} month{'' if lead.months == 1 else 's'} ahead",
        recommendations=({"function": function, "inputs": dict(inputs), "result": advice.as_json()},),
    )


def _named(one: Told) -> Sequence[Entry]:
    """Return milestones asked for by name: of a year of school those of that year, if there are any."""
    if not one.heard.moment.stage:
        return one.timeline.entries
    return [entry for name in one.heard.subjects for entry in _of_subject(name, one.timeline)] or one.timeline.entries


def _of_subject(name: str, timeline: Timeline) -> Sequence[Entry]:
    mine = [entry for entry in timeline.entries if name in entry.milestone.about]
    return [entry for entry in mine if entry.state is State.NOW] or mine


def _due(one: Told) -> Sequence[Entry]:
    """Return what is told one by one: what is due, or what comes next where that is asked or nothing is due."""
    now = [] if one.only_next else one.timeline.of(State.NOW)[:_MOST_NOW]
    return now or next_of(one.timeline.entries, one.now.date()) or one.timeline.ahead(_MOST_NEXT)


def _lines(one: Told, told_already: Sequence[Entry]) -> Iterator[tuple[str, Sequence[Entry]]]:
    """Yield what else there is, each under its label: what is due or comes next, and what is past and still open."""
    if one.only_next:
        yield "Due now", [entry for entry in one.timeline.of(State.NOW) if entry not in told_already][:_MOST_NOW]
    else:
        yield "Coming next", [entry for entry in one.timeline.ahead(_MOST_NEXT) if entry not in told_already]
    yield "Still open from before, if you have not done it", one.timeline.of(State.OPEN)[-_MOST_OPEN:]


def _dates(one: Told) -> list[SeasonDate]:
    """Return the dates that are told: those asked for; else those to come, of a whole timeline more than rules."""
    if one.wish is Wish.DATES:
        return list(one.timeline.dates)
    to_come = (date for date in one.timeline.dates if not date.is_over(one.now))
    return [date for date in to_come if one.by_name or date.sure is not Sure.RULE]


def _told(entries: Iterable[Entry], applicant: str, by_name: bool) -> Iterator[Reason]:
    """Yield what milestones say, and why where they are asked for by name."""
    for entry in entries:
        _, *why = entry.milestone.reasons(applicant)
        yield _with_time(entry, entry.reason)
        yield from why if by_name else ()


def _in_a_line(
    label: str, entries: Sequence[Entry], sections: Sections, guides: Mapping[str, str]
) -> Iterator[Grounded]:
    """Yield one sentence that names milestones by their titles and rests on the sections of all."""
    held = [(entry, said) for entry in entries for said in grounded([entry.milestone.reason], sections, guides)]
    if held:
        titles = "; ".join(_titled(entry) for entry, _ in held)
        first, *others = (said for _, said in held)
        yield replace(first, text=f"{label}: {titles}.", beside=tuple(others))


def _titled(entry: Entry) -> str:
    return f"{entry.milestone.title} ({entry.when})" if entry.opens else entry.milestone.title


def _with_time(entry: Entry, reason: Reason) -> Reason:
    """Return a reason with its time in the calendar; without a season only where it names no month itself."""
    counted = entry.when.endswith("the Match") or any(name in reason.says for name in MONTHS)
    return reason if counted and not entry.opens else replace(reason, says=f"{reason.says} ({entry.when})")


def _result(entries: Iterable[Entry], timeline: Timeline) -> dict[str, object]:
    """Return as data what is told of the timeline, without the functions behind it."""
    data = timeline.as_json()
    shown = {entry.milestone.id for entry in entries}
    names = ("asked", "months_before_match", "season", "dates", "window", "calendar_note", "rules")
    kept: dict[str, object] = {name: data[name] for name in names if name in data}
    return kept | {"milestones": [one for one in data["milestones"] if one["id"] in shown]}
