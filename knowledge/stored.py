"""Leads in Chroma, through langchain: in a version's folder or on a server; alone knows either."""

import logging
import os
import shutil
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import chromadb
import numpy as np
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from knowledge.errors import StoreError
from knowledge.leads import Hit, Lead, LeadKind
from knowledge.scanned import read_ids
from knowledge.vectors import FOLDER, Place, Vectors

_BATCH = 2_000
_SAVED_AFTER, _SAVED_AFTER_AT_FIRST = 1_000, 50_000
"""Leads after which Chroma saves a graph that is changed, and one that is written: each save names all it holds."""
_CHANGED_AT_MOST = 0.2
"""Share of leads up to which a store is changed rather than written anew: what is taken out of a graph stays in it."""
_ASKING_SECONDS, _WRITING_SECONDS = 2.0, 300.0
"""How long a server may take for a question, and for a batch of leads."""
_PORTS = {"http": 80, "https": 443}
log = logging.getLogger(__name__)


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

    def __init__(self, place: Place, numbers: Mapping[str, int], expected: int) -> None:
        """Open the store of a version; `numbers` are those of passages and topics by name, `expected` counts leads.

        Raises StoreError where it is missing, damaged or away.
        """
        self._place = place
        self._numbers = numbers
        self._closing = ExitStack()
        with self._closing, _reaching(place):
            readable = self._closing.enter_context(_readable(place))
            client = self._closing.enter_context(_opened(readable, _ASKING_SECONDS))
            self._leads = Chroma(place.collection, client=client, create_collection_if_not_exists=False)
            held = self._leads._collection.count()
            if held != expected:
                raise StoreError(f"{place}: holds {held} of {expected} leads; `ir-advisor refresh` writes them again")
            self._closing = self._closing.pop_all()

    def closest(self, vector: Vectors, limit: int, guide: str = "") -> list[Hit]:
        """Return the leads closest to a unit vector, best first; of one guide only, where one is named.

        Raises StoreError where the store is away.
        """
        with _reaching(self._place):
            found = self._leads.similarity_search_by_vector_with_relevance_scores(
                vector.tolist(), k=limit, filter={"guide": guide} if guide else None
            )
            return [self._hit(document.page_content, document.metadata, 1 - distance) for document, distance in found]

    def close(self) -> None:
        """Let go of the files, or of the server."""
        self._closing.close()

    def _hit(self, owner: str, labels: dict[str, Any], likeness: float) -> Hit:
        return Hit(LeadKind(labels["kind"]), self._numbers[owner], labels["point"], likeness)


def write_stored(place: Place, leads: Sequence[Lead], vectors: Vectors, before: Place | None = None) -> None:
    """Write leads into a new store; `vectors` has one row a lead; what the store before holds is taken over.

    Only in a folder: a server is given all of them, under a name of their own. Raises StoreError where it cannot.
    """
    if not before or place.server or before.server or not _written_over(place, leads, vectors, before):
        _write(place, leads, vectors)


def drop_stored(place: Place) -> None:
    """Remove a store from its server; one that is not there, or away, is left alone."""
    with suppress(StoreError), _reaching(place), _opened(place) as client:
        client.delete_collection(place.collection)


def check_stored(place: Place, expected: int) -> None:
    """Raise StoreError where a store does not hold all leads of a version."""
    StoredLeads(place, {}, expected).close()


def _written_over(place: Place, leads: Sequence[Lead], vectors: Vectors, before: Place) -> bool:
    """Write into a copy of the store before; tell whether it could be used."""
    copy = replace(place, folder=place.folder / "copy")
    try:
        held = read_ids(before.folder)
        if len(held ^ {lead.id for lead in leads}) > _CHANGED_AT_MOST * len(held):
            return False
        shutil.copytree(before.folder / FOLDER, copy.folder / FOLDER)
        _write(copy, leads, vectors, held)
    except (OSError, ValueError, KeyError, StoreError) as error:
        log.warning("%s: written anew (%s)", before, error)
        return False
    else:
        (copy.folder / FOLDER).rename(place.folder / FOLDER)
        return True
    finally:
        shutil.rmtree(copy.folder, ignore_errors=True)


