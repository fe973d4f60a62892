"""Documents made up for measuring: words as common and as rare as in the guides, vectors about as close together."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np

from knowledge.encoder import Encoder
from knowledge.index import Entry
from knowledge.index_files import Draft
from knowledge.leads import Lead, leads_of_passage
from knowledge.passages import EVERYONE, Guide, Passage, Section
from knowledge.reading import document_files, passages_of, read_folder
from knowledge.statements import split
from knowledge.vectors import Vectors

_WORDS = 30_000
_SYLLABLES = ("ba", "den", "fo", "gri", "hul", "ka", "lem", "mi", "nor", "pe", "ru", "sto", "tan", "vi", "wo", "zel")
_SENTENCE, _QUESTION, _HEADING = (8, 20), (6, 12), (4, 8)
"""Words of each, at least and at most."""
_STATEMENTS = (4, 8)
_PASSAGES_A_GUIDE = 200
_TEXTS = 600
"""Texts that are really encoded; vectors lie between theirs."""
_MIXED, _STATEMENT_OWN, _STRAY = (1.0, 0.6, 0.4), 0.7, 0.2
"""Weights of the texts that a passage lies between, of the one each of its statements leans to, and of mere chance."""
_SEED = 11


class Words:
    """Makes up text: the words of real guides as often as they stand there, and invented ones that are rarer."""

    def __init__(self, guides: Path, seed: int = _SEED) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nobody is to be kept from guessing it
        text = " ".join(path.read_text(encoding="utf-8") for path in document_files(guides))
        real = [word for word, _ in Counter(re.findall(r"[a-z]{1,14}", text.lower())).most_common()]
        invented = ("".join(self._random.choices(_SYLLABLES, k=4)) for _ in range(_WORDS - len(real)))
        self._words = [*real, *invented]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def some(self, between: tuple[int, int]) -> str:
        """Return a few words."""
        count = self._random.randint(*between)
        return " ".join(self._random.choices(self._words, cum_weights=self._weights, k=count))

    def question(self) -> str:
        """Return what might be a question."""
        return f"{self.some(_QUESTION)}?"

    def text(self) -> str:
        """Return a section's text: some sentences."""
        count = self._random.randint(*_STATEMENTS)
        return " ".join(f"{self.some(_SENTENCE).capitalize()}." for _ in range(count))

    def section(self, number: int) -> Section:
        """Return a section with a heading of its own."""
        heading = self.some(_HEADING).capitalize()
        return Section((heading,), f"section-{number}", self.text(), EVERYONE)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Texts and where their vectors lie."""

    words: Words
    centres: Vectors

    def draft(self, passages: int) -> Draft:
        """Return all that an index of so many passages holds."""
        guides = tuple(self._guides(passages))
        entries = list(_entries(guides))
        leads = [lead for one in entries for lead in leads_of_passage(one.number, one.passage, one.statements, ())]
        return Draft(guides, entries, (), leads, self._vectors(leads, passages))

    def _guides(self, passages: int) -> Iterator[Guide]:
        for first in range(0, passages, _PASSAGES_A_GUIDE):
            numbers = range(first, min(passages, first + _PASSAGES_A_GUIDE))
            name = f"made-up-{first:06}"
            yield Guide(name, name, "", tuple(map(self.words.section, numbers)))

    def _vectors(self, leads: list[Lead], passages: int) -> Vectors:
        chance = np.random.default_rng(_SEED)
        owners = np.array([lead.owner for lead in leads])
        homes = np.zeros((passages, self.centres.shape[1]), dtype=np.float32)
        for weight in _MIXED:
            homes += weight * self._some(chance, passages)
        vectors = _unit(_unit(homes)[owners] + _STATEMENT_OWN * self._some(chance, len(leads)))
        return _unit(vectors + _STRAY * _directions(chance, len(leads), vectors.shape[1]))

    def _some(self, chance: np.random.Generator, rows: int) -> Vectors:
        some: Vectors = self.centres[chance.integers(len(self.centres), size=rows)]
        return some


def made_up(guides: Path, encoder: Encoder) -> MadeUp:
    """Return what makes up documents, their vectors between those of sections that the guides hold."""
    passages = [passage for passage, _ in passages_of(read_folder(guides).guides)]
    texts = [f"{one.section}: {one.text[s.start : s.end]}" for one in passages for s in split(one.text)]
    chosen = random.Random(_SEED).sample(texts, min(_TEXTS, len(texts)))  # noqa: S311 - nobody is to be kept from it
    return MadeUp(Words(guides), encoder.document_vectors(chosen))


def _entries(guides: tuple[Guide, ...]) -> Iterator[Entry]:
    row = 0
    sections = ((guide, section) for guide in guides for section in guide.sections)
    for number, (guide, section) in enumerate(sections):
        passage = Passage(guide.id, guide.title, section.heading, section.anchor, section.text, EVERYONE, "")
        statements = split(section.text)
        yield Entry(number, passage, statements, first=row + 1)
        row += 1 + len(statements)


def _directions(chance: np.random.Generator, rows: int, dimensions: int) -> Vectors:
    return _unit(chance.standard_normal((rows, dimensions), dtype=np.float32))


def _unit(vectors: Vectors) -> Vectors:
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors
