"""Refresh beside LangChain's own `index()` with a record manager: the same documents, edits and encoder, in one run."""

import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.indexing import InMemoryRecordManager, index

from knowledge.encoder import Encoder, open_encoder
from knowledge.leads import Lead, LeadKind, leads_of_passage, leads_of_topic
from knowledge.reading import document_files, passages_of, read_folder
from knowledge.refreshing import refresh
from knowledge.scanned import read_vectors
from knowledge.sources import Sources
from knowledge.statements import split
from knowledge.topics import read_topics

from .made_up import Words
from .rows import Row

_BATCH = 2_000
_SECTIONS_ADDED = 10
_TO_ENCODE = re.compile(r"encoding texts: 0 of (\d+)")


@dataclass(frozen=True, slots=True)
class Work:
    """What bringing an index up to date took: texts encoded, and seconds."""

    encoded: int
    seconds: float


class Counted(Embeddings):
    """Our encoder as langchain calls one; counts what it encodes, and hands out what was encoded before the start."""

    def __init__(self, encoder: Encoder, known: Mapping[bytes, Any]) -> None:
        self._encoder = encoder
        self.known = known
        self.encoded = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector a text."""
        if self.known:
            return [self.known[Lead(LeadKind.PASSAGE, 0, 0, text).key].tolist() for text in texts]
        self.encoded += len(texts)
        vectors: list[list[float]] = self._encoder.document_vectors(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return a question's vector, which no indexing asks for."""
        raise NotImplementedError(text)


class IndexPeer:
    """Documents in Chroma, kept up to date by langchain."""

    def __init__(self, folder: Path, counted: Counted) -> None:
        self._client: Any = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
        self._counted = counted
        self._store = Chroma("leads", counted, client=self._client)
        self._records = InMemoryRecordManager("leads")
        self._records.create_schema()

    def update(self, sources: Sources) -> Work:
        """Bring the store up to date with the guides."""
        before, started = self._counted.encoded, time.perf_counter()
        index(
            list(_documents(sources)),
            self._records,
            self._store,
            cleanup="full",
            source_id_key="source",
            batch_size=_BATCH,
            key_encoder="sha256",
        )
        return Work(self._counted.encoded - before, time.perf_counter() - started)

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


def rows(sources: Sources, folder: Path) -> Iterator[Row]:
    """Yield what each edit of the guides takes, ours and the peer's."""
    for what, (ours, peer) in _compared(sources, folder):
        target = f"<= peer {'ok' if ours.encoded <= peer.encoded else 'short'}"
        yield Row(f"texts encoded, {what} (peer: LangChain's index())", ours.encoded, peer.encoded, "", target)
        target = f"< peer {'ok' if ours.seconds < peer.seconds else 'short'}"
        yield Row(f"refresh, {what} (peer: LangChain's index())", ours.seconds, peer.seconds, target=target)


def _compared(sources: Sources, folder: Path) -> Iterator[tuple[str, tuple[Work, Work]]]:
    copied = replace(sources, guides=folder / "edited", home=folder / "edited-home")
    shutil.copytree(sources.guides, copied.guides)
    shutil.copytree(sources.home, copied.home)
    refresh(copied)
    counted = Counted(open_encoder(copied.model, copied.home), _vectors(copied))
    peer = IndexPeer(folder / "indexed", counted)
    peer.update(copied)
    counted.known = {}
    for what, edit in _EDITS.items():
        edit(copied)
        yield what, (_ours(copied), peer.update(copied))
    peer.close()


def _ours(sources: Sources) -> Work:
    said: list[str] = []
    started = time.perf_counter()
    refresh(sources, said.append)
    seconds = time.perf_counter() - started
    return Work(sum(int(told[1]) for told in map(_TO_ENCODE.match, said) if told), seconds)


def _vectors(sources: Sources) -> dict[bytes, Any]:
    current = sources.versions.current()
    if current is None:
        raise FileNotFoundError(sources.versions.folder)
    return read_vectors(sources.versions.folder_of(current.version))


def _documents(sources: Sources) -> Iterator[Document]:
    """Yield a document for each text that we encode, labelled with its place, which an edit beside it leaves alone."""
    shelf = read_folder(sources.guides, sources.added)
    for passage, asked_as in passages_of(shelf.guides):
        for lead in leads_of_passage(0, passage, split(passage.text), asked_as):
            yield _document(lead, passage.place)
    for topic in read_topics(sources.topics):
        for lead in leads_of_topic(0, topic):
            yield _document(lead, topic.id)


def _document(lead: Lead, place: str) -> Document:
    return Document(lead.text, metadata={"source": lead.guide or "topics", "place": place, "kind": str(lead.kind)})


def _leave(sources: Sources) -> None:
    """Change nothing."""


def _change(sources: Sources) -> None:
    with document_files(sources.guides)[0].open("a", encoding="utf-8") as file:
        file.write("\n\nThis sentence was added to the last section a moment ago.\n")


def _remove(sources: Sources) -> None:
    path = document_files(sources.guides)[0]
    before, mark, _ = path.read_text(encoding="utf-8").rpartition("\n### ")
    path.write_text(f"{before}\n" if mark else before, encoding="utf-8")


def _add(sources: Sources) -> None:
    words = Words(sources.guides)
    sections = (words.section(n) for n in range(_SECTIONS_ADDED))
    text = "\n\n".join(f"## {section.heading[-1]}\n\n{section.text}" for section in sections)
    (sources.guides / "made-up.md").write_text(f"# A guide made up\n\n{text}\n", encoding="utf-8")


_EDITS: dict[str, Callable[[Sources], None]] = {
    "nothing changed": _leave,
    "one section changed": _change,
    "one section removed": _remove,
    "one guide added": _add,
}
