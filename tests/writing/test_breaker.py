"""When a model that keeps failing is asked again: after a pause, by one, and after a longer one if that fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.breaker import Breaker

FAILURES, FIRST, LONGEST = 3, 30.0, 600.0


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


def pause(breaker: Breaker, clock: Clock) -> float:
    """Return after how many seconds it is worth asking again."""
    began = clock.now
    while not breaker.allows:
        clock.now += 1.0
    return clock.now - began


def fail(breaker: Breaker, times: int) -> list[bool]:
    """Fail one after another."""
    return [breaker.failed() for _ in range(times)]


def test_a_few_failures_change_nothing(breaker: Breaker) -> None:
    assert fail(breaker, FAILURES - 1) == [False] * (FAILURES - 1)
    assert breaker.allows
    assert breaker.allows


def test_the_failure_after_which_nothing_is_asked_is_told(breaker: Breaker) -> None:
    assert fail(breaker, FAILURES) == [*[False] * (FAILURES - 1), True]
    assert not breaker.allows


def test_a_success_in_between_starts_the_count_again(breaker: Breaker) -> None:
    fail(breaker, FAILURES - 1)
    breaker.went_well()

    assert fail(breaker, FAILURES - 1) == [False] * (FAILURES - 1)
    assert breaker.allows


def test_after_the_pause_one_goes_ahead_and_the_others_wait(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, FAILURES)

    assert pause(breaker, clock) == FIRST
    assert [breaker.allows for _ in range(5)] == [False] * 5


def test_where_the_one_succeeds_all_are_asked_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, FAILURES)
    pause(breaker, clock)
    breaker.went_well()

    assert [breaker.allows for _ in range(5)] == [True] * 5


def test_where_the_one_fails_the_pause_is_twice_as_long_each_time_up_to_a_limit(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, FAILURES)
    pauses = []
    for _ in range(7):
        pauses.append(pause(breaker, clock))
        assert breaker.failed()

    assert pauses == [30.0, 60.0, 120.0, 240.0, 480.0, LONGEST, LONGEST]


def test_after_a_success_the_pause_is_short_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, FAILURES)
    pause(breaker, clock)
    fail(breaker, 1)
    pause(breaker, clock)
    breaker.went_well()
    fail(breaker, FAILURES)

    assert pause(breaker, clock) == FIRST


def test_where_nothing_is_heard_of_the_one_another_goes_ahead_after_a_while(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, FAILURES)
    pause(breaker, clock)

    assert 0.0 < pause(breaker, clock) <= LONGEST


def test_failures_of_those_under_way_do_not_make_the_pause_longer(breaker: Breaker, clock: Clock) -> None:
    under_way = 8
    assert [breaker.allows for _ in range(under_way)] == [True] * under_way
    fail(breaker, under_way)

    assert pause(breaker, clock) == FIRST


@given(st.lists(st.sampled_from(["asks", "fails", "goes well", "waits"]), max_size=60))
def test_whatever_happens_it_is_worth_asking_again_sooner_or_later(happens: list[str]) -> None:
    clock = Clock()
    breaker = Breaker(clock)
    for one in happens:
        if one == "asks":
            assert breaker.allows in {True, False}
        elif one == "fails":
            breaker.failed()
        elif one == "goes well":
            breaker.went_well()
            assert breaker.allows
        else:
            clock.now += 45.0
    clock.now += LONGEST

    assert breaker.allows
