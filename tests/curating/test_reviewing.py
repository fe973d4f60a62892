"""Reviews of a version before it is published: what changes, what gets worse, and who must agree."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.assembly import Opener
from bot.curating.golden import Golden
from bot.curating.preparing import prepared
from bot.curating.reviewing import FILE, Changed, Review, Share, keep_review, kept_review, review_of
from bot.curating.telling import Part, told
from bot.settings import Settings
from knowledge.changes import Changes, Dated, Fresh, Names
from knowledge.errors import DraftError
from knowledge.refreshing import Refreshed
from knowledge.sources import Sources
from knowledge.versions import Versions
from tests.conftest import Prepare

EXAMS = Golden("How many practice exams before Step 2?", holds=("5 practice exams",))
SILENT = Golden("My letter writer is not answering, what now?", holds=("once a week",))
FAILED = Golden("I failed Step 1, how do I explain it?", holds=("plain sentence",))
PAY = Golden("How much money do interventional radiologists make?", refused=True)
GOLDEN = (EXAMS, SILENT, FAILED, PAY)
EDITS = {
    "score-ladder.md": [("Sit 5 practice exams", "Sit 8 practice exams")],
    "lantern-path.md": [
        ("eight weeks before the deadline", "six weeks before the deadline"),
        ("between July and October", "between June and October"),
    ],
}
ADDED = """# Boots

## Which boots to wear on the ward

Wear boots with soft soles. Leave the laces long.

## What is a good recipe for lentil soup

See above.
"""


@dataclass(frozen=True)
class Prepared:
    """What was prepared, from what, and what was said meanwhile."""

    sources: Sources
    done: Refreshed
    review: Review | None
    said: list[str]


def opener_of(sources: Sources) -> Opener:
    """Return what opens the guides of a home, with the topics they were built with."""
    opener = Opener(Settings(home=sources.home, guides=sources.guides))
    opener.sources = sources
    return opener


@pytest.fixture(scope="module")
def work(prepare: Prepare, built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Return edited guides, prepared and reviewed beside those in use."""
    sources = prepare(tmp_path_factory.mktemp("reviewed"), built_home / "index")
    for name, edits in EDITS.items():
        text = (sources.guides / name).read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        (sources.guides / name).write_text(text, encoding="utf-8")
    (sources.guides / "photo.png").write_bytes(b"\x89PNG")
    (sources.guides / "boots.md").write_text(ADDED, encoding="utf-8")
    said: list[str] = []
    done, review = prepared(opener_of(sources), GOLDEN, "Ada", said.append)
    return Prepared(sources, done, review, said)


@pytest.fixture
def review(work: Prepared) -> Review:
    """Return the review of the edited guides."""
    assert work.review is not None
    return work.review


def test_a_review_says_what_changes_in_the_guides(review: Review, work: Prepared) -> None:
    assert (review.version, review.before) == (work.done.manifest.version, work.sources.versions.current_name())
    assert review.passages == {"added": 2, "changed": 3, "removed": 0, "unchanged": 9}
    assert review.encoded == 5
    assert review.changes.guides == Names(added=("Boots",), changed=("The lantern path", "The score ladder"))
    assert len(review.changes.sections.changed) == 3
    assert {(one.before[-30:], one.after[-28:]) for one in review.changes.dated} >= {
        ("eight weeks before the deadline."[-30:], "six weeks before the deadline."[-28:])
    }
    assert all(one.before and one.after for one in review.changes.dated)
    assert [note for note in review.notes if note.startswith("photo.png: cannot read .png")] == list(review.notes)


def test_a_review_says_what_answers_get_worse(review: Review) -> None:
    assert review.complete == Share(before=1.0, after=2 / 3, of=3)
    assert review.refused == Share(before=1.0, after=1.0, of=1)
    assert review.lost == (EXAMS.asked,)
    exams = next(one for one in review.answers if one.asked == EXAMS.asked)
    assert "Sit 5 practice exams" in exams.before
    assert "Sit 8 practice exams" in exams.after
    assert review.drop == "complete falls from 100.0% to 66.7%"


def test_a_new_section_is_asked_for_by_its_own_heading(review: Review) -> None:
    assert [one.begins for one in review.changes.fresh] == [
        "Wear boots with soft soles. Leave the laces long.",
        "See above.",
    ]
    assert review.unfound == ("Boots, What is a good recipe for lentil soup",)


def test_a_review_is_kept_beside_its_draft_and_read_back(review: Review, work: Prepared) -> None:
    versions = work.sources.versions

    assert kept_review(versions) == review
    assert review_of(json.loads(json.dumps(review.as_json()))) == review
    assert versions.draft() == work.done.manifest
    versions.check(work.done.manifest)


def test_what_was_prepared_is_not_encoded_again_and_reviewed_again(work: Prepared) -> None:
    done, again = prepared(opener_of(work.sources), (PAY,), "Ben", work.said.append)

    assert (done.manifest, done.encoded) == (work.done.manifest, 0)
    assert again is not None
    assert (again.complete.of, again.drop) == (0, "")
    assert work.review is not None
    keep_review(work.sources.versions, work.review)


