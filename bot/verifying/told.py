"""A text taken apart, and a passage's statements taken apart with what stands around them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.answering.composing import Point
from bot.verifying.amounts import Amount, amounts
from bot.verifying.meanings import meaning, meanings, plain
from bot.verifying.standing import Standing, standing
from bot.verifying.wording import NEGATORS, STANCES, SWEEPING
from knowledge.index import Entry

_MOST_OF_IT = 0.66
"""Share of what a statement says of a claim's matter that a clause must hold to stand for it."""
_PART = re.compile(r";\s+|,?\s+(?:but|because|although|yet)\s+")
_CLAUSE = re.compile(rf"{_PART.pattern}|,\s+(?=so|and|plus)")
_CUE = re.compile(r"(?:^|(?<=\|))[a-z]{3,}(?=$|[|(\[?])")
_CUES = frozenset(
    meaning(word) for words in (*sum(STANCES.values(), ()), NEGATORS, SWEEPING) for word in _CUE.findall(words)
)


@dataclass(frozen=True)
class Told:
    """A text taken apart."""

    text: str

    @cached_property
    def plain(self) -> str:
        """Return the text in small letters, names as one word."""
        return plain(self.text)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Return the amounts it names."""
        return amounts(self.plain)

    @cached_property
    def matter(self) -> frozenset[str]:
        """Return the meanings of its words that say what it is about."""
        return frozenset(meanings(self.plain)) - _CUES

    @cached_property
    def own(self) -> frozenset[str]:
        """Return all meanings of its own words."""
        return frozenset(meanings(self.plain))

    @cached_property
    def standing(self) -> Standing:
        """Return how it says that things stand."""
        return standing(self.plain)


@dataclass(frozen=True)
class Said(Told):
    """A statement of a passage, with what stands around it."""

    entry: Entry
    start: int
    end: int
    around: frozenset[str]
    """Meanings of the heading and of the line above a list."""

    @property
    def near(self) -> frozenset[str]:
        """Return all meanings it may be taken to speak of."""
        return self.own | self.around

    @cached_property
    def clauses(self) -> tuple[Told, ...]:
        """Return it whole, its parts that are set against each other, and its clauses."""
        parts = dict.fromkeys([*_PART.split(self.text), *_CLAUSE.split(self.text)])
        return (self, *(Told(part) for part in parts if part))

    def clause_on(self, matter: Collection[str]) -> Told:
        """Return the shortest clause that speaks of most of what the statement says of a matter."""
        enough = _MOST_OF_IT * len(self.matter & set(matter))
        telling = (one for one in self.clauses if len(one.matter & set(matter)) >= enough)
        return min(telling, key=lambda one: len(one.text))


def statements(entry: Entry) -> Iterator[Said]:
    """Yield the statements of a passage."""
    text, spans = entry.passage.text, entry.statements
    if not spans:
        return
    opening = text[spans[0].start : spans[0].end]
    around = frozenset(meanings(plain(f"{entry.passage.section}. {opening}")))
    for n, one in enumerate(spans):
        begins = spans[Point(entry, 0, n, 0.0).begins].start
        yield Said(text[one.start : one.end], entry, begins, one.end, around)
