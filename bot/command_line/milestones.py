"""Show a timeline in a terminal: what is due, open and ahead, each with its section."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.advising.catalogue import Catalogue
from bot.advising.wording import told
from bot.command_line.working import because, rows
from bot.timeline.season_dates import SeasonDate, said_of
from bot.timeline.timeline import TITLES, Entry, Timeline

_DATES = "Not in the guides, but from the addresses named:"


def show_timeline(timeline: Timeline, catalogue: Catalogue) -> None:
    """Print a timeline: each milestone with its time and section, what to keep in mind, and the season's dates.

    Dates that are asked for come first.
    """
    if timeline.asked.about:
        show_dates(timeline.dates)
    if parts := [part for part in _parts(timeline, catalogue) if part]:
        Console(highlight=False).print(Panel(Group(*parts), title=Text(timeline.heading), title_align="left"))
    if not timeline.asked.about:
        show_dates(timeline.dates)


def show_dates(dates: Sequence[SeasonDate]) -> None:
    """Print what may be said of a season's dates, outside of any frame, where an address is not broken."""
    if dates:
        said = "\n- ".join([_DATES, *said_of(dates)])
        Console(highlight=False).print(said, markup=False, soft_wrap=True)


def _parts(timeline: Timeline, catalogue: Catalogue) -> Iterator[RenderableType]:
    for state, title in TITLES.items():
        yield _due(title, timeline.of(state), catalogue)
    yield rows("Because", [because(catalogue, one) for one in timeline.why if not one.caveat])
    yield rows("To keep in mind", [Text(told(one, catalogue.guides)) for one in timeline.caveats])


def _due(title: str, entries: Sequence[Entry], catalogue: Catalogue) -> RenderableType:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for entry in entries:
        table.add_row("  •", Text(entry.when, style="bold"), because(catalogue, entry.reason))
    return Group(Text(title, style="bold"), table, "") if entries else ""
