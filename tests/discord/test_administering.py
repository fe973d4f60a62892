"""`/settings`: hidden from members, refused to them all the same, and kept for the server."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.discord.administering import Administering
from bot.discord.showing.replying import Showing
from bot.storage.spending import DIRECT, day_of
from tests.discord.conftest import Running, Start
from tests.discord.losing import lose
from tests.discord_server.checks_messages import shown_text

AWAYS = "How many away rotations should I do?"
MANAGE = 1 << 5


async def test_it_is_hidden_from_whoever_does_not_manage_the_server(running: Start) -> None:
    bot = await running()

    [settings] = [one for one in bot.server.commands if one["name"] == "settings"]

    assert settings["default_member_permissions"] == str(MANAGE)
    assert settings["contexts"] == [0]
    assert settings["integration_types"] == [0]


async def test_it_is_refused_to_whoever_a_server_lets_see_it(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "settings switch", on=False, raw=True)

    assert reply.ephemeral
    assert "for moderators" in reply.text
    assert (await bot.store.servers.get(int(bot.server.guild.id))).enabled
    assert await bot.store.audit.latest(int(bot.server.guild.id), 5) == ()


async def test_a_server_that_is_switched_off_hears_nothing_but_that(running: Start) -> None:
    bot = await running()
    mod, ada = bot.server.member("Mod", permissions=MANAGE), bot.server.member("Ada")

    await bot.server.slash(mod, "settings switch", on=False)
    off = await bot.server.slash(ada, "ask", question=AWAYS)
    alone = await bot.server.slash(ada, "ask", question=AWAYS, dm=True)
    await bot.server.slash(mod, "settings switch", on=True)
    on = await bot.server.slash(ada, "ask", question=AWAYS)

    assert "switched off" in off.text
    assert off.ephemeral
    assert "From the guides" in alone.text
    assert "From the guides" in on.text


async def test_buttons_of_a_server_that_is_switched_off_do_nothing_either(running: Start) -> None:
    bot = await running()
    mod, ada = bot.server.member("Mod", permissions=MANAGE), bot.server.member("Ada")
    asked = await bot.server.slash(ada, "ask", question=AWAYS, private=True)

    await bot.server.slash(mod, "settings switch", on=False)
    shared = await bot.server.press(ada, asked, "Share")

    assert shared.ephemeral
    assert "switched off" in shared.text


async def test_a_mentor_channel_that_i_may_not_post_in_is_named(running: Start) -> None:
    bot = await running()
    mod, ada = bot.server.member("Mod", permissions=MANAGE), bot.server.member("Ada")
    closed = bot.server.new_channel(name="closed", bot_may=("view",))
    await bot.server.slash(mod, "settings mentors", where=closed)
    asked = await bot.server.slash(ada, "ask", question=AWAYS)

    consent = await bot.server.press(ada, asked, "Ask a mentor")
    posted = await bot.server.press(ada, consent, "Post it")

    assert f"<#{closed.id}>" in posted.text
    assert "/settings mentors" in posted.text


async def test_members_ask_where_they_are_allowed_to(running: Start) -> None:
    bot = await running()
    mod, ada = bot.server.member("Mod", permissions=MANAGE), bot.server.member("Ada")
    advice = bot.server.new_channel(name="advice")

    await bot.server.slash(mod, "settings allow", where=advice)
    elsewhere = await bot.server.slash(ada, "ask", question=AWAYS)
    there = await bot.server.slash(ada, "ask", question=AWAYS, channel=advice)
    mentioned = await bot.server.heard(await bot.server.say(ada, AWAYS))

    assert f"<#{advice.id}>" in elsewhere.text
    assert "From the guides" in there.text
    assert f"<#{advice.id}>" in shown_text(mentioned)


async def test_plain_answers_are_plain(running: Start) -> None:
    bot = await running()
    await bot.server.slash(bot.server.member("Mod", permissions=MANAGE), "settings layout", form="plain")

    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS)

    assert "From the guides" in reply.message["content"]
    assert not reply.message["flags"] & 1 << 15
    assert "Show sources" in reply.buttons


async def give_model(bot: Running, tokens_a_day: int) -> None:
    """Have the bot know of a chat model, for which each server has so many tokens a day."""
    showing = Showing(bot.store, bot.office.book, bot.clock)
    settings = Administering(bot.office.book, bot.store, showing, bot.clock, tokens_a_day=tokens_a_day)
    await bot.client.add_cog(settings, override=True)


async def test_a_chat_model_is_switched_off_and_on_and_that_is_on_record(running: Start) -> None:
    bot = await running()
    mod, guild = bot.server.member("Mod", permissions=MANAGE), int(bot.server.guild.id)

    before = await bot.server.slash(mod, "settings show")
    off = await bot.server.slash(mod, "settings model", on=False)
    kept = (await bot.store.servers.get(guild)).model, bot.office.book.of(guild).model
    on = await bot.server.slash(mod, "settings model", on=True)
    record = await bot.server.slash(mod, "settings log")

    assert kept == (False, False)
    assert (await bot.store.servers.get(guild)).model
    for reply, word in ((before, "yes"), (off, "no"), (on, "yes")):
        assert f"A chat model may word my answers: **{word}** (none is set up on this bot)" in reply.text
    assert "settings no chat model words answers" in record.text
    assert "settings a chat model may word answers" in record.text
    assert bot.server.refusals == []


async def test_a_chat_model_is_not_switched_by_whoever_does_not_manage_the_server(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "settings model", on=False, raw=True)

    assert "for moderators" in reply.text
    assert bot.office.book.of(int(bot.server.guild.id)).model


async def test_the_tokens_of_this_server_and_day_are_shown(running: Start) -> None:
    bot = await running()
    await give_model(bot, 200_000)
    mod, guild, today = bot.server.member("Mod", permissions=MANAGE), int(bot.server.guild.id), day_of(bot.clock())
    for counted, tokens in ((guild, 1_234), (DIRECT, 5), (guild + 1, 7)):
        await bot.store.spending.take(counted, today, tokens, 200_000)

    shown = await bot.server.slash(mod, "settings show")
    off = await bot.server.slash(mod, "settings model", on=False)
    bot.clock.move(timedelta(days=1))
    tomorrow = await bot.server.slash(mod, "settings show")

    assert "may word my answers: **yes** (1,234 of 200,000 tokens were used today)" in shown.text
    assert "may word my answers: **no** (1,234 of 200,000 tokens were used today)" in off.text
    assert "may word my answers: **no** (0 of 200,000 tokens were used today)" in tomorrow.text


async def test_settings_are_shown_even_where_the_tokens_cannot_be_looked_up(running: Start, tmp_path: Path) -> None:
    bot = await running()
    await give_model(bot, 200_000)
    lose(tmp_path / "state.sqlite", "spending")

    shown = await bot.server.slash(bot.server.member("Mod", permissions=MANAGE), "settings show")

    assert "I am: **switched on**" in shown.text
    assert "**yes** (how many tokens were used today is not known right now)" in shown.text


@pytest.mark.parametrize("restarted", [False, True])
async def test_what_is_chosen_is_shown_kept_and_on_record(running: Start, restarted: bool) -> None:
    bot = await running()
    mod, mentors = bot.server.member("Mod", permissions=MANAGE), bot.server.new_channel(name="mentors")

    await bot.server.slash(mod, "settings mentors", where=mentors)
    if restarted:
        await bot.finish()
        bot = await running()
    shown = await bot.server.slash(mod, "settings show")
    record = await bot.server.slash(mod, "settings log")

    assert f"<#{mentors.id}>" in shown.text
    assert f"<@{mod.id}>" in record.text
    assert bot.server.refusals == []
