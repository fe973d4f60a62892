"""What is private is known before anything is worked out, and never less is than an answer says of itself."""

import pytest

from bot.advising.phrases import read_phrases
from bot.asking.discretion import Discretion
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.lexicon import Lexicon
from bot.shipped import config_folder
from tests.measuring.sets import Line, read_sets

ASKED = [line for line in read_sets() if line["origin"] == "own"][::3]


@pytest.fixture(scope="module")
def discretion(lexicon: Lexicon) -> Discretion:
    return Discretion(lexicon, read_phrases(config_folder() / "profile.toml"))


@pytest.mark.parametrize(
    ("text", "private"),
    [
        pytest.param("How many aways should I do?", False, id="nothing told"),
        pytest.param("I'm a US DO without a home program, how many aways?", False, id="who somebody is"),
        pytest.param("15 months before the Match, what is due?", False, id="when"),
        pytest.param("CK 175, what now?", True, id="a score below those that pass"),
        pytest.param("I have two letters from IR, what is missing?", True, id="what somebody has"),
        pytest.param("didn't pass Step 1", True, id="a failure"),
        pytest.param("I need a visa", True, id="a visa"),
        pytest.param("Which programs sponsor people like me? I need sponsorship", True, id="sponsorship"),
        pytest.param("I'm on an F-1, what now?", True, id="a kind of visa"),
        pytest.param("had to repeat step 1, how bad is it?", True, id="an exam repeated"),
        pytest.param("I have a low step 2 score", True, id="a score without a number"),
        pytest.param("NBME 65% a month out", True, id="a practice score in percent"),
        pytest.param("my percentile is 35", True, id="a percentile"),
        pytest.param("COMLEX only, do I need Step 2?", True, id="an exam that was not taken"),
        pytest.param("How do I write a personal statement? " * 30, True, id="too long to be read to its end"),
    ],
)
def test_private_matters_are_known_by_their_words(discretion: Discretion, text: str, private: bool) -> None:
    assert discretion.is_private(text) is private


def test_what_was_told_before_counts(discretion: Discretion) -> None:
    assert discretion.is_private("and how many letters?", ["I have CK 222"])


@pytest.mark.parametrize("line", ASKED, ids=[line["id"] for line in ASKED])
def test_an_answer_is_never_more_private_than_was_known(
    discretion: Discretion, shipped_adviser: Adviser, line: Line
) -> None:
    turns = tuple(line.get("turns", ()))
    answer = shipped_adviser.ask(Question(line["question"], turns=turns))

    assert discretion.is_private(line["question"], turns) or not answer.private
