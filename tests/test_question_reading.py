"""Questions as understood: what a turn leans on, who asks, and what it asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.asking.question import Question, Reading
from bot.asking.reading import read
from bot.lexicon import Lexicon
from knowledge.passages import Applicant

MD, DO, US_IMG, NON_US_IMG = Applicant
EARLIER = "How many away rotations in interventional radiology should I schedule?"


def following(text: str, lexicon: Lexicon, earlier: str = EARLIER) -> Reading:
    """Read a turn that follows another."""
    return read(Question(text, turns=(earlier,)), lexicon)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Why?", id="one word"),
        pytest.param("and when?", id="an opening"),
        pytest.param("What about letters?", id="what about"),
        pytest.param("Does it cost extra money?", id="a pointer"),
        pytest.param("which one of those first", id="one of those"),
        pytest.param("for IMGs?", id="another applicant"),
    ],
)
def test_a_turn_that_says_little_leans_on_the_one_before(lexicon: Lexicon, text: str) -> None:
    before = following(text, lexicon).leans_on

    assert before is not None
    assert before.text == EARLIER


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Which attendings write the strongest recommendation letters?", id="long enough"),
        pytest.param("Explain preliminary surgery intern years", id="short, without a pointer"),
        pytest.param("And how do radiology programmes weigh published research papers?", id="long, with an opening"),
    ],
)
def test_a_turn_that_stands_alone_leans_on_nothing(lexicon: Lexicon, text: str) -> None:
    assert following(text, lexicon).leans_on is None


@pytest.mark.parametrize("text", [pytest.param("Why?", id="one word"), pytest.param("the second one", id="an ordinal")])
def test_without_an_earlier_turn_there_is_nothing_to_lean_on(lexicon: Lexicon, text: str) -> None:
    reading = read(Question(text), lexicon)

    assert (reading.leans_on, reading.ordinal) == (None, None)


def test_turns_that_lean_make_a_chain(lexicon: Lexicon) -> None:
    reading = read(Question("and then?", turns=(EARLIER, "Why?")), lexicon)

    assert reading.leans_on is not None
    assert reading.leans_on.text == "Why?"
    assert reading.leans_on.leans_on is not None
    assert reading.leans_on.leans_on.text == EARLIER


def test_an_empty_turn_is_passed_over(lexicon: Lexicon) -> None:
    reading = read(Question("Why?", turns=(EARLIER, "👍", "")), lexicon)

    assert reading.leans_on is not None
    assert reading.leans_on.text == EARLIER


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        pytest.param("the first one?", 0, id="first"),
        pytest.param("more on the 2nd", 1, id="second, in figures"),
        pytest.param("and that THIRD point", 2, id="third, shouted"),
        pytest.param("the last thing", -1, id="last"),
        pytest.param("why first?", None, id="no pointer before it"),
        pytest.param("the lasting one", None, id="part of a word"),
    ],
)
def test_ordinals_point_into_the_earlier_answer(lexicon: Lexicon, text: str, ordinal: int | None) -> None:
    assert following(text, lexicon).ordinal == ordinal


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        pytest.param(
            "How many recommendation letters matter, and when should residency interviews start?",
            ("How many recommendation letters matter", "when should residency interviews start"),
            id="two",
        ),
        pytest.param(
            "What makes recommendation letters strong? How are research projects found?",
            ("What makes recommendation letters strong", "How are research projects found"),
            id="two sentences",
        ),
        pytest.param("How many recommendation letters matter?", (), id="one"),
        pytest.param("How many letters and why?", (), id="a second part that says nothing"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_a_question_for_several_things_has_its_parts(lexicon: Lexicon, text: str, clauses: tuple[str, ...]) -> None:
    assert read(Question(text), lexicon).clauses == clauses


@pytest.mark.parametrize(
    ("text", "given_type", "tracks"),
    [
        pytest.param("how many letters", None, set(), id="nobody said"),
        pytest.param("how many letters", MD, {MD}, id="given"),
        pytest.param("how many letters for a DO", None, {DO}, id="said"),
        pytest.param("how many letters for a DO", MD, {DO}, id="words count over what was given"),
        pytest.param("letters for an IMG", MD, {US_IMG, NON_US_IMG}, id="a group counts over what was given"),
    ],
)
def test_the_applicant_is_told_by_words_else_as_given(
    lexicon: Lexicon, text: str, given_type: Applicant | None, tracks: set[Applicant]
) -> None:
    assert read(Question(text, given_type), lexicon).tracks == tracks


def test_who_someone_is_holds_on_until_they_say_otherwise(lexicon: Lexicon) -> None:
    turns = ("As a non-US IMG, which residency programmes read my application?",)

    assert read(Question("How many recommendation letters matter?", MD, turns), lexicon).tracks == {NON_US_IMG}
    assert read(Question("And recommendation letters for a US MD?", None, turns), lexicon).tracks == {MD}


@pytest.mark.parametrize(
    ("text", "private"),
    [
        pytest.param("is 231 enough", True, id="a score"),
        pytest.param("i got a 199", True, id="a low score"),
        pytest.param("is 60 programmes enough", False, id="another number"),
        pytest.param("the class of 2310", False, id="a longer number"),
        pytest.param("i failed, what now", True, id="a failure"),
        pytest.param("how many letters", False, id="nothing of the kind"),
    ],
)
def test_scores_and_failures_are_private(lexicon: Lexicon, text: str, private: bool) -> None:
    assert read(Question(text), lexicon).private is private


def test_what_leans_on_something_private_is_private(lexicon: Lexicon) -> None:
    earlier = "I failed my licensing exam twice, do residency programmes forgive that?"

    assert following("why?", lexicon, earlier).private
    assert not following("Which attendings write the strongest recommendation letters?", lexicon, earlier).private


def test_abbreviations_of_a_short_question_are_spelled_out(lexicon: Lexicon) -> None:
    assert "letter of recommendation" in read(Question("who writes a lor"), lexicon).words


@given(st.text(max_size=300), st.lists(st.text(max_size=80), max_size=4))
def test_anything_can_be_read(lexicon: Lexicon, text: str, turns: list[str]) -> None:
    reading = read(Question(text, turns=tuple(turns)), lexicon)

    assert reading.text in reading.words
    assert reading.leans_on is None or reading.leans_on.text


@pytest.mark.parametrize("text", ["thanks", "ok thank you so much!", "got it, bye"])
def test_a_pleasantry_leans_on_nothing(lexicon: Lexicon, text: str) -> None:
    assert read(Question(text, turns=("How many letters do I need?",)), lexicon).leans_on is None
