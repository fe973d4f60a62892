"""Say what of the guides' load a plan does not hold, by how much it falls short, and what is left to choose."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.studying.plans import StudyWeek, spanned
from bot.studying.tables import Span, StudyTables


def shortfalls(weeks: Sequence[StudyWeek], tables: StudyTables, by_hours: bool) -> Iterator[str]:
    """Yield a sentence for each load that is not held, and what is held only just; `by_hours` if hours were told."""
    block = tables.block
    fast, slow = block.review
    short = _short(weeks)
    yield from (_missing(*one, numbers, tables) for one, numbers in short.items())
    if tight := [week.number for week in weeks if week.tight]:
        yield tables.told("tight", weeks=_named(tight), slow=slow, questions=block.questions)
    if by_hours and any(low < high for (low, high), _ in short):
        yield tables.told("ends", slow=slow, fast=fast, questions=block.questions)
    if short:
        yield _choice(weeks, tables)


def _short(weeks: Iterable[StudyWeek]) -> dict[tuple[Span, Span], list[int]]:
    """Return the weeks that hold less than their load, by what is planned and what the load is."""
    short: dict[tuple[Span, Span], list[int]] = {}
    for week in weeks:
        if not week.fits and week.questions and week.guide_load:
            short.setdefault((week.questions, week.guide_load), []).append(week.number)
    return short


def _missing(planned: Span, load: Span, numbers: Iterable[int], tables: StudyTables) -> str:
    missing = spanned((load[0] - planned[1], load[0] - planned[0]))
    spans = {"planned": spanned(planned), "missing": missing, "load": spanned(load)}
    return tables.told("short", weeks=_named(numbers), **spans)


def _choice(weeks: Sequence[StudyWeek], tables: StudyTables) -> str:
    """Say what the guides leave to choose, and how long the questions missing would take at the pace of the plan."""
    held = [(week.questions[1], week.guide_load[0]) for week in weeks if week.questions and week.guide_load]
    missing, most = sum(max(0, load - most) for most, load in held), max(most for most, _ in held)
    more = -(-missing // most) if most else 0
    return tables.told("more", weeks=f"{more} week{'s' if more > 1 else ''}") if more else tables.told("ways")


def _named(numbers: Iterable[int]) -> str:
    """Return weeks by their numbers, those in a row as a range."""
    rows = [[number for _, number in row] for _, row in groupby(enumerate(numbers), lambda one: one[1] - one[0])]
    *first, last = (spanned((row[0], row[-1])) for row in rows)
    listed = f"{', '.join(first)} and {last}" if first else last
    return f"Weeks {listed}" if first or len(rows[0]) > 1 else f"Week {listed}"
