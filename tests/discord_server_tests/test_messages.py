"""Messages: sent, edited, answered, in threads and direct conversations, and what the bot may not do."""

import io
from typing import Any

import discord
import pytest
from discord import ui

from tests.discord_server import MiniDiscord, Person, RefusedByClient
from tests.discord_server_tests.small import logged_in, post, running

Json = dict[str, Any]


async def refused(act: Any) -> tuple[int, int]:
    """Return the status and code something is refused with."""
    with pytest.raises(discord.HTTPException) as raised:
        await act
    return raised.value.status, raised.value.code


async def answer(message: discord.Message) -> None:
    await message.add_reaction("👀")
    await message.reply("a reply")


async def open_thread(message: discord.Message) -> None:
    thread = await message.create_thread(name="Your question")
    async with thread.typing():
        await thread.send("in the thread")


async def test_a_message_is_answered_in_its_channel(server: MiniDiscord, ada: Person) -> None:
    async with running(server, heard=answer):
        message = await server.say(ada, "hello")
        heard = await server.heard(message)

    assert heard["content"] == "a reply"
    assert heard["referenced_message"]["id"] == message["id"]
    assert [one["id"] for one in heard["mentions"]] == [ada.id]
    assert message["reactions"][0]["emoji"]["name"] == "👀"


async def test_a_message_is_answered_in_a_thread(server: MiniDiscord, ada: Person) -> None:
    async with running(server, heard=open_thread):
        message = await server.say(ada, "hello")
        heard = await server.heard(message)
        thread = server.thread_of(message)

    assert thread
    assert (thread.name, heard["channel_id"], server.typing) == ("Your question", message["id"], [thread.id])
    assert message["flags"] & 1 << 5


async def test_what_was_heard_is_not_heard_again(server: MiniDiscord, ada: Person) -> None:
    async with running(server, heard=answer):
        await server.say(ada, "one", dm=True)
        assert (await server.heard(ada))["content"] == "a reply"
        with pytest.raises(TimeoutError, match="nothing heard"):
            await server.heard(ada, timeout=0.1)


async def test_closed_direct_messages_get_nothing(server: MiniDiscord) -> None:
    shy, stranger = server.member("Shy", dms_open=False), server.user("Stranger")
    async with logged_in(server) as client:
        for person in (shy, stranger):
            user = await client.fetch_user(int(person.id))
            assert await refused(user.send("psst")) == (403, 50007)
        with pytest.raises(RefusedByClient, match="cannot write there"):
            await server.say(stranger, "psst", dm=True)


async def test_the_same_nonce_sends_once(server: MiniDiscord, ada: Person) -> None:
    body = {"content": "once", "nonce": "7", "enforce_nonce": True}
    path = f"/channels/{server.channel.id}/messages"
    async with logged_in(server) as client:
        first, again = await post(client, path, body), await post(client, path, body)
        other = await post(client, path, body | {"nonce": "8"})

    assert first["id"] == again["id"] != other["id"]
    assert len(server.sent) == 2


async def test_files_are_kept_and_can_be_fetched(server: MiniDiscord) -> None:
    async with logged_in(server) as client:
        channel = await client.fetch_channel(int(server.channel.id))
        assert isinstance(channel, discord.TextChannel)
        sent = await channel.send(
            files=[discord.File(io.BytesIO(b"one"), "1.txt"), discord.File(io.BytesIO(b"2"), "b")]
        )
        assert [await one.read() for one in sent.attachments] == [b"one", b"2"]

        await sent.edit(attachments=sent.attachments[:1])
        assert [one["filename"] for one in server.sent[0]["attachments"]] == ["1.txt"]

        large = discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "large")
        assert await refused(channel.send(file=large)) == (413, 40005)


@pytest.mark.parametrize(
    ("may", "act", "code"),
    [
        ("", "read", 50001),
        ("view", "send", 50013),
        ("view send", "send file", 50013),
        ("view send history", "open thread", 50013),
        ("view send threads", "read one", 50013),
        ("view send threads", "reply", 160002),
        ("view history", "react", 50013),
    ],
)
async def test_what_the_bot_may_not_do_is_refused(
    server: MiniDiscord, ada: Person, may: str, act: str, code: int
) -> None:
    message = await server.say(ada, "hello")
    server.permit(server.channel, bot_may=may.split())
    at = f"/channels/{server.channel.id}"
    one = f"{at}/messages/{message['id']}"
    async with logged_in(server) as client:
        channel = client.get_partial_messageable(int(server.channel.id))
        acts = {
            "read": lambda: client.http.request(discord.http.Route("GET", f"{at}/messages")),
            "send": lambda: channel.send("x"),
            "send file": lambda: channel.send(file=discord.File(io.BytesIO(b"x"), "x")),
            "open thread": lambda: post(client, f"{one}/threads", {"name": "x"}),
            "read one": lambda: client.http.request(discord.http.Route("GET", one)),
            "reply": lambda: channel.get_partial_message(int(message["id"])).reply("x"),
            "react": lambda: channel.get_partial_message(int(message["id"])).add_reaction("👀"),
        }
        found = await refused(acts[act]())

    assert found[1] == code
    assert server.sent == []


