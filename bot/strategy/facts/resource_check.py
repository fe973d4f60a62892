"""F33: how many resources are named, which core ones are missing, which are beyond the set, and what that comes to."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.strategy.cells import Facts


def derive(given: Facts, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the number of different resources, the missing and the extra ones, and the verdict by number alone."""
    exam = data[given["exam"]]
    named = _named(given["primary_resources"])
    kinds = {name: _kinds(plain, exam["kinds"]) for plain, name in named.items()}
    held = set().union(*kinds.values())
    missing = [kind for kind in exam["core"] if kind not in held]
    return {
        "n": len(named),
        "verdict": "overload" if len(named) >= exam["too_many"] else "lean",
        "missing": missing,
        "extra": _extra(kinds, set(exam["several"])),
        "note": "minimum_is_there" if missing and held.issuperset(exam["enough"]) else None,
    }


def _named(resources: Iterable[str]) -> dict[str, str]:
    """Return each different resource by its plain words; what has no words is left out."""
    named: dict[str, str] = {}
    for name in resources:
        named.setdefault(_plain(name), name)
    named.pop("", None)
    return named


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("&", " and ")))


def _kinds(plain: str, kinds: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the kinds a resource shows by its words; words found for one kind are not read again for the next."""
    rest, found = f" {plain} ", set()
    for kind, words in kinds.items():
        for word in words:
            if f" {word} " in rest:
                found.add(kind)
                rest = rest.replace(f" {word} ", "  ")
    return found


def _extra(kinds: Mapping[str, set[str]], several: set[str]) -> list[str]:
    """Return the resources that bring no kind of the set, or only such as one before them brings."""
    extra, taken = [], set[str]()
    for name, found in kinds.items():
        if not found - taken:
            extra.append(name)
        taken |= found - several
    return extra
