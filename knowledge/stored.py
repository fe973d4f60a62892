"""Leads in Chroma, through langchain: where vectors are kept, and searched once they are many; alone knows either."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import chromadb
import numpy as np
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from knowledge.leads import Hit, Lead, LeadKind
from knowledge.vectors import Vectors

STORE = "vectors"
_COLLECTION = "leads"
_COSINE = {"hnsw": {"space": "cosine", "ef_search": 100}}
_BATCH = 2_000


class _Ready(Embeddings):
    """Hands langchain vectors that were worked out already, in the order of the texts."""

    def __init__(self) -> None:
        self.batch: Vectors = np.empty((0, 0), dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self.batch[: len(texts)].tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        raise NotImplementedError("questions are encoded before they reach the store")


class StoredLeads:
    """Leads searched by Chroma's graph: approximate, and quick however many they are."""

    def __init__(self, folder: Path) -> None:
        """Open the store of a version; raises what Chroma raises where it is damaged."""
        store = folder / STORE
        if not store.is_dir():
            raise FileNotFoundError(f"{store}: no such folder")
        self._copy = None if os.access(store, os.W_OK) else _copied(store)
        self._client = _client(Path(self._copy.name) if self._copy else store)
        self._leads = Chroma(_COLLECTION, client=self._client, create_collection_if_not_exists=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def closest(self, vector: Vectors, limit: int, guide: str = "") -> list[Hit]:
        """Return the leads closest to a unit vector, best first; of one guide only, where one is named."""
        found = self._leads.similarity_search_by_vector_with_relevance_scores(
            vector.tolist(), k=limit, filter={"guide": guide} if guide else None
        )
        return [_hit(document.metadata, 1 - distance) for document, distance in found]

    def vectors_by_text(self) -> dict[str, Vectors]:
        """Return every stored vector by the text it was made from."""
        found = self._leads.get(include=["embeddings", "documents"])
        pairs = zip(found["documents"], found["embeddings"], strict=True)
        return {text: np.asarray(vector, dtype=np.float32) for text, vector in pairs}

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()
        if self._copy:
            self._copy.cleanup()


def write_stored(folder: Path, leads: Sequence[Lead], vectors: Vectors) -> None:
    """Write leads into a new store; `vectors` has one row a lead.

    Raises OSError where Chroma cannot write.
    """
    client, ready = _client(folder / STORE), _Ready()
    try:
        store = Chroma(_COLLECTION, ready, client=client, collection_configuration=_COSINE)  # type: ignore[arg-type]
        for start in range(0, len(leads), _BATCH):
            batch = leads[start : start + _BATCH]
            ready.batch = vectors[start : start + _BATCH]
            store.add_texts(
                [lead.text for lead in batch], [_labels(lead) for lead in batch], [lead.id for lead in batch]
            )
    except ChromaError as error:
        raise OSError(f"Chroma: {error}") from error
    finally:
        client.close()


def _labels(lead: Lead) -> dict[str, Any]:
    return {"kind": lead.kind, "owner": lead.owner, "point": lead.point, "guide": lead.guide}


def _hit(labels: dict[str, Any], likeness: float) -> Hit:
    return Hit(LeadKind(labels["kind"]), labels["owner"], labels["point"], likeness)


def _client(folder: Path) -> Any:
    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _copied(folder: Path) -> TemporaryDirectory[str]:
    """Copy a store to where it can be written: Chroma opens no folder that it may not write to."""
    copy = TemporaryDirectory(prefix="ir-advisor-")
    shutil.copytree(folder, copy.name, dirs_exist_ok=True)
    return copy
