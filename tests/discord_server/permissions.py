"""Permissions: bits, what the bot may do in a channel by words, and what Discord asks for before an act."""

from collections.abc import Iterable

from tests.discord_server.places import Channel
from tests.discord_server.refusing import missing_access, missing_permissions

ADD_REACTIONS, VIEW, SEND, EMBED, ATTACH, HISTORY = 1 << 6, 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
ADMINISTRATOR, USE_COMMANDS, CREATE_THREADS, SEND_IN_THREADS = 1 << 3, 1 << 31, 1 << 35, 1 << 38
EVERYTHING = (1 << 53) - 1
WORDS = {
    "view": VIEW,
    "send": SEND | EMBED | ADD_REACTIONS,
    "threads": CREATE_THREADS | SEND_IN_THREADS,
    "files": ATTACH,
    "history": HISTORY,
    "create_threads": CREATE_THREADS,
    "send_in_threads": SEND_IN_THREADS,
}
USUAL = ("view", "send", "threads", "files", "history")
EVERYBODY_MAY = ADD_REACTIONS | VIEW | SEND | EMBED | ATTACH | HISTORY | USE_COMMANDS | CREATE_THREADS | SEND_IN_THREADS


def bits(words: Iterable[str]) -> int:
    """Return the permissions that some words stand for."""
    found = 0
    for word in words:
        found |= WORDS[word]
    return found


def allowed(channel: Channel) -> int:
    """Return what the bot may do in a channel; a thread is as its parent."""
    if channel.is_dm:
        return EVERYBODY_MAY
    home = channel.parent or channel
    return EVERYBODY_MAY & ~home.denied if home.denied & VIEW == 0 else 0


def permitted(person: int) -> int:
    """Return what a member with some permissions of their own may do."""
    return EVERYTHING if person & ADMINISTRATOR else person | EVERYBODY_MAY


def must_see(channel: Channel) -> None:
    """Refuse where the bot does not see the channel."""
    if not allowed(channel) & VIEW:
        raise missing_access()


def must(channel: Channel, wanted: int) -> None:
    """Refuse where the bot does not see the channel, or may not do all that is wanted in it."""
    must_see(channel)
    if wanted & ~allowed(channel):
        raise missing_permissions()


def must_send(channel: Channel, embeds: bool, files: bool) -> None:
    """Refuse a message that the bot may not send."""
    if channel.is_dm:
        return
    sending = SEND_IN_THREADS if channel.parent else SEND
    must(channel, sending | (EMBED if embeds else 0) | (ATTACH if files else 0))
