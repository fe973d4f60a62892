"""Take a reply apart, whatever a model made of the form that was asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.writing.judging import Said

_MOST, _LONGEST = 12, 2_000


def statements_of(reply: Mapping[str, Any]) -> Sequence[Said]:
    """Return the statements of a reply that are written to their end, so far."""
    written = reply.get("statements")
    said = [_said(one) for one in written[:_MOST]] if isinstance(written, list) else []
    whole = (reply.get("done") is True and list(reply)[-1] == "done") or (
        isinstance(written, list) and len(written) > _MOST
    )
    return said if whole else said[:-1]


def _said(written: Any) -> Said:
    """Return a statement; of what is none, an empty one."""
    if not isinstance(written, Mapping) or not isinstance(written.get("text"), str):
        return Said("", ())
    sources = written.get("sources")
    named = tuple(dict.fromkeys(map(str, sources))) if isinstance(sources, list) else ()
    return Said(written["text"][:_LONGEST], named)
