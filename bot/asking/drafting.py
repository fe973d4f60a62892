"""Draft an answer from what was worked out and what was found, as far as it holds and fits one message."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.answering import declining
from bot.answering.answer import Answer, AnswerKind
from bot.answering.checking import checked, numbers_in
from bot.answering.composing import compose
from bot.answering.differing import Disagreement, differences
from bot.answering.grounding import Composed, Grounded, cited
from bot.answering.rendering import LONGEST, as_text
from bot.answering.worked_out import WorkedOut
from bot.asking.deciding import covered, near_topic
from bot.asking.gathering import Evidence
from bot.asking.question import Reading
from knowledge.index import Entry, Index
from knowledge.leads import Topic
from knowledge.passages import Applicant, Passage, speaks_to

_OF_ANOTHER = {AnswerKind.TIMELINE: re.compile(r"\b20\d\d\b"), AnswerKind.STRATEGY: re.compile(r"\b[12]\d\d\b")}
"""Years of an example's calendar, scores of another case."""
_NAMES = {
    Applicant.US_MD: "US MDs",
    Applicant.US_DO: "US DOs",
    Applicant.US_IMG: "US-citizen IMGs",
    Applicant.NON_US_IMG: "non-US-citizen IMGs",
}


class Drafter:
    """Writes answers over one opened index of the guides."""

    def __init__(self, index: Index, never: Collection[str], disagreements: Sequence[Disagreement]) -> None:
        self._index = index
        self._never = never
        self._disagreements = disagreements

    def draft(self, looked: Answer, worked_out: WorkedOut, evidence: Evidence, reading: Reading) -> Answer:
        """Return what was worked out and what the guides say; a refusal where there is neither."""
        draft = _begun(looked, worked_out)
        mine = worked_out.statements
        if covered(evidence, reading.scored):
            said = compose(reading.words, evidence.found, evidence.wanted, reading.tracks)
            beside = _beside(said, worked_out) if worked_out.beside is not None else said
            return self._fitted(draft, [*mine, *beside], evidence, reading)
        topic = near_topic(evidence)
        if mine and (topic is None or worked_out.stands_alone or (worked_out.named and topic.id not in self._never)):
            return self._fitted(draft, mine, evidence, reading)
        notes = declining.not_covered(topic, self._nearest(evidence, topic))
        refused = replace(draft, kind=AnswerKind.REFUSAL, notes=notes)
        # What numbers settle is told beside a refusal too: of what was asked it says nothing.
        return self._fitted(refused, mine, evidence, reading) if mine else refused

    def _fitted(self, draft: Answer, grounded: Sequence[Grounded], evidence: Evidence, reading: Reading) -> Answer:
        """Return the answer with as many of its statements as one message holds."""
        answer = self._checked(draft, grounded, evidence, reading)
        while len(as_text(answer)) > LONGEST and len(grounded) > 1:
            grounded = grounded[:-1]
            answer = self._checked(draft, grounded, evidence, reading)
        return answer

    def _checked(self, draft: Answer, grounded: Sequence[Grounded], evidence: Evidence, reading: Reading) -> Answer:
        """Return the answer as far as it holds; a refusal where nothing of it does."""
        spans = [span for one in grounded for span in one.all]
        texts = _texts([*(found.entry for found in evidence.found), *(span.entry for span in spans)])
        held = checked(cited(grounded), texts, numbers_in(json.dumps(draft.recommendations, ensure_ascii=False)))
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


def _begun(looked: Answer, worked_out: WorkedOut) -> Answer:
    """Return an answer with what goes with what was worked out, before its statements."""
    return replace(
        looked,
        kind=worked_out.kind,
        private=looked.private or worked_out.private,
        heading=worked_out.heading,
        caveats=worked_out.caveats,
        lead=worked_out.lead,
        notes=worked_out.notes,
        recommendations=worked_out.recommendations,
    )


def _beside(said: Sequence[Grounded], worked_out: WorkedOut) -> Sequence[Grounded]:
    """Return what the guides say beside what was worked out: nothing of another case, nothing it rests on already."""
    mine = worked_out.statements
    if not mine:
        return said
    of_another = _OF_ANOTHER[worked_out.kind]
    more = (one for one in said if not any(one.overlaps(other) for other in mine))
    return [one for one in more if not of_another.search(one.text)][: worked_out.beside]


def _texts(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    """Return the texts of passages, joined by section."""
    texts: defaultdict[tuple[str, str], str] = defaultdict(str)
    for entry in dict.fromkeys(entries):
        texts[entry.passage.guide, entry.passage.anchor] += f"{entry.passage.text}\n\n"
    return texts


def _cited(composed: Composed) -> set[str]:
    return {citation.place for citation in composed.citations}


def _strangers(composed: Composed, tracks: Collection[Applicant]) -> Iterable[str]:
    """Yield a note for each cited section that was written for other applicants than the asker."""
    names = " or ".join(_NAMES[track] for track in sorted(tracks))
    for citation in composed.citations:
        if not speaks_to(citation.audience, tracks):
            yield f"Not in the guides: this for {names}; [{citation.n}] was written for other applicants."
