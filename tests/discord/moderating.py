"""What tests of `/knowledge` share: a document, who moderates, and waiting for what an answer comes to."""

from tests.discord.conftest import Running
from tests.discord_server import Person, Reply
from tests.discord_server.checks_messages import shown_text
from tests.discord_server.replies import reply_to

MANAGE = 1 << 5
WHOLE = """---
title: The harbour map
source: The harbour office
audience: [us_md, us_do]
---

## When the harbour closes in winter

The harbour closes on 19 December in winter. Ships then wait at the outer pier.
"""
"""A document that says all that has to be known of it."""
BARE = (
    "# The outer pier\n\n## How long a ship may lie at the outer pier\n\nA ship may lie at the outer pier for 6 days.\n"
)


def moderator(bot: Running, name: str = "Mod") -> Person:
    """Return somebody who manages the server."""
    return bot.server.member(name, permissions=MANAGE)


async def come_to(bot: Running, reply: Reply, words: str, seconds: float = 60.0) -> Reply:
    """Return an answer once it holds some words."""
    asked = reply.asked
    await bot.server.until(lambda: any(words in shown_text(one) for one in asked.messages), seconds)
    return reply_to(bot.server.world, asked)
