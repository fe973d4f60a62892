"""What waits for a moderator to say more of it: a file each, by a name that nobody guesses, for a day."""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import InputError
from knowledge.durable import put

_SECONDS_KEPT = 24 * 60 * 60
_GONE = "I keep a document for a day until you say what it is, and no longer have this one. Please add it again."


@dataclass(frozen=True, slots=True)
class Waiting:
    """Files in a folder, each with what is known so far."""

    folder: Path

    def add(self, known: Mapping[str, Any]) -> str:
        """Keep something, and return its name; what has waited for more than a day is removed."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            if time.time() - path.stat().st_mtime > _SECONDS_KEPT:
                path.unlink(missing_ok=True)
        name = secrets.token_urlsafe(12)
        self.change(name, known)
        return name

    def change(self, name: str, known: Mapping[str, Any]) -> None:
        """Keep something else under a name."""
        put(self._path(name), json.dumps(known))

    def get(self, name: str) -> dict[str, Any]:
        """Return what is known; raises InputError where it is gone."""
        try:
            known: dict[str, Any] = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(_GONE) from error
        return known

    def remove(self, name: str) -> None:
        """Let something go."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.json"
