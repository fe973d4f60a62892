"""Build one index version: what is encoded, what is taken over from the version before, what is learned."""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from zipfile import BadZipFile

import numpy as np

from knowledge.encoder import Encoder, open_encoder
from knowledge.errors import IndexBrokenError
from knowledge.index import Entry
from knowledge.index_files import Draft, write_index
from knowledge.leads import Lead, LeadKind, Topic, leads_of_passage, leads_of_topic
from knowledge.learning import ADAPTER, learn_adapter
from knowledge.partial import Partial
from knowledge.passages import Asked, Passage
from knowledge.phrases import phrase_vectors, read_phrases, write_phrases
from knowledge.reading import Shelf, passages_of
from knowledge.scanned import read_vectors
from knowledge.sources import Progress, Sources
from knowledge.statements import split
from knowledge.stored import write_stored
from knowledge.topics import read_topics
from knowledge.vectors import Place, Vectors

_STEP = 512

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Built:
    """What building took."""

    leads: int
    encoded: int
    encoder: str


@dataclass(frozen=True, slots=True)
class Before:
    """What building may take over: stores of the encoder in use, the first one the closest, and an unfinished build."""

    places: Sequence[Place]
    partial: Partial


def build(place: Place, shelf: Shelf, sources: Sources, before: Before, progress: Progress) -> Built:
    """Write a complete version into an empty folder, encoding only texts that were not encoded before.

    Raises EncoderError, KnowledgeError (the topics), StoreError (a Chroma server is away), IndexBrokenError (the
    version cannot be written).
    """
    topics = read_topics(sources.topics)
    passages = list(passages_of(shelf.guides))
    entries = list(_entries(passages))
    leads = list(_leads(entries, passages, topics))
    progress("loading the encoder (the first time it is exported, which takes about half a minute)")
    encoder = open_encoder(sources.model, sources.home)
    known = _known_vectors(before)
    keys = [lead.key for lead in leads]
    fresh = {lead.owned_by for lead, key in zip(leads, keys, strict=True) if lead.guide and key not in known}
    missing = {key: lead.text for key, lead in zip(keys, leads, strict=True) if key not in known}
    _encode(missing, known, encoder, before.partial, progress)
    vectors = np.stack([known[key] for key in keys])
    phrases = phrase_vectors([phrase for topic in topics for phrase in topic.nearest], known, encoder)
    progress("writing the index")
    draft = Draft(shelf.guides, entries, _placed(topics, leads, vectors, phrases), leads, vectors)
    try:
        _write(place, draft, before)
        write_phrases(place.folder, phrases)
    except (OSError, sqlite3.Error) as error:
        raise IndexBrokenError(
            f"{place.folder.parent}: the index cannot be written ({error}); make room and refresh again"
        ) from error
    return Built(len(leads), len(fresh), encoder.name)


def _write(place: Place, draft: Draft, before: Before) -> None:
    """Write everything; what is learned is worked out meanwhile, on another core."""
    with ThreadPoolExecutor(1) as beside:
        learning = beside.submit(learn_adapter, draft.leads, draft.vectors)
        write_index(place.folder, draft)
        write_stored(place, draft.leads, draft.vectors, next(iter(before.places), None))
        np.save(place.folder / ADAPTER, learning.result())


def _placed(
    topics: Sequence[Topic], leads: Sequence[Lead], vectors: Vectors, phrases: Mapping[str, Vectors]
) -> list[Topic]:
    """Find, for each topic not covered, the passages that its phrases lead to."""
    # Leads of topics stand behind those of passages.
    held = vectors[: sum(lead.kind is not LeadKind.TOPIC for lead in leads)]
    if not phrases or not len(held):
        return list(topics)
    rows = (held @ np.stack(list(phrases.values())).T).argmax(axis=0)
    owner = {phrase: leads[row].owner for phrase, row in zip(phrases, rows, strict=True)}
    return [replace(topic, places=tuple(dict.fromkeys(owner[p] for p in topic.nearest))) for topic in topics]


def _leads(
    entries: Iterable[Entry], passages: Iterable[tuple[Passage, Sequence[Asked]]], topics: Iterable[Topic]
) -> Iterator[Lead]:
    """Yield the leads of all passages, then those of all topics."""
    for entry, (_, asked_as) in zip(entries, passages, strict=True):
        yield from leads_of_passage(entry.number, entry.passage, entry.statements, asked_as)
    for number, topic in enumerate(topics):
        yield from leads_of_topic(number, topic)


def _entries(passages: Iterable[tuple[Passage, Sequence[Asked]]]) -> Iterator[Entry]:
    """Yield numbered entries; a passage's leads take a row for itself, one a statement, and one a question."""
    row = 0
    for number, (passage, asked_as) in enumerate(passages):
        statements = split(passage.text)
        yield Entry(number, passage, statements, first=row + 1)
        row += 1 + len(statements) + len(asked_as)


def _known_vectors(before: Before) -> dict[bytes, Vectors]:
    """Return vectors by the keys of their texts; of a version that cannot be read, none."""
    known = before.partial.read()
    for place in before.places:
        try:
            known |= read_vectors(place.folder) | read_phrases(place.folder)
        except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
            log.warning("%s: its vectors cannot be read (%s); they are encoded again", place.folder, error)
    return known


def _encode(
    missing: Mapping[bytes, str], known: dict[bytes, Vectors], encoder: Encoder, partial: Partial, progress: Progress
) -> None:
    """Add vectors of texts to those known; what a long encoding has made is kept at every step."""
    for start in range(0, len(missing), _STEP):
        progress(f"encoding texts: {start} of {len(missing)}")
        batch = dict(islice(missing.items(), start, start + _STEP))
        vectors = encoder.document_vectors(list(batch.values()))
        known |= zip(batch, vectors, strict=True)
        if len(missing) > _STEP:
            partial.add(list(batch), vectors)
