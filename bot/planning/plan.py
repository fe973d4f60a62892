"""A plan as it is shown: steps with days, what collides, what no longer fits, and what is left to choose then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from bot.planning.circumstances import Circumstances
from bot.strategy.advice import Advice, Reason
from bot.studying.plans import StudyPlan
from bot.timeline.season_dates import SeasonDate
from bot.timeline.seasons import Season
from bot.timeline.wording import days, months


class Kind(StrEnum):
    """What sort of step it is."""

    MILESTONE = "milestone"
    STUDY = "study"
    TEST = "test"
    EXAM = "exam"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to be done from a day to a day, both included; `reason` names the section it rests on."""

    id: str
    title: str
    kind: Kind
    opens: date
    closes: date
    reason: Reason
    group: str
    by: str = "opens"
    """Which end of its time goes into a calendar."""
    detail: str = ""

    @property
    def when(self) -> str:
        """Say when it is due; a milestone counted back from the Match has months, and no days."""
        return months(self.opens, self.closes) if self.kind is Kind.MILESTONE else days(self.opens, self.closes)

    def as_json(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "id": self.id,
            "title": self.title,
            "kind": self.kind,
            "opens": self.opens.isoformat(),
            "closes": self.closes.isoformat(),
            "when": self.when,
            "detail": self.detail,
            **self.reason.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Missed:
    """What no longer fits, said plainly, with the choices that the guides leave."""

    what: str
    says: str
    choices: tuple[Reason, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as data."""
        return {"what": self.what, "says": self.says, "choices": [one.as_json() for one in self.choices]}


@dataclass(frozen=True, slots=True)
class SeasonPlan:
    """A plan for a season, its steps in the order of their days."""

    season: Season
    circumstances: Circumstances
    exam_day: date | None
    """None where it is taken, or no day is left that would be in time."""
    steps: tuple[Step, ...]
    study: StudyPlan | None
    conflicts: tuple[Reason, ...] = ()
    no_longer: tuple[Missed, ...] = ()
    still_open: tuple[str, ...] = ()
    """Titles of milestones whose time is past."""
    dates: tuple[SeasonDate, ...] = ()
    caveats: tuple[str, ...] = ()
    timing: Advice | None = None
    """What F15 says of the exam day."""
    asked: Mapping[str, Any] = field(default_factory=dict)
    """What F15 was asked."""

    @property
    def exam_chosen(self) -> bool:
        """Tell whether the exam day is the plan's own choice."""
        return self.exam_day is not None and self.circumstances.exam_day is None

    def as_json(self) -> dict[str, Any]:
        """Return the plan as data."""
        return {
            "season": self.season.year,
            "applicant": self.circumstances.applicant or None,
            "exam_day": self.exam_day and self.exam_day.isoformat(),
            "exam_day_is_ours": self.exam_chosen,
            "steps": [step.as_json() for step in self.steps],
            "conflicts": [one.as_json() for one in self.conflicts],
            "no_longer_fits": [one.as_json() for one in self.no_longer],
            "still_open": list(self.still_open),
            "study": self.study and self.study.as_json(),
            "exam_timing": self.timing and {"inputs": dict(self.asked), "result": self.timing.as_json()},
            "dates": [one.as_json() for one in self.dates],
            "caveats": list(self.caveats),
        }
