"""Practice scores as a card for a phone: a line with a number at each point, beside what is aimed at and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from matplotlib.figure import Figure

from bot.charting.canvas import (
    GREEN,
    LEFT,
    MARGIN,
    NOTE,
    ORANGE,
    RIGHT,
    SKY,
    STRONG,
    TITLE,
    TRACK,
    WIDTH,
    Box,
    Card,
    Face,
    Stroke,
    blank,
    png,
)
from bot.charting.flags import Flag, Placed, placed, raise_flags
from bot.charting.labelling import Label, draw_labels, labelled
from bot.charting.levels import Levels
from bot.charting.phases import Rows, Stretch, draw_bands, draw_rows, height_of, in_rows
from bot.charting.placing import Point
from bot.charting.scale import Scale, day_labels
from bot.charting.wording import day, joined, width_of, wrapped

_GAP, _RIM = 16, 64
"""Between the parts of the card, and from the edges of the plot to its first and last day."""
_LOWEST = 620
"""The plot's least height."""
_BELOW = _GAP + 2 * NOTE.pitch
"""The room for days and years below the plot."""
_FORTNIGHT = 14
"""Days that are shown at least."""
_CURVE, _LEVEL, _LEAD = Stroke(SKY, 6), Stroke(TRACK, 2), 2
"""The lines of the scores and of round numbers, and the width of one that leads to a label."""
_DOT = 24


@dataclass(frozen=True, slots=True)
class Scored:
    """A score on a day, of a test that may be named."""

    on: date
    score: int
    test: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A named part of the preparation, its first and last day included."""

    name: str
    opens: date
    closes: date

    def __post_init__(self) -> None:
        if self.closes < self.opens:
            raise ValueError(f"{self.name!r} closes on {self.closes}, before it opens on {self.opens}")


@dataclass(frozen=True, slots=True)
class Practice:
    """What is shown: the scores, and around them what they are for."""

    title: str
    scores: Sequence[Scored]
    target: int | None = None
    line: int | None = None
    exam: date | None = None
    phases: Sequence[Phase] = ()

    def __post_init__(self) -> None:
        if not self.scores:
            raise ValueError("a chart of scores needs at least one score")

    @property
    def in_order(self) -> tuple[Scored, ...]:
        """Return the scores by day, those of one day as they were given."""
        return tuple(sorted(self.scores, key=lambda one: one.on))

    @property
    def days(self) -> tuple[date, ...]:
        """Return every day that has to be on the chart."""
        ends = (end for phase in self.phases for end in (phase.opens, phase.closes))
        return (*(one.on for one in self.scores), *ends, *([self.exam] if self.exam else []))


def scores_png(  # noqa: PLR0913, PLR0917 - what is known of the practice, most of it left out at times
    title: str,
    scores: Sequence[Scored],
    target: int | None = None,
    line: int | None = None,
    exam: date | None = None,
    phases: Sequence[Phase] = (),
) -> bytes:
    """Return practice scores over time as PNG, with the target, a line below it, the exam and phases where given.

    Raises ValueError without a score, and for more scores or phases than a card can hold.
    """
    return png(scores_figure(Practice(title, scores, target, line, exam, phases)))


def scores_figure(practice: Practice) -> Figure:
    """Return practice scores over time as a figure; raises as `scores_png` does."""
    plan = _planned(practice)
    card = blank(plan.bottom + _BELOW + MARGIN, f"{len(practice.phases)} phases")
    points = [(plan.scale.x(one.on, 0.5), plan.levels.y(one.score)) for one in practice.in_order]
    _draw_ground(card, plan)
    _draw_aims(card, plan)
    _draw_scores(card, points, _labels(practice.in_order, points, plan))
    raise_flags(card, plan.flags, plan.flags_top, plan.bottom, layer=5)
    return card.figure


@dataclass(frozen=True, slots=True)
class _Aim:
    """A number to reach: what it is called, and how its line is drawn."""

    name: str
    number: int
    stroke: Stroke

    @property
    def face(self) -> Face:
        return Face(STRONG.size, self.stroke.colour, bold=True)

    @property
    def lines(self) -> tuple[str, str]:
        return self.name, str(self.number)

    @property
    def width(self) -> float:
        return max(width_of(line, self.face) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be drawn, and where, from the top down."""

    heading: tuple[str, ...]
    phases: Rows
    flags: tuple[Placed, ...]
    numbers: tuple[int, ...]
    aims: tuple[_Aim, ...]
    scale: Scale

    @property
    def phases_top(self) -> float:
        return MARGIN + len(self.heading) * TITLE.pitch + _GAP

    @property
    def flags_top(self) -> float:
        return self.phases_top + height_of(self.phases)

    @property
    def top(self) -> float:
        return self.flags_top + sum(flag.height for flag in self.flags)

    @property
    def bottom(self) -> float:
        return max(self.top + _LOWEST, WIDTH - MARGIN - _BELOW)

    @property
    def plot(self) -> Box:
        return Box(self.scale.left - _RIM, self.top, self.scale.right + _RIM, self.bottom)

    @property
    def levels(self) -> Levels:
        return Levels.around(self.numbers, self.top, self.bottom)


