"""Kill the process that refreshes the guides at random moments, and look at what is there when the next one comes."""

import multiprocessing
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from knowledge.claiming import claimed
from knowledge.library import open_library
from knowledge.models import DEFAULT_MODEL
from knowledge.passages import Passage
from knowledge.publishing import discard, publish, roll_back
from knowledge.reading import passages_of, read_folder
from knowledge.refreshing import prepare, refresh
from knowledge.searching import Query, Searcher
from knowledge.sources import Sources

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload([__name__, "knowledge.building"])
"""Begins processes quickly: each starts with the modules read, and with nothing else."""
GUIDES, TOPICS = (Path(__file__).parents[1] / name for name in ("guides", "not_covered.toml"))
_WRITING, _DONE = "writing the index", "done"
_SECTION = re.compile(r"(?<=-->\n\n)(?:This is edition \d+ of it\. )?")
"""Where the text of a section begins: after its note."""


@dataclass(frozen=True, slots=True)
class Kills:
    """What came of some kills."""

    times: int
    late: int
    """How many came when everything was done already."""
    while_writing: int
    wrong: int
    """How often something was answered that was neither the old nor the new."""
    mixed: int
    """How often passages of more than one version were there."""
    missing: int
    """How often nothing answered, or not everything did."""
    left: int
    """How often something unfinished was left behind."""
    stuck: int
    """How often the next refresh did not bring the new, or the history did not fit the version in use."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What a process found that opened the guides after a kill."""

    edition: set[str]
    """Names of the editions that its passages are of; empty for one that is of none."""
    searched: set[str]
    passages: int
    left: tuple[str, ...]


