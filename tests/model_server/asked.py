"""What was asked of a model, in one form for every protocol."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that is offered to the model."""

    name: str
    description: str
    schema: Json


@dataclass(frozen=True, slots=True)
class AskedModel:
    """A request as it came; of one that is no JSON object only the first four fields are filled."""

    protocol: str
    path: str
    headers: Mapping[str, str]
    """By their names in lower case."""
    body: str
    parsed: Json = field(default_factory=dict)
    model: str = ""
    system: str = ""
    cacheable: str = ""
    """What of the beginning the provider may keep: all that is system text, or what is marked for it."""
    human: str = ""
    """What the last message of the user says."""
    tools: tuple[Tool, ...] = ()
    forced: str = ""
    """The tool that has to be called."""
    schema: Json | None = None
    """What the reply has to conform to, demanded as a format or as the forced tool's arguments."""
    streaming: bool = False

    @property
    def data(self) -> Json:
        """Return what the human text says where it is a JSON object, else nothing."""
        return object_of(self.human)

    @property
    def kind(self) -> str:
        """Return what it is about: "choose" (a tool), "sections", "repair", "compose", or "talk" without data."""
        found = (kind for kind, key in _KINDS.items() if key in self.data)
        return next(found, "choose" if self.tools and not self.schema else "talk")


_KINDS = {"sections": "sections", "repair": "repair", "compose": "draft"}


def object_of(text: str) -> Json:
    """Return the JSON object that a text is, or an empty one."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def text_of(content: Any) -> str:
    """Return the text of a message's content: a text itself, or blocks of which some are text."""
    if isinstance(content, str):
        return content
    blocks = content if isinstance(content, list) else []
    return "\n".join(str(one.get("text", "")) for one in blocks if isinstance(one, dict))


def offered(given: Any, schema: str) -> tuple[Tool, ...]:
    """Return the tools of a list, each of which has its arguments' schema under a name."""
    tools = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return tuple(
        Tool(str(one.get("name", "")), str(one.get("description", "")), one.get(schema) or {}) for one in tools
    )


def functions_offered(given: Any) -> tuple[Tool, ...]:
    """Return the tools of a list in which each is a function within a tool."""
    tools = given if isinstance(given, list) else []
    return offered([one.get("function") for one in tools if isinstance(one, dict)], "parameters")


def said_by(messages: Any, *roles: str) -> list[str]:
    """Return what the messages of some roles say."""
    given = messages if isinstance(messages, list) else []
    return [text_of(one.get("content")) for one in given if isinstance(one, dict) and one.get("role") in roles]
