"""Lay a week of study out day by day: which days, how many questions the hours hold, and what is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from bot.studying.plans import Kind, StudyDay, StudyWeek, spanned
from bot.studying.stages import Beside, Stage
from bot.studying.tables import NO_HOURS, Block, Hours, Span

WEEK = 7
LABELS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_STEP = 5
"""Questions are planned in steps of so many."""


@dataclass(frozen=True, slots=True)
class Pace:
    """The hours a day and days a week somebody has, and what the guides count with."""

    hours: Fraction | None
    days: int
    counted: int
    """Study days of the guides' week."""
    block: Block
    weekend: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A day before its questions are settled: how many are wanted of it, and what stands beside them."""

    label: str
    on: date | None
    kind: Kind
    last: bool
    """It is the last study day of a week without a test."""
    wanted: Span | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def hours_beside(self) -> Hours:
        """Return the hours that go to what stands beside the questions."""
        low, high = zip(NO_HOURS, *(one.hours for one in self.beside), strict=True)
        return sum(low, Fraction(0)), sum(high, Fraction(0))


def week_of(number: int, stage: Stage, pace: Pace, closes: date | None = None, eve: tuple[str, ...] = ()) -> StudyWeek:
    """Return a week day by day; `eve` says what the day before the exam is for, where that ends it."""
    slots = _slots(stage, pace, closes, eve)
    load = _load(stage, pace.counted)
    planned = levelled([_fitting(slot.wanted, slot, pace) for slot in slots if slot.wanted], load)
    rest = iter(planned)
    settled = [(slot, next(rest) if slot.wanted else None) for slot in slots]
    total = (sum(low for low, _ in planned), sum(high for _, high in planned)) if stage.daily else None
    fits = load is None or (total is not None and load[0] <= total[0])
    return StudyWeek(
        number,
        stage.phase,
        slots[0].on,
        closes,
        total,
        load,
        fits,
        _test(stage, slots),
        tuple(_day(slot, questions, stage, pace, eve) for slot, questions in settled),
        fits and any(_tight(slot, questions, pace) for slot, questions in settled),
    )


def _slots(stage: Stage, pace: Pace, closes: date | None, eve: tuple[str, ...]) -> list[_Slot]:
    """Return the days of a week, each with what is wanted of it."""
    dates = [closes - timedelta(days=back) if closes else None for back in reversed(range(WEEK))]
    labels = [LABELS[on.weekday() if on else at] for at, on in enumerate(dates)]
    kinds = _kinds(stage, labels, pace.days, bool(eve))
    study = [at for at, kind in enumerate(kinds) if kind == "study"]
    last = study[-1] if study and not stage.test else None
    slots = [_Slot(*one, last == at) for at, one in enumerate(zip(labels, dates, kinds, strict=True))]
    for nth, at in enumerate(study):
        weekend = labels[at] in pace.weekend
        wanted = stage.weekend if weekend and stage.weekend else stage.daily
        slots[at] = replace(slots[at], wanted=wanted, beside=tuple(_beside(stage, nth, len(study), weekend)))
    return slots


def _kinds(stage: Stage, labels: Sequence[str], days: int, eve: bool) -> list[Kind]:
    """Return what kind each day of the week is; the day before the exam is no study day."""
    named = _named(stage, days)
    study = [at for at, label in enumerate(labels) if label in named] if named else list(range(days))
    kinds: list[Kind] = ["study" if at in study else "off" for at in range(WEEK)]
    if stage.test and study:
        own = [at for at in study if labels[at] == stage.test_day]
        kinds[own[0] if own else study[0 if stage.first else -1]] = "test"
    return [*kinds[:-1], "exam_eve"] if eve else kinds


def _named(stage: Stage, days: int) -> tuple[str, ...]:
    """Return the names of the days to study on; a test has its own where there are days enough."""
    own = (stage.test_day,) if stage.test and days > len(stage.days) else ()
    return (*stage.days[:days], *own) if stage.days else ()


def _load(stage: Stage, counted: int) -> Span | None:
    """Return the guides' load of the week: their own, or that of their days without the one of a test."""
    if stage.weekly or not stage.daily:
        return stage.weekly
    days = counted - bool(stage.test)
    return stage.daily[0] * days, stage.daily[1] * days


