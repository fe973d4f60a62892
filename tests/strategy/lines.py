"""Lines of the case files, and what of a line an answer does not hold."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"
Line = Mapping[str, Any]


def every_line() -> list[Line]:
    """Return the lines of all case files."""
    return [json.loads(line) for path in sorted(CASES.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def lines(wanted: Callable[[Line], bool]) -> list[Any]:
    """Return some of the lines as parameters of a test, each under its id."""
    return [pytest.param(line, id=line["id"]) for line in every_line() if wanted(line)]


def is_gap(line: Line) -> bool:
    """Tell whether a line is about what the guides leave open."""
    return "message" in line


def is_refused(line: Line) -> bool:
    """Tell whether a line's inputs are wrong."""
    return bool(line.get("expect", {}).get("status") == "rejected")


def is_settled(line: Line) -> bool:
    """Tell whether a line names results alone."""
    return not is_gap(line) and not is_refused(line)


def not_held(wanted: Mapping[str, Any], answer: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return what is wanted of an answer and not in it, by key."""
    return {key: value for key, value in wanted.items() if not _holds(key, value, answer, kinds)}


def _holds(key: str, value: Any, answer: Mapping[str, Any], kinds: Mapping[str, str]) -> bool:
    if key == "order_set":
        return set(answer["order"]) == set(value) and len(answer["order"]) == len(value)
    if key.endswith("_absent"):
        return set(answer[key.removesuffix("_absent")]).isdisjoint(value)
    if key == "order":
        return bool([one for one in answer[key] if one in value] == value)
    return _is(kinds.get(key, "list" if key == "caveats" else ""), value, answer.get(key))


def _is(kind: str, value: Any, found: Any) -> bool:
    """Tell whether a result is the one wanted; a list and a table may hold more, unless nothing is wanted of them."""
    if kind == "list" and value:
        return all(one in found for one in value)
    if kind == "items" and value:
        return bool(found) and {**found, **value} == found
    return json.dumps(value) == json.dumps(found)
