"""Show a timeline: what is due, open and ahead, each with its time and section, and what is not in the guides apart."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.discord.showing.answers import bulleted, headed, shown, small
from bot.discord.showing.citing import Citing
from bot.discord.showing.sheet import Sheet
from bot.timeline.looking_up import WHOSE
from bot.timeline.season_dates import SeasonDate, said_of
from bot.timeline.timeline import TITLES, Entry, Timeline

_DATES = "Not in the guides, but from the addresses named"
_WHOSE = (
    "This timeline by months was written for IMGs. For your own, choose `applicant`,"
    " or save it with `/profile edit`, which counts where only you see the answer."
)
_A_BLOCK = 8
"""Lines that are shown with the sections behind them in one block."""


def timeline_sheet(found: Timeline, citing: Citing, about: str = "IR timeline") -> Sheet:
    """Return a timeline as it is shown; dates that are asked for by name come first."""
    dates, parts = dates_block(found.dates), _parts(found, citing)
    first = f"**{shown(about)}: {found.heading}**{whose(found.notes)}"
    blocks = (first, dates, *parts) if found.asked.about else (first, *parts, dates)
    return Sheet(tuple(filter(None, blocks)), "rules" if found.entries else "gap")


def whose(notes: Iterable[str]) -> str:
    """Return a line to stand below a title where nobody told for whom it is to be; nothing where somebody did."""
    return f"\n{small(_WHOSE)}" if WHOSE in notes else ""


def dates_block(dates: Iterable[SeasonDate]) -> str:
    """Return what may be said of a season's dates; nothing where there are none."""
    return headed(_DATES, bulleted(said_of(dates)))


def in_blocks(title: str, lines: Iterable[str], citing: Citing) -> Iterator[str]:
    """Yield blocks of some lines each, so that sections stand close to what rests on them."""
    left, named = iter(lines), title
    while some := list(islice(left, _A_BLOCK)):
        yield citing.block(named, some)
        named = f"{title}, continued"


def _parts(found: Timeline, citing: Citing) -> Iterator[str]:
    for state, title in TITLES.items():
        yield from in_blocks(title, (_due(entry, citing) for entry in found.of(state)), citing)
    yield citing.block("Because", (citing.says(one) for one in found.why if not one.caveat))
    yield citing.block("To keep in mind", (citing.told(one) for one in found.caveats if one != WHOSE))


def _due(entry: Entry, citing: Citing) -> str:
    return f"**{entry.when}**: {citing.says(entry.reason)}"
