"""Numbers with the exam they are of: how they may be written, what they stand beside, and what is no score."""

import pytest

from bot.advising.numbers import scores_in
from bot.advising.phrases import Phrases
from bot.advising.tidying import tidied


def scores(text: str, phrases: Phrases) -> list[tuple[int, int, str | None]]:
    """Return the lowest and highest value of each score with what it is of."""
    return [(score.low, score.high, score.of) for score in scores_in(tidied(text), phrases)]


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        pytest.param("238", 238, 238, id="plain"),
        pytest.param("low 240s", 240, 243, id="low"),
        pytest.param("mid-240's", 244, 246, id="mid"),
        pytest.param("upper 240s", 247, 249, id="upper"),
        pytest.param("240s", 240, 249, id="a decade"),
        pytest.param("24x", 240, 249, id="the last figure hidden"),
        pytest.param("240-248", 240, 248, id="a range"),
        pytest.param("240–48", 240, 248, id="a range with its end cut short"),
        pytest.param("248 to 240", 240, 248, id="a range downwards"),
        pytest.param("between 240 and 248", 240, 248, id="between"),
        pytest.param("~240", 240, 240, id="about"),
        pytest.param("240ish", 240, 240, id="ish"),
        pytest.param("240+", 240, 240, id="plus"),
        pytest.param(">240", 240, 240, id="over"),
        pytest.param("24O", 240, 240, id="a letter for a figure"),
        pytest.param("two forty", 240, 240, id="in words"),
        pytest.param("two hundred and forty-one", 241, 241, id="in more words"),
        pytest.param("２４０", 240, 240, id="in wide figures"),
    ],
)
def test_a_score_is_read_however_it_is_written(phrases: Phrases, written: str, low: int, high: int) -> None:
    assert scores(f"CK {written}", phrases) == [(low, high, "step2_ck")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("240 programs", id="programs"),
        pytest.param("240 DR applications", id="applications"),
        pytest.param("240 qs a day", id="questions"),
        pytest.param("$240", id="money"),
        pytest.param("240%", id="a percentage"),
        pytest.param("240.5", id="a fraction"),
        pytest.param("2400", id="four digits"),
        pytest.param("in 2024", id="a year"),
        pytest.param("room 240", id="a room"),
        pytest.param("class of 240", id="a class"),
        pytest.param("NBME 12", id="the number of a form"),
        pytest.param("free 120", id="the name of a test"),
    ],
)
def test_what_counts_something_else_is_no_score(phrases: Phrases, text: str) -> None:
    assert scores(text, phrases) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("238 on CK", ["step2_ck"], id="before its exam"),
        pytest.param("step 1 220, step 2 238", ["step1", "step2_ck"], id="each behind its exam"),
        pytest.param("220 on step 1, 238 on step 2", ["step1", "step2_ck"], id="each before its exam"),
        pytest.param("238 on CK 251 on NBME", ["step2_ck", "practice"], id="no comma between"),
        pytest.param("Step 1/Step 2: 220/238", ["step1", "step2_ck"], id="two by two"),
        pytest.param("220/238", ["step1", "step2_ck"], id="the two Steps"),
        pytest.param("a 238 that is an NBME", ["practice"], id="said to be of practice"),
        pytest.param("CK practice test: 236", ["practice"], id="practice for an exam"),
        pytest.param("CK target 250", ["target"], id="a target for an exam"),
        pytest.param("class average on step 2 was 247", ["school_mean"], id="a mean of an exam"),
        pytest.param("ck 239 (expected 250 from uwsa2 252)", ["step2_ck", "predicted", "practice"], id="in brackets"),
        pytest.param("NBME 230, 236 and 241", ["practice"] * 3, id="a list"),
        pytest.param("nbme 230 -> 236 -> 241, target 245", [*["practice"] * 3, "target"], id="a list with arrows"),
        pytest.param("CK 245, 270 on Step 3", ["step2_ck", "step3"], id="a list that is none"),
        pytest.param("took CK last week and got 238", ["step2_ck"], id="spoken of before"),
        pytest.param("a 235, how is that seen? it is my CK", ["step2_ck"], id="named after"),
        pytest.param("goal 250. I have 238", ["target", None], id="a target is not spoken of on"),
        pytest.param("Level 1 540, Level 2 580", ["comlex1", "comlex2"], id="COMLEX"),
        pytest.param("cutoff is 220, my ck is 226", ["other", "step2_ck"], id="a cut-off"),
        pytest.param("238", [None], id="nothing said"),
    ],
)
def test_a_score_belongs_to_what_is_named_beside_it(phrases: Phrases, text: str, kinds: list[str | None]) -> None:
    assert [of for *_, of in scores(text, phrases)] == kinds


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        pytest.param("I have 238", True, id="nothing else named"),
        pytest.param("Step 1 pass, 238", True, id="Step 1 is passed without a number"),
        pytest.param("USMLE 238", True, id="some Step"),
        pytest.param("my NBMEs are over. I have 238", False, id="it could be a practice score"),
    ],
)
def test_a_number_without_an_exam_says_whether_it_could_be_of_several(phrases: Phrases, text: str, alone: bool) -> None:
    assert [score.alone for score in scores_in(tidied(text), phrases)] == [alone]
