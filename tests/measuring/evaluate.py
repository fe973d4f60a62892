"""Score the program and its peers over every set of questions: `python -m tests.measuring.evaluate`."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.answering.rendering import as_json
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.assembly import adviser
from bot.command_line.terminal import applicant_type
from bot.settings import Settings
from knowledge.encoder import open_encoder
from knowledge.reading import document_files
from knowledge.refreshing import refresh

from .peers import VectorPeer, WordPeer, answer, chunks_of, visible
from .scoring import Figures, Pair, figures, kinds, misses, plain
from .sets import ASKED_AT, KINDS, ORIGINS, Line, read_sets
from .targets import TARGETS

OURS = "ir-advisor"
_WIDTH = 120
_EVIDENCE = ("cited", "quoted", "untraced")
"""Figures that mean nothing for peers, which cite nothing."""
_SHARES = ("complete", "facts", "passage@1", "passage@5", "refused", "false_ref", *_EVIDENCE)
_COLUMNS = (*_SHARES, "broken", "chars", "p50", "p95")
_HEADINGS = {"passage@1": "passage\n@1", "passage@5": "passage\n@5", "false_ref": "false\nref"}
_HEADINGS |= {"p50": "p50\nms", "p95": "p95\nms"}

Asker = Callable[[Line], dict[str, Any]]
Answered = dict[str, list[Pair]]
"""Questions with their answers, by who answered."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Ask every question, then print a table by kind and the figures that have targets."""
    given = _options(arguments)
    settings = Settings()
    # The peers read the guides as they are now; so must we.
    refresh(settings.sources())
    questions = read_sets()
    with askers(settings) as asked:
        answered = {who: [(line, ask(line)) for line in questions] for who, ask in asked.items()}
    guides = plain(" ".join(visible(path) for path in document_files(settings.sources().guides)))
    missed = [line for pair in answered[OURS] for line in misses(*pair)] if given.misses else []
    show = _show_json if given.json else _show
    show(answered, guides, missed)


@contextmanager
def askers(settings: Settings) -> Iterator[dict[str, Asker]]:
    """Yield what answers questions, by name, over the same guides with the same encoder."""
    sources = settings.sources()
    with ExitStack() as closing:
        advice = closing.enter_context(adviser(settings, clock=lambda: ASKED_AT))
        folder = closing.enter_context(tempfile.TemporaryDirectory())
        chunks = chunks_of(sources.guides)
        vectors = VectorPeer(Path(folder), open_encoder(sources.model, sources.home))
        closing.callback(vectors.close)
        vectors.add(chunks)
        yield {
            OURS: partial(answer_of, advice),
            "LangChain": partial(answer, vectors),
            "BM25": partial(answer, WordPeer(chunks)),
        }


def answer_of(advice: Adviser, line: Line) -> dict[str, Any]:
    """Return our answer to a line of a set, as scripts get it."""
    question = Question(line["question"], applicant_type(line.get("applicant")), tuple(line["turns"]))
    return as_json(advice.ask(question))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.measuring.evaluate", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what the program got wrong")
    parser.add_argument("--json", action="store_true", help="print JSON alone")
    return parser.parse_args(arguments)


def _of(pairs: Sequence[Pair], **wanted: str) -> list[Pair]:
    return [pair for pair in pairs if all(pair[0][key] == value for key, value in wanted.items())]


def _figures(who: str, pairs: Sequence[Pair], guides: str) -> Figures:
    found = figures(pairs, guides)
    return found if who == OURS else found | dict.fromkeys(_EVIDENCE)


def _show(answered: Answered, guides: str, missed: Sequence[str]) -> None:
    console = _console()
    for line in missed:
        console.print(line, markup=False, soft_wrap=True)
    console.print(_table(answered, guides))
    console.print(f"Overall, {OURS}:")
    sets = {origin: _of(answered[OURS], origin=origin) for origin in ORIGINS}
    for target in TARGETS:
        values = {origin: target.value(pairs, guides) for origin, pairs in sets.items()}
        told = (f"{origin} {target.told(value)}" for origin, value in values.items() if value is not None)
        console.print(f"  {target.line}: {', '.join(told)}")


def _console() -> Console:
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDTH)


def _table(answered: Answered, guides: str) -> Table:
    table = Table("kind", "n", "", box=None, padding=(0, 1), collapse_padding=True, pad_edge=False)
    for column in _COLUMNS:
        table.add_column(_HEADINGS.get(column, column), justify="right")
    for origin in ORIGINS:
        table.add_row(f"[bold]{origin} sets[/]")
        for kind in KINDS:
            mine = {who: _of(pairs, origin=origin, kind=kind) for who, pairs in answered.items()}
            if mine[OURS]:
                _add_rows(table, kind, mine, guides)
    return table


def _add_rows(table: Table, kind: str, answered: Answered, guides: str) -> None:
    """Add a row for each who answered questions of one kind; the first names the kind."""
    for who, pairs in answered.items():
        found = _figures(who, pairs, guides)
        first = (kind, str(len(pairs))) if who == OURS else ("", "")
        style = "bold" if who == OURS else "dim"
        table.add_row(*first, who, *(_cell(column, found[column]) for column in _COLUMNS), style=style)


def _cell(column: str, value: float | None) -> str:
    if value is None:
        return "-"
    if column in _SHARES:
        return f"{value:.2f}"
    return f"{value * 1_000:.0f}" if column in {"p50", "p95"} else f"{value:.0f}"


def _show_json(answered: Answered, guides: str, missed: Sequence[str]) -> None:
    told = {
        "sets": {origin: _by_kind(answered, origin, guides) for origin in ORIGINS},
        "targets": {origin: _by_target(_of(answered[OURS], origin=origin), guides) for origin in ORIGINS},
        "misses": missed,
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _by_kind(answered: Answered, origin: str, guides: str) -> dict[str, Any]:
    mine = {who: _of(pairs, origin=origin) for who, pairs in answered.items()}
    return {
        who: {kind: _figures(who, _of(pairs, kind=kind), guides) for kind in KINDS}
        | {"all": _figures(who, pairs, guides), "kinds": kinds(pairs)}
        for who, pairs in mine.items()
    }


def _by_target(pairs: Sequence[Pair], guides: str) -> list[dict[str, Any]]:
    values = [target.value(pairs, guides) for target in TARGETS]
    return [
        {"name": target.name, "value": value, "bound": target.bound, "verdict": target.verdict(value)}
        for target, value in zip(TARGETS, values, strict=True)
    ]


if __name__ == "__main__":
    main()
