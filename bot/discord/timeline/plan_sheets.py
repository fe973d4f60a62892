"""Show plans: the steps of a season with what does not fit or collides, and weeks of study with their days."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.discord.showing.answers import bulleted, headed
from bot.discord.showing.citing import Citing
from bot.discord.showing.sheet import Sheet
from bot.discord.timeline.timeline_sheets import dates_block, in_blocks, whose
from bot.planning.plan import Missed, SeasonPlan, Step
from bot.strategy.advice import Reason
from bot.strategy.inputs import APPLICANT_NAMES
from bot.studying.plans import StudyDay, StudyPlan, StudyWeek, spanned
from bot.timeline.looking_up import WHOSE
from bot.timeline.wording import day

_EXAMS = {"step1": "Step 1, dedicated study", "step2ck": "Step 2 CK study"}


def season_sheet(plan: SeasonPlan, citing: Citing) -> Sheet:
    """Return a plan as it is shown: what no longer fits and what collides before the steps, dates apart below."""
    who = APPLICANT_NAMES.get(plan.circumstances.applicant, "")
    named = ", ".join(filter(None, (f"Plan for the {plan.season.year} season", who)))
    title = f"**{named}**{whose(plan.caveats)}"
    blocks = (title, *_troubles(plan, citing), *_steps(plan, citing), *_kept(plan, citing))
    return Sheet(tuple(filter(None, (*blocks, dates_block(plan.dates)))), "rules")


def study_sheet(plan: StudyPlan, citing: Citing) -> Sheet:
    """Return weeks of study as they are shown, with the days of the first week of each phase."""
    blocks = (
        f"**{_EXAMS[plan.exam]}**",
        headed("Weeks", bulleted(map(_week, plan.weeks))),
        *_days(plan.weeks),
        headed("What does not fit", bulleted(plan.notes)),
        headed("To keep in mind", bulleted(plan.caveats)),
        headed("Sections it rests on", bulleted(_places(plan.reasons, citing))),
    )
    return Sheet(tuple(filter(None, blocks)), "rules")


def _troubles(plan: SeasonPlan, citing: Citing) -> Iterator[str]:
    yield citing.block("No longer fits", (_missed(one, citing) for one in plan.no_longer))
    yield citing.block("What of study does not fit", plan.study.notes if plan.study else ())
    if plan.exam_day:
        against = f"Collides with Step 2 CK on {day(plan.exam_day)}"
        yield citing.block(against, map(citing.says, plan.conflicts))


def _missed(one: Missed, citing: Citing) -> str:
    """Return what no longer fits, and below it what the guides say to that."""
    lead = f"{one.says} The guides on that:" if one.choices else one.says
    return "\n  - ".join((lead, *map(citing.says, one.choices)))


def _steps(plan: SeasonPlan, citing: Citing) -> Iterator[str]:
    yield from in_blocks("Steps", (_step(one, citing) for one in plan.steps), citing)
    yield citing.block("Still open, if you have not done it", plan.still_open)


def _step(one: Step, citing: Citing) -> str:
    return f"**{one.when}: {one.title}**. {citing.marked(one.detail or one.reason.says, one.reason.source)}"


def _kept(plan: SeasonPlan, citing: Citing) -> Iterator[str]:
    """Yield what is to be kept in mind, how study is counted apart from the rest."""
    counted = plan.study.caveats if plan.study else ()
    kept = (citing.told(one) for one in plan.caveats if one != WHOSE)
    yield citing.block("To keep in mind", (one for one in kept if one not in counted))
    yield citing.block("How the weeks of study are counted", counted)


def _week(week: StudyWeek) -> str:
    """Return a week on one line: when it begins, its phase, its questions beside those of the guides, its test."""
    begins = f", from {day(week.opens)}" if week.opens else ""
    parts = (f"**Week {week.number}**{begins}", week.phase, _load(week), week.test)
    return "; ".join(filter(None, parts))


def _load(week: StudyWeek) -> str:
    if not week.questions:
        return "no number of questions in the guides"
    asked = f" (the guides ask for {spanned(week.guide_load)})" if week.guide_load else ""
    short = ", which is short of it" if week.guide_load and not week.fits else ""
    return f"{spanned(week.questions)} questions{asked}{short}"


def _days(weeks: Iterable[StudyWeek]) -> Iterator[str]:
    """Yield the days of the first week of each phase, which stand for the others."""
    first = {week.phase: week for week in reversed(tuple(weeks))}
    for week in sorted(first.values(), key=lambda one: one.number):
        yield headed(f"Week {week.number}: {week.phase}", bulleted(_alike(week.days)))


def _alike(days: Sequence[StudyDay]) -> Iterator[str]:
    """Yield a line for all days of a week that are alike."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(days):
        hours = f" ({spanned(one.hours)} h)" if one.hours and any(one.hours) else ""
        places.setdefault((hours, "; ".join(one.parts)), []).append(place)
    for (hours, said), some in places.items():
        yield f"**{_named(some, [one.label for one in days])}**{hours}: {said}"


def _named(places: Sequence[int], labels: Sequence[str]) -> str:
    """Return the names of days, those in a row as a range."""
    rows = [[place for _, place in row] for _, row in groupby(enumerate(places), lambda one: one[1] - one[0])]
    return ", ".join("–".join(dict.fromkeys((labels[row[0]], labels[row[-1]]))) for row in rows)


def _places(reasons: Iterable[Reason], citing: Citing) -> dict[str, None]:
    """Return the sections of rows in their order, each once."""
    return dict.fromkeys(citing.place(one.source) for one in reasons if one.source.guide)
