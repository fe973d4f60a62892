"""Show versions and what was done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord.knowledge.naming import built_at, named, with_versions_named
from bot.discord.showing.answers import headed
from bot.discord.showing.sheet import Button, Sheet
from bot.echoing import echoed
from knowledge.versions import Manifest

_LONGEST = 200
_NOW = "**In use:** {}."
_WAITS = "**Waiting to be published:** {}. `/knowledge review` shows it."
_NOTHING = "Nothing has been done yet."
_ASK = "Shall I answer from {} again? The documents stay as they are."


@dataclass(frozen=True, slots=True)
class Done:
    """What somebody did, and when; `who` is a mention, or words."""

    at: datetime
    who: str
    what: str


def version_line(one: Manifest) -> str:
    """Name a version with when it was built and how large it is, for where Discord shows no times."""
    built = built_at(one.version)
    when = f"{built:%d %b %Y %H:%M} UTC: " if built else ""
    return f"{when}{_size(one)} ({one.version})"


def asking_sheet(wanted: Manifest, now: Manifest | None, act: str) -> Sheet:
    """Ask whether a version is to be used again."""
    button = Button("Go back to it", act, wanted.version, "danger")
    return Sheet((_ASK.format(_described(wanted)), _now(now)), "wrong", (button,))


def history_sheet(now: Manifest | None, draft: Manifest | None, done: Sequence[Done]) -> Sheet:
    """Return the version in use, the one that waits, and what was done, in the order given."""
    lines = "\n".join(f"- {discord.utils.format_dt(one.at)} {_who(one.who)}: {_said(one.what)}" for one in done)
    used = "\n".join((_now(now), *([_WAITS.format(_described(draft))] if draft else ())))
    return Sheet((used, headed("What was done with what I know", lines or _NOTHING)), "plain")


def _now(now: Manifest | None) -> str:
    return _NOW.format(_described(now) if now else "nothing")


def _described(one: Manifest) -> str:
    return f"{named(one.version)}, with {_size(one)}"


def _size(one: Manifest) -> str:
    return f"{one.guides} guides, {one.passages} passages"


def _who(who: str) -> str:
    return who if who.startswith("<@") else _said(who)


def _said(text: str) -> str:
    return with_versions_named(echoed(text, _LONGEST, one_line=True))
