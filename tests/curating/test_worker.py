"""The process that prepares versions beside the bot: what it tells, how it fails, and that none is left behind."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from bot.curating.golden import Golden
from bot.curating.reviewing import kept_review
from bot.curating.worker import RefreshError, Worker
from bot.settings import Settings
from knowledge.claiming import claimed
from knowledge.library import open_library
from knowledge.sources import Sources
from tests.conftest import Home
from tests.made_versions import commanded

GOLDEN = (
    Golden("How many practice exams before Step 2?", holds=("8 practice exams",)),
    Golden("Which wine goes with fish?", refused=True),
)
PATIENCE = 120


@pytest.fixture
def settings(home_of_run: Home, built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return settings of guides that were edited, which a process that is started finds."""
    made = commanded(tmp_path, home_of_run, built_home)
    path = made.guides / "score-ladder.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Sit 5", "Sit 8"), encoding="utf-8")
    monkeypatch.setenv("IR_ADVISOR_HOME", str(made.home))
    monkeypatch.setenv("IR_ADVISOR_GUIDES", str(made.guides))
    return made


@pytest.fixture
def sources(settings: Settings) -> Sources:
    """Return where these are."""
    return settings.sources()


async def begun(worker: Worker, word: str) -> None:
    """Wait until a worker says some word."""
    for _ in range(100 * PATIENCE):
        if word in worker.how_far:
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"it never said {word}, but {worker.how_far}")


async def test_a_version_is_prepared_while_it_is_told_how_far_it_is(sources: Sources) -> None:
    before, worker = sources.versions.current_name(), Worker()
    preparing = asyncio.create_task(worker.prepare("--Ada 'of' the \"East\"", GOLDEN))
    await begun(worker, "e")

    with pytest.raises(RefreshError, match=r"by --Ada 'of' the .East., now .+; wait until it is done"):
        await worker.prepare("Ben", ())
    review = await preparing

    assert review is not None
    assert review == kept_review(sources.versions)
    assert review.passages == {"added": 0, "changed": 1, "removed": 0, "unchanged": 11}
    assert GOLDEN[0].asked not in review.lost
    assert sources.versions.current_name() == before
    assert worker.by == ""
    assert worker.how_far.startswith("asking the new version golden questions")


async def test_where_nothing_changed_there_is_no_review(settings: Settings) -> None:
    path = settings.guides / "score-ladder.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Sit 8", "Sit 5"), encoding="utf-8")

    assert await Worker().prepare("Ada", GOLDEN) is None


async def test_why_it_cannot_be_done_is_told_and_it_can_be_tried_again(settings: Settings) -> None:
    (settings.guides / "score-ladder.md").write_bytes(b"---\nid: [\n---\n# Broken\n")
    worker = Worker()

    for _ in range(2):
        with pytest.raises(RefreshError, match=r"^score-ladder\.md: front matter: not valid YAML"):
            await worker.prepare("Ada", ())


async def test_who_else_is_at_it_is_told(sources: Sources) -> None:
    with claimed(sources.versions, "Ben") as claim:
        claim.tell("writing the index")
        with pytest.raises(RefreshError, match=r"^a refresh is running: by Ben since .+, now writing the index"):
            await Worker().prepare("Ada", ())


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_one_that_was_stopped_says_so_and_nothing_of_it_is_left(sources: Sources, how: signal.Signals) -> None:
    worker = Worker()
    preparing = asyncio.create_task(worker.prepare("Ada", ()))
    await begun(worker, "reading the guides")
    assert worker._process is not None
    os.kill(worker._process.pid, how)

    with pytest.raises(RefreshError, match="the refresh was stopped before its end"):
        await preparing

    open_library(sources).close()
    assert not list(sources.versions.folder.glob(".unfinished-*"))


@pytest.mark.parametrize("closing", [True, False])
async def test_when_the_bot_stops_the_process_stops_too(sources: Sources, closing: bool) -> None:
    worker = Worker()
    preparing = asyncio.create_task(worker.prepare("Ada", ()))
    await begun(worker, "reading the guides")
    worker.stop() if closing else preparing.cancel()

    with suppress(asyncio.CancelledError, RefreshError):
        await preparing

    await asyncio.to_thread(_claim, sources)
    assert sources.versions.draft() is None


def _claim(sources: Sources) -> None:
    with claimed(sources.versions, wait_seconds=PATIENCE):
        pass
