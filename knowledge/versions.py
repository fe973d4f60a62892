"""Index versions on disk: one folder each, and a pointer to the one in use.

A version that was built and never published is the draft: a mark in its folder says so, until the pointer names it.
So publishing is the pointer's swap, and nothing else.
"""

import contextlib
import json
import logging
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import IndexBrokenError
from knowledge.history import Act, History, act_of
from knowledge.reading import Skipped
from knowledge.vectors import Place

MANIFEST, CURRENT, DRAFT = "manifest.json", "current", "draft"
KEPT = 5
"""Versions kept beside the one in use."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version holds and what it was built from."""

    version: str
    fingerprint: str
    encoder: str
    guides: int
    sections: int
    passages: int
    leads: int
    places: dict[str, str]
    """Passage ids by their places, to compare the next version with."""
    files: tuple[str, ...]
    """Names of the files it was read from."""
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[Skipped, ...] = ()
    """Oddities of files that were read."""
    sums: dict[str, int] = field(default_factory=dict)
    """CRC-32 of each file that is read to answer, by name."""
    chroma: str = ""
    """Address of the Chroma server that holds its vectors; none where its folder does."""
    before: str = ""
    """The version that was in use when it was built."""
    proposed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Questions that a chat model proposed, by the section that they lead to, as guide#anchor."""


class Versions:
    """The versions below one folder, to be read; a Claim changes them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.history = History(folder / "history.jsonl")

    def current_name(self) -> str:
        """Return the name of the version in use; empty where there is none.

        Raises IndexBrokenError where the pointer cannot be read.
        """
        return self._pointer()[0]

    def last_act(self) -> Act | None:
        """Return what made the version in use so, as the pointer keeps it beside the name.

        Raises IndexBrokenError where the pointer cannot be read.
        """
        return act_of(self._pointer()[1])

    def _pointer(self) -> tuple[str, str]:
        pointer = self.folder / CURRENT
        try:
            name, _, act = pointer.read_text(encoding="utf-8").partition("\n")
        except (FileNotFoundError, NotADirectoryError):
            return "", ""
        except (OSError, UnicodeDecodeError) as error:
            raise IndexBrokenError(f"{pointer}: cannot be read ({error}); delete it and refresh") from error
        if not name.strip():
            raise IndexBrokenError(f"{pointer}: is empty; refresh")
        return name.strip(), act

    def pointed(self) -> str:
        """Return what the pointer says, whether or not it leads to something; empty where it says nothing."""
        with contextlib.suppress(IndexBrokenError):
            return self.current_name()
        return ""

    def current(self) -> Manifest | None:
        """Return the manifest of the version in use, if there is one.

        Raises IndexBrokenError where the pointer leads to nothing usable.
        """
        name = self.current_name()
        return read_manifest(self.folder / name) if name else None

    def usable(self) -> list[Manifest]:
        """Return the manifests of all complete published versions, newest first."""
        return _complete([folder for folder in self._folders() if not self.is_draft(folder)])

    def in_turn(self) -> list[Manifest]:
        """Return the complete published versions as they serve: the one in use, those before it, those after it."""
        name = self.pointed()
        return sorted(self.usable(), key=lambda one: bool(name) and one.version > name)

    def draft(self) -> Manifest | None:
        """Return the manifest of what was built and not published, if there is something."""
        return next(iter(_complete([folder for folder in self._folders() if self.is_draft(folder)])), None)

    def is_draft(self, folder: Path) -> bool:
        """Tell whether a version's folder holds one that was never published."""
        return (folder / DRAFT).exists() and folder.name != self.pointed()

    def _folders(self) -> list[Path]:
        return sorted(self.folder.glob("v*"), reverse=True)

    def folder_of(self, version: str) -> Path:
        """Return where a version's files are."""
        return self.folder / version

    def place_of(self, manifest: Manifest) -> Place:
        """Return where a version's vectors are."""
        return Place(self.folder_of(manifest.version), manifest.chroma, manifest.version)

    def check(self, manifest: Manifest) -> None:
        """Compare a version's files with what was written.

        Raises IndexBrokenError with the name of one that is missing or damaged.
        """
        folder = self.folder_of(manifest.version)
        found = sums_of(folder)
        for name, wanted in manifest.sums.items():
            if found.get(name) != wanted:
                raise IndexBrokenError(f"{folder / name}: is missing or damaged; `ir-advisor refresh` builds it anew")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a version's folder.

    Raises IndexBrokenError where it is not complete.
    """
    path = folder / MANIFEST
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        values["files"] = tuple(values["files"])
        for key in ("skipped", "warnings"):
            values[key] = tuple(Skipped(**one) for one in values.get(key, ()))
        values["proposed"] = {place: tuple(asked) for place, asked in dict(values.get("proposed", ())).items()}
        return Manifest(**values)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexBrokenError(f"{path}: the index version is incomplete ({error})") from error


def sums_of(folder: Path) -> dict[str, int]:
    """Return the CRC-32 of a folder's files; what Chroma keeps in a folder of its own it may rewrite, and checks."""
    if not folder.is_dir():
        return {}
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
    return {path.name: _sum(path) for path in files}


def _sum(path: Path) -> int:
    """Return the CRC-32 of a file, read in pieces: one may be larger than memory."""
    found = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found = zlib.crc32(piece, found)
    return found


def _complete(folders: list[Path]) -> list[Manifest]:
    found = []
    for folder in folders:
        with contextlib.suppress(IndexBrokenError):
            found.append(read_manifest(folder))
    return found


def in_use(versions: Versions) -> Manifest | None:
    """Return the manifest of the version in use; where that is broken, of the one that serves in its place."""
    try:
        return versions.current()
    except IndexBrokenError as error:
        log.warning("%s", error)
        return next(iter(versions.in_turn()), None)
