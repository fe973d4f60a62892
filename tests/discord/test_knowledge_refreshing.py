"""`/knowledge refresh` to `rollback`: a change is seen before it is made, made for all at once, and taken back."""

import asyncio
from pathlib import Path

import pytest

from bot.assembly import Opener
from bot.curating.golden import Golden
from bot.curating.preparing import prepared
from bot.discord.knowledge.naming import named
from bot.discord.knowledge.workroom import BY
from bot.settings import Settings
from knowledge.claiming import NOBODY
from knowledge.proposals import Proposals
from knowledge.publishing import publish
from knowledge.reading import read_folder
from knowledge.sources import Sources
from tests.discord.conftest import Running, Start, changeable_copy
from tests.discord.moderating import WHOLE, come_to, moderator
from tests.discord.sheets import all_pages
from tests.model_server import ModelServer
from tests.model_server.replies import Failing, Reply, Structured

AWAYS = "How many away rotations should I do?"
CLOSES = "When does the harbour close in winter?"
HARBOUR = "The harbour closes on 19 December in winter."


def silent(_line: str) -> None:
    """Take a line on the progress."""


def reviewed(sources: Sources, document: str | None, *golden: Golden) -> str:
    """Build and review a version with a document more, or without it, and return its name."""
    path = sources.added / "the-harbour-map.md"
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True) if document is None else path.write_text(document, encoding="utf-8")
    opener = Opener(Settings(home=sources.home, guides=sources.guides))
    done, _ = prepared(opener, golden, "", silent)
    return done.manifest.version


