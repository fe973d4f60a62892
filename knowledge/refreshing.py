"""Bring the index up to date with the guides: first the comparison, then the work, then one swap."""

import hashlib
import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.claiming import Claim, claimed
from knowledge.comparing import Difference, Proposed, difference, proposed
from knowledge.errors import GuideError, GuidesMissingError, IndexBrokenError, StoreError
from knowledge.models import encoder_name
from knowledge.passages import name_of
from knowledge.proposals import Proposals, proposed_in, read_documents
from knowledge.reading import Shelf, Skipped, document_files, passages_of
from knowledge.sources import Progress, Sources
from knowledge.vectors import Place
from knowledge.versions import Manifest, Versions, in_use

if TYPE_CHECKING:
    from knowledge.building import Built

FORMAT = "11"
"""Changes whenever an older index could not be read, or would answer differently."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did; `encoded` counts the passages that had anything to encode."""

    manifest: Manifest
    difference: Difference
    encoded: int
    seconds: float
    proposed: Proposed = field(default_factory=Proposed)

    def figures(self) -> dict[str, Any]:
        """Return the figures by the names that scripts rely on."""
        held = self.manifest
        counts = {"guides": held.guides, "sections": held.sections, "passages": held.passages}
        work = asdict(self.difference) | {"encoded": self.encoded, "seconds": round(self.seconds, 3)}
        named = {name: [asdict(one) for one in getattr(held, name)] for name in ("skipped", "warnings")}
        return {"version": held.version} | counts | work | named


def refresh(
    sources: Sources, progress: Progress = log.info, wait_seconds: float = 0, anew: bool = False, by: str = ""
) -> Refreshed:
    """Build and publish a version that holds what the guides hold now; where nothing changed, do nothing.

    `anew` builds even then, for where the version in use turned out to be damaged.

    Raises GuidesMissingError, GuideError (a file in use can no longer be read), EncoderError, StoreError (a Chroma
    server is away), RefreshRunningError, IndexBrokenError (the version cannot be written). The version in use stays
    as it was in each case.
    """

    def publish(claim: Claim, done: Refreshed) -> None:
        claim.publish(done.manifest.version)

    return _build(sources, progress, _Order(publish, wait_seconds, anew, by))


