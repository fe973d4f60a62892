"""Build one index version: what is encoded, what is taken over from the version before, what is learned."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from knowledge.encoder import Encoder, open_encoder
from knowledge.errors import IndexBrokenError
from knowledge.index import Draft, Entry, write_index
from knowledge.leads import Lead, LeadKind, Topic, leads_of_passage, leads_of_topic
from knowledge.learning import ADAPTER, learn_adapter
from knowledge.passages import Asked, Passage
from knowledge.reading import Shelf, passages_of
from knowledge.sources import Progress, Sources
from knowledge.statements import split
from knowledge.stored import StoredLeads, write_stored
from knowledge.topics import read_topics
from knowledge.vectors import Vectors
from knowledge.versions import Manifest

_STEP = 512

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Built:
    """What building took."""

    leads: int
    encoded: int


def build(folder: Path, shelf: Shelf, sources: Sources, before: Manifest | None, progress: Progress) -> Built:
    """Write a complete version into an empty folder, encoding only texts the version before does not hold.

    Raises EncoderError, KnowledgeError (the topics), IndexBrokenError (the version cannot be written).
    """
    topics = read_topics(sources.topics)
    passages = list(passages_of(shelf.guides))
    entries = list(_entries(passages))
    leads = [
        lead
        for entry, (_, asked_as) in zip(entries, passages, strict=True)
        for lead in leads_of_passage(entry.number, entry.passage, entry.statements, asked_as)
    ]
    leads += [lead for n, topic in enumerate(topics) for lead in leads_of_topic(n, topic)]
    progress("loading the encoder (the first time it is exported, which takes about half a minute)")
    encoder = open_encoder(sources.model, sources.home)
    known = _known_vectors(sources, before, encoder)
    fresh = [lead for lead in leads if lead.text not in known]
    vectors = _vectors(leads, known, encoder, progress)
    progress("learning how members ask")
    adapter = learn_adapter(leads, vectors)
    progress("writing the index")
    try:
        write_index(folder, Draft(shelf.guides, entries, _placed(topics, leads, vectors, encoder), leads, vectors))
        write_stored(folder, leads, vectors)
        np.save(folder / ADAPTER, adapter)
    except (OSError, sqlite3.Error) as error:
        raise IndexBrokenError(
            f"{folder.parent}: the index cannot be written ({error}); make room and refresh again"
        ) from error
    return Built(len(leads), len({lead.owner for lead in fresh if lead.kind is not LeadKind.TOPIC}))


def _placed(topics: Sequence[Topic], leads: Sequence[Lead], vectors: Vectors, encoder: Encoder) -> list[Topic]:
    """Find, for each topic not covered, the passages that its phrases lead to."""
    phrases = [phrase for topic in topics for phrase in topic.nearest]
    held = [n for n, lead in enumerate(leads) if lead.kind is not LeadKind.TOPIC]
    if not phrases or not held:
        return list(topics)
    rows = (vectors[held] @ encoder.query_vectors(phrases).T).argmax(axis=0)
    owner = {phrase: leads[held[row]].owner for phrase, row in zip(phrases, rows, strict=True)}
    return [replace(topic, places=tuple(dict.fromkeys(owner[p] for p in topic.nearest))) for topic in topics]


def _entries(passages: Iterable[tuple[Passage, Sequence[Asked]]]) -> Iterator[Entry]:
    """Yield numbered entries; a passage's leads take a row for itself, one a statement, and one a question."""
    row = 0
    for number, (passage, asked_as) in enumerate(passages):
        statements = split(passage.text)
        yield Entry(number, passage, statements, first=row + 1)
        row += 1 + len(statements) + len(asked_as)


def _known_vectors(sources: Sources, before: Manifest | None, encoder: Encoder) -> dict[str, Vectors]:
    """Return the vectors of the version before by text; none where another encoder made them."""
    if before is None or before.encoder != encoder.name:
        return {}
    try:
        with StoredLeads(sources.versions.folder_of(before.version)) as stored:
            return stored.vectors_by_text()
    except Exception as error:  # noqa: BLE001 - Chroma raises its Rust errors as bare Exceptions
        log.warning("%s: its vectors cannot be read (%s); all are encoded again", before.version, error)
        return {}


def _vectors(leads: Sequence[Lead], known: dict[str, Vectors], encoder: Encoder, progress: Progress) -> Vectors:
    missing = list(dict.fromkeys(lead.text for lead in leads if lead.text not in known))
    for start in range(0, len(missing), _STEP):
        progress(f"encoding texts: {start} of {len(missing)}")
        batch = missing[start : start + _STEP]
        known |= dict(zip(batch, encoder.document_vectors(batch), strict=True))
    return np.stack([known[lead.text] for lead in leads])
