"""Refreshes of a real index: what is encoded, what is kept, and what a half-written version does."""

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot.asking.question import Question
from bot.assembly import adviser as opened_adviser
from bot.settings import Settings
from knowledge.claiming import claimed
from knowledge.comparing import Difference, compare
from knowledge.errors import EncoderError, GuideError, GuidesMissingError, RefreshRunningError
from knowledge.library import open_library
from knowledge.models import encoder_name
from knowledge.refreshing import refresh
from knowledge.searching import Query, Searcher
from knowledge.sources import Sources
from knowledge.versions import Manifest, Versions

ASKED = "How many practice exams before Step 2?"
PLACE = ("score-ladder", "practice-exams")
HOLD = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def edit(sources: Sources, old: str = "Sit 5 practice exams", new: str = "Sit 8 practice exams") -> None:
    """Change some words of the score ladder."""
    path = sources.guides / "score-ladder.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def remove_section(sources: Sources) -> None:
    """Take the practice exams out of the score ladder."""
    path = sources.guides / "score-ladder.md"
    before, _, rest = path.read_text(encoding="utf-8").partition("## How many practice exams to sit")
    path.write_text(before + rest[rest.index("## ") :], encoding="utf-8")


def best(searcher: Searcher, question: str = ASKED) -> str:
    """Return the text of the passage closest to a question."""
    return searcher.search(Query(question)).found[0].entry.passage.text


def answered(sources: Sources) -> str:
    """Open the index, ask, and return the best passage's text."""
    with closing(open_library(sources)) as searcher:
        return best(searcher)


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of each file below a folder."""
    stats = {str(path): path.stat() for path in folder.rglob("*")}
    return {path: (stat.st_size, stat.st_mtime_ns) for path, stat in stats.items()}


def version_in_use(sources: Sources) -> Path:
    """Return the folder of the version in use."""
    manifest = sources.versions.current()
    assert manifest is not None
    return sources.versions.folder_of(manifest.version)


@pytest.fixture(scope="module")
def two_versions(prepare, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index with a version that advises 5 practice exams and a newer one that advises 8."""
    sources = prepare(tmp_path_factory.mktemp("twice"), built_home / "index")
    edit(sources)
    refresh(sources)
    return sources.home / "index"


@pytest.fixture
def built_twice(prepare, tmp_path: Path, two_versions: Path) -> Sources:
    """Return a home that holds both versions, the newer one in use."""
    return prepare(tmp_path, two_versions)


def test_a_first_refresh_encodes_every_passage(sources: Sources) -> None:
    figures = refresh(sources).figures()

    assert (figures["guides"], figures["sections"], figures["passages"]) == (3, 12, 12)
    assert (figures["added"], figures["encoded"], figures["skipped"]) == (12, 12, [])
    assert "Sit 5 practice exams" in answered(sources)


def test_where_nothing_changed_nothing_is_encoded_and_nothing_written(built: Sources) -> None:
    before = state(built.home)

    done = refresh(built)

    assert done.difference == Difference(added=0, changed=0, removed=0, unchanged=12)
    assert done.encoded == 0
    assert state(built.home) == before


def test_an_edited_section_is_the_only_one_encoded(built: Sources) -> None:
    edit(built)

    done = refresh(built)

    assert done.difference == Difference(added=0, changed=1, removed=0, unchanged=11)
    assert done.encoded == 1
    assert "Sit 8 practice exams" in answered(built)


def test_a_new_way_of_asking_changes_no_passage_and_is_found(built: Sources) -> None:
    edit(built, "  - how many nbmes should i take\n", "  - gauging the weather before the big climb\n")

    done = refresh(built)

    assert done.difference == Difference(added=0, changed=0, removed=0, unchanged=12)
    assert done.encoded == 1
    with closing(open_library(built)) as searcher:
        assert "practice exams" in best(searcher, "gauging the weather before the big climb")


def test_a_removed_section_is_found_and_quoted_no_more(built: Sources) -> None:
    remove_section(built)

    done = refresh(built)

    assert done.difference == Difference(added=0, changed=0, removed=1, unchanged=11)
    assert done.encoded == 0
    with closing(open_library(built)) as searcher:
        assert searcher.index.section(*PLACE) == []
        found = [one.entry.passage for one in searcher.search(Query(ASKED)).found]
        assert PLACE not in {(passage.guide, passage.anchor) for passage in found}
    with opened_adviser(Settings(home=built.home, guides=built.guides)) as adviser:
        answer = adviser.ask(Question(ASKED))
        assert PLACE not in {(citation.guide, citation.anchor) for citation in answer.citations}
        assert "Leave 9 days" not in "".join(citation.quote for citation in answer.citations)