@pytest.fixture(scope="module")
def drafted(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with a version of a document more, reviewed and not published; to be copied, not changed."""
    home = tmp_path_factory.mktemp("drafted") / "home"
    with pytest.MonkeyPatch.context() as patching:
        reviewed(changeable_copy(shipped_home, home, patching), WHOLE)
    return home


@pytest.fixture
def waiting(drafted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sources:
    """Return guides of which a version waits to be published."""
    return changeable_copy(drafted, tmp_path / "home", monkeypatch)


def sections_asked_as(questions: list[str]) -> Reply:
    """Propose questions for the one section that is asked about."""
    return Structured({"sections": [{"id": "s1", "questions": questions}], "done": True})


def draft_of(sources: Sources) -> str:
    """Return the name of the version that waits."""
    draft = sources.versions.draft()
    assert draft
    return draft.version


async def acts(bot: Running) -> list[str]:
    """Return what is on record in the server, oldest first."""
    return [one.detail for one in reversed(await bot.store.audit.latest(int(bot.server.guild.id), 20))]


async def test_a_document_is_added_reviewed_published_answered_from_and_taken_back(
    running: Start, changeable: Sources
) -> None:
    before = changeable.versions.pointed()
    bot = await running(sources=changeable)
    mod, ada = moderator(bot), bot.server.member("Ada")
    await bot.server.slash(mod, "knowledge add", file=("map.md", WHOLE.encode()))
    unknown = await bot.server.slash(ada, "ask", question=CLOSES)

    begun = asyncio.create_task(bot.server.slash(mod, "knowledge refresh", timeout=300.0))
    await bot.server.until(lambda: bot.office.shop.worker.by)
    second = await bot.server.slash(moderator(bot, "Second"), "knowledge refresh")
    meanwhile = await bot.server.slash(ada, "ask", question=AWAYS, timeout=30.0)
    was_running = bot.office.shop.worker.by
    progress = await begun
    review = await come_to(bot, progress, "Nothing is in use of this yet", 300.0)
    still_unknown = await bot.server.slash(ada, "ask", question=CLOSES)

    await bot.finish()
    bot = await running(sources=changeable)
    published = await come_to(bot, await bot.server.press(mod, review, "Publish"), "is in use now", 30.0)
    known = await bot.server.slash(ada, "ask", question=CLOSES, private=True)
    quoted = await bot.server.press(ada, known, "Show sources")

    history = await bot.server.slash(mod, "knowledge history")
    [(offered, value)] = await bot.server.suggest(mod, "knowledge rollback", option="version", typed="")
    asked = await bot.server.slash(mod, "knowledge rollback", version=value)
    back = await come_to(bot, await bot.server.press(mod, asked, "Go back to it"), "is in use again", 30.0)
    gone = await bot.server.slash(ada, "ask", question=CLOSES)
    unquoted = await bot.server.press(ada, known, "Show sources")
    unshared = await bot.server.press(ada, known, "Share")

    version = (await acts(bot))[-1].removeprefix("went back to ")
    assert version == value == before
    assert HARBOUR not in unknown.text + still_unknown.text + gone.text
    assert "a refresh is running: by Mod, now" in second.text
    assert (was_running, "From the guides" in meanwhile.text) == ("Mod", True)
    assert progress.text.startswith("Refreshing: ")
    assert "1 guide added: The harbour map" in review.text
    assert review.buttons.keys() >= {"Publish", "Discard"}
    assert "1 added" in published.text
    assert published.buttons == {}
    assert HARBOUR in known.text
    assert HARBOUR in quoted.text
    assert history.text.count(f"<@{mod.id}>") == 3
    assert offered.endswith(f"({before})")
    assert "The documents are as they were" in back.text
    assert HARBOUR not in unquoted.text
    assert "changed or taken out since" in unquoted.text
    assert "The guides have changed since" in unshared.text
    assert changeable.versions.draft() is None
    assert {one.by for one in changeable.versions.history.acts()} <= {BY, NOBODY}
    assert [one.partition(" v")[0] for one in await acts(bot)] == [
        "added the-harbour-map",
        "refreshed:",
        "published",
        "went back to",
    ]
    assert bot.server.refusals == []


async def test_a_chat_model_proposes_questions_that_are_reviewed_lead_to_the_document_and_are_never_shown(
    running: Start, changeable: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = ["Until what day can boats enter the port once it snows?", "*hidden* <@1> is this closed in winter?"]
    bot = await running(sources=changeable)
    mod, ada = moderator(bot), bot.server.member("Ada")
    await bot.server.slash(mod, "knowledge add", file=("map.md", WHOLE.encode()))
    refused = await bot.server.slash(mod, "knowledge refresh", questions="propose", timeout=60.0)
    refused = await come_to(bot, refused, "needs a chat model")

    async with ModelServer(lambda _: sections_asked_as(proposed)) as server:
        monkeypatch.setenv("IR_ADVISOR_MODEL", "openai:some-model")
        monkeypatch.setenv("IR_ADVISOR_MODEL_URL", f"{server.url}/v1")
        begun = await bot.server.slash(mod, "knowledge refresh", questions="propose", timeout=300.0)
        review = await come_to(bot, begun, "Nothing is in use of this yet", 300.0)
        pages = await all_pages(bot.server, mod, review)
        assert len(server.asked) == 1
    await come_to(bot, await bot.server.press(mod, review, "Publish"), "is in use now", 30.0)
    known = await bot.server.slash(ada, "ask", question=proposed[0], private=True)
    quoted = await bot.server.press(ada, known, "Show sources")
    again = await bot.server.slash(mod, "knowledge refresh", questions="keep", timeout=60.0)
    again = await come_to(bot, again, "Nothing has changed")
    begun = await bot.server.slash(mod, "knowledge refresh", questions="forget", timeout=300.0)
    forgotten = await come_to(bot, begun, "1 proposed question no longer used", 300.0)

    assert "IR_ADVISOR_MODEL" in refused.text
    assert "would lead to The harbour map; they are never shown" in pages
    assert f"- When the harbour closes in winter: “{proposed[0]}”" in pages
    assert "hidden" not in pages
    assert "1 question kept for 1 section, 1 dropped (hold marks, links or names: 1)." in pages
    assert HARBOUR in known.text
    assert proposed[0] not in quoted.text
    assert "proposed" not in again.text
    assert forgotten.buttons.keys() >= {"Publish", "Discard"}
    assert bot.server.refusals == []


async def test_a_chat_model_that_is_down_holds_nothing_up_and_a_line_says_so(
    running: Start, waiting: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = await running(sources=waiting)
    mod = moderator(bot)
    monkeypatch.setenv("IR_ADVISOR_MODEL", "openai:some-model")
    async with ModelServer(lambda _: Failing(401)) as server:
        monkeypatch.setenv("IR_ADVISOR_MODEL_URL", f"{server.url}/v1")
        begun = await bot.server.slash(mod, "knowledge refresh", questions="propose", timeout=300.0)
        review = await come_to(bot, begun, "Nothing is in use of this yet", 300.0)
        first = await all_pages(bot.server, mod, review)
        await come_to(bot, await bot.server.press(mod, review, "Publish"), "is in use now", 30.0)
        begun = await bot.server.slash(mod, "knowledge refresh", questions="propose", timeout=300.0)
        unchanged = await come_to(bot, begun, "Nothing has changed", 300.0)

    says = "1 section left without proposals: the chat model gave no usable answer ("
    assert says in first
    assert says in unchanged.text


async def test_questions_proposed_for_a_document_that_is_removed_do_nothing_and_come_back_with_it(
    running: Start, waiting: Sources
) -> None:
    [guide] = [one for one in read_folder(waiting.guides, waiting.added).guides if one.added]
    Proposals(waiting.asked).keep(guide, guide.sections[0], ["until what day may boats enter"], "openai:some-model")
    bot = await running(sources=waiting)
    mod = moderator(bot)

    await bot.server.slash(mod, "knowledge remove", id="the-harbour-map")
    reply = await bot.server.slash(mod, "knowledge refresh", timeout=300.0)
    removed = await come_to(bot, reply, "Nothing is in use of this yet", 300.0)
    await bot.server.slash(mod, "knowledge add", file=("map.md", WHOLE.encode()))
    reply = await bot.server.slash(mod, "knowledge refresh", timeout=300.0)
    back = await all_pages(bot.server, mod, await come_to(bot, reply, "Nothing is in use of this yet", 300.0))

    assert "proposed" not in removed.text
    assert "“until what day may boats enter”" in back


async def test_where_nothing_has_changed_one_line_says_so_and_an_older_draft_is_dropped(
    running: Start, waiting: Sources
) -> None:
    (waiting.added / "the-harbour-map.md").unlink()
    bot = await running(sources=waiting)
    mod = moderator(bot)

    shown = await bot.server.slash(mod, "knowledge review")
    overtaken = await bot.server.press(mod, shown, "Publish")
    reply = await bot.server.slash(mod, "knowledge refresh", timeout=60.0)
    said = await come_to(bot, reply, "Nothing has changed")
    empty = await bot.server.slash(mod, "knowledge review")

    assert "have changed since this review" in overtaken.text
    assert said.text.count("\n") == 0
    assert "Nothing waits to be published" in empty.text
    assert waiting.versions.draft() is None


async def test_where_answers_get_worse_another_moderator_has_to_agree(running: Start, waiting: Sources) -> None:
    published = draft_of(waiting)
    publish(waiting, published)
    version = reviewed(waiting, None, Golden(CLOSES, holds=("19 December",)))
    bot = await running(sources=waiting)
    mod, other = moderator(bot), moderator(bot, "Other")

    shown = await bot.server.slash(mod, "knowledge review")
    first = await bot.server.press(mod, shown, "Publish")
    again = await bot.server.press(mod, await bot.server.slash(mod, "knowledge review"), "Publish")
    in_between = waiting.versions.pointed()
    await bot.finish()
    bot = await running(sources=waiting)
    agreeing = await bot.server.slash(other, "knowledge review")
    second = await come_to(bot, await bot.server.press(other, agreeing, "Publish"), "is in use now", 30.0)

    worse = "questions answered in full fall from 1 to 0 of 1"
    assert f"Answers get worse: {worse}" in shown.text
    assert "Noted, and not published yet" in first.text
    assert worse in first.text
    assert "You have agreed already" in again.text
    assert in_between == published
    assert "One has done so" in agreeing.text
    assert "1 removed" in second.text
    assert waiting.versions.pointed() == version
    kept = await bot.store.marks.get(f"knowledge-agreed-{version}")
    assert kept
    assert mod.id not in kept
    assert await acts(bot) == [f"agreed to {version}, though {worse}", f"published {version}"]


async def test_a_version_that_is_discarded_cannot_be_published(running: Start, waiting: Sources) -> None:
    before = waiting.versions.pointed()
    bot = await running(sources=waiting)
    mod = moderator(bot)
    shown = await bot.server.slash(mod, "knowledge review")
    other = await bot.server.slash(mod, "knowledge review")

    discarded = await bot.server.press(mod, shown, "Discard")
    publishing = await bot.server.press(mod, other, "Publish")

    assert "Discarded." in discarded.text
    assert "does not wait any more" in publishing.text
    assert waiting.versions.draft() is None
    assert waiting.versions.pointed() == before


async def test_what_is_done_elsewhere_is_in_the_history_too(running: Start, waiting: Sources) -> None:
    done = publish(waiting, draft_of(waiting), by="the <@1> captain")
    bot = await running(sources=waiting)

    history = await all_pages(bot.server, mod := moderator(bot), await bot.server.slash(mod, "knowledge history"))

    assert f"the @member captain: published {named(done.version)} (" in history
    assert f"**In use:** {named(done.version)}, with {done.guides} guides, {done.passages} passages." in history


async def test_it_is_told_how_a_document_stands_to_what_is_in_use(running: Start, waiting: Sources) -> None:
    bot = await running(sources=waiting)
    mod, version = moderator(bot), draft_of(waiting)

    waits = await bot.server.slash(mod, "knowledge documents")
    history = await bot.server.slash(mod, "knowledge history")
    publish(waiting, version)
    unchanged = await bot.server.slash(mod, "knowledge documents")
    await bot.server.slash(mod, "knowledge add", file=("map.md", WHOLE.replace("19", "20").encode()))
    changed = await bot.server.slash(mod, "knowledge documents")
    await bot.server.slash(mod, "knowledge remove", id="the-harbour-map")
    leaving = await bot.server.slash(mod, "knowledge documents")

    assert "-# not in use yet; The harbour office" in waits.text
    assert "A version waits to be published" in waits.text
    assert f"**Waiting to be published:** {named(version)}, with 6 guides" in history.text
    assert "-# in use; The harbour office" in unchanged.text
    assert "-# changed since, in use as it was before; The harbour office" in changed.text
    assert "waits to be published" not in changed.text
    assert "Removed, and in use until a refresh is published\n- the-harbour-map" in leaving.text


async def test_a_version_that_is_not_kept_cannot_be_gone_back_to(running: Start, changeable: Sources) -> None:
    bot = await running(sources=changeable)

    refused = await bot.server.slash(moderator(bot), "knowledge rollback", version=changeable.versions.pointed())

    assert "Choose one of the versions" in refused.text


async def test_a_refresh_that_cannot_be_done_says_why_and_changes_nothing(running: Start, changeable: Sources) -> None:
    before = changeable.versions.pointed()
    [first, *_] = sorted(changeable.guides.glob("*.md"))
    first.write_text("---\ntitel: x\n---\n\n## When to row\n\nRow at noon.\n", encoding="utf-8")
    bot = await running(sources=changeable)
    mod = moderator(bot)

    reply = await bot.server.slash(mod, "knowledge refresh", timeout=60.0)
    refused = await come_to(bot, reply, "unknown key 'titel'")

    assert first.name in refused.text
    assert changeable.versions.pointed() == before
    assert bot.office.shop.worker.by == ""
    assert await acts(bot) == []
