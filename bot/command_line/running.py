"""`ir-advisor run`: the Discord bot."""

import asyncio


def run() -> None:
    """Answer members in Discord until told to stop; the token is taken from IR_ADVISOR_DISCORD_TOKEN."""
    from bot.running import run as run_bot  # noqa: PLC0415 - it loads discord.py and the database
    from bot.settings import DiscordSettings, Settings  # noqa: PLC0415

    asyncio.run(run_bot(Settings(), DiscordSettings()))