def _planned(practice: Practice) -> _Plan:
    aims = _aims(practice)
    numbers = (*(one.score for one in practice.scores), *(aim.number for aim in aims))
    left = LEFT + max(width_of(str(number), NOTE) for number in numbers) + _GAP
    right = RIGHT - max((aim.width + 2 * _GAP for aim in aims), default=0)
    scale = _scale(practice.days, left + _RIM, right - _RIM)
    phases = in_rows([Stretch(one.name, scale.x(one.opens), scale.x(one.closes, 1)) for one in practice.phases])
    exam = [Flag(joined("Exam", day(practice.exam)), scale.x(practice.exam, 0.5))] if practice.exam else []
    return _Plan(wrapped(practice.title, TITLE, RIGHT - LEFT), phases, placed(exam), numbers, aims, scale)


def _aims(practice: Practice) -> tuple[_Aim, ...]:
    target, line = Stroke(GREEN, 5, (26, 12)), Stroke(ORANGE, 5, (6, 9))
    below = f"Target −{practice.target - practice.line}" if practice.target and practice.line else "Line"
    given = (("Target", practice.target, target), (below, practice.line, line))
    return tuple(_Aim(name, number, stroke) for name, number, stroke in given if number is not None)


def _scale(days: Sequence[date], left: float, right: float) -> Scale:
    """Return a scale that holds every day, and a fortnight at least."""
    first, last = min(days), max(days)
    more = max(0, _FORTNIGHT - 1 - (last - first).days)
    before = timedelta(days=more // 2)
    return Scale(first - before, last + timedelta(days=more) - before, left, right)


def _labels(scores: Sequence[Scored], points: Sequence[Point], plan: _Plan) -> tuple[Label, ...]:
    """Return the label of each score, to stand on none of the lines where that can be helped."""
    plot, levels = plan.plot, (plan.levels.y(aim.number) for aim in plan.aims)
    lines = [*pairwise(points), *(((plot.left, y), (plot.right, y)) for y in levels)]
    lines += [((one.flag.x, plot.top), (one.flag.x, plot.bottom)) for one in plan.flags]
    return labelled(points, [(str(one.score), one.test) for one in scores], lines, plot)


def _draw_ground(card: Card, plan: _Plan) -> None:
    """Write the heading, draw phases and round numbers, and name days and years below."""
    plot = plan.plot
    card.stack(plan.heading, LEFT, MARGIN, TITLE)
    draw_rows(card, plan.phases, plan.phases_top)
    draw_bands(card, plan.phases, plot.top, plot.bottom)
    for number in plan.levels.named:
        y = plan.levels.y(number)
        card.line([plot.left, plot.right], [y, y], _LEVEL, 1)
        card.write(str(number), plot.left - _GAP, y - NOTE.middle, NOTE, "right")
    for row, labels in enumerate(day_labels(plan.scale)):
        for label in labels:
            card.write(label.words, label.x, plot.bottom + _GAP + row * NOTE.pitch, NOTE, label.align)


def _draw_aims(card: Card, plan: _Plan) -> None:
    """Draw the lines of the numbers to reach, and name them at the edge, apart from each other."""
    levels = [plan.levels.y(aim.number) for aim in plan.aims]
    for aim, y, middle in zip(plan.aims, levels, _apart(levels, 2 * STRONG.pitch), strict=True):
        card.line([plan.plot.left, plan.plot.right], [y, y], aim.stroke, 2)
        card.line([plan.plot.right, plan.plot.right + 1.6 * _GAP], [y, middle], Stroke(aim.stroke.colour, _LEAD), 2)
        card.stack(aim.lines, plan.plot.right + 2 * _GAP, middle - STRONG.middle - STRONG.pitch / 2, aim.face)


def _apart(levels: Sequence[float], high: float) -> tuple[float, ...]:
    """Return the middles of labels of some height at levels, two that would meet moved apart evenly."""
    match levels:
        case [one, other] if abs(one - other) < high:
            middle, away = (one + other) / 2, high / 2 if one <= other else -high / 2
            return middle - away, middle + away
    return tuple(levels)


def _draw_scores(card: Card, points: Sequence[Point], labels: Sequence[Label]) -> None:
    card.line([x for x, _ in points], [y for _, y in points], _CURVE, 6)
    for x, y in points:
        card.dot(x, y, SKY, _DOT)
    draw_labels(card, labels, 5.5)
