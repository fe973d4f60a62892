"""Decide, on the evidence alone, whether the guides hold what was asked."""

import math

from bot.asking.gathering import Evidence
from knowledge.leads import LeadKind, Topic

_READ = 3
_ENOUGH = 0.55
_START, _TOPIC, _TOPIC_SHARE = 5.61, -16.21, -5.98
_NAMED = 0.45
"""How close, as a cosine, a topic not covered must be to be named."""
_SCORED = 1.2
"""What it speaks for, that somebody names an exam score: they ask about their own case, and in few telling words."""
_LIKENESS = {LeadKind.STATEMENT: 5.55, LeadKind.PASSAGE: 7.6}
"""A logistic model, fitted on answerable and unanswerable questions written for it (tests/eval/own_*.jsonl)."""


def near_topic(evidence: Evidence) -> Topic | None:
    """Return the topic on record as not covered that a question is close to, if it is close to one."""
    return evidence.topic if evidence.topic_likeness >= _NAMED else None


def covered(evidence: Evidence, scored: bool = False) -> bool:
    """Tell whether the passages found hold an answer."""
    return chance_covered(evidence, scored) >= _ENOUGH


def chance_covered(evidence: Evidence, scored: bool = False) -> float:
    """Return how likely it is, from 0 to 1, that the passages found hold an answer.

    What speaks against it: questions on record as not covered that are close, and many among the closest.
    """
    best = evidence.found[:_READ]
    if not best:
        return 0.0
    total = _START + _SCORED * scored + _TOPIC * evidence.topic_likeness + _TOPIC_SHARE * evidence.topic_share
    total += sum(weight * max(one.likeness[kind] for one in best) for kind, weight in _LIKENESS.items())
    return 1 / (1 + math.exp(-total))
