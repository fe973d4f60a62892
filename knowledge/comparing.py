"""What differs between two versions, counted by their passages."""

from collections.abc import Mapping
from dataclasses import dataclass

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
