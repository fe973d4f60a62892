"""What people paste, made into a question: no mentions, links, control characters or stacked marks."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.asking.cleaning import clean

ASKED = "How many letters?"
ABOUT_A_QUESTION = 710
"""Characters: the 700 that are promised and a little joinery."""


@pytest.mark.parametrize(
    ("pasted", "left"),
    [
        pytest.param(ASKED, ASKED, id="a question"),
        pytest.param("<@123> How many letters?", ASKED, id="a member"),
        pytest.param("<@!123> How many letters?", ASKED, id="a member by nickname"),
        pytest.param("<@&123> How many letters?", ASKED, id="a role"),
        pytest.param("<#123> How many letters?", ASKED, id="a channel"),
        pytest.param("How many <:wave:123> letters?", ASKED, id="an emoji of the server's own"),
        pytest.param("How many <a:wave:123> letters?", ASKED, id="a moving emoji"),
        pytest.param("How many <t:1700000000:R> letters?", ASKED, id="a time"),
        pytest.param("@everyone How many letters?", ASKED, id="everyone"),
        pytest.param("@HERE How many letters?", ASKED, id="here, shouted"),
        pytest.param("\uff20everyone How many letters?", ASKED, id="everyone, in wide letters"),
        pytest.param("How many [letters](https://example.org/a)?", ASKED, id="a named link"),
        pytest.param("https://example.org/a?b=c How many letters?", ASKED, id="a link"),
        pytest.param("www.example.org How many letters?", ASKED, id="a link without a scheme"),
        pytest.param("<b>How many</b> letters?", ASKED, id="markup"),
        pytest.param("**How many** `letters`?", "How many letters ?", id="Markdown"),
        pytest.param("||How many|| letters?", ASKED, id="a spoiler"),
        pytest.param("\x1b[31mHow many\x1b[0m letters?", ASKED, id="colours of a terminal"),
        pytest.param("How\x00many letters?", ASKED, id="a NUL"),
        pytest.param("How\r\nmany\tletters?", ASKED, id="line ends and tabs"),
        pytest.param("How many\ud800 letters?", ASKED, id="half a surrogate pair"),
        pytest.param("\u202eHow many\u202c letters?", ASKED, id="writing turned about"),
        pytest.param("How ma\u200bny let\u00adters?", ASKED, id="unseen characters within words"),
        pytest.param("\ufeffHow many letters?", ASKED, id="a byte order mark"),
        pytest.param("\uff28\uff4f\uff57 many letters?", ASKED, id="wide letters"),
        pytest.param("How many letters????????", "How many letters??", id="impatience"),
        pytest.param("sooooooo many letters", "soo many letters", id="a drawl"),
        pytest.param("Où aller ?", "Où aller ?", id="accents"),
        pytest.param("手紙は何通?", "手紙は何通?", id="another script"),
    ],
)
def test_a_question_is_left(pasted: str, left: str) -> None:
    assert clean(pasted) == left


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \n\t", id="white space"),
        pytest.param("\x00\x00", id="NULs"),
        pytest.param("\ud800", id="half a surrogate pair"),
        pytest.param("\u200b\u2060", id="unseen characters"),
        pytest.param("?!...", id="punctuation"),
        pytest.param("👍👍🏽", id="thumbs"),
        pytest.param("<@123> @everyone", id="mentions"),
        pytest.param("https://example.org/how-many-letters", id="a link"),
        pytest.param("```\n```", id="an empty code block"),
    ],
)
def test_nothing_is_left_of_what_holds_no_word(pasted: str) -> None:
    assert clean(pasted) == ""


def test_stacked_marks_are_thinned_to_one() -> None:
    left = clean("".join(letter + "\u0335\u0336\u0337\u0338" * 5 for letter in "letters"))

    assert [c for c in left if not unicodedata.combining(c)] == list("letters")
    assert len(left) <= 2 * len("letters")


def test_of_a_long_text_the_questions_are_kept() -> None:
    assert clean(f"{'I was born in a small town. ' * 60}{ASKED} {'I like bees. ' * 30}") == ASKED


def test_of_a_long_text_without_a_question_both_ends_are_kept() -> None:
    left = clean(f"first {'word ' * 600} last")

    assert left.startswith("first ")
    assert left.endswith(" last")
    assert len(left) <= ABOUT_A_QUESTION


def test_what_follows_4000_characters_is_not_read() -> None:
    assert clean(f"{'word ' * 800}{ASKED}") == clean("word " * 800)


@given(st.text(st.characters(), max_size=6_000))
@example("\ufdfa" * 4_000)
@example("[" * 4_000)
@example("<a" * 2_000)
@example("@" * 4_000)
@example("\u0335" * 4_000)
@example("a?" * 2_000)
def test_whatever_is_pasted_becomes_one_short_line_or_nothing(pasted: str) -> None:
    left = clean(pasted)

    assert len(left) <= ABOUT_A_QUESTION
    assert "\n" not in left
    assert not left or any(map(str.isalnum, left))
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} for c in left)


WORDS = st.text(st.characters(categories=["L", "Nd"]) | st.sampled_from("?!.,'-"), min_size=1, max_size=12)


@given(st.lists(WORDS, max_size=40).map(" ".join).filter(lambda text: len(text) < 400))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
