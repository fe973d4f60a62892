"""The one path from a question to an answer; Discord, the terminal and the tests all take it."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.answering import declining
from bot.answering.answer import Answer, AnswerKind, Looked
from bot.answering.checking import checked
from bot.answering.composing import Composed, compose
from bot.answering.differing import Disagreement, differences
from bot.answering.rendering import LONGEST, as_text
from bot.asking.deciding import covered
from bot.asking.gathering import Evidence, gather
from bot.asking.question import Question, Reading
from bot.asking.reading import read
from bot.lexicon import Lexicon
from knowledge.index import Entry, Shelved
from knowledge.leads import Topic
from knowledge.passages import Applicant, Passage, speaks_to
from knowledge.searching import Found, Searcher

_NAMED = 0.45
"""How close, as a cosine, a topic not covered must be to be named."""
_NAMES = {
    Applicant.US_MD: "US MDs",
    Applicant.US_DO: "US DOs",
    Applicant.US_IMG: "US-citizen IMGs",
    Applicant.NON_US_IMG: "non-US-citizen IMGs",
}


class Adviser:
    """Answers questions from one opened version of the guides."""

    def __init__(self, searcher: Searcher, lexicon: Lexicon, disagreements: Sequence[Disagreement] = ()) -> None:
        self._searcher = searcher
        self._lexicon = lexicon
        self._disagreements = disagreements

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question, or a refusal that names the nearest sections; never raises on bad text."""
        started = time.perf_counter()
        answer = self._answer(question, read(question, self._lexicon))
        return replace(answer, seconds=time.perf_counter() - started)

    def look_up(self, query: str) -> tuple[Found, ...]:
        """Return the passages closest to a query, best first."""
        reading = read(Question(query), self._lexicon)
        return gather(reading, self._searcher).found if reading.text else ()

    @property
    def guides(self) -> tuple[Shelved, ...]:
        """Return the guides in use."""
        return self._searcher.index.guides

    def anchors(self) -> dict[str, list[tuple[str, str]]]:
        """Return the anchors and headings of each guide's sections, in reading order, by guide."""
        sections: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for entry in self._searcher.index.every_entry():
            if entry.passage.part == 0:
                sections[entry.passage.guide].append((entry.passage.anchor, entry.passage.section))
        return sections

    def section(self, guide: str, anchor: str) -> list[Entry]:
        """Return the passages of one section, none where there is no such section."""
        return self._searcher.index.section(guide, anchor)

    def _answer(self, question: Question, reading: Reading) -> Answer:
        blank = Answer(question.text, AnswerKind.CLARIFY, private=reading.private, notes=declining.ask_again())
        if not reading.text:
            return blank
        evidence = gather(reading, self._searcher)
        looked = replace(blank, passages=tuple(looked_at(evidence.found)))
        if reading.declined:
            topic = next((one for one in self._searcher.index.topics if one.id == reading.declined), None)
            return replace(looked, kind=AnswerKind.REFUSAL, notes=declining.not_covered(topic, ()))
        if not covered(evidence, reading.scored):
            topic = evidence.topic if evidence.topic_likeness >= _NAMED else None
            notes = declining.not_covered(topic, self._nearest(evidence, topic))
            return replace(looked, kind=AnswerKind.REFUSAL, notes=notes)
        composed = compose(reading.words, evidence.found, evidence.wanted, reading.tracks)
        answer = self._checked(looked, composed, evidence, reading)
        while len(as_text(answer)) > LONGEST:
            composed = replace(composed, statements=composed.statements[:-1])
            answer = self._checked(looked, composed, evidence, reading)
        return answer

    def _checked(self, looked: Answer, composed: Composed, evidence: Evidence, reading: Reading) -> Answer:
        """Return the answer as far as it holds; a refusal where nothing of it does."""
        held = checked(composed, _texts(evidence.found))
        if not held.statements:
            notes = declining.not_for_these([found.entry.passage for found in evidence.found[:2]])
            return replace(looked, kind=AnswerKind.REFUSAL, notes=notes)
        notes = (*differences(_cited(held), self._disagreements), *_strangers(held, reading.tracks))
        return replace(
            looked, kind=AnswerKind.ANSWER, statements=held.statements, citations=held.citations, notes=notes
        )

    def _nearest(self, evidence: Evidence, topic: Topic | None) -> list[Passage]:
        """Return the passages to point at: near the topic, where it is known, else near the question."""
        if topic is None:
            return [found.entry.passage for found in evidence.found[:2]]
        return [entry.passage for entry in self._searcher.index.entries(topic.places)]


def looked_at(found: Sequence[Found]) -> Iterable[Looked]:
    """Yield passages as an answer lists them, ranked from 1."""
    for rank, one in enumerate(found, start=1):
        passage = one.entry.passage
        yield Looked(rank, passage.guide, passage.section, passage.anchor, round(one.score, 4), passage.text)


def _texts(found: Iterable[Found]) -> dict[tuple[str, str], str]:
    texts: defaultdict[tuple[str, str], str] = defaultdict(str)
    for one in found:
        passage = one.entry.passage
        texts[passage.guide, passage.anchor] += f"{passage.text}\n\n"
    return texts


def _cited(composed: Composed) -> set[str]:
    return {f"{citation.guide}#{citation.anchor}" for citation in composed.citations}


def _strangers(composed: Composed, tracks: Collection[Applicant]) -> Iterable[str]:
    """Yield a note for each cited section that was written for other applicants than the asker."""
    names = " or ".join(_NAMES[track] for track in sorted(tracks))
    for citation in composed.citations:
        if not speaks_to(citation.audience, tracks):
            yield f"Not in the guides: this for {names}; [{citation.n}] was written for other applicants."
