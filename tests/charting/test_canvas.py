"""Looks of the card: contrast, colours that stay apart, lines that keep off text, and what the bytes are."""

from itertools import combinations

import pytest

from bot.charting.canvas import BAND, CARD, GREEN, HUES, INK, ORANGE, RULE, SOFT, TRACK, Box, blank, clear_of, png
from tests.charting.looking import SEEN, SIGNATURE, contrast, difference


@pytest.mark.parametrize(
    ("colour", "ground"),
    [(INK, CARD), (INK, BAND), (SOFT, CARD), (SOFT, BAND), (GREEN, CARD), (ORANGE, CARD)],
)
def test_text_stands_out_from_what_it_is_written_on(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 4.5


@pytest.mark.parametrize("ground", [CARD, BAND, TRACK])
@pytest.mark.parametrize("colour", [*HUES, RULE, SOFT, INK])
def test_what_is_drawn_stands_out_from_what_it_is_drawn_on(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 3


@pytest.mark.parametrize("seen", SEEN)
def test_the_colours_of_groups_can_be_told_apart_by(seen: str) -> None:
    assert min(difference(one, other, SEEN[seen]) for one, other in combinations(HUES, 2)) > 15


@pytest.mark.parametrize(
    ("boxes", "left"),
    [
        pytest.param([], [(0, 200)], id="nothing written"),
        pytest.param([Box(40, 80, 60, 120)], [(0, 73), (127, 200)], id="across it"),
        pytest.param([Box(0, 80, 30, 120)], [(0, 200)], id="beside it"),
        pytest.param([Box(40, 80, 60, 120), Box(40, 130, 60, 150)], [(0, 73), (157, 200)], id="two close together"),
        pytest.param([Box(40, -20, 60, 30), Box(40, 190, 60, 250)], [(37, 183)], id="at its ends"),
        pytest.param([Box(40, -20, 60, 250)], [], id="all over it"),
        pytest.param([Box(40, 250, 60, 300)], [(0, 200)], id="below it"),
    ],
)
def test_a_line_breaks_off_where_text_is_written(boxes: list[Box], left: list[tuple[float, float]]) -> None:
    assert list(clear_of(boxes, 50, 0, 200)) == left


def test_a_card_too_tall_to_be_looked_at_names_what_needs_it() -> None:
    with pytest.raises(ValueError, match="31 rows: a card 4001 pixels high is needed, the tallest has 4000"):
        blank(4_001, "31 rows")


def test_bytes_hold_the_picture_and_nothing_of_when_or_by_what_it_was_made() -> None:
    content = png(blank(100, "nothing").figure)

    assert content.startswith(SIGNATURE)
    assert b"tEXt" not in content
    assert b"tIME" not in content
