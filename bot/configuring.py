"""Read a data file of the configuration; whatever is wrong with it stops the start, with the file's name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomli

from bot.errors import SettingError


@contextmanager
def tables_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the tables of a file.

    Raises SettingError with the file where it cannot be read, or what is done with the tables shows a wrong value.
    """
    try:
        yield tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingError(f"{path}: wrong or missing value ({error})") from error
