"""What tests of sheets share: how rows are cited on them, and what is read off them."""

import re
from collections.abc import Iterable
from functools import cache

from bot.discord.showing.citing import Citing, read_titles
from bot.discord.showing.sheet import Sheet
from bot.shipped import guides_folder
from bot.strategy.advice import Reason
from tests.discord_server import MiniDiscord, Person, Reply
from tests.strategy.shipped import shipped

_MARKER, _LISTED = re.compile(r"\[(\d+)\]"), re.compile(r"^-# \[(\d+)\] \S.*, \S", re.MULTILINE)


@cache
def titles() -> dict[str, str]:
    """Return the titles of the shipped guides; they are read once."""
    return read_titles(guides_folder())


def citing() -> Citing:
    """Return what cites, for a sheet of its own."""
    return Citing(shipped().guides, titles())


def block(sheet: Sheet, title: str) -> str:
    """Return the block under a heading; empty where there is none."""
    return next((one for one in sheet.blocks if one.startswith(f"### {title}\n")), "")


def headings(sheet: Sheet) -> list[str]:
    """Return the headings in their order."""
    return [one.splitlines()[0].removeprefix("### ") for one in sheet.blocks if one.startswith("### ")]


def markers(sheet: Sheet) -> set[str]:
    """Return every marker on a sheet."""
    return set(_MARKER.findall("\n".join(sheet.blocks)))


def unnamed(sheet: Sheet) -> list[tuple[str, str]]:
    """Return markers whose section does not stand in the same block, each with the first line of that block."""
    found = ((one.splitlines()[0], set(_MARKER.findall(one)) - set(_LISTED.findall(one))) for one in sheet.blocks)
    return [(first, marker) for first, missing in found for marker in missing]


def unsaid(sheet: Sheet, reasons: Iterable[Reason]) -> list[str]:
    """Return the rows whose sentence, marked with its section, is not on a sheet."""
    text, speaking = "\n".join(sheet.blocks), citing()
    said = ((one.rule, f"{speaking.told(one.says)} [", f"{speaking.place(one.source)}") for one in reasons)
    return [rule for rule, sentence, place in said if sentence not in text or place not in text]


async def all_pages(server: MiniDiscord, person: Person, reply: Reply) -> str:
    """Return the words of a reply and of all pages that it goes on over."""
    text = reply.text
    while further := next((name for name in reply.buttons if name.startswith("Continue")), None):
        reply = await server.press(person, reply, further)
        text = f"{text}\n{reply.text}"
    return text
