"""What a statement rests on: the statements of its sources, each with its amounts, its meanings and its vector."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from bot.answering.grounding import Grounded
from bot.verifying.amounts import Amount
from bot.verifying.meanings import meanings
from bot.verifying.told import Said, Told, statements
from bot.writing.sequences import Wording
from knowledge.index import Entry
from knowledge.passages import Kind
from knowledge.vectors import Vectors


@dataclass(frozen=True, eq=False)
class Rest:
    """Some words of a source that a statement may rest on, with the span of a passage they stand in."""

    told: Told
    grounded: Grounded
    vector: Vectors
    own: frozenset[str]
    """Meanings of the words."""

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """Return the amounts they name."""
        return self.told.amounts

    @cached_property
    def wording(self) -> Wording:
        """Return them word by word."""
        return Wording(self.told.text)


def of_passage(entry: Entry, vectors: Vectors) -> Sequence[Rest]:
    """Return the statements of a passage, `vectors` (statements, dimensions) being theirs, and neighbours together."""
    single = [_rest(entry, said, vector) for said, vector in zip(statements(entry), vectors, strict=True)]
    return [*single, *_neighbours(entry, single)]


def _rest(entry: Entry, said: Said, vector: Vectors) -> Rest:
    """Return a statement with the line that leads into it, where it needs that."""
    words = Told(entry.passage.text[said.start : said.end])
    return Rest(words, Grounded("", entry, said.start, said.end), vector, frozenset(meanings(words.plain)))


def _neighbours(entry: Entry, single: Sequence[Rest]) -> Iterator[Rest]:
    """Yield each two sentences of a paragraph that follow each other, as one."""
    pairs = zip(pairwise(entry.statements), pairwise(single), strict=True)
    for (first, second), (left, right) in pairs:
        if first.block == second.block and second.kind is Kind.SENTENCE:
            words = Told(entry.passage.text[left.grounded.start : right.grounded.end])
            span = Grounded("", entry, left.grounded.start, right.grounded.end)
            yield Rest(words, span, together([left.vector, right.vector]), left.own | right.own)


def together(vectors: Iterable[Vectors]) -> Vectors:
    """Return the unit vector of several."""
    total: Vectors = np.sum(list(vectors), axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-9)
