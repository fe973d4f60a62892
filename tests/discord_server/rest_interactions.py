"""REST: what the bot answers to an interaction, at once and afterwards."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from tests.discord_server.calls import Call, Route
from tests.discord_server.checks_modals import check_choices, check_modal
from tests.discord_server.interactions import (
    AUTOCOMPLETE,
    CHOICES,
    COMMAND,
    COMPONENT,
    DEFER,
    DEFER_UPDATE,
    EPHEMERAL,
    LOADING,
    MESSAGE,
    MODAL,
    SUBMIT,
    UPDATE,
    Interaction,
)
from tests.discord_server.messages import Files, blank, filled, post, removed, shown, take_over, updated
from tests.discord_server.refusing import Json, Refusal, bad_form, must_be_there, unknown
from tests.discord_server.world import World


class Given(NamedTuple):
    """What the bot hands over for a message, and where in the body that stands."""

    body: Json
    files: Files
    at: str = ""


_ON_MESSAGE = {MESSAGE, DEFER, DEFER_UPDATE, UPDATE}
_COMMAND_ANSWERED, _MENU_ANSWERED = 20, 23
_SLASH = 1


class Answering:
    """The routes of interactions, with the times within which Discord takes an answer."""

    def __init__(self, ack_within: float, tokens_last: float) -> None:
        self._ack_within, self._tokens_last = ack_within, tokens_last

    def routes(self) -> tuple[Route, ...]:
        """Return the operations."""
        hook = "/webhooks/{webhook_id}/{webhook_token}"
        acts: tuple[tuple[str, str, Callable[[World, Call], Awaitable[object]]], ...] = (
            ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", self.callback),
            ("POST", hook, self.follow_up),
            ("GET", f"{hook}/messages/@original", self.read),
            ("PATCH", f"{hook}/messages/@original", self.edit),
            ("DELETE", f"{hook}/messages/@original", self.delete),
            ("GET", f"{hook}/messages/{{message_id}}", self.read),
            ("PATCH", f"{hook}/messages/{{message_id}}", self.edit),
            ("DELETE", f"{hook}/messages/{{message_id}}", self.delete),
        )
        return tuple(Route(method, path, act, with_token=False) for method, path, act in acts)

    async def callback(self, world: World, call: Call) -> Json | None:
        """Take the first answer to an interaction, which must come in time and only once."""
        asked = world.interactions.get(call["interaction_token"])
        if asked is None or asked.id != call["interaction_id"]:
            raise unknown("interaction")
        if asked.callback is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if world.counted() - asked.at > self._ack_within:
            raise unknown("interaction")
        kind, data = call.body.get("type"), call.body.get("data") or {}
        if kind not in _answers_to(asked):
            words = f"Value must be one of {sorted(_answers_to(asked))}."
            raise bad_form("type", "INTERACTION_APPLICATION_COMMAND_INVALID_CALLBACK_TYPE", words)
        acked_at = world.counted()
        _take(world, asked, kind, Given(data, call.files, "data."))
        asked.callback, asked.acked_at = kind, acked_at
        world.changed()
        return _told(asked, kind) if call.query.get("with_response") in ("1", "true", "True") else None

    async def follow_up(self, world: World, call: Call) -> Json:
        """Post a further message; after a deferral the first takes the place of what was announced."""
        asked, given = self._asked(world, call), Given(call.body or {}, call.files)
        if asked.loading and asked.original:
            return _finish(world, asked, asked.original, given)
        message = _new(world, asked, given)
        _post(world, asked, message)
        return shown(message)

    async def read(self, world: World, call: Call) -> Json:
        """Return the first answer, or another of them."""
        return shown(self._message(world, call)[1])

    async def edit(self, world: World, call: Call) -> Json:
        """Edit the first answer, or another of them."""
        asked, message = self._message(world, call)
        return _finish(world, asked, message, Given(call.body or {}, call.files))

    async def delete(self, world: World, call: Call) -> None:
        """Take the first answer away, or another of them."""
        asked, message = self._message(world, call)
        asked.loading = asked.loading and message is not asked.original
        removed(world, asked.channel, message)

    def _asked(self, world: World, call: Call) -> Interaction:
        asked = world.interactions.get(call["webhook_token"])
        if asked is None or call["webhook_id"] != world.bot.id or asked.callback is None:
            raise unknown("Webhook")
        if world.counted() - asked.at > self._tokens_last:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        return asked

    def _message(self, world: World, call: Call) -> tuple[Interaction, Json]:
        asked = self._asked(world, call)
        id_ = call.path.get("message_id")
        known = [one for one in (asked.original, *asked.messages) if one and id_ in (None, one["id"])]
        found = asked.original if id_ is None else next(iter(known), None)
        there = found if found and found["id"] in asked.channel.messages else None
        return asked, must_be_there(there, "Message")


def _answers_to(asked: Interaction) -> set[int]:
    if asked.type == SUBMIT:
        return _ON_MESSAGE if asked.source else {MESSAGE, DEFER}
    return {COMMAND: {MESSAGE, DEFER, MODAL}, COMPONENT: _ON_MESSAGE | {MODAL}, AUTOCOMPLETE: {CHOICES}}[asked.type]


def _take(world: World, asked: Interaction, kind: int, given: Given) -> None:
    if kind == CHOICES:
        choices = given.body.get("choices") or []
        check_choices(choices, asked.focused_type)
        asked.choices, asked.answered_at = choices, world.counted()
    elif kind == MODAL:
        check_modal(given.body)
        asked.modal, asked.answered_at = given.body, world.counted()
    elif kind in (UPDATE, DEFER_UPDATE):
        _update(world, asked, kind, given)
    else:
        _begin(world, asked, kind, given)


def _update(world: World, asked: Interaction, kind: int, given: Given) -> None:
    source = must_be_there(asked.source, "Message")
    if source["id"] not in asked.channel.messages:
        raise unknown("Message")
    asked.original = source
    if kind == UPDATE:
        _edit(world, asked, source, given)


def _begin(world: World, asked: Interaction, kind: int, given: Given) -> None:
    """Take a message, or the announcement of one; whether it is ephemeral is settled here."""
    if kind == MESSAGE:
        asked.original = _new(world, asked, given, first=True)
        _post(world, asked, asked.original)
        return
    asked.loading = True
    asked.original = _blank(world, asked, _is_private(given), first=True)
    asked.original["flags"] |= LOADING
    post(world, asked.channel, asked.original)


def _finish(world: World, asked: Interaction, message: Json, given: Given) -> Json:
    """Edit an answer; the first edit of one that was announced makes it a message."""
    announced = asked.loading and message is asked.original
    _edit(world, asked, message, given)
    if announced:
        asked.loading = False
        message["edited_timestamp"] = None
        world.sent.append(message)
    return shown(message)


def _edit(world: World, asked: Interaction, message: Json, given: Given) -> None:
    take_over(message, filled(world, message, given.body, given.files, given.at), world)
    asked.answer(message, world.counted())
    updated(world, asked.channel, message)


def _is_private(given: Given) -> bool:
    return bool((given.body.get("flags") or 0) & EPHEMERAL)


def _new(world: World, asked: Interaction, given: Given, first: bool = False) -> Json:
    return filled(world, _blank(world, asked, _is_private(given), first), given.body, given.files, given.at)


def _post(world: World, asked: Interaction, message: Json) -> None:
    asked.answer(message, world.counted())
    post(world, asked.channel, message)


def _blank(world: World, asked: Interaction, is_private: bool, first: bool = False) -> Json:
    """Return an empty answer of the bot, with what tells whom and what it answers."""
    owners = {"0": asked.guild.id if asked.guild else "0"}
    metadata = {"id": asked.id, "type": asked.type, "user": asked.person.described()}
    more: Json = {
        "type": _kind(asked) if first else 0,
        "flags": EPHEMERAL if is_private else 0,
        "seen_by": [asked.person.id] if is_private else None,
        "webhook_id": world.bot.id,
        "application_id": world.bot.id,
        "interaction_metadata": metadata | {"authorizing_integration_owners": owners},
    }
    return blank(world, asked.channel, world.bot, **more)


def _kind(asked: Interaction) -> int:
    if asked.type != COMMAND:
        return 0
    return _COMMAND_ANSWERED if asked.data.get("type", _SLASH) == _SLASH else _MENU_ANSWERED


def _told(asked: Interaction, kind: int) -> Json:
    """Return what a callback is answered with where an answer is wanted."""
    told: Json = {"id": asked.id, "type": asked.type, "channel_id": asked.channel.id}
    message = asked.original
    if message:
        is_private = bool(message["flags"] & EPHEMERAL)
        told |= {"response_message_id": message["id"], "response_message_ephemeral": is_private}
        told["response_message_loading"] = bool(message["flags"] & LOADING)
    if kind in (MESSAGE, DEFER, UPDATE) and message:
        return {"interaction": told, "resource": {"type": kind, "message": shown(message)}}
    return {"interaction": told}
