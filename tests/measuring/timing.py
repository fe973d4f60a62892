"""Time what happens within one process: answers when everything is warm, and refreshes."""

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.asking.path import Adviser
from knowledge.encoder import Encoder, open_encoder
from knowledge.reading import document_files
from knowledge.refreshing import refresh
from knowledge.sources import Sources

from . import peers
from .evaluate import answer_of
from .peers import Peer, VectorPeer, chunks_of
from .scoring import quantile
from .sets import ADVERSARIAL, Line, read_sets

_ROUNDS = 3
_FIRST = 10
"""Questions asked before the clock starts."""


@dataclass(frozen=True, slots=True)
class Warm:
    """Seconds that half, and 95 in 100, of the questions take at most."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Beside:
    """Seconds of the same work, ours and the peer's."""

    ours: float
    peer: float


def warm(advice: Adviser, peer: Peer, encoder: Encoder) -> tuple[int, list[Warm]]:
    """Return how many questions were asked, and the times of our answer, the peer's hit, one pass of the encoder."""
    questions = [line for line in read_sets() if line["kind"] != ADVERSARIAL]
    work: list[Callable[[Line], Any]] = [
        partial(answer_of, advice),
        partial(peers.answer, peer),
        lambda line: encoder.query_vectors([line["question"]]),
    ]
    _by_turns(work, questions[:_FIRST])
    taken = _by_turns(work, questions * _ROUNDS)
    return len(questions), [Warm(quantile(one, 0.5) or 0, quantile(one, 0.95) or 0) for one in taken]


def refreshes(sources: Sources, folder: Path) -> dict[str, Beside]:
    """Return the seconds of refreshing everything, nothing and one section, on a copy of the guides."""
    copied = replace(sources, guides=folder / "guides", home=folder / "home")
    shutil.copytree(sources.guides, copied.guides)
    shutil.copytree(sources.home / "encoders", copied.home / "encoders")
    everything = _beside(copied, folder / "everything")
    nothing = _beside(copied, folder / "nothing")
    _change_a_section(copied.guides)
    return {"everything": everything, "nothing": nothing, "one section": _beside(copied, folder / "one")}


def build_peer(sources: Sources, folder: Path) -> VectorPeer:
    """Return the peer with all the guides in its store."""
    peer = VectorPeer(folder, open_encoder(sources.model, sources.home))
    peer.add(chunks_of(sources.guides))
    return peer


def _by_turns(work: Sequence[Callable[[Line], Any]], lines: Sequence[Line]) -> list[list[float]]:
    """Return the seconds each piece of work took with each line; a busy moment of the machine hits all alike."""
    turns = [[_seconds(partial(do, line)) for do in work] for line in lines]
    return [list(taken) for taken in zip(*turns, strict=True)]


def _seconds(do: Callable[[], Any]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _beside(sources: Sources, folder: Path) -> Beside:
    """Refresh ours, and encode and write everything again as the peer does."""
    return Beside(
        _seconds(lambda: refresh(sources)),
        _seconds(lambda: build_peer(sources, folder).close()),
    )


def _change_a_section(guides: Path) -> None:
    with document_files(guides)[0].open("a", encoding="utf-8") as file:
        file.write("\n\nThis sentence was added to the last section a moment ago.\n")
