"""`/knowledge add`, `documents`, `remove`: what is taken, asked and refused, and that nothing typed is lost."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from knowledge.converting.limits import LARGEST_FILE
from tests.discord.conftest import Running, Start
from tests.discord.moderating import BARE, WHOLE, moderator
from tests.discord_server import Person

MAP = ("map.md", WHOLE.encode())
PIER = ("outer_pier.md", BARE.encode())
HARBOUR = b"The harbour closes on 19 December in winter."
DESCRIBED = {"Title": "The outer pier", "Source": "A pilot", "For whom": ["us_md"]}
Json = dict[str, Any]


def held(bot: Running) -> dict[str, str]:
    """Return the documents that were added, by the names of their files."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(bot.office.shop.sources.added.glob("*"))}


def waiting(bot: Running) -> list[Path]:
    """Return what waits to be described."""
    return [*(bot.office.shop.sources.home / "waiting").glob("*")]


async def test_a_document_that_says_what_it_is_is_kept_at_once_and_on_record(running: Start) -> None:
    bot = await running()
    mod = moderator(bot)

    kept = await bot.server.slash(mod, "knowledge add", file=MAP)
    listed = await bot.server.slash(mod, "knowledge documents")
    again = await bot.server.slash(mod, "knowledge add", file=MAP)

    assert "Kept as `the-harbour-map`. It is not in use yet" in kept.text
    assert "The harbour office, for US MD, US DO, 1 section, 15 words" in kept.text
    assert kept.files == {}
    assert "in place of the document of that name" in again.text
    assert HARBOUR in again.files["document.md"]
    for told in (
        "**The harbour map**",
        "`the-harbour-map`",
        "The harbour office",
        "US MD, US DO",
        "1 section, 15 words",
    ):
        assert told in listed.text
    assert waiting(bot) == []
    [act, _] = await bot.store.audit.latest(int(bot.server.guild.id), 5)
    assert (act.member, act.act, act.detail) == (int(mod.id), "knowledge", "added the-harbour-map")
    assert kept.ephemeral
    assert bot.server.refusals == []


async def test_what_a_document_does_not_say_is_asked_and_works_after_a_restart(running: Start) -> None:
    bot = await running()
    mod = moderator(bot)

    asked = await bot.server.slash(mod, "knowledge add", file=PIER)
    await bot.finish()
    bot = await running()
    opened = await bot.server.press(mod, asked, "Say what it is")
    kept = await bot.server.submit(mod, opened, DESCRIBED | {"Not to be used from this day on": "2027-03-01"})

    assert "1 section, 11 words" in asked.text
    assert "How long a ship may lie" in asked.text
    assert "Kept as `the-outer-pier`" in kept.text
    [text] = held(bot).values()
    for line in ("title: The outer pier", "source: A pilot", "- us_md\n", "expires: 2027-03-01", "for 6 days."):
        assert line in text
    assert "us_do" not in text
    assert waiting(bot) == []
    assert bot.server.refusals == []


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param({"Not to be used from this day on": "next March"}, "write the day it expires as", id="no day"),
        pytest.param({"Not to be used from this day on": "2026-11-29"}, "would have expired", id="a day that is past"),
        pytest.param({"Title": "***", "Source": ""}, "write a title, and who says so", id="no source"),
        pytest.param({"For whom": ["pilots"]}, "no kind of applicant called pilots", id="an unknown kind"),
        pytest.param({"Title": "Score ladder"}, "there is a guide called score-ladder already", id="a taken name"),
        pytest.param(
            {"Title": "The score ladder"}, "a guide called the-score-ladder already", id="the title of a guide"
        ),
    ],
)
async def test_what_cannot_be_used_is_told_and_what_was_typed_is_shown_and_kept(
    running: Start, typed: Json, says: str
) -> None:
    bot = await running()
    mod = moderator(bot)
    asked = await bot.server.slash(mod, "knowledge add", file=PIER)
    opened = await bot.server.press(mod, asked, "Say what it is")

    wrong = await bot.server.submit(mod, opened, DESCRIBED | typed, raw=True)
    reopened = await bot.server.press(mod, wrong, "Say what it is")
    kept = await bot.server.submit(
        mod, reopened, {"Title": "Pier", "Source": "Me", "For whom": [], "Not to be used from this day on": ""}
    )

    assert says in wrong.text
    assert "Source: A pilot" in wrong.text or "Source" in typed
    assert reopened.modal
    assert reopened.modal["components"][0]["component"]["value"] == (DESCRIBED | typed)["Title"]
    assert "Kept as `pier`" in kept.text
    assert held(bot).keys() == {"pier.md"}


@pytest.mark.parametrize(
    ("file", "says"),
    [
        pytest.param(("a.pdf", b"%PDF-1.7\nbroken"), "I cannot use that document: ", id="a broken PDF"),
        pytest.param(("a.md", b"\x00\x01\x02\x03" * 99), "I cannot use that document: ", id="no text"),
        pytest.param(("a.exe", b"MZ" + b"\x00" * 99), "I cannot use that document: it is a program", id="a program"),
        pytest.param(("a.md", b"---\ntitel: x\n---\n\ntext"), "unknown key 'titel'", id="a wrong key"),
        pytest.param(("a.md", b"x" * (LARGEST_FILE + 1)), "larger than 8 MiB", id="too large"),
    ],
)
async def test_a_broken_document_is_refused_with_the_reason(running: Start, file: tuple[str, bytes], says: str) -> None:
    bot = await running()

    refused = await bot.server.slash(moderator(bot), "knowledge add", file=file, timeout=30.0)

    assert says in refused.text
    assert str(bot.office.shop.sources.home) not in refused.text
    assert held(bot) == {}
    assert waiting(bot) == []


