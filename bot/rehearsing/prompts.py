"""What members practise with: prompts, each with what a good answer covers and where the guides say so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.configuring import tables_of
from bot.entries import Written, read_entries
from bot.strategy.tables import APPLIES

_KEYS = frozenset(("id", "kind", "topic", "audience", "prompt", "covers"))
_POINT_KEYS = frozenset(("says", "source", "quote"))


class Kind(StrEnum):
    """How a prompt is practised."""

    INTERVIEW = "interview"
    MINI_ORAL = "mini_oral"
    """A topic explained aloud."""


_Topics = Mapping[Kind, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Point:
    """Something a good answer covers; `quote` are the words of the guide's section it rests on."""

    says: str
    guide: str
    anchor: str
    quote: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to answer aloud, and what a good answer covers; `audience` are the kinds of applicant it is for."""

    id: str
    kind: Kind
    topic: str
    audience: frozenset[str]
    prompt: str
    covers: tuple[Point, ...]

    def speaks_to(self, applicant: str) -> bool:
        """Tell whether it is for a kind of applicant; where that is not told, whether it is for every kind."""
        return applicant in self.audience if applicant else self.audience == frozenset(APPLIES["any"])


def read_prompts(path: Path) -> tuple[Prompt, ...]:
    """Read the prompts in the order of the file.

    Raises SettingError with the file, and the entry and key at fault.
    """
    with tables_of(path) as tables:
        topics = {kind: _topics(tables["topics"], kind) for kind in Kind}
        prompts = read_entries(tables, "prompt", ("id",), _KEYS, lambda written: _prompt(written, topics))
        _check_used(prompts, topics)
        return prompts


def _topics(tables: Written, kind: Kind) -> tuple[str, ...]:
    written = tables[kind]
    if not isinstance(written, list) or not all(isinstance(one, str) and one for one in written):
        raise ValueError(f"topics {kind}: write a list of texts, not {written!r}")
    return tuple(written)


def _check_used(prompts: Sequence[Prompt], topics: _Topics) -> None:
    used = {(one.kind, one.topic) for one in prompts}
    if unused := [one for kind, listed in topics.items() for one in listed if (kind, one) not in used]:
        raise ValueError(f"topic {unused[0]!r}: no prompt has it")


def _prompt(written: Written, topics: _Topics) -> Prompt:
    kind = Kind(_one_of(tuple(Kind), written, "kind"))
    return Prompt(
        id=_text(written, "id"),
        kind=kind,
        topic=_one_of(topics[kind], written, "topic"),
        audience=frozenset(APPLIES[_one_of(tuple(APPLIES), written, "audience")]),
        prompt=_text(written, "prompt"),
        covers=_points(written["covers"]),
    )


def _points(written: Any) -> tuple[Point, ...]:
    if not isinstance(written, list) or not written:
        raise ValueError("covers: write one point at least")
    return tuple(_point(one) for one in written)


def _point(written: Written) -> Point:
    if unknown := sorted(written.keys() - _POINT_KEYS):
        raise ValueError(f"covers: no key is called {unknown[0]!r}")
    guide, _, anchor = _text(written, "source").partition("#")
    if not guide or not anchor:
        raise ValueError(
            f"source {written['source']!r}: write a guide and one of its sections, as ir-roadmap#home-subi"
        )
    return Point(_text(written, "says"), guide, anchor, _text(written, "quote"))


def _text(written: Written, key: str) -> str:
    value = written[key]
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key}: write text, not {value!r}")
    return value


def _one_of(allowed: Sequence[str], written: Written, key: str) -> str:
    value = _text(written, key)
    if value not in allowed:
        raise ValueError(f"{key} {value!r} is not known; use {', '.join(allowed)}")
    return value
