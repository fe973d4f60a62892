"""`/settings`: how the bot behaves in a server, for those who manage it."""

import logging
from typing import Literal, Unpack

import discord
from discord import app_commands
from discord.ext import commands

from bot.clock import Clock
from bot.discord.servers import ServerBook
from bot.discord.showing.answers import doer, headed
from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.discord.showing.sheet import Sheet
from bot.errors import InputError
from bot.storage.errors import StorageError
from bot.storage.servers import Change, ServerSettings
from bot.storage.spending import day_of
from bot.storage.store import Store

_LAYOUTS = {"rich": "with headings and colours", "plain": "as plain text"}
_NOT_EVERYBODY = "That is everybody. Choose a role that you give to moderators."
_MENTIONS = {"thread": "in a thread of its own", "place": "where it stands"}
_MODEL = {True: "a chat model may word answers", False: "no chat model words answers"}
_NO_MODEL, _NOT_KNOWN = "none is set up on this bot", "how many tokens were used today is not known right now"
log = logging.getLogger(__name__)


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Administering(commands.GroupCog, group_name="settings", group_description="How I behave in this server"):
    """Lets those who manage a server choose how the bot behaves in it."""

    def __init__(
        self, book: ServerBook, store: Store, showing: Showing, clock: Clock, *, tokens_a_day: int | None = None
    ) -> None:
        """Take what they work with, and how many tokens of a chat model a server has a day, if one is set up."""
        self._book = book
        self._store = store
        self._showing = showing
        self._clock = clock
        self._tokens_a_day = tokens_a_day

    async def interaction_check(self, interaction: discord.Interaction) -> bool:
        """Hold to the permission, whatever a server lets through."""
        if not interaction.permissions.manage_guild:
            raise app_commands.MissingPermissions(["manage_guild"])
        return True

    @app_commands.command()
    async def show(self, interaction: discord.Interaction) -> None:
        """Show how I behave in this server."""
        await acknowledge(interaction)
        await self._show(interaction, self._book.of(interaction.guild_id))

    @app_commands.command()
    @app_commands.describe(on="Whether I answer in this server")
    async def switch(self, interaction: discord.Interaction, on: bool) -> None:
        """Switch me on or off in this server."""
        await self._change(interaction, "switched on" if on else "switched off", enabled=on)

    @app_commands.command()
    @app_commands.describe(where="Where I answer a message that mentions me")
    async def mentions(self, interaction: discord.Interaction, where: Literal["thread", "place"]) -> None:
        """Choose whether mentions are answered in threads of their own or in place."""
        await self._change(interaction, f"mentions answered {_MENTIONS[where]}", mentions=where)

    @app_commands.command()
    @app_commands.describe(where="A channel in which members may ask; the first one closes all others")
    async def allow(self, interaction: discord.Interaction, where: discord.TextChannel) -> None:
        """Let members ask in a channel; with none allowed they may ask everywhere."""
        channels = self._book.of(interaction.guild_id).channels | {where.id}
        await self._change(interaction, f"channel {where.id} allowed", channels=channels)

    @app_commands.command()
    @app_commands.describe(where="A channel in which members may not ask any more")
    async def disallow(self, interaction: discord.Interaction, where: discord.TextChannel) -> None:
        """Take a channel from those in which members may ask."""
        channels = self._book.of(interaction.guild_id).channels - {where.id}
        await self._change(interaction, f"channel {where.id} not allowed", channels=channels)

    @app_commands.command()
    @app_commands.describe(where="Where questions for mentors are posted; leave it out for nowhere")
    async def mentors(self, interaction: discord.Interaction, where: discord.TextChannel | None = None) -> None:
        """Choose the channel in which members' questions for mentors are posted."""
        chosen = where.id if where else None
        await self._change(interaction, f"mentor channel {chosen}", mentor_channel=chosen)

    @app_commands.command()
    @app_commands.describe(role="Whose members may use /knowledge beside you; leave it out for nobody")
    async def moderators(self, interaction: discord.Interaction, role: discord.Role | None = None) -> None:
        """Choose the role whose members may change what I answer from."""
        if role and role.is_default():
            raise InputError(_NOT_EVERYBODY)
        chosen = role.id if role else None
        await self._change(interaction, f"moderator role {chosen}", moderator_role=chosen)

    @app_commands.command()
    @app_commands.describe(form="How my answers look in this server")
    async def layout(self, interaction: discord.Interaction, form: Literal["rich", "plain"]) -> None:
        """Choose how my answers look."""
        await self._change(interaction, f"answers {_LAYOUTS[form]}", plain=form == "plain")

    @app_commands.command()
    @app_commands.describe(on="Whether a chat model may word my answers in this server")
    async def model(self, interaction: discord.Interaction, on: bool) -> None:
        """Choose whether a chat model may word my answers."""
        await self._change(interaction, _MODEL[on], model=on)

    @app_commands.command()
    async def log(self, interaction: discord.Interaction) -> None:
        """Show who changed what in this server."""
        await acknowledge(interaction)
        acts = await self._store.audit.latest(interaction.guild_id or 0, 20)
        lines = [f"- {discord.utils.format_dt(one.done_at)} {doer(one.member)}: {one.act} {one.detail}" for one in acts]
        said = "\n".join(lines) or "Nothing has been changed yet."
        await self._showing.reply(interaction, "/settings log", Sheet((headed("Latest changes", said),), "plain"))

    async def _change(self, interaction: discord.Interaction, what: str, **fields: Unpack[Change]) -> None:
        """Change settings, note who did, and show what holds now."""
        await acknowledge(interaction)
        guild = interaction.guild_id or 0
        changed = await self._book.change(guild, **fields)
        await self._store.audit.note(guild, interaction.user.id, "settings", what, self._clock())
        await self._show(interaction, changed)

    async def _show(self, interaction: discord.Interaction, settings: ServerSettings) -> None:
        sheet = settings_sheet(settings, await self._tokens(settings.guild))
        await self._showing.reply(interaction, "/settings", sheet)

    async def _tokens(self, guild: int) -> str:
        """Tell what a server has used of its chat model today; what cannot be looked up hides no settings."""
        if self._tokens_a_day is None:
            return _NO_MODEL
        try:
            spent = await self._store.spending.spent(guild, day_of(self._clock()))
        except StorageError as error:
            log.warning("settings are shown without the tokens that were used: %s", error)
            return _NOT_KNOWN
        return f"{spent:,} of {self._tokens_a_day:,} tokens were used today"


def settings_sheet(settings: ServerSettings, tokens: str) -> Sheet:
    """Return what a server has chosen, with what is told of the tokens it used."""
    channels = ", ".join(f"<#{one}>" for one in sorted(settings.channels)) or "everywhere"
    lines = {
        "I am": "switched on" if settings.enabled else "switched off",
        "A mention is answered": _MENTIONS[settings.mentions],
        "Members may ask": channels,
        "Questions for mentors go to": f"<#{settings.mentor_channel}>" if settings.mentor_channel else "nobody",
        "What I answer from is changed by": _moderators(settings.moderator_role),
        "My answers are shown": _LAYOUTS["plain" if settings.plain else "rich"],
        "A chat model may word my answers": "yes" if settings.model else "no",
    }
    said = "\n".join(f"- {name}: **{value}**" for name, value in lines.items())
    return Sheet((headed("How I behave in this server", f"{said} ({tokens})"),), "plain")


def _moderators(role: int | None) -> str:
    return f"*Manage Server* and <@&{role}>" if role else "*Manage Server*"
