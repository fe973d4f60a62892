"""What a statement must look like to be shown: a whole sentence, with nothing in it that acts, links or points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.wording import LONGEST, amiss, tidied

ANYTHING = st.text(st.characters(), max_size=600)
NOTHING, TOO_LONG, MARKS, NO_SENTENCE, OF_ITSELF = (
    "it says nothing",
    f"it is longer than {LONGEST} characters",
    "it holds a link, an id or marks",
    "it is no whole sentence",
    "it speaks of itself",
)


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("Step 2 CK matters.", "Step 2 CK matters."),
        ("  Step 2 CK\n\tmatters.  ", "Step 2 CK matters."),
        ("- Step 2 CK matters.", "Step 2 CK matters."),
        ("3. Step 2 CK matters.", "Step 2 CK matters."),
        ("• Step 2 CK matters.", "Step 2 CK matters."),
        ("Step 2 CK matters [1].", "Step 2 CK matters."),
        ("Step 2 CK matters (P12).", "Step 2 CK matters."),
        ("Step 2 CK matters (P12, F1).", "Step 2 CK matters."),
        ("Step 2 CK matters [P12] [F1].", "Step 2 CK matters."),
        ("Step 2 CK matters [1][2].", "Step 2 CK matters."),
        ("Step 2 CK [P3], not Step 1, matters.", "Step 2 CK, not Step 1, matters."),
        ("Step 2 CK matters. [4]", "Step 2 CK matters."),
        ("Step\u200b 2 CK\u202e matters.", "Step 2 CK matters."),
        ("Step ２ CK matters.", "Step 2 CK matters."),
        ("Step 2 CK \ud800matters.", "Step 2 CK matters."),
        ("Ask for letters (3), early.", "Ask for letters (3), early."),
        ("Letters (1–2) come from IR.", "Letters (1–2) come from IR."),
        ("Aim high (250) on Step 2 CK.", "Aim high (250) on Step 2 CK."),
        ("12 weeks are enough.", "12 weeks are enough."),
        ("", ""),
        (" \u200b\n ", ""),
    ],
)
def test_marks_around_a_statement_go_and_its_words_and_counts_stay(written: str, tidy: str) -> None:
    assert tidied(written) == tidy


@pytest.mark.parametrize(
    "text",
    [
        "Step 2 CK matters.",
        "Do 1–2 away rotations, e.g. at a U.S. program!",
        "≥ 245 is strong, < 230 is weak, and so is >10 points or ~10 points below.",
        "“Dual-apply” is rational, they say.",
        "4–8 weeks are usual (for most students).",
        "3.5 hours a day is a start.",
        "Does it matter? Yes, it does.",
        "A" + "a" * (LONGEST - 2) + ".",
    ],
)
def test_a_whole_sentence_may_be_shown(text: str) -> None:
    assert amiss(text) == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", NOTHING),
        ("A" * LONGEST + ".", TOO_LONG),
        ("See https://example.org for more.", MARKS),
        ("See www.example for more.", MARKS),
        ("See example.com for more.", MARKS),
        ("See bit.ly/list for more.", MARKS),
        ("See programs.edu for more.", MARKS),
        ("Join us at discord.gg/abc now.", MARKS),
        ("Join our Discord now.", MARKS),
        ("Write to jane@example.edu today.", MARKS),
        ("Ask @everyone for letters.", MARKS),
        ("Ask <@123> for letters.", MARKS),
        ("**Step 2 CK** matters.", MARKS),
        ("Step 2 CK `matters`.", MARKS),
        ("Step 2 CK matters || much.", MARKS),
        ("~~Step 2 CK~~ matters.", MARKS),
        ("Step 2 CK <b>matters</b>.", MARKS),
        ("See <#123456> for letters.", MARKS),
        ("See <123456> for letters.", MARKS),
        ("As P12 says, Step 2 CK matters.", MARKS),
        ('{"statements": [{"text": "Yes."}]}', MARKS),
        ("[Step 2 CK](Yes) matters.", MARKS),
        ("step 2 CK matters.", NO_SENTENCE),
        ("Step 2 CK matters", NO_SENTENCE),
        ("Step 2 CK matters and", NO_SENTENCE),
        ("…", NO_SENTENCE),
        ("Here is what counts:", NO_SENTENCE),
        ("As an AI, I cannot say.", OF_ITSELF),
        ("My instructions forbid that.", OF_ITSELF),
        ("The draft says so.", OF_ITSELF),
    ],
)
def test_whatever_else_it_is_is_said(text: str, says: str) -> None:
    assert amiss(text) == says


@given(ANYTHING)
def test_any_text_becomes_one_line_of_what_can_be_seen(text: str) -> None:
    tidy = tidied(text)

    assert tidy.isprintable()
    assert tidy == " ".join(tidy.split())


@given(
    ANYTHING, st.sampled_from(["@everyone", "<@1>", "https://a.example", "evil.com", "bit.ly/x", "`a`", "**a**", "P1"])
)
def test_what_acts_is_never_shown_wherever_it_stands(text: str, acts: str) -> None:
    assert amiss(tidied(f"Letters {text} {acts} count."))
