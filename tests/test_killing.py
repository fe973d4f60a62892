"""Kill whoever changes the versions before each file that is opened for writing, moved or removed: nothing is lost."""

import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge import refreshing
from knowledge.claiming import claimed
from knowledge.library import open_library
from knowledge.publishing import discard, publish, roll_back
from knowledge.searching import Query
from knowledge.sources import Sources
from tests.conftest import Prepare
from tests.measuring.refresh_kills import left_behind, run, write_edition

_SEEN = {"os.rename", "os.remove", "os.mkdir", "os.rmdir"}
_EDITION = re.compile(r"This is edition (\d+) of it|$")
_FEWEST = 6
"""File operations that any act takes."""
_BUILDS = 7
"""Moments of a build at which it is killed, spread over all there are."""


def killed_at(act: Callable[[Sources], object], sources: Sources, moment: int, counting: Path) -> None:
    """Do an act, and die before its file operation of some number; note how many there were where that is none."""
    count = 0

    def before(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in _SEEN or (event == "open" and _writes(arguments)):
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(before)
    act(sources)
    counting.write_text(str(count), encoding="utf-8")


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, _, flags = arguments
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def publish_draft(sources: Sources) -> None:
    """Publish what was built."""
    draft = sources.versions.draft()
    assert draft is not None
    publish(sources, draft.version, "Ada")


def go_back(sources: Sources) -> None:
    """Go back to the version before."""
    roll_back(sources, by="Ada")


def discarding(sources: Sources) -> None:
    """Throw away what was built."""
    discard(sources)


@pytest.fixture(scope="module")
def editions(prepare: Prepare, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Return guides of edition 2, kept as a draft, beside edition 1 in use and the one that was there before."""
    sources = prepare(tmp_path_factory.mktemp("editions"), built_home / "index")
    write_edition(sources.guides, 1)
    refreshing.refresh(sources)
    write_edition(sources.guides, 2)
    refreshing.prepare(sources)
    return sources


@pytest.fixture
def copied(editions: Sources, tmp_path: Path) -> Callable[[], Sources]:
    """Return a function that copies these guides and their versions."""

    def copy() -> Sources:
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        home = tmp_path / "copy" / "home"
        shutil.copytree(editions.home / "index", home / "index", copy_function=_linked)
        shutil.copytree(editions.home / "encoders", home / "encoders", copy_function=os.link)
        shutil.copytree(editions.guides, tmp_path / "copy" / "guides")
        return replace(editions, home=home, guides=tmp_path / "copy" / "guides")

    return copy


def _linked(source: str, copy: str) -> None:
    """Link what is never written again, which is what versions hold; copy the rest."""
    (os.link if Path(source).parent.name != "index" else shutil.copy2)(source, copy)


def edition_of(sources: Sources) -> str:
    """Open the guides and return the one edition that everything in them is of, and that a search finds."""
    searcher = open_library(sources)
    passages = [entry.passage for entry in searcher.index.every_entry()]
    found = [one.entry.passage for one in searcher.search(Query("how many away rotations should i do")).found]
    searcher.close()
    assert len(passages) == 12
    (edition,) = {_EDITION.findall(passage.text)[0] for passage in passages + found if passage.text}
    return str(edition)


def is_in_order(sources: Sources) -> bool:
    """Tell whether nothing is left behind, and the history ends with what made the version in use so."""
    clean = not left_behind(sources)
    with claimed(sources.versions, "somebody else"):
        pass
    last = sources.versions.history.acts()[0]
    return clean and last.by != "somebody else" and last.version == sources.versions.current_name()


@pytest.mark.parametrize(
    ("act", "after", "step"),
    [
        pytest.param(publish_draft, "2", 1, id="publish"),
        pytest.param(go_back, "", 1, id="go back"),
        pytest.param(discarding, "1", 3, id="discard"),
    ],
)
def test_whatever_is_killed_is_done_or_not_done(
    copied: Callable[[], Sources], act: Callable[[Sources], None], after: str, step: int
) -> None:
    counting, moment, seen = copied().home.parent / "count", 1 - step, []
    status: int | None = -signal.SIGKILL
    while status == -signal.SIGKILL:
        sources, moment = copied(), moment + step
        status = run(killed_at, act, sources, moment, counting)
        seen.append(edition_of(sources))
        assert is_in_order(sources), f"killed before operation {moment}"

    assert status == 0
    assert moment > _FEWEST
    assert seen == sorted(seen, key=lambda edition: edition == after)
    assert (seen[0], seen[-1]) == ("1", after)


def test_a_build_that_is_killed_leaves_nothing_and_is_done_again(copied: Callable[[], Sources]) -> None:
    def anew() -> Sources:
        sources = copied()
        write_edition(sources.guides, 3)
        return sources

    sources = anew()
    counting = sources.home.parent / "count"
    assert run(killed_at, refreshing.refresh, sources, 0, counting) == 0
    assert edition_of(sources) == "3"
    count = int(counting.read_text(encoding="utf-8"))
    moments = [1 + n * count // _BUILDS for n in range(_BUILDS)]

    for moment in moments:
        sources = anew()
        assert run(killed_at, refreshing.refresh, sources, moment, counting) == -signal.SIGKILL
        assert edition_of(sources) in {"1", "3"}
        assert is_in_order(sources), f"killed before operation {moment} of {count}"
    refreshing.refresh(sources)
    assert edition_of(sources) == "3"


def test_after_a_kill_between_building_and_publishing_nothing_is_encoded_again(copied: Callable[[], Sources]) -> None:
    sources = copied()

    assert refreshing.refresh(sources).encoded == 0

    assert edition_of(sources) == "2"
    assert is_in_order(sources)
