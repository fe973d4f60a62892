"""Interactions: in time and once, private or not, with buttons, selects, modals and suggestions."""

import asyncio
import io
from typing import Any

import discord
import pytest
from discord import app_commands

from tests.discord_server import MiniDiscord, Person, RefusedByClient
from tests.discord_server_tests.choosing import Choices
from tests.discord_server_tests.small import running, slash


async def offer(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Choose.", view=Choices())


async def think(interaction: discord.Interaction) -> None:
    await interaction.response.defer(thinking=True, ephemeral=True)
    await interaction.followup.send("first", file=discord.File(io.BytesIO(b"BEGIN"), "plan.ics"))
    await interaction.followup.send("second", ephemeral=False)


async def test_an_answer_at_once(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(offer)):
        reply = await server.slash(ada, "go")

    assert reply.text == "Choose."
    assert not reply.ephemeral
    assert not reply.deferred
    assert reply.buttons == {"More": "more", "Change": "change", "Tell": "tell"}
    assert 0 < reply.seconds_to_ack <= reply.seconds < 3
    assert server.refusals == []


async def test_a_deferral_settles_who_sees_the_first_follow_up(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(think)):
        reply = await server.slash(ada, "go")

    assert [bool(one["flags"] & 64) for one in reply.messages] == [True, False]
    assert [one["seen_by"] for one in reply.messages] == [[ada.id], None]
    assert (reply.deferred, reply.ephemeral, reply.files) == (True, True, {"plan.ics": b"BEGIN"})
    assert [one["content"] for one in server.sent] == ["first", "second"]


async def test_buttons_selects_and_forms(server: MiniDiscord, ada: Person) -> None:
    bo = server.member("Bo")
    async with running(server, slash(offer)):
        reply = await server.slash(ada, "go")
        more = await server.press(bo, reply, "More")
        form = await server.press(ada, reply, "tell")
        told = await server.submit(ada, form, {"Score": "251", "kind": "IMG"})
        picked = await server.pick(ada, reply, "which", ["1"])
        changed = await server.press(ada, reply, "Change")

    assert (more.text, more.ephemeral) == ("more for bo", True)
    assert form.modal
    assert form.modal["title"] == "About you"
    assert told.text == "251 ['img']"
    assert (picked.text, picked.message and picked.message["id"]) == ("picked ['1']", reply.messages[0]["id"])
    assert (changed.text, changed.buttons) == ("changed", {})
    assert server.refusals == []


async def test_what_is_private_is_seen_by_the_asker_alone(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(offer)):
        private = await server.press(ada, await server.slash(ada, "go"), "More")
        with pytest.raises(RefusedByClient, match="does not see"):
            await server.press(server.member("Bo"), private, "More")


async def test_what_is_private_is_not_in_the_channel_for_the_bot_either(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(think)) as client:
        private = (await server.slash(ada, "go")).messages[0]
        channel = client.get_partial_messageable(int(private["channel_id"]))
        partial = channel.get_partial_message(int(private["id"]))

        assert await caught(partial.fetch()) == (404, 10008)
        assert await caught(partial.edit(content="x")) == (404, 10008)
        assert await caught(partial.add_reaction("👀")) == (404, 10008)
        assert await caught(partial.reply("x")) == (400, 50035)
        assert [one.content async for one in channel.history()] == ["second"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"Score": "1", "Kind": "IMG"}, "do not lie within 2 and 3"),
        ({"Score": "", "Kind": "IMG"}, "score is required"),
        ({"Score": "250", "Kind": "DO"}, "not offered"),
        ({"Score": "250"}, "0 values"),
        ({"Scores": "250"}, "no field 'Scores'"),
    ],
    ids=["too short", "empty", "not offered", "not picked", "no such field"],
)
async def test_a_form_that_is_filled_in_wrongly_is_not_sent(
    server: MiniDiscord, ada: Person, values: dict[str, str], says: str
) -> None:
    async with running(server, slash(offer)):
        form = await server.press(ada, await server.slash(ada, "go"), "Tell")
        with pytest.raises(RefusedByClient, match=says):
            await server.submit(ada, form, values)


