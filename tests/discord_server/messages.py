"""Messages: made and edited as a body asks, and shown to the bot as far as Discord lets it read them."""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime

from tests.discord_server.checks_components import every, texts
from tests.discord_server.checks_messages import V2, check_files, check_message
from tests.discord_server.interactions import EPHEMERAL, LOADING
from tests.discord_server.places import Channel, Person
from tests.discord_server.refusing import Json, bad_form
from tests.discord_server.world import World

Files = Mapping[str, tuple[str, bytes]]
"""Files by their place in the body, each with its name."""
HAS_THREAD = 1 << 5
_MENTION = re.compile(r"<@!?([0-9]+)>")
_MAY_BE_SET = 4 | EPHEMERAL | 1 << 12 | V2
_PRIVATE = ("seen_by",)
_HIDDEN = {"content": "", "embeds": [], "attachments": [], "components": []}


def blank(world: World, channel: Channel, author: Person, **more: object) -> Json:
    """Return a message with nothing in it, which belongs to nothing yet."""
    return {
        "id": world.snowflake(),
        "channel_id": channel.id,
        "author": author.described(),
        "content": "",
        "timestamp": _time(world),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
        "seen_by": None,
        **more,
    }


def filled(world: World, message: Json, body: Json, files: Files, at: str = "") -> Json:
    """Return a message as a body makes it: what the body leaves out stays; refuses what Discord refuses."""
    made = dict(message)
    made["flags"] |= (body.get("flags") or 0) & (_MAY_BE_SET & ~EPHEMERAL)
    if "content" in body:
        made["content"] = (body["content"] or "").strip()
    for part in ("embeds", "components"):
        if part in body:
            made[part] = deepcopy(body[part] or [])
    check_files(dict(files))
    made["attachments"] = _attachments(world, message, body, files, at)
    check_message(made, body, at)
    _number(made["components"])
    _mention(world, made, body.get("allowed_mentions"))
    return made


def take_over(message: Json, made: Json, world: World, edited: bool = True) -> None:
    """Put into a message what was made of it."""
    message |= made
    message["flags"] &= ~LOADING
    message["edited_timestamp"] = _time(world) if edited else None


def post(world: World, channel: Channel, message: Json, **more: object) -> None:
    """Put a message into a channel and tell of it; an ephemeral one is told to nobody else, nor to the gateway."""
    channel.messages[message["id"]] = message
    channel.archived = False
    if message["author"]["id"] == world.bot.id and not message["flags"] & LOADING:
        world.sent.append(message)
    if not message["seen_by"]:
        world.tell("MESSAGE_CREATE", located(world, channel, shown(message)) | more, channel)
    world.changed()


def updated(world: World, channel: Channel, message: Json) -> None:
    """Tell of an edit."""
    if not message["seen_by"]:
        world.tell("MESSAGE_UPDATE", located(world, channel, shown(message)), channel)
    world.changed()


def removed(world: World, channel: Channel, message: Json) -> None:
    """Take a message away and tell of it."""
    del channel.messages[message["id"]]
    if not message["seen_by"]:
        told = {"id": message["id"], "channel_id": channel.id}
        world.tell("MESSAGE_DELETE", told | ({"guild_id": channel.guild.id} if channel.guild else {}), channel)
    world.changed()


def shown(message: Json) -> Json:
    """Return a message without what only the server knows."""
    return {key: value for key, value in message.items() if key not in _PRIVATE}


def located(world: World, channel: Channel, message: Json) -> Json:
    """Return a message with the guild it is in, as events tell it."""
    if channel.guild is None:
        return message | {"channel_type": channel.type}
    author = world.people.get(message["author"]["id"])
    known = author and author.id in channel.guild.members
    member = {"member": channel.guild.member(author)} if author and known else {}
    return message | {"guild_id": channel.guild.id, "channel_type": channel.type} | member


def readable(message: Json, bot: Person, is_dm: bool, content: bool) -> Json:
    """Return a message as far as the bot may read it: without the content intent, what is meant for it alone."""
    told = dict(message)
    if answered := told.get("referenced_message"):
        told["referenced_message"] = readable(answered, bot, is_dm, content)
    if content or is_dm or _concerns(message, bot):
        return told
    return told | _HIDDEN


def _concerns(message: Json, bot: Person) -> bool:
    return message["author"]["id"] == bot.id or any(one["id"] == bot.id for one in message["mentions"])


def _attachments(world: World, message: Json, body: Json, files: Files, at: str) -> list[Json]:
    """Return the attachments a message then has: those it keeps, and the files that come along."""
    told = {str(one["id"]): one for one in body.get("attachments") or ()}
    kept = [one for one in message["attachments"] if body.get("attachments") is None or one["id"] in told]
    known = {one["id"] for one in message["attachments"]} | set(files)
    if foreign := told.keys() - known:
        words = f"Attachment {min(foreign)} does not come along"
        raise bad_form(f"{at}attachments", "ATTACHMENT_NOT_FOUND", words)
    for place, (name, content) in files.items():
        more = told.get(place, {})
        kept.append(world.keep(content, message["channel_id"], more.get("filename") or name) | _described(more))
    return kept


def _described(told: Json) -> Json:
    return {"description": told["description"]} if told.get("description") else {}


def _number(components: list[Json]) -> None:
    """Give each component that has none an id, as Discord does."""
    taken = {one.get("id") for one in every(components)}
    free = (number for number in range(1, 1000) if number not in taken)
    for one in every(components):
        if not one.get("id"):
            one["id"] = next(free)


def _mention(world: World, message: Json, allowed: Json | None) -> None:
    """Work out whom a message pings."""
    text = "\n".join((message["content"], *texts(message["components"])))
    parsed = {"users", "roles", "everyone"} if allowed is None else set(allowed.get("parse") or ())
    named = {str(one) for one in (allowed or {}).get("users") or ()}
    found = [id_ for id_ in dict.fromkeys(_MENTION.findall(text)) if "users" in parsed or id_ in named]
    answered = message.get("referenced_message")
    if answered and (allowed or {}).get("replied_user", allowed is None):
        found.append(answered["author"]["id"])
    people = [world.people[id_] for id_ in dict.fromkeys(found) if id_ in world.people]
    message["mentions"] = [person.described() for person in people]
    message["mention_everyone"] = "everyone" in parsed and ("@everyone" in text or "@here" in text)


def _time(world: World) -> str:
    return datetime.fromtimestamp(world.now(), UTC).isoformat()
