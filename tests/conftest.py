"""What tests share: one home with an exported encoder and an index of the invented guides, built once a run."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from bot.asking.path import Adviser
from bot.assembly import adviser as opened_adviser
from bot.lexicon import Lexicon, read_lexicon
from bot.settings import Settings
from bot.shipped import config_folder, guides_folder
from knowledge.models import DEFAULT_MODEL
from knowledge.refreshing import refresh
from knowledge.sources import Sources

HERE = Path(__file__).parent
_RECORDED = re.compile(r"^asked_as:\n(?:  - .*\n)+", re.MULTILINE)
GUIDES, TOPICS = HERE / "guides", HERE / "not_covered.toml"

ASKED_AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
"""When questions about time are asked."""

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


Fill = Callable[[Path], object]
Home = Callable[[str, Fill], Path]


@pytest.fixture(scope="session")
def home_of_run(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a function that fills a home once a run, whichever worker comes first, and returns a copy of it."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copy_of(name: str, fill: Fill) -> Path:
        filled, copied = run / f"{name}-filled", own / name
        with FileLock(f"{filled}.lock"):
            if not filled.exists():
                fill(unfinished := tmp_path_factory.mktemp(name))
                unfinished.rename(filled)
        shutil.copytree(filled, copied, ignore=shutil.ignore_patterns("encoders"))
        shutil.copytree(filled / "encoders", copied / "encoders", copy_function=os.link)
        return copied

    return copy_of


@pytest.fixture(scope="session")
def built_home(home_of_run: Home) -> Path:
    """Return a home with the encoder exported and the invented guides indexed; to be read, not changed."""
    return home_of_run("home", lambda home: refresh(Sources(GUIDES, TOPICS, DEFAULT_MODEL, home)))


@pytest.fixture(scope="session")
def adviser(built_home: Path) -> Iterator[Adviser]:
    """Yield what answers from the invented guides."""
    with opened_adviser(Settings(home=built_home, guides=GUIDES)) as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped_home(built_home: Path, home_of_run: Home) -> Path:
    """Return a home with the shipped guides, without their recorded questions, which is quick; not to be changed."""

    def fill(home: Path) -> None:
        shutil.copytree(built_home / "encoders", home / "encoders", copy_function=os.link)
        (home / "guides").mkdir()
        for path in guides_folder().glob("*.md"):
            text = _RECORDED.sub("", path.read_text(encoding="utf-8"))
            (home / "guides" / path.name).write_text(text, encoding="utf-8")
        refresh(Settings(home=home, guides=home / "guides").sources())

    return home_of_run("shipped", fill)


@pytest.fixture(scope="session")
def shipped_adviser(shipped_home: Path) -> Iterator[Adviser]:
    """Yield what answers from the shipped guides."""
    with opened_adviser(Settings(home=shipped_home, guides=shipped_home / "guides"), clock=lambda: ASKED_AT) as opened:
        yield opened


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """Return the lexicon that is shipped."""
    return read_lexicon(config_folder() / "lexicon.toml")


Prepare = Callable[..., Sources]


@pytest.fixture(scope="session")
def prepare(built_home: Path) -> Prepare:
    """Return a function that puts guides to edit, and a home with the encoder, into a folder."""

    def prepare_folder(folder: Path, index: Path | None = None) -> Sources:
        shutil.copytree(GUIDES, folder / "guides")
        shutil.copytree(built_home / "encoders", folder / "home" / "encoders", copy_function=os.link)
        if index:
            shutil.copytree(index, folder / "home" / "index")
        return Sources(folder / "guides", TOPICS, DEFAULT_MODEL, folder / "home")

    return prepare_folder


@pytest.fixture
def sources(prepare: Prepare, tmp_path: Path) -> Sources:
    """Return guides to edit and a home without an index."""
    return prepare(tmp_path)


@pytest.fixture
def built(prepare: Prepare, tmp_path: Path, built_home: Path) -> Sources:
    """Return guides to edit and a home that holds their index."""
    return prepare(tmp_path, built_home / "index")


Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a document into a folder of its own."""
    folder = tmp_path / "documents"
    folder.mkdir()

    def write_document(name: str, content: str | bytes) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_document
