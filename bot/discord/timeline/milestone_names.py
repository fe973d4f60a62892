"""Names by which milestones and a season's dates can be asked for: subjects first, then titles, and other words."""

from collections.abc import Iterator, Mapping

from bot.echoing import echoed
from bot.errors import InputError
from bot.suggesting import MOST, folded, suggest
from bot.timeline.hearing import Words
from bot.timeline.looking_up import subjects
from bot.timeline.timetable import Timetable

LONGEST = 100
"""Characters that Discord takes of a choice."""
_SUBJECTS = {
    "aways": "away rotations",
    "ck": "Step 2 CK",
    "core_rotations": "core rotations",
    "eras": "ERAS",
    "exposure": "IR exposure",
    "goal": "IR as your goal",
    "prep": "exam preparation",
    "practice": "practice tests",
    "programs": "programs to apply to",
    "statement": "personal statement and CV",
    "step1": "Step 1",
    "sub_i": "Sub-I",
}
"""What members call subjects whose codes are no words."""
_NEAREST = 3

Named = Mapping[str, tuple[str, ...]]
"""What a timeline is asked for by each name."""


def names_of(timetable: Timetable) -> dict[str, tuple[str, ...]]:
    """Return what a timeline is asked for by each name; a title that several milestones share stands for them all."""
    named: dict[str, tuple[str, ...]] = {}
    for name, code in _names(timetable):
        named[name] = (*named.get(name, ()), code)
    return named


def words_of(words: Words, named: Named) -> dict[str, str]:
    """Return the name that is meant by each phrase in which members speak of a subject or a date."""
    name_of = {code: name for name, codes in named.items() for code in codes[:1] if len(codes) == 1}
    phrases = [*words.subjects.items(), *words.dates.items()]
    told = ((phrase, name_of[code]) for code, some in phrases if code in name_of for phrase in sorted(some))
    by_words: dict[str, str] = {}
    for phrase, name in told:
        by_words.setdefault(folded(phrase), name)
    return by_words | {folded(name): name for name in named}


def asked_for(text: str, named: Named, words: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the name that a text means, and what it asks for; case and punctuation do not count.

    Raises InputError with the nearest names where none is meant, and more than one is near or none at all.
    """
    nearest = suggest(text, list(named), _NEAREST)
    found = words.get(folded(text)) or (nearest[0] if len(nearest) == 1 else None)
    if found is None:
        tries = ", ".join(nearest) or "one that Discord offers as you type"
        raise InputError(f"I know no milestone called {echoed(text, LONGEST, one_line=True)}; try {tries}")
    return found, named[found]


def offered_for(typed: str, named: Named, words: Mapping[str, str]) -> list[str]:
    """Return the names that fit what is typed, the one that is meant by it first."""
    meant = words.get(folded(typed))
    return list(dict.fromkeys((*([meant] if meant else []), *suggest(typed, list(named)))))[:MOST]


def _names(timetable: Timetable) -> Iterator[tuple[str, str]]:
    dates = timetable.dates.unknown
    for code in subjects(timetable):
        if code not in dates:
            name = _SUBJECTS.get(code, code.replace("_", " "))
            yield f"{name[0].upper()}{name[1:]}", code
    yield from ((date.title, code) for code, date in dates.items())
    yield from ((one.title, one.id) for one in timetable.milestones)
