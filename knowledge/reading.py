"""From a folder of documents to guides and passages; what cannot be read is named, never dropped silently."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.converting.converted import Converted
from knowledge.converting.converting import ENDINGS, convert
from knowledge.converting.sniffing import Kind, kind_of
from knowledge.errors import GuideError, GuidesMissingError
from knowledge.markdown import read_markdown
from knowledge.passages import LONGEST_PASSAGE, Asked, Guide, Passage, Section
from knowledge.scraped import looks_scraped, to_markdown

log = logging.getLogger(__name__)

PLAIN = ENDINGS[Kind.TEXT]
READABLE = PLAIN | {".html", ".htm", ".pdf", ".docx"}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was left out, and why."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a folder of documents holds."""

    guides: tuple[Guide, ...]
    skipped: tuple[Skipped, ...]


def read_folder(folder: Path, *added: Path) -> Shelf:
    """Read every document of a folder, and of others that need not be there.

    Each in the order of their names. Raises GuidesMissingError where there is no folder, or nothing to read.
    """
    if not folder.is_dir():
        raise GuidesMissingError(f"{folder}: no such folder of guides; make it, or set IR_ADVISOR_GUIDES")
    guides: dict[str, Guide] = {}
    skipped: list[Skipped] = []
    for path in (one for here in (folder, *added) for one in document_files(here)):
        try:
            guide = replace(read_document(path), added=path.parent != folder)
        except GuideError as error:
            skipped.append(Skipped(path.name, str(error)))
            continue
        if guides.setdefault(guide.id, guide) is not guide:
            taken = f"{guides[guide.id].file} has the id {guide.id!r} already: give this one another id"
            skipped.append(Skipped(path.name, taken))
    if not guides:
        raise GuidesMissingError(_nothing_in(folder, skipped))
    return Shelf(tuple(guides.values()), tuple(skipped))


def document_files(folder: Path) -> list[Path]:
    """Return a folder's files, hidden ones aside, by name; none where there is no folder."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def read_document(path: Path) -> Guide:
    """Read one document: Markdown, plain text, or what is converted to Markdown.

    Raises GuideError with what is wrong and what to do.
    """
    if path.suffix.lower() not in READABLE:
        kinds = ", ".join(sorted(READABLE))
        raise GuideError(f"cannot read {path.suffix or 'a file without ending'}: save it as one of {kinds}")
    document = _document(path)
    guide = read_markdown(document.text, path.stem)
    if not guide.sections:
        raise GuideError("holds no text to answer from: write a heading and a paragraph, or remove the file")
    for warning in document.warnings:
        log.warning("%s: %s", path.name, warning)
    return replace(guide, file=path.name, warnings=document.warnings)


def passages_of(guides: Iterable[Guide]) -> Iterator[tuple[Passage, tuple[Asked, ...]]]:
    """Yield every passage with the questions its section is asked as."""
    for guide in guides:
        for section in guide.sections:
            for part, text in enumerate(_fitting(section.text)):
                yield _passage(guide, section, part, text), section.asked_as if part == 0 else ()


def _passage(guide: Guide, section: Section, part: int, text: str) -> Passage:
    return Passage(
        guide=guide.id,
        title=guide.title,
        heading=section.heading,
        anchor=section.anchor,
        text=text,
        audience=section.audience,
        source=guide.source,
        part=part,
        expires=section.expires,
    )


def _document(path: Path) -> Converted:
    """Read text here; what is of another kind, whatever its name, is read in a process of its own."""
    if path.suffix.lower() in PLAIN:
        raw = _bytes_of(path)
        if not raw.strip() or kind_of(raw) is Kind.TEXT:
            text = _decoded(raw)
            return Converted(to_markdown(text) if looks_scraped(text) else text)
    return convert(path)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GuideError(f"cannot be opened ({error.strerror}): check its permissions") from error


def _decoded(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GuideError(f"is not UTF-8 text (byte {error.start}): save it as UTF-8") from error
    if "\x00" in text:
        raise GuideError("is not text: it holds NUL bytes")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _nothing_in(folder: Path, skipped: list[Skipped]) -> str:
    why = f" ({skipped[0].file}: {skipped[0].reason})" if skipped else ""
    return f"{folder}: no guide to read{why}; put Markdown files there, or set IR_ADVISOR_GUIDES"


def _fitting(text: str) -> Iterator[str]:
    """Cut a long section between blocks, else between lines, else between words; a list stays with its lead-in."""
    held = ""
    for block in _blocks(text):
        if held and len(held) + 2 + len(block) > LONGEST_PASSAGE:
            yield held
            held = ""
        held = f"{held}\n\n{block}" if held else block
        while len(held) > LONGEST_PASSAGE:
            cut = _cut(held)
            yield held[:cut].rstrip()
            held = held[cut:].lstrip("\n")
    if held:
        yield held


def _blocks(text: str) -> Iterator[str]:
    held = ""
    for block in (block.strip("\n") for block in text.split("\n\n")):
        if held.rstrip().endswith(":"):
            held = f"{held}\n\n{block}"
            continue
        if held.strip():
            yield held
        held = block
    if held.strip():
        yield held


def _cut(text: str) -> int:
    head = text[:LONGEST_PASSAGE]
    return max(head.rfind("\n"), 0) or max(head.rfind(" "), 0) or LONGEST_PASSAGE
