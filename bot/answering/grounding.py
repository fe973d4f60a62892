"""Statements with the words of the guides they rest on, and the numbered citations made of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answering.answer import Citation, Statement
from knowledge.index import Entry


@dataclass(frozen=True, slots=True)
class Grounded:
    """A statement before it is numbered: its text, and the span of a passage that it rests on."""

    text: str
    entry: Entry
    start: int
    end: int
    source: str = "guides"
    beside: tuple["Grounded", ...] = ()
    """What else it rests on, where one sentence names several things."""

    @property
    def all(self) -> "tuple[Grounded, ...]":
        """Return everything it rests on."""
        return (self, *self.beside)

    def overlaps(self, other: "Grounded") -> bool:
        """Tell whether both rest on some of the same words."""
        same = self.entry.number == other.entry.number
        return same and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Composed:
    """Statements and citations that belong together."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


def cited(grounded: Sequence[Grounded]) -> Composed:
    """Return statements with their citations: passages numbered in order of first use, each cited once."""
    spans = [span for one in grounded for span in one.all]
    numbers = {number: n for n, number in enumerate(dict.fromkeys(one.entry.number for one in spans), start=1)}
    statements = tuple(Statement(one.text, _numbers(one, numbers), one.source) for one in grounded)
    used = {number: [span for span in spans if span.entry.number == number] for number in numbers}
    citations = tuple(_citation(n, used[number]) for number, n in numbers.items())
    return Composed(statements, citations)


def _numbers(one: Grounded, numbers: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[span.entry.number] for span in one.all))


def _citation(n: int, grounded: Iterable[Grounded]) -> Citation:
    """Quote a passage from the first words that statements rest on to the last."""
    used = list(grounded)
    passage = used[0].entry.passage
    return Citation(
        n=n,
        guide=passage.guide,
        title=passage.title,
        section=passage.section,
        anchor=passage.anchor,
        quote=passage.text[min(one.start for one in used) : max(one.end for one in used)],
        audience=passage.audience,
        source=passage.source,
    )