def _beside(stage: Stage, nth: int, days: int, weekend: bool) -> Iterator[Beside]:
    """Yield what stands beside the questions on the nth study day; what is not daily is spread over the week."""
    for one in stage.beside:
        times = min(days, one.times or days)
        spread = {time * days // times for time in range(times)}
        if nth in spread and not (one.weekdays and weekend):
            yield one


def _fitting(wanted: Span, slot: _Slot, pace: Pace) -> Span:
    """Return those of the questions wanted that the hours hold, as many as go with the shorter review.

    Where even the fewest wanted do not go in, these are what goes in with the longer review and with the shorter one,
    and the time beside the questions shrinks with the hours.
    """
    if pace.hours is None:
        return wanted
    low, high = wanted
    fast, slow = pace.block.rates
    beside, _ = slot.hours_beside
    room = pace.hours - min(beside, pace.hours * beside / (low * fast + beside))
    least, most = (int(room / rate) // _STEP * _STEP for rate in (slow, fast))
    return (low, min(high, most)) if most >= low else (least, most)


def levelled(days: Sequence[Span], load: Span | None) -> list[Span]:
    """Bring the days of a week inside its load, evenly and each within its own bounds, as far as they can be."""
    lows, highs = [low for low, _ in days], [high for _, high in days]
    if load:
        highs = [-high for high in _raised([-high for high in highs], [-low for low in lows], -load[1])]
        lows = _raised(lows, highs, load[0]) if sum(highs) >= load[0] else lows
    return list(zip(lows, highs, strict=True))


def _raised(values: Sequence[int], bounds: Sequence[int], goal: int) -> list[int]:
    """Raise values step by step, the lowest first, until they come to a goal or meet their bounds."""
    raised = list(values)
    while sum(raised) < goal:
        able = [at for at, value in enumerate(raised) if value < bounds[at]]
        if not able:
            break
        raised[min(able, key=raised.__getitem__)] += _STEP
    return raised


def _tight(slot: _Slot, questions: Span | None, pace: Pace) -> bool:
    """Tell whether the least that is planned leaves too little time for the longer review."""
    if questions is None or pace.hours is None:
        return False
    _, slow = pace.block.rates
    return questions[0] * slow + slot.hours_beside[0] > pace.hours


def _test(stage: Stage, slots: Sequence[_Slot]) -> str:
    if not stage.test:
        return ""
    own = any(slot.kind == "test" and slot.label == stage.test_day for slot in slots)
    return (
        f"{stage.test} on {stage.test_day}"
        if own
        else f"{stage.test} at the {'start' if stage.first else 'end'} of the week"
    )


def _day(slot: _Slot, questions: Span | None, stage: Stage, pace: Pace, eve: tuple[str, ...]) -> StudyDay:
    parts = {
        "study": _study_parts(slot, questions, stage, pace),
        "test": (stage.test.rstrip(","), *(f"as a {mock}" for mock in stage.mock), *stage.on_test),
        "off": ("no study",),
        "exam_eve": eve,
    }
    hours = _hours(slot, questions, stage, pace)
    return StudyDay(slot.label, slot.on, slot.kind, questions, hours, parts[slot.kind])


def _hours(slot: _Slot, questions: Span | None, stage: Stage, pace: Pace) -> tuple[float, float] | None:
    """Return the hours a day takes, at most those there are; without a number of questions, those there are."""
    if slot.kind == "off":
        return 0.0, 0.0
    most = None if pace.hours is None else float(pace.hours)
    if questions is None or slot.kind == "exam_eve":
        return None if most is None or slot.kind == "exam_eve" else (most, most)
    counted = zip(questions, pace.block.rates, slot.hours_beside, strict=True)
    low, high = stage.day_hours or (round(float(one * rate + beside), 1) for one, rate, beside in counted)
    return (float(low), float(high)) if most is None else (min(float(low), most), min(float(high), most))


def _study_parts(slot: _Slot, questions: Span | None, stage: Stage, pace: Pace) -> tuple[str, ...]:
    mock = [f"or a {mock}" for mock in stage.mock] if slot.last else []
    whole = pace.hours is None or (stage.day_hours is not None and pace.hours >= stage.day_hours[0])
    done = stage.instead if questions is None else _blocks(questions, stage, pace.block, whole)
    beside = (f"{_at(one.at, one.hours, whole)}: {one.says}" if one.at else one.says for one in slot.beside)
    return (*done, *beside, *mock)


def _at(part: str, hours: Hours, whole: bool) -> str:
    """Name a part of the day, with the hours the guide gives it where the day is as long as the guide's."""
    return f"{part} ({spanned(hours)} h)" if whole else part


def _blocks(questions: Span, stage: Stage, block: Block, whole: bool) -> Iterator[str]:
    """Yield how the questions of a day are done: over parts of the day, or all with their review."""
    if not stage.halves:
        review = f", {stage.review}" if stage.review else ""
        yield f"{spanned(questions)} questions, {stage.style}"
        yield f"review of the explanations{review} ({spanned(block.review)} h for {block.questions} questions)"
        return
    first = min(questions[0], block.questions), min(questions[1], block.questions)
    rest = questions[0] - first[0], questions[1] - first[1]
    for (part, hours), some in zip(stage.halves.items(), (first, rest), strict=True):
        if some[1]:
            yield f"{_at(part, hours, whole)}: {spanned(some)} questions, {stage.style}, then review"