def kills(times: int, encoders: Path, seed: int = 11) -> Kills:
    """Kill so many times, half of them while a version is written, and return what came of it.

    `encoders` is the folder of the exported encoder.
    """
    started, moments = time.perf_counter(), Random(seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder:
        sources = _sources(Path(folder), encoders)
        whole, phases = _measured(sources)
        counts = Counter[str]()
        for n in range(times):
            share = (n // 2 + moments.random()) / ((times + 1) // 2)
            moment = _Moment(n % 4 // 2, share * phases[n % 4 // 2]) if n % 2 else _Moment(-1, share * whole)
            counts += _killed(sources, moment, edition=n + 2)
        counted = {name: counts[name] for name in Kills.__dataclass_fields__ if name not in {"times", "seconds"}}
        return Kills(times=times, seconds=time.perf_counter() - started, **counted)


@dataclass(frozen=True, slots=True)
class _Moment:
    """When to kill: so many seconds after the start, or after the writing of some version has begun."""

    writing: int
    seconds: float


def run(task: Callable[..., object], *arguments: object) -> int | None:
    """Run a task in a process of its own, and return how that ended."""
    process = PROCESSES.Process(target=task, args=arguments)
    process.start()
    process.join()
    return process.exitcode


def write_edition(folder: Path, edition: int) -> None:
    """Let every section of the guides say which edition it is of."""
    for path in folder.glob("*.md"):
        text = _SECTION.sub(f"This is edition {edition} of it. ", path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")


def left_behind(sources: Sources) -> tuple[str, ...]:
    """Return the names of what is unfinished below the versions."""
    folder = sources.versions.folder
    return tuple(sorted(path.name for path in folder.rglob(".*")) + [one.name for one in folder.glob("refreshing.*")])


def _sources(folder: Path, encoders: Path) -> Sources:
    sources = Sources(folder / "guides", TOPICS, DEFAULT_MODEL, folder / "home")
    shutil.copytree(GUIDES, sources.guides)
    shutil.copytree(encoders, sources.home / "encoders")
    write_edition(sources.guides, 0)
    refresh(sources)
    write_edition(sources.guides, 1)
    return sources


def _measured(sources: Sources) -> tuple[float, list[float]]:
    """Let a process live to its end; return how long that took, and how long each writing did."""
    heard, process = _begun(sources)
    told = [(line, time.perf_counter()) for line in _lines(heard)]
    process.join()
    written = [after - at for (line, at), (_, after) in pairwise(told) if line == _WRITING]
    return told[-1][1] - told[0][1], written


def _killed(sources: Sources, moment: _Moment, edition: int) -> Counter[str]:
    """Kill a process that brings an edition at some moment; count what is wrong afterwards."""
    before, counts = f"{edition - 1}", Counter[str]()
    write_edition(sources.guides, edition)
    heard, process = _begun(sources)
    _wait_for(heard, moment)
    process.kill()
    process.join()
    counts["late"] += process.exitcode == 0
    counts["while_writing"] += moment.writing >= 0 and process.exitcode != 0
    counts += _judged(_seen(sources), {before, f"{edition}"}, len(_wanted(sources)))
    counts["stuck"] += run(_go_on, sources, edition) != 0
    return +counts


def _judged(seen: Seen | None, known: set[str], wanted: int) -> Counter[str]:
    if seen is None:
        return Counter(missing=1)
    return Counter(
        wrong=int(not seen.edition | seen.searched <= known),
        mixed=int(len(seen.edition | seen.searched) > 1),
        missing=int(seen.passages != wanted),
        left=int(bool(seen.left)),
    )


def _begun(sources: Sources) -> "tuple[Connection, multiprocessing.context.ForkServerProcess]":
    hears, says = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_live, args=(sources, says))
    process.start()
    says.close()
    assert hears.recv() == "begun"
    return hears, process


def _wait_for(heard: Connection, moment: _Moment) -> None:
    if moment.writing >= 0:
        writings = (line for line in _lines(heard) if line == _WRITING)
        for n, _ in enumerate(writings):
            if n == moment.writing:
                break
    time.sleep(moment.seconds)


def _lines(heard: Connection) -> Iterator[str]:
    try:
        while True:
            yield heard.recv()
    except EOFError:
        return


def _live(sources: Sources, says: Connection) -> None:
    """Do all that changes the versions: build and discard, build and publish, go back, and refresh at once."""
    says.send("begun")
    says.send("start")
    prepare(sources, says.send)
    says.send(_DONE)
    discard(sources)
    draft = prepare(sources, says.send)
    says.send(_DONE)
    publish(sources, draft.manifest.version)
    roll_back(sources)
    refresh(sources, says.send)
    says.send(_DONE)


def _seen(sources: Sources) -> Seen | None:
    """Open the guides in a process that knows of nothing, and return what it found."""
    hears, says = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_look, args=(sources, says))
    process.start()
    says.close()
    try:
        found: Seen | None = hears.recv()
    except EOFError:
        found = None
    process.join()
    return found


def _look(sources: Sources, says: Connection) -> None:
    searcher = open_library(sources)
    passages = [entry.passage for entry in searcher.index.every_entry()]
    searched = [passage for one in passages for passage in _found(searcher, one)]
    says.send(Seen(_editions(passages), _editions(searched), len(passages), left_behind(sources)))
    searcher.close()


def _found(searcher: Searcher, passage: Passage) -> list[Passage]:
    return [one.entry.passage for one in searcher.search(Query(passage.section, limit=3)).found]


def _editions(passages: list[Passage]) -> set[str]:
    said = (re.search(r"This is edition (\d+) of it", passage.text) for passage in passages)
    return {one[1] if one else "" for one in said}


def _wanted(sources: Sources) -> list[Passage]:
    return [passage for passage, _ in passages_of(read_folder(sources.guides).guides)]


def _go_on(sources: Sources, edition: int) -> None:
    """Refresh, and end well only where that brings the edition and leaves everything in order."""
    refresh(sources)
    with claimed(sources.versions):
        pass
    searcher = open_library(sources)
    passages = [entry.passage for entry in searcher.index.every_entry()]
    assert [one.id for one in passages] == [one.id for one in _wanted(sources)]
    assert _editions(passages) == {f"{edition}"}
    assert sources.versions.history.acts()[0].version == sources.versions.current_name()
    assert sources.versions.draft() is None
    assert not left_behind(sources)
    searcher.close()
