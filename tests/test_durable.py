"""Files that are whole or not there: what a cut leaves of each, and what a full disk does to a refresh."""

import os
import resource
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from knowledge.claiming import claimed
from knowledge.durable import put, remove, rename, settle
from knowledge.errors import IndexBrokenError, StoreError
from knowledge.history import Act, History
from knowledge.library import open_library
from knowledge.partial import Partial
from knowledge.refreshing import refresh
from knowledge.sources import Sources
from knowledge.versions import CURRENT, MANIFEST, Versions, in_use
from tests.measuring.refresh_kills import left_behind, run, write_edition

ACTS = [Act(f"2026-11-29T12:00:0{n}Z", "Ada", "published", f"v{n}", "") for n in range(3)]


def test_what_is_put_is_read_whole_while_it_changes(tmp_path: Path) -> None:
    path, seen = tmp_path / "file", set[str]()
    texts = [letter * 50_000 for letter in "ab"]
    put(path, texts[0])
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            seen.add(path.read_text(encoding="utf-8"))

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(30):
        put(path, texts[n % 2])
    ended.set()
    reader.join()

    assert seen <= set(texts)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_what_cannot_be_put_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(OSError, match="folder"):
        put(tmp_path / "folder", "text")

    assert [one.name for one in tmp_path.iterdir()] == ["folder"]


def test_files_are_settled_named_and_removed(tmp_path: Path) -> None:
    (tmp_path / "old" / "below").mkdir(parents=True)
    (tmp_path / "old" / "below" / "file").write_text("text", encoding="utf-8")

    settle(tmp_path / "old")
    rename(tmp_path / "old", tmp_path / "new")
    remove(tmp_path / "new" / "below" / "file")
    remove(tmp_path / "new" / "below" / "file")

    assert [str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*")] == ["new", "new/below"]


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_line_of_the_history_that_was_cut_off_takes_no_other_along(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "history.jsonl"
    history = History(path)
    history.note(ACTS[0])
    history.note(ACTS[1])
    path.write_bytes(path.read_bytes()[:-cut])

    history.note(ACTS[2])

    whole = ACTS[1:2] if cut == 1 else []
    assert history.acts() == [ACTS[2], *whole, ACTS[0]]


@pytest.mark.parametrize("line", ["[]", "7", "{}", '{"at": 1}', "no JSON", "\udcff"])
def test_what_is_no_act_is_left_out_of_the_history(tmp_path: Path, line: str) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(line.encode("utf-8", "surrogateescape") + b"\n" + ACTS[0].line.encode() + b"\n")

    assert History(path).acts() == [ACTS[0]]


def test_without_a_history_nothing_was_done(tmp_path: Path) -> None:
    assert History(tmp_path / "history.jsonl").acts() == []


@pytest.fixture
def versions(built: Sources) -> Versions:
    """Return the versions of a home of its own."""
    return built.versions


def test_a_pointer_whose_act_was_cut_off_still_points(versions: Versions) -> None:
    name = versions.current_name()
    (versions.folder / CURRENT).write_text(f'{name}\n{{"at": "2026', encoding="utf-8")

    assert versions.current_name() == name
    assert versions.last_act() is None
    with claimed(versions):
        pass
    assert [act.version for act in versions.history.acts()] == [name]


@pytest.mark.parametrize("text", ["v20", "", "\n", "v2\n{"])
def test_a_pointer_that_was_cut_off_is_named_and_the_newest_version_serves(
    versions: Versions, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    name = versions.current_name()
    (versions.folder / CURRENT).write_text(text, encoding="utf-8")

    serves = in_use(versions)

    assert serves is not None
    assert serves.version == name
    assert str(versions.folder) in caplog.text


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "another bit": _flip,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_to_any_file_of_a_version_is_named(versions: Versions, damage: Callable[[Path], object]) -> None:
    manifest = versions.current()
    assert manifest is not None
    folder = versions.folder_of(manifest.version)
    names = {path.name for path in folder.iterdir() if path.is_file()} - {MANIFEST}
    assert manifest.sums.keys() == names

    for name in names:
        kept = (folder / name).read_bytes()
        damage(folder / name)
        with pytest.raises(IndexBrokenError, match=name):
            versions.check(manifest)
        (folder / name).write_bytes(kept)
    versions.check(manifest)


@pytest.mark.parametrize("damage", [name for name in DAMAGES if name != "another bit"])
def test_without_a_whole_manifest_there_is_no_version(versions: Versions, damage: str) -> None:
    manifest = versions.current()
    assert manifest is not None
    DAMAGES[damage](versions.folder_of(manifest.version) / MANIFEST)

    assert versions.usable() == []
    assert in_use(versions) is None


def test_damage_to_what_chroma_keeps_changes_no_answer(built: Sources) -> None:
    manifest = built.versions.current()
    assert manifest is not None
    vectors = built.versions.folder_of(manifest.version) / "vectors"
    for path in [path for path in vectors.rglob("*") if path.is_file()]:
        os.truncate(path, path.stat().st_size // 2)

    with opened(built) as texts:
        assert len(texts) == 12
    shutil.rmtree(vectors)
    with opened(built) as texts:
        assert len(texts) == 12


@contextmanager
def opened(sources: Sources) -> Iterator[list[str]]:
    """Yield the texts of the passages that are open."""
    searcher = open_library(sources)
    yield [entry.passage.text for entry in searcher.index.every_entry()]
    searcher.close()


def test_vectors_that_were_cut_off_are_encoded_again_and_no_more(tmp_path: Path) -> None:
    partial = Partial(tmp_path / "partial")
    for n in range(4):
        partial.add([bytes([n]) * 16], np.full((1, 3), n, dtype=np.float32))
    files = sorted((tmp_path / "partial").iterdir())
    files[0].write_bytes(b"")
    os.truncate(files[1], files[1].stat().st_size // 2)
    (tmp_path / "partial" / "cut.part").write_bytes(b"half")

    assert len(partial.read()) == 2
    assert sorted((tmp_path / "partial").iterdir()) == files[2:]


def refresh_with_room(sources: Sources, most: int, said: Path) -> None:
    """Refresh where no file may grow beyond some size, as on a disk that is full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        refresh(sources)
    except (IndexBrokenError, StoreError, OSError) as error:
        said.write_text(str(error), encoding="utf-8")
        sys.exit(1)


def test_a_full_disk_is_told_of_in_a_line_and_the_version_in_use_serves(built: Sources, tmp_path: Path) -> None:
    before = built.versions.current_name()
    write_edition(built.guides, 1)
    for most in (2_000, 40_000, 120_000):
        said = tmp_path / "said"

        assert run(refresh_with_room, built, most, said) == 1

        (line,) = said.read_text(encoding="utf-8").splitlines()
        assert str(built.home) in line
        with opened(built) as texts:
            assert not any("edition" in text for text in texts)
        assert built.versions.current_name() == before
        assert built.versions.draft() is None
        assert not left_behind(built)
