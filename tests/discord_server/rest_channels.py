"""REST: channels, the threads in them, and typing."""

from tests.discord_server.calls import Call, Route
from tests.discord_server.messages import HAS_THREAD, updated
from tests.discord_server.permissions import CREATE_THREADS, HISTORY, must, must_see, must_send
from tests.discord_server.places import PRIVATE_THREAD, TEXT, THREAD, Channel
from tests.discord_server.refusing import Json, Refusal, bad_form, limited, missing_permissions
from tests.discord_server.world import World

_ARCHIVED_AFTER = (60, 1440, 4320, 10080)


async def channel(world: World, call: Call) -> Json:
    """Return a channel."""
    found = world.channel(call["channel_id"])
    must_see(found)
    return found.described(world.bot.id)


async def thread_from_message(world: World, call: Call) -> Json:
    """Open a thread from a message; it has the message's id."""
    parent = world.channel(call["channel_id"])
    _must_open(parent, call.body)
    message = world.message(parent.id, call["message_id"])
    must(parent, HISTORY)
    if message["id"] in world.channels:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    thread = _opened(world, parent, message["id"], call.body, THREAD)
    message["flags"] |= HAS_THREAD
    described = message["thread"] = thread.described(world.bot.id)
    updated(world, parent, message)
    return described


async def thread(world: World, call: Call) -> Json:
    """Open a thread of its own; private where nothing else is said."""
    parent = world.channel(call["channel_id"])
    _must_open(parent, call.body)
    kind = call.body.get("type", PRIVATE_THREAD)
    if kind not in (THREAD, PRIVATE_THREAD):
        raise bad_form("type", "BASE_TYPE_CHOICES", f"Value must be one of {{{THREAD}, {PRIVATE_THREAD}}}.")
    return _opened(world, parent, world.snowflake(), call.body, kind).described(world.bot.id)


def _must_open(parent: Channel, body: Json) -> None:
    if parent.type != TEXT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    must(parent, CREATE_THREADS)
    limited("name", body.get("name"), 100, 1)
    if body.get("auto_archive_duration") not in (None, *_ARCHIVED_AFTER):
        raise bad_form("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {_ARCHIVED_AFTER}.")


def _opened(world: World, parent: Channel, id_: str, body: Json, kind: int) -> Channel:
    made = Channel(id_, body["name"], kind, parent.guild, parent, owner=world.bot)
    made.archive_after = body.get("auto_archive_duration") or 1440
    world.add_channel(made)
    member = {"user_id": world.bot.id, "id": id_, "join_timestamp": "2026-01-01T00:00:00+00:00", "flags": 0}
    world.tell("THREAD_CREATE", made.described(world.bot.id) | {"newly_created": True, "member": member}, parent)
    return made


async def change(world: World, call: Call) -> Json:
    """Change a thread of the bot's own; nothing else of a channel may it change."""
    found = world.channel(call["channel_id"])
    must_see(found)
    if found.owner is not world.bot:
        raise missing_permissions()
    limited("name", call.body.get("name", found.name), 100, 1)
    found.name = call.body.get("name", found.name)
    found.archived = call.body.get("archived", found.archived)
    world.tell("THREAD_UPDATE", found.described(world.bot.id), found)
    return found.described(world.bot.id)


async def typing(world: World, call: Call) -> None:
    """Show that the bot is typing."""
    found = world.channel(call["channel_id"])
    must_send(found, embeds=False, files=False)
    world.typing.append(found.id)
    world.changed()


async def join(world: World, call: Call) -> None:
    """Join a thread."""
    must_see(world.channel(call["channel_id"]))


ROUTES = (
    Route("GET", "/channels/{channel_id}", channel),
    Route("PATCH", "/channels/{channel_id}", change),
    Route("POST", "/channels/{channel_id}/typing", typing),
    Route("POST", "/channels/{channel_id}/threads", thread),
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", thread_from_message),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", join),
)
