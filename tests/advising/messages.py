"""Messages as members type them, with what must be read from each, and what of that is not."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.advising.profile import Understood

HERE = Path(__file__).parent
Message = Mapping[str, Any]
"""`expect`: fields and their values. `absent`: fields that must not be told. `only`: nothing else may be told than what
is expected and what follows from it. `asks`: whether a note or a question must come, or must not."""

FOLLOWS = {
    "an_img": None,
    "exam_failures": None,
    "never_failed": None,
    "step1_attempts": None,
    "step2_attempts": None,
    "total_products": None,
    "ir_exposure": "experiences",
    "scores": "baseline_nbme",
    "baseline_nbme": "scores",
}
"""Fields that may come with others: with any, or with the one named."""


def messages(name: str) -> list[Message]:
    """Return the messages of a file."""
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def misread(message: Message, understood: Understood) -> list[str]:
    """Say what of a message is read otherwise than it must be."""
    told = {
        name: list(value) if isinstance(value, tuple) else value for name, value in understood.profile.told().items()
    }
    return [*_fields_misread(message, told), *_asked_wrongly(message, understood)]


def _fields_misread(message: Message, told: Mapping[str, Any]) -> Iterator[str]:
    expected = message.get("expect", {})
    for name, value in expected.items():
        if told.get(name) != value:
            yield f"{name} is {told.get(name)}, not {value}"
    unwanted = set(message.get("absent", ()))
    if message.get("only"):
        unwanted |= {name for name in told if not _follows(name, expected)}
    yield from (f"{name} is told: {told[name]}" for name in sorted(unwanted & told.keys()))


def _follows(name: str, expected: Mapping[str, Any]) -> bool:
    return name in expected or (name in FOLLOWS and (FOLLOWS[name] is None or FOLLOWS[name] in expected))


def _asked_wrongly(message: Message, understood: Understood) -> Iterator[str]:
    said = [*understood.notes, *understood.unsure]
    if "asks" in message and message["asks"] != bool(said):
        yield f"asks or notes: {said}"
