"""Folders of documents: what is read, what is skipped by name, and how long sections are cut."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import GuideError, GuidesMissingError
from knowledge.passages import EVERYONE, LONGEST_PASSAGE, Asked, Guide, Section
from knowledge.reading import passages_of, read_document, read_folder

BEES = "# Bees\n\n## Hives\n\nHives stand in the shade.\n"


def cut(text: str) -> list[str]:
    """Return the passages that a section's text becomes."""
    section = Section(("Hives",), "hives", text, EVERYONE)
    return [passage.text for passage, _ in passages_of([Guide("bees", "Bees", "Bees", (section,))])]


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GuidesMissingError, match="nowhere"):
        read_folder(tmp_path / "nowhere")


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(GuidesMissingError, match=re.escape(str(tmp_path))):
        read_folder(tmp_path)


def test_a_folder_of_nothing_readable_says_why(write) -> None:
    path = write("bees.pdf", b"%PDF-1.7")

    with pytest.raises(GuidesMissingError, match=r"bees\.pdf"):
        read_folder(path.parent)


def test_guides_come_in_the_order_of_their_names(write) -> None:
    for name in ("b.md", "a.markdown", "c.txt"):
        path = write(name, BEES)

    shelf = read_folder(path.parent)

    assert [guide.file for guide in shelf.guides] == ["a.markdown", "b.md", "c.txt"]
    assert shelf.skipped == ()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("bees.pdf", b"%PDF-1.7", ".pdf", id="another kind of file"),
        pytest.param("bees", BEES.encode(), "ending", id="no ending"),
        pytest.param("latin.md", "# Bees\n\nfür".encode("latin-1"), "UTF-8", id="Latin-1"),
        pytest.param("wide.md", BEES.encode("utf-16"), "UTF-8", id="UTF-16"),
        pytest.param("nul.md", BEES.encode() + b"\x00", "NUL", id="a NUL"),
        pytest.param("bare.md", b"# Bees\n\n## Hives\n", "no text", id="headings alone"),
        pytest.param("wrong.md", b"---\ncolour: red\n---\n" + BEES.encode(), "'colour'", id="a wrong key"),
    ],
)
def test_a_file_that_cannot_be_read_is_skipped_by_name(write, name: str, content: bytes, reason: str) -> None:
    write("good.md", BEES)
    path = write(name, content)

    shelf = read_folder(path.parent)

    assert [guide.file for guide in shelf.guides] == ["good.md"]
    assert [skipped.file for skipped in shelf.skipped] == [name]
    assert reason in shelf.skipped[0].reason


def test_hidden_files_and_folders_are_passed_over(write) -> None:
    path = write("good.md", BEES)
    write(".hidden.pdf", b"%PDF-1.7")
    (path.parent / "drafts").mkdir()

    assert read_folder(path.parent).skipped == ()


def test_of_two_files_with_one_id_the_second_is_skipped_and_both_are_named(write) -> None:
    write("first.md", f"---\nid: bees\n---\n{BEES}")
    path = write("second.md", f"---\nid: Bees\n---\n{BEES}")

    shelf = read_folder(path.parent)

    assert [guide.file for guide in shelf.guides] == ["first.md"]
    assert [skipped.file for skipped in shelf.skipped] == ["second.md"]
    assert "first.md" in shelf.skipped[0].reason


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(BEES.encode("utf-8-sig"), id="a byte order mark"),
        pytest.param(BEES.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(BEES.replace("\n", "\r").encode(), id="old Macintosh line ends"),
    ],
)
def test_unseen_differences_make_no_difference(write, content: bytes) -> None:
    plain = read_document(write("bees.md", BEES))

    assert read_document(write("bees.md", content)) == plain


def test_plain_text_from_a_page_gets_headings(write) -> None:
    page = "Keeping Bees\n\nWhere Hives Stand\n\nHives stand in the shade, because the sun is too warm for them.\n"

    guide = read_document(write("bees.txt", page))

    assert [section.heading[-1] for section in guide.sections] == ["Where Hives Stand"]


def test_a_document_that_cannot_be_read_says_what_to_do(write) -> None:
    with pytest.raises(GuideError, match=r"save it as \.md"):
        read_document(write("bees.docx", b"PK"))


def test_a_short_section_is_one_passage() -> None:
    assert cut("Of wood.\n\n- oak\n- pine") == ["Of wood.\n\n- oak\n- pine"]


def test_a_long_section_is_cut_between_its_paragraphs() -> None:
    one, two, three = ("word " * 130).strip(), ("more " * 130).strip(), ("last " * 130).strip()

    assert cut(f"{one}\n\n{two}\n\n{three}") == [f"{one}\n\n{two}", three]


@pytest.mark.parametrize("gap", [pytest.param("\n", id="close"), pytest.param("\n\n", id="apart")])
def test_a_list_stays_with_its_lead_in(gap: str) -> None:
    filler = ("word " * 290).strip()
    items = "\n".join(f"- item number {n}" for n in range(12))

    first, second = cut(f"{filler}\n\nTake these:{gap}{items}")

    assert first == filler
    assert second == f"Take these:{gap}{items}"


def test_a_long_list_is_cut_between_its_items() -> None:
    items = [f"- item number {n} " + "and so on " * 8 for n in range(40)]

    lines = [line for part in cut("\n".join(items).rstrip()) for line in part.splitlines()]

    assert [line.strip() for line in lines] == [item.strip() for item in items]


def test_the_questions_lead_to_the_first_part_alone() -> None:
    questions = (Asked("where do hives stand"),)
    section = Section(("Hives",), "hives", "word " * 700, EVERYONE, questions)

    found = list(passages_of([Guide("bees", "Bees", "Bees", (section,))]))

    assert [passage.part for passage, _ in found] == list(range(len(found)))
    assert [asked for _, asked in found] == [questions] + [()] * (len(found) - 1)


WORDS = st.text("abcäß.:", min_size=1, max_size=60)
MARKS = st.sampled_from(["", "- ", "1. "])
LINES = st.builds(lambda mark, words: mark + " ".join(words), MARKS, st.lists(WORDS, min_size=1))
BLOCKS = st.builds("\n".join, st.lists(LINES, min_size=1, max_size=12))
LONG = st.builds("\n\n".join, st.lists(BLOCKS, min_size=1, max_size=12)) | st.text("ab ", min_size=1, max_size=4_000)


@given(LONG.map(str.strip).filter(bool))
def test_cutting_loses_nothing_and_every_part_fits(text: str) -> None:
    parts = cut(text)

    assert squeezed("".join(parts)) == squeezed(text)
    assert all(len(part) <= LONGEST_PASSAGE for part in parts)
