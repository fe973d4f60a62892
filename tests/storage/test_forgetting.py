"""What is shown of a member, what is deleted with them, and what goes by itself after a time."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import create_async_engine

from bot.storage.audit import Act
from bot.storage.conversations import NO_PLACE, Turn
from bot.storage.feedback import Votes
from bot.storage.golden import NewGolden
from bot.storage.members import MEMBERS_TABLES
from bot.storage.reminders import Subscription
from bot.storage.spending import DIRECT
from bot.storage.store import EVENTS_KEPT, SPENDING_KEPT, TURNS_KEPT, Store
from bot.storage.tables import Table
from bot.storage.urls import read_url

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ANNA, BEN, GUILD = 1 << 60, 7, 8
OF_NO_MEMBER = {"servers", "spending", "events", "marks"}
OF_A_SERVER = {"audit", "golden"}
"""What stays when its member is forgotten, without them."""


async def tell_all(store: Store, member: int) -> None:
    """Have every kind of thing remembered about a member."""
    wanted = Subscription(member, 2028, "us_md", 9, "UTC")
    await store.profiles.save(member, {"step2": 250}, {"step2": "250"}, NOW)
    await store.scores.add(member, date(2027, 3, 1), 228, "NBME 12", NOW)
    await store.scores.add(member, date(2027, 3, 2), 229, "NBME 13", NOW)
    await store.reminders.subscribe(wanted, [("letters", NOW), ("signals", NOW)], NOW)
    await store.conversations.remember(Turn(f"turn of {member}", member, 3, GUILD, "How?", {}, True, NOW))
    await store.feedback.vote("some turn", member, True, "clear", NOW)
    await store.uncovered.note(member, GUILD, "What?", ["Letters"], NOW)
    await store.audit.note(GUILD, member, "delete", "scores", NOW)
    await store.choices.allow_model(member, False, NOW)
    await store.golden.add(GUILD, member, NewGolden(f"What does {member} ask?", holds=("four",)), NOW)


async def rows_of(url: str, member: int) -> dict[str, int]:
    """Return how many rows of each table belong to a member."""
    engine = create_async_engine(read_url(url))
    async with engine.connect() as connection:
        counts = {
            table.name: await connection.scalar(select(func.count()).where(table.c.member == member))
            for table in MEMBERS_TABLES
        }
    await engine.dispose()
    return counts


def test_every_table_is_either_of_members_or_known_to_be_of_none() -> None:
    assert {table.name for table in MEMBERS_TABLES} | OF_NO_MEMBER == set(Table.metadata.tables)
    assert not {table.name for table in MEMBERS_TABLES} & OF_NO_MEMBER


async def test_everything_about_a_member_is_shown_from_every_table(store: Store) -> None:
    assert await store.members.everything(ANNA) == {}
    await tell_all(store, ANNA)
    await tell_all(store, BEN)
    shown = await store.members.everything(ANNA)

    assert set(shown) == {table.name for table in MEMBERS_TABLES}
    assert json.loads(json.dumps(shown)) == shown
    assert {row["member"] for rows in shown.values() for row in rows} == {ANNA}
    assert [(row["taken_on"], row["value"]) for row in shown["scores"]] == [("2027-03-01", 228), ("2027-03-02", 229)]
    assert shown["profiles"] == [
        {
            "member": ANNA,
            "values": {"step2": 250},
            "typed": {"step2": "250"},
            "changed_at": "2026-11-29T12:00:00+00:00",
        }
    ]


async def test_deleting_a_member_leaves_no_row_of_theirs_in_any_table(store: Store, url: str) -> None:
    await tell_all(store, ANNA)
    await tell_all(store, BEN)
    of_ben = await rows_of(url, BEN)
    gone = await store.members.delete(ANNA)

    assert await rows_of(url, ANNA) == dict.fromkeys(of_ben, 0)
    assert await rows_of(url, BEN) == of_ben
    assert all(of_ben.values())
    assert gone == {kind: count for kind, count in of_ben.items() if kind not in OF_A_SERVER}
    assert await store.members.everything(ANNA) == {}
    assert await store.members.delete(ANNA) == {}


async def test_acts_of_a_deleted_member_stay_without_their_name(store: Store) -> None:
    await store.audit.note(GUILD, ANNA, "enable", "on", NOW)
    await store.members.delete(ANNA)

    assert await store.audit.latest(GUILD, 5) == (Act(GUILD, None, "enable", "on", NOW),)


async def test_golden_questions_of_a_deleted_member_stay_without_their_name(store: Store) -> None:
    await store.golden.add(GUILD, ANNA, NewGolden("How many letters?", "us_md", ("four",)), NOW)
    [before] = await store.golden.of(GUILD)
    await store.members.delete(ANNA)

    assert await store.golden.of(GUILD) == (replace(before, member=None),)


async def test_turns_go_after_a_month_and_what_was_written_with_votes_too(store: Store) -> None:
    turn = Turn("old", ANNA, 3, GUILD, "How?", {}, private=False, asked_at=NOW - TURNS_KEPT - SECOND)
    for one in (turn, replace(turn, id="kept", asked_at=NOW - TURNS_KEPT)):
        await store.conversations.remember(one)
        await store.feedback.vote(one.id, ANNA, False, f"why {one.id}", one.asked_at)
    await store.tidy(NOW)

    assert await store.conversations.get("old") is None
    assert await store.conversations.get("kept") is not None
    assert await store.feedback.counts("old") == Votes(helpful=0, unhelpful=1)
    shown = await store.members.everything(ANNA)
    assert {vote["turn"]: vote["why"] for vote in shown["votes"]} == {"old": "", "kept": "why kept"}


async def test_turns_before_a_time_are_counted_when_forgotten(store: Store) -> None:
    for number in range(3):
        turn = Turn(f"{number}", ANNA, 3, None, "How?", {}, private=False, asked_at=NOW + number * SECOND)
        await store.conversations.remember(turn)

    assert await store.conversations.forget_before(NOW + 2 * SECOND) == 2
    assert await store.conversations.get("2") is not None


async def test_sheets_kept_for_a_member_alone_are_forgotten_and_nothing_else(store: Store) -> None:
    sheet = Turn("sheet", ANNA, NO_PLACE, GUILD, "/scores list", {}, private=True, asked_at=NOW)
    others = {"seen by all": {"private": False}, "asked": {"place": 3}, "of Ben": {"member": BEN}}
    for turn in (sheet, replace(sheet, id="again"), *(replace(sheet, id=id, **what) for id, what in others.items())):
        await store.conversations.remember(turn)

    assert await store.conversations.forget_sheets(ANNA) == 2
    assert [await store.conversations.get(id) for id in ("sheet", "again")] == [None, None]
    assert None not in [await store.conversations.get(id) for id in others]
    assert await store.conversations.forget_sheets(ANNA) == 0


async def test_an_event_is_forgotten_after_two_days(store: Store) -> None:
    await store.events.claim(1, NOW - EVENTS_KEPT - SECOND)
    await store.events.claim(2, NOW - EVENTS_KEPT)
    await store.tidy(NOW)

    assert [await store.events.claim(event, NOW) for event in (1, 2)] == [True, False]


async def test_what_was_spent_is_forgotten_after_thirty_days(store: Store) -> None:
    days = [(NOW - kept).date() for kept in (SPENDING_KEPT + timedelta(days=1), SPENDING_KEPT, timedelta())]
    for guild in (GUILD, DIRECT):
        for day in days:
            await store.spending.take(guild, day, 5, 5)
    await store.tidy(NOW)

    assert [[await store.spending.spent(guild, day) for day in days] for guild in (GUILD, DIRECT)] == [[0, 5, 5]] * 2


async def test_sent_reminders_go_when_their_season_is_past_and_pending_ones_stay(store: Store) -> None:
    past, now = Subscription(ANNA, 2025, "", 9, "UTC"), Subscription(BEN, 2026, "", 9, "UTC")
    for wanted in (past, now):
        await store.reminders.subscribe(wanted, [(name, NOW) for name in ("sent", "given up", "pending")], NOW)
        sent, given_up, _ = await store.reminders.pending(wanted.member)
        await store.reminders.sent(sent.id, NOW)
        await store.reminders.give_up(given_up.id, "closed")
    await store.tidy(NOW)

    shown = [(await store.members.everything(member))["reminders"] for member in (ANNA, BEN)]
    assert [[row["milestone"] for row in rows] for rows in shown] == [["pending"], ["sent", "given up", "pending"]]
