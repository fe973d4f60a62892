"""What the tests see of a picture: where its texts stand, whether they can be read, and how colours look to whom."""

import io
from itertools import combinations
from typing import Any

import numpy as np
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.transforms import Bbox

from bot.charting.canvas import WIDTH

SMALLEST = 33
"""Pixels of a picture 1,080 wide that are 11 points on a phone 360 wide."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"

_WORD = st.text("abcdefghilmnorstuvABEIMRW0123456789-–/,.'&$_^\\{}%#éÜßŁỄǗģ🎉東\u0301\n\t", max_size=11)
WORDS = st.lists(_WORD, max_size=8).map(" ".join)
"""What somebody may have written: some words, not all of them such as a font can draw."""

SEEN: dict[str, Any] = {
    "trichromats": np.eye(3),
    "protanopes": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopes": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopes": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What is seen of linear red, green and blue (Machado, Oliveira and Fernandes, 2009)."""
_XYZ = np.array(((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)))


def texts(figure: Figure) -> list[str]:
    """Return what is written, in the order in which it was."""
    return [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in figure.texts]


def boxes(figure: Figure) -> list[tuple[str, Bbox]]:
    """Return each text with its extent."""
    return [(text.get_text(), text.get_window_extent()) for text in figure.texts if text.get_text()]


def ill_placed(figure: Figure) -> list[tuple[str, ...]]:
    """Return the texts that reach beyond the picture, and the pairs that share room."""
    placed, high = boxes(figure), figure.bbox.height
    beyond = [(text,) for text, box in placed if box.x0 < 0 or box.y0 < 0 or box.x1 > WIDTH or box.y1 > high]
    return beyond + [(one, other) for (one, a), (other, b) in combinations(placed, 2) if _meet(a, b)]


def _meet(one: Bbox, other: Bbox) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def sizes(figure: Figure) -> set[float]:
    """Return the sizes of what is written, in pixels."""
    return {text.get_fontsize() * figure.dpi / 72 for text in figure.texts}


def pixels(png: bytes) -> Any:
    """Return rows of pixels: red, green, blue and how opaque, each from 0 to 1."""
    return imread(io.BytesIO(png))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG has it."""
    low, high = sorted(float(_XYZ[1] @ _linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def difference(one: str, other: str, seen: Any) -> float:
    """Return how far two colours lie apart for somebody, in CIELAB; from about 2 on it can be told."""
    first, second = (_lab(np.clip(np.array(seen) @ _linear(colour), 0, 1)) for colour in (one, other))
    return float(np.linalg.norm(first - second))


def _linear(colour: str) -> Any:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: Any) -> Any:
    relative = _XYZ @ linear / (0.9505, 1, 1.089)
    x, y, z = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
