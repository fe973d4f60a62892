"""Reminders: what subscribing schedules, who may send what and when, and what is never sent twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from bot.storage.reminders import Claimed, Subscription
from bot.storage.store import Store

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
HOUR, DAY, LEASE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=5)
ANNA = Subscription(member=1 << 60, season=2028, applicant="us_md", hour=9, zone="America/Chicago")
BEN = replace(ANNA, member=7, zone="Asia/Kolkata")
DUE = [("letters", NOW + DAY), ("signals", NOW), ("eras", NOW - HOUR)]


async def claim(store: Store, now: datetime = NOW, most: int = 10) -> tuple[Claimed, ...]:
    """Claim what is due."""
    return await store.reminders.claim(now, "one", LEASE, most)


async def claim_one(store: Store, now: datetime = NOW) -> int:
    """Claim the first that is due, and return its number."""
    [one] = await claim(store, now, most=1)
    return one.reminder.id


def names(claimed: Sequence[Claimed]) -> list[tuple[str, bool]]:
    """Return the milestones, and whether each was claimed before."""
    return [(one.reminder.milestone, one.claimed_before) for one in claimed]


async def pending(store: Store, member: int = ANNA.member) -> list[str]:
    """Return the milestones that a member is still to be reminded of."""
    return [one.milestone for one in await store.reminders.pending(member)]


async def test_a_subscription_is_kept_as_it_was_given(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)

    assert await store.reminders.subscription(ANNA.member) == ANNA
    assert await store.reminders.subscription(BEN.member) is None
    assert [(one.milestone, one.due_at) for one in await store.reminders.pending(ANNA.member)] == DUE[::-1]


async def test_a_reminder_is_claimed_when_it_is_due_and_not_before(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)

    assert names(await claim(store, NOW - 2 * HOUR)) == []
    assert names(await claim(store, NOW)) == [("eras", False), ("signals", False)]
    assert names(await claim(store, NOW + DAY - LEASE / 5)) == [("eras", True), ("signals", True)]


async def test_no_more_are_claimed_than_asked_for_and_the_longest_due_come_first(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)

    assert names(await claim(store, NOW + DAY, most=2)) == [("eras", False), ("signals", False)]
    assert names(await claim(store, NOW + DAY, most=2)) == [("letters", False)]


async def test_a_claim_holds_for_its_lease(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    await claim(store)

    assert await claim(store, NOW + LEASE - timedelta(microseconds=1)) == ()
    assert names(await claim(store, NOW + LEASE)) == [("signals", True)]


async def test_claims_at_the_same_time_are_disjoint(store: Store) -> None:
    await store.reminders.subscribe(ANNA, [(f"milestone {n}", NOW) for n in range(60)], NOW)
    hauls = await asyncio.gather(*(claim(store, most=5) for _ in range(12)))
    claimed = [one.reminder.milestone for haul in hauls for one in haul]

    assert len(claimed) == len(set(claimed))
    assert len(claimed) + len(await claim(store, most=60)) == 60


async def test_what_was_sent_is_neither_pending_nor_claimed_again(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)
    await store.reminders.sent(await claim_one(store), NOW)

    assert await pending(store) == ["signals", "letters"]
    assert names(await claim(store, NOW + 30 * DAY)) == [("signals", False), ("letters", False)]


async def test_what_is_postponed_comes_again_as_if_it_had_not_been_claimed(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    await store.reminders.postpone(await claim_one(store), NOW + HOUR)

    assert await claim(store, NOW + HOUR - timedelta(seconds=1)) == ()
    assert names(await claim(store, NOW + HOUR)) == [("signals", False)]
    assert [one.due_at for one in await store.reminders.pending(ANNA.member)] == [NOW]


async def test_what_is_given_up_is_not_tried_until_the_member_subscribes_again(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    await store.reminders.give_up(await claim_one(store), "direct messages are closed")

    assert await pending(store) == []
    assert await claim(store, NOW + DAY) == ()
    assert await store.reminders.next_due() is None

    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    assert await pending(store) == ["signals"]


@pytest.mark.parametrize("late", ["postpone", "give_up"])
async def test_what_was_sent_stays_sent_whatever_a_late_worker_says(store: Store, late: str) -> None:
    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    id_ = await claim_one(store)
    await store.reminders.sent(id_, NOW)
    await (store.reminders.postpone(id_, NOW) if late == "postpone" else store.reminders.give_up(id_, "closed"))

    assert await claim(store, NOW + DAY) == ()
    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    assert await pending(store) == []


async def test_subscribing_again_with_the_same_changes_nothing(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)
    before = await store.reminders.pending(ANNA.member)
    for _ in range(3):
        await store.reminders.subscribe(ANNA, DUE, NOW + HOUR)

    assert await store.reminders.pending(ANNA.member) == before


async def test_subscribing_again_replaces_what_is_pending_and_leaves_others_alone(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)
    await store.reminders.subscribe(BEN, DUE, NOW)
    moved = replace(ANNA, hour=18)
    await store.reminders.subscribe(moved, [("letters", NOW + 2 * DAY), ("interviews", NOW + DAY)], NOW)

    assert await store.reminders.subscription(ANNA.member) == moved
    assert [(one.milestone, one.due_at) for one in await store.reminders.pending(ANNA.member)] == [
        ("interviews", NOW + DAY),
        ("letters", NOW + 2 * DAY),
    ]
    assert await pending(store, BEN.member) == ["eras", "signals", "letters"]


async def test_a_milestone_that_was_sent_is_scheduled_again_for_another_season_alone(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)
    await store.reminders.sent(await claim_one(store), NOW)

    await store.reminders.subscribe(ANNA, DUE, NOW)
    assert await pending(store) == ["signals", "letters"]
    await store.reminders.unsubscribe(ANNA.member)
    await store.reminders.subscribe(ANNA, DUE, NOW)
    assert await pending(store) == ["signals", "letters"]
    await store.reminders.subscribe(replace(ANNA, season=2029), DUE, NOW)
    assert [(one.milestone, one.season) for one in await store.reminders.pending(ANNA.member)] == [
        ("eras", 2029),
        ("signals", 2029),
        ("letters", 2029),
    ]


@pytest.mark.parametrize("moved_to", [NOW, NOW - DAY, NOW + HOUR], ids=["the same time", "earlier", "later"])
async def test_subscribing_again_while_a_reminder_is_on_its_way_does_not_send_it_twice(
    store: Store, moved_to: datetime
) -> None:
    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    on_its_way = await claim_one(store)
    await store.reminders.subscribe(ANNA, [("signals", moved_to)], NOW)

    assert await claim(store, NOW) == ()
    await store.reminders.sent(on_its_way, NOW)
    assert await claim(store, NOW + DAY) == ()


async def test_unsubscribing_tells_how_many_were_pending_and_leaves_none(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)
    await store.reminders.sent(await claim_one(store), NOW)

    assert await store.reminders.unsubscribe(ANNA.member) == 2
    assert await store.reminders.subscription(ANNA.member) is None
    assert await pending(store) == []
    assert await store.reminders.unsubscribe(ANNA.member) == 0


async def test_a_number_is_not_given_to_another_reminder(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE[1:2], NOW)
    of_anna = await claim_one(store)
    await store.reminders.unsubscribe(ANNA.member)
    await store.reminders.subscribe(BEN, DUE[1:2], NOW)
    await store.reminders.sent(of_anna, NOW)

    assert await pending(store, BEN.member) == ["signals"]


async def test_the_next_due_is_the_end_of_the_lease_where_all_that_is_due_is_claimed(store: Store) -> None:
    assert await store.reminders.next_due() is None
    await store.reminders.subscribe(ANNA, DUE, NOW)
    assert await store.reminders.next_due() == NOW - HOUR
    await claim(store)
    assert await store.reminders.next_due() == NOW + LEASE
    await store.reminders.unsubscribe(ANNA.member)
    assert await store.reminders.next_due() is None


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2027, 3, 13, 9, tzinfo=NEW_YORK), datetime(2027, 3, 13, 14, tzinfo=UTC)),
        (datetime(2027, 3, 14, 9, tzinfo=NEW_YORK), datetime(2027, 3, 14, 13, tzinfo=UTC)),
        (datetime(2027, 11, 7, 1, 30, tzinfo=NEW_YORK), datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        (datetime(2027, 11, 7, 1, 30, tzinfo=NEW_YORK, fold=1), datetime(2027, 11, 7, 6, 30, tzinfo=UTC)),
    ],
    ids=["before the change", "after it", "the hour that comes twice", "its second time"],
)
async def test_a_time_of_any_zone_comes_back_as_the_same_moment(store: Store, local: datetime, utc: datetime) -> None:
    await store.reminders.subscribe(ANNA, [("letters", local)], NOW)
    [one] = await store.reminders.pending(ANNA.member)

    assert (one.due_at, one.due_at.tzinfo) == (utc, UTC)
    assert names(await claim(store, local)) == [("letters", False)]


async def test_a_time_without_a_zone_is_refused_and_nothing_is_changed(store: Store) -> None:
    await store.reminders.subscribe(ANNA, DUE, NOW)
    with pytest.raises(StatementError, match="no time zone"):
        await store.reminders.subscribe(ANNA, [("letters", datetime(2027, 1, 1))], NOW)  # noqa: DTZ001

    assert await pending(store) == ["eras", "signals", "letters"]