async def test_what_is_not_there_is_unknown(server: MiniDiscord, ada: Person) -> None:
    message = await server.say(ada, "hello")
    await server.delete(message)
    gone = server.new_channel()
    await server.delete_channel(gone)
    await server.leave(ada)
    async with logged_in(server) as client:
        channel = client.get_partial_messageable(int(server.channel.id))
        assert await refused(channel.fetch_message(int(message["id"]))) == (404, 10008)
        assert await refused(channel.get_partial_message(int(message["id"])).reply("x")) == (400, 50035)
        assert await refused(client.fetch_channel(int(gone.id))) == (404, 10003)
        assert await refused(client.fetch_user(1)) == (404, 10013)
        guild = await client.fetch_guild(int(server.guild.id), with_counts=False)
        assert await refused(guild.fetch_member(int(ada.id))) == (404, 10007)
        assert await refused(client.http.request(discord.http.Route("GET", "/nowhere"))) == (404, 0)


async def test_only_its_own_messages_may_the_bot_change(server: MiniDiscord, ada: Person) -> None:
    message = await server.say(ada, "hello")
    async with logged_in(server) as client:
        channel = client.get_partial_messageable(int(server.channel.id))
        partial = channel.get_partial_message(int(message["id"]))
        assert await refused(partial.edit(content="mine")) == (403, 50005)
        assert await refused(partial.delete()) == (403, 50013)
        own = await channel.send("mine")
        await own.edit(content="still mine")
        await own.delete()

    assert server.sent[0]["content"] == "still mine"
    assert list(server.channel.messages) == [message["id"]]


async def test_a_message_has_one_thread_and_a_thread_none(server: MiniDiscord, ada: Person) -> None:
    message = await server.say(ada, "hello")
    path = f"/channels/{server.channel.id}/messages/{message['id']}/threads"
    async with logged_in(server) as client:
        await post(client, path, {"name": "x"})
        assert await refused(post(client, path, {"name": "x"})) == (400, 160004)
        assert await refused(post(client, f"/channels/{message['id']}/threads", {"name": "x"})) == (400, 50024)
        assert await refused(post(client, path, {"name": "x" * 101})) == (400, 50035)


class Shown(ui.LayoutView):
    """Components of the second kind."""

    text = ui.TextDisplay[Any]("words")


async def test_components_of_the_second_kind_stay(server: MiniDiscord) -> None:
    async with logged_in(server) as client:
        channel = client.get_partial_messageable(int(server.channel.id))
        sent = await channel.send(view=Shown())
        assert await refused(sent.edit(content="plain", view=None)) == (400, 50035)
        plain = await channel.send("plain")
        assert await refused(plain.edit(view=Shown())) == (400, 50035)
        await plain.edit(content=None, view=Shown())

    assert [one["flags"] & 1 << 15 for one in server.sent] == [1 << 15, 1 << 15]


async def test_messages_are_listed_the_newest_first(server: MiniDiscord, ada: Person) -> None:
    ids = [int((await server.say(ada, str(number)))["id"]) for number in range(5)]
    async with logged_in(server) as client:
        channel = await client.fetch_channel(int(server.channel.id))
        assert isinstance(channel, discord.TextChannel)
        assert [one.id async for one in channel.history(limit=2)] == ids[:2:-1]
        assert [one.id async for one in channel.history(after=discord.Object(ids[2]))] == ids[3:]
        assert [one.id async for one in channel.history(before=discord.Object(ids[2]))] == ids[1::-1]
        server.permit(server.channel, bot_may=("view", "send"))
        assert [one async for one in channel.history()] == []


@pytest.mark.parametrize(
    ("allowed", "pinged", "everyone"),
    [
        (None, True, True),
        (discord.AllowedMentions.none(), False, False),
        (discord.AllowedMentions(everyone=False, roles=False, users=True), True, False),
    ],
    ids=["all", "none", "users"],
)
async def test_who_is_pinged_is_told(
    server: MiniDiscord, ada: Person, allowed: discord.AllowedMentions | None, pinged: bool, everyone: bool
) -> None:
    async with logged_in(server) as client:
        channel = client.get_partial_messageable(int(server.channel.id))
        await channel.send(f"@everyone {ada.mention}", **({"allowed_mentions": allowed} if allowed else {}))

    assert [one["id"] for one in server.sent[0]["mentions"]] == [ada.id] * pinged
    assert server.sent[0]["mention_everyone"] is everyone
