"""Ask a chat model how members would ask for sections of added documents, and keep what leads to them alone."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.curating.sifting import fault, words_of
from bot.writing.port import ChatModel, ProviderError
from bot.writing.prompting import as_prompt, wording
from bot.writing.spending import Tokens
from knowledge.leading import Leading, open_leading
from knowledge.passages import Guide, Section
from knowledge.proposals import MOST, Proposals, read_documents, unasked
from knowledge.sources import Progress, Sources

QUESTIONS: Mapping[str, Any] = {
    "title": "questions",
    "description": "How members would ask for each section.",
    "type": "object",
    "properties": {
        "sections": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "description": "The id of the section."},
                    "questions": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["id", "questions"],
                "additionalProperties": False,
            },
        },
        "done": {"type": "boolean", "description": "true, written last."},
    },
    "required": ["sections", "done"],
    "additionalProperties": False,
}
"""The form of a reply."""
_SECTIONS, _LONGEST, _LONGEST_TEXT = 8, 12_000, 4_000
"""Sections of one document in a request, characters of all their texts, and of one, the rest of which is cut off."""
_READ = 20
"""Questions for a section that are looked at."""
_TOO_MANY, _TWICE = "are more than five for their section", "were proposed before"
_SLOW, _CUT_OFF = "it took too long", "its reply was cut off"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a request may take, how long all of them, how many there are at most, and how many may fail on end."""

    seconds: float = 60.0
    in_all: float = 240.0
    requests: int = 40
    failures: int = 2


@dataclass(slots=True)
class Outcome:
    """What came of asking."""

    waiting: int = 0
    """Sections that are left for the next time."""
    sections: int = 0
    """Sections for which the model was asked, and answered."""
    kept: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    """Questions that were not kept, by what is wrong with them."""
    failed: str = ""
    """Why a request came to nothing, where one did."""
    tokens: Tokens = field(default_factory=Tokens)

    def told(self) -> str:
        """Say it in one line."""
        if not self.sections and not self.waiting:
            return "No section of an added document waits for questions."
        return " ".join(filter(None, (self._kept(), self._waiting())))

    def _kept(self) -> str:
        if not self.sections:
            return ""
        why = "; ".join(f"{what}: {count}" for what, count in sorted(self.dropped.items()))
        dropped = f", {self.dropped.total()} dropped ({why})" if why else ""
        cost = f" {self.tokens.counted:,} tokens were used." if self.tokens.counted else ""
        return f"{_counted(self.kept, 'question')} kept for {_counted(self.sections, 'section')}{dropped}.{cost}"

    def _waiting(self) -> str:
        why = f"the chat model gave no usable answer ({self.failed})" if self.failed else "they were too many at once"
        return f"{_counted(self.waiting, 'section')} left without proposals: {why}." if self.waiting else ""


