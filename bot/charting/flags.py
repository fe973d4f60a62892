"""Single days on a chart: a line downwards, and a label beside its head that no other line has to cross."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charting.canvas import INK, LEFT, NOTE, RIGHT, SOFT, STRONG, Card, Face, Stroke, clear_of
from bot.charting.wording import width_of, wrapped

_ASIDE, _BELOW = 26, 4
"""From a line to its label, and from one label to the next."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A day to point out: what it is called, where its line stands, and whether it is today."""

    words: str
    x: float
    today: bool = False

    @property
    def face(self) -> Face:
        """Return how the label is written."""
        return STRONG if self.today else NOTE

    @property
    def stroke(self) -> Stroke:
        """Return how the line is drawn."""
        return Stroke(INK, 5, rim=3) if self.today else Stroke(SOFT, 4, (4, 8), rim=2)


@dataclass(frozen=True, slots=True)
class Placed:
    """A flag with its label's lines, on its left or on its right."""

    flag: Flag
    lines: tuple[str, ...]
    on_left: bool

    @property
    def height(self) -> float:
        """Return the room the label takes, with the gap below it."""
        return len(self.lines) * self.flag.face.pitch + _BELOW


def placed(flags: Sequence[Flag]) -> tuple[Placed, ...]:
    """Return flags with their labels, from the top down: each above those whose lines it would otherwise stand on."""
    on_left: list[Flag] = []
    for flag in sorted(flags, key=lambda one: one.x, reverse=True):
        if _goes_left(flag, on_left):
            on_left.append(flag)
    on_right = sorted((flag for flag in flags if flag not in on_left), key=lambda one: one.x)
    return (*(_labelled(flag, True) for flag in on_left), *(_labelled(flag, False) for flag in on_right))


def _goes_left(flag: Flag, on_left: Sequence[Flag]) -> bool:
    """Tell whether a label has to stand on the left: for want of room, or for a line it would stand on."""
    left, right = flag.x - LEFT - _ASIDE, RIGHT - flag.x - _ASIDE
    wide = width_of(flag.words, flag.face)
    if wide > right:
        return left > right
    return wide <= left and any(flag.x < other.x < flag.x + wide + 2 * _ASIDE for other in on_left)


def _labelled(flag: Flag, on_left: bool) -> Placed:
    room = (flag.x - LEFT if on_left else RIGHT - flag.x) - _ASIDE
    return Placed(flag, wrapped(flag.words, flag.face, room), on_left)


def raise_flags(card: Card, flags: Sequence[Placed], top: float, bottom: float, layer: float) -> None:
    """Draw flags one below the other, and their lines down to a level."""
    heads: list[tuple[Flag, float]] = []
    for one in flags:
        x = one.flag.x + (-_ASIDE if one.on_left else _ASIDE)
        card.stack(one.lines, x, top, one.flag.face, "right" if one.on_left else "left")
        heads.append((one.flag, top + one.flag.face.middle))
        top += one.height
    texts = card.texts()
    for flag, head in heads:
        for upper, lower in clear_of(texts, flag.x, head, bottom):
            card.line([flag.x, flag.x], [upper, lower], flag.stroke, layer)
        card.dot(flag.x, head, flag.stroke.colour, 26, "o" if flag.today else "D")