async def test_a_title_that_is_too_long_to_be_kept_whole_is_asked_for(running: Start) -> None:
    bot = await running()
    long = WHOLE.replace("The harbour map", "The harbour map " * 20)

    asked = await bot.server.slash(moderator(bot), "knowledge add", file=("map.md", long.encode()))

    assert "It is not kept yet: say what it is first" in asked.text
    assert held(bot) == {}


async def test_sections_are_listed_and_when_they_expire(running: Start) -> None:
    bot = await running()
    mod = moderator(bot)
    part = "\n## Who keeps the pier\n\n<!--\nexpires: 2026-12-24\n-->\n\nThe *pilot* keeps the pier.\n"
    sections = "".join(f"\n## Berth {n}\n\nA berth for one ship.\n" for n in range(10))

    asked = await bot.server.slash(mod, "knowledge add", file=("pier.md", (BARE + part + sections).encode()))
    kept = await bot.server.slash(mod, "knowledge add", file=("map.md", (WHOLE + part).encode()))
    bot.clock.move(timedelta(days=30))
    listed = await bot.server.slash(mod, "knowledge documents")

    assert "12 sections, 66 words.\n- How long a ship may lie at the outer pier\n- Who keeps the pier\n" in asked.text
    assert "- Berth 7\n- and 2 more" in asked.text
    assert "2 sections, 20 words, 1 of them expires on 24 December 2026" in kept.text
    assert "1 of them expired on 24 December 2026" in listed.text


async def linked(bot: Running, mod: Person, *, mention: bool = True, files: int = 1) -> str:
    """Post a message with documents, and return its link."""
    message = await bot.server.say(mod, "see this", attachments=[MAP] * files, mention=mention)
    return f"https://discord.com/channels/{bot.server.guild.id}/{message['channel_id']}/{message['id']}"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        pytest.param(lambda link: link, "Kept as `the-harbour-map`", id="a message in this channel"),
        pytest.param(lambda link: link.replace("//", "//ptb."), "Kept as `the-harbour-map`", id="of another client"),
        pytest.param(lambda link: link[:-3] + "000", "is gone", id="a message that is not there"),
        pytest.param(lambda link: "https://evil.example/map.md", "I open no other address", id="another address"),
        pytest.param(lambda link: link.replace("/channels/", "/channels/9"), "in another channel", id="of elsewhere"),
        pytest.param(lambda link: link + "@evil.example/", "I open no other address", id="a disguised address"),
    ],
)
async def test_only_messages_of_this_channel_are_looked_at(
    running: Start, written: Callable[[str], str], says: str
) -> None:
    bot = await running()
    mod = moderator(bot)

    reply = await bot.server.slash(mod, "knowledge add", link=written(await linked(bot, mod)))

    assert says in reply.text


@pytest.mark.parametrize(
    ("message", "says"),
    [
        pytest.param({"mention": False}, "files of messages that mention me", id="one I may not read"),
        pytest.param({"files": 2}, "several files", id="with several files"),
    ],
)
async def test_a_message_without_one_document_is_refused(running: Start, message: Json, says: str) -> None:
    bot = await running()
    mod = moderator(bot)

    reply = await bot.server.slash(mod, "knowledge add", link=await linked(bot, mod, **message))

    assert says in reply.text


async def test_one_of_file_and_link_is_needed(running: Start) -> None:
    bot = await running()
    mod = moderator(bot)

    neither = await bot.server.slash(mod, "knowledge add")
    both = await bot.server.slash(mod, "knowledge add", file=MAP, link="https://discord.com/channels/1/2/3")

    assert "Attach a document as `file`" in neither.text
    assert "not both" in both.text


async def test_what_waited_for_more_than_a_day_is_gone(running: Start) -> None:
    bot = await running()
    mod = moderator(bot)
    asked = await bot.server.slash(mod, "knowledge add", file=PIER)
    [old] = waiting(bot)
    os.utime(old, (1.0, 1.0))

    later = await bot.server.slash(mod, "knowledge add", file=PIER)
    gone = await bot.server.press(mod, asked, "Say what it is")

    assert "Please add it again" in gone.text
    assert (await bot.server.press(mod, later, "Say what it is")).modal
    assert old not in waiting(bot)


async def test_a_document_is_removed_and_one_that_is_not_there_is_refused(running: Start) -> None:
    bot = await running()
    mod = moderator(bot)
    await bot.server.slash(mod, "knowledge add", file=MAP)

    [(_, id)] = await bot.server.suggest(mod, "knowledge remove", option="id", typed="harb")
    wrong = await bot.server.slash(mod, "knowledge remove", id="../state")
    removed = await bot.server.slash(mod, "knowledge remove", id=id)

    assert "no document that was added is called ../state" in wrong.text
    assert "Removed: `the-harbour-map`" in removed.text
    assert HARBOUR in removed.files["document.md"]
    assert held(bot) == {}
