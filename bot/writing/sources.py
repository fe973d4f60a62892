"""The passages that statements name, by their ids, taken apart once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.asking.path import Adviser
from bot.verifying.meanings import meanings, plain
from bot.writing.resting import Rest, of_passage
from knowledge.index import Entry


@dataclass(frozen=True)
class Source:
    """A passage, and the words in it that a statement may rest on."""

    entry: Entry
    rests: Sequence[Rest]

    @property
    def text(self) -> str:
        """Return the words of the passage."""
        return self.entry.passage.text

    @property
    def heading(self) -> str:
        """Return the title and the headings it stands under."""
        passage = self.entry.passage
        return f"{passage.title}. {' '.join(passage.heading)}"

    @cached_property
    def meanings(self) -> frozenset[str]:
        """Return the meanings of all of it, its title and heading among them."""
        return frozenset(meanings(plain(f"{self.heading}. {self.text}")))


class Sources:
    """Looks passages up by the ids that a model was given."""

    def __init__(self, passages: Mapping[str, Entry]) -> None:
        self._passages = passages
        self._known: dict[str, Source] = {}

    def of(self, ids: Collection[str], adviser: Adviser) -> Sequence[Source] | None:
        """Return the passages of some ids; None where there is none of an id."""
        if not set(ids) <= self._passages.keys():
            return None
        for id in ids:
            if id not in self._known:
                entry = self._passages[id]
                self._known[id] = Source(entry, of_passage(entry, adviser.index.statement_vectors(entry)))
        return [self._known[id] for id in dict.fromkeys(ids)]
