"""What an index is made from, and how building one tells what it is doing."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from knowledge.versions import Versions

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything an index is made from, and the folder it goes to."""

    guides: Path
    topics: Path
    model: str
    home: Path

    @property
    def versions(self) -> Versions:
        """Return the place of the built indexes."""
        return Versions(self.home / "index")
