"""Check each statement of a chat model against the sources it names: nothing is shown that they do not bear out."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.answering.checking import numbers_in
from bot.answering.grounding import Grounded
from bot.asking.path import Adviser
from bot.verifying.agreeing import at_odds, opposes
from bot.verifying.meanings import plain
from bot.writing import wording
from bot.writing.figuring import figures, rested, unfounded, unpaired
from bot.writing.material import Material
from bot.writing.opposites import exchanged
from bot.writing.qualifying import unqualified
from bot.writing.resting import Rest, together
from bot.writing.sequences import Wording, shared
from bot.writing.sources import Source, Sources
from bot.writing.straying import strays
from knowledge.passages import Applicant, speaks_to
from knowledge.vectors import Vectors

_MOST_SOURCES = 5
_SIDE_BY_SIDE = re.compile(r";\s+|(?<=[a-z)][.!?])\s+(?=[A-Z])")
_WORDS, _MEANING = 0.6, 0.55
"""Share of a statement's meanings that its sources must hold, and the cosine to the closest words of theirs.

Held against the set `dev` of tests/writing/statements.jsonl; tests/writing/test_closeness.py says what they come to.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as a model wrote it, with the ids of what it says it rests on."""

    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with what it rests on; `wrong` says why it does not hold, where it does not."""

    said: Said
    grounded: Grounded | None = None
    wrong: str = ""


@dataclass(frozen=True)
class Case:
    """A statement beside its sources."""

    told: Wording
    vector: Vectors
    sources: Sequence[Source]
    asker: Collection[Applicant]
    named: Collection[Applicant]
    """The kinds of applicant that it names, and the words of its sources do not."""

    @cached_property
    def rests(self) -> Sequence[Rest]:
        """Return all words it may rest on."""
        return [rest for source in self.sources for rest in source.rests]

    @cached_property
    def counted(self) -> Sequence[Rest] | None:
        """Return what its amounts rest on; None where they do not."""
        return rested(self.told, self.rests)

    @cached_property
    def closest(self) -> Rest:
        """Return the words it is closest to."""
        return max(self.rests, key=self.likeness)

    @cached_property
    def parts(self) -> Sequence[tuple[Wording, Rest]]:
        """Return its sentences, and what it sets side by side, each with the words it shares most with."""
        parts = _SIDE_BY_SIDE.split(self.told.text)
        if len(parts) == 1:
            return [(self.told, self.closest)]
        together: defaultdict[Rest, list[str]] = defaultdict(list)
        for part in parts:
            together[self._shares_most(Wording(part))].append(part)
        return [(Wording("; ".join(some)), rest) for rest, some in together.items()]

    def _shares_most(self, part: Wording) -> Rest:
        return max(self.rests, key=lambda rest: shared(part.words, rest.wording.own))

    def likeness(self, rest: Rest) -> float:
        """Return how like some words of its sources it is."""
        return float(rest.vector @ self.vector) + shared(self.told.own, rest.wording.own)

    @property
    def words(self) -> float:
        """Return the share of its meanings that its sources hold."""
        held = frozenset[str]().union(*(source.meanings for source in self.sources))
        return len(self.told.own & held) / len(self.told.own) if self.told.own else 0.0

    @property
    def meaning(self) -> float:
        """Return the cosine to the words it is closest to, or to the two closest together."""
        best = sorted(self.rests, key=lambda rest: float(rest.vector @ self.vector))[-2:]
        both = float(together([rest.vector for rest in best]) @ self.vector)
        return max(both, float(best[-1].vector @ self.vector))


