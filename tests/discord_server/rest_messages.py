"""REST: messages and reactions in channels."""

from urllib.parse import unquote

from tests.discord_server.calls import Call, Route
from tests.discord_server.messages import blank, filled, post, readable, removed, shown, take_over, updated
from tests.discord_server.permissions import ADD_REACTIONS, HISTORY, allowed, must, must_see, must_send
from tests.discord_server.places import Channel
from tests.discord_server.refusing import Json, Refusal, bad_form, missing_permissions
from tests.discord_server.world import World

NONCE_SECONDS = 300
_REPLY = 19


async def send(world: World, call: Call) -> Json:
    """Send a message, or return the one that was sent with the same nonce."""
    channel, body = world.channel(call["channel_id"]), call.body or {}
    must_send(channel, bool(body.get("embeds")), bool(call.files))
    _must_reach(world, channel)
    nonce = body.get("nonce")
    if body.get("enforce_nonce") and (sent := _sent_with(world, str(nonce))):
        return _read(world, channel, sent)
    more = _reply(world, channel, body["message_reference"]) if body.get("message_reference") else {}
    message = filled(world, blank(world, channel, world.bot, **more), body, call.files)
    if nonce is not None:
        message["nonce"] = nonce
        world.nonces[world.bot.id, str(nonce)] = (world.counted(), message)
    post(world, channel, message)
    return _read(world, channel, message)


def _must_reach(world: World, channel: Channel) -> None:
    person = channel.recipient
    if person is None:
        return
    shares = any(person.id in guild.members for guild in world.guilds.values())
    if not person.dms_open or not shares:
        raise Refusal(403, 50007, "Cannot send messages to this user")


def _sent_with(world: World, nonce: str) -> Json | None:
    at, message = world.nonces.get((world.bot.id, nonce), (0.0, None))
    return message if message and world.counted() - at < NONCE_SECONDS else None


def _reply(world: World, channel: Channel, told: Json) -> Json:
    """Return what makes a message a reply; refuses where what it replies to is not there."""
    answered = channel.messages.get(str(told["message_id"]))
    if told.get("channel_id") not in (None, channel.id) and str(told["channel_id"]) != channel.id:
        words = "Cannot reply to a message in a different channel"
        raise bad_form("message_reference", "REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", words)
    if answered is None or answered["seen_by"]:
        if told.get("fail_if_not_exists", True):
            raise bad_form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return {}
    if not allowed(channel) & HISTORY:
        raise Refusal(400, 160002, "Cannot reply without permission to read message history")
    reference = {"type": 0, "message_id": answered["id"], "channel_id": channel.id}
    if channel.guild:
        reference["guild_id"] = channel.guild.id
    return {"type": _REPLY, "message_reference": reference, "referenced_message": shown(answered)}


async def edit(world: World, call: Call) -> Json:
    """Edit a message of the bot's own."""
    channel, message = _found(world, call)
    if message["author"]["id"] != world.bot.id:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    take_over(message, filled(world, message, call.body or {}, call.files), world)
    updated(world, channel, message)
    return _read(world, channel, message)


async def delete(world: World, call: Call) -> None:
    """Delete a message of the bot's own."""
    channel, message = _found(world, call)
    if message["author"]["id"] != world.bot.id:
        raise Refusal(403, 50003, "Cannot execute action on a DM channel") if channel.is_dm else missing_permissions()
    removed(world, channel, message)


async def one(world: World, call: Call) -> Json:
    """Return a message."""
    channel, message = _found(world, call)
    must(channel, HISTORY)
    return _read(world, channel, message)


async def several(world: World, call: Call) -> list[Json]:
    """Return messages of a channel, the newest first; none where the bot may not read its history."""
    channel = world.channel(call["channel_id"])
    must_see(channel)
    limit = call.query.get("limit", "50")
    if not limit.isdecimal() or not 1 <= int(limit) <= 100:
        raise bad_form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    if not allowed(channel) & HISTORY:
        return []
    return [_read(world, channel, message) for message in _page(channel, call, int(limit))]


def _page(channel: Channel, call: Call, limit: int) -> list[Json]:
    ids = [int(id_) for id_, message in channel.messages.items() if not message["seen_by"]]
    after, before = call.query.get("after"), call.query.get("before")
    if after is not None:
        ids = [id_ for id_ in sorted(ids) if id_ > int(after)][:limit]
    elif before is not None:
        ids = [id_ for id_ in sorted(ids) if id_ < int(before)][-limit:]
    else:
        ids = sorted(ids)[-limit:]
    return [channel.messages[str(id_)] for id_ in reversed(ids)]


def _found(world: World, call: Call) -> tuple[Channel, Json]:
    channel = world.channel(call["channel_id"])
    must_see(channel)
    return channel, world.message(channel.id, call["message_id"])


def _read(world: World, channel: Channel, message: Json) -> Json:
    return readable(shown(message), world.bot, channel.is_dm, world.reads_content)


async def react(world: World, call: Call) -> None:
    """React to a message."""
    channel, message = _found(world, call)
    must(channel, HISTORY | ADD_REACTIONS)
    emoji = unquote(call["emoji_name"])
    if emoji.isascii():
        raise Refusal(400, 10014, "Unknown Emoji")
    reactions = message.setdefault("reactions", [])
    if all(one["emoji"]["name"] != emoji for one in reactions):
        reactions.append({"emoji": {"id": None, "name": emoji}, "count": 1, "me": True})
        told = {"user_id": world.bot.id, "channel_id": channel.id, "message_id": message["id"], "type": 0}
        located = {"guild_id": channel.guild.id} if channel.guild else {}
        told |= {"emoji": {"id": None, "name": emoji}, "burst": False}
        world.tell("MESSAGE_REACTION_ADD", told | located, channel)


async def unreact(world: World, call: Call) -> None:
    """Take a reaction of the bot's own back."""
    _, message = _found(world, call)
    emoji = unquote(call["emoji_name"])
    message["reactions"] = [one for one in message.get("reactions", []) if one["emoji"]["name"] != emoji]
    world.changed()


_MESSAGES = "/channels/{channel_id}/messages"
ROUTES = (
    Route("POST", _MESSAGES, send),
    Route("GET", _MESSAGES, several),
    Route("GET", f"{_MESSAGES}/{{message_id}}", one),
    Route("PATCH", f"{_MESSAGES}/{{message_id}}", edit),
    Route("DELETE", f"{_MESSAGES}/{{message_id}}", delete),
    Route("PUT", f"{_MESSAGES}/{{message_id}}/reactions/{{emoji_name}}/@me", react),
    Route("DELETE", f"{_MESSAGES}/{{message_id}}/reactions/{{emoji_name}}/@me", unreact),
)
