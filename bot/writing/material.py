"""What a chat model may rest its statements on, each by an id: passages of the guides, and what was worked out."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.answering.checking import numbers_in
from bot.answering.grounding import Grounded
from bot.asking.drafting import Draft
from bot.asking.path import Adviser
from bot.writing.prompting import as_data, name_of
from knowledge.index import Entry

_SCORE = re.compile(r"\d{3}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Material:
    """What an answer may be written from; `whole` where the guides as a whole are."""

    draft: Draft
    passages: Mapping[str, Entry]
    functions: Mapping[str, Grounded]
    whole: bool

    def as_json(self) -> dict[str, Any]:
        """Return it by the names that a model reads; the whole guides stand elsewhere in the prompt."""
        near = _near(self.draft)
        return {
            "draft": [{"text": one.text, "sources": self._sources(one)} for one in self._told()],
            "functions": [{"id": id, "says": one.text} for id, one in self.functions.items()],
            "passages": [] if self.whole else as_data(near),
            "closest": [name_of(entry) for entry in near] if self.whole else [],
        }

    def _told(self) -> Iterable[Grounded]:
        """Yield the statements that a model may read."""
        mine = self.functions.values()
        return (one for one in self.draft.grounded if one.source == "guides" or one in mine)

    def _sources(self, one: Grounded) -> list[str]:
        named = [id for id, function in self.functions.items() if function is one]
        return named or [name_of(part.entry) for part in one.all]


def material(draft: Draft, adviser: Adviser, guides_characters: int) -> Material:
    """Return what an answer may be written from: the whole guides up to a size, else the passages that were found."""
    whole = adviser.index.characters <= guides_characters
    entries = adviser.index.every_entry() if whole else _near(draft)
    private = _told_scores(draft)
    open_to_all = [one for one in draft.of("rules") if private.isdisjoint(numbers_in(one.text))]
    functions = {f"F{n}": one for n, one in enumerate(open_to_all, start=1)}
    return Material(draft, {name_of(entry): entry for entry in entries}, functions, whole)


def _told_scores(draft: Draft) -> frozenset[str]:
    """Return the scores that were told: no statement that names one goes to anybody."""
    inputs = json.dumps([one["inputs"] for one in draft.begun.recommendations])
    return frozenset(number for number in numbers_in(inputs) if _SCORE.fullmatch(number))


def _near(draft: Draft) -> list[Entry]:
    """Return the passages that were found, and those the draft rests on."""
    rested_on = [part.entry for one in draft.grounded for part in one.all]
    return list({entry.number: entry for entry in (*rested_on, *(one.entry for one in draft.evidence.found))}.values())
