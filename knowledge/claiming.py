"""The right to change the versions: one process has it at a time, and says who has it and how far it is."""

import json
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.comparing import difference
from knowledge.durable import FRESH, put, remove, rename, settle
from knowledge.errors import DraftError, IndexBrokenError, RefreshRunningError
from knowledge.history import Act
from knowledge.partial import Partial
from knowledge.vectors import Place
from knowledge.versions import CURRENT, DRAFT, KEPT, MANIFEST, Manifest, Versions, in_use, sums_of

_UNFINISHED, _LOCK, _STATUS, _PARTIAL = ".unfinished-", "refresh.lock", "refreshing.json", "partial"
_GRACE_SECONDS = 0.3
"""How long anybody waits: what somebody else does may be done in a moment."""
NOBODY = "somebody at the command line"
log = logging.getLogger(__name__)


class Claim:
    """What only the process that has the right may do."""

    def __init__(self, versions: Versions, by: str) -> None:
        self._versions = versions
        self._by = by
        self._since = _now()

    def tell(self, how_far: str) -> None:
        """Say how far this is, to whoever comes meanwhile."""
        with suppress(OSError):
            told = {"by": self._by, "since": self._since, "at": how_far}
            put(self._versions.folder / _STATUS, json.dumps(told))

    @contextmanager
    def new(self, chroma: str) -> Iterator[Place]:
        """Yield the place of a version to be built: an empty folder, gone again at the end."""
        folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self._versions.folder))
        place = Place(folder, chroma, self._next_name())
        if chroma:
            (folder / MANIFEST).write_text(json.dumps({"chroma": chroma, "version": place.version}), "utf-8")
        try:
            yield place
        finally:
            _drop(folder)

    def partial(self, encoder: str) -> Partial:
        """Return where the vectors of an unfinished build are kept."""
        return Partial(self._versions.folder / _PARTIAL / encoder)

    def keep(self, place: Place, manifest: Manifest) -> Manifest:
        """Keep what was built as the draft, in place of the one before."""
        whole = replace(manifest, sums=sums_of(place.folder))
        (place.folder / MANIFEST).write_text(json.dumps(asdict(whole)), encoding="utf-8")
        (place.folder / DRAFT).touch()
        settle(place.folder)
        rename(place.folder, self._versions.folder_of(whole.version))
        self._drop_drafts(but=whole.version)
        self._drop_partial()
        return whole

    def publish(self, version: str) -> Manifest:
        """Make a draft the version in use, and note how it differs from the one before.

        Raises DraftError where it is gone, or another version was published since it was built.
        """
        draft, now = self._versions.draft(), self._versions.pointed()
        if version == now:
            raise DraftError(f"version {version} is in use already")
        if draft is None or draft.version != version:
            raise DraftError("that version is not there any more: refresh again")
        if draft.before != now:
            raise DraftError("another version was published since this one was built: refresh again")
        self._versions.check(draft)
        self._point_to(version, "published", str(difference(in_use(self._versions), draft)))
        return draft

    def go_back(self, version: str, what: str) -> None:
        """Make a version that was published before the one in use."""
        self._point_to(version, "went back", what)

    def discard(self) -> None:
        """Throw the draft away, and what was encoded for it."""
        self._drop_drafts()
        self._drop_partial()

    def tidy(self) -> None:
        """Remove what an interruption left behind, and finish what it left unfinished."""
        for left in _leftovers(self._versions.folder):
            _drop(left) if left.is_dir() else left.unlink(missing_ok=True)
        if draft := self._versions.draft():
            self._drop_drafts(but=draft.version)
        self._finish()

    def _point_to(self, version: str, act: str, what: str) -> None:
        """Swap the pointer, which keeps what was done: where the rest is cut off, the next one to come does it."""
        done = Act(_now(), self._by, act, version, what)
        put(self._versions.folder / CURRENT, f"{version}\n{done.line}\n")
        try:
            self._finish()
            self._drop_oldest(version)
        except OSError as error:
            log.warning("version %s is in use; what is left to do is done later (%s)", version, error)

    def _finish(self) -> None:
        done, name = self._versions.last_act(), self._versions.current_name()
        if done and done not in self._versions.history.acts():
            self._versions.history.note(done)
        if (mark := self._versions.folder_of(name) / DRAFT).exists():
            remove(mark)

    def _next_name(self) -> str:
        """Name a version by the moment, and in any case after all that there are: a clock may be put back."""
        name = f"v{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
        newest = max((path.name for path in self._versions.folder.glob("v*")), default="")
        return name if name > newest else f"{newest}1"

    def _drop_drafts(self, but: str = "") -> None:
        for folder in self._versions.folder.glob("v*"):
            if folder.name != but and self._versions.is_draft(folder):
                _drop(folder)

    def _drop_partial(self) -> None:
        shutil.rmtree(self._versions.folder / _PARTIAL, ignore_errors=True)

    def _drop_oldest(self, current: str) -> None:
        published = (path for path in self._versions.folder.glob("v*") if not self._versions.is_draft(path))
        for folder in sorted(path for path in published if path.name != current)[:-KEPT]:
            _drop(folder)


