"""From a passage's text to its statements: sentences, list items and the lines that lead into lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.passages import Kind, Statement

_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)*_]*\s+(?=[\"“‘(*_]*[A-Z0-9≥≤<>])")
_NOT_AN_END = re.compile(r"(?:\b(?:e\.g|i\.e|vs|etc|approx|Dr|Mr|Ms|St|no|U\.S|[A-Z])\.)\s*$")


@dataclass(frozen=True, slots=True)
class _Span:
    """Some lines that belong together, and whether they are a list item."""

    start: int
    end: int
    item: bool


def split(text: str) -> tuple[Statement, ...]:
    """Return the statements of a passage in reading order; their spans index into `text`."""
    return tuple(_with_lead_ins(list(_statements(text)), text))


def _statements(text: str) -> Iterator[Statement]:
    block, in_list = -1, False
    for span in _spans(text):
        if not (span.item and in_list):
            block += 1
        in_list = span.item
        if span.item:
            yield Statement(Kind.ITEM, span.start, span.end, block)
        else:
            for start, end in _sentences(text, span):
                yield Statement(Kind.SENTENCE, start, end, block)


def _spans(text: str) -> Iterator[_Span]:
    """Group lines into paragraphs and items; an item takes the indented lines below it."""
    current: _Span | None = None
    for line in re.finditer(r"[^\n]+", text):
        marker = _ITEM.match(line[0])
        if not line[0].strip():
            continue
        joined = current is not None and not marker and text.count("\n", current.end, line.start()) == 1
        if joined and current is not None:
            current = replace(current, end=_trimmed(text, line.end()))
            continue
        if current:
            yield current
        indent = marker.end() if marker else len(line[0]) - len(line[0].lstrip())
        current = _Span(line.start() + indent, _trimmed(text, line.end()), marker is not None)
    if current:
        yield current


def _trimmed(text: str, end: int) -> int:
    return len(text[:end].rstrip())


def _sentences(text: str, span: _Span) -> Iterator[tuple[int, int]]:
    start = span.start
    for mark in _SENTENCE_END.finditer(text, span.start, span.end):
        if _NOT_AN_END.search(text, start, mark.start() + 1):
            continue
        yield start, _trimmed(text, mark.end())
        start = mark.end()
    yield start, span.end


def _with_lead_ins(found: list[Statement], text: str) -> Iterator[Statement]:
    """Mark what ends in a colon, and count it to the block of the item below, if there is one."""
    for here, after in zip(found, [*found[1:], None], strict=False):
        ends_open = text[here.start : here.end].rstrip("*_").endswith(":")
        leads_to_list = after is not None and after.kind is Kind.ITEM
        if ends_open:
            yield replace(here, kind=Kind.LEAD_IN, block=after.block if after and leads_to_list else here.block)
        else:
            yield here
