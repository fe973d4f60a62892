"""Labels of points: their words in full where there is room beside the points, else the first alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.charting.canvas import ASCENT, NOTE, SOFT, STRONG, Box, Card, Stroke
from bot.charting.placing import Point, Segment, Size, distance, nearest, places
from bot.charting.wording import width_of, written

_LED, _FULL = 26, 75
"""How far from its point a label may lie without a line that leads to it, and at most to be written in full."""
_FACES = replace(STRONG, halo=8), replace(NOTE, halo=8)
_LEADER = Stroke(SOFT, 2)
_SLACK = (ASCENT - 0.8) * STRONG.size
"""What is free above the figures that a label begins with."""

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """What stands beside a point: its lines, and their box."""

    lines: Words
    point: Point
    box: Box

    @property
    def away(self) -> float:
        """Return how far the label lies from its point."""
        return distance(self.point, self.box)


def labelled(points: Sequence[Point], words: Sequence[Words], lines: Sequence[Segment], room: Box) -> tuple[Label, ...]:
    """Return a label for each point.

    Raises ValueError where there is no room for all of them.
    """
    full = _placed(points, [tuple(filter(None, map(written, one))) for one in words], lines, room)
    if full and all(label.away <= _FULL for label in full):
        return full
    short = _placed(points, [one[:1] for one in words], lines, room)
    if not short:
        raise ValueError(f"{len(points)} scores: there is no room to label them all")
    return short


def _placed(
    points: Sequence[Point], words: Sequence[Words], lines: Sequence[Segment], room: Box
) -> tuple[Label, ...] | None:
    boxes = places(points, [_size(one) for one in words], lines, room)
    return tuple(map(Label, words, points, boxes)) if boxes else None


def _size(words: Words) -> Size:
    faces = _FACES[: len(words)]
    wide = max(width_of(line, face) for line, face in zip(words, faces, strict=True))
    return Size(wide, sum(face.pitch for face in faces) - _SLACK)


def draw_labels(card: Card, labels: Sequence[Label], layer: float) -> None:
    """Write labels, and lead to those that lie apart from their points."""
    for label in labels:
        if label.away > _LED:
            x, y = nearest(label.point, label.box)
            card.line([label.point[0], x], [label.point[1], y], _LEADER, layer)
        top = label.box.top - _SLACK
        for line, face in zip(label.lines, _FACES[: len(label.lines)], strict=True):
            card.write(line, (label.box.left + label.box.right) / 2, top, face, "center")
            top += face.pitch
