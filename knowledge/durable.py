"""Files that are whole or not there, whatever is cut off in between: a kill, a full disk, or the power."""

import os
from pathlib import Path
from secrets import token_hex

FRESH = ".new"
"""Ending of a hidden file that is being written, and is left behind only where that was cut off."""


def settle(folder: Path) -> None:
    """Return once everything below a folder is on the disk."""
    for here, _, names in os.walk(folder):
        for name in names:
            _sync(Path(here, name))
        _sync(Path(here))


def put(path: Path, text: str) -> None:
    """Put text into a file in one step: whoever reads it reads the old or the new."""
    fresh = path.with_name(f".{token_hex(8)}{FRESH}")
    try:
        fresh.write_text(text, encoding="utf-8")
        _sync(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _sync(path.parent)


def rename(old: Path, new: Path) -> None:
    """Give a folder its name in one step."""
    old.rename(new)
    _sync(new.parent)


def remove(path: Path) -> None:
    """Remove a file, if it is there, so that it does not come back."""
    path.unlink(missing_ok=True)
    _sync(path.parent)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows opens no folders
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
