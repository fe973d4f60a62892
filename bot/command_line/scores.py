"""`ir-advisor scores`: dated practice scores, their trend, and whether to sit Step 2 CK."""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.advising.wording import told
from bot.clock import machine_clock
from bot.command_line.dates import Day, asked_at, day_of
from bot.command_line.terminal import AsJson, Picture, save_all, show_json
from bot.command_line.working import because, pairs, rows
from bot.errors import InputError
from bot.practising.assessing import Readiness, Score, assess
from bot.practising.score_files import MOST_BYTES, Read, read_score_file, read_scores, scores_of, text_of
from bot.shipped import config_folder

_TITLE, _STDIN = "Step 2 CK practice scores", "standard input"

Told = Annotated[list[str] | None, typer.Argument(metavar="DATE:SCORE[:TEST]", help="As in 2027-03-01:228:UWSA 1.")]
File = Annotated[Path | None, typer.Option("--csv", help="CSV of date, score and test; - reads standard input.")]
Target = Annotated[int | None, typer.Option(help="The score you aim for; without it nothing is judged.")]
Exam = Annotated[str | None, typer.Option(metavar="DATE", help="The day of your exam.")]
Phase = Annotated[str | None, typer.Option(help="acceleration or final; by default told from the exam day.")]


def scores(  # noqa: PLR0913 - one parameter an option
    log: Told = None,
    *,
    csv: File = None,
    target: Target = None,
    exam: Exam = None,
    phase: Phase = None,
    on: Day = None,
    png: Picture = None,
    json: AsJson = False,
) -> None:
    """Show where dated practice scores stand, which way they go, and whether to sit."""
    today = asked_at(on, machine_clock()).date()
    read = _read(log or (), csv, today)
    catalogue = read_catalogue(config_folder() / "strategy")
    found = assess(read.scores, catalogue, today=today, target=target, exam=day_of("exam", exam), phase=phase)
    for line in read.skipped:
        typer.echo(f"skipped {line}", err=True)
    if png:
        save_all([(png, _picture(found))])
    if json:
        show_json({**found.as_json(), "skipped": list(read.skipped)})
    else:
        show_readiness(catalogue, found)


def show_readiness(catalogue: Catalogue, found: Readiness) -> None:
    """Print the scores that were looked at, what they come to and the rows behind it, and what is to be known."""
    parts = (part for part in _parts(catalogue, found) if part)
    Console(highlight=False).print(Panel(Group(*parts), title=_TITLE, title_align="left"))


def _read(log: Sequence[str], csv: Path | None, today: date) -> Read:
    if bool(log) == bool(csv):
        raise InputError("scores: give DATE:SCORE, as in 2027-03-01:228, one or more of them, or --csv FILE")
    if csv is None:
        return scores_of(log, today)
    if str(csv) == "-":
        return read_scores(text_of(sys.stdin.buffer.read(MOST_BYTES + 1), _STDIN), _STDIN, today)
    return read_score_file(csv, today)


def _picture(found: Readiness) -> bytes:
    """Return the scores that were looked at as PNG, with what they aim at and the final phase where it is known."""
    from bot.charting.scores_chart import Phase, Scored, scores_png  # noqa: PLC0415 - it loads matplotlib

    drawn = [Scored(score.on, score.value, score.test) for score in found.judged]
    final = [Phase("Final phase", found.final_from, found.exam)] if found.final_from and found.exam else []
    try:
        return scores_png(_TITLE, drawn, target=found.target, line=found.line, exam=found.exam, phases=final)
    except ValueError as error:
        raise InputError(f"--png: {error}") from error


def _parts(catalogue: Catalogue, found: Readiness) -> Iterator[RenderableType]:
    yield _table(found.judged)
    yield pairs("Comes to", {**_course(found), **_verdict(found)}, catalogue.guides)
    if found.advice:
        yield rows("Because", [because(catalogue, one) for one in found.advice.reasons if not one.caveat])
        yield rows("To keep in mind", [Text(told(says, catalogue.guides)) for says in found.advice.caveats])
    yield rows("To note", [Text(note) for note in found.notes])


def _table(judged: Sequence[Score]) -> RenderableType:
    table = Table("date", "score", "test", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for score in judged:
        table.add_row(score.on.isoformat(), str(score.value), Text(score.test))
    return Group(table, "")


def _course(found: Readiness) -> dict[str, str]:
    """Return how the scores went."""
    course = {"trend": found.trend or "none to be read"}
    if len(found.scores) > 1:
        course["change"] = f"{found.change:+d}, from {found.first.value} to {found.latest.value}"
        course["best"] = f"{found.best.value} on {found.best.on}"
    return course


def _verdict(found: Readiness) -> dict[str, str]:
    """Return what they come to; nothing without a target."""
    if found.action is None:
        return {}
    judged = {"target": str(found.target), "phase": found.phase, "action": found.action}
    on_track = found.advice.values.get("on_track") if found.advice else None
    return judged if on_track is None else judged | {"on track": "yes" if on_track else "no"}
