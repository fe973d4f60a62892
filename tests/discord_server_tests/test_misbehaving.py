"""What goes wrong on demand: failures, limits and delays, and how the real client takes them."""

import time

import discord
import pytest

from tests.discord_server import MiniDiscord, Person
from tests.discord_server_tests.small import logged_in, running, slash


async def say_hi(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("hi")


async def test_a_failure_is_tried_again(server: MiniDiscord) -> None:
    server.misbehave.fail(500, path="/messages", method="POST")
    async with logged_in(server) as client:
        await client.get_partial_messageable(int(server.channel.id)).send("once")

    statuses = [one.status for one in server.requests if one.method == "POST"]
    assert (statuses, len(server.sent), server.refusals) == ([500, 200], 1, [])


async def test_what_failed_after_it_was_done_is_not_done_twice(server: MiniDiscord) -> None:
    server.misbehave.fail(502, path="/messages", after_doing=True)
    async with logged_in(server) as client:
        sent = await client.get_partial_messageable(int(server.channel.id)).send("once", nonce=5)

    assert [one["id"] for one in server.sent] == [str(sent.id)]


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_limit_makes_the_client_wait(server: MiniDiscord, everywhere: bool) -> None:
    server.misbehave.limit(0.3, path="/messages", global_=everywhere)
    async with logged_in(server) as client:
        begun = time.monotonic()
        await client.get_partial_messageable(int(server.channel.id)).send("later")

    assert 0.3 <= time.monotonic() - begun < 2
    assert [one.status for one in server.requests if one.method == "POST"] == [429, 200]


async def test_a_limit_on_an_answer_makes_it_come_later(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(say_hi)):
        server.misbehave.limit(0.2, path="/callback")
        reply = await server.slash(ada, "go")

    assert 0.2 <= reply.seconds_to_ack < 2


async def test_a_slow_way_makes_an_answer_late(ada: Person) -> None:
    async with MiniDiscord(ack_within=0.1) as server, running(server, slash(say_hi)):
        server.misbehave.slow(0.2, path="/callback")
        with pytest.raises(TimeoutError, match="not acknowledged"):
            await server.slash(server.member("Bo"), "go", timeout=0.5)

        assert [one.code for one in server.refusals] == [10062]


async def test_everything_asked_is_on_record(server: MiniDiscord) -> None:
    async with logged_in(server) as client:
        await client.get_partial_messageable(int(server.channel.id)).send("words")

    method, path, body, status = server.requests[-1]
    assert (method, path, status) == ("POST", f"/channels/{server.channel.id}/messages", 200)
    assert body["content"] == "words"
