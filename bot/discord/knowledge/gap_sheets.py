"""Show what several members asked and were not helped with."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.curating.gaps import Gap
from bot.discord.showing.answers import headed, shown, small
from bot.discord.showing.sheet import Button, Sheet
from bot.echoing import echoed

DRAFT = "kb_draft"
MOST = 10
"""Gaps that are shown: as many as have a button each."""
_NONE = "There are no gaps: nothing that at least three members asked in the last 90 days was left open."
_ABOUT = "Asked by at least three members in the last 90 days, here and in direct messages, and not helped with."
_DRAFTED = "a section for this was drafted, “{}”: `/knowledge documents` tells whether it is in use"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A gap, the section nearest to it, the token of a draft for it, and the title of one that was kept already."""

    gap: Gap
    nearest: str
    token: str
    drafted: str


def gaps_sheet(gaps: Sequence[Shown]) -> Sheet:
    """Return gaps, each with a button that begins a section for it."""
    if not gaps:
        return Sheet((_NONE,), "plain")
    said = [_gap(number, one) for number, one in enumerate(gaps, start=1)]
    buttons = tuple(Button(f"Draft a section ({n})", DRAFT, one.token) for n, one in enumerate(gaps, start=1))
    return Sheet((f"{headed('Gaps', small(_ABOUT))}\n{said[0]}", *said[1:]), "gap", buttons)


def _gap(number: int, one: Shown) -> str:
    nearest = f"; nearest: {shown(one.nearest)}" if one.nearest else ""
    lines = (
        f"**{number}. {_said(one.gap.text)}**",
        small(f"{one.gap.askers} members, asked {_times(one.gap.times)}{nearest}"),
        *(f"- also: {_said(other)}" for other in one.gap.others),
        *(f"- not helpful, since: {_said(why)}" for why in one.gap.whys),
        *([f"- {_DRAFTED.format(_said(one.drafted))}"] if one.drafted else []),
    )
    return "\n".join(lines)


def _times(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def _said(text: str) -> str:
    return echoed(text, _LONGEST, one_line=True)
