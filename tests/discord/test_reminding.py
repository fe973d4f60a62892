"""Reminders by command and as they come: on, off, listed, sent once, and what happens where they cannot be sent."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.discord.member.direct import DirectMessages
from bot.discord.member.reminder_sheets import on_sheet, reminder_sheet
from bot.discord.member.reminding import ReminderMessages
from bot.discord.members import Shelf
from bot.discord.showing.citing import Citing
from bot.reminding.due import due_for
from bot.reminding.firing import LEASE, Firing
from bot.reminding.telling import Notice, notice_of
from bot.storage.reminders import Reminder, Subscription
from bot.timeline.timetable import Timetable
from tests.discord.conftest import Running, Start
from tests.discord_server import Person

WANTED = Subscription(1, 2028, "non_us_img", 9, "America/New_York")
FIRST = datetime(2027, 2, 22, 14, tzinfo=UTC)
"""When the first reminders of a US IMG for 2028 come, in New York at nine."""
JANUARY = datetime(2027, 1, 10, 12, tzinfo=UTC)


def firing_of(bot: Running) -> Firing:
    """Return what sends the reminders of a bot when it is told to."""
    direct = DirectMessages()
    direct.through(bot.client)
    messages = ReminderMessages(direct, bot.office.shelf.tables.timetable, bot.office.shelf.titles)
    return Firing(bot.store.reminders, messages, bot.clock)


async def subscribed(bot: Running, person: Person, *milestones: str, at: datetime | None = None) -> list[Reminder]:
    """Schedule reminders that are due at once."""
    wanted = Subscription(int(person.id), 2028, "us_img", 9, "UTC")
    due = [(milestone, at or bot.clock()) for milestone in milestones]
    await bot.store.reminders.subscribe(wanted, due, bot.clock())
    return list(await bot.store.reminders.pending(int(person.id)))


def to(bot: Running, person: Person) -> list[dict[str, Any]]:
    """Return what the bot has sent somebody directly."""
    return [one for one in bot.server.sent if person.dm and one["channel_id"] == person.dm.id]


def text(message: dict[str, Any]) -> str:
    return "\n".join(one["content"] for one in _every(message["components"]) if "content" in one)


def _every(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for part in components for one in (part, *_every(part.get("components", [])))]


@pytest.fixture
def timetable(shelf: Shelf) -> Timetable:
    """Return the milestones that are shipped."""
    return shelf.tables.timetable


@pytest.fixture
async def bot(running: Start) -> Running:
    """Return a running bot whose guides need not be open."""
    return await running()


def test_a_reminder_names_its_time_and_its_section(timetable: Timetable, shelf: Shelf) -> None:
    notice = notice_of("dedicated-ck", 2028, timetable)
    assert notice
    citing = Citing(timetable.catalogue.guides, shelf.titles)
    sheet = reminder_sheet(Reminder(5, 1, "dedicated-ck", 2028, FIRST), notice, citing)

    [said] = sheet.blocks
    assert said.startswith("### Dedicated Step 2 CK prep\n- ")
    assert "- Time: March–July 2027, for the 2028 season. Counted back from a Match in March" in said
    assert "\n-# [1] Step scores and strategy for IMGs, " in said
    assert [one.id for one in sheet.buttons] == ["ia:done:5", "ia:stop_reminders:1"]


def test_a_reminder_of_a_date_names_its_address_and_no_guide() -> None:
    notice = Notice("Match Week", "2028 season: Match Week: 13 March 2028 (confirmed: https://match.example).")
    sheet = reminder_sheet(Reminder(5, 1, "date.match_week.7", 2028, FIRST), notice, Citing({}, {}))

    assert "<https://match.example>" in sheet.blocks[0]
    assert sheet.blocks[1] == "-# Not in the guides, but from the address named."


def test_the_first_message_says_how_many_and_which_is_next(timetable: Timetable) -> None:
    due = due_for(WANTED, timetable, JANUARY)

    said = on_sheet(WANTED, due).blocks[0]

    assert f"Reminders are on: {len(due)} reminders for the 2028 season (non-US-citizen IMG)" in said
    assert "24 January 2027, 09:00 (America/New_York): **Start structured CK study" in said


async def test_reminders_are_turned_on_with_a_first_message(bot: Running) -> None:
    ada = bot.server.member("Ada")

    reply = await bot.server.slash(
        ada, "remind on", season=2028, applicant="US-citizen IMG", hour=7, time_zone="europe/berlin"
    )

    assert reply.deferred
    assert reply.ephemeral
    assert "Reminders are on: " in reply.text
    assert "07:00 (Europe/Berlin)" in reply.text
    [first] = to(bot, ada)
    assert "Reminders are on: " in text(first)
    wanted = Subscription(int(ada.id), 2028, "us_img", 7, "Europe/Berlin")
    assert await bot.store.reminders.subscription(int(ada.id)) == wanted
    pending = await bot.store.reminders.pending(int(ada.id))
    expected = due_for(wanted, bot.office.shelf.tables.timetable, bot.clock())
    assert [(one.milestone, one.due_at) for one in pending] == [(one.key, one.at) for one in expected]
    assert bot.server.refusals == []


async def test_the_kind_of_applicant_is_taken_from_the_profile(bot: Running) -> None:
    ada = bot.server.member("Ada")
    unknown = await bot.server.slash(ada, "remind on", season=2028)
    await bot.store.profiles.save(int(ada.id), {"applicant_type": "us_do"}, {}, bot.clock())

    known = await bot.server.slash(ada, "remind on", season=2028)

    assert "choose what kind of applicant you are" in unknown.text
    assert "(US DO)" in known.text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        pytest.param({"season": 2026}, "season 2026: its Match is over", id="a season that is over"),
        pytest.param({"season": 2050}, "season 2050: more than 10 years ahead", id="a season far ahead"),
        pytest.param({"season": 2028, "time_zone": "Atlantis"}, "That is no time zone I know; try ", id="no time zone"),
        pytest.param({"season": 2028, "hour": 24}, "`hour`: give a whole number from 0 to 23.", id="no hour"),
        pytest.param({"season": 2028, "hour": -1}, "`hour`: give a whole number from 0 to 23.", id="an hour below 0"),
        pytest.param({"season": 2028, "applicant": "zzz"}, "`applicant`: choose US MD, ", id="no kind of applicant"),
    ],
)
async def test_what_cannot_be_used_is_said_in_a_sentence(bot: Running, options: dict[str, Any], says: str) -> None:
    ada = bot.server.member("Ada")

    reply = await bot.server.slash(ada, "remind on", raw=True, **{"applicant": "us_md", **options})

    assert reply.text.startswith(says)
    assert reply.ephemeral
    assert await bot.store.reminders.subscription(int(ada.id)) is None
    assert to(bot, ada) == []


async def test_time_zones_and_seasons_are_offered(bot: Running) -> None:
    ada = bot.server.member("Ada")

    zones = await bot.server.suggest(ada, "remind on", option="time_zone", typed="berl", season=2028)
    typo = await bot.server.suggest(ada, "remind on", option="time_zone", typed="kolkatta", season=2028)
    seasons = await bot.server.suggest(ada, "remind on", option="season", typed="")

    assert zones[0] == ("Europe/Berlin", "Europe/Berlin")
    assert (await bot.server.suggest(ada, "remind on", option="time_zone", typed="india"))[0][1] == "Asia/Kolkata"
    assert ("Asia/Kolkata", "Asia/Kolkata") in typo
    assert [value for _, value in seasons] == list(range(2027, 2037))


async def test_who_takes_no_direct_messages_is_told_and_nothing_stays_scheduled(bot: Running) -> None:
    ada = bot.server.member("Ada", dms_open=False)

    reply = await bot.server.slash(ada, "remind on", season=2028, applicant="us_md")

    assert "I cannot send you a direct message" in reply.text
    assert await bot.store.reminders.subscription(int(ada.id)) is None
    assert await bot.store.reminders.pending(int(ada.id)) == ()


async def test_a_first_message_that_discord_does_not_take_leaves_reminders_on(bot: Running) -> None:
    ada = bot.server.member("Ada")
    bot.server.misbehave.fail(503, times=3, path="/messages", method="POST")

    reply = await bot.server.slash(ada, "remind on", season=2028, applicant="us_md")

    assert "Reminders are on" in reply.text
    assert "could not be sent just now" in reply.text
    assert await bot.store.reminders.subscription(int(ada.id))


async def test_reminders_are_listed_in_local_time_with_their_sections_and_turned_off(bot: Running) -> None:
    ada = bot.server.member("Ada")
    nothing = await bot.server.slash(ada, "remind list")
    await bot.server.slash(ada, "remind on", season=2028, applicant="us_img", time_zone="Asia/Kolkata")

    listed = await bot.server.slash(ada, "remind list")
    off = await bot.server.slash(ada, "remind off")
    again = await bot.server.slash(ada, "remind off")

    assert "Reminders are off" in nothing.text
    assert "2028 season, US-citizen IMG, at 09:00 in Asia/Kolkata" in listed.text
    assert "- **21 February 2027, 09:00:** Dedicated Step 2 CK prep [" in listed.text
    assert "-# [1] Step scores and strategy for IMGs, " in listed.text
    assert "Reminders are off" in off.text
    assert "will not come" in off.text
    assert "no reminder was pending" in again.text
    assert await bot.store.reminders.pending(int(ada.id)) == ()
    assert bot.server.refusals == []


async def test_reminders_come_when_they_are_due_and_once(bot: Running) -> None:
    ada = bot.server.member("Ada")
    await bot.server.slash(ada, "remind on", season=2028, applicant="us_img")
    pending = await bot.store.reminders.pending(int(ada.id))
    firing = firing_of(bot)
    bot.clock.now = pending[0].due_at - timedelta(seconds=1)
    await firing.fire()
    before = len(to(bot, ada))

    bot.clock.now = FIRST
    await firing.fire()
    await firing.fire()

    due = [one for one in pending if one.due_at <= FIRST]
    assert before == 1
    assert [one.due_at for one in due] == [FIRST - timedelta(days=1), FIRST]
    assert len(to(bot, ada)) == 1 + len(due)
    assert "### Dedicated Step 2 CK prep" in "\n".join(map(text, to(bot, ada)))
    assert bot.server.refusals == []


async def test_done_thanks_and_leaves_the_words(bot: Running) -> None:
    ada = bot.server.member("Ada")
    await subscribed(bot, ada, "dedicated-ck")
    await firing_of(bot).fire()
    [message] = to(bot, ada)

    done = await bot.server.press(ada, message, "Done")

    assert "Dedicated Step 2 CK prep" in done.text
    assert "Done, thank you" in done.text
    assert done.buttons.keys() == {"Stop reminders"}
    assert bot.server.refusals == []


async def test_what_was_answered_with_done_is_not_sent_again_although_its_sender_died(bot: Running) -> None:
    ada = bot.server.member("Ada")
    [reminder] = await subscribed(bot, ada, "dedicated-ck")
    await bot.store.reminders.claim(bot.clock(), "dead", LEASE, 1)
    await ReminderMessages(_through(bot), bot.office.shelf.tables.timetable, bot.office.shelf.titles).send(reminder)
    [message] = to(bot, ada)
    await bot.server.press(ada, message, "Done")
    bot.server.world.nonces.clear()
    bot.clock.move(LEASE)

    await firing_of(bot).fire()

    assert len(to(bot, ada)) == 1


async def test_reminders_are_stopped_by_their_button(bot: Running) -> None:
    ada = bot.server.member("Ada")
    await subscribed(bot, ada, "dedicated-ck")
    await firing_of(bot).fire()
    await subscribed(bot, ada, "dedicated-ck", "visa", at=FIRST)
    [message] = to(bot, ada)

    stopped = await bot.server.press(ada, message, "Stop reminders")

    assert "Reminders are off" in stopped.text
    assert stopped.buttons == {}
    assert await bot.store.reminders.pending(int(ada.id)) == ()


async def test_somebody_else_does_not_stop_a_members_reminders(bot: Running) -> None:
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await subscribed(bot, ada, "visa")
    shown = await bot.server.slash(ben, "remind on", season=2028, applicant="us_md")
    [message] = to(bot, ben)
    button = next(one for one in _every(message["components"]) if one.get("label") == "Stop reminders")
    button["custom_id"] = f"ia:stop_reminders:{ada.id}"

    refused = await bot.server.press(ben, message, "Stop reminders")

    assert shown.ephemeral
    assert "somebody else's" in refused.text
    assert len(await bot.store.reminders.pending(int(ada.id))) == 1


async def test_a_reminder_that_was_sent_and_not_noted_is_found_among_the_messages(bot: Running) -> None:
    ada = bot.server.member("Ada")
    [reminder] = await subscribed(bot, ada, "dedicated-ck")
    await bot.store.reminders.claim(bot.clock(), "dead", LEASE, 1)
    await firing_of(bot).fire()
    messages = ReminderMessages(_through(bot), bot.office.shelf.tables.timetable, bot.office.shelf.titles)
    await messages.send(reminder)
    bot.server.world.nonces.clear()
    for n in range(20):
        await bot.server.say(ada, f"more {n}", dm=True, mention=False)
    bot.clock.move(LEASE)

    await firing_of(bot).fire()

    assert len([one for one in to(bot, ada) if "Dedicated" in text(one)]) == 1
    assert await bot.store.reminders.next_due() is None


async def test_two_that_send_at_the_same_moment_reach_the_member_once(bot: Running) -> None:
    ada = bot.server.member("Ada")
    [reminder] = await subscribed(bot, ada, "dedicated-ck")
    messages = ReminderMessages(_through(bot), bot.office.shelf.tables.timetable, bot.office.shelf.titles)

    await messages.send(reminder)
    await messages.send(reminder)

    assert len(to(bot, ada)) == 1


async def test_one_who_closed_their_messages_is_told_in_the_list(bot: Running) -> None:
    ada = bot.server.member("Ada")
    await subscribed(bot, ada, "dedicated-ck", "interviews")
    ada.dms_open = False
    await firing_of(bot).fire()

    listed = await bot.server.slash(ada, "remind list")
    ada.dms_open = True
    await bot.server.slash(ada, "remind on", season=2028, applicant="us_img")

    assert "Reminders that did not reach you" in listed.text
    assert listed.text.count("I cannot send you a direct message") == 1
    assert len(to(bot, ada)) == 1
    assert {"dedicated-ck", "interviews"} <= {one.milestone for one in await bot.store.reminders.pending(int(ada.id))}


async def test_one_who_left_gets_nothing_and_holds_nobody_up(bot: Running) -> None:
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await subscribed(bot, ada, "visa")
    await subscribed(bot, ben, "visa")
    await bot.server.leave(ada)
    del bot.server.world.people[ada.id]

    await firing_of(bot).fire()

    assert to(bot, ada) == []
    assert len(to(bot, ben)) == 1
    assert await bot.store.reminders.next_due() is None


@pytest.mark.parametrize("after_doing", [False, True], ids=["not taken", "taken, with an error"])
async def test_what_fails_at_discord_comes_later_and_once(bot: Running, after_doing: bool) -> None:
    ada = bot.server.member("Ada")
    await subscribed(bot, ada, "visa")
    bot.server.misbehave.fail(503, times=3, path="/messages", method="POST", after_doing=after_doing)
    await firing_of(bot).fire()
    bot.server.world.nonces.clear()
    waits = await bot.store.reminders.next_due()
    bot.clock.move(timedelta(minutes=1))
    await firing_of(bot).fire()

    assert waits == bot.clock()
    assert len(to(bot, ada)) == 1


def _through(bot: Running) -> DirectMessages:
    direct = DirectMessages()
    direct.through(bot.client)
    return direct
