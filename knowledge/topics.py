"""Read the list of topics that members ask about and the guides do not hold."""

import tomllib
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.leads import Topic

_KEYS = {"id", "says", "nearest", "asked_as", "reply", "needs"}


def read_topics(path: Path) -> tuple[Topic, ...]:
    """Read a TOML file of `[[topic]]` tables.

    Raises KnowledgeError with file and key where a value is wrong.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("topic", [])
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error})") from error
    return tuple(_topic(table, path) for table in tables)


def _topic(table: dict[str, Any], path: Path) -> Topic:
    name = table.get("id", "?")
    if unknown := sorted(table.keys() - _KEYS):
        raise KnowledgeError(f"{path}: topic {name}: unknown key {unknown[0]!r}")
    if not all(isinstance(table.get(key), str) and table[key] for key in ("id", "says")):
        raise KnowledgeError(f"{path}: topic {name}: id and says must be text")
    lists = {key: table.get(key, []) for key in ("nearest", "asked_as", "needs")}
    for key, lines in lists.items():
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise KnowledgeError(f"{path}: topic {name}: {key} must be a list of lines")
    return Topic(
        id=name,
        says=table["says"],
        nearest=tuple(lists["nearest"]),
        asked_as=tuple(lists["asked_as"]),
        reply=table.get("reply", ""),
        needs=tuple(lists["needs"]),
    )
