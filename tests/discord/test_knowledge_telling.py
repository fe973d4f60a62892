"""What a moderator reads of a review and of versions: what matters first, in words, and nothing in it acts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.curating.reviewing import Changed, Proposed, Review, Share
from bot.curating.telling import told, worse
from bot.discord.knowledge.naming import day_named, named, with_versions_named
from bot.discord.knowledge.review_sheets import nothing_new, published, review_sheet
from knowledge.changes import Changes, Dated, Names

VERSION = "v20261129-150320-144689"
NAMED = "the version of <t:1795964600>"
REVIEW = Review(
    version=VERSION,
    before="v20261128-150320-144689",
    passages={"added": 1, "changed": 0, "removed": 0, "unchanged": 3},
    encoded=1,
    changes=Changes(Names(added=("Rain",)), Names(added=("Rain, Boots", "Rain, Hats")), ()),
    complete=Share(0.9, 0.9, 10),
    refused=Share(0.5, 1.0, 4),
    unfound=(),
    lost=(),
    rules=(),
    answers=(),
    notes=(),
)


def lines(review: Review) -> dict[str, tuple[str, ...]]:
    """Return what is told, by its titles in their order."""
    return {part.title: part.lines for part in told(review)}


def test_changes_and_golden_questions_are_told_first_in_whole_numbers() -> None:
    assert list(lines(REVIEW).items()) == [
        (
            "What changes in the guides",
            ("1 guide added: Rain", "Passages: 1 added, 0 changed, 0 removed, 3 unchanged."),
        ),
        (
            "Golden questions, before and after",
            (
                "Answered in full: 9 of 10, as before",
                "Rightly declined, since the guides do not hold them: 2 of 4 before (50.0%), 4 after (100.0%)",
            ),
        ),
        ("2 sections added", ("Rain, Boots", "Rain, Hats")),
    ]


def test_where_nothing_was_in_use_nothing_is_compared() -> None:
    first = replace(REVIEW, complete=Share(None, 0.9, 10), refused=Share(None, 1.0, 4))

    assert lines(first)["Golden questions, before and after"][0] == "Answered in full: 9 of 10"
    assert "golden" not in review_sheet(first, agreed=False).blocks[0]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        pytest.param({}, "**No golden question is answered worse than before.**", id="nothing"),
        pytest.param({"lost": ("Boots?",)}, "**1 golden question is not answered rightly any more**", id="one lost"),
        pytest.param({"lost": ("A?", "B?")}, "**2 golden questions are not answered rightly", id="two lost"),
        pytest.param(
            {"complete": Share(0.9, 0.5, 10), "refused": Share(1.0, 0.5, 4)},
            "**Answers get worse: questions answered in full fall from 9 to 5 of 10 and questions rightly declined fall"
            " from 4 to 2 of 4.** Two moderators",
            id="much",
        ),
    ],
)
def test_whether_answers_get_worse_stands_before_all_else(changed: dict[str, Any], says: str) -> None:
    sheet = review_sheet(replace(REVIEW, **changed), agreed=False)

    assert sheet.blocks[0].startswith(says)
    assert sheet.blocks[0].splitlines()[1].startswith(f"-# This is {NAMED}. Nothing is in use of this yet.")
    assert worse(REVIEW) == ""


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        pytest.param(
            "Wear boots.\n- High ones.\n- In May.",
            "Wear boots.\n- In May.\n- Two of them.",
            ("Before and after: Wear boots.", "Gone: High ones.", "New: Two of them.", "1 more as before."),
            id="a point for another",
        ),
        pytest.param(
            "Wear boots.\n- High ones.",
            "High ones.\n- Wear boots.",
            ("Before: Wear boots.", "After: High ones.", "1 more as before, in another order."),
            id="another beginning",
        ),
        pytest.param(
            "Rain.\n- A.\n- B.",
            "Rain.\n- B.\n- A.",
            ("Before and after: Rain.", "2 more as before, in another order."),
            id="order",
        ),
        pytest.param(
            "I do not know.",
            "\n- ".join("0123456"),
            ("Before: I do not know.", "After: 0", "New: 1", "New: 2", "New: 3", "New: 4", "New: 2 more"),
            id="much new",
        ),
        pytest.param(
            "No.\nClosest sections:\n- Rain, Hats",
            "Yes.\nClosest sections:\n- Rain, Boots",
            ("Before: No.", "After: Yes."),
            id="closest sections are left out",
        ),
        pytest.param(
            "No.\nClosest sections:\n- Rain, Hats",
            "No.\nClosest sections:\n- Rain, Boots",
            ("Before and after: No.", "Other sections are named as closest."),
            id="other closest sections",
        ),
        pytest.param("Rain.", "coat " * 300, ("Before: Rain.", f"After: {'coat ' * 60}…"), id="long"),
        pytest.param("Rain.", "x" * 400, ("Before: Rain.", f"After: {'x' * 300} …"), id="one long word"),
    ],
)
def test_of_an_answer_is_told_what_differs(before: str, after: str, says: tuple[str, ...]) -> None:
    told_of = lines(replace(REVIEW, answers=(Changed("What to wear?", before, after),)))["Asked: What to wear?"]

    assert told_of == says


def test_every_proposed_question_is_told_by_document_and_section() -> None:
    many = tuple(Proposed("Rain", f"Boots {n}", (f"Which boots {n}?", "x" * 140)) for n in range(12))
    review = replace(REVIEW, proposed=(*many, Proposed("y " * 100, "Hats", ("Which hats?",))), withdrawn=2)

    told_of = lines(replace(review, proposing="3 questions kept for 2 sections."))

    rain = told_of["Proposed questions that would lead to Rain; they are never shown"]
    assert len(rain) == 12
    assert rain[11] == f"Boots 11: “Which boots 11?” “{'x' * 140}”"
    assert told_of[f"Proposed questions that would lead to {'y ' * 60}…; they are never shown"] == (
        "Hats: “Which hats?”",
    )
    assert told_of["Questions that a chat model proposed"] == (
        "3 questions kept for 2 sections.",
        "2 proposed questions no longer used.",
    )


def test_where_nothing_changed_it_is_told_what_came_of_asking_a_model() -> None:
    assert nothing_new("") == ("Nothing has changed: the version in use holds all that the guides and documents hold.",)
    assert nothing_new("2 sections *left*.")[1] == r"-# 2 sections \*left\*."


def test_long_names_and_lists_are_cut() -> None:
    many = Names(changed=tuple(f"{'word ' * 60}{n}" for n in range(12)))

    cut = lines(replace(REVIEW, changes=Changes(Names(), many, ())))["12 sections changed"]

    assert cut[-1] == "and 2 more"
    assert {len(one) for one in cut[:-1]} == {121}


def test_nothing_in_a_review_acts() -> None:
    hostile = "**x** <@1> @everyone [y](https://evil.example) <@&2>"
    review = replace(
        REVIEW,
        changes=Changes(Names(added=(hostile,)), Names(removed=(hostile,)), (Dated(hostile, hostile, hostile),)),
        lost=(hostile,),
        rules=(hostile,),
        answers=(Changed(hostile, hostile, "x"),),
        notes=(hostile,),
        proposed=(Proposed(hostile, hostile, (hostile,)),),
        proposing=hostile,
    )

    shown = "\n".join(review_sheet(review, agreed=True).blocks[1:])

    for acting in ("**", "<@", "@everyone", "](", "https:"):
        assert acting not in shown
    assert shown.count("evil.example") == 14


def test_versions_and_days_are_named_by_time() -> None:
    assert named(VERSION) == NAMED
    assert named(f"{VERSION}1") == NAMED
    assert named("v2") == "the version `v2`"
    assert with_versions_named(f"went back to {VERSION} (from {VERSION})") == f"went back to {NAMED} (from {NAMED})"
    assert f"Published: {NAMED} is in use now. Passages: 1 added" in published(REVIEW)
    assert day_named(date(2027, 3, 1)) == "1 March 2027"
