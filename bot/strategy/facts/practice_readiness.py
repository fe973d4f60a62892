"""F14: where the last practice scores stand against the target, and which way they go."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the last scores stand and go, with what follows where no row sets it."""
    scores, recent = given["scores"], given["scores"][-data["recent"] :]
    standing = _standing(recent, given["target"], given["target"] - data["margin"])
    facts = {**standing, **_trend(given, standing["reached"], data), "single": len(scores) == 1}
    return {
        **facts,
        **(_final(facts) if given["phase"] == "final" else _midway(facts, recent, data)),
        "judged_on": _judged_on(given, recent, data),
        "last": data["numbers"][len(recent) - 1],
    }


def _standing(recent: Sequence[int], target: int, line: int) -> dict[str, Any]:
    """Return where the scores lie against the target and the line some points below it."""
    low, high = min(recent), max(recent)
    return {
        "level": "above" if low > line else "below" if high < line else "across",
        "at_line": line in recent,
        "mixed": low <= line < high,
        "reached": low >= target,
        "near": line <= low and high < target,
    }


def _trend(given: Facts, reached: bool, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the trend; it is read from the scores only where it decides and the member does not say it."""
    if given["trend"] or reached or given["phase"] == "final":
        return {"tendency": given["trend"], "plateau_read": False}
    read = tendency_of(given["scores"], data)
    return {"tendency": read, "plateau_read": read == "plateaued"}


def tendency_of(scores: Sequence[int], data: Mapping[str, Any]) -> str | None:
    """Return what the last scores show: flat ones, or each above or each below the one before."""
    recent = scores[-data["recent"] :]
    if _flat(scores, recent, data):
        return "plateaued"
    steps = [after - before for before, after in pairwise(recent)]
    if steps and min(steps) > 0:
        return "improving"
    return "falling" if steps and max(steps) < 0 else None


def _flat(scores: Sequence[int], recent: Sequence[int], data: Mapping[str, Any]) -> bool:
    """Tell whether the last scores are close to each other and the newest is no new best."""
    close = max(recent) - min(recent) <= data["plateau_within"]
    return len(recent) == data["recent"] and close and recent[-1] <= max(scores[:-1])


def _final(facts: Facts) -> dict[str, Any]:
    """Return what is said near the exam; a single score is never enough."""
    steady = facts["near"] and facts["level"] == "above" and not facts["single"]
    return {
        "on_track": steady or None,
        "action": "delay_check",
        "ask": "more_scores" if facts["single"] else None,
    }


def _midway(facts: Facts, recent: Sequence[int], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said during acceleration: by the trend, or where there is none by being on track."""
    above, tendency = facts["level"] == "above", facts["tendency"]
    ask = None if above or tendency else "trend"
    return {
        "action": data["actions"][tendency or ("on_track" if above else "off_track")],
        "ask": "more_scores" if facts["single"] else ask,
        "judged_by": min(recent) if facts["mixed"] else None,
    }


def _judged_on(given: Facts, recent: Sequence[int], data: Mapping[str, Any]) -> str | None:
    """Return how many scores are read as enough; none where there are just so many, or older ones change nothing."""
    scores, phase, readings = given["scores"], given["phase"], data["judged_on"]
    if len(scores) < data["recent"]:
        return str(readings[f"{phase}_{len(scores)}"])
    least = given["target"] if phase == "final" else given["target"] - data["margin"] + 1
    return None if (min(scores) >= least) == (min(recent) >= least) else str(readings["more"])