def test_where_nothing_changed_there_is_no_review(built: Sources) -> None:
    done, review = prepared(opener_of(built), GOLDEN, "Ada", print)

    assert review is None
    assert done.manifest.version == built.versions.current_name()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"version": "v1"}', b"\xff"])
def test_a_review_that_was_damaged_is_none(work: Prepared, review: Review, content: bytes) -> None:
    versions = work.sources.versions
    (versions.folder_of(review.version) / FILE).write_bytes(content)

    assert kept_review(versions) is None
    keep_review(versions, review)
    assert kept_review(versions) == review


def test_a_review_of_another_version_is_none(work: Prepared, review: Review) -> None:
    versions = work.sources.versions
    other = json.dumps(replace(review, version="v1").as_json())
    (versions.folder_of(review.version) / FILE).write_text(other, encoding="utf-8")

    assert kept_review(versions) is None
    keep_review(versions, review)


def test_without_a_draft_there_is_no_review(tmp_path: Path) -> None:
    assert kept_review(Versions(tmp_path)) is None


def test_a_draft_that_was_thrown_away_meanwhile_is_named(tmp_path: Path, review: Review) -> None:
    with pytest.raises(DraftError, match="thrown away"):
        keep_review(Versions(tmp_path), review)


@pytest.mark.parametrize(
    ("before", "after", "falls"),
    [
        (1.0, 0.98, False),
        (0.97, 0.95, False),
        (0.57, 0.55, False),
        (1.0, 0.9799, True),
        (50 / 50, 49 / 50, False),
        (60 / 60, 58 / 60, True),
        (0.9, 1.0, False),
        (None, 0.0, False),
    ],
)
def test_more_than_two_points_need_another_moderator(before: float | None, after: float, falls: bool) -> None:
    assert Share(before, after, 100).falls is falls


def test_each_share_that_falls_is_named(review: Review) -> None:
    both = replace(review, complete=Share(0.9, 0.8, 10), refused=Share(1.0, 0.5, 2))

    assert both.drop == "complete falls from 90.0% to 80.0% and refused falls from 100.0% to 50.0%"
    assert both.as_json()["drop"] == both.drop


PLAIN: dict[str, Any] = {
    "version": "v2",
    "before": "",
    "passages": {"added": 0, "changed": 0, "removed": 0, "unchanged": 3},
    "encoded": 0,
    "changes": Changes(Names(), Names(), ()),
    "complete": Share(None, 1.0, 2),
    "refused": Share(None, 1.0, 1),
    "unfound": (),
    "lost": (),
    "rules": (),
    "answers": (),
    "notes": (),
}


def test_what_does_not_change_is_not_told() -> None:
    assert told(Review(**PLAIN)) == [
        Part("What changes in the guides", ("Passages: 0 added, 0 changed, 0 removed, 3 unchanged.",)),
        Part(
            "Golden questions, before and after",
            ("Answered in full: 2 of 2", "Rightly declined, since the guides do not hold them: 1 of 1"),
        ),
    ]


def test_what_changes_is_told_and_what_is_much_is_cut() -> None:
    many = tuple(f"Rain, Boots {n}" for n in range(12))
    dated = (Dated("Rain", "In May.", "In June."), Dated("Rain", "", "In July."), Dated("Rain", "In March.", ""))
    changed = PLAIN | {
        "changes": Changes(
            Names(added=("Rain",)),
            Names(added=("Rain, Coats",), changed=many, removed=("Snow, Hats",)),
            dated,
            (Fresh("rain#coats", "Rain, Coats", "Coats", ("us_md",), "Wear a coat."),),
        ),
        "unfound": ("Rain, Coats",),
        "answers": (Changed("What to wear?", "Boots.", "coat " * 300),),
        "lost": ("What to wear?",),
        "notes": ("photo.png: cannot read",),
    }

    parts = {part.title: part.lines for part in told(Review(**changed))}

    assert parts["What changes in the guides"][0] == "1 guide added: Rain"
    assert parts["12 sections changed"] == (*many[:10], "and 2 more")
    assert parts["1 section added"] == ("Rain, Coats: “Wear a coat.”",)
    assert parts["New sections that do not answer their own heading: ask in it what members ask"] == ("Rain, Coats",)
    assert parts["1 section removed"] == ("Snow, Hats",)
    assert parts["Statements about dates"] == (
        "Rain: “In May.” becomes “In June.”",
        "Rain: “In July.” is new",
        "Rain: “In March.” is gone",
    )
    before, after = parts["Asked: What to wear?"]
    assert before == "Before: Boots."
    assert len(after) < 320
    assert after.endswith("coat …")
    assert parts["Golden questions that are not answered rightly any more"] == ("What to wear?",)
    assert parts["To be looked at"] == ("photo.png: cannot read",)
