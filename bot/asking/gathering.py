"""Gather evidence: the passages that may answer a reading, and how many of them the answer has to draw on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from bot.asking.question import Reading
from knowledge.leads import Topic
from knowledge.passages import Kind
from knowledge.searching import Found, Query, Search, Searcher

_LOOKED_AT, _A_PART = 10, 2
"""Passages looked at for a question, and for each part of it."""
_SPOKEN_OF = 0.15
"""What it is worth to a passage that the earlier turn was about it."""
_JOINS = re.compile(r"\b(?:and|or|vs|versus|while|whereas)\b", re.IGNORECASE)
_SIDE_BY_SIDE = re.compile(
    r"\b(?:guides|compare[ds]?|comparison|versus|vs|differ\w*|disagree\w*|both|each|respectively|contrast)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found: passages best first; the first `wanted` of them answer parts of the question."""

    found: tuple[Found, ...]
    wanted: int
    topic: Topic | None
    topic_likeness: float
    topic_share: float


NO_EVIDENCE = Evidence((), 0, None, 0.0, 0.0)


def gather(reading: Reading, searcher: Searcher) -> Evidence:
    """Search for a reading, its clauses, and each guide it names beside another."""
    if reading.leans_on:
        return _gather_follow_up(reading, reading.leans_on, searcher)
    named = _guides_named(reading, searcher)
    facets = [replace(_query(reading), guide=guide, limit=_A_PART) for guide in named]
    clauses = [replace(_query(reading), text=clause, limit=_A_PART) for clause in reading.clauses]
    whole, *parts = searcher.search_all([_query(reading), *(facets or clauses)])
    if facets:
        by_turns = [found for rank in zip_longest(*(part.found for part in parts)) for found in rank if found]
        return _evidence(whole, [*by_turns, *whole.found], len(facets))
    tops = [part.found[0] for part in parts if part.found] or whole.found[:1]
    return _evidence(whole, [*tops, *whole.found], len({top.entry.number for top in tops}))


def _gather_follow_up(reading: Reading, earlier: Reading, searcher: Searcher) -> Evidence:
    """Search for the follow-up alone and together with what it leans on; both count the same.

    So a turn that changes the subject is heard, and one that says little is read near the earlier passages.
    """
    before = gather(earlier, searcher)
    together = f"{_in_context(earlier)} {_pointed_at(reading, before) or reading.text}"
    alone = replace(_query(reading), limit=2 * _LOOKED_AT)
    joint, single = searcher.search_all(
        [replace(alone, text=together, words=f"{reading.words} {earlier.words}"), alone]
    )
    found = _averaged(joint.found, single.found)
    spoken_of = {one.entry.number for one in before.found[:2]}
    for one in found:
        one.score += _SPOKEN_OF * (one.entry.number in spoken_of)
    joint = replace(joint, topic_likeness=joint.topic_likeness - _SPOKEN_OF)
    return _evidence(joint, sorted(found, key=lambda one: -one.score), 1)


def _averaged(some: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Return what either search found, scored by the mean of both; a passage missed by one has its lowest score."""
    lists = [{one.entry.number: one for one in found} for found in (some, others) if found]
    lowest = [min(one.score for one in found.values()) for found in lists]
    merged = {number: one for found in reversed(lists) for number, one in found.items()}
    for number, one in merged.items():
        scores = [found[number].score if number in found else low for found, low in zip(lists, lowest, strict=True)]
        one.score = sum(scores) / len(scores)
    return list(merged.values())


def _in_context(reading: Reading) -> str:
    return f"{_in_context(reading.leans_on)} {reading.text}" if reading.leans_on else reading.text


def _pointed_at(reading: Reading, before: Evidence) -> str:
    """Return the list item of the earlier answer that "the second one" means."""
    if reading.ordinal is None or not before.found:
        return ""
    entry = before.found[0].entry
    items = [entry.passage.text[s.start : s.end] for s in entry.statements if s.kind is Kind.ITEM]
    return items[reading.ordinal] if -len(items) <= reading.ordinal < len(items) else ""


def _query(reading: Reading) -> Query:
    return Query(reading.words, tracks=reading.tracks, limit=_LOOKED_AT)


def _guides_named(reading: Reading, searcher: Searcher) -> list[str]:
    """Return the guides a question names side by side; one alone, or two mentioned apart, is none."""
    places = [(span, guide.id) for guide in searcher.index.guides if (span := _named_at(reading.text, guide.known_as))]
    places.sort()
    between = " ".join(reading.text[a[1] : b[0]] for (a, _), (b, _) in pairwise(places))
    if len(places) == 1 or not (_SIDE_BY_SIDE.search(reading.text) or _JOINS.search(between)):
        return []
    return [guide for _, guide in places]


def _named_at(text: str, known_as: Iterable[str]) -> tuple[int, int] | None:
    """Return where a text names a guide, by the longest of its names."""
    for name in sorted(known_as, key=len, reverse=True):
        if found := re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            return found.span()
    return None


def _evidence(search: Search, ordered: Iterable[Found], wanted: int) -> Evidence:
    return Evidence(
        tuple(_distinct(ordered))[:_LOOKED_AT], wanted, search.topic, search.topic_likeness, search.topic_share
    )


def _distinct(ordered: Iterable[Found]) -> Iterator[Found]:
    seen: set[int] = set()
    for found in ordered:
        if found.entry.number not in seen:
            seen.add(found.entry.number)
            yield found
