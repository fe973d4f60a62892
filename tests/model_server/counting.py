"""How many tokens a request and its answer take, and what of it was kept from before."""

from dataclasses import dataclass

from tests.model_server.asked import AskedModel
from tests.model_server.said import Said

STEP = 128
"""OpenAI keeps so many tokens at a time."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens: what was read in all, of it what was kept before and what is newly kept, and what was written."""

    prompt: int
    read: int
    written: int
    completion: int

    @property
    def total(self) -> int:
        """Return all of them."""
        return self.prompt + self.completion


class Counting:
    """Remembers what requests began with, as providers do for some minutes."""

    def __init__(self, kept_from: int) -> None:
        """Keep beginnings of at least so many tokens."""
        self._kept_from = kept_from
        self._kept: set[tuple[str, str]] = set()

    def usage(self, asked: AskedModel, answer: Said) -> Usage:
        """Return what a request and its answer take, and keep what it begins with."""
        beginning = tokens(asked.cacheable)
        known = (asked.model, asked.cacheable) in self._kept
        if beginning < self._kept_from:
            beginning = 0
        else:
            self._kept.add((asked.model, asked.cacheable))
        spoken = answer.text + "".join(name + arguments for name, arguments in answer.calls)
        read, written = (beginning, 0) if known else (0, beginning)
        return Usage(tokens(asked.body), read, written, tokens(spoken))


def tokens(text: str) -> int:
    """Return about how many tokens a text has."""
    return -(-len(text) // 4)
