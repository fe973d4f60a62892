"""A question as a chat model may see it: without names and scores, and with what was asked before in few words."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.asking.question import Question, Reading
from bot.strategy.inputs import APPLICANT_NAMES
from bot.writing.masking import masked
from bot.writing.spending import reckoned

_EARLIER_TOKENS = 400
"""Tokens of all earlier turns together."""
_IN_FULL = 3
"""The last turns, which are told in full; of those before only the beginning is."""
_SHORTENED = 80
"""Characters of a turn that is told in short."""


def as_asked(question: Question, reading: Reading) -> dict[str, Any]:
    """Return a question by the names that a model reads."""
    asker = " or ".join(APPLICANT_NAMES[one] for one in sorted(reading.tracks))
    return {"question": masked(question.text), "earlier": summarised(question.turns), "asker": asker}


def summarised(turns: Sequence[str]) -> list[str]:
    """Return earlier turns, oldest first, as many as a budget allows: the last ones in full, those before in short."""
    return list(_fitting(turns))[::-1]


def _fitting(turns: Sequence[str]) -> Iterator[str]:
    """Yield turns from the last one back, while there is room."""
    left = _EARLIER_TOKENS
    for n, turn in enumerate(reversed(turns)):
        told = masked(turn)
        told = told if n < _IN_FULL else _shortened(told)
        left -= reckoned(told)
        if left < 0:
            return
        if told:
            yield told


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORTENED else f"{text[:_SHORTENED].rpartition(' ')[0]}…"
