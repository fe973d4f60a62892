"""Cut text into pages that Discord takes; nothing is cut inside a number, a link or a citation."""

import re
from collections.abc import Iterable, Iterator, Sequence

_LINK = r"\[[^\]\n]{1,400}\]\([^)\s]{1,600}\)"
_CITATION = r"(?:\[\d{1,3}\])+"
_UNIT = re.compile(rf"(?:{_LINK}|\S)+(?:[ ]+{_CITATION}\S*)*|\s+")
"""A word with the citations behind it, a link with its words, or what stands between them."""
_HEADING = re.compile(r"#{1,3} [^\n]*\n")


def paged(blocks: Iterable[str], room: int, most: int) -> list[tuple[str, ...]]:
    """Put blocks on pages of at most `room` characters and `most` blocks; one that is longer goes on over pages.

    There is one page at least. A heading is not left alone at the end of a page.
    """
    pages: list[tuple[str, ...]] = []
    page: list[str] = []
    for block in filter(None, map(str.strip, blocks)):
        used = sum(map(len, page))
        # What fits on no page begins on this one, where there is as much room as it leaves on its last.
        first = room - used if len(block) > room and used * 2 < room and len(page) < most else room
        for piece in pieces(block, room, first):
            if page and (len(page) == most or sum(map(len, page)) + len(piece) > room):
                pages.append(tuple(page))
                page = []
            page.append(piece)
    return [*pages, tuple(page)] if page or not pages else pages


def pieces(text: str, room: int, first: int = 0) -> list[str]:
    """Cut a text into pieces of at most `room` characters, the first one of `first`: between lines, else between words.

    A block that begins with a heading repeats it on each piece.
    """
    first = first or room
    found = _HEADING.match(text)
    if len(text) <= first or not found or len(found[0]) * 2 > first:
        return list(_filled(text, first, room))
    heading = found[0]
    rest = _filled(text[len(heading) :], first - len(heading), room - len(heading))
    return [f"{heading}{piece}" for piece in rest]


def _filled(text: str, first: int, room: int) -> Iterator[str]:
    """Yield a text in pieces, as much in each as there is room for."""
    piece, left = "", first
    for part in _lines(text, min(first, room)):
        if len(piece) + len(part) > left and piece.strip():
            yield piece.strip()
            piece, left = "", room
        piece += part
    if piece.strip():
        yield piece.strip()


def _lines(text: str, room: int) -> Iterator[str]:
    """Yield lines with their ends; one that is too long in parts."""
    for line in text.splitlines(keepends=True):
        if len(line) <= room:
            yield line
        else:
            yield from _units(line, room)


def _units(line: str, room: int) -> Iterator[str]:
    for unit in _UNIT.findall(line):
        yield from (unit[start : start + room] for start in range(0, len(unit), room))


def joined(page: Sequence[str]) -> str:
    """Return the blocks of a page as one text."""
    return "\n\n".join(page)
