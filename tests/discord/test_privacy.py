"""What is stored about a member: shown, taken along, and deleted, wherever it is asked."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.discord.member.privacy_sheets import everything_sheet
from bot.discord.showing.layout import pages_of
from bot.storage.conversations import Turn
from bot.storage.golden import NewGolden
from bot.storage.members import MEMBERS_TABLES
from bot.storage.reminders import Subscription
from tests.discord.conftest import Running, Start
from tests.discord_server import Person, Reply

AWAYS = "How many away rotations should I do?"
HOSTILE = "@everyone <@1> my CK is 238 [x](https://evil.example)"


async def remember(bot: Running, person: Person) -> None:
    """Store something of every kind about a member."""
    member, now, store = int(person.id), bot.clock(), bot.store
    await store.profiles.save(member, {"step2_ck": 238}, {"ck": "238"}, now)
    await store.scores.add(member, now.date(), 231, "NBME 10", now)
    wanted = Subscription(member, 2028, "us_md", 9, "America/New_York")
    await store.reminders.subscribe(wanted, [("visa", now + timedelta(days=9))], now)
    await store.conversations.remember(
        Turn(
            id=f"turn-{member}",
            member=member,
            place=1,
            guild=None,
            question=HOSTILE,
            answer={"blocks": ["An answer."]},
            private=True,
            asked_at=now,
        )
    )
    await store.feedback.vote(f"turn-{member}", member, False, "too long", now)
    await store.uncovered.note(member, None, "How do I park?", (), now)
    await store.audit.note(5, member, "switched on", "", now)
    await store.choices.allow_model(member, False, now)
    await store.golden.add(5, member, NewGolden("How do I park?"), now)


async def test_everything_is_shown_by_kind_and_harmless(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await remember(bot, ada)

    reply = await bot.server.slash(ada, "privacy show")

    assert reply.ephemeral
    for kind in ("1 profile", "1 practice score", "1 subscription", "1 reminder", "1 question with its answer"):
        assert f"### {kind}" in reply.text
    for told in ("typed into “ck”: 238", "231 (NBME 10)", "visa, 2028 season, to come", "not helpful (too long)"):
        assert told in reply.text
    assert "How do I park?" in reply.text
    assert "### 1 choice about the chat model" in reply.text
    assert "a chat model may not read your questions" in reply.text
    assert "@everyone" not in reply.text
    assert "](https" not in reply.text
    assert bot.server.refusals == []


async def test_no_kind_of_data_is_left_out(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await remember(bot, ada)

    everything = await bot.store.members.everything(int(ada.id))

    assert everything.keys() == {table.name for table in MEMBERS_TABLES}


async def test_everything_is_exported_as_a_file_and_nothing_of_others(running: Start) -> None:
    bot = await running()
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await remember(bot, ada)
    await remember(bot, ben)

    reply = await bot.server.slash(ada, "privacy export")

    assert reply.ephemeral
    [(name, content)] = reply.files.items()
    assert name.endswith(".json")
    assert json.loads(content) == await bot.store.members.everything(int(ada.id))
    assert ben.id not in content.decode()


async def test_deleting_asks_first_and_then_says_what_is_gone(running: Start) -> None:
    bot = await running()
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await remember(bot, ada)
    await remember(bot, ben)

    asked = await bot.server.slash(ada, "privacy delete")
    before = await bot.store.members.everything(int(ada.id))
    deleted = await bot.server.press(ada, asked, "Delete everything")
    empty = await bot.server.slash(ada, "privacy show")

    assert asked.ephemeral
    assert before
    assert "Deleted" in deleted.text
    assert {"- 1 profile", "- 1 practice score", "- 1 question with its answer"} <= set(deleted.text.splitlines())
    assert deleted.buttons == {}
    assert await bot.store.members.everything(int(ada.id)) == {}
    assert await bot.store.members.everything(int(ben.id))
    assert "I have stored nothing about you" in empty.text
    assert bot.server.refusals == []


async def test_the_button_works_after_a_restart_and_for_nobody_else(running: Start) -> None:
    bot = await running()
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await remember(bot, ada)
    await remember(bot, ben)
    asked = await bot.server.slash(ada, "privacy delete")
    of_ben = await bot.server.slash(ben, "privacy delete")
    await bot.finish()
    later = await running()
    message = later.server.world.channels[of_ben.messages[0]["channel_id"]].messages[of_ben.messages[0]["id"]]
    for row in message["components"]:
        for one in row.get("components", ()):
            if "custom_id" in one:
                one["custom_id"] = f"ia:forget_me:{ada.id}"

    refused = await later.server.press(ben, of_ben, "Delete everything")
    kept = await later.store.members.everything(int(ada.id))
    await later.server.press(ada, asked, "Delete everything")

    assert "somebody else" in refused.text
    assert kept
    assert await later.store.members.everything(int(ada.id)) == {}


@pytest.mark.parametrize("where", [{}, {"dm": True}], ids=["in a server", "directly"])
@pytest.mark.parametrize("command", ["privacy show", "privacy export", "privacy delete"])
async def test_privacy_is_open_everywhere_even_where_the_bot_is_switched_off(
    running: Start, command: str, where: dict[str, Any]
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.office.book.change(int(bot.server.guild.id), enabled=False)

    reply = await bot.server.slash(ada, command, **where)

    assert "I have stored nothing about you" in reply.text
    assert reply.ephemeral


def scores(count: int) -> list[dict[str, Any]]:
    """Return rows of practice scores, the newest last."""
    return [{"member": 1, "taken_on": f"2027-01-{n:03}", "value": 200 + n, "test": "NBME"} for n in range(1, count + 1)]


def test_of_many_rows_the_newest_are_shown() -> None:
    [block, _] = everything_sheet({"scores": scores(90)}).blocks

    assert block.startswith("### 90 practice scores\n-# and 50 more\n- 2027-01-051")
    assert block.endswith("2027-01-090: 290 (NBME)")


@pytest.mark.parametrize("words", [1, 20, 400], ids=["short", "middling", "long"])
@pytest.mark.parametrize("count", [1, 10, 300])
def test_every_kind_has_its_part_of_one_page(count: int, words: int) -> None:
    asked = {"asked_at": "2027-01-01T10:00:00", "private": True}
    rows = [asked | {"question": f"{n} {'*why* ' * words}", "text": "how " * words} for n in range(count)]
    everything = {"scores": scores(count)} | dict.fromkeys(("turns", "uncovered", "badges", "medals"), rows)

    sheet = everything_sheet(everything)

    assert len(pages_of(sheet, plain=True)) == 1
    assert [block.split("\n")[0] for block in sheet.blocks[:-1]] == [
        block.split("\n")[0] for kind in everything for block in everything_sheet({kind: everything[kind]}).blocks[:-1]
    ]
    assert "`/privacy export` gives you everything, in full" in sheet.blocks[-1]


@pytest.mark.parametrize("plain", [False, True], ids=["rich", "plain"])
@pytest.mark.parametrize("kinds", [8, 9, 10, 14])
def test_however_many_kinds_there_are_they_fit_on_one_page_with_their_newest_row(kinds: int, plain: bool) -> None:
    everything = {f"kind {n}": [{"member": 1, "name": f"row {n}.{row}"} for row in range(40)] for n in range(kinds)}

    [page] = pages_of(everything_sheet(everything), plain)

    said = "\n".join(page)
    assert [line for line in said.split("\n") if line.startswith("###")] == [f"### 40 kind {n}" for n in range(kinds)]
    assert all(f"- name: row {n}.39\n" in said for n in range(kinds))


async def test_what_is_shown_is_not_kept_as_something_more_to_show(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.office.book.change(int(bot.server.guild.id), plain=True)
    await remember(bot, ada)
    for n in range(60):
        await bot.store.uncovered.note(int(ada.id), None, f"{n} {HOSTILE * 3}", (), bot.clock())
    before = await bot.store.members.everything(int(ada.id))

    shown = await bot.server.slash(ada, "privacy show")

    assert "59 everyone" in shown.text
    assert shown.buttons == {}
    assert await bot.store.members.everything(int(ada.id)) == before


async def long_list(bot: Running, person: Person) -> tuple[Reply, str]:
    """Return a list of scores that goes on over pages, with the button to the next."""
    for n in range(1, 91):
        on = bot.clock().date() - timedelta(days=n)
        await bot.store.scores.add(int(person.id), on, 200 + n, "NBME 10", bot.clock())
    listed = await bot.server.slash(person, "scores list")
    return listed, next(name for name in listed.buttons if name.startswith("Continue"))


@pytest.mark.parametrize("which", ["one", "all"])
async def test_deleted_scores_cannot_be_read_on(running: Start, which: str) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.office.book.change(int(bot.server.guild.id), plain=True)
    listed, further = await long_list(bot, ada)
    before = await bot.server.press(ada, listed, further)
    [first, *_] = await bot.store.scores.of(int(ada.id))

    deleted = await bot.server.slash(ada, "scores delete", which="all" if which == "all" else str(first.id))
    if which == "all":
        deleted = await bot.server.press(ada, deleted, "Delete all 90")
    after = await bot.server.press(ada, listed, further)

    assert "NBME 10" in before.text
    assert "Deleted:" in deleted.text
    assert "no longer have this one" in after.text


async def test_nothing_is_left_by_a_deletion_or_written_by_its_answer(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.office.book.change(int(bot.server.guild.id), plain=True)
    await remember(bot, ada)
    listed, further = await long_list(bot, ada)
    asked = await bot.server.slash(ada, "privacy delete")

    await bot.server.press(ada, asked, "Delete everything")
    left = await bot.store.members.everything(int(ada.id))
    read_on = await bot.server.press(ada, listed, further)

    assert left == {}
    assert "no longer have this one" in read_on.text
    assert await bot.store.members.everything(int(ada.id)) == {}


async def test_after_a_deletion_nothing_is_known_of_where_a_member_spoke_privately(running: Start) -> None:
    bot = await running()
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    for person in (ada, ben):
        await bot.server.slash(person, "ask", question="US IMG with CK 222, how many programs should I apply to?")
    before = [(await bot.server.slash(person, "ask", question=AWAYS)).ephemeral for person in (ada, ben)]

    asked = await bot.server.slash(ada, "privacy delete")
    await bot.server.press(ada, asked, "Delete everything")
    after = [(await bot.server.slash(person, "ask", question=AWAYS)).ephemeral for person in (ada, ben)]

    assert before == [True, True]
    assert after == [False, True]


def test_a_kind_without_words_of_its_own_is_shown_all_the_same() -> None:
    [block, _] = everything_sheet({"badges": [{"member": 1, "name": "*gold*"}]}).blocks

    assert block == "### 1 badges\n- name: \\*gold\\*"
