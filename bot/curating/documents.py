"""The documents that moderators added: Markdown files in a folder of their own, beside the guides."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from bot.errors import InputError
from knowledge.durable import put, remove
from knowledge.errors import GuideError
from knowledge.markdown import read_markdown, slug_of, without_front_matter
from knowledge.passages import EVERYONE, Applicant, Guide
from knowledge.reading import document_files, read_document
from knowledge.scraped import looks_scraped

_ID = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?:(?!---)[^\n]*\n)*?id:[ \t]*[\"']?(?P<id>[^\n\"'#]+)")
_TITLE = re.compile(r"^(?:title:|#)[ \t]+(?P<title>[^\n]+)$", re.M)
_HEAD_BYTES = 4_096
"""Bytes in which a guide says its id and title, where it does."""
_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
"""Names that Windows gives to devices, whatever their ending."""
_LONGEST_NAME, _LONGEST_LINE = 60, 200
_MOST = 200
_ENDING = ".md"


@dataclass(frozen=True, slots=True)
class Document:
    """What somebody adds: Markdown, and what its readers must know of it."""

    text: str
    title: str
    source: str
    audience: tuple[Applicant, ...] = EVERYONE
    expires: date | None = None

    @property
    def markdown(self) -> str:
        """Return it as a file; what the text says of itself gives way to what is said here."""
        front = {
            "title": _line(self.title),
            "source": _line(self.source),
            "audience": [str(one) for one in self.audience],
        }
        until = {"expires": self.expires} if self.expires else {}
        head = yaml.safe_dump(front | until, allow_unicode=True, sort_keys=False)
        return f"---\n{head}---\n\n{self._body}\n"

    @property
    def _body(self) -> str:
        """Return the text under a heading: without one it would be read as scraped, and its front matter with it."""
        body = without_front_matter(_plain(self.text)).strip()
        return f"# {_line(self.title)}\n\n{body}" if looks_scraped(body) or not body else body


class Documents:
    """The documents in a folder, by the ids that citations use."""

    def __init__(self, folder: Path, guides: Path) -> None:
        self._folder = folder
        self._guides = guides

    def all(self) -> list[Guide]:
        """Return the documents that were added, by name."""
        return [guide for path in self._files() if (guide := _read(path))]

    def add(self, document: Document) -> str:
        """Keep a document until the next refresh reads it, and return its id; one of the same title gives way.

        Raises InputError where it cannot be a guide, has the name of another, or is one too many.
        """
        name = self._name_for(document)
        try:
            _check(document, name)
        except GuideError as error:
            raise InputError(f"{name}: {error}") from error
        self._folder.mkdir(parents=True, exist_ok=True)
        put(self._path(name), document.markdown)
        return name

    def text_of(self, id: str) -> str:
        """Return the file of a document as it is kept; nothing where there is none of that id."""
        return self._path(id).read_text(encoding="utf-8", errors="replace") if id in self._ids() else ""

    def remove(self, id: str) -> None:
        """Remove a document; raises InputError where there is none of that id."""
        if id not in self._ids():
            raise InputError(f"no document that was added is called {id}: `/knowledge documents` lists them")
        remove(self._path(id))

    def _name_for(self, document: Document) -> str:
        """Return the id of a document.

        Raises InputError where that is not to be had.
        """
        title = _line(document.title)
        name = slug_of(title)[:_LONGEST_NAME].strip("-")
        _check_lines(title, _line(document.source))
        if _RESERVED.fullmatch(name):
            raise InputError(f"{title}: a file cannot be called {name}: choose another title")
        if name in {one[:_LONGEST_NAME].strip("-") for one in _names_of(self._guides)}:
            raise InputError(f"there is a guide called {name} already: choose another title")
        held = _read(self._path(name))
        if held and held.title != title:
            raise InputError(f"{held.title!r} is called {name} already: choose a title that differs more")
        if not held and len(self._ids()) >= _MOST:
            raise InputError(f"there are {_MOST} documents already: remove one first")
        return name

    def _files(self) -> list[Path]:
        return [path for path in document_files(self._folder) if path.suffix == _ENDING]

    def _ids(self) -> set[str]:
        return {path.stem for path in self._files()}

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_ENDING}"


def _check_lines(title: str, source: str) -> None:
    for what, line in (("title", title), ("source", source)):
        if not re.search(r"[^\W_]", line):
            raise InputError(f"{what}: write some words")
        if len(line) > _LONGEST_LINE:
            raise InputError(f"{what}: write at most {_LONGEST_LINE} characters")


def _check(document: Document, name: str) -> None:
    """Read a document as the next refresh will.

    Raises GuideError with what is wrong.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{name}{_ENDING}")
        path.write_text(document.markdown, encoding="utf-8")
        read_document(path)


def _read(path: Path) -> Guide | None:
    """Return a document that is there and can be read."""
    with suppress(GuideError, OSError, UnicodeDecodeError):
        return read_markdown(path.read_text(encoding="utf-8"), path.stem)
    return None


def _names_of(guides: Path) -> set[str]:
    """Return what guides are called: the id that each says it has, else its file's name, and its title."""
    found = set()
    for path in document_files(guides):
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES).decode(errors="replace").replace("\r", "")
        said, title = _ID.match(head), _TITLE.search(head)
        found |= {slug_of(said["id"] if said else path.stem), slug_of(title["title"]) if title else ""}
    return found - {""}


def _plain(text: str) -> str:
    """Return text that any file can hold."""
    whole = text.encode("utf-8", "replace").decode().removeprefix("\ufeff")
    return whole.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _line(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in _plain(text)).split())


def audience_of(names: Sequence[str]) -> tuple[Applicant, ...]:
    """Return an audience by the names of its kinds; everybody where none is named."""
    return tuple(Applicant(name) for name in names) or EVERYONE
