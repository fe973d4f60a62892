"""Acts of members that ask something of the bot: commands, menus, buttons, selects, modals, typing."""

import asyncio
from typing import Any

from tests.discord_server.checks_commands import MESSAGE_MENU, SLASH
from tests.discord_server.client_side import BY_GUILD, BY_USER, IN_DM, IN_GUILD, filled_in, leaf, offered
from tests.discord_server.forms import button_of, select_of, submitted
from tests.discord_server.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT, Interaction
from tests.discord_server.messages import shown
from tests.discord_server.permissions import allowed, permitted
from tests.discord_server.places import TEXT, Channel, Person
from tests.discord_server.refusing import Json, RefusedByClient
from tests.discord_server.replies import Reply, reply_to
from tests.discord_server.world import World

GRACE = 0.05
"""How long after an answer further ones are waited for."""


class Asking:
    """What a member can ask."""

    world: World

    async def slash(  # noqa: PLR0913 - as many as a command needs told
        self,
        person: Person,
        command: str,
        /,
        *,
        channel: Channel | None = None,
        dm: bool = False,
        timeout: float = 5.0,  # noqa: ASYNC109 - how long the member waits
        raw: bool = False,
        **options: Any,
    ) -> Reply:
        """Use a command, named with its sub-commands as in "timeline now".

        `raw` sends what the client would not, and as if the server had opened the command to everybody.
        """
        where = self.place(person, channel, dm)
        data = self._called(person, where, command, options, raw)
        return await self._answered(self._ask(person, where, COMMAND, data), timeout)

    async def suggest(  # noqa: PLR0913 - as many as a command needs told
        self,
        person: Person,
        command: str,
        /,
        *,
        option: str,
        typed: str,
        channel: Channel | None = None,
        dm: bool = False,
        timeout: float = 5.0,  # noqa: ASYNC109 - how long the member waits
        **others: Any,
    ) -> list[tuple[str, Any]]:
        """Type into an option, and return the names and values that are suggested."""
        where = self.place(person, channel, dm)
        data = self._called(person, where, command, {**others, option: typed}, raw=True)
        _last_options(data)[-1]["focused"] = True
        asked = self._ask(person, where, AUTOCOMPLETE, data, focused_type=self._completed(command, where, option))
        await self._answered(asked, timeout)
        return [(one["name"], one["value"]) for one in asked.choices or []]

    async def menu(
        self,
        person: Person,
        command: str,
        message: Json,
        timeout: float = 5.0,  # noqa: ASYNC109 - how long the member waits
    ) -> Reply:
        """Use a command of the menu of a message."""
        [target] = self._seen(person, message)
        where = self.world.channels[target["channel_id"]]
        found = offered(self.world, person, where, command, MESSAGE_MENU)
        data = {"id": found["id"], "name": found["name"], "type": MESSAGE_MENU, "target_id": target["id"]}
        data["resolved"] = {"messages": {target["id"]: shown(target)}}
        return await self._answered(self._ask(person, where, COMMAND, data), timeout)

    async def press(
        self,
        person: Person,
        shown_in: "Reply | Json",
        name: str,
        timeout: float = 5.0,  # noqa: ASYNC109 - how long the member waits
    ) -> Reply:
        """Press a button, by its label or custom id."""
        message, button = button_of(self._seen(person, shown_in), name)
        data = {"component_type": button["type"], "custom_id": button["custom_id"], "id": button["id"]}
        return await self._used(person, message, data, timeout)

    async def pick(
        self,
        person: Person,
        shown_in: "Reply | Json",
        name: str,
        values: list[str],
        timeout: float = 5.0,  # noqa: ASYNC109 - how long the member waits
    ) -> Reply:
        """Pick from a select, by its custom id or placeholder."""
        message, select = select_of(self._seen(person, shown_in), name, values)
        data = {"component_type": select["type"], "custom_id": select["custom_id"], "id": select["id"]}
        return await self._used(person, message, data | {"values": values}, timeout)

    async def submit(
        self,
        person: Person,
        reply: Reply,
        values: dict[str, Any],
        raw: bool = False,
        timeout: float = 5.0,  # noqa: ASYNC109 - how long the member waits
    ) -> Reply:
        """Fill in and send the modal of a reply; values by label or custom id."""
        if reply.modal is None:
            raise RefusedByClient("there is no modal to fill in")
        parts = submitted(reply.modal, values, raw)
        data = {"custom_id": reply.modal["custom_id"], "components": parts}
        asked = self._ask(person, reply.asked.channel, SUBMIT, data, source=reply.asked.source)
        return await self._answered(asked, timeout)

    def place(self, person: Person, channel: Channel | None, dm: bool) -> Channel:
        """Return where somebody acts: the channel told, their direct conversation, or their guild's first channel."""
        if dm:
            return self.world.dm(person)
        if channel:
            return channel
        if person.guild is None:
            raise RefusedByClient(f"{person.name} is in no guild with the bot")
        return next(one for one in person.guild.channels.values() if one.type == TEXT)

    def _called(self, person: Person, where: Channel, name: str, values: dict[str, Any], raw: bool) -> Json:
        """Return a command as it is sent."""
        first, *rest = name.split()
        command = offered(self.world, person, where, first, SLASH, overridden=raw)
        way = leaf(command, rest)
        resolved: Json = {}
        fields = (way[-1] if way else command).get("options") or []
        sent = filled_in(self.world, fields, values, resolved, raw)
        for step in reversed(way):
            sent = [{"name": step["name"], "type": step["type"], "options": sent}]
        data = {"id": command["id"], "name": first, "type": SLASH, "options": sent}
        return data | ({"resolved": resolved} if resolved else {})

    def _completed(self, name: str, where: Channel, option: str) -> int:
        """Return the type of an option that is completed while it is typed; refuses where it is not."""
        first, *rest = name.split()
        commands = [*(self.world.guild_commands.get(where.guild.id, []) if where.guild else []), *self.world.commands]
        command = next(one for one in commands if one["name"] == first)
        fields = [command, *leaf(command, rest)][-1]["options"]
        found = next((one for one in fields if one["name"] == option and one.get("autocomplete")), None)
        if found is None:
            raise RefusedByClient(f"nothing is suggested for {option}")
        return int(found["type"])

    def _seen(self, person: Person, shown_in: "Reply | Json") -> list[Json]:
        messages = shown_in.messages if isinstance(shown_in, Reply) else [shown_in]
        found = [one for one in (self._now(person, message) for message in messages) if one]
        if not found:
            raise RefusedByClient(f"{person.name} does not see the message")
        return found

    def _now(self, person: Person, message: Json) -> Json | None:
        """Return a message as it is now; None where it is gone, or somebody does not see it."""
        channel = self.world.channels.get(message["channel_id"])
        found = channel.messages.get(message["id"]) if channel else None
        return found if found and person.id in (found["seen_by"] or [person.id]) else None

    async def _used(self, person: Person, message: Json, data: Json, seconds: float) -> Reply:
        where = self.world.channels[message["channel_id"]]
        return await self._answered(self._ask(person, where, COMPONENT, data, source=message), seconds)

    def _ask(self, person: Person, where: Channel, kind: int, data: Json, **more: Any) -> Interaction:
        world = self.world
        asked = Interaction(world.snowflake(), world.new_token(), kind, person, where, data, world.counted(), **more)
        world.interactions[asked.token] = asked
        world.dispatch("INTERACTION_CREATE", told(world, asked))
        return asked

    async def _answered(self, asked: Interaction, seconds: float) -> Reply:
        await self.world.until(lambda: asked.answered, seconds)
        if not asked.answered:
            so_far = f"acknowledged with {asked.callback}" if asked.callback else "not acknowledged"
            raise TimeoutError(f"no answer within {seconds} s to {asked.data}: {so_far}")
        if asked.choices is None:
            await asyncio.sleep(GRACE)
        return reply_to(self.world, asked)