def test_a_new_guide_is_added_and_a_removed_one_is_gone(built: Sources) -> None:
    (built.guides / "crossing-guide.md").unlink()
    (built.guides / "bees.md").write_text("# Bees\n\n## Hives\n\nHives stand in the shade.\n", encoding="utf-8")

    done = refresh(built)

    assert done.difference == Difference(added=1, changed=0, removed=3, unchanged=9)
    assert done.encoded == 1
    with closing(open_library(built)) as searcher:
        assert [guide.id for guide in searcher.index.guides] == ["bees", "lantern-path", "score-ladder"]


def test_what_another_encoder_made_is_not_taken_over(built: Sources, tmp_path: Path) -> None:
    model = tmp_path / "another-model"
    model.mkdir()
    (model / "config.json").write_text("{}", encoding="utf-8")
    encoders = built.home / "encoders"
    shutil.copytree(encoders / encoder_name(built.model), encoders / encoder_name(str(model)), copy_function=os.link)

    done = refresh(replace(built, model=str(model)))

    assert done.encoded == 12
    assert done.manifest.encoder != encoder_name(built.model)


def test_an_encoder_that_does_not_exist_is_named(sources: Sources) -> None:
    with pytest.raises(EncoderError, match="no-such-model"):
        refresh(replace(sources, model="no-such-model"))


def test_a_broken_file_in_use_stops_the_refresh_and_the_index_still_answers(built: Sources) -> None:
    version = version_in_use(built)
    (built.guides / "score-ladder.md").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(GuideError, match=r"score-ladder\.md"):
        refresh(built)

    assert "Sit 5 practice exams" in answered(built)
    assert version_in_use(built) == version


def test_without_a_folder_of_guides_the_index_still_answers(built: Sources) -> None:
    shutil.rmtree(built.guides)

    with pytest.raises(GuidesMissingError, match="guides"):
        refresh(built)

    assert "Sit 5 practice exams" in answered(built)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("photo.png", b"\x89PNG", id="another kind of file"),
        pytest.param("latin.md", "# Für\n\n## Bienen\n\nfür".encode("latin-1"), id="Latin-1"),
        pytest.param("z-copy.md", b"---\nid: score-ladder\n---\n# Copy\n\n## A\n\nText.\n", id="an id that is taken"),
    ],
)
def test_a_new_file_that_cannot_be_read_is_named_and_left_out(built: Sources, name: str, content: bytes) -> None:
    (built.guides / name).write_bytes(content)

    done = refresh(built)

    assert done.difference == Difference(added=0, changed=0, removed=0, unchanged=12)
    assert [skipped["file"] for skipped in done.figures()["skipped"]] == [name]


def test_a_second_refresh_is_refused_while_one_runs_and_the_index_still_answers(built: Sources) -> None:
    edit(built)
    lock = built.home / "index" / "refresh.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(RefreshRunningError, match="refresh is running"):
            refresh(built)
        assert "Sit 5 practice exams" in answered(built)
        other.communicate()

    assert refresh(built).difference.changed == 1


def test_who_has_the_index_open_reads_on_after_a_refresh(built: Sources) -> None:
    with closing(open_library(built)) as searcher:
        edit(built)
        refresh(built)

        assert "Sit 5 practice exams" in best(searcher)
    assert "Sit 8 practice exams" in answered(built)


