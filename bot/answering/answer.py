"""What every surface shows: an answer whose statements point at their evidence."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from knowledge.passages import Applicant


class AnswerKind(StrEnum):
    """What sort of answer it is."""

    ANSWER = "answer"
    STRATEGY = "strategy"
    TIMELINE = "timeline"
    REFUSAL = "refusal"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Citation:
    """A section behind statements, with the words of it they rest on."""

    n: int
    guide: str
    title: str
    section: str
    anchor: str
    quote: str
    audience: tuple[Applicant, ...]
    source: str

    @property
    def place(self) -> str:
        """Say where the section stands: guide and anchor."""
        return f"{self.guide}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an answer and the numbers of the citations it rests on."""

    text: str
    citations: tuple[int, ...]
    source: str = "guides"


@dataclass(frozen=True, slots=True)
class Looked:
    """A passage that was looked at, in the order of its rank."""

    rank: int
    guide: str
    section: str
    anchor: str
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: the first statement is the direct one, `notes` say what the guides do not hold."""

    question: str
    kind: AnswerKind
    private: bool
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    lead: tuple[str, ...] = ()
    """What was asked for and is not in the guides, said before all else."""
    notes: tuple[str, ...] = ()
    heading: str = ""
    """What was worked out from, where anything was."""
    caveats: tuple[str, ...] = ()
    """What must be kept in mind of what was worked out."""
    passages: tuple[Looked, ...] = ()
    recommendations: tuple[dict[str, Any], ...] = ()
    worded_by: str = ""
    """The chat model that put it in these words; empty where they are those of the guides and rules."""
    seconds: float = 0.0

    @property
    def cited(self) -> frozenset[str]:
        """Return where the sections stand that it cites, each as guide#anchor."""
        return frozenset(citation.place for citation in self.citations)

    @property
    def refused(self) -> bool:
        """Tell whether the guides do not hold what was asked."""
        return self.kind in {AnswerKind.REFUSAL, AnswerKind.CLARIFY}
