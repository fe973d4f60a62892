"""Printed pages as flowing text: no running heads, no page numbers, lines joined into paragraphs."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, takewhile

from knowledge.scraped import ENDED

EDGE_LINES = 2
"""Lines at either end of a page that may be a running head or foot."""
_REPEATED_SHARE = 0.6
_FEWEST_PAGES = 3
_FULL, _HALF = 0.75, 0.5
"""Shares of the usual longest line: from there on a line may have been wrapped."""
_NARROWEST = 45
"""Characters across a column of text; shorter lines are a list of names or the like."""
_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\u25e6\u25aa\u25cf", "\u2022"))
_ITEM = re.compile(r"\s*(?:[-*\u2013\u2022]|\d{1,2}[.)]|[a-z]\))\s")
_LONE_MARK = re.compile(r"\s*(?:[-\u2013\u2022]|\d{1,2}[.)])\s*")
_NUMBER = re.compile(r"(?i)\W*(?:page|p\.)?\s*(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?\W*")
_PAGE_OF = re.compile(r"(?i)\W*page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*")
_LEADER = re.compile(r"(?: ?\.){5,}\s*\w*\s*$")
"""A line of a table of contents."""


def flowing(pages: Sequence[str]) -> str:
    """Return the text of all pages in a row, as paragraphs, list items and short lines."""
    cut = [_lines_of(page) for page in pages]
    lines = list(chain.from_iterable(_without_edges(cut)))
    return "\n".join(_joined(list(_marked(lines))))


def _lines_of(page: str) -> list[str]:
    return [line.rstrip() for line in page.translate(_BULLETS).split("\n") if line.strip() and not _LEADER.search(line)]


def _without_edges(pages: list[list[str]]) -> Iterator[list[str]]:
    """Drop what most pages begin or end with, numbers aside, and each page's own number."""
    repeated, offsets = _repeated(pages), _offsets(pages)
    for at, page in enumerate(pages):
        goes = [_is_furniture(line, repeated, {at + offset for offset in offsets}) for line in page]
        start = 0 if at == 0 and page and _is_name(page[0]) else _count(goes[:EDGE_LINES])
        end = len(page) - _count(goes[: start - 1 if start else None : -1][:EDGE_LINES])
        yield page[start:end]


def _count(goes: Iterable[bool]) -> int:
    return sum(1 for _ in takewhile(bool, goes))


def _edges(page: list[str]) -> list[str]:
    return [*page[:EDGE_LINES], *page[-EDGE_LINES:]]


def _repeated(pages: list[list[str]]) -> set[str]:
    counted = Counter(chain.from_iterable({_shape(line) for line in _edges(page)} for page in pages))
    enough = max(_FEWEST_PAGES, _REPEATED_SHARE * len(pages))
    return {shape for shape, times in counted.items() if times >= enough}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _offsets(pages: list[list[str]]) -> set[int]:
    """Return what to add to a page's place, from 0, for the number that is printed on it."""
    printed = ((at, _NUMBER.fullmatch(line)) for at, page in enumerate(pages) for line in _edges(page))
    counted = Counter(int(number[1]) - at for at, number in printed if number)
    return {1} | {offset for offset, times in counted.items() if times >= _FEWEST_PAGES}


def _is_furniture(line: str, repeated: Container[str], numbers: Container[int]) -> bool:
    counted = _NUMBER.fullmatch(line)
    return _shape(line) in repeated or bool(counted and (int(counted[1]) in numbers or _PAGE_OF.fullmatch(line)))


def _is_name(line: str) -> bool:
    """Tell a title that heads every page from an address, a date or a number."""
    return not re.search(r"[\d/@]", line)


def _marked(lines: list[str]) -> Iterator[str]:
    """Put a list mark that stands alone before the line below it."""
    mark = ""
    for line in lines:
        if _LONE_MARK.fullmatch(line) and not mark:
            mark = line
            continue
        yield f"{mark.rstrip()} {line.lstrip()}" if mark else line
        mark = ""
    if mark:
        yield mark


def _joined(lines: list[str]) -> list[str]:
    """Join wrapped lines; a word that was parted at the line's end becomes one again."""
    width = max([_NARROWEST, *sorted(map(len, lines))[: 1 + int(0.9 * len(lines))]])
    whole = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).lower()))
    joined: list[str] = []
    last = ""
    for line in lines:
        if last and _goes_on(last, line.strip(), width):
            joined[-1] = _together(joined[-1], line.strip(), whole)
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(line: str, after: str, width: int) -> bool:
    if _ITEM.match(after) or ENDED.search(line) or len(line) < _HALF * width:
        return False
    return not after[0].isupper() or len(line) >= _FULL * width


def _together(line: str, after: str, whole: Counter[str]) -> str:
    parted = re.search(r"([^\W\d_]+)[-\u2010\xad]$", line)
    if not parted or not after[0].islower():
        glue = "" if re.search(r"\d[-\u2013]$", line) and after[0].isdigit() else " "
        return f"{line}{glue}{after}"
    rest = re.match(r"[^\W\d_]+", after)
    hyphened = f"{parted[1]}-{rest[0] if rest else ''}".lower()
    return f"{line[:-1]}{'-' if whole[hyphened] else ''}{after}"
