"""Sections with a last day: until the day before they answer, and from the day on they are nowhere."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.assembly import Opener
from bot.settings import Settings
from knowledge.errors import GuideError
from knowledge.index import Index
from knowledge.markdown import read_markdown
from knowledge.reading import read_folder
from knowledge.refreshing import refresh
from knowledge.vectors import Place
from tests.conftest import Prepare
from tests.made_versions import write_made

ASKED, PLACE = "How many practice exams before Step 2?", ("score-ladder", "practice-exams")
UNTIL = date(2028, 2, 29)


class SetDay:
    """A clock that is set by hand."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        """Tell the time."""
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def expiring(prepare: Prepare, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return settings of guides of which one section is not to be used from a day on."""
    sources = prepare(tmp_path_factory.mktemp("expiring"), built_home / "index")
    path = sources.guides / "score-ladder.md"
    note = f"slug: practice-exams\nexpires: {UNTIL}"
    path.write_text(path.read_text(encoding="utf-8").replace("slug: practice-exams", note), encoding="utf-8")
    refresh(sources)
    return Settings(home=sources.home, guides=sources.guides)


def _says(adviser: Adviser) -> str:
    answer = adviser.ask(Question(ASKED))
    return "\n".join([*(one.text for one in answer.statements), *(one.quote for one in answer.citations)])


def test_it_answers_until_the_day_before_and_then_is_nowhere_though_nobody_opened_anew(expiring: Settings) -> None:
    clock = SetDay(UNTIL - timedelta(days=1))
    with Opener(expiring, clock).opened() as adviser:
        assert "5 practice exams" in _says(adviser)
        assert adviser.index.section(*PLACE)

        clock.day = UNTIL

        answer = adviser.ask(Question(ASKED))
        assert "practice exam" not in _says(adviser)
        assert PLACE not in {(one.guide, one.anchor) for one in (*answer.citations, *answer.passages)}
        assert adviser.index.section(*PLACE) == []
        assert PLACE not in {(one.passage.guide, one.passage.anchor) for one in adviser.index.every_entry()}

        clock.day = UNTIL - timedelta(days=1)
        assert "5 practice exams" in _says(adviser)


GUIDE = """---
expires: {document}
---
# Rain

## Boots

<!-- expires: {section} -->

Wear boots.

## Coats

Wear a coat.
"""


def _index(folder: Path, text: str, day: date) -> Index:
    (folder / "guides").mkdir()
    (folder / "guides" / "rain.md").write_text(text, encoding="utf-8")
    write_made(folder, read_folder(folder / "guides"))
    return Index(Place(folder, "", "v1"), lambda: day)


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2027, 2, 28), ["boots", "coats"]),
        (date(2027, 3, 1), ["coats"]),
        (date(2027, 5, 31), ["coats"]),
        (date(2027, 6, 1), []),
    ],
)
def test_a_section_ends_on_its_own_day_and_the_others_on_that_of_the_document(
    tmp_path: Path, day: date, left: list[str]
) -> None:
    with _index(tmp_path, GUIDE.format(document="2027-06-01", section="2027-03-01"), day) as index:
        assert [entry.passage.anchor for entry in index.every_entry()] == left
        words = index.sharing_words("boots coat", 10)
        assert sorted(index.entries([hit.number])[0].passage.anchor for hit in words) == left
        with Index(Place(tmp_path, "", "v1"), lambda: date(2027, 1, 1)) as before:
            [boots] = before.entries([0])
        leads = index.closest(index.statement_vectors(boots)[0], 20)
        assert sorted({index.entries([hit.owner])[0].passage.anchor for hit in leads}) == left
        assert [entry.passage.anchor for entry in index.entries([0, 1])] == left


@pytest.mark.parametrize("written", ["soon", "2027", "2027-13-01", "2027-02-29", "2027-03-01 12:00:00", "[2027-03-01]"])
@pytest.mark.parametrize("where", ["document", "section"])
def test_a_wrong_day_is_named(written: str, where: str) -> None:
    other = {"document": "section", "section": "document"}[where]

    with pytest.raises(GuideError, match=r"expires|YAML"):
        read_markdown(GUIDE.format(**{where: written, other: "2027-03-01"}), "rain")


def test_a_leap_day_is_a_day() -> None:
    guide = read_markdown(GUIDE.format(document="2028-02-29", section="~"), "rain")

    assert [section.expires for section in guide.sections] == [date(2028, 2, 29)] * 2
