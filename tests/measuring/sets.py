"""Read the sets of questions, each with what its answer must hold, or must not."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "eval"
ORIGINS = ("shared", "own", "aside")
"""Where sets come from: given to us, our own, and our own that nobody looked at while building."""
ASKED_AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
"""When questions about time are asked."""
ONE_TURN = ("factoid", "paraphrase", "multi", "unanswerable")
PROFILE, TIMELINE, FOLLOW_UPS, ADVERSARIAL = "profile", "timeline", "follow-ups", "adversarial"
KINDS = (*ONE_TURN, PROFILE, TIMELINE, FOLLOW_UPS, ADVERSARIAL)

Line = dict[str, Any]


def read_sets(folder: Path = FOLDER) -> list[Line]:
    """Return every question with its origin and kind; `turns` are the earlier ones alone."""
    return [line for path in sorted(folder.glob("*.jsonl")) for line in _lines(path)]


def _lines(path: Path) -> list[Line]:
    origin = next((name for name in ORIGINS if path.name.startswith(f"{name}_")), "shared")
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
    if line.get("kind") in {PROFILE, TIMELINE}:
        return str(line["kind"])
    return FOLLOW_UPS if line.get("turns") else str(line["kind"])
