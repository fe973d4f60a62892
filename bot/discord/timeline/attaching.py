"""Charts and calendar files that go with sheets; what draws them is loaded here when it is used, off the event loop."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime

from bot.discord.showing.sheet import Attached
from bot.errors import InputError
from bot.planning.plan import SeasonPlan
from bot.practising.assessing import Readiness
from bot.timeline.timeline import Timeline
from bot.timeline.timetable import Timetable

SCORES = "Step 2 CK practice scores"


def timeline_files(found: Timeline, timetable: Timetable, now: datetime) -> tuple[Attached, ...]:
    """Return a season's timeline as a chart and as a calendar file.

    Raises InputError where nothing is left to be put into them.
    """
    from bot.exporting import timeline_calendar, timeline_picture  # noqa: PLC0415 - it loads matplotlib

    title, name = f"IR timeline: {found.heading}", f"ir-timeline-{found.season.year if found.season else 'any'}"
    picture = timeline_picture(found, timetable, title, now.date())
    calendar = timeline_calendar(found, timetable, title, now.date())
    return Attached(f"{name}.png", picture, f"Chart. {title}"), Attached(f"{name}.ics", calendar, title)


def plan_files(plan: SeasonPlan, timetable: Timetable, now: datetime) -> tuple[Attached, ...]:
    """Return a plan as a chart and as a calendar file, each where there is something to put into it."""
    from bot.exporting import plan_calendar, plan_picture  # noqa: PLC0415 - it loads matplotlib

    title, name = f"Your plan for the {plan.season.year} season", f"ir-plan-{plan.season.year}"
    return tuple(
        _made(
            lambda: Attached(f"{name}.png", plan_picture(plan, title, now.date()), f"Chart. {title}"),
            lambda: Attached(f"{name}.ics", plan_calendar(plan, timetable, title, now), title),
        )
    )


def scores_file(found: Readiness) -> Attached:
    """Return the scores that were looked at as a chart, with what they aim at and the final phase where it is known.

    Raises InputError where there are more than it can hold.
    """
    from bot.charting.scores_chart import Phase, Scored, scores_png  # noqa: PLC0415 - it loads matplotlib

    drawn = [Scored(score.on, score.value, score.test) for score in found.judged]
    final = [Phase("Final phase", found.final_from, found.exam)] if found.final_from and found.exam else []
    try:
        content = scores_png(SCORES, drawn, target=found.target, line=found.line, exam=found.exam, phases=final)
    except ValueError as error:
        raise InputError(f"the chart cannot be drawn: {error}") from error
    numbers = ", ".join(str(score.value) for score in found.judged)
    return Attached("practice-scores.png", content, f"Chart. {SCORES}, oldest first: {numbers}")


def _made(*making: Callable[[], Attached]) -> Iterator[Attached]:
    """Yield the files that can be made: of some plans nothing is left to draw."""
    for make in making:
        with suppress(InputError):
            yield make()
