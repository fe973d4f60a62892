"""Commands: what Discord registers, and what a member is then let do with them."""

from typing import Any

import discord
import pytest
from discord import app_commands

from tests.discord_server import MiniDiscord, Person, RefusedByClient
from tests.discord_server_tests.small import logged_in, post, running, slash


def command(**more: Any) -> dict[str, Any]:
    return {"name": "ask", "description": "Asks.", "type": 1} | more


def option(name: str = "term", **more: Any) -> dict[str, Any]:
    return {"name": name, "description": "A term.", "type": 3} | more


def choice(name: str = "one", value: Any = "1") -> dict[str, Any]:
    return {"name": name, "value": value}


SUB = {"type": 1}
GROUP = {"type": 2}
MANY = [choice(f"{number}{'a' * 90}") for number in range(25)]
LARGE = [option(str(number), choices=MANY) for number in range(4)]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([command(name="Ask")], "Command name is invalid"),
        ([command(name="a sk")], "Command name is invalid"),
        ([command(name="a" * 33)], "32 or fewer"),
        ([command(description="")], "0.description"),
        ([command(description="a" * 101)], "100 or fewer"),
        ([command(), command()], "must be unique: .*ask"),
        ([command(options=[option(str(number)) for number in range(26)])], "25 or fewer"),
        ([command(options=[option("a"), option("a")])], "must be unique"),
        ([command(options=[option("a"), option("b", required=True)])], "Required options must be placed before"),
        ([command(options=[option("a", **SUB), option("b")])], "mutually exclusive"),
        ([command(options=[option("a", **SUB, options=[option("b", **SUB)])])], "options.0"),
        ([command(options=[option("a", **GROUP, options=[option("b")])])], "options.0"),
        ([command(options=[option(choices=[choice(str(number)) for number in range(26)])])], "25 or fewer"),
        ([command(options=[option(choices=[choice("a" * 101)])])], "100 or fewer"),
        ([command(options=[option(choices=[choice(value="a" * 101)])])], "value: Must be 100 or fewer"),
        ([command(options=[option(choices=[choice()], autocomplete=True)])], "exclude each other"),
        ([command(options=[option(type=5, autocomplete=True)])], "no choices"),
        ([command(options=[option(min_length=5, max_length=4)])], "range is empty"),
        ([command(options=[option(type=4, min_value=5, max_value=4)])], "range is empty"),
        ([command(contexts=[])], "1 or more"),
        ([command(default_member_permissions="manage")], "default_member_permissions"),
        ([command(type=3, description="A menu.")], "cannot have description"),
        ([command(options=LARGE)], "maximum size"),
        ([command(name=f"m{number}", type=3, description="") for number in range(16)], "Maximum number"),
    ],
    ids=str,
)  # fmt: skip
async def test_commands_beyond_the_limits_are_refused(
    server: MiniDiscord, given: list[dict[str, Any]], says: str
) -> None:
    async with logged_in(server) as client:
        with pytest.raises(discord.HTTPException, match=f"(?s)50035.*(?:{says})"):
            await post(client, f"/applications/{client.application_id}/commands", given, "PUT")

    assert (server.commands, server.syncs) == ([], 0)
    assert len(server.refusals) == 1


async def test_commands_of_every_kind_are_registered_and_keep_their_ids(server: MiniDiscord) -> None:
    group = option("time", **GROUP, options=[option("now", **SUB, options=[option("months", type=4, min_value=1)])])
    given = [command(options=[group]), command(name="Answer this", type=3, description=""), command(name="frage-ö")]
    async with logged_in(server) as client:
        path = f"/applications/{client.application_id}/commands"
        first = await post(client, path, given, "PUT")
        again = await post(client, path, given, "PUT")
        listed = await client.http.get_global_commands(int(server.world.bot.id))

    assert [one["id"] for one in first] == [one["id"] for one in again]
    assert listed == server.commands == again
    assert (server.syncs, server.refusals) == (2, [])


@app_commands.command(description="Takes options.")
@app_commands.choices(kind=[app_commands.Choice(name="US MD", value="us_md")])
async def tell(
    interaction: discord.Interaction,
    score: app_commands.Range[int, 1, 300],
    kind: str = "none",
    note: app_commands.Range[str, 2, 5] = "none",
    file: discord.Attachment | None = None,
) -> None:
    content = await file.read() if file else b""
    await interaction.response.send_message(f"{score} {kind} {note} {content.decode()}")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "score is required"),
        ({"score": 301}, "must lie within 1 and 300"),
        ({"score": "250"}, "another type"),
        ({"score": 250, "kind": "img"}, "none of the choices"),
        ({"score": 250, "note": "toolong"}, "length of note"),
        ({"score": 250, "note": ""}, "length of note"),
        ({"score": 250, "other": 1}, "no option other"),
    ],
    ids=["missing", "too large", "text", "no choice", "too long", "empty", "unknown"],
)
async def test_options_that_do_not_fit_are_not_sent(
    server: MiniDiscord, ada: Person, options: dict[str, Any], says: str
) -> None:
    async with running(server, tell):
        with pytest.raises(RefusedByClient, match=says):
            await server.slash(ada, "tell", **options)


async def test_options_that_fit_arrive(server: MiniDiscord, ada: Person) -> None:
    async with running(server, tell):
        reply = await server.slash(ada, "tell", score=250, kind="US MD", note="ok", file=("a.csv", b"1,2"))
        raw = await server.slash(ada, "tell", score=999, raw=True)

    assert reply.text == "250 us_md ok 1,2"
    assert raw.text.startswith("999")


async def hi(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(f"hi {interaction.user.name} {interaction.permissions.manage_guild}")


async def test_a_command_for_some_is_offered_to_those(server: MiniDiscord, ada: Person) -> None:
    guarded = slash(hi)
    guarded.default_permissions = discord.Permissions(manage_guild=True)  # type: ignore[union-attr]
    keeper = server.member("Keeper", permissions=discord.Permissions(manage_guild=True).value)
    async with running(server, guarded):
        with pytest.raises(RefusedByClient, match="Ada may not use go"):
            await server.slash(ada, "go")
        assert (await server.slash(keeper, "go")).text == "hi keeper True"


async def test_where_a_command_is_offered_is_told_by_its_contexts(server: MiniDiscord, ada: Person) -> None:
    in_guilds = app_commands.guild_only(slash(hi, "here"))  # type: ignore[type-var]
    anywhere = app_commands.allowed_installs(guilds=True, users=True)(slash(hi, "anywhere"))  # type: ignore[type-var]
    async with running(server, in_guilds, anywhere, slash(hi)):
        with pytest.raises(RefusedByClient, match="not offered in direct messages"):
            await server.slash(ada, "here", dm=True)
        with pytest.raises(RefusedByClient, match="members of the bot's guilds alone"):
            await server.slash(server.user("Bo"), "go", dm=True)
        assert (await server.slash(server.user("Cy"), "anywhere", dm=True)).text.startswith("hi cy")
        assert (await server.slash(ada, "here")).text.startswith("hi ada")


async def test_who_left_is_offered_nothing(server: MiniDiscord, ada: Person) -> None:
    async with running(server, slash(hi)):
        await server.leave(ada)
        with pytest.raises(RefusedByClient, match="no guild"):
            await server.slash(ada, "go")
        with pytest.raises(RefusedByClient, match="no command stop"):
            await server.slash(server.member("Bo"), "stop")
