"""Conditions of decision tables: which facts each written form holds for, and what is no condition."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.strategy.cells import cell, ends, number
from bot.strategy.errors import TableError


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        pytest.param(3, 3, id="a number equals itself"),
        pytest.param(3, 3.0, id="a number equals itself as a decimal"),
        pytest.param("3", 3, id="a number may be written as text"),
        pytest.param("2.5", 2.5, id="so may a decimal"),
        pytest.param(True, True, id="true equals true"),
        pytest.param("final", "final", id="a word equals itself"),
        pytest.param("235..244", 235, id="a range holds its low end"),
        pytest.param("235..244", 244, id="a range holds its high end"),
        pytest.param("250..", 250, id="an open high end, at the low one"),
        pytest.param("250..", 10_000, id="an open high end, far up"),
        pytest.param("..229", 229, id="an open low end, at the high one"),
        pytest.param("..229", -4, id="an open low end, far down"),
        pytest.param("6<..<8", 7, id="between two ends that are left out"),
        pytest.param("6<..<8", 6.1, id="just above an end that is left out"),
        pytest.param("0<..6", 6, id="one end left out, at the other"),
        pytest.param("0.5..1.5", 1.5, id="decimal ends"),
        pytest.param("-5..-1", -5, id="ends below nought"),
        pytest.param("3..3", 3, id="a range of one"),
        pytest.param("given", 0, id="nought is given"),
        pytest.param("given", False, id="false is given"),
        pytest.param("given", "", id="an empty text is given"),
        pytest.param("absent", None, id="nothing is absent"),
        pytest.param("not 1", 2, id="not that number"),
        pytest.param("not 1", None, id="nothing is not that number"),
        pytest.param("not final", "week", id="not that word"),
        pytest.param("not ..219", 220, id="not in the range"),
        pytest.param("not ..219", None, id="nothing is in no range"),
        pytest.param("not given", None, id="not given"),
        pytest.param("not absent", 0, id="not absent"),
        pytest.param("not not 1", 1, id="not twice"),
        pytest.param(["absent", True], None, id="the first of a list"),
        pytest.param(["absent", True], True, id="the last of a list"),
        pytest.param(["..<6", "9<.."], 9.5, id="one of two ranges"),
    ],
)
def test_a_condition_holds(written: Any, fact: Any) -> None:
    assert cell(written)(fact)


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        pytest.param(3, 4, id="another number"),
        pytest.param(3, "3", id="a number is no text"),
        pytest.param(1, True, id="true is no one"),
        pytest.param(0, False, id="false is no nought"),
        pytest.param(True, 1, id="one is not true"),
        pytest.param(False, None, id="nothing is not false"),
        pytest.param("final", "Final", id="another word"),
        pytest.param("235..244", 234, id="one below a range"),
        pytest.param("235..244", 245, id="one above a range"),
        pytest.param("250..", 249, id="one below an open range"),
        pytest.param("..229", 230, id="one above an open range"),
        pytest.param("6<..<8", 6, id="on the low end that is left out"),
        pytest.param("6<..<8", 8, id="on the high end that is left out"),
        pytest.param("235..244", None, id="nothing is in no range"),
        pytest.param("..5", True, id="true is in no range"),
        pytest.param("..5", "3", id="a text is in no range"),
        pytest.param("given", None, id="nothing is not given"),
        pytest.param("absent", 0, id="nought is not absent"),
        pytest.param("not 1", 1, id="that number after all"),
        pytest.param("not given", 1, id="given after all"),
        pytest.param(["us_img", "non_us_img"], "us_md", id="none of a list"),
        pytest.param([], 1, id="an empty list"),
    ],
)
def test_a_condition_does_not_hold(written: Any, fact: Any) -> None:
    assert not cell(written)(fact)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("..", id="no end at all"),
        pytest.param("a..b", id="words for ends"),
        pytest.param("235..24x", id="a slip in an end"),
        pytest.param("235...244", id="a dot too many"),
        pytest.param("235 .. 244", id="blanks"),
        pytest.param("<235..", id="the mark on the wrong side"),
        pytest.param("not 5..x", id="a wrong range after a not"),
        pytest.param(["..229", "x.."], id="a wrong range in a list"),
        pytest.param(None, id="nothing"),
        pytest.param({"low": 1}, id="a table"),
    ],
)
def test_what_is_no_condition_is_refused(written: Any) -> None:
    with pytest.raises(TableError, match=r"is no (?:range|condition)"):
        cell(written)


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(TableError):
        cell("244..235")


@settings(max_examples=50)
@given(low=st.integers(-400, 400), length=st.integers(0, 400), fact=st.integers(-900, 900))
def test_a_range_holds_what_lies_from_its_low_to_its_high_end(low: int, length: int, fact: int) -> None:
    high = low + length

    assert cell(f"{low}..{high}")(fact) is (low <= fact <= high)
    assert cell(f"{low}<..<{high}")(fact) is (low < fact < high)
    assert cell(f"{low}..")(fact) is (low <= fact)
    assert cell(f"..{high}")(fact) is (fact <= high)


@settings(max_examples=50)
@given(written=st.sampled_from(["1", "2..4", "..<0", "given", "absent", "x"]), fact=st.integers(-3, 6) | st.none())
def test_a_not_turns_a_condition_round(written: str, fact: int | None) -> None:
    assert cell(f"not {written}")(fact) is not cell(written)(fact)


@settings(max_examples=50)
@given(cases=st.lists(st.sampled_from(["1", "2..4", "..<0", "absent", 6])), fact=st.integers(-3, 7) | st.none())
def test_a_list_holds_where_one_of_it_does(cases: list[Any], fact: int | None) -> None:
    assert cell(cases)(fact) is any(cell(one)(fact) for one in cases)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("235..244", (235, 244, False, False), id="both ends"),
        pytest.param("80..", (80, None, False, False), id="open above"),
        pytest.param("..229", (None, 229, False, False), id="open below"),
        pytest.param("6<..<8", (6, 8, True, True), id="both left out"),
        pytest.param("0.5..<1", (0.5, 1, False, True), id="a decimal"),
    ],
)
def test_the_ends_of_a_range_are_read(written: str, read: tuple[Any, ...]) -> None:
    assert ends(written) == read


@pytest.mark.parametrize(("written", "read"), [("240", 240), ("2.50", 2.5), ("-3", -3), (None, None)])
def test_a_number_is_as_whole_as_it_is_written(written: str | None, read: float | None) -> None:
    found = number(written)

    assert found == read
    assert type(found) is type(read)