async def test_a_button_that_is_not_there_cannot_be_pressed(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(offer)):
        reply = await server.slash(ada, "go")
        with pytest.raises(RefusedByClient, match="no button 'Less'"):
            await server.press(ada, reply, "Less")
        await server.press(ada, reply, "Change")
        with pytest.raises(RefusedByClient, match="no button 'More'"):
            await server.press(ada, reply, "More")


async def caught(act: Any) -> tuple[int, int]:
    """Return the status and code something is refused with."""
    with pytest.raises(discord.HTTPException) as raised:
        await act
    return raised.value.status, raised.value.code


async def test_an_acknowledgement_that_comes_late_is_refused(ada: Person) -> None:
    found: list[tuple[int, int]] = []

    async def late(interaction: discord.Interaction) -> None:
        await asyncio.sleep(0.15)
        found.append(await caught(interaction.response.send_message("late")))

    async with MiniDiscord(ack_within=0.1) as server, running(server, slash(late)):
        with pytest.raises(TimeoutError, match="not acknowledged"):
            await server.slash(server.member("Bo"), "go", timeout=0.5)

    assert found == [(404, 10062)]
    assert [one.code for one in server.refusals] == [10062]


async def test_a_second_acknowledgement_is_refused(server: MiniDiscord, ada: Person) -> None:
    found: list[tuple[int, int]] = []

    async def twice(interaction: discord.Interaction) -> None:
        respond = interaction.client.http
        await interaction.response.send_message("once")
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        again = discord.http.Route("POST", path)
        found.append(await caught(respond.request(again, json={"type": 4, "data": {"content": "twice"}})))

    async with running(server, slash(twice)):
        reply = await server.slash(ada, "go")
        await server.until(lambda: found)

    assert (reply.text, found) == ("once", [(400, 40060)])


async def test_a_token_serves_for_a_time_only(ada: Person) -> None:
    found: list[tuple[int, int]] = []

    async def long(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("now")
        await asyncio.sleep(0.25)
        found.append(await caught(interaction.followup.send("much later")))

    async with MiniDiscord(tokens_last=0.2) as server, running(server, slash(long)):
        await server.slash(server.member("Bo"), "go")
        await server.until(lambda: found)

    assert found == [(401, 50027)]


async def test_a_follow_up_before_any_answer_is_refused(server: MiniDiscord, ada: Person) -> None:
    found: list[tuple[int, int]] = []

    async def hasty(interaction: discord.Interaction) -> None:
        found.append(await caught(interaction.followup.send("too soon")))
        await interaction.response.send_message("now")

    async with running(server, slash(hasty)):
        await server.slash(ada, "go")

    assert found == [(404, 10015)]


async def test_suggestions_come_while_somebody_types(server: MiniDiscord, ada: Person) -> None:
    @app_commands.command(description="Explains a word.")
    async def define(interaction: discord.Interaction, term: str, year: int = 0) -> None:
        await interaction.response.send_message(f"{term} {year}")

    @define.autocomplete("term")
    async def terms(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} {interaction.namespace.year}", value=typed)]

    async with running(server, define):
        assert await server.suggest(ada, "define", option="term", typed="sub", year=3) == [("sub 3", "sub")]
        assert (await server.slash(ada, "define", term="sub")).text == "sub 0"
        with pytest.raises(RefusedByClient, match="nothing is suggested for year"):
            await server.suggest(ada, "define", option="year", typed="2")


async def test_a_command_of_a_message_gets_the_message(server: MiniDiscord, ada: Person) -> None:
    @app_commands.context_menu(name="Answer this")
    async def answer(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"To {message.content}", ephemeral=True)

    async with running(server, answer):
        message = await server.say(ada, "a question", mention=False)
        reply = await server.menu(ada, "Answer this", message)

    assert (reply.text, reply.ephemeral) == ("To a question", True)


async def test_twenty_ask_at_once(server: MiniDiscord) -> None:
    people = [server.member(f"Member {number}") for number in range(20)]

    async def who(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content=f"for {interaction.user.id}")

    async with running(server, slash(who)):
        replies = await asyncio.gather(*(server.slash(person, "go") for person in people))

    assert [reply.text for reply in replies] == [f"for {person.id}" for person in people]
    assert server.refusals == []
