"""Words on a card: what can be drawn, where lines break, and days and months in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charting.canvas import NOTE
from bot.charting.wording import day, span, width_of, wrapped, written
from tests.charting.looking import WORDS


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        pytest.param("Match Week", "Match Week", id="plain"),
        pytest.param("  two\n lines\t", "two lines", id="spaces"),
        pytest.param("Match Week 🎉 at last", "Match Week at last", id="a picture"),
        pytest.param("東京 rotation", "□□ rotation", id="letters the font lacks"),
        pytest.param("Cafe\u0301", "Café", id="an accent of its own"),
        pytest.param("\u0301q\u0301\u0301", "q", id="accents of no letter"),
        pytest.param("$x_1$", "$x_1$", id="no formula"),
    ],
)
def test_a_text_is_drawn_as_far_as_the_font_has_letters(text: str, drawn: str) -> None:
    assert written(text) == drawn


@given(text=WORDS, room=st.integers(120, 900))
def test_lines_fit_and_hold_every_letter(text: str, room: int) -> None:
    lines = wrapped(text, NOTE, room)

    assert all(width_of(line, NOTE) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == written(text).replace(" ", "")


def test_lines_break_between_words() -> None:
    assert wrapped("Apply for US IR electives 6-9 months ahead", NOTE, 400) == (
        "Apply for US IR",
        "electives 6-9 months",
        "ahead",
    )


def test_a_word_wider_than_the_room_is_broken() -> None:
    assert wrapped("ab" * 20, NOTE, 300) == ("ab" * 7, "ab" * 7, "ab" * 6)


def test_a_day_stays_on_one_line() -> None:
    assert len(wrapped(f"Exam {day(date(2027, 6, 14))}", NOTE, 200)) == 2


@pytest.mark.parametrize(
    ("opens", "closes", "years", "words"),
    [
        pytest.param(date(2027, 3, 1), date(2027, 7, 31), True, "Mar–Jul 2027", id="within a year"),
        pytest.param(date(2027, 6, 3), date(2027, 6, 20), True, "Jun 2027", id="within a month"),
        pytest.param(date(2026, 11, 1), date(2027, 3, 31), True, "Nov 2026 – Mar 2027", id="over a year's end"),
        pytest.param(date(2026, 11, 1), date(2027, 3, 31), False, "Nov–Mar", id="without years"),
        pytest.param(date(2027, 6, 3), date(2027, 6, 20), False, "Jun", id="a month without its year"),
    ],
)
def test_months_are_said_in_few_words(opens: date, closes: date, years: bool, words: str) -> None:
    assert span(opens, closes, years) == words
