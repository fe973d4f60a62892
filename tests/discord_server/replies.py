"""What a member sees of the bot's answers to one act."""

from copy import deepcopy
from dataclasses import dataclass

from tests.discord_server.checks_components import BUTTON, every
from tests.discord_server.checks_messages import shown_text
from tests.discord_server.interactions import DEFER, DEFER_UPDATE, EPHEMERAL, Interaction
from tests.discord_server.refusing import Json
from tests.discord_server.world import World


@dataclass(frozen=True, slots=True)
class Reply:
    """The answers to an act, as they were when the waiting ended."""

    asked: Interaction
    messages: list[Json]
    """Every message that answers it, the first answer first."""
    modal: Json | None
    files: dict[str, bytes]
    seconds_to_ack: float
    seconds: float
    """Until the last answer came, counted from the telling of the act."""

    @property
    def message(self) -> Json | None:
        """Return the first answer, in its last form."""
        return self.messages[0] if self.messages else None

    @property
    def deferred(self) -> bool:
        """Tell whether an answer was announced before it came."""
        return self.asked.callback in (DEFER, DEFER_UPDATE)

    @property
    def ephemeral(self) -> bool:
        """Tell whether the first answer is for the asker alone."""
        return bool(self.messages and self.messages[0]["flags"] & EPHEMERAL)

    @property
    def text(self) -> str:
        """Return all the words that are shown."""
        return "\n".join(filter(None, map(shown_text, self.messages)))

    @property
    def buttons(self) -> dict[str, str]:
        """Return the custom id, or the address, behind each label."""
        found = [one for message in self.messages for one in every(message["components"]) if one["type"] == BUTTON]
        return {one.get("label") or "": one.get("custom_id") or one.get("url") or "" for one in found}


def reply_to(world: World, asked: Interaction) -> Reply:
    """Return what came of an act so far."""
    there = [one for one in asked.messages if one["id"] in asked.channel.messages]
    messages = deepcopy(there)
    attached = [one for message in messages for one in message["attachments"]]
    return Reply(
        asked=asked,
        messages=messages,
        modal=deepcopy(asked.modal),
        files={one["filename"]: world.files[one["url"].removeprefix(world.origin)] for one in attached},
        seconds_to_ack=asked.acked_at - asked.at,
        seconds=asked.answered_at - asked.at,
    )
