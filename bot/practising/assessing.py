"""Practice scores with their days: where they stand, which way they go, and what F14 makes of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.advising.catalogue import Catalogue
from bot.advising.wording import told
from bot.errors import InputError
from bot.strategy.advice import Advice
from bot.strategy.facts.practice_readiness import tendency_of
from bot.strategy.inputs import MOST_SCORES, RefusedError
from bot.strategy.tables import Function

READINESS, _PHASES, _FINAL_DAYS = "practice_readiness", "ck_phase_plan", "final_days"
"""The functions that judge the scores, say how long the last phase is, and when the final days begin."""
_STALE = timedelta(weeks=4)
"""Age from which on the last score is called old."""

_WHOSE = "The guides judge practice scores for IMGs; no guide does so for US students."


@dataclass(frozen=True, slots=True)
class Score:
    """A practice score with its day, and the test it is of where that is told."""

    on: date
    value: int
    test: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the score as data."""
        return {"date": self.on.isoformat(), "score": self.value, "test": self.test}


@dataclass(frozen=True, slots=True)
class Series:
    """The scores of one test in the order of their days; the test is empty where it is not told."""

    test: str
    scores: tuple[Score, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the series as data."""
        return {"test": self.test, "scores": [score.as_json() for score in self.scores]}


@dataclass(frozen=True, slots=True)
class Readiness:
    """Practice scores as seen on a day, and what they come to."""

    scores: tuple[Score, ...]
    today: date
    target: int | None
    exam: date | None
    phase: str
    """The phase of preparation they are judged by: as told, or read from the exam day."""
    trend: str | None
    line: int | None
    """What the scores should stay above before the final phase; None without a target."""
    final_from: date | None
    """The day on which the final phase begins; None without an exam day."""
    advice: Advice | None
    """None without a target."""
    why: tuple[str, ...]
    """The advice's sentences, then its caveats, with the guides' names."""
    notes: tuple[str, ...]

    @property
    def first(self) -> Score:
        """Return the oldest score."""
        return self.scores[0]

    @property
    def latest(self) -> Score:
        """Return the newest score."""
        return self.scores[-1]

    @property
    def best(self) -> Score:
        """Return the highest score, of equal ones the oldest."""
        return max(self.scores, key=lambda score: score.value)

    @property
    def change(self) -> int:
        """Return the points from the oldest score to the newest."""
        return self.latest.value - self.first.value

    @property
    def judged(self) -> tuple[Score, ...]:
        """Return the scores that were looked at."""
        return self.scores[-MOST_SCORES:]

    @property
    def tests(self) -> tuple[Series, ...]:
        """Return the scores test by test, those told first before; case makes no other test."""
        series: dict[str, list[Score]] = {}
        for score in self.scores:
            series.setdefault(score.test.casefold(), []).append(score)
        return tuple(Series(of[0].test, tuple(of)) for of in series.values())

    @property
    def action(self) -> str | None:
        """Return what to do, in F14's word; None without a target."""
        return self.advice.values["action"] if self.advice else None

    def as_json(self) -> dict[str, Any]:
        """Return it as data, days as 2027-03-01."""
        return {
            "on": self.today.isoformat(),
            "target": self.target,
            "exam": self.exam.isoformat() if self.exam else None,
            "phase": self.phase,
            "scores": [score.as_json() for score in self.scores],
            "first": self.first.as_json(),
            "latest": self.latest.as_json(),
            "best": self.best.as_json(),
            "change": self.change,
            "trend": self.trend,
            "line": self.line,
            "final_from": self.final_from.isoformat() if self.final_from else None,
            "tests": [series.as_json() for series in self.tests],
            "action": self.action,
            "why": list(self.why),
            "notes": list(self.notes),
            "advice": self.advice.as_json() if self.advice else None,
        }


def in_order(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return scores by their days, those of one day as they were told."""
    return tuple(sorted(scores, key=lambda score: score.on))


def assess(  # noqa: PLR0913 - what is asked of the scores, each by its name
    scores: Iterable[Score],
    catalogue: Catalogue,
    *,
    today: date,
    target: int | None = None,
    exam: date | None = None,
    phase: str | None = None,
) -> Readiness:
    """Return what practice scores come to on a day; without a target they are shown and not judged.

    Raises InputError where there is no score, a value is wrong, a score is of a later day, or the exam is over.
    """
    log, function = in_order(scores), catalogue.named(READINESS)
    values = [score.value for score in log][-MOST_SCORES:]
    _check(function, scores=values, target=target, phase=phase)
    _check_days(log, today, exam)
    final_phase = _final_phase(catalogue)
    used, how = (phase, "") if phase else _phase_by(exam, today, final_phase)
    inputs = {"scores": values, "target": target, "phase": used}
    advice = None if target is None else catalogue.advise(READINESS, inputs)
    about = (how, _WHOSE) if advice else (_ask(function),)
    notes = (*about, *_on_scores(log, target), *_on_days(log, today, exam, catalogue))
    return Readiness(
        scores=log,
        today=today,
        target=target,
        exam=exam,
        phase=used,
        trend=tendency_of(values, function.data),
        line=None if target is None else target - int(function.data["margin"]),
        final_from=exam - final_phase if exam else None,
        advice=advice,
        why=_why(advice, catalogue) if advice else (),
        notes=tuple(filter(None, notes)),
    )


def _check(function: Function, **given: Any) -> None:
    """Refuse what the function would; what is not told is left to it."""
    for name, value in given.items():
        one = function.inputs[name]
        try:
            if value is not None:
                one.check(value)
        except RefusedError as refused:
            raise InputError(f"{one.label} {refused}") from refused


def _check_days(log: Sequence[Score], today: date, exam: date | None) -> None:
    later = next((score for score in log if score.on > today), None)
    if later:
        raise InputError(f"practice score {later.value}: its day {later.on} lies after {today}")
    if exam and exam < today:
        raise InputError(f"exam {exam}: over on {today}, so there is nothing to judge; give a day to come")


def _ask(function: Function) -> str:
    return f"A target is needed to judge your scores. {function.inputs['target'].asks}"


def _final_phase(catalogue: Catalogue) -> timedelta:
    """Return how long before the exam the final phase begins: refinement, taken at its longest."""
    _, weeks = catalogue.advise(_PHASES, {"phase": "refinement"}).values["weeks"]
    return timedelta(weeks=weeks)


def _phase_by(exam: date | None, today: date, final_phase: timedelta) -> tuple[str, str]:
    """Return the phase that a day is in, and a line that says so; without an exam day the one that asks for more."""
    weeks = final_phase.days // 7
    if exam is None:
        why = "only then do we ask for your full target before you sit"
        return "final", f"You named no exam day and no phase. We judge as in the final phase: {why}."
    if exam - today <= final_phase:
        return "final", f"Your exam is at most {weeks} weeks away, so we judge as in the final phase."
    return "acceleration", f"Your exam is more than {weeks} weeks away, so we judge as in the acceleration phase."


def _why(advice: Advice, catalogue: Catalogue) -> tuple[str, ...]:
    said = (*(reason.says for reason in advice.reasons if not reason.caveat), *advice.caveats)
    return tuple(told(says, catalogue.guides) for says in said)


def _on_scores(log: Sequence[Score], target: int | None) -> Iterator[str]:
    """Yield what is to be known of the scores: how few or how many they are, and that they are past the target."""
    if len(log) == 1:
        yield "This is one score only, and one score is never enough to sit on: take another practice test."
    if len(log) > MOST_SCORES:
        yield f"You gave {len(log)} scores. We judge by the last {MOST_SCORES}."
    if target is not None and all(score.value >= target for score in log):
        still = "if that is still your goal, keep it; if you now aim higher, give the higher target"
        yield f"Every score is at or above your target of {target}: {still}."


def _on_days(log: Sequence[Score], today: date, exam: date | None, catalogue: Catalogue) -> Iterator[str]:
    """Yield what is to be known of the days: that the exam is near, and that the last score is old."""
    final_days = int(catalogue.named(_FINAL_DAYS).data["first_day"])
    if exam and exam - today <= timedelta(days=final_days):
        yield f"Your exam is {_away((exam - today).days)}: if its day is to change, settle that now."
    if today - log[-1].on > _STALE:
        age = (today - log[-1].on).days
        yield f"Your last score is {age} days old ({log[-1].on}): take a new practice test before you rely on it."


def _away(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
