"""What was worked out for an asker, before it is put beside what the guides say."""

from dataclasses import dataclass
from typing import Any

from bot.answering.answer import AnswerKind
from bot.answering.grounding import Grounded


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """Statements of rules, and what goes with them; `recommendations` hold every number that they may name."""

    kind: AnswerKind = AnswerKind.ANSWER
    statements: tuple[Grounded, ...] = ()
    named: bool = False
    """It was asked for in words, and so is what the question is about."""
    beside: int | None = None
    """Statements of the guides that may stand beside it; None is as many as fit, and whatever they say."""
    private: bool = False
    stands_alone: bool = False
    """It answers whatever topic on record as not covered the question is close to."""
    heading: str = ""
    caveats: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    """What was asked for and is not in the guides, said before all else."""
    notes: tuple[str, ...] = ()
    recommendations: tuple[dict[str, Any], ...] = ()
