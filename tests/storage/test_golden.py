"""Golden questions of servers: how they come back, are replaced and removed, and how many there may be."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import InputError
from bot.storage.golden import MOST_GOLDEN, NewGolden, StoredGolden
from bot.storage.store import Store

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BEN = 2**63 - 1, 7
GUILD, OTHER = 1 << 58, 8
LETTERS = NewGolden("How many letters?", "us_md", ("four", "IR letter|letter from IR"))
RECIPE = NewGolden("How do I bake bread?", refused=True)


async def test_golden_questions_come_back_as_they_were_added_in_that_order(store: Store) -> None:
    assert await store.golden.of(GUILD) == ()
    await store.golden.add(GUILD, ANNA, LETTERS, NOW)
    await store.golden.add(GUILD, BEN, RECIPE, NOW + DAY)

    first, second = await store.golden.of(GUILD)
    assert first == StoredGolden(first.id, ANNA, LETTERS.asked, "us_md", LETTERS.holds, refused=False, added_at=NOW)
    assert second == StoredGolden(second.id, BEN, RECIPE.asked, "", (), refused=True, added_at=NOW + DAY)
    assert await store.golden.of(OTHER) == ()


async def test_a_question_asked_the_same_replaces_the_one_before_and_keeps_its_place(store: Store) -> None:
    for golden in (LETTERS, RECIPE):
        await store.golden.add(GUILD, ANNA, golden, NOW)
        await store.golden.add(OTHER, ANNA, golden, NOW)
    before, recipe = await store.golden.of(GUILD)
    elsewhere = await store.golden.of(OTHER)
    await store.golden.add(GUILD, BEN, NewGolden(LETTERS.asked, holds=("three",)), NOW + DAY)

    after = StoredGolden(before.id, BEN, LETTERS.asked, "", ("three",), refused=False, added_at=NOW + DAY)
    assert await store.golden.of(GUILD) == (after, recipe)
    assert await store.golden.of(OTHER) == elsewhere


async def test_the_same_question_is_known_again_by_what_is_kept_of_it(store: Store) -> None:
    for asked in ("nul \0 half \ud800", "nul  half ?"):
        await store.golden.add(GUILD, ANNA, NewGolden(asked), NOW)

    assert [one.asked for one in await store.golden.of(GUILD)] == ["nul  half ?"]


async def test_a_question_is_removed_once_and_by_its_own_server_alone(store: Store) -> None:
    await store.golden.add(GUILD, ANNA, LETTERS, NOW)
    [kept] = await store.golden.of(GUILD)

    assert not await store.golden.remove(OTHER, kept.id)
    assert not await store.golden.remove(GUILD, 2**40)
    assert await store.golden.remove(GUILD, kept.id)
    assert not await store.golden.remove(GUILD, kept.id)
    assert await store.golden.of(GUILD) == ()


async def test_the_number_of_a_removed_question_is_never_given_again(store: Store) -> None:
    await store.golden.add(GUILD, ANNA, LETTERS, NOW)
    [removed] = await store.golden.of(GUILD)
    await store.golden.remove(GUILD, removed.id)
    await store.golden.add(GUILD, ANNA, LETTERS, NOW)

    [added] = await store.golden.of(GUILD)
    assert added.id > removed.id


async def test_no_more_are_kept_of_a_server_than_allowed_even_if_they_come_at_once(store: Store) -> None:
    for number in range(MOST_GOLDEN - 2):
        await store.golden.add(GUILD, ANNA, NewGolden(f"Question {number}?"), NOW)
    adding = (store.golden.add(GUILD, ANNA, NewGolden(f"Late question {number}?"), NOW) for number in range(5))
    outcomes = await asyncio.gather(*adding, return_exceptions=True)

    assert outcomes.count(None) == 2
    assert [type(one) for one in outcomes].count(InputError) == 3
    with pytest.raises(InputError, match="at most 100 golden questions of a server; remove old ones first"):
        await store.golden.add(GUILD, ANNA, LETTERS, NOW)
    await store.golden.add(GUILD, BEN, NewGolden("Question 0?", refused=True), NOW)
    await store.golden.add(OTHER, ANNA, LETTERS, NOW)
    kept = await store.golden.of(GUILD)
    assert len(kept) == MOST_GOLDEN
    assert (kept[0].member, kept[0].refused) == (BEN, True)


async def test_one_question_added_by_many_at_once_is_kept_once(store: Store) -> None:
    await asyncio.gather(*(store.golden.add(GUILD, member, LETTERS, NOW) for member in range(1, 9)))

    assert [one.asked for one in await store.golden.of(GUILD)] == [LETTERS.asked]
