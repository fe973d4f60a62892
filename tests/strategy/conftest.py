"""What tests of the strategy functions share: the shipped catalogue, and copies of its tables to spoil."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.advising.catalogue import Catalogue
from tests.strategy.shipped import TABLES, shipped


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the catalogue that is shipped."""
    return shipped()


Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Return a function that copies a table, with the files it needs, and replaces the first match of a pattern."""

    def edit_copy(file: str, pattern: str, after: str) -> Path:
        for name in {"sources.toml", "shared.toml", file}:
            shutil.copy(TABLES / name, tmp_path)
        path = tmp_path / file
        text, found = re.subn(pattern, after, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        assert found, f"{file} holds nothing like {pattern}"
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return edit_copy
