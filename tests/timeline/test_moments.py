"""Moments read from words: months, windows, school years, seasons and weeks of a plan, and what is none of them."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.timeline.figures import in_figures
from bot.timeline.moments import Moment, moment_in, without_moment
from bot.timeline.timetable import SCHOOL_YEARS

ON = date(2026, 11, 22)
AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 1)
LONGEST = 4_000
SLOWEST = 2.0
"""Seconds that the longest text may take on a busy machine; a pattern that runs wild takes minutes."""
NONE = Moment()


def read(text: str, on: date = ON) -> Moment:
    """Return the moment a text tells of."""
    return moment_in(in_figures(text), on)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        pytest.param("I have 14 months until the match", 14, id="until"),
        pytest.param("fourteen months before Match Day", 14, id="in words"),
        pytest.param("thirty-one months before the match", 31, id="in two words"),
        pytest.param("the match is eleven months away", 11, id="the other way round"),
        pytest.param("match is in 3 months", 3, id="in"),
        pytest.param("7 mos to the match", 7, id="a short form"),
        pytest.param("one month before the match", 1, id="one"),
        pytest.param("a month before the match", 1, id="a"),
        pytest.param("a couple of months before the match", 2, id="a couple"),
        pytest.param("10.5 months before the match", 10.5, id="a half"),
        pytest.param("2 years before the match", 24, id="years"),
        pytest.param("a year and a half before the match", 18, id="a year and a half"),
        pytest.param("a year out, what now?", 12, id="a year"),
        pytest.param("half a year left until the match", 6, id="half a year"),
        pytest.param("20 weeks until match week", 4.6, id="weeks"),
        pytest.param("13 months to go", 13, id="to go, to nothing named"),
        pytest.param("9 months left", 9, id="left"),
        pytest.param("9 months left before my exam and the match", 9, id="left, where the Match is named too"),
        pytest.param("two months till ERAS", 8, id="until ERAS, six months before the Match"),
        pytest.param("ERAS is 5 months off", 11, id="ERAS is off"),
        pytest.param("half a year left before I apply", 12, id="until applying"),
        pytest.param("ERAS opens in 13 weeks", 9, id="weeks until ERAS"),
        pytest.param("0 months before the match", 0, id="none"),
    ],
)
def test_months_before_the_match_are_read(text: str, months: float) -> None:
    assert read(text) == Moment(months=months)


@pytest.mark.parametrize("form", ["{} months before the match", "the match is {} months away", "{} months to go"])
def test_any_number_of_months_is_read_as_it_is(form: str) -> None:
    assert [read(form.format(n)).months for n in range(121)] == [*range(121)]


@pytest.mark.parametrize(
    ("text", "window", "months"),
    [
        pytest.param("18–24 months out", "18–24", 21, id="a dash"),
        pytest.param("what's in the 12-18 month window", "12–18", 15, id="a hyphen"),
        pytest.param("in the eight to twelve months window", "8–12", 10, id="in words"),
        pytest.param("between 4 and 6 months before the match", "4–6", 5, id="between"),
        pytest.param("it's 18 months to 24 months before the match", "18–24", 21, id="the unit twice"),
        pytest.param("September to March", "season", 3, id="the season"),
        pytest.param("the sept-march window", "season", 3, id="the season, short"),
    ],
)
def test_a_window_of_the_guides_is_read_with_a_month_in_it(text: str, window: str, months: int) -> None:
    assert read(text) == Moment(months=months, window=window)


@pytest.mark.parametrize(
    ("text", "stage", "dated"),
    [
        pytest.param("I'm an M1", "m1", False, id="M1"),
        pytest.param("I'm an MS2", "m2", False, id="MS2"),
        pytest.param("OMS-III here", "m3", False, id="OMS-III"),
        pytest.param("ms iv", "m4", False, id="in Roman figures"),
        pytest.param("as a third year", "m3", False, id="in words"),
        pytest.param("a 2nd-year student", "m2", False, id="in figures"),
        pytest.param("final year student", "m4", False, id="the final year"),
        pytest.param("early M2", "early_m2", True, id="early"),
        pytest.param("halfway through M2", "mid_m2", True, id="the middle"),
        pytest.param("I'm at the end of second year", "late_m2", True, id="the end"),
        pytest.param("October of M2", "early_m2", True, id="an autumn month"),
        pytest.param("in March of my M2", "late_m2", True, id="a spring month"),
        pytest.param("middle of my M3", "m3", True, id="the middle of another year"),
        pytest.param("rising M4", "m4", True, id="rising"),
        pytest.param("going into fourth year", "m4", True, id="going into it"),
    ],
)
def test_a_year_of_school_is_read(text: str, stage: str, dated: bool) -> None:
    assert read(text) == Moment(stage=stage, dated=dated)
    assert stage in SCHOOL_YEARS


@pytest.mark.parametrize(
    ("text", "season"),
    [
        pytest.param("matching in 2029", 2029, id="the year of the Match"),
        pytest.param("the match of March 2028", 2028, id="its month"),
        pytest.param("class of 2028", 2028, id="the class"),
        pytest.param("2028 cycle", 2028, id="the cycle"),
        pytest.param("the 2027-2028 cycle", 2028, id="both years of it"),
        pytest.param("2027/28 season", 2028, id="both years, short"),
        pytest.param("applying in September 2027", 2028, id="the September of applying"),
        pytest.param("apply fall of 2028", 2029, id="the fall of applying"),
        pytest.param("I apply in 2027", 2028, id="the year of applying"),
        pytest.param("I apply in two years", 2029, id="in some years"),
        pytest.param("when is match week 2027", 2027, id="a date of it"),
    ],
)
def test_a_season_is_read(text: str, season: int) -> None:
    assert read(text) == Moment(season=season)


@pytest.mark.parametrize("form", ["I match in {}", "the {} cycle", "match week {}", "class of {}"])
def test_any_season_is_read_as_it_is(form: str) -> None:
    assert [read(form.format(year)).season for year in range(2026, 2050)] == [*range(2026, 2050)]


@pytest.mark.parametrize(
    ("text", "in_august", "in_september", "in_october"),
    [
        pytest.param("next cycle", 2027, 2027, 2028, id="the next cycle is the next to apply in"),
        pytest.param("applying next year", 2027, 2027, 2028, id="next year"),
        pytest.param("I apply in 1 year", 2027, 2027, 2028, id="in a year"),
        pytest.param("this cycle", 2027, 2027, 2027, id="this cycle is the one that is on"),
        pytest.param("2028 cycle", 2028, 2028, 2028, id="a year is what it is"),
    ],
)
def test_which_cycle_is_meant_depends_on_whether_applications_have_gone_out(
    text: str, in_august: int, in_september: int, in_october: int
) -> None:
    assert [read(text, on).season for on in (AUGUST, SEPTEMBER, OCTOBER)] == [in_august, in_september, in_october]


@pytest.mark.parametrize(
    ("on", "this", "coming"),
    [
        pytest.param(date(2026, 12, 31), 2027, 2028, id="the end of a year"),
        pytest.param(date(2027, 1, 1), 2027, 2028, id="a new year"),
        pytest.param(date(2027, 3, 31), 2027, 2028, id="the end of March"),
        pytest.param(date(2027, 4, 1), 2028, 2028, id="April"),
        pytest.param(date(2028, 2, 29), 2028, 2029, id="a leap day"),
    ],
)
def test_this_cycle_and_the_next_one_roll_over(on: date, this: int, coming: int) -> None:
    assert (read("this cycle", on).season, read("next cycle", on).season) == (this, coming)


@pytest.mark.parametrize(
    ("text", "week", "weeks"),
    [
        pytest.param("week 5 of my plan", 5, None, id="a week"),
        pytest.param("the fourth week of studying for Step 2", 4, None, id="in words"),
        pytest.param("wk #3 of a 10-week plan", 3, 10, id="of so many"),
        pytest.param("12-week study schedule, week 11", 11, 12, id="of so many, told before"),
        pytest.param("last two weeks of prep", "final", None, id="the last ones"),
        pytest.param("final week before ck", "final", None, id="the final one"),
        pytest.param("week 2 of dedicated for step 1", None, None, id="not of Step 1"),
        pytest.param("week 4 of my rotation", None, None, id="not of anything else"),
        pytest.param("weeks 3-4 of my plan", None, None, id="not two at once"),
    ],
)
def test_a_week_of_the_step_2_plan_is_read(text: str, week: int | str | None, weeks: int | None) -> None:
    assert (read(text).week, read(text).plan_weeks) == (week, weeks)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("9 months left before my exam", id="months to something else"),
        pytest.param("my exam is in 9 months", id="an exam"),
        pytest.param("I have 6 months of research", id="months of research"),
        pytest.param("12 months", id="months alone"),
        pytest.param("1-2 away rotations", id="a count"),
        pytest.param("CK 245, two attempts", id="scores"),
        pytest.param("call me at 555-0123", id="a telephone number"),
        pytest.param("third-year resident", id="a resident"),
        pytest.param("first year of residency", id="residency"),
        pytest.param("M5", id="a year that is none"),
        pytest.param("step 2 in June", id="a month alone"),
        pytest.param("1234567 months before the match", id="a number without end"),
    ],
)
def test_what_says_nothing_of_when_is_no_moment(text: str) -> None:
    assert read(text) == NONE
    assert not read(text).told


def test_several_things_are_read_from_one_text() -> None:
    moment = read(
        "I'm a rising M4, 10 months before the match, applying in September 2027: week 2 of my 8-week CK plan?"
    )

    assert moment == Moment(10, "", "m4", dated=True, season=2028, week=2, plan_weeks=8)


@pytest.mark.parametrize(
    ("before", "later", "both"),
    [
        pytest.param(Moment(stage="m3"), NONE, Moment(stage="m3"), id="nothing is told later"),
        pytest.param(Moment(stage="m3"), Moment(season=2028), Moment(stage="m3", season=2028), id="more is told"),
        pytest.param(Moment(months=10), Moment(months=8), Moment(months=8), id="what was told later counts"),
        pytest.param(
            Moment(months=21, window="18–24"), Moment(months=8), Moment(months=8), id="a window goes with its months"
        ),
        pytest.param(
            Moment(months=8), Moment(months=21, window="18–24"), Moment(months=21, window="18–24"), id="a window later"
        ),
    ],
)
def test_what_was_told_before_holds_on(before: Moment, later: Moment, both: Moment) -> None:
    assert before.with_more(later) == both


@pytest.mark.parametrize(
    ("text", "left"),
    [
        pytest.param("eras is 9 months off, what now?", "what now?", id="it does not ask about ERAS"),
        pytest.param("next cycle: letters?", "letters?", id="it does not ask what is next"),
        pytest.param("applying in September 2027. electives?", "electives?", id="nor about applying"),
        pytest.param("what is next?", "what is next?", id="what tells of no moment stays"),
    ],
)
def test_words_of_when_are_no_words_of_what(text: str, left: str) -> None:
    assert without_moment(in_figures(text)).replace(" ,", "").strip(" ,.:") == left


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("Twenty-four MONTHS", "24 months", id="a number of two words"),
        pytest.param("five to seven mos", "5–7 months", id="a span"),
        pytest.param("the third week", "the week 3", id="a week by its place"),
        pytest.param("a third-year, fourth year", "a m3, m4", id="years of school"),
        pytest.param("Ｍ３ in ２ months", "m3 in 2 months", id="wide letters and figures"),
        pytest.param("İstanbul", "istanbul", id="a letter that grows when it is made small"),
    ],
)
def test_numbers_are_written_in_figures(text: str, figures: str) -> None:
    assert in_figures(text) == figures


FRAGMENTS = """m1 m4 ms early late end of my year years month months week weeks 1 12 18–24 2028 2027–28 match eras apply
applying in for next this cycle season september march until before is off left final plan ck step two twenty half a an
and to - . ? , one third İ ½ ² ٣ ſ""".split()
SAID = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map(" ".join) | st.text(max_size=80)


@given(text=SAID, on=st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_any_text_at_all_is_read(text: str, on: date) -> None:
    moment = read(text, on)

    assert moment.months is None or moment.months >= 0
    assert moment.stage in {"", *SCHOOL_YEARS}
    assert moment.season is None or 2000 <= moment.season <= 2109
    assert isinstance(without_moment(in_figures(text)), str)


@pytest.mark.parametrize("end", ["", "!", " years"])
@pytest.mark.parametrize(
    "part",
    [
        *(
            "1",
            "1–",
            "1 ",
            " ",
            "m",
            "m-",
            "ms ",
            "m1 ",
            "year ",
            "12 months ",
            "1 months until ",
            "eras ",
            "apply in ",
        ),
        *(
            "apply a ",
            "match in ",
            "match is in about ",
            "ck ",
            "early of ",
            "end of my ",
            "week 1 ",
            "a couple of ",
            "20",
        ),
        *("2027–", "class in ", "first ", "twenty-", "september ", "and so ", "one and a half years ", "½ ", "İ", "'"),
    ],
)
def test_no_text_makes_the_reading_run_wild(part: str, end: str) -> None:
    text = (part * LONGEST)[: LONGEST - len(end)] + end
    begun = time.perf_counter()
    without_moment(in_figures(text))
    read(text)

    assert time.perf_counter() - begun < SLOWEST
