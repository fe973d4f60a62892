"""Questions that a chat model proposed for sections of added documents: kept by what a section says, and read with it.

One that is edited has another name, and so none of the questions of before; what is kept for a text that no document
holds any more does nothing, until one holds it again.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from knowledge.durable import put, settle
from knowledge.passages import Asked, Guide, Section, name_of
from knowledge.reading import Shelf, document_files, read_folder
from knowledge.sources import Sources

MOST, LONGEST = 5, 140
"""Questions of a section, and characters of one."""
_ENDING = ".json"
_BROKEN = (OSError, ValueError, KeyError, TypeError, RecursionError)
log = logging.getLogger(__name__)


class Proposals:
    """The questions in a folder, a file for each section."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, guide: Guide, section: Section) -> tuple[str, ...] | None:
        """Return what was proposed for a section: it may be nothing; None where nobody asked, or the file is broken."""
        path = self._path(guide, section)
        try:
            return _read(path)
        except FileNotFoundError:
            return None
        except _BROKEN as error:
            log.warning("%s: the proposed questions cannot be read (%s); it is ignored", path, error)
            return None

    def keep(self, guide: Guide, section: Section, questions: Sequence[str], model: str) -> None:
        """Keep what a model proposed for a section."""
        self._folder.mkdir(parents=True, exist_ok=True)
        told = {"questions": list(questions), "model": model}
        put(self._path(guide, section), json.dumps(told, ensure_ascii=False))

    def stamps(self) -> Iterator[str]:
        """Yield what names the state of all questions; files that hold none do not count."""
        for path in document_files(self._folder):
            with suppress(*_BROKEN):
                if questions := _read(path):
                    yield name_of(path.name, *questions)

    def forget(self) -> None:
        """Remove all that is kept, and what was cut off while it was written."""
        if self._folder.is_dir():
            for path in self._folder.iterdir():
                path.unlink(missing_ok=True)
            settle(self._folder)

    def _path(self, guide: Guide, section: Section) -> Path:
        return self._folder / f"{name_of(guide.title, *section.heading, section.text)}{_ENDING}"


def _read(path: Path) -> tuple[str, ...]:
    questions = json.loads(path.read_text(encoding="utf-8"))["questions"]
    if not isinstance(questions, list) or len(questions) > MOST or not all(map(_is_line, questions)):
        raise ValueError(f"questions: write up to {MOST} lines of up to {LONGEST} characters")
    return tuple(dict.fromkeys(questions))


def _is_line(question: object) -> bool:
    return isinstance(question, str) and question.isprintable() and 0 < len(question.strip()) <= LONGEST


def read_documents(sources: Sources) -> Shelf:
    """Read all documents; the sections of added ones that bring no questions are read with those proposed for them.

    Raises GuidesMissingError where there is no folder of guides, or nothing to read.
    """
    shelf = read_folder(sources.guides, sources.added)
    if not sources.asked.is_dir():
        return shelf
    proposals = Proposals(sources.asked)
    return replace(shelf, guides=tuple(_asked_as_proposed(guide, proposals) for guide in shelf.guides))


def _asked_as_proposed(guide: Guide, proposals: Proposals) -> Guide:
    if not guide.added:
        return guide
    return replace(guide, sections=tuple(_with(proposals.of(guide, one), one) for one in guide.sections))


def _with(questions: Sequence[str] | None, section: Section) -> Section:
    if section.asked_as or not questions:
        return section
    return replace(section, asked_as=tuple(Asked(text, proposed=True) for text in questions))


def proposed_in(guides: Iterable[Guide]) -> dict[str, tuple[str, ...]]:
    """Return the proposed questions that guides were read with, by section, as guide#anchor."""
    found = {
        f"{guide.id}#{section.anchor}": tuple(one.text for one in section.asked_as if one.proposed)
        for guide in guides
        for section in guide.sections
    }
    return {place: questions for place, questions in found.items() if questions}


def unasked(guides: Iterable[Guide], proposals: Proposals) -> list[tuple[Guide, list[Section]]]:
    """Return the added documents with their sections that bring no questions, and for which nobody asked a model."""
    found = [(guide, [one for one in guide.sections if _waits(guide, one, proposals)]) for guide in guides]
    return [(guide, sections) for guide, sections in found if sections]


def _waits(guide: Guide, section: Section, proposals: Proposals) -> bool:
    return guide.added and not section.asked_as and proposals.of(guide, section) is None
