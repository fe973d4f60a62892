"""Who is let in: servers that are switched off, channels that are not allowed, and members who ask too often."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Protocol

from bot.discord.limits import Allowance
from bot.errors import AdvisorError

_OFF = "I am switched off in this server. You can still ask me in a direct message."
_ELSEWHERE = "Here I do not answer. Please ask me in {}, or in a direct message."
_SLOWER = "That was a lot at once{}. Please wait {} and ask again."


class TurnedAwayError(AdvisorError):
    """Somebody is not let in; the message says why, and what to do."""


class ServerRules(Protocol):
    """What a server allows."""

    @property
    def enabled(self) -> bool:
        """Tell whether the bot answers there."""

    @property
    def channels(self) -> frozenset[int]:
        """Return where members may ask; that is everywhere if there are none."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and where; a thread counts as the channel it belongs to as well."""

    member: int
    guild: int | None
    places: frozenset[int]


class Door:
    """Lets callers in, and says why not; `rules` tells what a server allows."""

    def __init__(self, rules: Callable[[int], ServerRules], member: Allowance, server: Allowance) -> None:
        self._rules = rules
        self._member = member
        self._server = server

    def check(self, caller: Caller) -> None:
        """Let somebody in, and count it.

        Raises TurnedAwayError with what to do.
        """
        self.check_place(caller)
        self._wait(self._member.wait(caller.member), "")
        if caller.guild is not None:
            self._wait(self._server.wait(caller.guild), " in this server")
            self._server.take(caller.guild)
        self._member.take(caller.member)

    def check_place(self, caller: Caller) -> None:
        """Raise TurnedAwayError where nobody is let in."""
        if caller.guild is None:
            return
        rules = self._rules(caller.guild)
        if not rules.enabled:
            raise TurnedAwayError(_OFF)
        if rules.channels and rules.channels.isdisjoint(caller.places):
            raise TurnedAwayError(_ELSEWHERE.format(_channels(rules.channels)))

    def _wait(self, seconds: float, where: str) -> None:
        if seconds > 0:
            raise TurnedAwayError(_SLOWER.format(where, _span(seconds)))


def _channels(channels: Collection[int]) -> str:
    return " or ".join(f"<#{one}>" for one in sorted(channels))


def _span(seconds: float) -> str:
    whole = int(seconds) + 1
    if whole < 90:  # noqa: PLR2004 - a minute and a half is said in seconds
        return f"{whole} second{'' if whole == 1 else 's'}"
    return f"{-(-whole // 60)} minutes"
