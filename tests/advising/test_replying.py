"""A reply to the one question asked: what it answers, and when it answers nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advising.replying import reply
from bot.strategy.inputs import KINDS, Input

ANSWERS = {
    "yes_no": bool,
    "choice": str,
    "scores": list,
    "week": int | str,
    "months": int | float,
    "number": int | float,
}
"""Types of answers by kind; the rest are whole numbers."""
RESULTS = ("pass_first", "pass_after_fail", "failed", "not_taken")


def asked(kind: str, asks: str = "How many?", choices: tuple[str, ...] = ()) -> Input:
    """Return an input that was asked for."""
    return Input("asked", kind, "asked for", asks, choices)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("yes", True),
        ("Yep!", True),
        ("y", True),
        ("i do need one", True),
        ("I have", True),
        ("no", False),
        ("nope, none", False),
        ("not yet", False),
        ("I don’t", False),
        ("i do not", False),
        ("it isn't", False),
        ("not sure", None),
        ("no idea", None),
        ("I don't know", None),
        ("I have 2 letters", None),
        ("why?", None),
    ],
)
def test_yes_and_no(text: str, answer: bool | None) -> None:
    assert reply(text, asked("yes_no")) is answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2", 2),
        ("two", 2),
        ("I have a couple", 2),
        ("none", 0),
        ("no, 3", 3),
        ("a 2", 2),
        ("3,600", 3600),
        ("3-4", None),
        ("3 or 4", None),
        ("CK 245", None),
        ("2 weeks", None),
        ("2.5", None),
        ("many", None),
        ("", None),
    ],
)
def test_counts(text: str, answer: int | None) -> None:
    assert reply(text, asked("count", "How many letters do you have?")) == answer


@pytest.mark.parametrize(
    ("kind", "asks", "text", "answer"),
    [
        ("count", "How many days are left?", "10 weeks", 70),
        ("weeks", "How many weeks do you have?", "14 days", 2),
        ("weeks", "How many weeks do you have?", "10 days", None),
        ("months", "How many months are left?", "a year", 12),
        ("months", "How many months are left?", "2.5", 2.5),
        ("months", "How many months are left?", "2 weeks", 0.5),
        ("month", "In which month is the exam?", "early August", 8),
        ("month", "In which month is the exam?", "8", 8),
        ("month", "In which month is the exam?", "May or June", None),
        ("week", "Which week is it?", "week 3", 3),
        ("week", "Which week is it?", "the last one", "final"),
        ("score", "What is your target?", "I'd like 250", 250),
        ("score", "What is your Step 2 CK score?", "my CK is 238", 238),
        ("scores", "What were your practice scores?", "NBME 9 230, then 236 and 241", [230, 236, 241]),
        ("scores", "What were your practice scores?", "none yet", None),
        ("scores", "What were your practice scores?", "my Step 1 is 231", None),
        ("applicant", "Who are you?", "US MD", None),
    ],
)
def test_numbers_come_in_the_unit_asked_for(kind: str, asks: str, text: str, answer: Any) -> None:
    assert reply(text, asked(kind, asks)) == answer


@pytest.mark.parametrize(
    ("choices", "text", "answer"),
    [
        (RESULTS, "passed first time", "pass_first"),
        (RESULTS, "passed after failing once", "pass_after_fail"),
        (RESULTS, "failed", "failed"),
        (RESULTS, "not taken yet", "not_taken"),
        (RESULTS, "haven't taken it", "not_taken"),
        (("weak", "strong"), "strong I think", "strong"),
        (("weak", "strong"), "not strong", None),
        (("weak", "strong"), "strong or weak, hard to say", None),
        (("step1", "step2ck"), "Step 2", "step2ck"),
        (("step1", "step2ck"), "ck", "step2ck"),
        (("step1", "step2ck"), "step 1", "step1"),
        (("step1", "step2ck"), "the exam", None),
    ],
)
def test_choices(choices: tuple[str, ...], text: str, answer: str | None) -> None:
    assert reply(text, asked("choice", "Which?", choices)) == answer


@given(st.sampled_from(sorted(KINDS)), st.text(max_size=60) | st.from_regex(r"[0-9]{1,6}( (day|week|month|year)s?)?"))
def test_an_answer_is_of_the_kind_asked_for(kind: str, text: str) -> None:
    answer = reply(text, asked(kind, "How many weeks?", ("weak", "strong")))

    assert answer is None or isinstance(answer, ANSWERS.get(kind, int))
