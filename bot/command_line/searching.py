"""`ir-advisor search`: ranked passages only."""

import time
from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.command_line.terminal import AsJson, Batch, id_of, json_lines, opened, show_json, show_text
from bot.errors import InputError

Wanted = Annotated[str | None, typer.Argument(help="What to look for.")]
Limit = Annotated[int, typer.Option("-k", min=1, max=10, help="How many passages.")]


def search(query: Wanted = None, k: Limit = 10, batch: Batch = None, json: AsJson = False) -> None:
    """Show the passages closest to a query, best first."""
    if (query is None) == (batch is None):
        raise InputError("search: give one query, or --batch FILE")
    lines = [{"query": query}] if batch is None else json_lines(batch)
    with opened() as advice:
        for line in lines:
            started = time.perf_counter()
            passages = [asdict(one) for one in advice.look_up(_query(line))[:k]]
            found = {"passages": passages, "seconds": round(time.perf_counter() - started, 4)}
            if json:
                show_json(id_of(line) | {"query": _query(line)} | found)
            else:
                show_text("\n\n".join(map(_shown, passages)) or "Nothing found.")


def _query(line: dict[str, Any]) -> str:
    query = line.get("query", line.get("question"))
    if not isinstance(query, str):
        raise InputError(f"line {line.get('id', '?')}: query must be text")
    return query


def _shown(passage: dict[str, Any]) -> str:
    place = f"{passage['guide']}#{passage['anchor']}"
    return f"{passage['rank']}. {passage['section']} ({place}, {passage['score']:.2f})\n{passage['text']}"
