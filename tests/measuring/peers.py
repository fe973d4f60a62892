"""What a user would pick instead: the guides cut into chunks, the closest pasted; by vectors, and by words alone."""

import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import chromadb
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from rank_bm25 import BM25Okapi

from knowledge.encoder import Encoder
from knowledge.reading import document_files

COLLECTION = "chunks"
_SIZE, _OVERLAP, _SHOWN, _LONGEST = 1_000, 200, 5, 2_000
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)


class Peer(Protocol):
    """Finds the chunks that may answer a question."""

    def closest(self, question: str) -> list[str]:
        """Return the closest chunks, best first."""


class Embedded(Embeddings):
    """Our encoder, as langchain calls one."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a vector a text."""
        vectors: list[list[float]] = self._encoder.document_vectors(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return a question's vector."""
        vector: list[float] = self._encoder.query_vectors([text])[0].tolist()
        return vector


class VectorPeer:
    """LangChain's usual stack: chunks and their vectors in Chroma."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self._client: Any = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
        self._store = Chroma(COLLECTION, Embedded(encoder), client=self._client)

    def add(self, chunks: Sequence[str]) -> None:
        """Encode chunks and write them to the store."""
        self._store.add_texts(chunks)

    def closest(self, question: str) -> list[str]:
        """Return the chunks whose vectors are closest."""
        return [document.page_content for document in self._store.similarity_search(question, k=_SHOWN)]

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


class WordPeer:
    """BM25 alone."""

    def __init__(self, chunks: Sequence[str]) -> None:
        self._chunks = list(chunks)
        self._ranking = BM25Okapi([_words(chunk) for chunk in chunks])

    def closest(self, question: str) -> list[str]:
        """Return the chunks that share the most telling words."""
        closest: list[str] = self._ranking.get_top_n(_words(question), self._chunks, n=_SHOWN)
        return closest


def chunks_of(guides: Path) -> list[str]:
    """Cut the visible text of every guide as the framework's guides advise."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=_SIZE, chunk_overlap=_OVERLAP)
    return [chunk for path in document_files(guides) for chunk in splitter.split_text(visible(path))]


def visible(path: Path) -> str:
    """Return what a reader of a guide sees: no front matter, no comments."""
    text = path.read_text(encoding="utf-8")
    return _COMMENT.sub("", _FRONT_MATTER.sub("", text)).strip()


def answer(peer: Peer, line: dict[str, Any]) -> dict[str, Any]:
    """Paste the best hit for a question; the earlier turns go before it, or a follow-up would find nothing."""
    started = time.perf_counter()
    text = " ".join([*line["turns"], line["question"]])
    # Half a character, as hostile input holds, would stop the tokenizer.
    closest = peer.closest(text.encode(errors="replace").decode())
    return {
        "text": closest[0][:_LONGEST],
        "refused": False,
        "citations": [],
        "passages": [{"text": chunk} for chunk in closest],
        "seconds": time.perf_counter() - started,
    }


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
