"""Start the client: log in, find the gateway, stay connected until told to stop."""

import asyncio
import logging

import aiohttp
import discord

from bot.discord.client import Client
from bot.discord.pointing import find_gateway
from bot.errors import SettingError

_TOKEN = "IR_ADVISOR_DISCORD_TOKEN"  # noqa: S105 - the name of a setting
_WRONG = f"Discord does not accept the token in {_TOKEN}; copy it anew from the Bot page of the developer portal"
_UNREACHED = "Discord cannot be reached ({}); check the network, and IR_ADVISOR_DISCORD_API if it is set"
log = logging.getLogger(__name__)


async def run_until(client: Client, token: str, stop: asyncio.Event) -> None:
    """Answer members until told to stop, and then finish what has been asked.

    Raises SettingError where Discord does not let the client in, and OSError where it cannot be reached.
    """
    if not token:
        raise SettingError(f"{_TOKEN} is not set; the README says how to make a bot and where its token is")
    try:
        await client.login(token)
        await find_gateway(client)
    except discord.LoginFailure:
        raise SettingError(_WRONG) from None
    except (aiohttp.ClientError, discord.HTTPException) as error:
        raise OSError(None, _UNREACHED.format(error)) from error
    connected = asyncio.create_task(client.connect())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait((connected, stopped), return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        log.info("stopping: answers that have begun are finished")
        await client.finish()
    stopped.cancel()
    try:
        await connected
    except (discord.ConnectionClosed, discord.GatewayNotFound) as error:
        raise OSError(None, _UNREACHED.format(error)) from error
