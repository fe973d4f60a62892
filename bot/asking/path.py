"""The one path from a question to an answer; Discord, the terminal and the tests all take it."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.advising.catalogue import Catalogue
from bot.advising.consulting import Consultant, Consultation
from bot.answering import declining
from bot.answering.advised import advised
from bot.answering.answer import Answer, AnswerKind, Looked
from bot.answering.composing import answers_directly
from bot.answering.differing import Disagreement
from bot.answering.grounding import Grounded
from bot.answering.worked_out import WorkedOut
from bot.asking.cleaning import clean
from bot.asking.deciding import covered, near_topic
from bot.asking.drafting import Draft, Drafter
from bot.asking.gathering import Evidence, gather
from bot.asking.question import Question, Reading
from bot.asking.reading import is_pleasantry, read
from bot.asking.timing import Timekeeper
from bot.lexicon import Lexicon
from bot.timeline.hearing import Wish
from bot.verifying.checked import Checked
from bot.verifying.verifying import verify
from knowledge.index import Entry, Index, Shelved
from knowledge.passages import Applicant
from knowledge.searching import Found, Searcher
from knowledge.vectors import Vectors


class Adviser:
    """Answers questions from one opened version of the guides."""

    def __init__(
        self,
        searcher: Searcher,
        lexicon: Lexicon,
        consultant: Consultant,
        timekeeper: Timekeeper,
        disagreements: Sequence[Disagreement] = (),
    ) -> None:
        self._searcher = searcher
        self._lexicon = lexicon
        self._consultant = consultant
        self._timekeeper = timekeeper
        self._drafter = Drafter(searcher.index, consultant.never, disagreements)

    def ask(self, question: Question) -> Answer:
        """Return the answer to a question, or a refusal that names the nearest sections; never raises on bad text."""
        return self.prepare(question).answer

    def prepare(self, question: Question) -> Draft:
        """Return the answer to a question with what it is composed of; never raises on bad text."""
        started = time.perf_counter()
        draft = self._draft(question, read(question, self._lexicon))
        return replace(draft, answer=replace(draft.answer, seconds=time.perf_counter() - started))

    def reworded(self, draft: Draft, grounded: Sequence[Grounded], by: str) -> Draft:
        """Return a draft in other words, `by` saying whose, as far as they hold."""
        return self._drafter.fitted(replace(draft, begun=replace(draft.begun, worded_by=by)), grounded)

    def look_up(self, query: str) -> tuple[Looked, ...]:
        """Return the passages closest to a query, best first."""
        reading = read(Question(query), self._lexicon)
        return tuple(_looked_at(gather(reading, self._searcher).found)) if reading.text else ()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of questions, shape (texts, dimensions), to compare their meaning."""
        return self._searcher.encoder.query_vectors(texts)

    def verify(self, text: str) -> Checked:
        """Return what the guides make of what a message claims; never raises on bad text."""
        return verify(text, self._searcher, self._lexicon)

    @property
    def version(self) -> str:
        """Return the name of the version it answers from."""
        return self._searcher.version

    @property
    def index(self) -> Index:
        """Return the passages it answers from."""
        return self._searcher.index

    @property
    def catalogue(self) -> Catalogue:
        """Return the strategy functions it asks."""
        return self._consultant.catalogue

    @property
    def guides(self) -> tuple[Shelved, ...]:
        """Return the guides in use."""
        return self._searcher.index.guides

    def tracks_in(self, text: str) -> frozenset[Applicant]:
        """Return the kinds of applicant that a text names."""
        return self._lexicon.tracks_in(text)

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

    def _draft(self, question: Question, reading: Reading) -> Draft:
        blank = Answer(question.text, AnswerKind.CLARIFY, private=reading.private, notes=declining.ask_again())
        if said := self._said_at_once(reading, blank):
            return Draft(said, reading, said)
        turns = [*map(clean, question.turns), reading.text]
        consultation = self._consultant.consider(turns, question.asker, question.function)
        if consultation.wrong:
            wrong = replace(blank, private=True, notes=declining.not_usable(consultation.wrong))
            return Draft(wrong, reading, wrong)
        if consultation.is_reply:  # it says nothing alone: what is looked for is what was asked before
            reading = read(replace(question, text=question.turns[-1], turns=question.turns[:-1]), self._lexicon)
        evidence = gather(reading, self._searcher)
        looked = replace(blank, passages=tuple(_looked_at(evidence.found)))
        worked_out = self._worked_out(turns, reading, consultation, evidence)
        return self._drafter.draft(looked, worked_out, evidence, reading)

    def _said_at_once(self, reading: Reading, blank: Answer) -> Answer | None:
        """Return what is said to a text without looking anything up; None where that is needed."""
        if not reading.text:
            return blank
        if reading.declined:
            topic = next((one for one in self._searcher.index.topics if one.id == reading.declined), None)
            return replace(blank, kind=AnswerKind.REFUSAL, notes=declining.not_covered(topic, ()))
        return replace(blank, notes=declining.at_your_service()) if is_pleasantry(reading.text) else None

    def _worked_out(self, turns: Sequence[str], reading: Reading, told: Consultation, evidence: Evidence) -> WorkedOut:
        """Return what the timeline or functions work out; what is only likely meant for them, guides may answer."""
        direct = answers_directly(evidence.found)
        sections, guides = self._searcher.index.section, self._consultant.catalogue.guides
        heard = self._timekeeper.hear(turns, reading)
        held = covered(evidence, reading.scored)
        open_still = self._timekeeper.may_speak(heard, near_topic(evidence))
        asked = heard.surely or ((held or open_still) and not direct and not reading.clauses)
        wish = heard.wish if asked else Wish.NONE
        if wish is Wish.NONE and open_still and not held:
            wish = heard.at_least
        if not told.beyond_time and (timed := self._timekeeper.answer(heard, wish, reading, sections)):
            return timed
        if direct and not (told.named or told.scored):
            told = Consultation(ask=told.ask)
        return advised(told, sections, guides)


def _looked_at(found: Sequence[Found]) -> Iterable[Looked]:
    """Yield passages as an answer lists them, ranked from 1."""
    for rank, one in enumerate(found, start=1):
        passage = one.entry.passage
        yield Looked(rank, passage.guide, passage.section, passage.anchor, round(one.score, 4), passage.text)