def _write(place: Place, leads: Sequence[Lead], vectors: Vectors, held: Collection[str] = ()) -> None:
    """Write into a store that holds some leads; raises StoreError where it does not hold all of them then."""
    wanted = {lead.id: row for row, lead in enumerate(leads)}
    with _reaching(place), _opened(place) as client:
        ready = _Ready()
        graph: Any = _graph(_steps(len(leads)).saved_after)
        store = Chroma(place.collection, ready, client=client, collection_configuration=graph)
        if gone := [name for name in held if name not in wanted]:
            store.delete(gone)
        fresh = [row for name, row in wanted.items() if name not in held]
        size = _steps(len(fresh)).size
        for start in range(0, len(fresh), size):
            rows = fresh[start : start + size]
            ready.batch = vectors[rows]
            batch = [leads[row] for row in rows]
            store.add_texts([lead.owned_by for lead in batch], list(map(_labels, batch)), [lead.id for lead in batch])
        _save_often(store._collection)
        if store._collection.count() != len(wanted):
            raise StoreError(f"{place}: holds other leads than it should")


@dataclass(frozen=True, slots=True)
class _Steps:
    """How many leads are written at once, and after how many the graph is saved."""

    size: int
    saved_after: int


def _steps(leads: int) -> _Steps:
    """Return steps of like size, the last of which ends in a save: what is not saved is read again at every start."""
    saves = max(1, ceil(leads / _SAVED_AFTER_AT_FIRST))
    steps = max(1, ceil(leads / saves / _BATCH))
    size = max(1, ceil(leads / (saves * steps)))
    return _Steps(size, max(_SAVED_AFTER, (size - saves) * steps))


def _save_often(collection: Any) -> None:
    """Have changes of a finished graph saved soon."""
    with warnings.catch_warnings():
        # Chroma warns of collections without an encoder of its own, which it makes so itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        collection.modify(configuration={"hnsw": {"sync_threshold": _SAVED_AFTER}})


def _graph(saved_after: int) -> dict[str, Any]:
    return {"hnsw": {"space": "cosine", "ef_search": 400, "sync_threshold": saved_after}}


def _labels(lead: Lead) -> dict[str, Any]:
    """Return what is kept beside a vector; no text is, so that none outlives its passage."""
    return {"kind": lead.kind, "point": lead.point, "guide": lead.guide}


@contextmanager
def _opened(place: Place, patience: float = _WRITING_SECONDS) -> Iterator[Any]:
    client = _on_server(place.server, patience) if place.server else _in_folder(place.folder / FOLDER)
    try:
        yield client
    finally:
        client.close()
        if place.server:  # whose connections Chroma leaves open
            for one in (client, client._admin_client):
                one._server._session.close()


def _in_folder(folder: Path) -> Any:
    return chromadb.PersistentClient(str(folder), settings=_quiet())


def _on_server(server: str, patience: float) -> Any:
    """Return a client that waits no longer than so many seconds; Chroma's own would wait for ever."""
    address = urlsplit(server)
    port = address.port or _PORTS[address.scheme]
    with urlopen(f"{server.rstrip('/')}/api/v2/heartbeat", timeout=_ASKING_SECONDS):  # noqa: S310 - one of _PORTS
        secure = address.scheme == "https"
        client: Any = chromadb.HttpClient(address.hostname or "", port, ssl=secure, settings=_quiet())
    client._server._session.timeout = patience
    return client


def _quiet() -> Settings:
    """Return settings of their own for each client, which Chroma writes into."""
    return Settings(anonymized_telemetry=False)


@contextmanager
def _reaching(place: Place) -> Iterator[None]:
    """Turn whatever Chroma raises into a StoreError: it has Rust's errors, its own, and those of HTTP."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        says = " ".join(str(error).split())[:160]
        hint = "start it with `chroma run`, or unset IR_ADVISOR_CHROMA" if place.server else "make room, and refresh"
        raise StoreError(f"{place}: cannot be used ({says}); {hint}") from error


@contextmanager
def _readable(place: Place) -> Iterator[Place]:
    """Yield a place that can be opened: Chroma opens no folder that it may not write to, so that one is copied."""
    store = place.folder / FOLDER
    if not place.server and not store.is_dir():
        raise StoreError(f"{store}: no such folder; refresh")
    if place.server or os.access(store, os.W_OK):
        yield place
        return
    with TemporaryDirectory(prefix="ir-advisor-") as copy:
        shutil.copytree(store, Path(copy) / FOLDER, dirs_exist_ok=True)
        yield replace(place, folder=Path(copy))
