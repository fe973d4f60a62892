"""Name the sections that statements rest on: a marker behind each, and below a block the sections it speaks from."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.advising.wording import told
from bot.answering.rendering import place
from bot.discord.showing.answers import bulleted, headed, shown, small
from bot.strategy.advice import Reason, Source
from knowledge.reading import PLAIN, document_files

_TITLE = re.compile(r"^title: (?P<title>.+)$", re.MULTILINE)


def read_titles(folder: Path) -> dict[str, str]:
    """Return the titles of the guides in a folder by their ids, without reading the guides themselves."""
    plain = (path for path in document_files(folder) if path.suffix.lower() in PLAIN)
    found = {path.stem: _TITLE.search(path.read_text(encoding="utf-8", errors="replace")) for path in plain}
    return {guide: title["title"].strip("\"' ") for guide, title in found.items() if title}


class Citing:
    """Writes out what rows say; sections are numbered in the order in which they are first used on a sheet."""

    def __init__(self, guides: Mapping[str, str], titles: Mapping[str, str]) -> None:
        self._guides = guides
        self._titles = titles
        self._numbers: dict[tuple[str, str], int] = {}
        self._open: dict[int, str] = {}

    def told(self, says: str) -> str:
        """Return a sentence with the guides' numbers put as their names."""
        return told(says, self._guides)

    def says(self, reason: Reason) -> str:
        """Return what a row says, with the marker of its section."""
        return self.marked(reason.says, reason.source)

    def marked(self, says: str, source: Source) -> str:
        """Return a sentence with the marker of the section it rests on; what rests on none has none."""
        if not source.guide:
            return self.told(says)
        number = self._numbers.setdefault((source.guide, source.anchor), len(self._numbers) + 1)
        self._open[number] = self.place(source)
        return f"{self.told(says)} [{number}]"

    def block(self, title: str, lines: Iterable[str]) -> str:
        """Return lines with bullets under a heading, and the sections marked in them; nothing where there are none."""
        said = bulleted(lines)
        below = [small(f"[{number}] {shown(named)}") for number, named in sorted(self._open.items())]
        self._open.clear()
        return headed(title, "\n".join((said, *below)) if said else "")

    def place(self, source: Source) -> str:
        """Name a section as members read it, guide first."""
        return place(self._titles.get(source.guide, source.guide), source.section)
