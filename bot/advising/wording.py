"""Put what functions take and give into words that members read."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.strategy.inputs import APPLICANT_NAMES

_NAMES = {
    **APPLICANT_NAMES,
    "step2ck": "Step 2 CK",
    "pass_first": "passed first time",
    "pass_after_fail": "passed after a failure",
    "m1_m2": "M1–M2",
    "m3": "M3",
    "m4": "M4",
    "step1": "Step 1",
}
_GUIDES = re.compile(r"\b(?:(guides?) )?(00\d)(?:,? and (00\d))?\b", re.IGNORECASE)
_SIGNS = {True: "yes", False: "no", None: "not given"}


def told(says: str, guides: Mapping[str, str]) -> str:
    """Return a sentence with the guides' numbers put as the names members know them by."""

    def named(found: re.Match[str]) -> str:
        names = " and ".join(guides[number] for number in found.groups()[1:] if number)
        return names[0].upper() + names[1:] if found[0][0].isupper() else names

    return _GUIDES.sub(named, says)


def in_words(value: Any) -> str:
    """Return a value of an input or a result in words: ranges with a dash, codes without underscores."""
    if value is None or isinstance(value, bool):
        return _SIGNS[value]
    if isinstance(value, Mapping):
        return ", ".join(f"{in_words(key)}: {in_words(one)}" for key, one in value.items())
    if isinstance(value, list):
        return _range(value) if is_range(value) else ", ".join(map(in_words, value)) or "none"
    return _NAMES.get(str(value), str(value).replace("_", " "))


def listed(pairs: Iterable[tuple[str, Any]]) -> str:
    """Return labels with their values on one line; what is the case is its label alone."""
    return ", ".join(label if value is True else _labelled(label, value) for label, value in pairs)


def _labelled(label: str, value: Any) -> str:
    return f"no {label}" if value is False else f"{label} {in_words(value)}".strip()


def is_range(value: list[Any]) -> bool:
    """Tell whether a list is a range: a low end and a high end, either of them open."""
    ends = [end for end in value if isinstance(end, int | float) and not isinstance(end, bool)]
    return len(value) == 2 and bool(ends) and all(end is None or end in ends for end in value)  # noqa: PLR2004


def _range(value: list[Any]) -> str:
    low, high = value
    if low is None:
        return f"up to {high}"
    if high is None:
        return f"{low} or more"
    return f"{low}" if low == high else f"{low}–{high}"
