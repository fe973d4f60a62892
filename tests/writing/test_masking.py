"""What a provider never reads, in whatever guise it is written; and what it must read to understand a question."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.masking import masked

ONES = "zero one two three four five six seven eight nine".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
BETWEEN = st.sampled_from(["", " ", "-", " - ", ".", "/", "\u200b", ", ", " and "])
LONG = ("1", "2 ", "2-", "two ", "two", "und", "aB1", "(2)", "my pd ", "Aa ", "got at ", "a\u0430")
SCORES = st.integers(221, 289).filter(lambda score: score % 100 // 10 > 1 and score % 10)


@pytest.mark.parametrize(
    "guise",
    [
        *("twofiftyseven", "2-fifty-7", "25 7", "two5seven", "2fifty", "2 fifty", "two o seven", "2 . 5 . 7", "2_5_7"),
        *("(2)(5)(7)", "2|5|7", "2,57", "25/7", "&#50;&#53;&#55;", "2^5^7", "2️⃣5️⃣7️⃣", "❷❺❼", "۲۵۷", "2\u20285\u20297"),
        *("two - fifty - seven", "two and fifty seven", "Two Fifty-Seven", "two hundred", "a hundred and ninety"),
        *(
            "CCLVII",
            "cclvii",
            "CXCIX",
            "CLXXXVIII",
            "0x101",
            "2S7",
            "25O",
            "MjU3",
            "MjUz",
            "Q0sgMjU3",
            "bXkgY2sgMjU3Cg==",
        ),
        *("zweihundertsiebenundfünfzig", "doscientos cincuenta y siete", "dos cinco siete", "deux cent cinquante-sept"),
        *("двести пятьдесят семь", "二百五十七", "二五七", "duecentocinquantasette", "do sau sattavan"),
        *("97th %ile", "97 ptile", "ninety-seventh percentile", "sixty-eight percent", "top 3%", "91st", "3.85"),
        *("t w o f i f t y", "T-W-O F-I-F-T-Y"),
    ],
)
def test_no_guise_of_a_score_is_sent(guise: str) -> None:
    sent = masked(f"so, {guise}; what now?")

    assert re.search(r"\[(?:score|code)\]", sent)
    assert not re.search(r"\d|fift|seven|eight|ninet|hundred|hundert|cinco|cinq|пят|五|sau", sent)
    assert sent.startswith("so, ")
    assert sent.endswith("what now?")


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("ck 57, is that low?", "ck [score], is that low?"),
        ("a 57 on step 2", "a [score] on step 2"),
        ("step 2 57", "step 2 [score]"),
        ("i'm ruaridh quennell, us md", "i'm [name], us md"),
        ("i am ruaridh", "i am [name]"),
        ("this is ruaridh quennell, hello", "this is [name], hello"),
        ("my doctor vasslund said so", "my doctor [name] said so"),
        ("my pd is teodora vasslund, she", "my pd is [name], she"),
        ("I, Ruaridh Quennell, ask", "I, [name], ask"),
        ("a letter by Teodora Vasslund in May", "a letter by [name] in May"),
        ("tw\u043e fifty and \u0441K", "[code] fifty and [code]"),
    ],
)
def test_what_tells_who_asks_is_masked_where_it_stands(asked: str, sent: str) -> None:
    assert masked(asked) == sent


@pytest.mark.parametrize(
    "asked",
    [
        "How many letters do I need, 3 letters or 4?",
        "Step 2 CK in 6 months, is that ok?",
        "Step 1 & Step 2 CK timing, 24 weeks out",
        "1–2 aways and 2-3 letters, 6-10 weeks of dedicated",
        "12–18 months before the Match, or between eighteen and twelve months?",
        "one away or two aways, twenty-five programs?",
        "match 2027, ERAS 2026/27 season, due by September 15th",
        "PGY-1 in IR/DR vs DR, 24/7 call, H-1B or J-1",
        "Free 120 or UWSA 2 first? 40 questions a day",
        "m3 here, should i take an elective in M3 or M4?",
        "3rd year med student, 1st author paper, 3 failed attempts",
        "I'm worried, i'm applying to IR as a DO, I'm a us img",
        "my mentor says to do 2 aways, my pd told me to apply to DR",
        "this is hard, is this a good plan",
        "What Is The Best Sub-I Month?",
        "Is Early Specialization in Interventional Radiology (ESIR) worth it?",
        "How do I use UWorld and AnKing with OnlineMedEd, and First Aid?",
        "i trained in Saudi Arabia, can I match?",
    ],
)
def test_what_is_asked_is_sent_as_it_is(asked: str) -> None:
    assert masked(asked) == asked


@given(
    SCORES, st.sampled_from(["", " ", "-", " - ", ".", "/", "\u200b", ", ", " and "]), st.tuples(*[st.booleans()] * 3)
)
def test_no_score_is_sent_in_digits_and_words_mixed(score: int, between: str, spelled: tuple[bool, bool, bool]) -> None:
    hundreds, tens, ones = score // 100, score % 100 // 10, score % 10
    parts = (
        ONES[hundreds] if spelled[0] else str(hundreds),
        TENS[tens] if spelled[1] else str(tens),
        ONES[ones] if spelled[2] else str(ones),
    )

    assert "[score]" in masked(f"my ck: {between.join(parts)}, ok?")


@given(st.text(st.characters(), max_size=300))
def test_any_text_is_masked(text: str) -> None:
    assert not re.search(r"(?<!\d)(?!120)\d{3}(?!\d)", masked(text))


@pytest.mark.parametrize(
    "piece", ["1", "2 ", "2-", "two ", "two", "und", "aB1", "(2)", "my pd ", "Aa ", "got at ", "a\u0430"]
)
def test_a_long_text_made_to_be_read_for_long_is_read_to_its_end(piece: str) -> None:
    assert masked((piece * 4_000)[:4_000] + " CK 257") is not None
