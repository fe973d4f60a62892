"""Tokens of servers: what may be taken a day, what is put right afterwards, and many at the same time."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.storage.database import opened_store
from bot.storage.spending import DIRECT, day_of
from bot.storage.store import Store

TODAY = date(2026, 11, 29)
YESTERDAY = TODAY - timedelta(days=1)
GUILD, OTHER = 2**63 - 1, 8


async def test_tokens_are_taken_until_the_day_has_no_more(store: Store) -> None:
    taken = [await store.spending.take(GUILD, TODAY, tokens, 100) for tokens in (60, 41, 40, 1, 0)]

    assert taken == [True, False, True, False, True]
    assert await store.spending.spent(GUILD, TODAY) == 100


async def test_what_is_more_than_a_whole_day_is_refused_and_leaves_nothing(store: Store) -> None:
    assert not await store.spending.take(GUILD, TODAY, 101, 100)

    assert await store.spending.spent(GUILD, TODAY) == 0
    assert await store.spending.take(GUILD, TODAY, 100, 100)


async def test_servers_days_and_direct_messages_are_counted_each_for_itself(store: Store) -> None:
    counted = {(GUILD, TODAY): 1, (GUILD, YESTERDAY): 2, (OTHER, TODAY): 3, (DIRECT, TODAY): 4}
    for (guild, day), tokens in counted.items():
        assert await store.spending.take(guild, day, tokens, tokens)

    assert {one: await store.spending.spent(*one) for one in counted} == counted
    assert await store.spending.spent(DIRECT, YESTERDAY) == 0


@pytest.mark.parametrize(
    ("taken", "used", "after"),
    [(60, 25, 65), (60, 60, 100), (60, 0, 40), (60, 90, 130), (200, 10, 0)],
    ids=["less", "as much", "nothing", "more", "more given back than was taken"],
)
async def test_what_was_used_counts_in_place_of_what_was_taken(store: Store, taken: int, used: int, after: int) -> None:
    await store.spending.take(GUILD, TODAY, 100, 100)
    await store.spending.settle(GUILD, TODAY, taken, used)

    assert await store.spending.spent(GUILD, TODAY) == after


async def test_what_is_given_back_can_be_taken_and_what_was_used_beyond_the_limit_cannot(store: Store) -> None:
    await store.spending.take(GUILD, TODAY, 100, 100)
    await store.spending.settle(GUILD, TODAY, 100, 30)
    assert await store.spending.take(GUILD, TODAY, 70, 100)
    await store.spending.settle(GUILD, TODAY, 70, 95)

    assert not await store.spending.take(GUILD, TODAY, 1, 100)
    assert await store.spending.spent(GUILD, TODAY) == 125


async def test_settling_touches_no_other_server_or_day_and_brings_back_none_that_is_forgotten(store: Store) -> None:
    await store.spending.take(GUILD, TODAY, 50, 100)
    for guild, day in ((OTHER, TODAY), (GUILD, YESTERDAY)):
        await store.spending.settle(guild, day, 10, 20)
        assert await store.spending.spent(guild, day) == 0

    assert await store.spending.spent(GUILD, TODAY) == 50


@pytest.mark.parametrize("begun", [False, True], ids=["the first of a day", "on a day that has begun"])
async def test_of_fifty_that_take_at_once_as_many_get_some_as_there_is_for(store: Store, begun: bool) -> None:
    if begun:
        await store.spending.take(GUILD, TODAY, 10, 205)
    taken = await asyncio.gather(*(store.spending.take(GUILD, TODAY, 10, 205) for _ in range(50)))

    assert taken.count(True) == 20 - begun
    assert await store.spending.spent(GUILD, TODAY) == 200


async def test_two_processes_share_what_a_day_has(store: Store, url: str) -> None:
    async with opened_store(url) as beside:
        takes = (one.spending.take(DIRECT, TODAY, 7, 100) for _ in range(25) for one in (store, beside))
        taken = await asyncio.gather(*takes)

    assert taken.count(True) == 14
    assert await store.spending.spent(DIRECT, TODAY) == 98


async def test_whatever_is_taken_and_settled_at_once_the_day_ends_with_what_was_used(store: Store) -> None:
    chance, most = Random(11), 1_000  # noqa: S311
    seen, used = [], []

    async def answer(tokens: int, needed: int) -> None:
        if await store.spending.take(GUILD, TODAY, tokens, most):
            seen.append(await store.spending.spent(GUILD, TODAY))
            await store.spending.settle(GUILD, TODAY, tokens, needed)
            used.append(needed)

    wanted = [(tokens := chance.randint(1, 90), chance.randint(0, tokens)) for _ in range(50)]
    await asyncio.gather(*(answer(*one) for one in wanted))

    assert used
    assert max(seen) <= most
    assert await store.spending.spent(GUILD, TODAY) == sum(used)


def test_a_day_is_that_of_utc_whatever_the_zone() -> None:
    late = datetime(2026, 11, 29, 20, tzinfo=ZoneInfo("America/New_York"))

    assert day_of(late) == day_of(late.astimezone(UTC)) == date(2026, 11, 30)
