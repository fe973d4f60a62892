"""Days laid out from left to right, and the names of months and years above or below them."""

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from bot.charting.canvas import NOTE, STRONG, Align
from bot.charting.wording import MONTHS, day, width_of

_GAP, _DAYS_APART, _MONTHS_APART = 8, 138, 92
"""Between two names, and from the middle of a day's or a month's name to that of the next."""
_EVERY_DAYS, _EVERY_MONTHS = (1, 2, 4, 7, 14), (1, 2, 3, 6, 12, 24, 60, 120)
_EVERY_YEARS = (1, 2, 5, 10, 20, 50)
_NAMES: tuple[tuple[int, Callable[[int], str]], ...] = (
    (1, lambda month: MONTHS[month - 1]),
    (1, lambda month: MONTHS[month - 1][0]),
    (3, lambda month: MONTHS[month - 1]),
    (6, lambda month: MONTHS[month - 1]),
    (12, lambda month: MONTHS[month - 1]),
)
"""How months may be named, the clearest first: which of them, and how."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from a first to a last one, both included, between two edges in pixels."""

    first: date
    last: date
    left: float
    right: float

    def x(self, on: date, share: float = 0) -> float:
        """Return where a day stands: where it begins, or where a share of it is over."""
        days = self.last.toordinal() + 1 - self.first.toordinal()
        return self.left + (on.toordinal() + share - self.first.toordinal()) / days * (self.right - self.left)

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first days of the months."""
        first, last = (on.year * 12 + on.month - 1 for on in (self.first, self.last))
        begins = (date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1))
        return tuple(on for on in begins if on >= self.first)

    def holds(self, on: date) -> bool:
        """Tell whether a day lies between the edges."""
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True)
class Label:
    """A name on an axis, and where it stands."""

    words: str
    x: float
    align: Align


def whole_months(first: date, last: date, left: float, right: float) -> Scale:
    """Return a scale from the beginning of a month to the end of another."""
    return Scale(first.replace(day=1), month_end(last), left, right)


def month_end(on: date) -> date:
    """Return the last day of the month of a day."""
    return on.replace(day=calendar.monthrange(on.year, on.month)[1])


def month_labels(scale: Scale, alone: bool = False) -> tuple[Label, ...]:
    """Name as many months as there is room for; January alone only where no years are named."""
    room = (scale.right - scale.left) / len(scale.months)
    for step, name in _NAMES[: None if alone else -1]:
        if max(width_of(name(month), NOTE) for month in range(1, 13)) + _GAP <= room * step:
            return tuple(_named(scale, step, name))
    return ()


def _named(scale: Scale, step: int, name: Callable[[int], str]) -> Iterator[Label]:
    for on in scale.months:
        words = name(on.month)
        if step == 1:
            yield Label(words, (scale.x(on) + scale.x(month_end(on), 1)) / 2, "center")
        elif on.month % step == 1 and scale.x(on) + width_of(words, NOTE) <= scale.right:
            yield Label(words, scale.x(on), "left")


def year_labels(scale: Scale) -> tuple[Label, ...]:
    """Name the years where they begin, as many as there is room for at even distances."""
    year, wide = scale.x(scale.first + timedelta(days=365)) - scale.left, width_of("2000", STRONG) + _GAP
    step = next((step for step in _EVERY_YEARS if step * year >= wide), _EVERY_YEARS[-1])
    begins = [on for on in scale.months if on.month == 1 and on.year % step == 0]
    if step == 1 or not begins:
        begins = sorted({scale.months[0], *begins})
    xs = [*(scale.x(on) for on in begins), scale.right + _GAP]
    return tuple(
        Label(str(on.year), x, "left") for on, (x, end) in zip(begins, pairwise(xs), strict=True) if x + wide <= end
    )


def day_labels(scale: Scale) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
    """Name days, or where these would crowd months, at even distances; and below them years, where first met."""
    for ticks, name, apart in _sparser(scale):
        xs = [scale.x(on, 0.5) for on in ticks]
        if all(right - left >= apart for left, right in pairwise(xs)):
            names = tuple(Label(name(on), x, "center") for on, x in zip(ticks, xs, strict=True))
            first = [n for n, on in enumerate(ticks) if n == 0 or on.year != ticks[n - 1].year]
            return names, tuple(Label(str(ticks[n].year), xs[n], "center") for n in first)
    return (), ()


def _sparser(scale: Scale) -> Iterator[tuple[tuple[date, ...], Callable[[date], str], float]]:
    """Yield days that may be named, how, and how far apart they have to be; the densest first."""
    days = range(scale.first.toordinal(), scale.last.toordinal() + 1)
    for step in _EVERY_DAYS:
        yield tuple(map(date.fromordinal, days[::step])), partial(day, years=False), _DAYS_APART
    for step in _EVERY_MONTHS:
        begins = tuple(on for on in scale.months if (on.year * 12 + on.month - 1) % step == 0)
        yield begins, lambda on: MONTHS[on.month - 1], _MONTHS_APART
