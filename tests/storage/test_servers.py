"""Settings of servers: the defaults, what is changed, and changes at the same time."""

import asyncio

import pytest

from bot.errors import InputError
from bot.storage.servers import ServerSettings
from bot.storage.store import Store

GUILD = 1 << 58


async def test_a_server_begins_with_the_defaults_and_keeps_what_is_changed(store: Store) -> None:
    assert await store.servers.get(GUILD) == ServerSettings(GUILD)
    changed = await store.servers.change(GUILD, channels=frozenset((3, 1 << 60)), mentor_channel=4)
    await store.servers.change(GUILD, enabled=False, mentions="place", moderator_role=5, plain=True, model=False)

    assert changed == ServerSettings(GUILD, channels=frozenset((3, 1 << 60)), mentor_channel=4)
    assert await store.servers.get(GUILD) == ServerSettings(
        GUILD, False, "place", frozenset((3, 1 << 60)), mentor_channel=4, moderator_role=5, plain=True, model=False
    )
    assert await store.servers.change(GUILD, mentor_channel=None) == await store.servers.get(GUILD)
    assert await store.servers.get(8) == ServerSettings(8)


async def test_a_chat_model_may_word_answers_until_a_server_says_otherwise(store: Store) -> None:
    before = [(await store.servers.get(GUILD)).model]
    for model in (False, True):
        await store.servers.change(GUILD, model=model)
        await store.servers.change(GUILD, plain=True)
        before.append((await store.servers.get(GUILD)).model)

    assert before == [True, False, True]
    assert await store.servers.all() == (ServerSettings(GUILD, plain=True),)


async def test_two_changes_at_once_are_both_kept(store: Store) -> None:
    await asyncio.gather(store.servers.change(GUILD, plain=True), store.servers.change(GUILD, mentor_channel=4))

    assert await store.servers.get(GUILD) == ServerSettings(GUILD, plain=True, mentor_channel=4)


async def test_mentions_are_answered_in_a_thread_or_in_place(store: Store) -> None:
    with pytest.raises(InputError, match="mentions 'nowhere': choose thread or place"):
        await store.servers.change(GUILD, mentions="nowhere")

    assert await store.servers.get(GUILD) == ServerSettings(GUILD)
