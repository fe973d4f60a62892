"""What is heard in questions about time: which lookup answers, of what, and how a turn leans on those before it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingError
from bot.timeline.hearing import Asks, Heard, Wish, hear, read_words
from bot.timeline.looking_up import subjects
from bot.timeline.moments import Moment
from tests.timeline.conftest import Edit
from tests.timeline.shipped import found, table, words

ON = date(2026, 11, 22)
PHRASES = [
    phrase for part in (words().asks, words().subjects, words().dates) for some in part.values() for phrase in some
]


def heard(*turns: str, leans: bool = False) -> Heard:
    """Return what the last of some turns asks."""
    return hear(turns, words(), ON, leans)


@pytest.mark.parametrize(
    ("question", "wish"),
    [
        pytest.param("10 months before the match, what should I do?", Wish.ALL, id="months, and what to do"),
        pytest.param("twelve months left", Wish.ALL, id="months alone"),
        pytest.param("how is the 18-24 month window used?", Wish.ALL, id="a window"),
        pytest.param("what should I focus on as an M3?", Wish.ALL, id="a year of school"),
        pytest.param("I'm applying next cycle. What should I be working on?", Wish.ALL, id="a season"),
        pytest.param("I'm an M3, what's next?", Wish.ALL, id="what is next"),
        pytest.param("what is still left to do 4 months before the match?", Wish.ALL, id="what is left"),
        pytest.param("m4, winter. what's still open?", Wish.ALL, id="what is open is no opening day"),
        pytest.param("ERAS is 9 months off, what now?", Wish.ALL, id="months until ERAS ask nothing of ERAS"),
        pytest.param(
            "letters, ck, research, aways, 10 months before the match: by when?",
            Wish.ALL,
            id="more subjects than a few",
        ),
        pytest.param("when do I take Step 2 CK?", Wish.SUBJECTS, id="when"),
        pytest.param("by when should my personal statement be written?", Wish.SUBJECTS, id="by when"),
        pytest.param("I match in 2029: when should I ask for letters?", Wish.SUBJECTS, id="when, for a season"),
        pytest.param("is it too late for research 5 months before the match?", Wish.SUBJECTS, id="whether it is late"),
        pytest.param("research and grades: what should be done by late M2?", Wish.SUBJECTS, id="what holds at a point"),
        pytest.param("M4, and letters when?", Wish.SUBJECTS, id="when at the end"),
        pytest.param("when does ERAS open?", Wish.DATES, id="a date of the season"),
        pytest.param("what is the rank list deadline?", Wish.DATES, id="a deadline"),
        pytest.param("when is match week 2027?", Wish.DATES, id="a date of a season that is named"),
        pytest.param("on what date can I submit?", Wish.DATES, id="a date by a verb"),
        pytest.param("when do programs start to review applications?", Wish.DATES, id="a date that names programs too"),
        pytest.param("week 5 of my step 2 plan, how many questions?", Wish.WEEK, id="a week of the plan"),
        pytest.param("final week before ck, what do I do?", Wish.WEEK, id="the last week"),
        pytest.param("how many letters do I need?", Wish.NONE, id="how many"),
        pytest.param("should I do research?", Wish.NONE, id="whether"),
        pytest.param("I'm an M3. How many aways should I do?", Wish.NONE, id="how many, by a student of a year"),
        pytest.param("what is IR?", Wish.NONE, id="what"),
        pytest.param("what are my chances with a 230?", Wish.NONE, id="a score"),
        pytest.param("when?", Wish.NONE, id="when, of nothing"),
        pytest.param("", Wish.NONE, id="nothing"),
    ],
)
def test_which_lookup_answers(question: str, wish: Wish) -> None:
    assert heard(question).wish is wish


@pytest.mark.parametrize(
    ("question", "about"),
    [
        pytest.param("when do I take Step 2 CK?", ("ck",), id="an exam"),
        pytest.param("by when letters and personal statement?", ("letters", "statement"), id="two"),
        pytest.param("when are letters due for ERAS?", ("letters",), id="ERAS says when, not what"),
        pytest.param("when should I submit ERAS?", ("eras",), id="ERAS alone is what"),
        pytest.param("next cycle, interviews?", ("interviews",), id="beside a season"),
        pytest.param("what now?", (), id="none"),
    ],
)
def test_what_it_is_about(question: str, about: tuple[str, ...]) -> None:
    assert heard(question).subjects == about


@pytest.mark.parametrize(
    ("question", "at_least"),
    [
        pytest.param("I'm an M3. How many aways should I do?", Wish.SUBJECTS, id="a subject at a point"),
        pytest.param("I'm an M3 at a small school", Wish.ALL, id="a point alone"),
        pytest.param("letters, ck, research, aways, electives as an M3", Wish.ALL, id="many subjects at a point"),
        pytest.param("how many aways should I do?", Wish.NONE, id="no point"),
    ],
)
def test_who_says_where_they_stand_can_be_shown_what_is_due(question: str, at_least: Wish) -> None:
    assert heard(question).at_least is at_least


@pytest.mark.parametrize(
    ("question", "surely"),
    [
        pytest.param("when are interviews?", True, id="little else is said"),
        pytest.param("10 months out, what about my letters of recommendation?", True, id="where they stand is said"),
        pytest.param("what is the rank list deadline?", True, id="a date is asked for"),
        pytest.param("when do chief residents of radiology departments read letters?", False, id="much else is said"),
        pytest.param("what date should I take Step 2 CK?", False, id="milestones have no days"),
    ],
)
def test_whether_it_is_surely_about_time(question: str, surely: bool) -> None:
    assert heard(question).surely is surely


def test_where_somebody_stands_holds_on_through_a_conversation() -> None:
    last = heard("I'm a US IMG and apply in September 2027", "when do I take CK?", "and letters?", leans=True)

    assert (last.wish, last.subjects, last.moment.season) == (Wish.SUBJECTS, ("letters",), 2028)


def test_a_turn_that_leans_goes_on_asking_what_was_asked() -> None:
    of_dates = heard("when is match week 2027?", "and rank lists?", leans=True)
    of_point = heard("by when letters?", "I mean 10 months before the match", leans=True)

    assert (of_dates.wish, of_dates.dates) == (Wish.DATES, ("rank_lists",))
    assert (of_point.wish, of_point.subjects, of_point.moment.months) == (Wish.SUBJECTS, ("letters",), 10)


def test_a_turn_that_stands_alone_does_not() -> None:
    alone = heard("by when letters?", "how many aways should I do?")

    assert (alone.wish, alone.subjects) == (Wish.NONE, ("aways",))


def test_what_is_told_later_counts() -> None:
    later = heard("12-18 months before the match", "make it 8 months before the match. what now?")

    assert later.moment == Moment(months=8)


def test_what_is_next_asks_for_everything_that_is_next() -> None:
    last = heard("as an M3, when do I do electives?", "and what comes next?", leans=True)

    assert (last.wish, last.subjects, last.moment.stage) == (Wish.ALL, (), "m3")


def test_a_week_of_the_plan_is_not_kept_for_later_turns() -> None:
    assert heard("week 5 of my ck plan?", "when do I ask for letters?").wish is Wish.SUBJECTS


@pytest.mark.parametrize("name", words().subjects)
def test_every_word_of_a_subject_is_heard_as_it(name: str) -> None:
    missed = [phrase for phrase in words().subjects[name] if name not in heard(f"{phrase}, by when?").subjects]

    assert missed == []


@pytest.mark.parametrize("name", words().dates)
def test_every_word_of_a_date_is_heard_as_it(name: str) -> None:
    missed = [phrase for phrase in words().dates[name] if name not in heard(f"{phrase}: when?").dates]

    assert missed == []


@pytest.mark.parametrize("name", words().asks)
def test_every_word_of_asking_is_heard_as_it(name: Asks) -> None:
    assert [phrase for phrase in words().asks[name] if name not in heard(f"m3, {phrase}?").asks] == []


def test_whatever_can_be_heard_can_be_looked_up() -> None:
    assert {*words().subjects, *words().dates} <= {*subjects(table())}
    assert all(found(about=(name,)).entries for name in (*words().subjects, *words().dates))


@given(
    turns=st.lists(
        st.lists(st.sampled_from(PHRASES) | st.text(max_size=20), max_size=5).map(" ".join), min_size=1, max_size=3
    )
)
def test_any_conversation_at_all_is_heard(turns: list[str]) -> None:
    last = heard(*turns, leans=True)

    assert last.wish in Wish
    assert last.at_least in Wish
    assert last.surely in {True, False}


@pytest.mark.parametrize(
    ("pattern", "after", "says"),
    [
        pytest.param(r"^late = \[", "lately = [", ["lately"], id="an asking that is none"),
        pytest.param(r'^visa = \["visa"', 'visa = ["?!"', ["?!"], id="a phrase without a word"),
        pytest.param(r'^visa = \["visa"', 'visa = ["a b c d e f g h i"', ["1 to 8 words"], id="too long to be found"),
        pytest.param(r"^\[dates\]", "[date]", ["dates"], id="a part that is missing"),
        pytest.param(r"^served = .*\n", "", ["served"], id="no topics"),
        pytest.param(r"^mentors = .*", "mentors = 1", ["int"], id="a number where phrases belong"),
        pytest.param(r"^mentors = .*", "mentors = [", ["line"], id="no TOML"),
    ],
)
def test_wrong_words_stop_the_start_and_the_message_says_where(
    edit: Edit, pattern: str, after: str, says: list[str]
) -> None:
    file = edit("words.toml", pattern, after)

    with pytest.raises(SettingError) as wrong:
        read_words(file)

    assert str(wrong.value).startswith(f"{file}: ")
    assert [name for name in says if name not in str(wrong.value)] == []