class Proposer:
    """Asks one model for questions, and keeps those that are fit; what is kept outlives a failure."""

    def __init__(
        self,
        model: ChatModel,
        proposals: Proposals,
        beside: Leading,
        progress: Progress,
        patience: Patience | None = None,
    ) -> None:
        self._model = model
        self._proposals = proposals
        self._beside = beside
        self._progress = progress
        self._patience = patience or Patience()
        self._outcome = Outcome()
        self._seen: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)

    async def propose(self, waiting: Sequence[tuple[Guide, Sequence[Section]]]) -> Outcome:
        """Propose questions for sections of documents; a model that fails leaves them as they are."""
        self._outcome.waiting = sum(len(sections) for _, sections in waiting)
        try:
            async with asyncio.timeout(self._patience.in_all):
                await self._ask_all(list(islice(_requests(waiting), self._patience.requests)))
        except TimeoutError:
            self._outcome.failed = _SLOW
        return self._outcome

    async def _ask_all(self, requests: Sequence[tuple[Guide, Sequence[Section]]]) -> None:
        of, failures = sum(len(sections) for _, sections in requests), 0
        for guide, sections in requests:
            self._progress(f"proposing questions: {self._outcome.sections} of {of} sections")
            try:
                reply = await self._reply(sections)
                failures = 0
            except (ProviderError, TimeoutError) as error:
                self._outcome.failed = str(error) or _SLOW
                failures += 1
                if failures == self._patience.failures:
                    return
                continue
            self._take(guide, sections, reply)

    async def _reply(self, sections: Sequence[Section]) -> Mapping[str, Any]:
        """Return a whole reply, or one that says nothing of any section where it was cut off."""
        reply: Mapping[str, Any] = {}
        prompt = as_prompt(wording("variants"), {"sections": _as_data(sections)})
        async with asyncio.timeout(self._patience.seconds):
            async for growing in self._model.compose(prompt, QUESTIONS, self._outcome.tokens):
                reply = growing
        return reply

    def _take(self, guide: Guide, sections: Sequence[Section], reply: Mapping[str, Any]) -> None:
        """Keep what a reply holds; one that was cut off counts for nothing."""
        if reply.get("done") is not True:
            self._outcome.failed = _CUT_OFF
            return
        said = _said(reply)
        for number, section in enumerate(sections, start=1):
            kept = self._fit(guide, section, said.get(f"s{number}", []))
            self._proposals.keep(guide, section, kept, self._model.name)
            self._outcome.kept += len(kept)
        self._outcome.sections += len(sections)
        self._outcome.waiting -= len(sections)

    def _fit(self, guide: Guide, section: Section, said: Sequence[str]) -> list[str]:
        """Return the questions that may be kept, and count the others."""
        faults = [fault(one, section) or self._again(guide, one) for one in said]
        asked = [one for one, wrong in zip(said, faults, strict=True) if not wrong]
        straying = self._beside.straying(asked, guide.id, section.anchor) if asked else []
        fit = [one for one, astray in zip(asked, straying, strict=True) if not astray]
        self._outcome.dropped.update(filter(None, (*faults, *straying)))
        self._outcome.dropped.update(_TOO_MANY for _ in fit[MOST:])
        return fit[:MOST]

    def _again(self, guide: Guide, question: str) -> str:
        words, seen = words_of(question), self._seen[guide.id]
        if words in seen:
            return _TWICE
        seen.add(words)
        return ""


async def propose_for(sources: Sources, model: ChatModel, progress: Progress) -> Outcome:
    """Propose questions for all sections that wait for some.

    Raises EncoderError, KnowledgeError, GuidesMissingError.
    """
    proposals, shelf = Proposals(sources.asked), read_documents(sources)
    waiting = unasked(shelf.guides, proposals)
    if not waiting:
        return Outcome()
    progress("reading what was added")
    return await Proposer(model, proposals, open_leading(sources, shelf), progress).propose(waiting)


def _requests(waiting: Sequence[tuple[Guide, Sequence[Section]]]) -> Iterator[tuple[Guide, list[Section]]]:
    """Cut sections into requests; no two documents meet in one, so that none can have a say in another's questions."""
    for guide, sections in waiting:
        held: list[Section] = []
        for section in sections:
            size = sum(len(_text(one)) for one in (*held, section))
            if held and (len(held) == _SECTIONS or size > _LONGEST):
                yield guide, held
                held = []
            held = [*held, section]
        yield guide, held


def _as_data(sections: Sequence[Section]) -> list[Mapping[str, str]]:
    return [
        {"id": f"s{number}", "heading": " > ".join(section.heading), "text": _text(section)}
        for number, section in enumerate(sections, start=1)
    ]


def _text(section: Section) -> str:
    return section.text[:_LONGEST_TEXT]


def _said(reply: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the questions of a reply by the ids of sections; whatever has another form is left out."""
    found: dict[str, list[str]] = {}
    for one in _list(reply.get("sections")):
        if isinstance(one, Mapping) and isinstance(one.get("id"), str):
            said = [" ".join(line.split()) for line in _list(one.get("questions")) if isinstance(line, str)]
            found.setdefault(one["id"], said[:_READ])
    return found


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else []


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