def prepare(sources: Sources, progress: Progress = log.info, by: str = "") -> Refreshed:
    """Build the next version and keep it as a draft beside the one in use; where nothing changed, do nothing.

    Raises what `refresh` raises.
    """
    return _build(sources, progress, _Order(lambda *_: None, by=by))


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be done with what was built, and how."""

    then: Callable[[Claim, Refreshed], None]
    wait_seconds: float = 0
    anew: bool = False
    by: str = ""


def _build(sources: Sources, progress: Progress, order: _Order) -> Refreshed:
    started = time.monotonic()
    state = fingerprint(sources)
    if (current := _up_to_date(sources, state)) and not order.anew:
        return _nothing_done(current, started)
    with claimed(sources.versions, order.by, order.wait_seconds) as claim:
        # Another process may have built this very state while we waited for our turn.
        if (current := _up_to_date(sources, state)) and not order.anew:
            return _nothing_done(current, started)
        before = in_use(sources.versions)
        built = _draft(sources, state, order) or _built(claim, sources, state, before, progress)
        differs, asked = difference(before, built[0]), proposed(before, built[0])
        done = Refreshed(built[0], differs, built[1], time.monotonic() - started, asked)
        order.then(claim, done)
        return done


def _draft(sources: Sources, state: str, order: _Order) -> tuple[Manifest, int] | None:
    """Return the draft where it holds this very state; nothing of it is encoded again then."""
    draft = sources.versions.draft()
    if order.anew or draft is None or draft.fingerprint != state or draft.before != sources.versions.pointed():
        return None
    try:
        _check(sources, draft)
    except (IndexBrokenError, StoreError) as error:
        log.warning("%s", error)
        return None
    return draft, 0


def _built(
    claim: Claim, sources: Sources, state: str, before: Manifest | None, progress: Progress
) -> tuple[Manifest, int]:
    def tell(line: str) -> None:
        claim.tell(line)
        progress(line)

    tell("reading the guides")
    shelf = read_documents(sources)
    _keep_what_is_in_use(before, shelf)
    # What builds brings 400 modules along; a refresh with nothing to do starts without them.
    from knowledge.building import Before, build  # noqa: PLC0415

    encoder = encoder_name(sources.model)
    with claim.new(sources.chroma) as place:
        known = Before(_known(sources.versions, before, encoder), claim.partial(encoder))
        built = build(place, shelf, sources, known, tell)
        manifest = _manifest(place, shelf, state, built, sources.versions.pointed())
        return claim.keep(place, manifest), built.encoded


def _known(versions: Versions, before: Manifest | None, encoder: str) -> list[Place]:
    """Return where vectors of an encoder are to be found: in the version in use, and in the draft, if undamaged."""
    held = [one for one in (before, versions.draft()) if one and one.encoder == encoder]
    return [versions.place_of(one) for one in held if _is_whole(versions, one)]


def _is_whole(versions: Versions, manifest: Manifest) -> bool:
    try:
        versions.check(manifest)
    except IndexBrokenError as error:
        log.warning("nothing is taken over: %s", error)
        return False
    return True


def fingerprint(sources: Sources) -> str:
    """Name the state of everything an index is made from.

    Raises GuidesMissingError where there is no folder of guides.
    """
    if not sources.guides.is_dir():
        raise GuidesMissingError(f"{sources.guides}: no such folder of guides; make it, or set IR_ADVISOR_GUIDES")
    files = [*document_files(sources.guides), *document_files(sources.added), sources.topics]
    asked = Proposals(sources.asked).stamps()
    return name_of(FORMAT, encoder_name(sources.model), sources.chroma, *map(_stamp, files), *asked)


def _stamp(path: Path) -> str:
    """Name a file and its content; one that cannot be read is named as such, and reported when it is read."""
    try:
        return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError as error:
        return f"{path.name} {error.errno}"


def _up_to_date(sources: Sources, state: str) -> Manifest | None:
    current = in_use(sources.versions)
    if current is None or current.fingerprint != state or current.version != sources.versions.pointed():
        return None
    try:
        _check(sources, current)
    except (IndexBrokenError, StoreError) as error:
        log.warning("%s", error)
        return None
    return current


def _check(sources: Sources, manifest: Manifest) -> None:
    sources.versions.check(manifest)
    if manifest.chroma:
        from knowledge.stored import check_stored  # noqa: PLC0415 - Chroma takes a second to import

        check_stored(sources.versions.place_of(manifest), manifest.leads)


def _nothing_done(current: Manifest, started: float) -> Refreshed:
    return Refreshed(current, Difference(0, 0, 0, current.passages), 0, time.monotonic() - started)


def _keep_what_is_in_use(before: Manifest | None, shelf: Shelf) -> None:
    """Refuse to lose a guide because its file was damaged; leaving it out takes removing the file."""
    for skipped in shelf.skipped:
        if before and skipped.file in before.files:
            raise GuideError(f"{skipped.file}: {skipped.reason}; the index keeps the file's last good state")


def _manifest(place: Place, shelf: Shelf, state: str, built: "Built", before: str) -> Manifest:
    places = {passage.place: passage.id for passage, _ in passages_of(shelf.guides)}
    return Manifest(
        version=place.version,
        fingerprint=state,
        encoder=built.encoder,
        guides=len(shelf.guides),
        sections=sum(len(guide.sections) for guide in shelf.guides),
        passages=len(places),
        leads=built.leads,
        places=places,
        files=tuple(guide.file for guide in shelf.guides),
        skipped=shelf.skipped,
        warnings=tuple(Skipped(guide.file, warning) for guide in shelf.guides for warning in guide.warnings),
        chroma=place.server,
        before=before,
        proposed=proposed_in(shelf.guides),
    )
