"""A storm: connections, sessions and requests fail while members keep asking; what is lost, and what comes twice."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from random import Random

from tests.discord_server import MiniDiscord
from tests.discord_server.checks_messages import shown_text
from tests.discord_server.refusing import Json
from tests.measuring.discord_askers import WAYS, Asker, Question, askers

_KINDS = {
    "drop": 60,
    "reconnect": 30,
    "invalid": 20,
    "gone": 6,
    "limit": 34,
    "fail": 25,
    "fail_after": 25,
    "duplicate": 20,
}
"""How often each kind of fault happens among so many."""
_CALLBACK = "/callback"
_PATHS = (_CALLBACK, "/webhooks/", "/messages", "/threads", "/typing")
_SECONDS_BETWEEN_CALLBACKS = 3.0
"""An acknowledgement is due within these; the client tries again after 1 and then 3 more, so one may fail once."""
_PAUSES = (0.05, 0.4)
_COPIES, _RETRY_AFTER = 5, 0.2
_SECONDS_TO_COME, _PATIENCE, _SECONDS_TO_SETTLE = 60.0, 45.0, 2.0
_APOLOGIES = ("(reference ", "is gone", "not allowed", "did not take", "cannot read my guides", "opening my guides")
"""What the bot says in place of an answer."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong: what, with which requests, and the seconds before it."""

    kind: str
    path: str
    pause: float


@dataclass(slots=True)
class Outcome:
    """What came of all that was asked."""

    asked: list[Question] = field(default_factory=list)
    faults: int = 0

    @property
    def lost(self) -> list[Question]:
        """Return questions that were not answered."""
        return [one for one in self.asked if not any(map(_is_answer, one.answers))]

    @property
    def twice(self) -> list[Question]:
        """Return questions with more than one answer."""
        return [one for one in self.asked if len(one.answers) > 1]

    @property
    def longest(self) -> float:
        """Return the longest wait for an answer, in seconds."""
        return max((one.answered for one in self.asked), default=0.0)


def faults(count: int, seed: int) -> list[Fault]:
    """Return faults of every kind in a random order that is always the same."""
    random = Random(seed)  # noqa: S311 - it is no secret
    share = count / sum(_KINDS.values())
    kinds = [kind for kind, times in _KINDS.items() for _ in range(max(1, round(times * share)))]
    random.shuffle(kinds)
    return list(_timed(kinds[:count], random))


def _timed(kinds: Sequence[str], random: Random) -> Iterator[Fault]:
    since = _SECONDS_BETWEEN_CALLBACKS
    for kind in kinds:
        pause, path = random.uniform(*_PAUSES), random.choice(_PATHS)
        since += pause
        if path == _CALLBACK and kind.startswith("fail"):
            path, since = (path, 0.0) if since >= _SECONDS_BETWEEN_CALLBACKS else ("/webhooks/", since)
        yield Fault(kind, path, pause)


async def storm(server: MiniDiscord, coming: Sequence[Fault], members: int, texts: Sequence[str]) -> Outcome:
    """Let members ask until all the faults have happened, and look at what came of it some seconds later."""
    outcome, over = Outcome(), asyncio.Event()
    asking = [_keep_asking(one, texts[place:], over, outcome) for place, one in enumerate(askers(server, members))]
    working = asyncio.gather(*asking)
    for fault in coming:
        await asyncio.sleep(fault.pause)
        await server.ready(_SECONDS_TO_COME)
        _happen(server, fault)
        outcome.faults += 1
    over.set()
    await working
    await asyncio.sleep(_SECONDS_TO_SETTLE)
    return outcome


async def _keep_asking(asker: Asker, texts: Sequence[str], over: asyncio.Event, outcome: Outcome) -> None:
    """Ask one question after another, each after the answer to the last, as long as the bot has a session at all."""
    for way, text in zip(cycle(WAYS), cycle(texts), strict=False):
        await asker.server.world.until(lambda: asker.server.gateway.sessions, _SECONDS_TO_COME)
        if over.is_set():
            return
        outcome.asked.append(await asker.ask(way, text, _PATIENCE))


def _happen(server: MiniDiscord, fault: Fault) -> None:
    misbehave, path = server.misbehave, fault.path
    acts: dict[str, Callable[[], None]] = {
        "drop": misbehave.drop,
        "reconnect": misbehave.reconnect,
        "invalid": lambda: misbehave.invalidate(resumable=True),
        "gone": lambda: misbehave.invalidate(resumable=False),
        "limit": lambda: misbehave.limit(_RETRY_AFTER, path=path),
        "fail": lambda: misbehave.fail(500, path=path),
        "fail_after": lambda: misbehave.fail(500, path=path, after_doing=True),
        "duplicate": lambda: misbehave.duplicate(_COPIES),
    }
    acts[fault.kind]()


def _is_answer(message: Json) -> bool:
    text = shown_text(message)
    return bool(text) and not any(words in text for words in _APOLOGIES)
