"""Who may use `/knowledge`: each command, button and form is held to it, and typing reveals nothing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from bot.settings import DiscordSettings
from tests.discord.conftest import Running, Start
from tests.discord.moderating import MANAGE, WHOLE, moderator
from tests.discord_server import Person, Reply
from tests.discord_server.refusing import RefusedByClient

AWAYS = "How many away rotations should I do?"
FOR_MODERATORS = "That is for moderators"
SETTING = "IR_ADVISOR_KNOWLEDGE_SERVERS"


def leaves(command: dict[str, Any], before: str = "") -> Iterator[str]:
    """Yield the sub-commands of a command, each as it is called."""
    way = f"{before} {command['name']}".strip()
    nested = [one for one in command.get("options") or () if one["type"] in (1, 2)]
    for one in nested:
        yield from leaves(one, way)
    if not nested:
        yield way


async def pressed(bot: Running, person: Person, custom_id: str) -> Reply:
    """Press a button of a made-up id, below an answer of one's own."""
    asked = await bot.server.slash(person, "ask", question=AWAYS)
    message = bot.server.world.channels[asked.messages[0]["channel_id"]].messages[asked.messages[0]["id"]]
    button = next(one for row in message["components"] for one in row.get("components", ()) if "custom_id" in one)
    button["custom_id"] = custom_id
    return await bot.server.press(person, asked, custom_id)


async def sent(bot: Running, person: Person, custom_id: str) -> Reply:
    """Send a form of a made-up id."""
    opened = await bot.server.slash(person, "profile edit")
    assert opened.modal
    return await bot.server.submit(person, replace(opened, modal=opened.modal | {"custom_id": custom_id}), {})


async def test_every_command_button_and_form_is_refused_to_who_does_not_moderate(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    [command] = [one for one in bot.server.commands if one["name"] == "knowledge"]
    acts = [one for one in bot.parts.acts if one.startswith("kb_")]
    forms = [one for one in bot.parts.forms if one.startswith("kb_")]

    called = {way: await bot.server.slash(ada, way, raw=True) for way in leaves(command)}
    pushed = {act: await pressed(bot, ada, f"ia:{act}:x") for act in acts}
    filled = {form: await sent(bot, ada, f"ia:{form}:x") for form in forms}

    assert (len(called), len(pushed), len(filled)) == (11, 5, 2)
    replies = {**called, **pushed, **filled}
    assert [name for name, reply in replies.items() if FOR_MODERATORS not in reply.text or not reply.ephemeral] == []
    assert await bot.store.audit.latest(int(bot.server.guild.id), 5) == ()
    assert command["default_member_permissions"] is None
    assert (command["contexts"], command["integration_types"]) == ([0], [0])


async def test_typing_reveals_nothing_to_who_does_not_moderate(running: Start) -> None:
    bot = await running()
    mod, ada = moderator(bot), bot.server.member("Ada")
    await bot.server.slash(mod, "knowledge add", file=("map.md", WHOLE.encode()))
    await bot.server.slash(mod, "knowledge golden add", asked="How do I park?", refused=True)

    of_mod = [
        await bot.server.suggest(mod, "knowledge remove", option="id", typed="harbour"),
        await bot.server.suggest(mod, "knowledge golden remove", option="which", typed="park"),
    ]
    of_ada = [
        await bot.server.suggest(ada, "knowledge remove", option="id", typed=""),
        await bot.server.suggest(ada, "knowledge golden remove", option="which", typed=""),
        await bot.server.suggest(ada, "knowledge rollback", option="version", typed=""),
    ]

    assert of_mod == [[("The harbour map (the-harbour-map)", "the-harbour-map")], [("How do I park?", "1")]]
    assert of_ada == [[], [], []]


async def test_the_role_that_the_server_names_lets_in_even_where_i_am_switched_off(running: Start) -> None:
    bot = await running()
    mod, ada = moderator(bot), bot.server.member("Ada")
    role = bot.server.new_role("Guide keepers")
    bot.server.give(role, ada)
    before = await bot.server.slash(ada, "knowledge documents")
    shown = await bot.server.slash(mod, "settings moderators", role=role)
    await bot.server.slash(mod, "settings switch", on=False)

    allowed = await bot.server.slash(ada, "knowledge documents")
    own = await bot.server.slash(ada, "settings moderators", raw=True)
    await bot.server.slash(mod, "settings moderators")
    after = await bot.server.slash(ada, "knowledge documents")

    assert f"<@&{role}>" in shown.text
    assert "No documents were added" in allowed.text
    assert FOR_MODERATORS in before.text
    assert FOR_MODERATORS in after.text
    assert "for moderators of this server" in own.text


async def test_everybody_is_no_moderator_role(running: Start) -> None:
    bot = await running()

    refused = await bot.server.slash(moderator(bot), "settings moderators", role=bot.server.guild.id)

    assert "That is everybody" in refused.text
    assert (await bot.store.servers.get(int(bot.server.guild.id))).moderator_role is None


@pytest.mark.parametrize(
    ("named", "here", "there"),
    [
        pytest.param((), SETTING, SETTING, id="in none of two servers, unless one is named"),
        pytest.param(("first",), "No documents", "another one", id="in the one that is named"),
        pytest.param(("first", "second"), "No documents", "No documents", id="in each that is named"),
    ],
)
async def test_the_guides_are_kept_in_the_servers_that_are_named(
    running: Start, named: tuple[str, ...], here: str, there: str
) -> None:
    keepers: list[int] = []
    bot = await running(servers=keepers)
    second = bot.server.new_guild("Surgery")
    ids = {"first": int(bot.server.guild.id), "second": int(second.id)}
    keepers.extend(ids[one] for one in named)
    mod, other = moderator(bot), bot.server.member("Other", guild=second, permissions=MANAGE)

    first = await bot.server.slash(mod, "knowledge documents")
    elsewhere = await bot.server.slash(other, "knowledge documents")

    assert here in first.text
    assert there in elsewhere.text


async def test_it_is_not_offered_in_direct_messages(running: Start) -> None:
    bot = await running()

    with pytest.raises(RefusedByClient, match="not offered in direct messages"):
        await bot.server.slash(moderator(bot), "knowledge documents", dm=True)


@pytest.mark.parametrize(
    ("written", "servers"),
    [("[12, 34]", (12, 34)), ("[]", ()), ("", ()), ("12", None), ("[12", None), ('["here"]', None)],
)
def test_the_servers_are_read_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, written: str, servers: tuple[int, ...] | None
) -> None:
    monkeypatch.setenv(SETTING, written)

    if servers is None:
        with pytest.raises(ValidationError, match="knowledge_servers"):
            DiscordSettings()
    else:
        assert DiscordSettings().knowledge_servers == servers
