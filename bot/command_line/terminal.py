"""What commands share: options, reading lines of JSON, showing progress, printing."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from bot.errors import InputError
from knowledge.passages import Applicant

if TYPE_CHECKING:
    from bot.asking.path import Adviser

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON alone.")]
Batch = Annotated[Path | None, typer.Option(help="File of JSON objects, one a line; - reads standard input.")]
Type = Annotated[str | None, typer.Option("--applicant", help=f"One of {', '.join(Applicant)}.")]
Match = Annotated[int | None, typer.Option("--season", metavar="2028", help="Year of the Match you aim at.")]
Calendar = Annotated[Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file as well.")]
Picture = Annotated[Path | None, typer.Option("--png", metavar="FILE", help="Draw a chart into a PNG file as well.")]


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Yield a function that shows what is being done: a moving line in a terminal, plain lines elsewhere."""
    console = Console(stderr=True)
    status = console.status("")

    def show(line: str) -> None:
        if console.is_terminal:
            status.start()
            status.update(line)
        else:
            console.print(line, highlight=False, markup=False, soft_wrap=True)

    try:
        yield show
    finally:
        status.stop()


@contextmanager
def opened() -> Iterator["Adviser"]:
    """Yield what answers questions, and show how far it is while it is opened."""
    from bot.assembly import adviser  # noqa: PLC0415 - it loads the index and the encoder, which few commands need
    from bot.settings import Settings  # noqa: PLC0415

    with progress() as show, adviser(Settings(), show) as advice:
        yield advice


@contextmanager
def following() -> Iterator[Callable[[], "Adviser"]]:
    """Yield a function that returns what answers from the version in use: another one, once another is published."""
    from bot.assembly import Following, Opener  # noqa: PLC0415 - it loads the index and the encoder
    from bot.settings import Settings  # noqa: PLC0415

    with progress() as show, Following(Opener(Settings()), show) as guides:
        guides.current()
        yield guides.current


def show_text(text: str) -> None:
    """Print text, wrapped at words in a terminal and as it is elsewhere."""
    console = Console(highlight=False)
    console.print(text, markup=False, soft_wrap=not console.is_terminal)


def show_json(value: Any) -> None:
    """Print one JSON value on one line; escapes keep it valid whatever text it holds."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def save_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files that were asked for; none of them where one is named that cannot be written.

    Raises InputError that names it.
    """
    for file, _ in files:
        if file.is_dir() or not os.access(file.parent, os.W_OK):
            raise InputError(f"{file}: cannot be written; name a file in a folder that exists")
    for file, content in files:
        try:
            file.write_bytes(content)
        except OSError as error:
            raise InputError(f"{file}: cannot be written ({error.strerror}); name another file") from error


def id_of(line: dict[str, Any]) -> dict[str, Any]:
    """Return the id of a line of a batch, if it has one, to be given back with its answer."""
    return {"id": line["id"]} if "id" in line else {}


def applicant_type(given: Any) -> Applicant | None:
    """Read an applicant type; `md` and `do` mean the US ones.

    Raises InputError where it is none of the four.
    """
    if given is None or given == "":
        return None
    name = str(given).lower().replace("-", "_")
    try:
        return Applicant({"md": "us_md", "do": "us_do"}.get(name, name))
    except ValueError:
        raise InputError(f"applicant {given!r}: choose {', '.join(Applicant)}") from None


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON objects, one a line.

    Raises InputError with file and line where one is not an object.
    """
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a UTF-8 file of JSON lines") from error
    return list(_objects(path, text.split("\n")))


def _objects(path: Path, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(value, dict):
            raise InputError(f"{path}, line {number}: write a JSON object")
        yield value