@contextmanager
def claimed(versions: Versions, by: str = "", wait_seconds: float = 0) -> Iterator[Claim]:
    """Yield the right to change the versions.

    Raises RefreshRunningError with who has it and how far they are.
    """
    with _claimed(versions, by, max(wait_seconds, _GRACE_SECONDS)) as claim:
        yield claim


@contextmanager
def _claimed(versions: Versions, by: str, wait_seconds: float) -> Iterator[Claim]:
    versions.folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(versions.folder / _LOCK, timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise RefreshRunningError(_running(versions.folder)) from error
    try:
        yield _begun(Claim(versions, by or NOBODY))
    finally:
        with suppress(OSError):
            (versions.folder / _STATUS).unlink(missing_ok=True)
        lock.release()


def _begun(claim: Claim) -> Claim:
    with suppress(IndexBrokenError):  # of a pointer that cannot be read, which is mended by a new one
        claim.tidy()
    claim.tell("starting")
    return claim


def tidy(versions: Versions) -> None:
    """Remove what an interruption left behind, and finish what it left unfinished, unless somebody is building."""
    name = versions.pointed()
    if _leftovers(versions.folder) or (name and (versions.folder_of(name) / DRAFT).exists()):
        with suppress(OSError, RefreshRunningError), _claimed(versions, "", wait_seconds=0):
            pass


def _leftovers(folder: Path) -> list[Path]:
    """Return what is not finished: folders of versions, files that are put, also into a version, and who is at it."""
    patterns = (_STATUS, f"{_UNFINISHED}*", f".*{FRESH}", f"v*/.*{FRESH}")
    return [path for pattern in patterns for path in folder.glob(pattern)]


def _running(folder: Path) -> str:
    told = {"by": "another process", "since": "", "at": ""}
    with suppress(OSError, ValueError):
        told |= json.loads((folder / _STATUS).read_text(encoding="utf-8"))
    since = f" since {told['since'][11:16]} UTC" if told["since"] else ""
    how_far = f", now {told['at']}" if told["at"] else ""
    return f"a refresh is running: by {told['by']}{since}{how_far}; wait until it is done"


def _drop(folder: Path) -> None:
    """Remove a version's folder, and what it has on a server; half of it never looks like a version."""
    if not folder.name.startswith(_UNFINISHED):
        folder = folder.rename(folder.with_name(f"{_UNFINISHED}{folder.name}"))
    with suppress(OSError, ValueError):
        kept = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if kept.get("chroma"):
            from knowledge.stored import drop_stored  # noqa: PLC0415 - Chroma takes a second to import

            drop_stored(Place(folder, kept["chroma"], kept["version"]))
    shutil.rmtree(folder, ignore_errors=True)


def _now() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
