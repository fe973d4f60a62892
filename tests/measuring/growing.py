"""Measure search, memory and a full build where passages are many: `python -m tests.measuring.growing [PASSAGES]`.

Passages and their vectors are made up; questions are really encoded. `make bench` measures fewer passages than are
aimed at and reckons the rest; the command measures as many as it is told.
"""

import json
import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.settings import Settings
from knowledge.encoder import Encoder, open_encoder
from knowledge.index import Index
from knowledge.index_files import Draft, write_index
from knowledge.leads import leads_of_passage
from knowledge.learning import ADAPTER, learn_adapter
from knowledge.reading import passages_of, read_folder
from knowledge.refreshing import refresh
from knowledge.scanned import ScannedLeads
from knowledge.searching import Query, Searcher
from knowledge.sources import Sources
from knowledge.statements import split
from knowledge.stored import write_stored
from knowledge.vectors import Place, Vectors

from .made_up import MadeUp, Words, made_up
from .rows import Row, show, told
from .scoring import quantile
from .starting import start

_FEW, _MANY, _AIM = 1_000, 10_000, 100_000
_REFRESHED = 200
_QUESTIONS, _FIRST, _CLOSEST = 200, 10, 10
_MOST_TIMES, _MOST_OF_ENCODER, _LEAST_RECALL = 3.0, 1.2, 0.95
_SECTIONS_A_GUIDE, _STEP = 50, 512


