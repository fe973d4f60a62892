"""Vectors of a build that is not finished: kept step by step, so that one that was cut off goes on where it was."""

from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from zipfile import BadZipFile

import numpy as np

from knowledge.vectors import Vectors

_WRITING = ".part"


class Partial:
    """What one encoder has made so far, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> dict[bytes, Vectors]:
        """Return vectors by the keys of their texts; a file that was cut off counts for nothing."""
        known: dict[bytes, Vectors] = {}
        for cut_off in self._folder.glob(f"*{_WRITING}"):
            cut_off.unlink(missing_ok=True)
        for path in sorted(self._folder.glob("*.npz")):
            try:
                with path.open("rb") as file, np.load(file) as step:
                    known |= zip(map(bytes, step["keys"]), step["vectors"], strict=True)
            except (OSError, ValueError, KeyError, EOFError, BadZipFile):
                path.unlink(missing_ok=True)
        return known

    def add(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep some more; `vectors` has one row a key."""
        self._folder.mkdir(parents=True, exist_ok=True)
        fresh = self._folder / f"{token_hex(8)}{_WRITING}"
        try:
            with fresh.open("wb") as file:
                np.savez(file, keys=rows_of(keys), vectors=vectors)
            fresh.replace(fresh.with_suffix(".npz"))
        finally:
            fresh.unlink(missing_ok=True)


def rows_of(keys: Sequence[bytes]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Return keys as rows of 16 bytes."""
    return np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(len(keys), 16)
