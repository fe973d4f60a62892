"""An index whose vectors a real Chroma server holds: moved there and back, changed, and asked while it is away."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge.claiming import claimed
from knowledge.errors import StoreError
from knowledge.leads import Lead, LeadKind
from knowledge.library import open_library
from knowledge.publishing import roll_back
from knowledge.refreshing import refresh
from knowledge.searching import Query, Searcher
from knowledge.sources import Sources
from knowledge.stored import write_stored
from knowledge.vectors import Vectors
from knowledge.versions import KEPT, Manifest, Versions
from tests.chroma_server import ChromaServer, shared_server

LEADS = [Lead(LeadKind.PASSAGE, 0, 0, "Letters", "letters", owned_by="letters")]
VECTORS: Vectors = np.eye(4, dtype=np.float32)[:1]
KILLED = """
import os, signal, sys
from pathlib import Path
from knowledge.claiming import claimed
from knowledge.versions import Versions
from tests.test_chroma_server import LEADS, VECTORS, write_stored
with claimed(Versions(Path(sys.argv[1]))) as claim, claim.new(sys.argv[2]) as place:
    write_stored(place, LEADS, VECTORS)
    print(place.collection, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def found(searcher: Searcher) -> list[list[tuple[str, float]]]:
    """Ask for every section by its heading; return the passages and their scores."""
    questions = [Query(entry.passage.section) for entry in searcher.index.every_entry()]
    return [
        [(one.entry.passage.id, pytest.approx(one.score, abs=1e-4)) for one in search.found]
        for search in searcher.search_all(questions)
    ]


def advised(sources: Sources) -> str:
    """Return the passage on practice exams."""
    with closing(open_library(sources)) as searcher:
        [best, *_] = searcher.search(Query("How many practice exams before Step 2?")).found
        return best.entry.passage.text


def edit(sources: Sources) -> None:
    """Change one section."""
    path = sources.guides / "score-ladder.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Sit 5 practice exams", "Sit 8 practice exams"), encoding="utf-8")


def collection_of(sources: Sources) -> str:
    """Return the name of the collection in use."""
    current = sources.versions.current()
    assert current is not None
    return sources.versions.place_of(current).collection


@pytest.fixture(scope="module")
def compared(built_home: Path, prepare, tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[str, float]]]:
    """Return what is found where leads are compared one and all."""
    with closing(open_library(prepare(tmp_path_factory.mktemp("compared"), built_home / "index"))) as searcher:
        return found(searcher)


def test_a_server_finds_what_comparing_finds_and_moving_there_and_back_encodes_nothing(
    built: Sources, compared: list[list[tuple[str, float]]], caplog: pytest.LogCaptureFixture
) -> None:
    for chroma in (shared_server().address, ""):
        moved = replace(built, chroma=chroma)
        done = refresh(moved)
        assert (done.encoded, done.manifest.chroma, done.difference.unchanged) == (0, chroma, 12)
        with closing(open_library(moved)) as searcher:
            assert found(searcher) == compared

    assert not caplog.messages


def test_only_an_edited_section_is_encoded_and_the_version_before_is_still_there(built: Sources) -> None:
    served = replace(built, chroma=shared_server().address)
    refresh(served)
    edit(served)

    assert refresh(served).encoded == 1
    assert "Sit 8 practice exams" in advised(served)
    roll_back(served)
    assert "Sit 5 practice exams" in advised(served)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """Yield a server that may be stopped."""
    server = ChromaServer(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def on_server(server: ChromaServer, prepare, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Sources:
    """Return what was built on that server."""
    home = prepare(tmp_path_factory.mktemp("served"), built_home / "index")
    return replace(home, chroma=server.address)


@pytest.fixture
def served(server: ChromaServer, on_server: Sources) -> Sources:
    """Return the same, with all of it in place."""
    server.start()
    refresh(on_server)
    return on_server


Losing = Callable[[ChromaServer, Sources], object]


def nothing(server: ChromaServer, sources: Sources) -> None:
    """Leave the server alone."""


def stop(server: ChromaServer, sources: Sources) -> None:
    """Let the server go away."""
    server.stop()


def forget(server: ChromaServer, sources: Sources) -> None:
    """Delete the collection in use from the server."""
    server.forget(collection_of(sources))


@pytest.mark.parametrize(
    "losing",
    [
        pytest.param((stop, nothing), id="away at the start"),
        pytest.param((nothing, stop), id="away in the middle"),
        pytest.param((forget, nothing), id="deleted at the start"),
        pytest.param((nothing, forget), id="deleted in the middle"),
    ],
)
def test_while_the_server_is_away_leads_are_compared_and_one_warning_says_so(
    served: Sources, server: ChromaServer, compared, caplog: pytest.LogCaptureFixture, losing: tuple[Losing, Losing]
) -> None:
    losing[0](server, served)
    with closing(open_library(served)) as searcher:
        assert found(searcher) == compared
        losing[1](server, served)
        assert found(searcher) == compared

    [warning] = caplog.messages
    assert served.chroma in warning
    server.start()
    assert refresh(served).encoded == 0


def test_a_server_that_hangs_holds_up_no_question(
    served: Sources, server: ChromaServer, compared, caplog: pytest.LogCaptureFixture
) -> None:
    with closing(open_library(served)) as searcher:
        found(searcher)
        with server.hanging():
            assert found(searcher) == compared

    assert ["timed out" in message for message in caplog.messages] == [True]


def test_a_refresh_without_the_server_says_so_and_repairs_what_is_missing_when_it_is_back(
    served: Sources, server: ChromaServer, compared, caplog: pytest.LogCaptureFixture
) -> None:
    version = served.versions.current_name()
    server.forget(collection_of(served))
    server.stop()
    with pytest.raises(StoreError, match=r"cannot be used .*start it with `chroma run`"):
        refresh(served)
    assert served.versions.current_name() == version

    server.start()
    assert refresh(served).encoded == 0
    assert served.versions.current_name() != version
    caplog.clear()
    with closing(open_library(served)) as searcher:
        assert found(searcher) == compared
    assert not caplog.messages


def test_versions_that_are_dropped_and_drafts_that_are_discarded_leave_no_collection(tmp_path: Path) -> None:
    server, versions = shared_server(), Versions(tmp_path / "index")
    held = server.collections()
    made = []
    for n in range(KEPT + 3):
        with claimed(versions) as claim, claim.new(server.address) as place:
            made.append(place.collection)
            write_stored(place, LEADS, VECTORS)
            manifest = Manifest(place.version, str(n), "", 0, 0, 0, 1, {}, (), chroma=server.address)
            claim.keep(place, replace(manifest, before=versions.pointed()))
            if n < KEPT + 2:
                claim.publish(place.version)

    assert server.collections() - held == set(made[1:])
    with claimed(versions) as claim:
        claim.discard()
    assert server.collections() - held == set(made[1:-1])


def test_an_upload_that_was_killed_leaves_nothing_after_the_next_refresh(built: Sources) -> None:
    server = shared_server()
    command = [sys.executable, "-c", KILLED, built.versions.folder, server.address]
    left = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False).stdout.strip()
    assert left in server.collections()

    refresh(replace(built, chroma=server.address))

    assert left not in server.collections()
