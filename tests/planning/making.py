"""Plans to test: made over the shipped tables, and what is read off them."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from bot.planning.backward import plan_back
from bot.planning.circumstances import Circumstances
from bot.planning.plan import SeasonPlan, Step
from bot.planning.tables import Planning, read_planning
from bot.shipped import config_folder, guides_folder
from bot.strategy.advice import Reason
from knowledge.reading import read_folder
from tests.strategy.shipped import shipped
from tests.timeline.shipped import table as timetable

FILE = config_folder() / "timeline" / "planning.toml"


@cache
def planning() -> Planning:
    """Return the shipped table of plans; it is read once."""
    return read_planning(FILE, shipped())


@cache
def sections() -> dict[str, str]:
    """Return the texts of the guides by guide and anchor."""
    return {f"{g.id}#{s.anchor}": s.text for g in read_folder(guides_folder()).guides for s in g.sections}


def noon(on: date) -> datetime:
    """Return a moment of a day in the zone of the season's dates."""
    return datetime(on.year, on.month, on.day, 12, tzinfo=timetable().dates.zone)


def planned(on: date, **given: Any) -> SeasonPlan:
    """Return the plan for some circumstances as asked on a day."""
    return plan_back(Circumstances(**given), timetable(), planning(), noon(on))


def step_of(plan: SeasonPlan, id_: str) -> Step | None:
    """Return a step by its id, if the plan has it."""
    return next((step for step in plan.steps if step.id == id_), None)


def days_of(plan: SeasonPlan, id_: str) -> tuple[date, date] | None:
    """Return the days of a step, if the plan has it."""
    step = step_of(plan, id_)
    return (step.opens, step.closes) if step else None


def missed(plan: SeasonPlan) -> list[str]:
    """Return what no longer fits, by its name."""
    return [one.what for one in plan.no_longer]


def rules(reasons: tuple[Reason, ...]) -> list[str]:
    """Return the rules of reasons."""
    return [reason.rule for reason in reasons]


def reasons_of(plan: SeasonPlan) -> Iterator[Reason]:
    """Yield everything a plan rests on."""
    yield from (step.reason for step in plan.steps)
    yield from plan.conflicts
    yield from (choice for one in plan.no_longer for choice in one.choices)
    yield from (plan.timing.reasons if plan.timing else ())
