"""What every conversion is held to: no process and no file is left of it."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest


@pytest.fixture(autouse=True)
def leaves_nothing(tmp_path: Path) -> Iterator[None]:
    """See that no process and no file of a conversion is left."""
    before = _children()
    yield
    assert _children() <= before
    assert {path.name for path in tmp_path.iterdir()} <= {"documents"}


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}
