"""Proposed questions: kept by what a section says, read with documents that were added, and gone with their text."""

import json
import logging
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.comparing import Difference, Proposed, proposed
from knowledge.library import open_library
from knowledge.passages import Asked, Guide, Section
from knowledge.proposals import LONGEST, MOST, Proposals, proposed_in, read_documents, unasked
from knowledge.reading import read_folder
from knowledge.refreshing import fingerprint, prepare, refresh
from knowledge.searching import Query
from knowledge.sources import Sources
from knowledge.versions import Manifest, read_manifest

HARBOUR = """# The harbour

## When the harbour closes

The harbour closes at dusk in winter. Ships then wait at the outer pier.

## Who pays for the tugboat

<!--
asked_as:
  - is the tugboat free
-->

The shipping company pays for the tugboat.
"""
CLOSES = "closing hours of the port once it snows"
ODD = "gauging the weather before the big climb"


@pytest.fixture
def harboured(built: Sources) -> Sources:
    """Return guides with their index, and a document that was added since."""
    built.added.mkdir()
    (built.added / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    return built


def document(sources: Sources) -> Guide:
    """Return the document that was added, as it is read without proposed questions."""
    return next(one for one in read_folder(sources.guides, sources.added).guides if one.added)


def propose(sources: Sources, *questions: str, section: int = 0) -> Path:
    """Keep questions for a section of the document, and return their file."""
    guide = document(sources)
    before = files(sources)
    Proposals(sources.asked).keep(guide, guide.sections[section], questions, "openai:some-model")
    [fresh] = files(sources) - before
    return fresh


def files(sources: Sources) -> set[Path]:
    """Return the files of proposed questions."""
    return set(sources.asked.glob("*"))


def asked(sources: Sources) -> list[tuple[Asked, ...]]:
    """Return the questions of each section of the document."""
    return [section.asked_as for guide in read_documents(sources).guides if guide.added for section in guide.sections]


def test_a_proposed_question_enters_the_index_as_a_written_one_does(harboured: Sources) -> None:
    refresh(harboured)
    propose(harboured, ODD, CLOSES)

    done = refresh(harboured)

    assert done.difference == Difference(added=0, changed=0, removed=0, unchanged=14)
    assert done.encoded == 1
    assert done.proposed == Proposed({"harbour#when-the-harbour-closes": (ODD, CLOSES)}, 0)
    assert read_manifest(harboured.versions.folder_of(done.manifest.version)) == done.manifest
    with closing(open_library(harboured)) as searcher:
        found = searcher.search(Query(ODD)).found[0].entry.passage
        assert found.place == "harbour#when-the-harbour-closes/0"
        assert ODD not in found.text
    assert refresh(harboured).manifest.version == done.manifest.version


def test_only_what_is_new_counts_as_new(harboured: Sources) -> None:
    path = propose(harboured, CLOSES)
    first = refresh(harboured)
    path.write_text(json.dumps({"questions": [ODD], "model": "another"}), encoding="utf-8")

    second = prepare(harboured)
    again = prepare(harboured)
    Proposals(harboured.asked).forget()
    none = prepare(harboured)

    assert first.proposed == Proposed({"harbour#when-the-harbour-closes": (CLOSES,)}, 0)
    assert second.proposed == again.proposed == Proposed({"harbour#when-the-harbour-closes": (ODD,)}, 1)
    assert none.proposed == Proposed({}, 1)
    assert none.manifest.proposed == {}


def test_what_an_author_wrote_comes_before_what_a_model_proposed(harboured: Sources) -> None:
    propose(harboured, "who settles the bill of the tug", section=1)

    assert asked(harboured) == [(), (Asked("is the tugboat free"),)]
    assert proposed_in(read_documents(harboured).guides) == {}


def test_guides_are_read_without_proposed_questions(built: Sources) -> None:
    plain = "# Rain\n\n## Boots\n\nWear boots.\n"
    built.added.mkdir()
    for folder in (built.guides, built.added):
        (folder / f"rain-{folder.name}.md").write_text(plain, encoding="utf-8")
    added = document(built)
    Proposals(built.asked).keep(added, added.sections[0], ["what to wear in the wet"], "openai:some-model")

    assert proposed_in(read_documents(built).guides) == {"rain-documents#boots": ("what to wear in the wet",)}


def test_a_section_that_is_edited_has_none_of_the_questions_and_gets_them_back_with_its_text(
    harboured: Sources,
) -> None:
    propose(harboured, CLOSES)
    path = harboured.added / "harbour.md"
    path.write_text(HARBOUR.replace("dusk", "noon"), encoding="utf-8")

    edited = asked(harboured)
    path.write_text(HARBOUR, encoding="utf-8")

    assert edited == [(), (Asked("is the tugboat free"),)]
    assert asked(harboured)[0] == (Asked(CLOSES, proposed=True),)


def test_what_was_proposed_for_a_document_that_is_gone_does_nothing(harboured: Sources) -> None:
    propose(harboured, ODD)
    refresh(harboured)
    (harboured.added / "harbour.md").unlink()

    done = refresh(harboured)

    assert done.difference == Difference(added=0, changed=0, removed=2, unchanged=12)
    assert (done.proposed, done.manifest.proposed) == (Proposed({}, 1), {})
    assert len(files(harboured)) == 1
    with closing(open_library(harboured)) as searcher:
        assert "harbour" not in {one.entry.passage.guide for one in searcher.search(Query(ODD)).found}
    assert refresh(harboured).manifest.version == done.manifest.version


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="half"),
        pytest.param(b"\xff\xfe", id="no text"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"{}", id="no questions"),
        pytest.param(b'{"questions": "what"}', id="a text"),
        pytest.param(b'{"questions": [1]}', id="a number"),
        pytest.param(b'{"questions": [" "]}', id="a blank"),
        pytest.param(b'{"questions": ["a\\nb"]}', id="two lines"),
        pytest.param(b'{"questions": ["\\ud800"]}', id="half a letter"),
        pytest.param(json.dumps({"questions": ["x" * (LONGEST + 1)]}).encode(), id="too long"),
        pytest.param(json.dumps({"questions": list("abcdefg")[: MOST + 1]}).encode(), id="too many"),
    ],
)
def test_a_broken_file_is_ignored_and_named(
    harboured: Sources, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    path = propose(harboured, CLOSES)
    path.unlink()
    before = fingerprint(harboured)
    path.write_bytes(content)

    with caplog.at_level(logging.WARNING):
        assert asked(harboured)[0] == ()

    assert str(path) in caplog.text
    assert fingerprint(harboured) == before
    assert [len(sections) for _, sections in unasked(read_documents(harboured).guides, Proposals(harboured.asked))] == [
        1
    ]


def test_an_answer_without_questions_changes_nothing_and_is_remembered(harboured: Sources) -> None:
    before = fingerprint(harboured)
    proposals, guides = Proposals(harboured.asked), read_documents(harboured).guides
    waited = unasked(guides, proposals)

    propose(harboured)

    assert [(guide.id, [one.anchor for one in sections]) for guide, sections in waited] == [
        ("harbour", ["when-the-harbour-closes"])
    ]
    assert unasked(guides, proposals) == []
    assert fingerprint(harboured) == before


def test_all_is_forgotten_also_what_was_cut_off(harboured: Sources) -> None:
    before = fingerprint(harboured)
    propose(harboured, CLOSES)
    (harboured.asked / ".0123.new").write_text("half", encoding="utf-8")

    Proposals(harboured.asked).forget()

    assert files(harboured) == set()
    assert fingerprint(harboured) == before
    Proposals(harboured.home / "nowhere").forget()


def test_what_is_kept_can_be_read_by_people(harboured: Sources) -> None:
    path = propose(harboured, "wann schließt der Hafen")

    assert "schließt" in path.read_text(encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "questions": ["wann schließt der Hafen"],
        "model": "openai:some-model",
    }


def test_sections_are_told_apart_by_all_that_names_them(tmp_path: Path) -> None:
    section = Section(("A", "B"), "b", "C", ())
    guide = Guide("g", "T", "", (section,))
    proposals = Proposals(tmp_path)
    proposals.keep(guide, section, ["a question"], "")

    others = [
        (guide, replace(section, heading=("A B",))),
        (guide, replace(section, heading=("A",), text="B\nC")),
        (guide, replace(section, text="D")),
        (replace(guide, title="U"), section),
    ]

    assert proposals.of(replace(guide, id="h"), replace(section, anchor="z")) == ("a question",)
    assert [proposals.of(*one) for one in others] == [None] * 4


def test_a_first_version_has_only_new_questions() -> None:
    made = Manifest("v2", "", "", 0, 0, 0, 0, {}, (), proposed={"a#b": ("one", "two"), "a#c": ("three",)})
    before = replace(made, version="v1", proposed={"a#b": ("two", "four"), "a#d": ("five",)})

    assert proposed(None, made) == Proposed(made.proposed, 0)
    assert proposed(before, made) == Proposed({"a#b": ("one",), "a#c": ("three",)}, 2)
    assert proposed(before, before) == Proposed()
