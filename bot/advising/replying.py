"""Read a short reply as the answer to the one question that was asked."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.strategy.inputs import Input

_YES = re.compile(
    r"\W*(?:yes|yeah|yep|yup|sure|correct|right|true|definitely|i do|i have|it does|it will)\b", re.IGNORECASE
)
_NO = re.compile(r"\W*(?:no|nope|nah|not|none|never|false|i don'?t|i haven'?t|it won'?t)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d+)?(?![\d.])")
_WORDS = re.compile(r"[a-z0-9]+")


def reply(text: str, asked: Input) -> Any:
    """Return what a reply says of the input asked for, None where it does not answer."""
    read = _READERS.get(asked.kind, _number)
    return read(text, asked)


def _yes_no(text: str, _: Input) -> bool | None:
    if _NO.match(text):
        return False
    return True if _YES.match(text) else None


def _choice(text: str, asked: Input) -> str | None:
    """Return the one choice of whose words the reply says most."""
    said = set(_WORDS.findall(text.lower()))
    hits = {choice: len(said & set(choice.split("_"))) for choice in asked.choices}
    best = max(hits.values(), default=0)
    found = [choice for choice, count in hits.items() if count == best]
    return found[0] if best and len(found) == 1 else None


def _number(text: str, _: Input) -> float | None:
    """Return the only number of a reply."""
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return None
    return float(found[0]) if "." in found[0] else int(found[0])


def _nothing(_: str, __: Input) -> None:
    """Leave what is read from any text anyway, as applicant types are."""


_READERS: Mapping[str, Callable[[str, Input], Any]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "applicant": _nothing,
    "texts": _nothing,
    "records": _nothing,
    "scores": _nothing,
}