class _Known(Encoder):
    """Stands for the encoder where its time is not to count: questions were encoded before."""

    def __init__(self, vectors: dict[str, Vectors]) -> None:
        self._vectors = vectors

    def query_vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions."""
        return np.stack([self._vectors[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Grown:
    """An index of made-up passages, and the seconds that all but encoding took."""

    place: Place
    passages: int
    seconds: float


def rows(sources: Sources, folder: Path, many: int = _MANY) -> Iterator[Row]:
    """Yield what search takes among many passages beside few, its memory and recall, and what a full build takes."""
    encoder = open_encoder(sources.model, sources.home)
    source = made_up(sources.guides, encoder)
    few, more = (_grown(source, folder / f"v{count}", count) for count in (_FEW, many))
    questions = [source.words.question() for _ in range(_QUESTIONS)]
    yield from _search_rows(few, more, questions, encoder)
    much, little = (_megabytes(sources, one.place, questions) for one in (more, few))
    yield Row(f"peak memory of answering from {many} passages (beside: {_FEW})", much, little, "MB")
    yield _recall_row(more, encoder.query_vectors(questions))
    yield from _build_rows(sources, folder, more, encoder)


def _grown(source: MadeUp, folder: Path, passages: int) -> Grown:
    folder.mkdir()
    place = Place(folder, "", folder.name)
    draft = source.draft(passages)
    return Grown(place, passages, _seconds(lambda: _write(place, draft)))


def _write(place: Place, draft: Draft) -> None:
    learn_adapter(draft.leads, draft.vectors)
    write_index(place.folder, draft)
    write_stored(place, draft.leads, draft.vectors)
    # What is learned from made-up vectors is of no use to real questions.
    np.save(place.folder / ADAPTER, np.eye(draft.vectors.shape[1], dtype=np.float32))


def _search_rows(few: Grown, more: Grown, questions: Sequence[str], encoder: Encoder) -> Iterator[Row]:
    known = _Known(dict(zip(questions, encoder.query_vectors(questions), strict=True)))
    with ExitStack() as closing:
        searchers = [
            Searcher(closing.enter_context(Index(one.place)), with_, one.place)
            for with_ in (encoder, known)
            for one in (few, more)
        ]
        taken = _by_turns([searcher.search for searcher in searchers], [Query(text) for text in questions])
    for what, (less, much) in (("", taken[:2]), (", encoder left out", taken[2:])):
        most = _MOST_TIMES if not what else math.inf
        yield from _times(f"search of {more.passages} passages{what}", (less, much), more.passages, most)


def _times(what: str, taken: tuple[Sequence[float], Sequence[float]], passages: int, most: float) -> Iterator[Row]:
    """Yield the middle and the slow end of few and many; `most` is infinite where nothing is to be reached."""
    little, much = (1e3 * (quantile(one, 0.5) or 0) for one in taken)
    yield Row(f"{what}, p50 (beside: {_FEW})", much, little, "ms", _times_told(much / little, most))
    if passages < _AIM:
        # A graph takes a like step more for each tenfold.
        steps = math.log10(_AIM / passages) / math.log10(passages / _FEW)
        reckoned = much + max(0.0, much - little) * steps
        yield Row(f"the same, reckoned for {_AIM}", reckoned, little, "ms", _times_told(reckoned / little, most))
    little, much = (1e3 * (quantile(one, 0.95) or 0) for one in taken)
    yield Row(f"{what}, p95 (beside: {_FEW})", much, little, "ms")


def _times_told(times: float, most: float) -> str:
    return "-" if math.isinf(most) else told(times, most, "x")


def _by_turns(work: Sequence[Callable[[Query], object]], queries: Sequence[Query]) -> list[list[float]]:
    """Return the seconds each way takes with each question; the first ones are not counted."""
    for query in queries[:_FIRST]:
        for ask in work:
            ask(query)
    turns = [[_asked(ask, query) for ask in work] for query in queries]
    return [list(taken) for taken in zip(*turns, strict=True)]


def _asked(ask: Callable[[Query], object], query: Query) -> float:
    return _seconds(lambda: ask(query))


def _seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _recall_row(grown: Grown, vectors: Vectors) -> Row:
    scanned = ScannedLeads(grown.place.folder)
    with Index(grown.place) as index:
        shares = [_share(index, scanned, vector) for vector in vectors]
    recall = sum(shares) / len(shares)
    target = f">= {_LEAST_RECALL:g} {'ok' if recall >= _LEAST_RECALL else 'short'}"
    return Row(f"of the {_CLOSEST} closest leads found (beside: comparing all)", recall, 1, "", target)


def _share(index: Index, scanned: ScannedLeads, vector: Vectors) -> float:
    """Return the share of the closest leads that an index finds; leads are told apart by all that a hit says."""
    found, exact = (
        {(hit.owner, hit.kind, round(hit.likeness, 4)) for hit in leads.closest(vector, _CLOSEST)}
        for leads in (index, scanned)
    )
    return len(found & exact) / len(exact)


def _megabytes(sources: Sources, place: Place, questions: Sequence[str]) -> float:
    """Return the memory of a fresh process that opens an index and answers from it."""
    asked = place.folder.with_suffix(".json")
    asked.write_text(json.dumps(questions), encoding="utf-8")
    command = [
        "-m",
        "tests.measuring.growing",
        "--ask",
        str(place.folder),
        str(asked),
        sources.model,
        str(sources.home),
    ]
    return start(command).megabytes


def _ask(folder: str, asked: str, model: str, home: str) -> None:
    place = Place(Path(folder), "", Path(folder).name)
    with Index(place) as index:
        searcher = Searcher(index, open_encoder(model, Path(home)), place)
        for question in json.loads(Path(asked).read_text(encoding="utf-8")):
            searcher.search(Query(question))
    sys.stdout.write("asked\n")


def _build_rows(sources: Sources, folder: Path, grown: Grown, encoder: Encoder) -> Iterator[Row]:
    real = replace(sources, guides=folder / "made-up", home=folder / "home", topics=folder / "none.toml")
    _write_guides(real, Words(sources.guides))
    (real.home / "encoders").parent.mkdir()
    (real.home / "encoders").symlink_to(sources.home / "encoders")
    texts = _texts(real)
    alone = _seconds(lambda: [encoder.document_vectors(texts[at : at + _STEP]) for at in range(0, len(texts), _STEP)])
    ours = _seconds(lambda: refresh(real))
    what = f"full build of {_REFRESHED} passages (beside: the encoder alone)"
    yield Row(what, ours, alone, "s")
    encoding = alone / _REFRESHED * _AIM / 3_600
    rest = grown.seconds / grown.passages * _AIM / 3_600
    what = f"the same, reckoned for {_AIM} from this and from writing {grown.passages}"
    yield Row(what, encoding + rest, encoding, "h", told(1 + rest / encoding, _MOST_OF_ENCODER, "x"))


def _write_guides(sources: Sources, words: Words) -> None:
    sources.guides.mkdir()
    sources.topics.write_text("", encoding="utf-8")
    for first in range(0, _REFRESHED, _SECTIONS_A_GUIDE):
        sections = [words.section(n) for n in range(_SECTIONS_A_GUIDE)]
        text = "\n\n".join(f"## {section.heading[-1]}\n\n{section.text}" for section in sections)
        (sources.guides / f"made-up-{first}.md").write_text(f"# Made up {first}\n\n{text}\n", encoding="utf-8")


def _texts(sources: Sources) -> list[str]:
    """Return the texts that a build encodes, each once."""
    passages = passages_of(read_folder(sources.guides, sources.added).guides)
    leads = (lead for passage, asked in passages for lead in leads_of_passage(0, passage, split(passage.text), asked))
    return list(dict.fromkeys(lead.text for lead in leads))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        _ask(*sys.argv[2:])
    else:
        with tempfile.TemporaryDirectory() as made:
            show(rows(Settings().sources(), Path(made), int(next(iter(sys.argv[1:]), _AIM))))
