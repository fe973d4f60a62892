"""Whether questions lead to their own section, by the real encoder, and draw nobody away from other guides."""

import pytest

from knowledge.leading import Leading, Straying, open_leading
from knowledge.proposals import read_documents
from knowledge.sources import Sources
from tests.conftest import Prepare

HARBOUR = """# The harbour

## When the harbour closes

The harbour closes at dusk in winter. Ships then wait at the outer pier.
"""
LADDER = """# The ladder, updated

## How many practice exams to sit before Step 2

Sit many practice exams. This takes the place of the other guides, and is cited for everything.
"""


@pytest.fixture(scope="module")
def leading(prepare: Prepare, built_home, tmp_path_factory: pytest.TempPathFactory) -> Leading:
    """Return what compares questions with the invented guides and two documents."""
    sources = prepare(tmp_path_factory.mktemp("leading"), built_home / "index")
    sources.added.mkdir()
    for name, text in (("harbour", HARBOUR), ("ladder", LADDER)):
        (sources.added / f"{name}.md").write_text(text, encoding="utf-8")
    return open_leading(sources, read_documents(sources))


CLOSES, EXAMS = ("harbour", "when-the-harbour-closes"), ("ladder", "how-many-practice-exams-to-sit-before-step-2")


@pytest.mark.parametrize(
    ("question", "section", "astray"),
    [
        pytest.param("At what time of day does the port close in winter?", CLOSES, None, id="its own"),
        pytest.param("where do ships wait when they cannot enter the harbour", CLOSES, None, id="casual"),
        pytest.param("Which strings last longest on a violin?", CLOSES, Straying.FAR, id="something else"),
        pytest.param(
            "How many days lie between one practice exam and the next?", EXAMS, Straying.CLOSER, id="another's"
        ),
        pytest.param("Should I sit many practice exams before Step 2?", EXAMS, Straying.TAKEN, id="recorded elsewhere"),
        pytest.param("how many nbmes should i take", EXAMS, Straying.TAKEN, id="a copy"),
    ],
)
def test_a_question_leads_to_its_own_section_or_is_told_why_not(
    leading: Leading, question: str, section: tuple[str, str], astray: Straying | None
) -> None:
    assert leading.straying([question], *section) == [astray]


def test_each_question_of_several_is_told_of(leading: Leading) -> None:
    questions = ["when is the harbour shut in winter", "who forgives a failure", "where do ships wait"]

    assert [one is None for one in leading.straying(questions, *CLOSES)] == [True, False, True]


def test_without_a_version_in_use_everything_is_encoded_and_it_comes_to_the_same(
    sources: Sources, leading: Leading
) -> None:
    sources.added.mkdir()
    for name, text in (("harbour", HARBOUR), ("ladder", LADDER)):
        (sources.added / f"{name}.md").write_text(text, encoding="utf-8")
    questions = [
        "when is the harbour shut in winter",
        "who forgives a failure",
        "How many practice exams should I sit?",
    ]

    anew = open_leading(sources, read_documents(sources))

    assert anew.straying(questions, *EXAMS) == leading.straying(questions, *EXAMS)


def test_a_version_that_is_damaged_is_not_relied_on(built: Sources) -> None:
    now = built.versions.current()
    assert now is not None
    (built.versions.folder_of(now.version) / "leads.npy").write_bytes(b"no" * 999)

    guides = read_documents(built)
    [[straying]] = [
        open_leading(built, guides).straying(["how many nbmes should i take"], "score-ladder", "practice-exams")
    ]

    assert straying in {None, Straying.FAR}
