"""A timeline as a card for a phone: each step as its words with a bar below them, over an axis of months."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, cycle

from matplotlib.figure import Figure

from bot.charting.canvas import (
    BODY,
    CARD,
    HUES,
    LEFT,
    MARGIN,
    NOTE,
    RIGHT,
    RULE,
    STRONG,
    TITLE,
    TRACK,
    Box,
    Card,
    Stroke,
    blank,
    png,
)
from bot.charting.flags import Flag, Placed, placed, raise_flags
from bot.charting.scale import Label, Scale, month_labels, whole_months, year_labels
from bot.charting.wording import day, joined, span, width_of, wrapped

_THICK, _ABOVE, _BELOW, _GAP = 28, 8, 20, 14
"""A bar, from its words to it, from it to the next words, and between the parts of the card."""
_TICK = 4
"""How far the beginning of a year stands out."""
_LEAST = 14
"""A bar's least length."""
_NARROWEST = 14
"""The room of a month from which on each is marked off."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A step that takes time, from a day to another one, both included; its group gives it colour and a tag."""

    title: str
    opens: date
    closes: date
    group: str

    def __post_init__(self) -> None:
        if self.closes < self.opens:
            raise ValueError(f"{self.title!r} closes on {self.closes}, before it opens on {self.opens}")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens on a single day."""

    title: str
    on: date


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar and the words above it: its title, and a note of group and months beside or below its last line."""

    bar: Bar
    title: tuple[str, ...]
    note: tuple[str, ...]
    beside: bool
    colour: str

    @property
    def words(self) -> float:
        return len(self.title) * BODY.pitch + (len(self.note) - self.beside) * NOTE.pitch

    @property
    def height(self) -> float:
        return self.words + _ABOVE + _THICK + _BELOW


def timeline_png(
    title: str, bars: Sequence[Bar], marks: Sequence[Mark] = (), today: date | None = None, years: bool = True
) -> bytes:
    """Return a timeline as PNG, as high as its rows need.

    Raises ValueError without a bar, and for more rows than a card can hold.
    """
    return png(timeline_figure(title, bars, marks, today, years))


def timeline_figure(
    title: str, bars: Sequence[Bar], marks: Sequence[Mark] = (), today: date | None = None, years: bool = True
) -> Figure:
    """Return a timeline as a figure; raises as `timeline_png` does."""
    if not bars:
        raise ValueError("a timeline needs at least one bar")
    scale = _scale(bars, marks)
    plan = _Plan(
        scale,
        year_labels(scale) if years else (),
        month_labels(scale, alone=not years),
        wrapped(title, TITLE, RIGHT - LEFT),
        placed(tuple(_flags(scale, marks, today, years))),
        _rows(bars, years),
    )
    card = blank(plan.axis_below + plan.axis + MARGIN, f"{len(bars)} rows")
    card.stack(plan.heading, LEFT, MARGIN, TITLE)
    _draw_axes(card, plan)
    for top, row in zip(plan.tops, plan.rows, strict=True):
        _draw_row(card, plan, row, top)
    raise_flags(card, plan.flags, plan.flags_top, plan.axis_below - _GAP, layer=6)
    return card.figure


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be drawn, and where, from the top down."""

    scale: Scale
    years: tuple[Label, ...]
    months: tuple[Label, ...]
    heading: tuple[str, ...]
    flags: tuple[Placed, ...]
    rows: tuple[_Row, ...]

    @property
    def axis(self) -> float:
        return bool(self.years) * STRONG.pitch + bool(self.months) * NOTE.pitch

    @property
    def axis_above(self) -> float:
        return MARGIN + len(self.heading) * TITLE.pitch + _GAP

    @property
    def flags_top(self) -> float:
        return self.axis_above + self.axis + _GAP

    @property
    def tops(self) -> tuple[float, ...]:
        first = self.flags_top + sum(flag.height for flag in self.flags) + (_ABOVE if self.flags else 0)
        return tuple(accumulate((row.height for row in self.rows[:-1]), initial=first))

    @property
    def axis_below(self) -> float:
        return self.tops[-1] + self.rows[-1].height


def _scale(bars: Sequence[Bar], marks: Sequence[Mark]) -> Scale:
    days = [day for bar in bars for day in (bar.opens, bar.closes)] + [mark.on for mark in marks]
    return whole_months(min(days), max(days), LEFT, RIGHT)


def _flags(scale: Scale, marks: Sequence[Mark], today: date | None, years: bool) -> Iterator[Flag]:
    for mark in marks:
        yield Flag(joined(mark.title, day(mark.on, years)), scale.x(mark.on, 0.5))
    if today and scale.holds(today):
        here = joined("Today", day(today, years)) if years else "You are here"
        yield Flag(here, scale.x(today, 0.5), today=True)


def _rows(bars: Sequence[Bar], years: bool) -> tuple[_Row, ...]:
    colours = _colours(bars)
    return tuple(_row(bar, years, colours[bar.group]) for bar in bars)


def _colours(bars: Sequence[Bar]) -> Mapping[str, str]:
    """Give each group a colour; beyond six they come round again, and the tag alone tells."""
    return dict(zip(dict.fromkeys(bar.group for bar in bars), cycle(HUES), strict=False))


def _row(bar: Bar, years: bool, colour: str) -> _Row:
    note = wrapped(joined(bar.group, span(bar.opens, bar.closes, years)), NOTE, RIGHT - LEFT)
    title = wrapped(bar.title, BODY, RIGHT - LEFT)
    used = width_of(title[-1], BODY) + _GAP + width_of(" ".join(note), NOTE)
    return _Row(bar, title, note, used <= RIGHT - LEFT, colour)


def _draw_axes(card: Card, plan: _Plan) -> None:
    """Name years and months above and below the rows."""
    above, below = plan.axis_above, plan.axis_below
    for label in plan.years:
        card.write(label.words, label.x, above, STRONG, label.align)
        card.write(label.words, label.x, below + plan.axis - STRONG.pitch, STRONG, label.align)
    for label in plan.months:
        card.write(label.words, label.x, above + plan.axis - NOTE.pitch, NOTE, label.align)
        card.write(label.words, label.x, below, NOTE, label.align)


def _draw_row(card: Card, plan: _Plan, row: _Row, top: float) -> None:
    """Write a row's words, and draw its bar on the way of all months."""
    card.stack(row.title, LEFT, top, BODY)
    card.stack(row.note, RIGHT, top + row.words - len(row.note) * NOTE.pitch, NOTE, "right")
    track = Box(LEFT, top + row.words + _ABOVE, RIGHT, top + row.words + _ABOVE + _THICK)
    _lay_track(card, plan.scale, track)
    left, right = plan.scale.x(row.bar.opens), plan.scale.x(row.bar.closes, 1)
    short = max(0.0, _LEAST - (right - left)) / 2
    card.fill(Box(left - short, track.top, right + short, track.bottom), row.colour, 3, radius=8)


def _lay_track(card: Card, scale: Scale, track: Box) -> None:
    """Draw the way a bar lies on, parted into months where there is room, and its years marked off."""
    card.fill(track, TRACK, 1, radius=8)
    wide = (scale.right - scale.left) / len(scale.months)
    years, months = ([scale.x(on) for on in scale.months[1:] if (on.month == 1) is first] for first in (True, False))
    card.ticks(years, track.top - _TICK, track.bottom + _TICK, Stroke(RULE, 3), 2)
    if wide >= _NARROWEST:
        card.ticks(months, track.top, track.bottom, Stroke(CARD, 2), 2)
