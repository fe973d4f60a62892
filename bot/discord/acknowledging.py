"""Acknowledge interactions within Discord's three seconds, also where Discord fails in between."""

import asyncio
from contextlib import suppress
from typing import Any

import discord
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.discord.failing import LOST

_ANSWERED = 40060
_PATIENCE_SECONDS = 0.9
"""Left alone, the client would wait one second after a fault, and three after the next: too long for Discord."""


class Persisting(AsyncWebhookAdapter):
    """Tries again soon, and takes it for done where Discord says that an earlier try of its own was taken."""

    async def create_interaction_response(self, interaction_id: int, token: str, **sending: Any) -> Any:
        """Answer an interaction for the first time."""
        with suppress(*LOST):
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await super().create_interaction_response(interaction_id, token, **sending)
        try:
            with suppress(*LOST):
                async with asyncio.timeout(_PATIENCE_SECONDS):
                    return await super().create_interaction_response(interaction_id, token, **sending)
            return await super().create_interaction_response(interaction_id, token, **sending)
        except discord.HTTPException as error:
            if error.code != _ANSWERED:
                raise
            return {"interaction": {"id": interaction_id, "type": 0}}


def acknowledge_persistently() -> None:
    """Let every task that is started from here answer so."""
    async_context.set(Persisting())  # type: ignore[no-untyped-call]
