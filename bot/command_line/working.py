"""Show in a terminal how an advice came about."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.advising.catalogue import Catalogue
from bot.advising.planning import Plan
from bot.advising.wording import in_words, listed, told
from bot.strategy.advice import Reason
from bot.strategy.explaining import Band, Move, Working
from bot.strategy.tables import Function


def show_functions(catalogue: Catalogue) -> None:
    """Print every function with what it is about and what it takes."""
    table = Table("function", "about", "inputs", box=None, pad_edge=False)
    for function in catalogue.functions.values():
        table.add_row(function.name, function.about, ", ".join(map(_input, function.inputs.values())))
    Console(highlight=False).print(table)


def show_working(catalogue: Catalogue, working: Working) -> None:
    """Print an advice: what was understood, what it comes to, the rows that fired, what is open, what would move it."""
    function = catalogue.named(working.function)
    title = Text(f"{function.about} · {working.advice.status.replace('_', ' ')}")
    parts = (part for part in _parts(catalogue, function, working) if part)
    Console(highlight=False).print(Panel(Group(*parts), title=title, title_align="left"))


def show_plan(catalogue: Catalogue, plan: Plan) -> None:
    """Print the plan for a profile on one page: a line for each function, each with its sections."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    for line in plan.lines:
        table.add_row(Text(line.title, style="bold"), Group(*(because(catalogue, one) for one in line.reasons)))
    table.add_row(Text("To add", style="bold"), ", ".join(plan.to_add))
    notes = [Text(note) for note in (f"You: {listed(plan.understood)}.", *plan.notes, "")]
    Console(highlight=False).print(Panel(Group(*notes, table), title="Your plan", title_align="left"))


def _input(one: Any) -> str:
    return f"{one.name}?" if one.left_out else str(one.name)


def _parts(catalogue: Catalogue, function: Function, working: Working) -> Iterator[RenderableType]:
    yield pairs("Understood", dict(working.understood), catalogue.guides)
    yield pairs(
        "Comes to", {k: v for k, v in working.advice.values.items() if v not in (None, [], {})}, catalogue.guides
    )
    yield rows("Because", [because(catalogue, one) for one in working.advice.reasons if not one.caveat])
    yield rows("To keep in mind", [Text(told(says, catalogue.guides)) for says in working.advice.caveats])
    if working.band:
        yield rows("Where you stand", [Text(_band(working.outcome, working.band))])
    if working.moves:
        yield rows("What would move it most", [Text(_move(working.outcome, move)) for move in working.moves])


def pairs(title: str, told_of: dict[str, Any], guides: Mapping[str, str]) -> RenderableType:
    """Return names with their values under a title; nothing where there are none."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for name, value in told_of.items():
        table.add_row(Text(f"  {name.replace('_', ' ')}", style="dim"), told(in_words(value), guides))
    return Group(Text(title, style="bold"), table, "") if told_of else ""


def rows(title: str, lines: list[Text]) -> RenderableType:
    """Return lines under a title; nothing where there are none."""
    table = Table(box=None, show_header=False, pad_edge=False)
    for line in lines:
        table.add_row("  •", line)
    return Group(Text(title, style="bold"), table, "") if lines else ""


def because(catalogue: Catalogue, reason: Reason) -> Text:
    """Return what a row says, with its id and the section it rests on."""
    source = reason.source
    place = f"\n{reason.rule} · {source.guide}#{source.anchor}" if source.guide else f"\n{reason.rule}"
    return Text.assemble(told(reason.says, catalogue.guides), (place, "dim"))


def _band(outcome: str, band: Band) -> str:
    here = f"{band.label} {in_words([band.low, band.high])}: {outcome.replace('_', ' ')} {in_words(band.outcome)}"
    if band.next_from is None:
        return f"{here}."
    return f"{here}; from {band.next_from} on: {in_words(band.next_outcome)}."


def _move(outcome: str, move: Move) -> str:
    change = f"{move.label}: {in_words(move.after)} instead of {in_words(move.before)}"
    return f"{change} gives {outcome.replace('_', ' ')} {in_words(move.outcome)}."
