"""The process that prepares versions beside the bot: what it tells, how it fails, and that none is left behind."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from bot.curating.golden import Golden
from bot.curating.reviewing import Proposed, kept_review
from bot.curating.worker import Prepared, RefreshError, Worker
from bot.settings import Settings
from knowledge.claiming import claimed
from knowledge.library import open_library
from knowledge.sources import Sources
from tests.conftest import Home
from tests.made_versions import commanded
from tests.model_server import AskedModel, ModelServer
from tests.model_server.replies import Failing, Reply, Structured

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
    prepared = await preparing

    review = prepared.review
    assert review is not None
    assert prepared.proposing == review.proposing == ""
    assert review == kept_review(sources.versions)
    assert review.passages == {"added": 0, "changed": 1, "removed": 0, "unchanged": 11}
    assert GOLDEN[0].asked not in review.lost
    assert sources.versions.current_name() == before
    assert worker.by == ""
    assert worker.how_far.startswith("asking the new version golden questions")


async def test_where_nothing_changed_there_is_no_review(settings: Settings) -> None:
    path = settings.guides / "score-ladder.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Sit 8", "Sit 5"), encoding="utf-8")

    assert await Worker().prepare("Ada", GOLDEN) == Prepared(None)


def replying(asked: AskedModel) -> Reply:
    """Propose questions about boots."""
    questions = [
        "Which boots are good in the rain?",
        "what do i put on my feet in wet weather",
        "wear boots in the rain",
    ]
    return Structured(
        {"sections": [{"id": one["id"], "questions": questions} for one in asked.data["sections"]], "done": True}
    )


async def test_questions_are_proposed_reviewed_and_forgotten(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, worker = settings.sources(), Worker()
    sources.added.mkdir()
    (sources.added / "rain.md").write_text("# Rain\n\n## Boots\n\nWear boots in the rain.\n", encoding="utf-8")
    async with ModelServer(replying) as server:
        monkeypatch.setenv("IR_ADVISOR_MODEL", "openai:some-model")
        monkeypatch.setenv("IR_ADVISOR_MODEL_URL", f"{server.url}/v1")
        proposed = await worker.prepare("Ada", (), "propose")
        waiting = kept_review(sources.versions)
        again = await worker.prepare("Ada", (), "propose")
        server.behave = lambda _: Failing(401)
        (sources.added / "snow.md").write_text("# Snow\n\n## Hats\n\nWear a hat in the snow.\n", encoding="utf-8")
        failed = await worker.prepare("Ada", (), "propose")
        kept = await worker.prepare("Ada", ())
        forgotten = await worker.prepare("Ada", (), "forget")
        asked = len(server.asked)

    assert proposed.review is not None
    assert proposed.review == waiting
    assert proposed.review.proposed == (
        Proposed("Rain", "Boots", ("Which boots are good in the rain?", "what do i put on my feet in wet weather")),
    )
    assert proposed.proposing.startswith("2 questions kept for 1 section, 1 dropped (ask nothing: 1).")
    assert again.review is not None
    assert again.review.proposed == proposed.review.proposed
    assert again.proposing == "No section of an added document waits for questions."
    for review in (failed.review, kept.review):
        assert review is not None
        assert review.proposed == proposed.review.proposed
    assert failed.proposing.startswith("1 section left without proposals: the chat model gave no usable answer (")
    assert kept.proposing == ""
    assert forgotten.review is not None
    assert forgotten.review.proposed == ()
    assert asked == 2


async def test_without_a_chat_model_no_questions_are_proposed(settings: Settings) -> None:
    with pytest.raises(RefreshError, match="needs a chat model: set IR_ADVISOR_MODEL"):
        await Worker().prepare("Ada", (), "propose")


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
