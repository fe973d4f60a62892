"""Show plans in a terminal: the steps of a season, and weeks of study with their days."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.advising.wording import told
from bot.command_line.milestones import show_dates
from bot.planning.plan import Missed, SeasonPlan, Step
from bot.strategy.advice import Reason, Source
from bot.strategy.inputs import APPLICANT_NAMES
from bot.studying.plans import StudyDay, StudyPlan, StudyWeek
from bot.timeline.wording import day


def show_season_plan(plan: SeasonPlan, guides: Mapping[str, str]) -> None:
    """Print what no longer fits and what the guides say to that, what collides, the steps, and what to keep in mind."""
    who = APPLICANT_NAMES.get(plan.circumstances.applicant, "")
    _show(", ".join(part for part in (f"Plan for the {plan.season.year} season", who) if part), _parts(plan, guides))
    show_dates(plan.dates)


def show_study_plan(plan: StudyPlan) -> None:
    """Print a plan week by week, the days of the first week of each phase, and the sections it rests on."""
    _show("Step 1, dedicated study" if plan.exam == "step1" else "Step 2 CK study", _study_parts(plan))


def _show(title: str, parts: Iterable[RenderableType]) -> None:
    Console(highlight=False).print(Panel(Group(*parts), title=Text(title), title_align="left"))


def _parts(plan: SeasonPlan, guides: Mapping[str, str]) -> Iterator[RenderableType]:
    study = plan.study
    counted = study.caveats if study else ()
    yield from _listed("No longer fits", [_missed(one, guides) for one in plan.no_longer])
    yield from _listed("What of study does not fit", map(_line, study.notes if study else ()))
    if plan.exam_day:
        against = f"Collides with Step 2 CK on {day(plan.exam_day)}"
        yield from _listed(against, [_because(one, guides) for one in plan.conflicts])
    yield _steps(plan.steps, guides)
    yield ""
    yield from _listed("Still open, if you have not done it", map(_line, plan.still_open))
    kept = [told(one, guides) for one in plan.caveats]
    yield from _listed("To keep in mind", [_line(one) for one in kept if one not in counted])
    yield from _listed("How the weeks of study are counted", map(_line, counted))


def _study_parts(plan: StudyPlan) -> Iterator[RenderableType]:
    if plan.weeks:
        yield _weeks(plan.weeks)
        yield ""
        yield from _days(plan.weeks)
    yield from _listed("What does not fit", map(_line, plan.notes))
    yield from _listed("To keep in mind", map(_line, plan.caveats))
    yield from _listed("Sections it rests on", _places(plan.reasons))


def _listed(title: str, lines: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """Yield lines with bullets under a title and a blank line below; nothing where there are none."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for line in lines:
        table.add_row("  •", line)
    if table.row_count:
        yield from (Text(title, style="bold"), table, "")


def _line(said: str) -> Text:
    """Return a line whose addresses are broken where it ends rather than cut."""
    return Text(said, overflow="fold")


def _because(reason: Reason, guides: Mapping[str, str]) -> Text:
    """Return what a row says, with its section."""
    return _with_place(told(reason.says, guides), reason)


def _with_place(said: str, reason: Reason) -> Text:
    return Text.assemble(said, (f"\n{reason.rule} · {_place(reason.source)}", "dim"), overflow="fold")


def _place(source: Source) -> str:
    return f"{source.guide}#{source.anchor}"


def _missed(one: Missed, guides: Mapping[str, str]) -> RenderableType:
    """Return what no longer fits, and below it what the guides say to that."""
    choices = Table.grid(padding=(0, 1, 0, 0))
    for choice in one.choices:
        choices.add_row("–", _because(choice, guides))
    return Group(one.says, "The guides on that:", choices) if one.choices else Text(one.says)


def _steps(steps: Iterable[Step], guides: Mapping[str, str]) -> RenderableType:
    """Return steps with their days, which take two lines where they run from one month into another."""
    table = Table.grid(padding=(0, 2, 1, 0))
    for step in steps:
        said = step.detail or told(step.reason.says, guides)
        what = Group(Text(step.title, style="bold"), _with_place(said, step.reason))
        table.add_row(Text(step.when.replace(" – ", " –\n")), what)
    return table


def _places(reasons: Sequence[Reason]) -> Iterator[Text]:
    """Yield the sections of rows in their order, each with the ids of its rows."""
    rows: dict[str, list[str]] = {}
    for one in reasons:
        rows.setdefault(_place(one.source), []).append(one.rule)
    return (Text(f"{place}: {', '.join(rules)}", overflow="fold") for place, rules in rows.items())


def _weeks(weeks: Iterable[StudyWeek]) -> RenderableType:
    table = Table("week", "begins", "phase", "questions", "guides ask", "practice test", box=None, pad_edge=False)
    for week in weeks:
        begins = week.opens.isoformat() if week.opens else ""
        short = "" if week.fits or not week.guide_load else " (short)"
        table.add_row(
            str(week.number), begins, week.phase, f"{_span(week.questions)}{short}", _span(week.guide_load), week.test
        )
    return table


def _days(weeks: Iterable[StudyWeek]) -> Iterator[RenderableType]:
    """Yield the days of the first week of each phase, which stand for the others."""
    seen: set[str] = set()
    for week in weeks:
        if week.phase in seen:
            continue
        seen.add(week.phase)
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
        for parts, some in groupby(week.days, lambda one: (_span(one.questions), _hours(one), one.parts)):
            questions, hours, said = parts
            labels = [one.label for one in some]
            run = labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
            table.add_row(f"  {run}", questions, hours, Text("; ".join(said)))
        yield Group(Text(f"Week {week.number}: {week.phase}", style="bold"), table, "")


def _hours(one: StudyDay) -> str:
    return f"{_span(one.hours)} h" if one.hours else ""


def _span(span: tuple[float, float] | None) -> str:
    if span is None:
        return "–"
    low, high = (f"{end:g}" for end in span)
    return low if low == high else f"{low}–{high}"
