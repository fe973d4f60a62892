"""Passages cut into statements: where sentences end, what lists are, and that no word is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.passages import Kind
from knowledge.statements import split


def shown(text: str) -> list[tuple[Kind, str]]:
    """List the kinds and words of a text's statements."""
    return [(s.kind, text[s.start : s.end]) for s in split(text)]


def sentences(text: str) -> list[str]:
    """List the words of a text's statements."""
    return [words for _, words in shown(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("Hives are warm. Bees sleep.", ["Hives are warm.", "Bees sleep."], id="two sentences"),
        pytest.param("Are they warm? Yes! Good.", ["Are they warm?", "Yes!", "Good."], id="all the marks"),
        pytest.param("He said “go.” Bees went.", ["He said “go.”", "Bees went."], id="a closing quotation mark"),
        pytest.param("**Warm.** Bees sleep.", ["**Warm.**", "Bees sleep."], id="bold"),
        pytest.param("Wait. 30 bees came.", ["Wait.", "30 bees came."], id="a number begins"),
        pytest.param("Buy wood, e.g. Oak or ash.", ["Buy wood, e.g. Oak or ash."], id="e.g."),
        pytest.param("Wood, i.e. Oak.", ["Wood, i.e. Oak."], id="i.e."),
        pytest.param("Oak vs. Ash.", ["Oak vs. Ash."], id="versus"),
        pytest.param("Ask Dr. Ember. He knows.", ["Ask Dr. Ember.", "He knows."], id="a doctor"),
        pytest.param("The U.S. Army keeps bees.", ["The U.S. Army keeps bees."], id="a country"),
        pytest.param("J. Ember keeps bees.", ["J. Ember keeps bees."], id="an initial"),
        pytest.param("It takes 3.5 weeks. Then wait.", ["It takes 3.5 weeks.", "Then wait."], id="a decimal"),
        pytest.param("Hives are warm. bees sleep.", ["Hives are warm. bees sleep."], id="a small letter goes on"),
        pytest.param("Hives are\nwarm. Bees\nsleep.", ["Hives are\nwarm.", "Bees\nsleep."], id="wrapped lines"),
        pytest.param("Hives are warm", ["Hives are warm"], id="no full stop"),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@pytest.mark.parametrize("mark", [pytest.param(mark, id=mark) for mark in ("-", "*", "+", "•", "1.", "2)", "100.")])
def test_an_item_is_one_statement_without_its_mark(mark: str) -> None:
    assert shown(f"{mark} Oak is hard. Ash is not.") == [(Kind.ITEM, "Oak is hard. Ash is not.")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("-5 degrees is cold.", id="a minus"),
        pytest.param("2026. A good year.", id="a year"),
        pytest.param("**Oak** is hard.", id="bold"),
    ],
)
def test_what_only_looks_like_an_item_is_none(text: str) -> None:
    assert {kind for kind, _ in shown(text)} == {Kind.SENTENCE}


def test_an_item_takes_the_lines_below_it() -> None:
    assert sentences("- Oak is\n  hard.\n- Ash.") == ["Oak is\n  hard.", "Ash."]


def test_a_line_before_a_list_leads_into_it() -> None:
    text = "Wood is good. Take one of:\n\n- oak\n- ash\n\nPaint it."

    assert shown(text) == [
        (Kind.SENTENCE, "Wood is good."),
        (Kind.LEAD_IN, "Take one of:"),
        (Kind.ITEM, "oak"),
        (Kind.ITEM, "ash"),
        (Kind.SENTENCE, "Paint it."),
    ]


def test_a_list_counts_with_its_lead_in_and_paragraphs_apart() -> None:
    blocks = [s.block for s in split("Wood is good.\n\nTake one of:\n\n- oak\n- ash\n\nPaint it.")]

    assert blocks[1] == blocks[2] == blocks[3]
    assert len(set(blocks)) == 3


def test_a_line_that_ends_in_a_colon_says_nothing_alone() -> None:
    assert shown("Remember this:\n\nPaint it.") == [(Kind.LEAD_IN, "Remember this:"), (Kind.SENTENCE, "Paint it.")]


def test_items_are_listed_in_order() -> None:
    text = "Take one of:\n1. oak\n2. ash\n\nOr none."

    assert [shown_text for kind, shown_text in shown(text) if kind is Kind.ITEM] == ["oak", "ash"]


WORDS = ["Oak", "ash", "3.5", "e.g.", "Dr.", "Go!", "why?", "of:"]
PIECES = st.sampled_from([*WORDS, "-", "*", "1.", "12)", "•", "**", "(", "”", " ", "\n", "\n\n", "  "])
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text("aB1.:-*!? \n", max_size=200)
LEFT = re.compile(r"\s*(?:(?:[-*+•]|\d{1,3}[.)])\s*)?")


@given(TEXTS.filter(str.strip))
def test_statements_cover_every_word_once_and_in_order(text: str) -> None:
    spans = [(s.start, s.end) for s in split(text)]
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    between = [text[edges[n] : edges[n + 1]] for n in range(0, len(edges), 2)]

    assert edges == sorted(edges)
    assert all(LEFT.fullmatch(gap) for gap in between)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
