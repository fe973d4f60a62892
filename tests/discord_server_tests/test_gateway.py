"""The gateway: who may come in, what is told to whom, and how a session goes on."""

import json
import zlib

import aiohttp
import discord
import pytest

from tests.discord_server import MiniDiscord, Person
from tests.discord_server_tests.small import INTENTS, Small, logged_in, running, slash


async def say_hi(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("hi")


async def closed_with(server: MiniDiscord, *payloads: object, query: str = "v=10&encoding=json") -> int | None:
    """Return the code that a connection is closed with after some payloads."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.origin}/gateway?{query}") as socket:
        for payload in payloads:
            await socket.send_str(payload if isinstance(payload, str) else json.dumps(payload))
        while not socket.closed:
            await socket.receive(timeout=5)
        return socket.close_code


def identify(token: str, intents: int = 1) -> object:
    return {"op": 2, "d": {"token": token, "intents": intents, "properties": {}}}


async def test_a_client_is_told_of_its_guilds(server: MiniDiscord) -> None:
    second = server.new_guild("Fellows")
    async with running(server) as client:
        await client.wait_until_ready()

        assert {guild.id for guild in client.guilds} == {int(server.guild.id), int(second.id)}
        channel = client.get_channel(int(server.channel.id))
        assert isinstance(channel, discord.TextChannel)
        assert channel.permissions_for(channel.guild.me).send_messages
        assert client.application_id == int(server.world.bot.id)


@pytest.mark.parametrize(
    ("payloads", "query", "code"),
    [
        ([identify("wrong")], "v=10&encoding=json", 4004),
        ([{"op": 99, "d": None}], "v=10&encoding=json", 4001),
        (["{"], "v=10&encoding=json", 4002),
        ([{"op": 3, "d": {}}], "v=10&encoding=json", 4003),
        ([], "v=9&encoding=json", 4012),
        ([], "v=10&encoding=etf", 4012),
    ],
    ids=["wrong token", "unknown op", "no JSON", "not identified", "old version", "other encoding"],
)
async def test_who_does_not_belong_is_shown_out(
    server: MiniDiscord, payloads: list[object], query: str, code: int
) -> None:
    assert await closed_with(server, *payloads, query=query) == code


async def test_who_identifies_twice_is_shown_out(server: MiniDiscord) -> None:
    assert await closed_with(server, identify(server.token), identify(server.token)) == 4005


@pytest.mark.parametrize(("intents", "code"), [(1 << 1, 4014), (1 << 15, 4014), (1 << 40, 4013)])
async def test_an_intent_that_is_not_switched_on_closes_the_line(server: MiniDiscord, intents: int, code: int) -> None:
    assert await closed_with(server, identify(server.token, intents)) == code


async def test_the_real_client_says_that_a_privileged_intent_is_missing(server: MiniDiscord) -> None:
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(server, intents=INTENTS | discord.Intents(message_content=True)):
            pass


async def test_a_privileged_intent_that_is_switched_on_lets_content_through(server: MiniDiscord) -> None:
    async with MiniDiscord(may_ask_for=1 << 15) as open_server:
        ada = open_server.member("Ada")
        async with running(open_server, intents=INTENTS | discord.Intents(message_content=True)) as client:
            await open_server.say(ada, "aside", mention=False)
            await open_server.until(lambda: client.read)

            assert client.read[0].content == "aside"


async def test_a_silent_client_is_shown_out() -> None:
    async with MiniDiscord(heartbeat=0.05) as server:
        assert await closed_with(server, identify(server.token)) == 4009


async def test_heartbeats_are_answered(server: MiniDiscord) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.origin}/gateway?v=10") as socket:
        assert (await socket.receive_json(timeout=5))["op"] == 10
        await socket.send_json({"op": 1, "d": None})

        assert (await socket.receive_json(timeout=5))["op"] == 11


@pytest.mark.parametrize(
    ("mention", "dm", "content"),
    [(False, False, ""), (True, False, "<@{bot}> hello"), (False, True, "hello")],
    ids=["in passing", "mentioned", "direct"],
)
async def test_content_is_told_only_of_what_is_meant_for_the_bot(
    server: MiniDiscord, ada: Person, mention: bool, dm: bool, content: str
) -> None:
    async with running(server) as client:
        await server.say(ada, "hello", mention=mention, dm=dm, attachments=[("scores.csv", b"1")])
        await server.until(lambda: client.read)

        [message] = client.read
        assert message.content == content.format(bot=server.world.bot.id)
        assert len(message.attachments) == bool(content)


async def test_what_was_not_subscribed_to_is_not_told(server: MiniDiscord, ada: Person) -> None:
    async with running(server, intents=discord.Intents(guilds=True, dm_messages=True)) as client:
        await server.say(ada, "in the guild")
        await server.say(ada, "direct", dm=True)
        await server.until(lambda: client.read)

        assert [message.content for message in client.read] == ["direct"]


async def test_a_channel_the_bot_does_not_see_is_not_told_of(server: MiniDiscord, ada: Person) -> None:
    hidden = server.new_channel(bot_may=())
    async with running(server) as client:
        await server.say(ada, "hidden", channel=hidden)
        await server.say(ada, "seen")
        await server.until(lambda: client.read)

        assert [message.channel.id for message in client.read] == [int(server.channel.id)]


@pytest.mark.parametrize("how", ["drop", "reconnect", "invalidate"])
async def test_a_session_goes_on_and_misses_nothing(server: MiniDiscord, ada: Person, how: str) -> None:
    async with running(server, slash(say_hi)) as client:
        act = getattr(server.misbehave, how)
        act(resumable=True) if how == "invalidate" else act()
        await server.say(ada, "meanwhile")
        reply = await server.slash(ada, "go", timeout=20)

        assert reply.text == "hi"
        assert [message.author.name for message in client.read] == ["ada", "advisor"]
        assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
        assert server.refusals == []


async def test_a_session_that_is_gone_is_begun_anew(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(say_hi)):
        server.misbehave.invalidate(resumable=False)
        await server.ready(timeout=20)

        assert (await server.slash(ada, "go")).text == "hi"
        assert (server.gateway.identified, server.gateway.resumed) == (2, 0)


async def test_an_event_can_be_told_twice(server: MiniDiscord, ada: Person) -> None:
    async with running(server) as client:
        server.misbehave.duplicate()
        await server.say(ada, "once")
        await server.say(ada, "more")
        await server.until(lambda: len(client.read) == 3)

        assert client.read[0].id == client.read[1].id != client.read[2].id


async def test_payloads_are_packed_as_one_stream(server: MiniDiscord) -> None:
    unpack = zlib.decompressobj()
    address = f"{server.origin}/gateway?v=10&encoding=json&compress=zlib-stream"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        hello = await socket.receive_bytes()
        await socket.send_json(identify(server.token))
        ready = await socket.receive_bytes()

    assert hello.endswith(b"\x00\x00\xff\xff")
    assert json.loads(unpack.decompress(hello))["op"] == 10
    assert json.loads(unpack.decompress(ready))["t"] == "READY"


async def test_a_channel_that_goes_and_one_that_comes_are_told(server: MiniDiscord) -> None:
    async with running(server) as client:
        await client.wait_until_ready()
        new = server.new_channel(name="news", bot_may=("view",))
        channel = await server.until(lambda: client.get_channel(int(new.id)))
        assert isinstance(channel, discord.TextChannel)
        assert not channel.permissions_for(channel.guild.me).send_messages

        await server.delete_channel(new)
        await server.say(server.member("Bo"), "after")
        await server.until(lambda: client.read)
        assert client.get_channel(int(new.id)) is None


async def test_a_wrong_token_is_refused(server: MiniDiscord) -> None:
    async with logged_in(server) as client:
        assert client.user
        assert client.user.id == int(server.world.bot.id)
        stranger = Small()
        with pytest.raises(discord.LoginFailure):
            await stranger.login("wrong")
        await stranger.close()
    assert [(one.status, one.code) for one in server.refusals] == [(401, 0)]
