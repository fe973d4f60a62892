"""Golden questions: what they hold is found as whole words, wrong entries are named, and an adviser is scored."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from bot.asking.path import Adviser
from bot.curating.golden import Asked, Golden, Scored, golden_of, holds_all, read_golden, score
from bot.errors import SettingError
from bot.shipped import config_folder, guides_folder
from knowledge.passages import Applicant
from knowledge.reading import passages_of, read_folder
from knowledge.topics import read_topics
from tests.conftest import Write

SHIPPED = read_golden(config_folder() / "golden.toml")
GUIDES = read_folder(guides_folder()).guides
AWAYS = Golden("How many away rotations should I do?", holds=("two away rotations", "between July|in May"))
WRONG_LETTERS = Golden("how many letters of recommendation do i need", holds=("four letters", "ten weeks"))
PAY = Golden("How much money do interventional radiologists make?", refused=True)
ENTRY = {"asked": "How many letters?", "holds": ["4"]}


def quiet(said: str) -> None:
    """Say nothing of the progress."""


@pytest.mark.parametrize(
    ("holds", "text"),
    [
        pytest.param(["12"], "Plan 12 weeks.", id="a number"),
        pytest.param(["12"], "a dozen (12), no more", id="a number in brackets"),
        pytest.param(["12"], "There are 12.", id="a number at the end of a sentence"),
        pytest.param(["80-120"], "often 80–120+ programs", id="another dash"),
        pytest.param(["80–120"], "often 80 - 120 programs", id="a dash with white space"),
        pytest.param(["80-100%"], "complete 80–100% of them", id="a share"),
        pytest.param(["first author paper"], "a first-author paper", id="a dash between words"),
        pytest.param(["H-1B"], "the J-1 or h‑1b visa", id="a dash that does not break"),
        pytest.param(["strong IR letter"], "Strong\n  IR\tLetter", id="case and white space"),
        pytest.param(["letters of recommendation|LORs"], "ask for LORs early", id="the second of two"),
        pytest.param(["two aways|2 aways", "home"], "a home month plus 2 aways", id="each of two"),
        pytest.param([], "anything", id="nothing"),
    ],
)
def test_what_an_answer_must_hold_is_found(holds: list[str], text: str) -> None:
    assert holds_all(Golden("?", holds=tuple(holds)), text)


@pytest.mark.parametrize(
    ("holds", "text"),
    [
        pytest.param(["12"], "Apply to 120 programs.", id="the beginning of a number"),
        pytest.param(["12"], "in 2012 already", id="the end of a number"),
        pytest.param(["12"], "after 12.5 weeks", id="the whole of a fraction"),
        pytest.param(["5"], "after 12.5 weeks", id="the rest of a fraction"),
        pytest.param(["12"], "12,000 of them", id="thousands"),
        pytest.param(["12"], "for 8–12 weeks", id="the end of a range"),
        pytest.param(["8"], "for 8 – 12 weeks", id="the beginning of a range"),
        pytest.param(["80-120"], "80 and 120", id="two numbers instead of a range"),
        pytest.param(["letter"], "ask for letters", id="part of a word"),
        pytest.param(["SOAP", "reapply"], "enter the SOAP", id="one of two"),
        pytest.param(["SOAP|prelim"], "think it over", id="none of two"),
        pytest.param(["a.b"], "a b, axb", id="signs that mean more in a pattern"),
    ],
)
def test_what_only_looks_alike_is_not_found(holds: list[str], text: str) -> None:
    assert not holds_all(Golden("?", holds=tuple(holds)), text)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        pytest.param({"asked": None}, "asked", id="no question"),
        pytest.param({"asked": " "}, "asked", id="an empty question"),
        pytest.param({"asked": 4}, "asked", id="a question that is a number"),
        pytest.param({"applicant": "md"}, "applicant: 'md'", id="an applicant that is not known"),
        pytest.param({"applicant": ["us_md"]}, "applicant", id="a list of applicants"),
        pytest.param({"holds": "4"}, "holds", id="a text instead of a list"),
        pytest.param({"holds": [4]}, "holds", id="a number to hold"),
        pytest.param({"holds": ["four|"]}, "holds", id="an empty alternative"),
        pytest.param({"holds": ["–"]}, "holds", id="nothing but a dash"),
        pytest.param({"holds": []}, "either", id="nothing to hold and not refused"),
        pytest.param({"refused": True}, "either", id="something to hold and refused"),
        pytest.param({"refused": "yes"}, "refused", id="a text instead of yes or no"),
        pytest.param({"refused": 1}, "refused", id="a number instead of yes or no"),
        pytest.param({"hold": ["4"]}, "'hold'", id="a key that is not known"),
    ],
)
def test_a_wrong_entry_names_its_key(changed: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        golden_of(ENTRY | changed)


@pytest.mark.parametrize(
    "golden",
    [
        pytest.param(Golden("How many?", Applicant.US_DO, ("4", "a|b")), id="answerable"),
        pytest.param(Golden("Which film?", refused=True), id="unanswerable"),
    ],
)
def test_an_entry_is_the_same_after_its_way_through_json(golden: Golden) -> None:
    assert golden_of(json.loads(json.dumps(asdict(golden)))) == golden


def test_a_file_is_read_in_its_order(write: Write) -> None:
    path = write(
        "golden.toml",
        '[[golden]]\nasked = "How many?"\napplicant = "us_md"\nholds = ["4"]\n'
        '[[golden]]\nasked = "Pay?"\nrefused = true\n',
    )

    assert read_golden(path) == (Golden("How many?", Applicant.US_MD, ("4",)), Golden("Pay?", refused=True))


@pytest.mark.parametrize(
    ("written", "named"),
    [
        pytest.param('asked = "How many?"\nholds = 4', "golden How many.*holds", id="a wrong value"),
        pytest.param('asked = "How many?"\nhold = ["4"]', "golden How many.*'hold'", id="an unknown key"),
        pytest.param("refused = true", "golden.*asked", id="no question"),
        pytest.param('asked = "Pay?"\nrefused = true\n' * 2, "golden.toml", id="a key that is there twice"),
        pytest.param(
            'asked = "Pay?"\nrefused = true\n[[golden]]\nasked = "Pay?"\nholds = ["4"]', "Pay.*twice", id="twice"
        ),
    ],
)
def test_a_wrong_file_names_itself_and_the_entry(write: Write, written: str, named: str) -> None:
    path = write("golden.toml", f"[[golden]]\n{written}")

    with pytest.raises(SettingError, match=named) as raised:
        read_golden(path)
    assert str(path) in str(raised.value)


def test_a_file_that_is_missing_is_named(write: Write) -> None:
    with pytest.raises(SettingError, match=r"nowhere\.toml"):
        read_golden(write("golden.toml", "").with_name("nowhere.toml"))


def test_an_adviser_is_scored_on_each_kind_apart(adviser: Adviser) -> None:
    scored = score(adviser, [AWAYS, WRONG_LETTERS, PAY], quiet)

    assert [(one.golden, one.refused, one.right) for one in scored.asked] == [
        (AWAYS, False, True),
        (WRONG_LETTERS, False, False),
        (PAY, True, True),
    ]
    assert (scored.complete, scored.refused) == (0.5, 1.0)


def test_every_tenth_question_is_told_of(adviser: Adviser) -> None:
    said: list[str] = []

    score(adviser, [PAY] * 11, said.append)

    assert said == ["asking golden questions: 0 of 11", "asking golden questions: 10 of 11"]


def test_an_answer_where_none_was_to_be_given_and_a_refusal_where_one_was_are_wrong(adviser: Adviser) -> None:
    answered = Golden(AWAYS.asked, refused=True)
    declined = Golden(PAY.asked, holds=("the guides do not cover",))

    scored = score(adviser, [answered, declined], quiet)

    assert [(one.refused, one.right) for one in scored.asked] == [(False, False), (True, False)]
    assert (scored.complete, scored.refused) == (0.0, 0.0)


def test_the_kind_of_applicant_is_told_with_the_question(adviser: Adviser) -> None:
    asked, holds = "what step 2 score do i need", ("247",)

    scored = score(adviser, [Golden(asked, Applicant.US_MD, holds), Golden(asked, Applicant.US_IMG, holds)], quiet)

    assert [one.right for one in scored.asked] == [True, False]


def test_an_answer_is_kept_without_its_sources(adviser: Adviser) -> None:
    [one] = score(adviser, [AWAYS], quiet).asked

    assert "Two away rotations in interventional radiology" in one.text
    assert "[1]" not in one.text
    assert "Sections:" not in one.text


def test_what_the_asker_said_does_not_count_as_answered(shipped_adviser: Adviser) -> None:
    asked = "US-citizen IMG, CK 218, no failures: how many programs?"

    echoed, told = score(
        shipped_adviser, [Golden(asked, holds=("218",)), Golden(asked, holds=("80-120",))], quiet
    ).asked

    assert "Step 2 CK 218" in echoed.text
    assert (echoed.right, told.right) == (False, True)


def test_without_questions_of_a_kind_nothing_is_wrong() -> None:
    assert (Scored(()).complete, Scored(()).refused) == (1.0, 1.0)
    assert Scored((Asked(PAY, "", refused=False, right=False),)).complete == 1.0


def test_the_shipped_questions_are_enough_of_each_kind_and_each_asked_once() -> None:
    asked = [one.asked.casefold() for one in SHIPPED]
    of_guides = {one.text.casefold() for _, asked_as in passages_of(GUIDES) for one in asked_as}
    of_topics = {
        one.casefold() for topic in read_topics(config_folder() / "not_covered.toml") for one in topic.asked_as
    }

    assert len(set(asked)) == len(asked)
    assert not (of_guides | of_topics).intersection(asked)
    assert sum(one.refused for one in SHIPPED) >= 60
    assert sum(not one.refused for one in SHIPPED) >= 100
    assert {one.applicant for one in SHIPPED} == {None, *Applicant}


def test_whatever_a_shipped_question_expects_stands_in_the_guides() -> None:
    text = "\n\n".join(section.text for guide in GUIDES for section in guide.sections)
    expected = tuple(words for one in SHIPPED for alternatives in one.holds for words in alternatives.split("|"))

    assert holds_all(Golden("?", holds=expected), text), [
        words for words in expected if not holds_all(Golden("?", holds=(words,)), text)
    ]
