"""`/knowledge`: its commands, for moderators alone."""

from collections.abc import Mapping

import discord
from discord import app_commands
from discord.ext import commands

from bot.curating.worker import Questions
from bot.discord.applying import KINDS
from bot.discord.knowledge.adding import Adding
from bot.discord.knowledge.gaps import Gaps
from bot.discord.knowledge.going_back import GoingBack
from bot.discord.knowledge.golden import LONGEST, GoldenKeeping, told_golden
from bot.discord.knowledge.moderating import Moderators
from bot.discord.knowledge.refreshing import Refreshing
from bot.discord.knowledge.workroom import Workroom
from bot.discord.showing.buttons import Act, Form

Words = app_commands.Range[str, 1, LONGEST]
Name = app_commands.Range[str, 1, 100]
Link = app_commands.Range[str, 1, 200]
_Choices = list[app_commands.Choice[str]]


# No default permission: Discord would hide the commands from a moderator role without *Manage Server*. Who may is
# decided here, at every step.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Knowledge(commands.GroupCog, group_name="knowledge", group_description="For moderators: what I answer from"):
    """Lets moderators change what the bot knows."""

    golden = app_commands.Group(name="golden", description="Questions that each refresh asks, to see what gets worse")

    def __init__(self, moderators: Moderators, room: Workroom) -> None:
        self._moderators = moderators
        self._adding, self._refreshing, self._back = Adding(room), Refreshing(room), GoingBack(room)
        self._golden, self._gaps = GoldenKeeping(room), Gaps(room)
        acts = {**self._adding.acts, **self._refreshing.acts, **self._back.acts, **self._gaps.acts}
        self.acts: Mapping[str, Act] = moderators.only(acts)
        self.forms: Mapping[str, Form] = moderators.only({**self._adding.forms, **self._gaps.forms})

    async def interaction_check(self, interaction: discord.Interaction) -> bool:
        """Let moderators in."""
        self._moderators.check(interaction)
        return True

    @app_commands.command()
    @app_commands.describe(
        file="A document: Markdown, text, HTML, PDF or DOCX", link="Link of a message in this channel that has one"
    )
    async def add(
        self, interaction: discord.Interaction, file: discord.Attachment | None = None, link: Link | None = None
    ) -> None:
        """Add a document; nothing is in use before a refresh is published."""
        await self._adding.add(interaction, file, link)

    @app_commands.command()
    async def documents(self, interaction: discord.Interaction) -> None:
        """Show the documents that were added."""
        await self._adding.listing(interaction)

    @app_commands.command()
    @app_commands.describe(id="The document")
    async def remove(self, interaction: discord.Interaction, id: Name) -> None:
        """Remove a document that was added."""
        await self._adding.remove(interaction, id)

    @remove.autocomplete("id")
    async def _documents(self, interaction: discord.Interaction, typed: str) -> _Choices:
        return await self._adding.offered(typed) if self._moderators.may(interaction) else []

    @app_commands.command()
    @app_commands.describe(
        questions="What becomes of the questions that a chat model proposes for sections of added documents"
    )
    async def refresh(self, interaction: discord.Interaction, questions: Questions = "keep") -> None:
        """Build the next version beside the one in use, and see what it would change."""
        await self._refreshing.refresh(interaction, questions)

    @app_commands.command()
    async def review(self, interaction: discord.Interaction) -> None:
        """Show the version that waits to be published."""
        await self._refreshing.review(interaction)

    @app_commands.command()
    @app_commands.describe(version="A version that was in use before")
    async def rollback(self, interaction: discord.Interaction, version: Name) -> None:
        """Go back to a version that was in use before."""
        await self._back.ask(interaction, version)

    @rollback.autocomplete("version")
    async def _versions(self, interaction: discord.Interaction, typed: str) -> _Choices:
        return await self._back.offered(typed) if self._moderators.may(interaction) else []

    @app_commands.command()
    async def history(self, interaction: discord.Interaction) -> None:
        """Show which version is in use, and who did what when."""
        await self._back.history(interaction)

    @app_commands.command()
    async def gaps(self, interaction: discord.Interaction) -> None:
        """Show what several members asked and were not helped with."""
        await self._gaps.show(interaction)

    @golden.command(name="add")
    @app_commands.describe(
        asked="The question",
        holds="What its answer must hold: words parted by commas, with | between those of which one is enough",
        refused="Whether it must be declined, since the guides do not hold it",
        applicant="What kind of applicant asks",
    )
    @app_commands.choices(applicant=KINDS)
    async def golden_add(
        self,
        interaction: discord.Interaction,
        asked: Words,
        holds: Words | None = None,
        refused: bool = False,
        applicant: str | None = None,
    ) -> None:
        """Add a question, and what its answer must hold."""
        await self._golden.add(interaction, told_golden(asked, holds or "", refused, applicant or ""))

    @golden.command(name="list")
    async def golden_list(self, interaction: discord.Interaction) -> None:
        """Show the golden questions of this server."""
        await self._golden.listing(interaction)

    @golden.command(name="remove")
    @app_commands.describe(which="The question")
    async def golden_remove(self, interaction: discord.Interaction, which: Name) -> None:
        """Remove a golden question of this server."""
        await self._golden.remove(interaction, which)

    @golden_remove.autocomplete("which")
    async def _asked(self, interaction: discord.Interaction, typed: str) -> _Choices:
        return await self._golden.offered(interaction, typed) if self._moderators.may(interaction) else []
