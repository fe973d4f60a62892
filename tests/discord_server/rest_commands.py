"""REST: the commands the bot registers, everywhere or in a guild."""

from tests.discord_server.calls import Call, Route
from tests.discord_server.checks_commands import MESSAGE_MENU, SLASH, check_commands
from tests.discord_server.refusing import Json, missing_access, unknown
from tests.discord_server.world import World


async def list_commands(world: World, call: Call) -> list[Json]:
    """Return the commands, of all places or of a guild."""
    return _registered(world, call)


async def set_commands(world: World, call: Call) -> list[Json]:
    """Put commands in the place of those there were."""
    before = _registered(world, call)
    given = call.body or []
    check_commands(given)
    world.syncs += 1
    _put(world, call, [_stored(world, one, before, call.path.get("guild_id")) for one in given])
    return _registered(world, call)


async def add_command(world: World, call: Call) -> Json:
    """Add a command, or put it in the place of the one with its name."""
    before = _registered(world, call)
    stored = _stored(world, call.body, before, call.path.get("guild_id"))
    after = [one for one in before if one["id"] != stored["id"]] + [stored]
    check_commands(after)
    _put(world, call, after)
    return stored


async def one_command(world: World, call: Call) -> Json:
    """Return a command."""
    found = [one for one in _registered(world, call) if one["id"] == call["command_id"]]
    if not found:
        raise unknown("application command")
    return found[0]


async def drop_command(world: World, call: Call) -> None:
    """Take a command away."""
    gone = await one_command(world, call)
    _put(world, call, [one for one in _registered(world, call) if one is not gone])


def _registered(world: World, call: Call) -> list[Json]:
    if call["application_id"] != world.bot.id:
        raise missing_access()
    if guild_id := call.path.get("guild_id"):
        return world.guild_commands.get(world.guild(guild_id).id, [])
    return world.commands


def _put(world: World, call: Call, commands: list[Json]) -> None:
    if guild_id := call.path.get("guild_id"):
        world.guild_commands[guild_id] = commands
    else:
        world.commands = commands
    world.changed()


def _stored(world: World, given: Json, before: list[Json], guild_id: str | None) -> Json:
    """Return a command as it is kept; one that was there under its name keeps its id."""
    kind = given.get("type") or SLASH
    known = [one["id"] for one in before if (one["type"], one["name"]) == (kind, given["name"])]
    may = given.get("default_member_permissions")
    usual = {"options": [], "nsfw": False, "description": "", "contexts": None, "integration_types": [0]}
    told = {key: value for key, value in given.items() if value is not None}
    if kind >= MESSAGE_MENU - 1:
        usual.pop("options")
    return (
        usual
        | told
        | {
            "id": known[0] if known else world.snowflake(),
            "application_id": world.bot.id,
            "version": world.snowflake(),
            "type": kind,
            "default_member_permissions": None if may is None else str(may),
            **({"guild_id": guild_id} if guild_id else {}),
        }
    )


_EVERYWHERE = "/applications/{application_id}/commands"
_IN_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = tuple(
    Route(method, base + more, act)
    for base in (_EVERYWHERE, _IN_GUILD)
    for method, more, act in (
        ("GET", "", list_commands),
        ("PUT", "", set_commands),
        ("POST", "", add_command),
        ("GET", "/{command_id}", one_command),
        ("DELETE", "/{command_id}", drop_command),
    )
)
