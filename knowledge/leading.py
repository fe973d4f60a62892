"""Tell whether questions lead to their own section, and draw nobody away from what other guides answer."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import numpy as np

from knowledge.encoder import Encoder, open_encoder
from knowledge.errors import IndexBrokenError
from knowledge.leads import Lead, LeadKind, leads_of_passage, leads_of_topic
from knowledge.passages import Guide
from knowledge.reading import Shelf, passages_of
from knowledge.scanned import read_vectors
from knowledge.sources import Sources
from knowledge.statements import split
from knowledge.topics import read_topics
from knowledge.vectors import Vectors
from knowledge.versions import in_use

_NEAR, _SAME = 0.3, 0.75
"""How close a question must be to its section, and how close to one that is recorded elsewhere counts as that one.

Of 40 plausible questions for three harmless documents 34 lead to their sections; of 15 for one that would take the
place of guides, 4 do, and without regard to what is recorded elsewhere, 8 would.
"""


class Straying(StrEnum):
    """Why a question does not lead where it should."""

    FAR = "are far from what their section says"
    CLOSER = "are closer to another guide"
    TAKEN = "are asked of something else already"


class Leading:
    """Compares questions with everything that leads to a section, or to a topic that is not covered."""

    def __init__(self, leads: Sequence[tuple[str, Lead]], vectors: Vectors, encoder: Encoder) -> None:
        """Take leads, each with the section it leads to as guide#anchor, and their vectors."""
        self._vectors = vectors
        self._encoder = encoder
        self._places = np.array([place for place, _ in leads])
        self._guides = np.array([lead.guide for _, lead in leads])
        self._texts = np.array([lead.kind in {LeadKind.PASSAGE, LeadKind.STATEMENT} for _, lead in leads])

    def straying(self, questions: Sequence[str], guide: str, anchor: str) -> list[Straying | None]:
        """Return why each question does not lead to its section, or None where it does."""
        likeness = self._encoder.query_vectors(questions) @ self._vectors.T
        others = self._guides != guide
        own = _closest(likeness[:, self._texts & (self._places == f"{guide}#{anchor}")])
        said, asked = _closest(likeness[:, others & self._texts]), _closest(likeness[:, others & ~self._texts])
        return [_straying(*map(float, one)) for one in zip(own, said, asked, strict=True)]


def _closest(likeness: Vectors) -> Vectors:
    found: Vectors = likeness.max(axis=1, initial=-1.0)
    return found


def _straying(own: float, said: float, asked: float) -> Straying | None:
    if asked >= _SAME:
        return Straying.TAKEN
    if own < _NEAR:
        return Straying.FAR
    return Straying.CLOSER if own <= said else None


def open_leading(sources: Sources, shelf: Shelf) -> Leading:
    """Return what compares questions with all documents; what the version in use has encoded is not encoded again.

    Raises EncoderError, KnowledgeError (the topics).
    """
    encoder = open_encoder(sources.model, sources.home)
    leads = [*_leads_of(shelf.guides), *(("", lead) for lead in _of_topics(sources))]
    known = _known(sources, encoder.name)
    missing = {lead.key: lead.text for _, lead in leads if lead.key not in known}
    if missing:
        known |= zip(missing, encoder.document_vectors(list(missing.values())), strict=True)
    return Leading(leads, np.stack([known[lead.key] for _, lead in leads]), encoder)


def _leads_of(guides: Sequence[Guide]) -> Iterator[tuple[str, Lead]]:
    for number, (passage, asked_as) in enumerate(passages_of(guides)):
        for lead in leads_of_passage(number, passage, split(passage.text), asked_as):
            yield f"{passage.guide}#{passage.anchor}", lead


def _of_topics(sources: Sources) -> Iterator[Lead]:
    for number, topic in enumerate(read_topics(sources.topics)):
        yield from leads_of_topic(number, topic)


def _known(sources: Sources, encoder: str) -> dict[bytes, Vectors]:
    """Return the vectors of the version in use, by the keys of their texts; none where another encoder made them."""
    now = in_use(sources.versions)
    if now is None or now.encoder != encoder:
        return {}
    try:
        sources.versions.check(now)
    except IndexBrokenError:
        return {}
    return read_vectors(sources.versions.folder_of(now.version))
