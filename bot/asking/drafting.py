"""Draft an answer from what was worked out and what was found, as far as it holds and fits one message."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answering import declining
from bot.answering.answer import Answer, AnswerKind
from bot.answering.checking import checked, numbers_in
from bot.answering.composing import compose
from bot.answering.differing import Disagreement, differences
from bot.answering.grounding import Composed, Grounded, cited
from bot.answering.rendering import LONGEST, as_text
from bot.answering.worked_out import WorkedOut
from bot.asking.deciding import covered, near_topic
from bot.asking.gathering import NO_EVIDENCE, Evidence
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


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer, and what it was composed of, so that it can be put in other words."""

    answer: Answer
    reading: Reading
    begun: Answer
    """What goes with it whatever its words are."""
    grounded: tuple[Grounded, ...] = ()
    evidence: Evidence = NO_EVIDENCE

    def of(self, source: str) -> list[Grounded]:
        """Return the statements of functions ("rules"), or of the guides ("guides")."""
        return [one for one in self.grounded if one.source == source]


class Drafter:
    """Writes answers over one opened index of the guides."""

    def __init__(self, index: Index, never: Collection[str], disagreements: Sequence[Disagreement]) -> None:
        self._index = index
        self._never = never
        self._disagreements = disagreements

    def draft(self, looked: Answer, worked_out: WorkedOut, evidence: Evidence, reading: Reading) -> Draft:
        """Return what was worked out and what the guides say; a refusal where there is neither."""
        begun = _begun(looked, worked_out)
        blank = Draft(begun, reading, begun, evidence=evidence)
        mine = worked_out.statements
        if covered(evidence, reading.scored):
            said = compose(reading.words, evidence.found, evidence.wanted, reading.tracks)
            beside = _beside(said, worked_out) if worked_out.beside is not None else said
            return self.fitted(blank, [*mine, *beside])
        topic = near_topic(evidence)
        if mine and (topic is None or worked_out.stands_alone or (worked_out.named and topic.id not in self._never)):
            return self.fitted(blank, mine)
        notes = declining.not_covered(topic, self._nearest(evidence, topic))
        refused = replace(begun, kind=AnswerKind.REFUSAL, notes=notes)
        blank = replace(blank, answer=refused, begun=refused)
        # What numbers settle is told beside a refusal too: of what was asked it says nothing.
        return self.fitted(blank, mine) if mine else blank

    def fitted(self, draft: Draft, grounded: Sequence[Grounded]) -> Draft:
        """Return a draft with as many of some statements as hold, and as one message holds."""
        answer = self._checked(draft, grounded)
        while len(as_text(answer)) > LONGEST and len(grounded) > 1:
            grounded = grounded[:-1]
            answer = self._checked(draft, grounded)
        return replace(draft, answer=answer, grounded=tuple(grounded))

    def _checked(self, draft: Draft, grounded: Sequence[Grounded]) -> Answer:
        """Return the answer as far as it holds; a refusal where nothing of it does."""
        begun, found = draft.begun, draft.evidence.found
        spans = [span for one in grounded for span in one.all]
        texts = _texts([*(one.entry for one in found), *(span.entry for span in spans)])
        held = checked(cited(grounded), texts, numbers_in(json.dumps(begun.recommendations, ensure_ascii=False)))
        if not held.statements:
            notes = declining.not_for_these([one.entry.passage for one in found[:2]])
            return replace(begun, kind=AnswerKind.REFUSAL, notes=(*notes, *begun.notes))
        differ = differences(_cited(held), self._disagreements)
        notes = (*differ, *_strangers(held, draft.reading.tracks), *begun.notes)
        return replace(begun, statements=held.statements, citations=held.citations, notes=notes)

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
    more = (one for one in said if not any(one.overlaps(other) for other in mine))
    return [one for one in more if not of_another(worked_out.kind, one.text)][: worked_out.beside]


def of_another(kind: AnswerKind, text: str) -> bool:
    """Tell whether a text speaks of another case than the one that something was worked out for."""
    return kind in _OF_ANOTHER and bool(_OF_ANOTHER[kind].search(text))


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
