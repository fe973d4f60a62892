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
    chroma: str = ""
    """Address of a Chroma server that holds the vectors; without one they are kept in the home."""

    @property
    def added(self) -> Path:
        """Return the folder of the documents that moderators added."""
        return self.home / "documents"

    @property
    def asked(self) -> Path:
        """Return the folder of the questions that a chat model proposed for these documents."""
        return self.home / "asked"

    @property
    def versions(self) -> Versions:
        """Return the place of the built indexes."""
        return Versions(self.home / "index")
