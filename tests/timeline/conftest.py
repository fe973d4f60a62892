"""What tests of the timeline share: copies of its tables to spoil."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.timeline.shipped import TABLES

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """Return a function that copies the tables and replaces the first match of a pattern in one; it names that one."""

    def edit_copy(file: str, pattern: str, after: str) -> Path:
        shutil.copytree(TABLES, tmp_path, dirs_exist_ok=True)
        path = tmp_path / file
        text, found = re.subn(pattern, after, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
        assert found, f"{file} holds nothing like {pattern}"
        path.write_text(text, encoding="utf-8")
        return path

    return edit_copy
