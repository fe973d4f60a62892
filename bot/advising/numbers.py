"""Find scores in a text, each with the exam it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.advising.belonging import Run, kinds_of, mentions_in, runs_in
from bot.advising.phrases import Phrases
from bot.advising.written import Number, Sense

_PAIR = ("step1", "step2_ck")
_STEPS = {*_PAIR, "both"}
_NO_EXAMS = {"step3", "national_mean", "school_mean", "other", "target", "supposed"}
"""What can be named beside without that a lone number could be of it."""


@dataclass(frozen=True, slots=True)
class Score:
    """A number with what it is of: None where the text names several things it could be."""

    number: Number
    of: str | None
    alone: bool = False
    """Nothing near says what it is of, and nothing but a Step is named."""

    @property
    def low(self) -> int:
        """Return the lowest it can mean."""
        return self.number.low

    @property
    def high(self) -> int:
        """Return the highest it can mean."""
        return self.number.high

    @property
    def words(self) -> str:
        """Return it as typed."""
        return self.number.words

    @property
    def definite(self) -> bool:
        """Tell whether it says where a score lies, not only to which side of it."""
        return self.number.sense is not Sense.BOUND


def scores_in(text: str, phrases: Phrases) -> list[Score]:
    """Return the scores of a text in order."""
    mentions = mentions_in(text, phrases)
    named = {mention.of for mention in mentions}
    runs = runs_in(text, mentions)
    kinds = kinds_of(runs, mentions)
    return [score for run, of in zip(runs, kinds, strict=True) for score in _scores(run, of, named)]


def _scores(run: Run, of: str | None, named: set[str]) -> Iterator[Score]:
    """Yield the numbers of a run with what they are of; a pair of which no one exam is named is of both Steps."""
    pair = (run.slashed and of is None and named <= _STEPS) or of == "both"
    if pair and len(run.numbers) == len(_PAIR):
        yield from map(Score, run.numbers, _PAIR)
    elif of in {None, "usmle"}:
        yield from (Score(one, None, alone=of == "usmle" or named <= _STEPS | _NO_EXAMS) for one in run.numbers)
    else:
        yield from (Score(one, "step2_ck" if of == "both" else of) for one in run.numbers)
