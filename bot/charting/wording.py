"""Words on a card: what a font can draw, how wide it comes out, where lines break, and days and months in words."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from matplotlib.font_manager import get_font

from bot.charting.canvas import BODY, DPI, Face

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
KEPT = "\N{NO-BREAK SPACE}"
"""A space at which no line breaks."""
_SPACE = re.compile(rf"[^\S{KEPT}]+")
_UNITS = 64
"""Units in which a font counts, to the pixel."""
_MISSING = "□"


def written(text: str) -> str:
    """Return a text as it can be drawn: on one line, pictures left out, a box for a letter the font lacks."""
    font = get_font(BODY.path)
    composed = _SPACE.sub(" ", unicodedata.normalize("NFC", text))
    drawn = "".join(_drawn(one, bool(font.get_char_index(ord(one)))) for one in composed)
    return _SPACE.sub(" ", drawn).strip(" ")


def _drawn(character: str, known: bool) -> str:
    """Return what stands for a character; an accent that is not part of a letter would reach beyond its line."""
    kind = unicodedata.category(character)[0]
    if kind == "M":
        return ""
    return character if known else _MISSING * (kind in "LN")


@lru_cache(maxsize=4096)
def width_of(line: str, face: Face) -> float:
    """Return how wide a line comes out, in pixels."""
    font = get_font(face.path)
    font.set_size(face.size, DPI)
    font.set_text(line)
    return font.get_width_height()[0] / _UNITS


def wrapped(text: str, face: Face, room: float) -> tuple[str, ...]:
    """Break a text into lines that fit, between words where that is possible."""
    lines: list[str] = []
    for word in (part for whole in written(text).split(" ") for part in _broken(whole, face, room)):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, face) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _broken(word: str, face: Face, room: float) -> Iterator[str]:
    """Yield a word in parts that fit, whole if it does."""
    while width_of(word, face) > room and len(word) > 1:
        fits = next((n for n in range(len(word) - 1, 1, -1) if width_of(word[:n], face) <= room), 1)
        yield word[:fits]
        word = word[fits:]
    yield word


def joined(*parts: str) -> str:
    """Return what there is of some parts as one text, each parted from the next by a dot."""
    return f"{KEPT}· ".join(part for part in map(written, parts) if part)


def day(on: date, years: bool = True) -> str:
    """Write a day as `3 Mar 2027`, to be kept on one line."""
    return KEPT.join([str(on.day), MONTHS[on.month - 1], *([str(on.year)] if years else [])])


def span(opens: date, closes: date, years: bool = True) -> str:
    """Write the months from one day to another as `Mar–Jul 2027`."""
    first, last = MONTHS[opens.month - 1], MONTHS[closes.month - 1]
    if (opens.year, opens.month) == (closes.year, closes.month):
        return f"{first} {opens.year}" if years else first
    if not years:
        return f"{first}–{last}"
    return (
        f"{first}–{last} {closes.year}" if opens.year == closes.year else f"{first} {opens.year} – {last} {closes.year}"
    )
