"""The member's own Discord: which commands it offers, and which options it lets through."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.discord_server.checks_commands import GROUP, SLASH, SUB
from tests.discord_server.permissions import permitted
from tests.discord_server.places import Channel, Person
from tests.discord_server.refusing import Json, RefusedByClient
from tests.discord_server.world import World

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = range(3, 12)
IN_GUILD, IN_DM, BY_GUILD, BY_USER = 0, 1, 0, 1
_MOST_CHARACTERS = 6000
_FITS: dict[int, Callable[[Any], bool]] = {
    STRING: lambda value: isinstance(value, str),
    INTEGER: lambda value: isinstance(value, int) and not isinstance(value, bool),
    BOOLEAN: lambda value: isinstance(value, bool),
    NUMBER: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    USER: lambda value: isinstance(value, Person),
    MENTIONABLE: lambda value: isinstance(value, Person),
    CHANNEL: lambda value: isinstance(value, Channel),
    ROLE: lambda value: isinstance(value, str),
    ATTACHMENT: lambda value: isinstance(value, tuple),
}


def offered(  # noqa: PLR0913 - who, where, what, and whether the server opened it
    world: World, person: Person, channel: Channel, name: str, kind: int = SLASH, *, overridden: bool = False
) -> Json:
    """Return a command that somebody is offered in a channel; refuses where they are not."""
    guild = channel.guild
    if guild and person.id not in guild.members:
        raise RefusedByClient(f"{person.name} is no member of {guild.name}")
    known = [*(world.guild_commands.get(guild.id, []) if guild else []), *world.commands]
    found = next((one for one in known if (one["name"], one["type"]) == (name, kind)), None)
    if found is None:
        raise RefusedByClient(f"there is no command {name}")
    _must_be_for(world, found, person, channel)
    if not overridden:
        _must_be_permitted(found, person, channel)
    return found


def _must_be_for(world: World, command: Json, person: Person, channel: Channel) -> None:
    context = IN_DM if channel.is_dm else IN_GUILD
    contexts = command["contexts"]
    by_dm_permission = [IN_GUILD, IN_DM] if command.get("dm_permission", True) else [IN_GUILD]
    if context not in (by_dm_permission if contexts is None else contexts):
        raise RefusedByClient(f"{command['name']} is not offered {'in direct messages' if context else 'in guilds'}")
    shares = any(person.id in guild.members for guild in world.guilds.values())
    if BY_USER not in command["integration_types"] and not shares:
        raise RefusedByClient(f"{command['name']} is offered to members of the bot's guilds alone")


def _must_be_permitted(command: Json, person: Person, channel: Channel) -> None:
    wanted = command["default_member_permissions"]
    if channel.guild and wanted is not None:
        may = permitted(channel.guild.members[person.id][1])
        # Nobody but administrators is offered what asks for no permission at all.
        if int(wanted) & ~may or (int(wanted) == 0 and not may & 1 << 3):
            raise RefusedByClient(f"{person.name} may not use {command['name']}")


def leaf(command: Json, names: list[str]) -> list[Json]:
    """Return the way from a command to the options that are filled in: the sub-commands by name."""
    way, options = [], command.get("options") or []
    for name in names:
        found = next((one for one in options if one["name"] == name and one["type"] in (SUB, GROUP)), None)
        if found is None:
            raise RefusedByClient(f"{command['name']} has no {name}")
        way.append(found)
        options = found.get("options") or []
    if any(one["type"] in (SUB, GROUP) for one in options):
        raise RefusedByClient(f"{command['name']} is called with one of {[one['name'] for one in options]}")
    return way


def filled_in(world: World, options: list[Json], values: Mapping[str, Any], resolved: Json, raw: bool) -> list[Json]:
    """Return the options as they are sent; what the client would not let through is refused, unless `raw`."""
    known = {one["name"]: one for one in options}
    if not raw:
        _must_be_known(known, values)
    sent = []
    for name, value in values.items():
        option = known.get(name, {"name": name, "type": STRING})
        chosen = _chosen(option, value)
        if not raw:
            _must_fit(option, chosen)
        sent.append({"name": name, "type": option["type"], "value": _resolved(world, option, chosen, resolved)})
    return sent


def _must_be_known(known: dict[str, Json], values: Mapping[str, Any]) -> None:
    if foreign := values.keys() - known.keys():
        raise RefusedByClient(f"there is no option {min(foreign)}")
    for option in known.values():
        if option.get("required") and option["name"] not in values:
            raise RefusedByClient(f"{option['name']} is required")


def _chosen(option: Json, value: Any) -> Any:
    """Return the value of a choice that is named by what the member sees."""
    named = [one["value"] for one in option.get("choices") or () if one["name"] == value]
    return named[0] if named else value


def _must_fit(option: Json, value: Any) -> None:
    name, kind = option["name"], option["type"]
    if not _FITS[kind](value):
        raise RefusedByClient(f"{name}: {value!r} is of another type")
    if option.get("choices") and value not in [one["value"] for one in option["choices"]]:
        raise RefusedByClient(f"{name}: {value!r} is none of the choices")
    if kind in (INTEGER, NUMBER):
        _must_lie(name, value, option.get("min_value", -(2**53)), option.get("max_value", 2**53))
    if kind == STRING:
        least = option.get("min_length") or 1  # an option that is there cannot be left empty
        _must_lie(f"the length of {name}", len(value), least, option.get("max_length") or _MOST_CHARACTERS)


def _must_lie(what: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise RefusedByClient(f"{what} is {value}, and must lie within {least} and {most}")


def _resolved(world: World, option: Json, value: Any, resolved: Json) -> Any:
    """Return what stands for a value, and put into `resolved` what it stands for."""
    if isinstance(value, Person):
        resolved.setdefault("users", {})[value.id] = value.described()
        return value.id
    if isinstance(value, Channel):
        resolved.setdefault("channels", {})[value.id] = value.described(world.bot.id) | {"permissions": "0"}
        return value.id
    if option["type"] == ROLE:
        known = [one for guild in world.guilds.values() for one in guild.roles() if one["id"] == value]
        resolved.setdefault("roles", {})[value] = known[0]
        return value
    if option["type"] == ATTACHMENT and isinstance(value, tuple):
        name, content = value
        kept = world.keep(content, "0", name)
        resolved.setdefault("attachments", {})[kept["id"]] = kept
        return kept["id"]
    return value
