"""What a reader of the guides would see change from one version to the next: sections, and what they say of dates."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from knowledge.index import Entry, Index

_DATED = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b|\b(?:19|20)\d\d\b|\b[Dd]eadline"
    r"|\b\d+(?:[-\u2013]\d+)? (?:day|week|month|year)s? (?:before|after|ahead|prior)"
)
"""A month, a year, a deadline, or a time before or after something."""
_BEGINS = 2
"""Statements that a section is taken to begin with."""
_ALIKE = 0.5
"""How alike two statements are that count as one which was changed."""
_Key = TypeVar("_Key", str, tuple[str, str])
Place = tuple[str, str]
"""A guide's id and a section's anchor."""


@dataclass(frozen=True, slots=True)
class Names:
    """What was added, changed and removed, by name."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """A statement about a date as it was and as it is; empty where it was not there, or is gone."""

    section: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """A section that was not there before, and the words it begins with."""

    place: str
    section: str
    heading: str
    audience: tuple[str, ...]
    begins: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two versions; a first one has nothing that is fresh in it, or touched."""

    guides: Names
    sections: Names
    dated: tuple[Dated, ...]
    fresh: tuple[Fresh, ...] = ()
    touched: tuple[str, ...] = ()
    """Sections that are added, changed or removed, each as guide#anchor."""


def changes(before: Index | None, after: Index) -> Changes:
    """Compare two opened versions; against none, everything is new."""
    old, new = _sections(before.every_entry() if before else ()), _sections(after.every_entry())
    was, now = _ids(old), _ids(new)
    guides = _names(_by_guide(was), _by_guide(now), _guide_titles(old) | _guide_titles(new))
    touched = [place for place in now | was if was.get(place) != now.get(place)]
    dated = [one for place in touched for one in _dated_changes(old.get(place, []), new.get(place, []))]
    sections = _names(was, now, _titles(old) | _titles(new))
    if before is None:
        return Changes(guides, sections, ())
    fresh = tuple(_fresh(place, new[place]) for place in now if place not in was)
    return Changes(guides, sections, tuple(dated), fresh, tuple("#".join(place) for place in touched))


def _fresh(place: Place, entries: Sequence[Entry]) -> Fresh:
    first = entries[0]
    begins = " ".join(first.passage.text[one.start : one.end] for one in first.statements[:_BEGINS])
    section = _titles({place: [first]})[place]
    return Fresh("#".join(place), section, first.passage.section, tuple(map(str, first.passage.audience)), begins)


def _sections(entries: Iterable[Entry]) -> dict[Place, list[Entry]]:
    found: defaultdict[Place, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.passage.guide, entry.passage.anchor].append(entry)
    return found


def _ids(sections: Mapping[Place, list[Entry]]) -> dict[Place, str]:
    return {place: " ".join(entry.passage.id for entry in entries) for place, entries in sections.items()}


def _by_guide(sections: Mapping[Place, str]) -> dict[str, str]:
    found: defaultdict[str, str] = defaultdict(str)
    for place, ids in sections.items():
        found[place[0]] += ids
    return found


def _titles(sections: Mapping[Place, list[Entry]]) -> dict[Place, str]:
    return {place: f"{one[0].passage.title}, {one[0].passage.section}" for place, one in sections.items()}


def _guide_titles(sections: Mapping[Place, list[Entry]]) -> dict[str, str]:
    return {place[0]: one[0].passage.title for place, one in sections.items()}


def _names(before: Mapping[_Key, str], after: Mapping[_Key, str], titles: Mapping[_Key, str]) -> Names:
    """Compare what stands under the same keys, in the order of the later version."""
    return Names(
        added=tuple(titles[key] for key in after if key not in before),
        changed=tuple(titles[key] for key in after if key in before and before[key] != after[key]),
        removed=tuple(titles[key] for key in before if key not in after),
    )


def _dated_changes(before: list[Entry], after: list[Entry]) -> Iterator[Dated]:
    """Yield statements about dates that are not in both, each beside the one it was before."""
    old, new = list(_dated(before)), list(_dated(after))
    gone, fresh = [one for one in old if one not in new], [one for one in new if one not in old]
    section = _titles({("", ""): after or before})["", ""]
    for one in fresh:
        was = max(gone, key=lambda other: _likeness(one, other), default="")
        if was and _likeness(one, was) >= _ALIKE:
            gone.remove(was)
        else:
            was = ""
        yield Dated(section, was, one)
    yield from (Dated(section, one, "") for one in gone)


def _dated(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        texts = (entry.passage.text[one.start : one.end] for one in entry.statements)
        yield from filter(_DATED.search, texts)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
