"""Whether the figures of a statement stand in its sources, and count the same things there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.grounding import Grounded
from bot.verifying.told import Told
from bot.writing.figuring import figures, left_out, rested, unfounded
from bot.writing.resting import Rest
from bot.writing.sequences import Wording
from knowledge.index import Entry
from knowledge.passages import EVERYONE, Passage

ANYTHING = st.text(st.characters(), max_size=300)
LETTERS = "Aim for 3 letters, 2 of them from IR attendings, plus an optional fourth."
WEEKS = "Dedicated study lasts 4–8 weeks, with 40 questions a day."
SCORES = "A Step 2 CK of 245–250+ is competitive, 230–240 is in the middle."


def resting(*texts: str) -> list[Rest]:
    """Return texts as what a statement may rest on."""
    rests = []
    for n, text in enumerate(texts):
        passage = Passage("guide", "Guide", ("Section",), "section", text, EVERYONE, "source")
        grounded = Grounded("", Entry(n, passage, ()), 0, len(text))
        rests.append(Rest(Wording(text), grounded, np.zeros(3, dtype=np.float32)))
    return rests


def held_by(statement: str, *texts: str) -> list[str] | None:
    """Return the texts that the amounts of a statement rest on; None where they rest on none."""
    found = rested(Told(statement), resting(*texts))
    return None if found is None else [one.wording.text for one in found]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Do 3 of them.", {"3"}),
        ("Do three of them.", {"3"}),
        ("Take 4–8 weeks.", {"4", "8"}),
        ("Take four to eight weeks.", {"4", "8"}),
        ("It costs 1,000 dollars.", {"1000"}),
        ("Take 2.5 hours.", {"2.5"}),
        ("Apply to seventy programs.", {"70"}),
        ("Give it fourteen weeks.", {"14"}),
        ("Apply to a dozen programs.", {"12"}),
        ("Apply to dozens of programs.", {"dozens"}),
        ("Apply to hundreds of programs.", {"hundreds"}),
        ("Half of it is done.", {"half"}),
        ("Step 2 CK in M4.", {"2", "4"}),
        ("Take ４ weeks.", {"４"}),
        ("Six, TEN or Fifty.", {"6", "10", "50"}),
        ("Sıx, ſeven or FİVE of them.", set()),
        ("Nothing is counted.", set()),
        ("Often, attend weekly.", set()),
        ("", set()),
    ],
)
def test_figures_are_found_in_digits_and_in_words(text: str, holds: set[str]) -> None:
    assert figures(text) == holds


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Aim for 3 letters.", set()),
        ("Aim for three letters.", set()),
        ("Aim for 7 letters.", {"7"}),
        ("Aim for seven letters.", {"7"}),
        ("Aim for seventy letters.", {"70"}),
        ("Aim for zero letters.", {"0"}),
        ("Both of them are first.", set()),
        ("Aim for 3 letters in 6–8 weeks.", {"6", "8"}),
    ],
)
def test_figures_that_no_source_holds_are_named(text: str, missing: set[str]) -> None:
    assert unfounded(text, [LETTERS]) == missing


def test_a_figure_may_stand_in_any_source_and_in_none_where_there_is_none() -> None:
    assert unfounded("Ask for 3 letters in 8 weeks.", [LETTERS, WEEKS]) == set()
    assert unfounded("Ask for 3 letters.", []) == {"3"}


@pytest.mark.parametrize(
    ("statement", "sources", "rests_on"),
    [
        ("It takes a while.", [WEEKS], []),
        ("It takes 4–8 weeks.", [LETTERS, WEEKS], [WEEKS]),
        ("It takes four to eight weeks.", [LETTERS, WEEKS], [WEEKS]),
        ("It takes one to two months.", [WEEKS], None),
        ("Aim for three letters.", [LETTERS, WEEKS], [LETTERS]),
        ("Do 40 questions a day.", [WEEKS], [WEEKS]),
        ("Do 40 questions a week.", [WEEKS], None),
        ("Do 40 questions an hour.", [WEEKS], [WEEKS]),
        ("Aim for 245 or more.", [SCORES], [SCORES]),
        ("Aim for 3 letters; study for 4–8 weeks.", [LETTERS, WEEKS], [LETTERS, WEEKS]),
        ("Aim for 3 letters and study for 4–8 weeks.", [WEEKS, LETTERS], [LETTERS, WEEKS]),
    ],
)
def test_amounts_rest_on_words_that_count_the_same(
    statement: str, sources: list[str], rests_on: list[str] | None
) -> None:
    assert held_by(statement, *sources) == rests_on


@pytest.mark.parametrize(
    "statement",
    [
        "It takes 4–8 months.",
        "It takes 4–8 days.",
        "Aim for 3 programs.",
        "Aim for 2 letters of 3 weeks.",
        "Ask for more than 3 letters.",
        "Ask for fewer than 3 letters.",
        "It takes more than 8 weeks.",
        "Do 40 letters a day.",
        "Do 40% of it.",
        "It takes up to 4 weeks.",
        "Aim for below 245.",
        "Aim for 3 letters and study for 4–8 months.",
    ],
)
def test_amounts_of_something_else_rest_on_nothing(statement: str) -> None:
    assert held_by(statement, LETTERS, WEEKS, SCORES) is None


def test_where_nothing_is_to_rest_on_no_amount_does() -> None:
    assert held_by("Aim for 3 letters.") is None
    assert held_by("Aim high.") == []


def test_of_words_that_hold_an_amount_those_that_share_most_are_taken() -> None:
    on_research, on_letters = "Have 3 projects and 3 letters.", "Ask your attendings early for 3 letters."

    assert held_by("Ask attendings for 3 letters.", on_research, on_letters) == [on_letters]


@pytest.mark.parametrize(
    ("said", "of", "missing"),
    [
        ("Apply to 80 programs.", "Apply to 80–120 programs.", {"120"}),
        ("Apply to eighty programs or 120.", "Apply to 80–120 programs.", set()),
        ("Do aways.", "Do 2 aways.", set()),
        ("Apply widely.", "Apply widely.", set()),
    ],
)
def test_figures_that_another_text_leaves_out_are_named(said: str, of: str, missing: set[str]) -> None:
    assert left_out(said, of) == missing


@given(ANYTHING, st.lists(ANYTHING, max_size=3))
def test_any_text_has_its_figures_told(text: str, sources: list[str]) -> None:
    assert unfounded(text, [*sources, text]) == set()
    assert left_out(text, text) == set()
    assert unfounded(text, sources) <= figures(text)


@given(ANYTHING, st.lists(ANYTHING, max_size=3))
def test_any_text_rests_on_something_or_not(text: str, sources: list[str]) -> None:
    found = held_by(text, *sources)

    assert found is None or set(found) <= set(sources)
