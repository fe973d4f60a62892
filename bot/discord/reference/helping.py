"""`/help`: what the bot can do, what it cannot, and where to begin."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.discord.showing.replying import Showing
from bot.discord.showing.sending import acknowledge
from bot.discord.showing.sheet import Sheet

_OPENING = """### What I can do
I answer questions about matching into Interventional Radiology from guides, and name the section of each answer."""
_TRY = """**Try one of these**
- `/ask question: how many away rotations should I do?`
- `/strategy tier applicant: US-citizen IMG step2_ck: 238`
- `/timeline now months: 10`"""
_COMMANDS = """**Everything**
- `/ask`, or mention me: any question; follow-ups are understood
- Menu of a message, *Apps*: **Answer this**, **Check against the guides**
- `/timeline`: what is due now, next and when; `/plan`: your plan back from the Match; `/remind`: reminders of it
- `/profile`: tell your numbers once; `/strategy`: what the guides make of them; `/scores`: your practice scores
- `/practice`: interview questions and mini-orals; `/define`: a term; `/sources`: the guides themselves
- `/help`: this page"""
_CANNOT = """**What I cannot**
I give no chances of matching and no medical advice, and I do not guess: what is not in the guides, I say so."""
_PRIVACY = """**Privacy**
What holds scores, failures or visas only you see. `/privacy` shows, exports or deletes all I keep of you."""
_MODERATORS = (
    """**Moderators** begin with `/settings`: where I answer, how, and for whom. `/knowledge`: what I answer from."""
)


class Helping(commands.Cog):
    """Says what the bot can do."""

    def __init__(self, showing: Showing) -> None:
        self._showing = showing

    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """See what I can do, what I cannot, and where to begin."""
        await acknowledge(interaction)
        await self._showing.reply(interaction, "/help", help_sheet())


def help_sheet() -> Sheet:
    """Return the one page of help."""
    return Sheet((_OPENING, _TRY, _COMMANDS, _CANNOT, _PRIVACY, _MODERATORS), "plain")
