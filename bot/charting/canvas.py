"""What the charts share: the card with its size, colours and faces, what can be drawn on it, and its bytes as PNG."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib import get_data_path
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Affine2D

WIDTH, MARGIN, TALLEST = 1080, 44, 4_000
LEFT, RIGHT = MARGIN, WIDTH - MARGIN
"""Edges of what is drawn, in pixels; a phone shows three of them as one point."""
DPI = 72
"""At which one point of a font is one pixel."""

CARD, BAND, TRACK, RULE = "#18202b", "#202b3a", "#2b384a", "#75859c"
"""The card itself, what lies faintly on it, and thin lines that carry meaning."""
INK, SOFT = "#f4f6fa", "#b9c4d3"
ORANGE, SKY, YELLOW, PURPLE, GREEN, VERMILION = "#e69f00", "#56b4e9", "#f0e442", "#cc79a7", "#009e73", "#d55e00"
HUES = (SKY, ORANGE, PURPLE, YELLOW, GREEN, VERMILION)
"""The colours of Okabe and Ito that stand out from a dark card, in the order in which they are given out."""

ASCENT, _PITCH = 1.13, 1.4
"""From the top of a line to the foot of its letters, and to the next line, in sizes; capitals may have two accents."""
_CAPITAL = 0.73
"""How high a capital or a figure is."""
_SHORTEST = 12
"""A piece of a line shorter than this is not drawn."""
_PACKED = {"compress_level": 2}
"""How hard a picture is packed: it has a tenth more bytes than by default, in half the time."""

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Face:
    """A way to write: size in pixels, colour, weight, and how far it keeps off what it is written on."""

    size: int
    colour: str
    bold: bool = False
    halo: float = 0

    @property
    def pitch(self) -> float:
        """Return the height of a line."""
        return self.size * _PITCH

    @property
    def middle(self) -> float:
        """Return how far below the top of a line its letters have their middle."""
        return self.size * (ASCENT - _CAPITAL / 2)

    @property
    def path(self) -> str:
        """Return where the font lies that comes with matplotlib."""
        return f"{get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if self.bold else ''}.ttf"

    @property
    def properties(self) -> FontProperties:
        """Return the face as matplotlib wants it."""
        return FontProperties(fname=self.path, size=self.size)


TITLE, BODY, NOTE, STRONG = Face(46, INK, bold=True), Face(36, INK), Face(33, SOFT), Face(33, INK, bold=True)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels from the top left corner of the card."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> "Box":
        """Return the box with a rim around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn: colour, width, lengths of dashes and gaps, and a rim that parts it from what it crosses."""

    colour: str
    width: float
    dashes: tuple[float, ...] = ()
    rim: float = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A figure that is drawn on in pixels, downwards from its top left corner."""

    figure: Figure
    height: float

    @property
    def _down(self) -> Affine2D:
        return Affine2D().scale(1, -1).translate(0, self.height)

    def write(self, line: str, x: float, top: float, face: Face, align: Align = "left") -> None:
        """Write one line of text, its top and one end or its middle given."""
        place = x, top + face.size * ASCENT
        text = self.figure.text(*place, line, transform=self._down, ha=align, va="baseline", color=face.colour)
        text.set(fontproperties=face.properties, parse_math=False, usetex=False, zorder=9)
        if face.halo:
            text.set_path_effects([withStroke(linewidth=face.halo, foreground=CARD)])

    def stack(self, lines: Sequence[str], x: float, top: float, face: Face, align: Align = "left") -> None:
        """Write lines one below the other."""
        for n, line in enumerate(lines):
            self.write(line, x, top + n * face.pitch, face, align)

    def fill(self, box: Box, colour: str, layer: float, radius: float = 0) -> None:
        """Fill a box, its corners rounded."""
        wide, high = box.right - box.left, box.bottom - box.top
        style = f"round,pad=0,rounding_size={min(radius, wide / 2, high / 2)}" if radius else "square,pad=0"
        patch = FancyBboxPatch((box.left, box.top), wide, high, boxstyle=style, facecolor=colour, edgecolor="none")
        patch.set(transform=self._down, zorder=layer)
        self.figure.add_artist(patch)

    def line(self, xs: Sequence[float], ys: Sequence[float], stroke: Stroke, layer: float) -> None:
        """Draw a line from point to point."""
        line = Line2D(xs, ys, color=stroke.colour, linewidth=stroke.width, transform=self._down, zorder=layer)
        line.set(solid_capstyle="round", dash_capstyle="butt", solid_joinstyle="round")
        if stroke.dashes:
            line.set_linestyle((0, tuple(length / stroke.width for length in stroke.dashes)))
        if stroke.rim:
            line.set_path_effects([withStroke(linewidth=stroke.width + 2 * stroke.rim, foreground=CARD)])
        self.figure.add_artist(line)

    def ticks(self, xs: Sequence[float], top: float, bottom: float, stroke: Stroke, layer: float) -> None:
        """Draw upright lines from one height to another, as one line with gaps, which is quicker than one by one."""
        gap = float("nan")
        self.line([place for x in xs for place in (x, x, gap)], [top, bottom, gap] * len(xs), stroke, layer)

    def dot(self, x: float, y: float, colour: str, size: float, shape: str = "o") -> None:
        """Draw a marker."""
        dot = Line2D([x], [y], marker=shape, markersize=size, color=colour, markeredgewidth=0)
        dot.set(linestyle="none", transform=self._down, zorder=8)
        self.figure.add_artist(dot)

    def texts(self) -> list[Box]:
        """Return where text is written."""
        extents = (text.get_window_extent() for text in self.figure.texts)
        return [Box(one.x0, self.height - one.y1, one.x1, self.height - one.y0) for one in extents]


def blank(height: float, needing: str) -> Card:
    """Return an empty card.

    Raises ValueError, with what needs it, for one taller than can be looked at.
    """
    whole = round(height)
    if whole > TALLEST:
        raise ValueError(f"{needing}: a card {whole} pixels high is needed, the tallest has {TALLEST}")
    figure = Figure(figsize=(WIDTH / DPI, whole / DPI), dpi=DPI, facecolor=CARD, edgecolor="none")
    FigureCanvasAgg(figure)
    return Card(figure, whole)


def clear_of(boxes: Sequence[Box], x: float, top: float, bottom: float) -> Iterator[tuple[float, float]]:
    """Yield the stretches of an upright line that lie outside of every box."""
    crossed = sorted((box.top, box.bottom) for box in (one.grown(7) for one in boxes) if box.left < x < box.right)
    for upper, lower in (*crossed, (bottom, bottom)):
        if top + _SHORTEST < min(upper, bottom):
            yield top, min(upper, bottom)
        top = max(top, lower)


def png(figure: Figure) -> bytes:
    """Return a figure as PNG, the same bytes for the same figure."""
    written = io.BytesIO()
    canvas = FigureCanvasAgg(figure)
    canvas.print_png(written, metadata={"Software": None}, pil_kwargs=_PACKED)  # type: ignore[no-untyped-call]
    return written.getvalue()
