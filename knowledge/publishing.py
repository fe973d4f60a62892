"""Put a draft to use, throw it away, or go back to a version that was in use before."""

from knowledge.claiming import claimed
from knowledge.errors import DraftError
from knowledge.index import Index
from knowledge.models import encoder_name
from knowledge.sources import Sources
from knowledge.versions import Manifest, Versions


def publish(sources: Sources, version: str, by: str = "") -> Manifest:
    """Make the draft the version in use.

    Raises DraftError (it is gone, or overtaken), IndexBrokenError (it is damaged), RefreshRunningError.
    """
    with claimed(sources.versions, by) as claim:
        claim.tell("publishing")
        return claim.publish(version)


def discard(sources: Sources, by: str = "") -> None:
    """Throw the draft away; raises RefreshRunningError."""
    with claimed(sources.versions, by) as claim:
        claim.discard()


def roll_back(sources: Sources, version: str = "", by: str = "") -> Manifest:
    """Go back to a version that was published, the one before the one in use if none is named.

    Raises DraftError where there is none, IndexBrokenError where it is damaged, RefreshRunningError.
    """
    versions = sources.versions
    with claimed(versions, by) as claim:
        claim.tell("going back")
        wanted, now = _wanted(versions, version), versions.pointed()
        if wanted.encoder != encoder_name(sources.model):
            raise DraftError(
                f"version {wanted.version} was made with another encoder: set IR_ADVISOR_ENCODER to it first"
            )
        versions.check(wanted)
        Index(versions.place_of(wanted)).close()  # one of an older program may be whole, and of no use to this one
        claim.go_back(wanted.version, f"from {now or 'none'}")
        return wanted


def _wanted(versions: Versions, version: str) -> Manifest:
    """Return the version of a name, else the one before the one in use."""
    now = versions.pointed()
    others = [one for one in versions.usable() if one.version != now]
    fitting = [one for one in others if (one.version == version if version else not now or one.version < now)]
    if not fitting:
        known = ", ".join(one.version for one in others) or "none"
        raise DraftError(f"no version {version or 'before this one'} to go back to; there are: {known}")
    return fitting[0]
