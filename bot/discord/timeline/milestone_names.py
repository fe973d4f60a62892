"""Names by which milestones and a season's dates can be asked for: subjects first, then titles."""

from collections.abc import Iterator, Mapping

from bot.echoing import echoed
from bot.errors import InputError
from bot.suggesting import folded, suggest
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


def names_of(timetable: Timetable) -> dict[str, tuple[str, ...]]:
    """Return what a timeline is asked for by each name; a title that several milestones share stands for them all."""
    named: dict[str, tuple[str, ...]] = {}
    for name, code in _names(timetable):
        named[name] = (*named.get(name, ()), code)
    return named


def asked_for(text: str, named: Mapping[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """Return the name that a text is, and what it asks for; case and punctuation do not count.

    Raises InputError with the nearest names where there is no such name.
    """
    found = next((name for name in named if folded(name) == folded(text)), None)
    if found is None:
        nearest = ", ".join(suggest(text, list(named), _NEAREST)) or "one that Discord offers as you type"
        raise InputError(f"I know no milestone called {echoed(text, LONGEST, one_line=True)}; try {nearest}")
    return found, named[found]


def _names(timetable: Timetable) -> Iterator[tuple[str, str]]:
    dates = timetable.dates.unknown
    for code in subjects(timetable):
        if code not in dates:
            name = _SUBJECTS.get(code, code.replace("_", " "))
            yield f"{name[0].upper()}{name[1:]}", code
    yield from ((date.title, code) for code, date in dates.items())
    yield from ((one.title, one.id) for one in timetable.milestones)
