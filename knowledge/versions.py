"""Index versions on disk: one folder each, and a pointer to the one in use that is swapped in one step."""

import contextlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.errors import IndexBrokenError, RefreshRunningError
from knowledge.reading import Skipped

MANIFEST = "manifest.json"
_KEPT = 5


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
    sums: dict[str, int] = field(default_factory=dict)
    """CRC-32 of each file that is read to answer, by name."""


class Versions:
    """The versions below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pointer = folder / "current"

    def current(self) -> Manifest | None:
        """Return the manifest of the version in use, if there is one.

        Raises IndexBrokenError where the pointer leads to nothing usable.
        """
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexBrokenError(f"{self._pointer}: cannot be read ({error}); delete it and refresh") from error
        return self._manifest(name)

    def usable(self) -> list[Manifest]:
        """Return the manifests of all complete versions, newest first."""
        found = []
        for folder in sorted(self._folder.glob("v*"), reverse=True):
            with contextlib.suppress(IndexBrokenError):
                found.append(self._manifest(folder.name))
        return found

    def folder_of(self, version: str) -> Path:
        """Return where a version's files are."""
        return self._folder / version

    @contextmanager
    def building(self, wait_seconds: float = 0) -> Iterator[Path]:
        """Own the right to write: yield an empty folder beside the versions, gone again at the end.

        Raises RefreshRunningError where another process owns it.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._folder / "refresh.lock", timeout=wait_seconds):
                self._clear_leftovers()
                unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=self._folder))
                try:
                    yield unfinished
                finally:
                    shutil.rmtree(unfinished, ignore_errors=True)
        except Timeout as error:
            raise RefreshRunningError(f"{self._folder}: a refresh is running; wait until it is done") from error

    def publish(self, unfinished: Path, manifest: Manifest) -> None:
        """Make a built folder the version in use."""
        manifest = replace(manifest, sums=_sums(unfinished))
        with (unfinished / MANIFEST).open("w", encoding="utf-8") as file:
            json.dump(asdict(manifest), file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self.folder_of(manifest.version))
        self._point_to(manifest.version)
        self._drop_oldest()

    def check(self, manifest: Manifest) -> None:
        """Compare a version's files with what was written.

        Raises IndexBrokenError with the name of one that is missing or damaged.
        """
        folder = self.folder_of(manifest.version)
        found = _sums(folder)
        for name, wanted in manifest.sums.items():
            if found.get(name) != wanted:
                raise IndexBrokenError(f"{folder / name}: is missing or damaged; `ir-advisor refresh` builds it anew")

    def _point_to(self, version: str) -> None:
        fresh = self._pointer.with_suffix(".new")
        fresh.write_text(version, encoding="utf-8")
        fresh.replace(self._pointer)

    def _manifest(self, name: str) -> Manifest:
        path = self._folder / name / MANIFEST
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            values["files"] = tuple(values["files"])
            values["skipped"] = tuple(Skipped(**one) for one in values["skipped"])
            return Manifest(**values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise IndexBrokenError(f"{path}: the index version is incomplete ({error})") from error

    def _clear_leftovers(self) -> None:
        for left in self._folder.glob(".unfinished-*"):
            shutil.rmtree(left, ignore_errors=True)

    def _drop_oldest(self) -> None:
        for folder in sorted(self._folder.glob("v*"), reverse=True)[_KEPT:]:
            shutil.rmtree(folder, ignore_errors=True)


def _sums(folder: Path) -> dict[str, int]:
    """Return the CRC-32 of a folder's files; what Chroma keeps in a folder of its own it may rewrite, and checks."""
    return {path.name: zlib.crc32(path.read_bytes()) for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name != MANIFEST)
