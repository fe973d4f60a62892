"""The `ir-advisor` command: its subcommands, and the one place that turns failures into a line and an exit status."""

import logging
import os
import sys
from collections.abc import Sequence

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from bot.command_line import (
    asking,
    chatting,
    plan,
    profile,
    refreshing,
    running,
    scores,
    searching,
    sources,
    strategy,
    timeline,
)
from bot.errors import AdvisorError
from knowledge.errors import DraftError, GuideError, GuidesMissingError, KnowledgeError

FAILED, REFUSED, _INTERRUPTED = 1, 2, 130
_INPUT_ERRORS = (AdvisorError, DraftError, GuideError, GuidesMissingError, ValidationError)
_EXPECTED = (*_INPUT_ERRORS, KnowledgeError, OSError)

app = typer.Typer(
    name="ir-advisor",
    help="Cited answers on matching into interventional radiology.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("ask")(asking.ask)
app.command("chat")(chatting.chat)
app.command("search")(searching.search)
app.command("refresh")(refreshing.refresh)
app.command("versions")(refreshing.versions)
app.command("rollback")(refreshing.rollback)
app.command("run")(running.run)
app.command("profile")(profile.profile)
app.command("timeline")(timeline.timeline)
app.command("scores")(scores.scores)
app.command("strategy")(strategy.strategy)
app.add_typer(plan.app, name="plan")
app.add_typer(sources.app, name="sources")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; exit 0 when done, 2 when the input was refused, 1 when the program failed."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # its idle threads take more than they give here
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s", stream=sys.stderr)
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        app(args=arguments, standalone_mode=False)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(_INTERRUPTED)
    except TyperException as error:
        _stop(str(getattr(error, "format_message", error.__str__)()), REFUSED)
    except _EXPECTED as error:
        _stop(_line(error), REFUSED if isinstance(error, _INPUT_ERRORS) else FAILED)


def _line(error: Exception) -> str:
    """Say in one line what is wrong."""
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"setting IR_ADVISOR_{str(first['loc'][0]).upper()}: {first['msg']}"
    if isinstance(error, OSError):
        what = f"{error.filename or 'disk'}: {error.strerror or error}"
        return f"{what}; make room, or set IR_ADVISOR_HOME to a folder you may write to"
    return " ".join(str(error).split())


def _stop(line: str, status: int) -> None:
    if line:  # asked for nothing, it has shown its help instead
        print(f"ir-advisor: {line}", file=sys.stderr)  # noqa: T201
    sys.exit(status)
