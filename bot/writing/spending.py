"""What asking a chat model costs: tokens, money, and who may still spend."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

CHARACTERS_A_TOKEN = 3
"""Fewer than any tokenizer needs for English, so that what is reckoned is never too little."""
_A_MILLION = 1_000_000
_KEPT_ARE_CHEAPER = 10


@dataclass(slots=True)
class Tokens:
    """Tokens that went to and fro for one answer."""

    read: int = 0
    cached: int = 0
    """How many of those that were read the provider had kept from before."""
    written: int = 0
    calls: int = 0

    @property
    def counted(self) -> int:
        """Return how many count against a budget: of those kept from before one in ten, as providers ask for them."""
        return self.read - self.cached + self.cached // _KEPT_ARE_CHEAPER + self.written

    def add(self, read: int, cached: int, written: int) -> None:
        """Add what a call took."""
        self.read += read
        self.cached += cached or 0
        self.written += written
        self.calls += 1

    def cost(self, price_read: float, price_written: float) -> float:
        """Return what they cost, given prices for a million; those that were kept are a tenth of the price."""
        read = self.read - self.cached + self.cached / _KEPT_ARE_CHEAPER
        return (read * price_read + self.written * price_written) / _A_MILLION


def reckoned(*texts: str) -> int:
    """Return how many tokens some texts are at most."""
    return sum(map(len, texts)) // CHARACTERS_A_TOKEN + 1


class SpentError(Exception):
    """There is nothing left to spend; the message is for whoever asked, if it says anything."""


class NotTakenError(Exception):
    """A call was not taken, so that nothing is owed for it."""


class Purse(Protocol):
    """Who pays for an answer."""

    async def take(self, tokens: int) -> None:
        """Set tokens aside; raises SpentError where there are not so many left."""

    async def settle(self, taken: int, used: int) -> None:
        """Put back what was set aside and not used."""


class OwnPurse:
    """Somebody who asks for themselves, and keeps an eye on it themselves."""

    async def take(self, tokens: int) -> None:
        """Let it be spent."""

    async def settle(self, taken: int, used: int) -> None:
        """Have nothing to put back."""


@asynccontextmanager
async def paid(purse: Purse, tokens: Tokens, reading: int, writing: int) -> AsyncIterator[None]:
    """Set aside what a call may take, and put back what it did not; of one that nobody counted all is owed as read.

    Raises SpentError where there are not so many left.
    """
    await purse.take(reading + writing)
    before, owed = tokens.counted, reading
    try:
        yield
    except NotTakenError:
        owed = 0
        raise
    finally:
        await purse.settle(reading + writing, (tokens.counted - before) or owed)
