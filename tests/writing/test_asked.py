"""What leaves this program of a question: no names, no scores, and of earlier turns as much as a budget allows."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.asking.question import Question, Reading
from bot.writing.asked import as_asked, masked, summarised
from bot.writing.spending import reckoned
from knowledge.passages import Applicant

ANYTHING = st.text(st.characters(), max_size=200)
WORDS = st.text(st.sampled_from("abc xyz .,!?\n"), max_size=800)
SCORES = st.integers(180, 300)
EMAILS = st.from_regex(r"[a-z]{1,8}\.[a-z]{1,8}@[a-z]{1,8}\.(?:com|edu|org)", fullmatch=True)
THREE_DIGITS = re.compile(r"(?<!\d)\d{3}(?!\d)")
FREE = re.compile(r"free 120", re.IGNORECASE)
BUDGET, SHORTENED = 400, 80


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("How many letters do I need?", "How many letters do I need?"),
        ("I got a 243 on CK", "I got a [score] on CK"),
        ("ck=２４３, step 1 ²⁴³", "ck=[score], step 1 [score]"),
        ("CK 24\u200b3", "CK [score]"),
        ("CK 2**4**3", "CK [score]"),
        ("CK 2 4 3 or 2-4-3", "CK [score] or [score]"),
        ("scored two forty-three, then two hundred and ten", "scored [score], then [score]"),
        ("243ish, low 240s, 243/300", "[score]ish, low [score]s, [score]/[score]"),
        ("COMLEX 612, 99th percentile", "COMLEX [score], [score]"),
        ("is the Free 120 like a 230?", "is the Free 120 like a [score]?"),
        ("I match in 2027", "I match in 2027"),
        ("I'm Maria Lopez, how do I match?", "I'm [name], how do I match?"),
        ("my name is maria lopez. how do I match?", "my name is [name]. how do I match?"),
        ("Should Dr. Okafor write my letter?", "Should Dr. [name] write my letter?"),
        ("AAMC id 12345678, is that right?", "AAMC id [id], is that right?"),
        ("write me at m.lopez@example.edu", "write me at [email]"),
        ("write me at m.lopez (at) example (dot) edu", "write me at [email]"),
        ("call +1 415 555 2671", "call [phone]"),
        ("How many?\n\nthanks,\nmaria lopez", "How many? thanks, [name]"),
        ("How many?\n-- maria lopez", "How many? -- [name]"),
        ("a\nb\r\nc\u2028d", "a b c d"),
        ("", ""),
        ("🩻🩻 \u200b", ""),
    ],
)
def test_names_ids_and_scores_are_masked_on_one_line(text: str, sent: str) -> None:
    assert masked(text) == sent


@given(ANYTHING, SCORES, ANYTHING)
@example("free ", 120, "")
def test_no_score_leaves_wherever_it_stands(before: str, score: int, after: str) -> None:
    assert THREE_DIGITS.findall(FREE.sub("", masked(f"{before} {score} {after}"))) == []


@given(WORDS, EMAILS, WORDS)
def test_no_part_of_an_address_leaves_however_a_long_text_is_cut(before: str, address: str, after: str) -> None:
    assert "@" not in masked(f"{before} {address} {after}")


@pytest.mark.parametrize("length", range(320, 352))
@pytest.mark.parametrize("told", ["m.lopez@example.edu", "CK: 243", "AAMC id 12345678", "+1 415 555 2671"])
def test_what_is_cut_out_of_a_long_text_is_masked_before_it_is_cut(length: int, told: str) -> None:
    sent = masked(f"{'so ' * (length // 3)}{'x' * (length % 3)} {told} {'and on ' * 100}")

    assert not re.search(r"lopez|m\.l|24|43|123|678|415|2671", sent)


@given(ANYTHING)
def test_any_text_is_sent_on_one_line_of_what_can_be_seen(text: str) -> None:
    sent = masked(text)

    assert sent.isprintable()
    assert sent == " ".join(sent.split())


def test_a_question_is_told_with_who_asks_and_what_was_asked_before() -> None:
    question = Question("and with a 243?", turns=("I'm Maria Lopez, do 230s match?", "what of DR?"))
    reading = Reading("and with a 243?", tracks=frozenset({Applicant.NON_US_IMG, Applicant.US_IMG}))

    assert as_asked(question, reading) == {
        "question": "and with a [score]?",
        "earlier": ["I'm [name], do [score]s match?", "what of DR?"],
        "asker": "non-US-citizen IMG or US-citizen IMG",
    }


def test_where_nothing_is_known_of_the_asker_nothing_is_told() -> None:
    assert as_asked(Question("hi", Applicant.US_MD), Reading("hi")) == {"question": "hi", "earlier": [], "asker": ""}


def test_the_last_turns_are_told_in_full_and_those_before_in_short() -> None:
    turns = [f"turn {n} " + "is long " * 15 for n in range(5)]

    told = summarised(turns)

    assert told[2:] == [turn.strip() for turn in turns[2:]]
    assert all(one.endswith("…") and len(one) <= SHORTENED + 1 for one in told[:2])
    assert [one[:6] for one in told] == [f"turn {n}" for n in range(5)]


def test_a_word_that_is_too_long_to_be_told_in_short_is_not_told_at_all() -> None:
    assert summarised(["ab" * 100, "1", "2", "3"])[0] == "…"


@given(st.lists(ANYTHING | WORDS, max_size=12))
def test_earlier_turns_are_told_oldest_first_within_the_budget(turns: list[str]) -> None:
    told, whole = summarised(turns), [sent for turn in turns if (sent := masked(turn))]

    assert sum(reckoned(one) for one in told) <= BUDGET
    assert all(told)
    assert len(told) <= len(whole)
    for one, turn in zip(told[::-1], whole[::-1], strict=False):
        assert one == turn or (one.endswith("…") and turn.startswith(one[:-1]))


def test_many_turns_are_told_as_far_as_they_fit() -> None:
    told = summarised([f"what of program {n}?" for n in range(10, 99)])

    assert told[-1] == "what of program 98?"
    assert 20 < len(told) < 89


def test_no_turns_are_none() -> None:
    assert summarised([]) == []
    assert summarised(["", "\u200b", "🩻"]) == []
