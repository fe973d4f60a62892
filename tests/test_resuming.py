"""A build that was killed goes on where it was: what it had encoded is not encoded again."""

import re
import signal
import subprocess
import sys

import pytest

from knowledge.building import _STEP
from knowledge.library import open_library
from knowledge.refreshing import refresh
from knowledge.searching import Query
from knowledge.sources import Sources

KILLED = """
import os, signal, sys
from pathlib import Path
from knowledge.refreshing import refresh
from knowledge.sources import Sources
guides, topics, model, home, at = sys.argv[1:]
def progress(line):
    print(line, flush=True)
    if line.startswith(at):
        os.kill(os.getpid(), signal.SIGKILL)
refresh(Sources(Path(guides), Path(topics), model, Path(home)), progress)
"""
TO_ENCODE = re.compile(r"encoding texts: 0 of (\d+)")
HIVES = _STEP + 64


@pytest.fixture
def many(built: Sources) -> Sources:
    """Return guides that take two steps to encode, of which the index holds few."""
    sections = (f"## Row {row}\n\n" + "".join(f"- Hive {row}-{n}.\n" for n in range(32)) for row in range(HIVES // 32))
    (built.guides / "hives.md").write_text("# Hives\n\n" + "\n".join(sections), encoding="utf-8")
    return built


def killed(sources: Sources, at: str) -> list[str]:
    """Build until it says something, and be killed there; return what it said."""
    command = [sys.executable, "-c", KILLED, sources.guides, sources.topics, sources.model, sources.home, at]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    return done.stdout.splitlines()


def to_encode(said: list[str]) -> int:
    """Return how many texts a build found to encode."""
    return sum(int(told[1]) for told in map(TO_ENCODE.match, said) if told)


def test_a_build_that_was_killed_goes_on_where_it_was(many: Sources) -> None:
    version = many.versions.current_name()
    first = to_encode(killed(many, f"encoding texts: {_STEP} of"))
    said: list[str] = []
    refresh(many, said.append)

    assert first > HIVES
    assert to_encode(said) == first - _STEP
    assert many.versions.current_name() != version
    searcher = open_library(many)
    assert searcher.search(Query("hive 7-7")).found[0].entry.passage.guide == "hives"
    searcher.close()
    assert not (many.versions.folder / "partial").exists()