def test_what_an_interrupted_refresh_left_is_removed(built: Sources) -> None:
    left = built.home / "index" / ".unfinished-abc"
    left.mkdir()
    (left / "words.sqlite").write_bytes(b"half")
    edit(built)

    refresh(built)

    assert not list((built.home / "index").glob(".unfinished-*"))


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def damages(*names: str) -> pytest.MarkDecorator:
    """Try some kinds of damage."""
    return pytest.mark.parametrize("damage", [pytest.param(DAMAGES[name], id=name) for name in names])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no manifest": lambda version: (version / "manifest.json").unlink(),
    "half a manifest": lambda version: _cut(version / "manifest.json"),
    "no words": lambda version: (version / "words.sqlite").unlink(),
    "half the words": lambda version: _cut(version / "words.sqlite"),
    "empty words": lambda version: (version / "words.sqlite").write_bytes(b""),
    "no leads": lambda version: (version / "leads.npy").unlink(),
    "half the leads": lambda version: _cut(version / "leads.npy"),
    "no labels": lambda version: (version / "leads.npz").unlink(),
    "half of what was learned": lambda version: _cut(version / "adapter.npy"),
    "an empty folder": lambda version: (shutil.rmtree(version), version.mkdir()),
}


@damages(*DAMAGES)
def test_a_half_written_version_is_named_and_the_one_before_answers(
    built_twice: Sources, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], object]
) -> None:
    broken = version_in_use(built_twice)
    damage(broken)

    with caplog.at_level(logging.WARNING):
        assert "Sit 5 practice exams" in answered(built_twice)

    assert str(broken) in caplog.text


@damages("no manifest", "half the words", "half the leads")
def test_a_half_written_version_alone_is_named_and_built_again(
    built: Sources, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], object]
) -> None:
    broken = version_in_use(built)
    damage(broken)

    with caplog.at_level(logging.WARNING):
        assert "Sit 5 practice exams" in answered(built)

    assert str(broken) in caplog.text
    assert version_in_use(built) != broken
    assert "Sit 5 practice exams" in answered(built)


@pytest.mark.parametrize(
    "pointer",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"v19990101-000000-000000", id="to nothing"),
        pytest.param(b"\xff\xfe", id="no text"),
    ],
)
def test_a_damaged_pointer_is_named_and_the_newest_version_answers(
    built: Sources, caplog: pytest.LogCaptureFixture, pointer: bytes
) -> None:
    (built.home / "index" / "current").write_bytes(pointer)

    with caplog.at_level(logging.WARNING):
        assert "Sit 5 practice exams" in answered(built)

    assert str(built.home / "index") in caplog.text
    refresh(built)
    assert built.versions.pointed() == version_in_use(built).name


@pytest.mark.parametrize(("damaged", "encoded"), [("vectors/chroma.sqlite3", 1), ("leads.npy", 12), ("leads.npz", 12)])
def test_a_refresh_takes_nothing_over_from_damaged_vectors(built: Sources, damaged: str, encoded: int) -> None:
    (version_in_use(built) / damaged).write_bytes(b"no" * 999)
    edit(built)

    assert refresh(built).encoded == encoded
    assert "Sit 8 practice exams" in answered(built)


def test_without_an_index_one_is_built_first(sources: Sources) -> None:
    said: list[str] = []
    open_library(sources, said.append).close()

    assert said
    assert sources.versions.current() is not None


def test_only_the_newest_versions_are_kept_and_the_last_is_in_use(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "index")
    names = [f"v2026010{n}-000000-000000" for n in range(1, 9)]
    for name in names:
        with claimed(versions) as claim, claim.new("") as place:
            claim.keep(place, Manifest(name, "", "", 0, 0, 0, 0, {}, (), before=versions.pointed()))
            claim.publish(name)

    current = versions.current()
    assert current is not None
    assert current.version == names[-1]
    kept = [manifest.version for manifest in versions.usable()]
    assert kept == names[: -len(kept) - 1 : -1]
    assert len(kept) < len(names)


@pytest.mark.parametrize(
    ("before", "after", "difference"),
    [
        pytest.param({}, {}, Difference(0, 0, 0, 0), id="nothing"),
        pytest.param({}, {"a": "1"}, Difference(1, 0, 0, 0), id="added"),
        pytest.param({"a": "1"}, {"a": "2"}, Difference(0, 1, 0, 0), id="changed"),
        pytest.param({"a": "1"}, {}, Difference(0, 0, 1, 0), id="removed"),
        pytest.param({"a": "1"}, {"a": "1"}, Difference(0, 0, 0, 1), id="unchanged"),
        pytest.param({"a": "1"}, {"b": "1"}, Difference(1, 0, 1, 0), id="moved"),
    ],
)
def test_two_versions_are_compared_place_by_place(
    before: dict[str, str], after: dict[str, str], difference: Difference
) -> None:
    assert compare(before, after) == difference
