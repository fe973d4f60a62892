"""What a statement rests on: the statements of its sources, each with its amounts, its meanings and its vector."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.answering.grounding import Grounded
from bot.verifying.told import statements
from bot.writing.sequences import Wording
from knowledge.index import Entry
from knowledge.passages import Kind
from knowledge.vectors import Vectors


@dataclass(frozen=True, eq=False)
class Rest:
    """Some words of a source that a statement may rest on, with the span of a passage they stand in."""

    wording: Wording
    grounded: Grounded
    vector: Vectors


def of_passage(entry: Entry, vectors: Vectors) -> Sequence[Rest]:
    """Return the statements of a passage, `vectors` (statements, dimensions) being theirs, and neighbours together."""
    both = zip(statements(entry), vectors, strict=True)  # a statement begins with the line that leads into it
    single = [_rest_on(entry, said.start, said.end, vector) for said, vector in both]
    return [*single, *_neighbours(entry, single)]


def _neighbours(entry: Entry, single: Sequence[Rest]) -> Iterator[Rest]:
    """Yield each two sentences of a paragraph that follow each other, as one."""
    pairs = zip(pairwise(entry.statements), pairwise(single), strict=True)
    for (first, second), (left, right) in pairs:
        if first.block == second.block and second.kind is Kind.SENTENCE:
            vector = together([left.vector, right.vector])
            yield _rest_on(entry, left.grounded.start, right.grounded.end, vector)


def _rest_on(entry: Entry, start: int, end: int, vector: Vectors) -> Rest:
    return Rest(Wording(entry.passage.text[start:end]), Grounded("", entry, start, end), vector)


def together(vectors: Iterable[Vectors]) -> Vectors:
    """Return the unit vector of several."""
    total: Vectors = np.sum(list(vectors), axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-9)