class Judge:
    """Judges the statements of one answer."""

    def __init__(self, material: Material) -> None:
        self._sources = Sources(material.passages)
        self._functions = material.functions.keys()
        self._asker = material.draft.reading.tracks

    def judge(self, said: Sequence[Said], adviser: Adviser) -> list[Judged]:
        """Return each statement with what it rests on, or why it does not hold."""
        tidy = [replace(one, text=wording.tidied(one.text)) for one in said]
        vectors = adviser.vectors([one.text for one in tidy]) if tidy else ()
        return [self._judged(one, vector, adviser) for one, vector in zip(tidy, vectors, strict=True)]

    def case(self, said: Said, vector: Vectors, adviser: Adviser) -> Case | None:
        """Return a statement beside its sources; None where it names none, or one that is not there."""
        sources = self._sources.of(said.sources, adviser) if len(said.sources) <= _MOST_SOURCES else None
        if not sources or not any(source.rests for source in sources):
            return None
        if named := adviser.tracks_in(said.text):
            named -= adviser.tracks_in(" ".join(source.text for source in sources))
        return Case(Wording(said.text), vector, sources, self._asker, named)

    def _tells_again(self, said: Said) -> bool:
        """Tell whether a statement says what functions do: that stands in the answer already, in words of its own."""
        return any(id in self._functions for id in said.sources)

    def _judged(self, said: Said, vector: Vectors, adviser: Adviser) -> Judged:
        if self._tells_again(said):
            return Judged(said)
        if wrong := wording.amiss(said.text):
            return Judged(said, wrong=wrong)
        case = self.case(said, vector, adviser)
        if case is None:
            return Judged(said, wrong="it names no source that was given")
        wrong = next(filter(None, (check(case) for check in CHECKS)), "")
        return Judged(said, wrong=wrong) if wrong else _grounded(said, case)


def _figures_stand(case: Case) -> str:
    texts = [source.text for source in case.sources]
    if missing := unfounded(case.told.text, texts):
        return f"its sources do not hold {', '.join(sorted(missing))}"
    held = case.counted is not None and not unpaired(case.told.text, texts)
    return "" if held else "its figures belong to other things in its sources"


def _is_for_asker(case: Case) -> str:
    """Hold figures for other applicants back, and statements that name applicants whom a source is not for."""
    strangers = [one for one in case.sources if not speaks_to(one.entry.passage.audience, case.asker)]
    if strangers and figures(case.told.text):
        return "its sources hold figures for other applicants only"
    if any(not set(case.named) <= set(one.entry.passage.audience) for one in case.sources):
        return "it names applicants whom its sources are not for"
    return ""


def _agrees(case: Case) -> str:
    """Hold back what affirms what its sources deny, or turns a comparison of theirs round."""
    pairs = [(part.standing, rest.wording.standing) for part, rest in case.parts]
    against = any(opposes(mine, theirs) or at_odds(mine, theirs) for mine, theirs in pairs)
    return "its sources say otherwise" if against else ""


def _keeps_to_them(case: Case) -> str:
    sources = [rest.wording for rest in case.rests]
    return next(filter(None, (strays(part, rest.wording, sources) for part, rest in case.parts)), "")


def _says_the_same(case: Case) -> str:
    return "" if case.words >= _WORDS and case.meaning >= _MEANING else "its sources do not say this"


def _names_the_same(case: Case) -> str:
    """Hold back what names another exam, field, time or degree than the words it rests on."""
    around = plain(" ".join(one.heading for one in case.sources))
    counted = [rest.wording.plain for rest in case.counted or ()]
    pairs = [(part.plain, [rest.wording.plain, *counted]) for part, rest in case.parts]
    wrong = any(exchanged(said, rested_on, around) for said, rested_on in pairs)
    return "it puts one thing for another" if wrong else ""


def _keeps_conditions(case: Case) -> str:
    return next(filter(None, (unqualified(part.plain, rest.wording.plain) for part, rest in case.parts)), "")


CHECKS = (_figures_stand, _is_for_asker, _agrees, _says_the_same, _names_the_same, _keeps_conditions, _keeps_to_them)
"""What a statement must pass, in this order."""


def _grounded(said: Said, case: Case) -> Judged:
    """Return a statement with the words it rests on: the closest, and those that hold its figures."""
    rests = [*(case.counted or ()), *(rest for _, rest in case.parts)]
    for number in numbers_in(said.text):
        holding = [rest for rest in case.rests if number in numbers_in(rest.wording.text)]
        if not holding:
            return Judged(said, wrong=f"its sources do not hold {number}")
        if not any(rest in holding for rest in rests):
            rests.append(max(holding, key=case.likeness))
    first, *others = dict.fromkeys(rest.grounded for rest in rests)
    return Judged(said, replace(first, text=said.text, beside=tuple(others)))
