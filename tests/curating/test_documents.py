"""Documents that moderators add: named by their titles, read as a refresh reads them, and kept in their folder."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.curating.documents import Document, Documents, audience_of
from bot.errors import InputError
from knowledge.passages import EVERYONE, Applicant
from knowledge.reading import read_document, read_folder
from tests.conftest import GUIDES

RAIN = Document("# Rain\n\n## Boots\n\nWear boots.\n", "Rain", "Somebody who got wet", (Applicant.US_MD,))


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    """Return a folder of documents beside the invented guides."""
    return Documents(tmp_path / "documents", GUIDES)


def files(folder: Path) -> list[str]:
    """Return what there is in a folder of documents."""
    return sorted(path.name for path in (folder / "documents").glob("*"))


def test_a_document_is_kept_with_what_is_said_of_it(documents: Documents, tmp_path: Path) -> None:
    assert documents.add(replace(RAIN, expires=date(2027, 3, 1))) == "rain"

    (guide,) = documents.all()
    assert (guide.id, guide.title, guide.source) == ("rain", "Rain", "Somebody who got wet")
    assert guide.audience == (Applicant.US_MD,)
    assert [section.expires for section in guide.sections] == [date(2027, 3, 1)]
    shelf = read_folder(GUIDES, tmp_path / "documents")
    assert [one.id for one in shelf.guides][-1] == "rain"
    assert not shelf.skipped


@pytest.mark.parametrize(
    "front",
    [
        pytest.param(
            "---\nid: lantern-path\ntitle: Snow\nexpires: 2020-01-01\naudience: non_us_img\n---\n", id="plain"
        ),
        pytest.param("---\r\nid: lantern-path\r\ntitle: Snow\r\n---\r\n", id="lines of Windows"),
        pytest.param("\ufeff---\nid: lantern-path\n---\n", id="a byte order mark"),
        pytest.param("---\nid: [\n---\n", id="broken"),
        pytest.param("---\nid: a\n---", id="nothing after it"),
    ],
)
def test_what_is_said_of_a_document_counts_and_not_what_it_says_itself(
    documents: Documents, tmp_path: Path, front: str
) -> None:
    documents.add(replace(RAIN, text=f"{front}\n## Boots\n\nWear boots.\n"))

    guide = read_document(tmp_path / "documents" / "rain.md")
    assert (guide.id, guide.title, guide.audience) == ("rain", "Rain", (Applicant.US_MD,))
    assert [section.expires for section in guide.sections] == [None]
    assert [section.text for section in guide.sections] == ["Wear boots."]


def test_text_without_a_heading_keeps_what_is_said_of_it(documents: Documents, tmp_path: Path) -> None:
    documents.add(replace(RAIN, text="Wear boots.\n\n- High ones.", expires=date(2027, 3, 1)))

    guide = read_document(tmp_path / "documents" / "rain.md")
    assert (guide.title, guide.source, guide.audience) == ("Rain", "Somebody who got wet", (Applicant.US_MD,))
    assert [section.expires for section in guide.sections] == [date(2027, 3, 1)]


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("../../current", "current"),
        ("/etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot-ini"),
        (".hidden", "hidden"),
        ("A: B #1 'x' \"y\" [z] {w} & *a !b |c >d %e @f `g", "a-b-1-x-y-z-w-a-b-c-d-e-f-g"),
        ("x\n---\nid: lantern-path\n---", "x-id-lantern-path"),
        ("2027-01-01", "2027-01-01"),
        ("yes", "yes"),
        ("The lantern walk", "the-lantern-walk"),
        ("~ null", "null"),
        ("a\x00b\x07c\u202ed", "ab-c-d"),
        ("Ärzte und 医生", "ärzte-und-医生"),
        ("half \ud800 of a letter", "half-of-a-letter"),
        ("word " * 30, "-".join(["word"] * 12)),
    ],
)
def test_any_title_gives_a_file_in_the_folder_and_is_read_back(
    documents: Documents, tmp_path: Path, title: str, id: str
) -> None:
    assert documents.add(replace(RAIN, title=title)) == id

    assert files(tmp_path) == [f"{id}.md"]
    guide = read_document(tmp_path / "documents" / f"{id}.md")
    assert guide.id == id
    assert "\n" not in guide.title
    assert [section.text for section in guide.sections] == ["Wear boots."]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (replace(RAIN, title=""), "title: write some words"),
        (replace(RAIN, title=" ?! … --- _"), "title: write some words"),
        (replace(RAIN, title="x" * 300), "title: write at most 200"),
        (replace(RAIN, source=""), "source: write some words"),
        (replace(RAIN, source="x" * 300), "source: write at most 200"),
        (replace(RAIN, title="CON"), "cannot be called con"),
        (replace(RAIN, title="lpt1."), "cannot be called lpt1"),
        (replace(RAIN, title="Lantern path"), "a guide called lantern-path already"),
        (replace(RAIN, title="Crossing guide"), "a guide called crossing-guide already"),
        (replace(RAIN, title="The crossing guide"), "a guide called the-crossing-guide already"),
        (replace(RAIN, text=""), "no text"),
        (replace(RAIN, text="# A heading\n\n## And another"), "no text"),
        (replace(RAIN, text="## A\n\n<!-- expires: soon -->\n\nText."), "expires takes a day"),
        (
            replace(RAIN, text="## A\n\n<!-- slug: a -->\n\nText.\n\n## B\n\n<!-- slug: a -->\n\nText."),
            "share the slug",
        ),
    ],
)
def test_what_cannot_be_a_document_is_refused_and_nothing_kept(
    documents: Documents, tmp_path: Path, wrong: Document, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        documents.add(wrong)

    assert files(tmp_path) == []


def test_the_id_that_a_guide_says_of_itself_is_taken(tmp_path: Path) -> None:
    guides = tmp_path / "guides"
    guides.mkdir()
    for n, head in enumerate(
        ['---\ntitle: T\nid: "Rain"\n---\n', "\ufeff---\r\nid: Snow # so\r\n---\r\n", "---\n---\nid: sun\n"]
    ):
        (guides / f"Guide {n}.md").write_text(f"{head}# T\n\nText.\n", encoding="utf-8")
    documents = Documents(tmp_path / "documents", guides)

    for title in ("Rain", "Snow", "guide 2"):
        with pytest.raises(InputError, match="already"):
            documents.add(replace(RAIN, title=title))
    assert documents.add(replace(RAIN, title="Sun")) == "sun"


def test_one_of_the_same_title_gives_way_and_one_of_another_does_not(documents: Documents) -> None:
    documents.add(RAIN)
    documents.add(replace(RAIN, text="## Boots\n\nWear high boots."))
    long = "a very long title that goes on and on and on until it is cut "
    documents.add(replace(RAIN, title=f"{long} one"))

    assert [section.text for section in documents.all()[1].sections] == ["Wear high boots."]
    with pytest.raises(InputError, match="choose a title that differs more"):
        documents.add(replace(RAIN, title=f"{long} two"))
    with pytest.raises(InputError, match="'Rain' is called rain already"):
        documents.add(replace(RAIN, title="Rain!"))
    assert len(documents.all()) == 2


def test_so_many_are_kept_and_no_more_though_each_may_be_changed(documents: Documents, tmp_path: Path) -> None:
    documents.add(RAIN)
    for n in range(199):
        (tmp_path / "documents" / f"more-{n}.md").write_text(RAIN.markdown, encoding="utf-8")

    assert documents.add(RAIN) == "rain"
    with pytest.raises(InputError, match="200 documents already"):
        documents.add(replace(RAIN, title="Snow"))


def test_a_document_is_removed_by_its_id_alone(documents: Documents, tmp_path: Path) -> None:
    documents.add(RAIN)
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (tmp_path / "documents" / "notes.txt").write_text("notes", encoding="utf-8")

    for id in ("../secret", "", ".", "rain.md", "Rain", "/rain", "notes", "x" * 300, "*"):
        with pytest.raises(InputError, match="no document that was added"):
            documents.remove(id)
    documents.remove("rain")

    assert documents.all() == []
    assert files(tmp_path) == ["notes.txt"]
    assert (tmp_path / "secret.md").exists()


def test_a_document_that_was_broken_by_hand_is_left_out_and_can_be_replaced(
    documents: Documents, tmp_path: Path
) -> None:
    documents.add(RAIN)
    (tmp_path / "documents" / "rain.md").write_bytes(b"---\nid: [\n---\n\xff")

    assert documents.all() == []
    assert documents.add(RAIN) == "rain"
    assert len(documents.all()) == 1


def test_an_audience_is_told_by_names() -> None:
    assert audience_of(["us_md", "us_img"]) == (Applicant.US_MD, Applicant.US_IMG)
    assert audience_of([]) == EVERYONE
