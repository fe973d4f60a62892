"""JSON that is still being written: as text, or as the arguments of a tool."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic_core import from_json

from bot.writing.port import ProviderError

_LONGEST = 40_000
"""Characters of a reply; one that goes on is never done."""
_BLANK = dict.fromkeys(range(32), " ")
"""Line breaks and the like, which models leave as they are in texts, where JSON does not have them."""


class Unfinished:
    """What a model has written so far."""

    def __init__(self) -> None:
        self._text = ""
        self._arguments = ""
        self._tool: Any = None

    def add(self, text: str, calls: Iterable[Mapping[str, Any]] = ()) -> None:
        """Take in what comes next: text, and parts of the arguments of tools, of which the first one counts.

        Raises ProviderError where it gets too long.
        """
        self._text += text.translate(_BLANK)
        for call in calls:
            self._tool = call.get("index") if not self._arguments else self._tool
            if call.get("index") == self._tool:
                self._arguments += (call.get("args") or "").translate(_BLANK)
        if len(self._text) + len(self._arguments) > _LONGEST:
            raise ProviderError("its reply is too long")

    @property
    def said(self) -> Mapping[str, Any]:
        """Return the object that it is, without what of it is not whole; an empty one where it is none."""
        written = _joined(self._arguments or self._text)
        try:
            found = from_json(written[written.find("{") :], allow_partial=True)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def _joined(text: str) -> str:
    """Join the halves of characters that came in different pieces."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
