"""REST: the bot itself, other users, members, guilds, and where the gateway is."""

from tests.discord_server.calls import Call, Route
from tests.discord_server.refusing import Json, Refusal, unknown
from tests.discord_server.world import World


async def me(world: World, _: Call) -> Json:
    """Return the bot."""
    return world.bot.described() | {"verified": True, "mfa_enabled": False, "locale": "en-US", "flags": 0}


async def application(world: World, _: Call) -> Json:
    """Return the bot's application."""
    return {
        "id": world.bot.id,
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": world.owner.described(),
        "team": None,
        "summary": "",
        "rpc_origins": [],
        "bot": world.bot.described(),
        "integration_types_config": {"0": {}, "1": {}},
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
    }


async def gateway(world: World, _: Call) -> Json:
    """Return where the gateway is."""
    return {"url": _gateway(world)}


async def gateway_for_bot(world: World, _: Call) -> Json:
    """Return where the gateway is, and how often the bot may still begin a session."""
    limit = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
    return {"url": _gateway(world), "shards": 1, "session_start_limit": limit}


def _gateway(world: World) -> str:
    return world.origin.replace("http", "ws", 1) + "/gateway"


async def user(world: World, call: Call) -> Json:
    """Return a user."""
    person = world.people.get(call["user_id"])
    if person is None:
        raise unknown("User")
    return person.described()


async def my_guilds(world: World, _: Call) -> list[Json]:
    """Return the guilds the bot is in."""
    return [
        {
            "id": one.id,
            "name": one.name,
            "icon": None,
            "owner": False,
            "permissions": str(one.everybody_may),
            "features": [],
        }
        for one in world.guilds.values()
    ]


async def guild(world: World, call: Call) -> Json:
    """Return a guild."""
    return world.guild(call["guild_id"]).described(world.bot)


async def guild_channels(world: World, call: Call) -> list[Json]:
    """Return the channels of a guild, threads left out."""
    channels = world.guild(call["guild_id"]).channels.values()
    return [one.described(world.bot.id) for one in channels if not one.is_thread]


async def member(world: World, call: Call) -> Json:
    """Return a member of a guild."""
    found = world.guild(call["guild_id"])
    if call["user_id"] not in world.people:
        raise unknown("User")
    if call["user_id"] not in found.members:
        raise unknown("Member")
    person, _ = found.members[call["user_id"]]
    return found.member(person) | {"user": person.described()}


async def open_dm(world: World, call: Call) -> Json:
    """Return the direct conversation with a user, opened if need be."""
    person = world.people.get(str((call.body or {}).get("recipient_id")))
    if person is None or person.bot:
        raise Refusal(400, 50033, "Invalid Recipient(s)")
    return world.dm(person).described(world.bot.id)


ROUTES = (
    Route("GET", "/users/@me", me),
    Route("GET", "/users/@me/guilds", my_guilds),
    Route("POST", "/users/@me/channels", open_dm),
    Route("GET", "/users/{user_id}", user),
    Route("GET", "/applications/@me", application),
    Route("GET", "/oauth2/applications/@me", application),
    Route("GET", "/gateway", gateway, with_token=False),
    Route("GET", "/gateway/bot", gateway_for_bot),
    Route("GET", "/guilds/{guild_id}", guild),
    Route("GET", "/guilds/{guild_id}/channels", guild_channels),
    Route("GET", "/guilds/{guild_id}/members/{user_id}", member),
)
