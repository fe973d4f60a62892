"""Interactions: what a member asked of the bot, and what came of it."""

from dataclasses import dataclass, field

from tests.discord_server.places import Channel, Guild, Person
from tests.discord_server.refusing import Json

COMMAND, COMPONENT, AUTOCOMPLETE, SUBMIT = 2, 3, 4, 5
MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
EPHEMERAL, LOADING = 64, 128


@dataclass(eq=False, slots=True)
class Interaction:
    """One act of a member, and the bot's answers to it."""

    id: str
    token: str
    type: int
    person: Person
    channel: Channel
    data: Json
    at: float
    """When it was told to the bot."""
    source: Json | None = None
    """The message whose component was used, or that a modal came from."""
    focused_type: int = 3
    """Of which type the option is that somebody types."""
    callback: int | None = None
    acked_at: float = 0.0
    answered_at: float = 0.0
    """When its last answer came."""
    original: Json | None = None
    loading: bool = False
    """Whether its answer is still announced only."""
    messages: list[Json] = field(default_factory=list)
    modal: Json | None = None
    choices: list[Json] | None = None

    @property
    def guild(self) -> Guild | None:
        """Return the guild it came from."""
        return self.channel.guild

    @property
    def answered(self) -> bool:
        """Tell whether the member sees an answer."""
        return bool(self.messages or self.modal is not None or self.choices is not None)

    def answer(self, message: Json, now: float) -> None:
        """Take note of a message that answers it."""
        if all(message["id"] != one["id"] for one in self.messages):
            self.messages.append(message)
        self.answered_at = now
