"""Show what a term stands for, the list of guides, and a section as it stands."""

from collections.abc import Sequence

from bot.answering.rendering import place
from bot.defining import Definition
from bot.discord.showing.answers import headed, shown, small
from bot.discord.showing.sheet import Sheet
from bot.echoing import echoed
from knowledge.index import Entry, Shelved

_OURS = "From my list of terms, in its own words; `/ask` says what the guides make of it."
_LONGEST_TERM = 60


def term_sheet(found: Definition) -> Sheet:
    """Return what a term stands for."""
    return Sheet((f"**{shown(found.term)}**\n{shown(found.says)}", small(_OURS)), "plain")


def unknown_sheet(term: str, near: Sequence[tuple[str, str]]) -> Sheet:
    """Return that a term is not known, with those that come close and what they stand for."""
    says = f"“{echoed(term, _LONGEST_TERM, one_line=True)}” is not in my list of terms."
    if not near:
        return Sheet((f"{says} `/ask` looks for it in the guides.",), "gap")
    listed = "\n".join(f"- **{shown(one)}**: {shown(means)}" for one, means in near)
    return Sheet((f"{says} These come close:\n{listed}",), "gap")


def guides_sheet(guides: Sequence[Shelved]) -> Sheet:
    """Return the list of guides: titles, how many sections, where each is from."""
    listed = "\n".join(f"**{shown(one.title)}**\n{small(_about(one))}" for one in guides)
    return Sheet((headed("The guides", listed), small("`/sources show` shows any section of them.")), "guides")


def section_sheet(entries: Sequence[Entry]) -> Sheet:
    """Return a section as the guides hold it."""
    passage = entries[0].passage
    text = "\n\n".join(entry.passage.text for entry in entries)
    source = small(f"{shown(place(passage.title, passage.section))} · {shown(passage.source)}")
    return Sheet((headed(shown(passage.section), shown(text)), source), "guides")


def _about(guide: Shelved) -> str:
    return f"{guide.sections} section{'' if guide.sections == 1 else 's'} · {shown(guide.source)}"
