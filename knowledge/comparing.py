"""What differs between two versions, counted by their passages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.versions import Manifest


@dataclass(frozen=True, slots=True)
class Difference:
    """How many passages a refresh adds, changes, removes and leaves alone."""

    added: int
    changed: int
    removed: int
    unchanged: int

    def __str__(self) -> str:
        """Say it in one line, as the history keeps it."""
        return f"{self.added} passages added, {self.changed} changed, {self.removed} removed"


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


def difference(before: Manifest | None, after: Manifest) -> Difference:
    """Compare a version with the one before, if there was one."""
    return compare(before.places if before else {}, after.places)


@dataclass(frozen=True, slots=True)
class Proposed:
    """How the questions that a chat model proposed differ: those that are new, by section, and how many are gone."""

    new: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: int = 0


def proposed(before: Manifest | None, after: Manifest) -> Proposed:
    """Compare the proposed questions of a version with those of the one before, if there was one."""
    old, new = before.proposed if before else {}, after.proposed
    return Proposed(_missing(old, new), sum(map(len, _missing(new, old).values())))


def _missing(held: Mapping[str, tuple[str, ...]], wanted: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the questions that are wanted and not held at the same section."""
    found = {place: tuple(one for one in asked if one not in held.get(place, ())) for place, asked in wanted.items()}
    return {place: asked for place, asked in found.items() if asked}
