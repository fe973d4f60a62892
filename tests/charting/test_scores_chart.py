"""The chart of scores: each with its number, what is aimed at, the exam and phases, no text cut or covered."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.lines import Line2D

from bot.charting.canvas import WIDTH, png
from bot.charting.scores_chart import Phase, Practice, Scored, scores_figure, scores_png
from tests.charting.looking import SIGNATURE, SMALLEST, WORDS, ill_placed, pixels, sizes, texts

START, EXAM = date(2027, 3, 1), date(2027, 6, 12)
PHASES = (
    Phase("Content review", date(2027, 2, 20), date(2027, 3, 31)),
    Phase("Question bank", date(2027, 4, 1), date(2027, 5, 10)),
    Phase("Dedicated", date(2027, 5, 11), date(2027, 6, 10)),
)
THREE = (
    Scored(START, 221, "NBME 9"),
    Scored(date(2027, 4, 1), 232, "UWSA 1"),
    Scored(date(2027, 5, 20), 243, "Free 120"),
)


def scores(number: int, days: int) -> tuple[Scored, ...]:
    """Return scores that rise unsteadily over some days."""
    steps = (START + timedelta(days=days * n // number) for n in range(number))
    return tuple(Scored(on, 215 + n + n * 7 % 5, f"NBME {n}") for n, on in enumerate(steps))


DAYS = st.dates(date(2026, 10, 1), date(2027, 8, 1))
PHASE = st.builds(lambda name, one, other: Phase(name, min(one, other), max(one, other)), WORDS, DAYS, DAYS)
PRACTICE = st.builds(
    Practice,
    WORDS,
    st.lists(st.builds(Scored, DAYS, st.integers(180, 280), WORDS), min_size=1, max_size=20),
    st.none() | st.integers(150, 300),
    st.none() | st.integers(150, 300),
    st.none() | DAYS,
    st.lists(PHASE, max_size=4),
)


@settings(max_examples=40)
@given(practice=PRACTICE)
def test_no_text_is_cut_or_covered_and_each_score_has_its_number(practice: Practice) -> None:
    figure = scores_figure(practice)
    written = texts(figure)

    assert ill_placed(figure) == []
    assert min(sizes(figure)) >= SMALLEST
    assert all(
        written.count(str(one.score)) >= [s.score for s in practice.scores].count(one.score) for one in practice.scores
    )


@pytest.mark.parametrize(
    "practice",
    [
        pytest.param(Practice("One", THREE[:1]), id="one score"),
        pytest.param(Practice("Twenty", scores(20, 14), 250, 240, EXAM), id="twenty in a fortnight"),
        pytest.param(
            Practice("Twenty", scores(20, 300), 250, 240, date(2028, 1, 20), PHASES), id="twenty in ten months"
        ),
        pytest.param(Practice("Twenty", scores(20, 1), 250, 240, EXAM), id="twenty on one day"),
        pytest.param(Practice("Alike", [Scored(START, 240)] * 20, 240, 230), id="all alike"),
        pytest.param(Practice("Above", THREE, 300, 290, EXAM), id="a target far above"),
        pytest.param(Practice("Below", THREE, 150, 140, EXAM), id="a target far below"),
        pytest.param(Practice("Past", THREE, 240, 230, date(2027, 3, 5)), id="an exam before the last score"),
        pytest.param(Practice("Far", scores(20, 14), 240, 230, date(2029, 3, 5), PHASES), id="an exam in two years"),
        pytest.param(Practice("COMLEX", [Scored(START, 400), Scored(EXAM, 1650)], 500, 490), id="many points apart"),
        pytest.param(Practice("Equal", THREE, 240, 240), id="target and line alike"),
        pytest.param(Practice("Forty", scores(40, 250), 260, 250, EXAM), id="forty"),
    ],
)
def test_no_text_is_cut_or_covered_at_the_extremes(practice: Practice) -> None:
    figure = scores_figure(practice)

    assert ill_placed(figure) == []
    assert all(str(one.score) in texts(figure) for one in practice.scores)


def test_target_line_exam_and_phases_are_named() -> None:
    written = texts(scores_figure(Practice("Practice", THREE, 250, 240, EXAM, PHASES)))

    assert {"Target", "250", "Target −10", "240", "Exam · 12 Jun 2027", "Dedicated"} <= set(written)
    assert "Question bank" in " ".join(written)


def test_target_and_line_differ_by_more_than_colour() -> None:
    practice = Practice("Practice", THREE, 300, 290)
    levels = {line.get_ydata()[0] for line in scores_figure(practice).findobj(Line2D) if line.get_linestyle() == "--"}
    picture = pixels(png(scores_figure(practice)))
    few, many = sorted(int((np.diff(picture[int(y), 200:800, 1]) > 0.2).sum()) for y in levels)

    assert 0 < 2 * few < many


def test_tests_are_named_while_there_is_room() -> None:
    few, many = (texts(scores_figure(Practice("Practice", shown))) for shown in (THREE, scores(20, 60)))

    assert {"NBME 9", "UWSA 1", "Free 120"} <= set(few)
    assert not [words for words in many if "NBME" in words]


def test_scores_are_joined_by_day_whatever_their_order() -> None:
    assert scores_png("Practice", THREE[::-1], 250, 240) == scores_png("Practice", THREE, 250, 240)


def test_a_picture_is_square_opaque_and_the_same_each_time() -> None:
    content = scores_png("Practice", THREE, 250, 240, EXAM)

    assert content.startswith(SIGNATURE)
    assert pixels(content).shape[:2] == (WIDTH, WIDTH)
    assert pixels(content)[..., 3].min() == 1
    assert content == scores_png("Practice", THREE, 250, 240, EXAM)


@pytest.mark.parametrize("number", [0, 400])
def test_no_scores_and_more_than_can_be_labelled_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match=r"at least one score|400 scores: there is no room"):
        scores_png("Practice", scores(number, 300))


def test_a_phase_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="'Dedicated' closes on 2027-01-01, before it opens on 2027-02-01"):
        Phase("Dedicated", date(2027, 2, 1), date(2027, 1, 1))
