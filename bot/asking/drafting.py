"""Draft an answer from what was worked out and what was found, as far as it holds and fits one message."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.advising.consulting import Consultant, Consultation
from bot.answering import declining
from bot.answering.advised import advised, caveats, heading, still_asked
from bot.answering.answer import Answer, AnswerKind
from bot.answering.checking import checked, numbers_in
from bot.answering.composing import compose
from bot.answering.differing import Disagreement, differences
from bot.answering.grounding import Composed, Grounded, cited
from bot.answering.rendering import LONGEST, as_text
from bot.asking.deciding import covered
from bot.asking.gathering import Evidence
from bot.asking.question import Reading
from knowledge.index import Entry, Index
from knowledge.leads import Topic
from knowledge.passages import Applicant, Passage, speaks_to

_NAMED = 0.45
"""How close, as a cosine, a topic not covered must be to be named."""
_SCORE = re.compile(r"\b[12]\d\d\b")
_BESIDE = 3
"""Statements of the guides shown beside what is worked out from numbers."""
_NAMES = {
    Applicant.US_MD: "US MDs",
    Applicant.US_DO: "US DOs",
    Applicant.US_IMG: "US-citizen IMGs",
    Applicant.NON_US_IMG: "non-US-citizen IMGs",
}


class Drafter:
    """Writes answers over one opened index of the guides."""

    def __init__(self, index: Index, consultant: Consultant, disagreements: Sequence[Disagreement]) -> None:
        self._index = index
        self._names = consultant.catalogue.guides
        self._never = consultant.never
        self._disagreements = disagreements

    def draft(self, looked: Answer, consultation: Consultation, evidence: Evidence, reading: Reading) -> Answer:
        """Return what was worked out and what the guides say; a refusal where there is neither."""
        worked_out = advised(consultation, self._index.section, self._names)
        draft = self._begun(looked, consultation, worked_out)
        if covered(evidence, reading.scored):
            said = compose(reading.words, evidence.found, evidence.wanted, reading.tracks)
            beside = _beside(said, worked_out) if consultation.named else said
            return self._fitted(draft, [*worked_out, *beside], evidence, reading)
        topic = evidence.topic if evidence.topic_likeness >= _NAMED else None
        if worked_out and (topic is None or (consultation.named and topic.id not in self._never)):
            return self._fitted(draft, worked_out, evidence, reading)
        notes = declining.not_covered(topic, self._nearest(evidence, topic))
        refused = replace(draft, kind=AnswerKind.REFUSAL, notes=notes)
        # What numbers settle is told beside a refusal too: of what was asked it says nothing.
        return self._fitted(refused, worked_out, evidence, reading) if worked_out else refused

    def _begun(self, looked: Answer, consultation: Consultation, worked_out: Sequence[Grounded]) -> Answer:
        """Return an answer with what goes with the consultation, before its statements."""
        kind = AnswerKind.STRATEGY if worked_out else AnswerKind.ANSWER
        draft = replace(looked, kind=kind, notes=still_asked(consultation))
        if not worked_out:
            return draft
        return replace(
            draft,
            private=True,
            heading=heading(consultation),
            caveats=caveats(consultation, worked_out, self._names),
            recommendations=tuple(one.as_json() for one in consultation.recommendations),
        )

    def _fitted(self, draft: Answer, grounded: Sequence[Grounded], evidence: Evidence, reading: Reading) -> Answer:
        """Return the answer with as many of its statements as one message holds."""
        answer = self._checked(draft, grounded, evidence, reading)
        while len(as_text(answer)) > LONGEST and len(grounded) > 1:
            grounded = grounded[:-1]
            answer = self._checked(draft, grounded, evidence, reading)
        return answer

    def _checked(self, draft: Answer, grounded: Sequence[Grounded], evidence: Evidence, reading: Reading) -> Answer:
        """Return the answer as far as it holds; a refusal where nothing of it does."""
        texts = _texts([*(found.entry for found in evidence.found), *(one.entry for one in grounded)])
        held = checked(cited(grounded), texts, numbers_in(json.dumps(draft.recommendations)))
        if not held.statements:
            notes = declining.not_for_these([found.entry.passage for found in evidence.found[:2]])
            return replace(draft, kind=AnswerKind.REFUSAL, notes=(*notes, *draft.notes))
        notes = (*differences(_cited(held), self._disagreements), *_strangers(held, reading.tracks), *draft.notes)
        return replace(
            draft,
            statements=held.statements,
            citations=held.citations,
            notes=notes,
        )

    def _nearest(self, evidence: Evidence, topic: Topic | None) -> list[Passage]:
        """Return the passages to point at: near the topic, where it is known, else near the question."""
        if topic is None:
            return [found.entry.passage for found in evidence.found[:2]]
        return [entry.passage for entry in self._index.entries(topic.places)]


def _beside(said: Sequence[Grounded], worked_out: Sequence[Grounded]) -> Sequence[Grounded]:
    """Return what the guides say beside what was worked out: nothing of other scores, nothing it rests on already."""
    if not worked_out:
        return said
    more = (one for one in said if not any(one.overlaps(other) for other in worked_out))
    return [one for one in more if not _SCORE.search(one.text)][:_BESIDE]


def _texts(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    """Return the texts of passages, joined by section."""
    texts: defaultdict[tuple[str, str], str] = defaultdict(str)
    for entry in dict.fromkeys(entries):
        texts[entry.passage.guide, entry.passage.anchor] += f"{entry.passage.text}\n\n"
    return texts


def _cited(composed: Composed) -> set[str]:
    return {f"{citation.guide}#{citation.anchor}" for citation in composed.citations}


def _strangers(composed: Composed, tracks: Collection[Applicant]) -> Iterable[str]:
    """Yield a note for each cited section that was written for other applicants than the asker."""
    names = " or ".join(_NAMES[track] for track in sorted(tracks))
    for citation in composed.citations:
        if not speaks_to(citation.audience, tracks):
            yield f"Not in the guides: this for {names}; [{citation.n}] was written for other applicants."
