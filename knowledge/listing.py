"""List the versions there are and what was done with them, as data."""

from dataclasses import asdict
from typing import Any

from knowledge.versions import Manifest, Versions


def listed(versions: Versions) -> dict[str, Any]:
    """Return the versions, newest first, the draft before them, and the history."""
    draft, now = versions.draft(), versions.pointed()
    found = [_one(draft, "draft")] if draft else []
    found += [_one(one, "in use" if one.version == now else "kept") for one in versions.usable()]
    return {"versions": found, "history": [asdict(act) for act in versions.history.acts()]}


def _one(manifest: Manifest, state: str) -> dict[str, Any]:
    counts = {name: getattr(manifest, name) for name in ("guides", "sections", "passages")}
    return {"version": manifest.version, "state": state} | counts
