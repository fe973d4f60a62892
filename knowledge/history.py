"""Who changed what the bot knows, and when: one line an act, below the versions."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: a version that was published, or gone back to."""

    at: str
    """The moment, in UTC, as ISO 8601 writes it."""
    by: str
    act: str
    version: str
    what: str

    @property
    def line(self) -> str:
        """Return it as it is kept, on one line."""
        return json.dumps(asdict(self))


def act_of(line: str) -> Act | None:
    """Return the act that a line keeps; none where the line was cut off."""
    try:
        return Act(**json.loads(line))
    except (ValueError, TypeError):
        return None


class History:
    """Acts in a file, in the order in which they were done."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def note(self, act: Act) -> None:
        """Remember an act; a line that was cut off before it does not take it along."""
        held = self._path.read_bytes() if self._path.exists() else b""
        torn = held and not held.endswith(b"\n")
        with self._path.open("a", encoding="utf-8") as file:
            file.write(("\n" if torn else "") + act.line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def acts(self) -> list[Act]:
        """Return all acts, newest first; a line that was cut off is left out."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        return [act for line in reversed(lines) if (act := act_of(line))]
