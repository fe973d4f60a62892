"""Members who ask the bot in Discord, each in a channel of their own, and how long they wait."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.discord_server import Channel, MiniDiscord, Person
from tests.discord_server.refusing import Json
from tests.measuring.sets import read_sets

WAYS = ("command", "mention", "direct")
_LONGEST = 1_900
"""Characters of a question: with the mention they fit into a message."""


class Ledger:
    """Finds the bot's messages by what they answer, and looks at each only once."""

    def __init__(self, server: MiniDiscord) -> None:
        self._server = server
        self._read = self._typed = 0
        self._answers: dict[str, list[Json]] = {}
        self._typing: dict[str, int] = {}

    def answers(self, message: str) -> list[Json]:
        """Return what was said in reply to a message, or in its thread."""
        for sent in self._server.sent[self._read :]:
            self._read += 1
            answered = (sent.get("message_reference") or {}).get("message_id")
            for place in {sent["channel_id"], answered} - {None}:
                self._answers.setdefault(place, []).append(sent)
        return self._answers.get(message, [])

    def typed(self, channel: str) -> int:
        """Return how often the bot was seen typing in a channel."""
        for place in self._server.typing[self._typed :]:
            self._typed += 1
            self._typing[place] = self._typing.get(place, 0) + 1
        return self._typing.get(channel, 0)


@dataclass(slots=True)
class Question:
    """A question, the seconds until it was acknowledged and answered, and the answers; none where none came in time."""

    way: str
    text: str
    acknowledged: float = 0.0
    answered: float = 0.0
    answers: Sequence[Json] = field(default_factory=list)
    failed: str = ""


class Asker:
    """A member with a channel of their own."""

    def __init__(self, server: MiniDiscord, ledger: Ledger, name: str) -> None:
        self.server, self._ledger = server, ledger
        self.person: Person = server.member(name)
        self.channel: Channel = server.new_channel(name=name.lower())

    async def ask(self, way: str, text: str, patience: float = 30.0) -> Question:
        """Ask something in one of the ways, and wait for the answer."""
        asked = Question(way, text[:_LONGEST])
        try:
            await (self._call(asked, patience) if way == "command" else self._write(asked, patience))
        except TimeoutError as late:
            asked.failed = str(late)
        return asked

    async def _call(self, asked: Question, patience: float) -> None:
        reply = await self.server.slash(self.person, "ask", channel=self.channel, timeout=patience, question=asked.text)
        asked.acknowledged, asked.answered = reply.seconds_to_ack, reply.seconds
        asked.answers = reply.asked.messages

    async def _write(self, asked: Question, patience: float) -> None:
        world, ledger = self.server.world, self._ledger
        direct = asked.way == "direct"
        place = (world.dm(self.person) if direct else self.channel).id
        typed, begun = ledger.typed(place), world.counted()
        message = await self.server.say(self.person, asked.text, channel=self.channel, dm=direct)
        await world.until(lambda: ledger.typed(place) > typed or bool(ledger.answers(message["id"])), patience)
        asked.acknowledged = world.counted() - begun
        if not await world.until(lambda: ledger.answers(message["id"]), patience):
            raise TimeoutError(f"no answer within {patience} s to {message['content']!r}")
        asked.answered = world.counted() - begun
        asked.answers = ledger.answers(message["id"])


def askers(server: MiniDiscord, count: int) -> list[Asker]:
    """Return members who ask, with one ledger between them."""
    ledger = Ledger(server)
    return [Asker(server, ledger, f"Member{number}") for number in range(1, count + 1)]


def questions(seed: int, kinds: Collection[str]) -> list[str]:
    """Return the questions of our own sets that are of some kinds, shuffled."""
    texts = [str(line["question"]) for line in read_sets() if line["origin"] == "own" and line["kind"] in kinds]
    Random(seed).shuffle(texts)  # noqa: S311 - the order is no secret
    return texts
