"""The timeline: every word on it, none on another, in the order given, and readable by those who see no colours."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from bot.charting.canvas import TALLEST, WIDTH
from bot.charting.timeline_chart import Bar, Mark, timeline_figure, timeline_png
from tests.charting.looking import SIGNATURE, SMALLEST, WORDS, boxes, ill_placed, pixels, sizes, texts

STEPS = (
    Bar("Build a study base and choose a Step 2 CK date", date(2026, 12, 1), date(2027, 2, 28), "Study"),
    Bar("Apply for US IR electives 6-9 months ahead", date(2027, 3, 1), date(2027, 7, 31), "Rotations"),
    Bar("Take Step 2 CK", date(2027, 6, 1), date(2027, 6, 30), "Exams"),
    Bar(
        "Ask for letters, at least two from interventional radiologists",
        date(2027, 10, 1),
        date(2028, 6, 30),
        "Letters",
    ),
    Bar("Join a research project", date(2027, 1, 1), date(2028, 6, 30), "Research"),
    Bar("Submit ERAS", date(2028, 9, 1), date(2028, 9, 30), "Application"),
    Bar("Rank list", date(2029, 2, 1), date(2029, 3, 31), "Application"),
)
MARKS = (Mark("Match Week", date(2029, 3, 12)), Mark("Step 2 CK", date(2027, 6, 14)))
TODAY = date(2027, 4, 20)
DAYS = st.dates(date(2025, 1, 1), date(2029, 12, 31))
BARS = st.lists(st.builds(lambda title, one, other, group: Bar(title, min(one, other), max(one, other), group),
                          WORDS, DAYS, DAYS, WORDS), min_size=1, max_size=7)  # fmt: skip


def lines_through_text(figure: Figure) -> list[str]:
    """Return the texts that an upright line runs through."""
    upright = [line.get_window_extent() for line in figure.findobj(Line2D) if len(set(line.get_xdata())) == 1]
    placed = boxes(figure)
    return [
        text
        for line in upright
        for text, box in placed
        if box.x0 < line.x0 < box.x1 and line.y0 < box.y1 and box.y0 < line.y1
    ]


@settings(max_examples=30)
@given(title=WORDS, bars=BARS, marks=st.lists(st.builds(Mark, WORDS, DAYS), max_size=3), today=st.none() | DAYS,
       years=st.booleans())  # fmt: skip
def test_no_text_is_cut_or_covered(
    title: str, bars: Sequence[Bar], marks: Sequence[Mark], today: date | None, years: bool
) -> None:
    figure = timeline_figure(title, bars, marks, today, years)

    assert ill_placed(figure) == []
    assert lines_through_text(figure) == []
    assert min(sizes(figure)) >= SMALLEST


@pytest.mark.parametrize(
    ("bars", "marks"),
    [
        pytest.param([Bar("One day", TODAY, TODAY, "Exams")], [], id="one day"),
        pytest.param(
            [Bar(f"Step {n}", TODAY, date(2027, 9, 1 + n), f"Group {n % 9}") for n in range(30)], [], id="30 rows"
        ),
        pytest.param([Bar("A whole training", date(2024, 8, 1), date(2060, 6, 30), "Study")], MARKS, id="36 years"),
        pytest.param(
            [Bar("Wordwithoutanyspace" * 12, TODAY, date(2028, 1, 1), "Tagwithoutanyspace" * 5)], [], id="long words"
        ),
        pytest.param(
            STEPS[:3], [Mark(f"Mark {n}, told at some length", date(2027, 1 + n, 9)) for n in range(12)], id="12 marks"
        ),
        pytest.param(STEPS, [Mark("On one day", TODAY)] * 3, id="marks of one day"),
        pytest.param([Bar("", TODAY, TODAY, "")], [Mark("", TODAY)], id="nothing said"),
    ],
)
def test_no_text_is_cut_or_covered_at_the_extremes(bars: Sequence[Bar], marks: Sequence[Mark]) -> None:
    figure = timeline_figure("A timeline", bars, marks, TODAY)

    assert ill_placed(figure) == []
    assert lines_through_text(figure) == []


def test_each_step_is_told_with_its_group_and_months_in_the_order_given() -> None:
    written = texts(timeline_figure("Your road", STEPS[::-1]))
    told = [written.index(words) for words in ("Rank list", "Submit ERAS", "Take Step 2 CK")]

    assert told == sorted(told)
    assert {"Exams · Jun 2027", "Rotations · Mar–Jul 2027", "Study · Dec 2026 – Feb 2027"} <= set(written)


def test_today_and_marks_are_named_with_their_days() -> None:
    written = texts(timeline_figure("Your road", STEPS, MARKS, TODAY))

    assert {"Today · 20 Apr 2027", "Match Week · 12 Mar 2029", "Step 2 CK · 14 Jun 2027"} <= set(written)


@pytest.mark.parametrize("today", [None, date(2026, 11, 30), date(2029, 4, 1)])
def test_a_day_beyond_the_months_shown_is_not_marked(today: date | None) -> None:
    assert not [words for words in texts(timeline_figure("Your road", STEPS, (), today)) if "Today" in words]


def test_a_mark_beyond_the_bars_is_shown() -> None:
    assert "Match Week · 12 Mar 2031" in texts(timeline_figure("Road", STEPS, [Mark("Match Week", date(2031, 3, 12))]))


def test_no_year_is_named_where_none_is_wanted() -> None:
    written = texts(timeline_figure("Before the Match", STEPS, MARKS, TODAY, years=False))

    assert not [words for words in written if "20" in words.replace("20 Apr", "")]


def test_months_and_years_are_named_above_and_below() -> None:
    written = texts(timeline_figure("Your road", STEPS))

    assert [written.count(year) for year in ("2027", "2028", "2029")] == [2, 2, 2]
    assert written.count("Oct") == 4


def test_a_picture_is_as_wide_as_a_card_opaque_and_the_same_each_time() -> None:
    content = timeline_png("Your road", STEPS, MARKS, TODAY)

    assert content.startswith(SIGNATURE)
    assert pixels(content).shape[1] == WIDTH
    assert pixels(content)[..., 3].min() == 1
    assert content == timeline_png("Your road", STEPS, MARKS, TODAY)


def test_more_rows_than_a_card_holds_are_refused_by_their_number() -> None:
    with pytest.raises(ValueError, match=f"^60 rows: .* the tallest has {TALLEST}$"):
        timeline_png("Too much", [STEPS[0]] * 60)


def test_a_timeline_without_a_bar_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one bar"):
        timeline_png("Nothing", [])


def test_a_bar_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="'Exam' closes on 2027-01-01, before it opens on 2027-02-01"):
        Bar("Exam", date(2027, 2, 1), date(2027, 1, 1), "Exams")
