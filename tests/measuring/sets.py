"""Read the sets of questions, each with what its answer must hold, or must not."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "eval"
ORIGINS = ("shared", "own")
ONE_TURN = ("factoid", "paraphrase", "multi", "unanswerable")
PROFILE, FOLLOW_UPS, ADVERSARIAL = "profile", "follow-ups", "adversarial"
KINDS = (*ONE_TURN, PROFILE, FOLLOW_UPS, ADVERSARIAL)
LEFT_OUT = ("timeline",)
"""Kinds that wait for the work that will answer them."""

Line = dict[str, Any]


def read_sets(folder: Path = FOLDER) -> list[Line]:
    """Return every question with its origin and kind; `turns` are the earlier ones alone."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in _lines(path)]
    return [line for line in lines if line["kind"] not in LEFT_OUT]


def _lines(path: Path) -> list[Line]:
    origin = "own" if path.name.startswith("own_") else "shared"
    read = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    return [line | _asked(line) | {"origin": origin, "kind": _kind(line)} for line in read]


def _asked(line: Line) -> Line:
    """Tell the question from the turns before it."""
    turns = list(line.get("turns", []))
    question = line.get("question", line.get("input"))
    return {"question": turns.pop() if question is None else question, "turns": turns}


def _kind(line: Line) -> str:
    if "must_not" in line:
        return ADVERSARIAL
    if line.get("kind") == PROFILE:
        return PROFILE
    return FOLLOW_UPS if line.get("turns") else str(line["kind"])
