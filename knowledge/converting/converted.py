"""What a document comes to, and how one process tells it to another."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.errors import GuideError


@dataclass(frozen=True, slots=True)
class Converted:
    """A document as Markdown, the title it gives itself, and what a moderator should look at."""

    text: str
    title: str = ""
    warnings: tuple[str, ...] = ()


def told(outcome: Converted | GuideError) -> str:
    """Return an outcome as one line of JSON."""
    return json.dumps(
        {"refused": str(outcome)} if isinstance(outcome, GuideError) else asdict(outcome), ensure_ascii=False
    )


def heard(line: bytes) -> Converted:
    """Return what `told` wrote; ValueError where the line is cut off or no such line.

    Raises GuideError where the document was refused.
    """
    read = json.loads(line)
    if isinstance(read, Mapping) and "refused" in read:
        raise GuideError(str(read["refused"]))
    return _converted(read)


def _converted(read: Any) -> Converted:
    try:
        return Converted(str(read["text"]), str(read["title"]), tuple(map(str, read["warnings"])))
    except (KeyError, TypeError) as error:
        raise ValueError("not an outcome") from error
