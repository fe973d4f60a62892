"""Decide, on the evidence alone, whether the guides hold what was asked."""

import math

from bot.asking.gathering import Evidence
from knowledge.leads import LeadKind

_READ = 3
_ENOUGH = 0.5
_START = 2.12
_TOPIC, _TOPIC_SHARE = -11.86, -5.89
_LIKENESS = {LeadKind.ASKED: 1.64, LeadKind.STATEMENT: 5.65, LeadKind.PASSAGE: 6.11}
_BODY_WORDS, _ASKED_WORDS = 0.03, 0.08
"""A logistic model, fitted on answerable and unanswerable questions written for it (tests/eval/own_*.jsonl)."""


def covered(evidence: Evidence) -> bool:
    """Tell whether the passages found hold an answer."""
    return chance_covered(evidence) >= _ENOUGH


def chance_covered(evidence: Evidence) -> float:
    """Return how likely it is, from 0 to 1, that the passages found hold an answer.

    What speaks against it: questions on record as not covered that are close, and many among the closest.
    """
    best = evidence.found[:_READ]
    if not best:
        return 0.0
    total = _START + _TOPIC * evidence.topic_likeness + _TOPIC_SHARE * evidence.topic_share
    total += sum(weight * max(one.likeness[kind] for one in best) for kind, weight in _LIKENESS.items())
    total += _BODY_WORDS * max(one.body_words for one in best)
    total += _ASKED_WORDS * max(one.asked_words for one in best)
    return 1 / (1 + math.exp(-total))