def told(world: World, asked: Interaction) -> Json:
    """Return an interaction as the bot is told of it."""
    person, channel = asked.person, asked.channel
    payload: Json = {
        "id": asked.id,
        "application_id": world.bot.id,
        "type": asked.type,
        "token": asked.token,
        "version": 1,
        "data": asked.data,
        "channel_id": channel.id,
        "channel": channel.described(world.bot.id) | {"permissions": str(allowed(channel))},
        "app_permissions": str(allowed(channel)),
        "locale": person.locale,
        "entitlements": [],
        "attachment_size_limit": 10 * 1024 * 1024,
        "context": IN_DM if channel.is_dm else IN_GUILD,
    }
    if asked.source:
        payload["message"] = shown(asked.source)
    return payload | _who(asked)


def _who(asked: Interaction) -> Json:
    person, guild = asked.person, asked.guild
    if guild is None:
        return {"user": person.described(), "authorizing_integration_owners": {str(BY_USER): person.id}}
    may = permitted(guild.members[person.id][1])
    return {
        "guild_id": guild.id,
        "guild": {"id": guild.id, "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "member": guild.member(person) | {"user": person.described(), "permissions": str(may)},
        "authorizing_integration_owners": {str(BY_GUILD): guild.id},
    }


def _last_options(data: Json) -> list[Json]:
    options: list[Json] = data["options"]
    while options and options[-1].get("options"):
        options = options[-1]["options"]
    return options
