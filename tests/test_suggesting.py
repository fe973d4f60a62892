"""What is offered while somebody types: the names that fit, best first."""

from time import perf_counter
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.suggesting import folded, suggest

ZONES = sorted(available_timezones())
TERMS = ["ERAS", "LOR", "Sub-I", "Step 1", "Step 2 CK", "Sub-internship", "Prelim", "B&B"]
PLACES = ["München", "Zürich", "São Paulo", "Ōsaka", "Москва", "서울", "New York", "Newark", "York"]
TEXTS = st.text(max_size=20)


@pytest.mark.parametrize(
    ("typed", "names", "offered"),
    [
        pytest.param("eras", TERMS, ["ERAS"], id="equal, in another case"),
        pytest.param("york", PLACES, ["York", "New York"], id="equal before a word of it"),
        pytest.param("new", PLACES, ["New York", "Newark"], id="names that begin so keep their order"),
        pytest.param("newar", PLACES, ["Newark"], id="one that begins so"),
        pytest.param("st", TERMS, ["Step 1", "Step 2 CK"], id="two letters"),
        pytest.param("ck", TERMS, ["Step 2 CK"], id="a word of it begins so"),
        pytest.param("ark", ["Dark room", "Park ark", "Arkansas"], ["Arkansas", "Park ark", "Dark room"], id="in turn"),
        pytest.param("subi", TERMS, ["Sub-I", "Sub-internship"], id="without its hyphen"),
        pytest.param("sub i", TERMS, ["Sub-I", "Sub-internship"], id="with a space in its place"),
        pytest.param("e.r.a.s.", TERMS, ["ERAS"], id="with dots"),
        pytest.param("step2", TERMS, ["Step 2 CK", "Step 1"], id="without its space, and one much like it"),
        pytest.param("munchen", PLACES, ["München"], id="without its accent"),
        pytest.param("MÜNCHEN", PLACES, ["München"], id="shouted"),
        pytest.param("osaka", PLACES, ["Ōsaka"], id="without its length mark"),
        pytest.param("моск", PLACES, ["Москва"], id="another alphabet"),
        pytest.param("서", PLACES, ["서울"], id="a syllable"),
        pytest.param("zurihc", PLACES, ["Zürich"], id="letters that changed places"),
        pytest.param("preilm", TERMS, ["Prelim"], id="another slip"),
        pytest.param("new yrok", PLACES, ["New York"], id="a slip in its second word"),
        pytest.param("zz", PLACES, [], id="nothing like it, in two letters"),
        pytest.param("qqqqqq", PLACES, [], id="nothing like it"),
        pytest.param("firefly", ["IR", "Fly"], [], id="a name that is part of it fits no better"),
        pytest.param("", PLACES, PLACES, id="nothing typed"),
        pytest.param("  -- ", PLACES, PLACES, id="nothing but signs"),
        pytest.param("york", [], [], id="no names"),
        pytest.param("lor", ["LOR", "LOR", "Lor"], ["LOR", "Lor"], id="the same name twice"),
    ],
)
def test_the_names_that_fit_best_come_first(typed: str, names: list[str], offered: list[str]) -> None:
    assert suggest(typed, names) == offered


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("new york", "America/New_York", id="a city"),
        pytest.param("newyork", "America/New_York", id="a city in one word"),
        pytest.param("europe/ber", "Europe/Berlin", id="with its continent"),
        pytest.param("utc", "UTC", id="a short name before longer ones"),
        pytest.param("karachi", "Asia/Karachi", id="a city of another continent"),
        pytest.param("los angelse", "America/Los_Angeles", id="a slip"),
        pytest.param("sao paulo", "America/Sao_Paulo", id="two words"),
    ],
)
def test_a_time_zone_is_found(typed: str, first: str) -> None:
    assert suggest(typed, ZONES)[0] == first


@pytest.mark.parametrize(("most", "count"), [(3, 3), (25, 25), (0, 0), (-1, 0)])
@pytest.mark.parametrize("typed", ["a", ""])
def test_no_more_are_offered_than_are_wanted(typed: str, most: int, count: int) -> None:
    assert len(suggest(typed, ZONES, most)) == count


def test_as_many_are_offered_as_can_be_shown() -> None:
    assert len(suggest("", ZONES)) == len(suggest("america", ZONES)) == 25


@pytest.mark.parametrize("typed", ["a", "new york", "europe/berlni", "x" * 6_000])
def test_six_hundred_names_take_no_time(typed: str) -> None:
    def taken() -> float:
        begun = perf_counter()
        suggest(typed, ZONES[:600])
        return perf_counter() - begun

    # The best of some: what else the machine does meanwhile is not counted.
    assert min(taken() for _ in range(10)) < 0.005


@given(TEXTS, st.lists(TEXTS, max_size=8))
def test_whatever_is_typed_only_names_are_offered_and_each_once(typed: str, names: list[str]) -> None:
    offered = suggest(typed, names)

    assert set(offered) <= set(names)
    assert len(offered) == len(set(offered))
    assert offered == suggest(typed, names)


@given(st.lists(TEXTS.filter(folded), min_size=1, max_size=8), st.data())
def test_a_name_that_is_typed_in_full_comes_first(names: list[str], data: st.DataObject) -> None:
    typed = data.draw(st.sampled_from(names))

    assert folded(suggest(typed, names)[0]).replace(" ", "") == folded(typed).replace(" ", "")
