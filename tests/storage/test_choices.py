"""Choices of members: what holds where nothing was said, what replaces what, and whose they are."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.storage.store import Store

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
ANNA, BEN = 2**63 - 1, 7


async def test_a_chat_model_may_read_questions_until_their_member_says_otherwise(store: Store) -> None:
    assert await store.choices.model_allowed(ANNA)
    await store.choices.allow_model(ANNA, False, NOW)

    assert await store.choices.model_allowed(ANNA) is False
    assert await store.choices.model_allowed(BEN) is True


async def test_a_choice_replaces_the_one_before(store: Store) -> None:
    for hours, allowed in enumerate((False, True, False, True)):
        await store.choices.allow_model(ANNA, allowed, NOW + timedelta(hours=hours))
        assert await store.choices.model_allowed(ANNA) is allowed

    assert (await store.members.everything(ANNA))["choices"] == [
        {"member": ANNA, "model": True, "changed_at": "2026-11-29T15:00:00+00:00"}
    ]


async def test_one_who_chooses_many_times_at_once_has_one_choice(store: Store) -> None:
    await asyncio.gather(*(store.choices.allow_model(ANNA, False, NOW) for _ in range(12)))

    assert len((await store.members.everything(ANNA))["choices"]) == 1
    assert not await store.choices.model_allowed(ANNA)


async def test_a_choice_goes_with_its_member(store: Store) -> None:
    for member in (ANNA, BEN):
        await store.choices.allow_model(member, False, NOW)

    assert await store.members.delete(ANNA) == {"choices": 1}
    assert await store.choices.model_allowed(ANNA)
    assert not await store.choices.model_allowed(BEN)
