"""Bring the index up to date with the guides: first the comparison, then the work, then one swap."""

import hashlib
import logging
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.errors import GuideError, GuidesMissingError, IndexBrokenError
from knowledge.models import encoder_name
from knowledge.passages import name_of
from knowledge.reading import Shelf, document_files, passages_of, read_folder
from knowledge.sources import Progress, Sources
from knowledge.versions import Manifest, Versions

FORMAT = "9"
"""Changes whenever an older index could not be read, or would answer differently."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Difference:
    """How many passages a refresh adds, changes, removes and leaves alone."""

    added: int
    changed: int
    removed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did; `encoded` counts the passages that had anything to encode."""

    manifest: Manifest
    difference: Difference
    encoded: int
    seconds: float

    def figures(self) -> dict[str, Any]:
        """Return the figures by the names that scripts rely on."""
        held = self.manifest
        counts = {"guides": held.guides, "sections": held.sections, "passages": held.passages}
        work = asdict(self.difference) | {"encoded": self.encoded, "seconds": round(self.seconds, 3)}
        return {"version": held.version} | counts | work | {"skipped": [asdict(one) for one in held.skipped]}


def refresh(sources: Sources, progress: Progress = log.info, wait_seconds: float = 0, anew: bool = False) -> Refreshed:
    """Build and publish a version that holds what the guides hold now; where nothing changed, do nothing.

    `anew` builds even then, for where the version in use turned out to be damaged.

    Raises GuidesMissingError, GuideError (a file in use can no longer be read), EncoderError,
    RefreshRunningError, IndexBrokenError (the version cannot be written). The version in use stays as it was
    in each case.
    """
    started = time.monotonic()
    state = fingerprint(sources)
    if (current := _up_to_date(sources, state)) and not anew:
        return _nothing_done(current, started)
    with sources.versions.building(wait_seconds) as folder:
        # Another process may have built this very state while we waited for our turn.
        if (current := _up_to_date(sources, state)) and not anew:
            return _nothing_done(current, started)
        before = in_use(sources.versions)
        shelf = read_folder(sources.guides)
        _keep_what_is_in_use(before, shelf)
        # What builds brings 400 modules along; a refresh with nothing to do starts without them.
        from knowledge.building import build  # noqa: PLC0415

        built = build(folder, shelf, sources, before, progress)
        manifest = _manifest(shelf, state, built.leads, encoder_name(sources.model))
        sources.versions.publish(folder, manifest)
    difference = compare(before.places if before else {}, manifest.places)
    return Refreshed(manifest, difference, built.encoded, time.monotonic() - started)


def fingerprint(sources: Sources) -> str:
    """Name the state of everything an index is made from.

    Raises GuidesMissingError where there is no folder of guides.
    """
    if not sources.guides.is_dir():
        raise GuidesMissingError(f"{sources.guides}: no such folder of guides; make it, or set IR_ADVISOR_GUIDES")
    files = [*document_files(sources.guides), sources.topics]
    return name_of(FORMAT, encoder_name(sources.model), *map(_stamp, files))


def _stamp(path: Path) -> str:
    """Name a file and its content; one that cannot be read is named as such, and reported when it is read."""
    try:
        return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError as error:
        return f"{path.name} {error.errno}"


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Difference:
    """Compare the passage ids that two versions hold at each place."""
    both = before.keys() & after.keys()
    changed = sum(before[place] != after[place] for place in both)
    return Difference(
        added=len(after) - len(both),
        changed=changed,
        removed=len(before) - len(both),
        unchanged=len(both) - changed,
    )


def in_use(versions: Versions) -> Manifest | None:
    """Return the manifest of the version in use; where that is broken, of the newest complete one."""
    try:
        return versions.current()
    except IndexBrokenError as error:
        log.warning("%s", error)
        return next(iter(versions.usable()), None)


def _up_to_date(sources: Sources, state: str) -> Manifest | None:
    current = in_use(sources.versions)
    if current is None or current.fingerprint != state:
        return None
    try:
        sources.versions.check(current)
    except IndexBrokenError as error:
        log.warning("%s", error)
        return None
    return current


def _nothing_done(current: Manifest, started: float) -> Refreshed:
    return Refreshed(current, Difference(0, 0, 0, current.passages), 0, time.monotonic() - started)


def _keep_what_is_in_use(before: Manifest | None, shelf: Shelf) -> None:
    """Refuse to lose a guide because its file was damaged; leaving it out takes removing the file."""
    for skipped in shelf.skipped:
        if before and skipped.file in before.files:
            raise GuideError(f"{skipped.file}: {skipped.reason}; the index keeps the file's last good state")


def _manifest(shelf: Shelf, state: str, leads: int, encoder: str) -> Manifest:
    places = {passage.place: passage.id for passage, _ in passages_of(shelf.guides)}
    return Manifest(
        version=f"v{datetime.now(UTC):%Y%m%d-%H%M%S-%f}",
        fingerprint=state,
        encoder=encoder,
        guides=len(shelf.guides),
        sections=sum(len(guide.sections) for guide in shelf.guides),
        passages=len(places),
        leads=leads,
        places=places,
        files=tuple(guide.file for guide in shelf.guides),
        skipped=shelf.skipped,
    )
