"""Lookups: by months, year of school, season and day, by name and what is next; the catalogue holds in all of them."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.strategy.tables import APPLIES
from bot.timeline.looking_up import subjects
from bot.timeline.milestones import Milestone
from bot.timeline.season_dates import Sure
from bot.timeline.seasons import Season, months_between
from bot.timeline.timeline import Entry, State, Timeline
from bot.timeline.timetable import SCHOOL_YEARS
from tests.strategy.lines import Line, is_refused, lines, not_held
from tests.strategy.shipped import shipped
from tests.timeline.shipped import IMG_KINDS, KINDS, NOW, US_KINDS, found, ids, table

BY_MONTHS, BY_YEAR, TIMING = "timeline_by_months", "stage_plan", "ck_exam_timing"
ANYBODY = (*KINDS, "")
BEGINS = 24
"""Months before the Match at which the timeline by months begins."""
HALF_MONTHS = [half / 2 for half in range(241)]
NEXT = 6
ERAS_MONTH = 9
EASTERN, TOKYO, AUCKLAND = map(ZoneInfo, ("America/New_York", "Asia/Tokyo", "Pacific/Auckland"))
TURNS = [State.AHEAD, State.NOW, State.OPEN]
"""States in the order in which a milestone goes through them."""
OF_TIMING = {"G-15.a": ("ck", IMG_KINDS), "G-15.d": ("sub_i", US_KINDS)}
"""Gaps of F15 that hold whatever the day of the exam is, what they are told with, and to whom."""

KIND = st.sampled_from(ANYBODY)
STAGE = st.sampled_from(sorted(SCHOOL_YEARS))
ABOUT = st.lists(st.sampled_from([*subjects(table()), *(one.id for one in table().milestones)]), max_size=3)
LATER = st.integers(0, 9)
MOMENTS = st.integers(0, 11 * 366 * 24).map(lambda hours: datetime(2026, 11, 22, tzinfo=UTC) + timedelta(hours=hours))


def of_function(name: str, line: Line) -> bool:
    """Tell whether a line of the catalogue's cases is of a function, and not refused."""
    return line["function"] == name and not is_refused(line)


def wanted_of(line: Line) -> dict[str, Any]:
    """Return what a line wants of an answer."""
    return dict(line["expect"]) if "expect" in line else {"status": "resolved_gap", **line["proposed"]}


def shown(timeline: Timeline) -> dict[str, Any]:
    """Return a timeline as the command prints it with --json."""
    return dict(json.loads(json.dumps(timeline.as_json())))


@pytest.mark.parametrize("line", lines(lambda line: of_function(BY_MONTHS, line)))
def test_a_case_by_months_holds_in_the_timeline(line: Line) -> None:
    inputs = line["inputs"]
    answer = shown(found(months=inputs["months_before_match"], applicant=inputs.get("applicant_type", "")))

    assert not_held(wanted_of(line), answer, shipped().named(BY_MONTHS).kinds) == {}
    assert set(line.get("rules", ())) <= set(answer["rules"])
    assert line.get("message") in {None, *answer["caveats"]}
    assert answer["actions"] == shipped().advise(BY_MONTHS, inputs).values["actions"]
    held_back = {"ahead"} if inputs["months_before_match"] > BEGINS else set()
    told = {one["rule"] for one in answer["milestones"] if one["state"] not in {"now", *held_back}}
    assert told.isdisjoint(answer["rules"])


def is_by_stage(line: Line) -> bool:
    """Tell whether a line is of F23 and of a US school year; no other is asked for by it."""
    return of_function(BY_YEAR, line) and "curriculum" not in line["inputs"]


@pytest.mark.parametrize("line", lines(is_by_stage))
def test_a_case_by_year_of_school_holds_in_the_timeline(line: Line) -> None:
    answer = shown(found(year=line["inputs"]["stage"], applicant="us_md"))
    wanted = wanted_of(line)
    if "step1_on_track" in line["inputs"]:  # which a timeline does not know, and so asks
        wanted["research_start"] = None
        assert answer["ask"] == "step1_on_track"

    assert not_held(wanted, answer, shipped().named(BY_YEAR).kinds) == {}
    assert set(line.get("rules", ())) <= set(answer["rules"])
    assert line.get("message") in {None, *answer["caveats"]}


def is_dated(line: Line) -> bool:
    """Tell whether a line of F15 gives a month of the year in which ERAS is submitted in September."""
    inputs = line["inputs"]
    return (
        of_function(TIMING, line)
        and inputs.get("eras_month", ERAS_MONTH) == ERAS_MONTH
        and inputs.get("same_year", True)
    )


@pytest.mark.parametrize("line", lines(is_dated))
@pytest.mark.parametrize("applicant", ["us_md", "us_img", "non_us_img"])
def test_an_exam_that_the_catalogue_calls_in_time_is_not_after_its_milestone(line: Line, applicant: str) -> None:
    advice = shipped().advise(TIMING, line["inputs"])
    month = date(2027, line["inputs"]["exam_month"], 1)
    entry = found(season=2028, about=("ck",), applicant=applicant).entries[0]

    assert entry.closes
    assert (advice.values["verdict"] == "on_time") is (month <= entry.closes)


@pytest.mark.parametrize("line", lines(lambda line: of_function(TIMING, line) and "message" in line))
def test_what_is_open_of_every_exam_day_is_told_with_its_milestone(line: Line) -> None:
    told = [OF_TIMING[rule] for rule in line["rules"] if rule in OF_TIMING]
    said = {reason.rule: reason.says for reason in shipped().advise(TIMING, line["inputs"]).reasons}

    for rule, (about, kinds) in ((rule, OF_TIMING[rule]) for rule in said.keys() & OF_TIMING):
        assert all(said[rule] in found(about=(about,), applicant=kind).caveats for kind in kinds)
    assert not told or line["message"] in said.values()


@pytest.mark.parametrize("line", lines(lambda line: line["function"] == BY_MONTHS and is_refused(line)))
def test_months_that_the_catalogue_refuses_are_refused(line: Line) -> None:
    with pytest.raises(InputError, match="months run from 0 to 120"):
        found(months=line["inputs"]["months_before_match"])


@pytest.mark.parametrize("about", [(), ("letters",)], ids=["everything", "by name"])
@pytest.mark.parametrize("months", [-1, 121, -0.5, 120.5, float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("applicant", ["", "us_do", "us_img"])
def test_what_is_no_number_of_months_is_refused_whatever_is_asked(
    months: float, about: tuple[str, ...], applicant: str
) -> None:
    with pytest.raises(InputError, match="months before match") as refused:
        found(months=months, about=about, applicant=applicant)

    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("applicant", ANYBODY)
def test_whatever_the_catalogue_says_is_to_be_done_is_due_now(applicant: str) -> None:
    for timeline in (found(months=months, applicant=applicant) for months in range(BEGINS + 1)):
        fired = {rule for name, _, advice in timeline.advice for rule in advice.rules if name == BY_MONTHS}
        due = {entry.milestone.reason.rule for entry in timeline.of(State.NOW)}

        assert fired & {entry.milestone.reason.rule for entry in timeline.entries} <= due


@pytest.mark.parametrize("asked", [{"months": BEGINS + 1}, {"months": 60}, {"months": 120}, {"season": 2036}], ids=str)
@pytest.mark.parametrize("applicant", ["", *IMG_KINDS])
def test_before_the_timeline_begins_all_of_it_lies_ahead(asked: dict[str, Any], applicant: str) -> None:
    assert {entry.state for entry in found(applicant=applicant, **asked).entries} == {State.AHEAD}


@pytest.mark.parametrize("applicant", ANYBODY)
def test_what_is_over_is_not_called_due(applicant: str) -> None:
    timeline = found(season=2027, applicant=applicant)

    assert timeline.of(State.NOW)
    assert [entry for entry in timeline.of(State.NOW) if entry.closes and entry.closes < NOW.date()] == []


@pytest.mark.parametrize("applicant", ANYBODY)
@pytest.mark.parametrize("year", ["m1", "m2", "m3", "m4"])
def test_whatever_the_catalogue_says_of_a_year_is_due_in_it(year: str, applicant: str) -> None:
    timeline = found(year=year, applicant=applicant)
    fired = {rule for *_, advice in timeline.advice for rule in advice.rules}
    due = {entry.milestone.reason.rule for entry in timeline.of(State.NOW)}

    assert fired & {entry.milestone.reason.rule for entry in timeline.entries} <= due


def is_in_order(timeline: Timeline) -> bool:
    """Tell whether what is due comes first, the asker's own before others', as the functions name it."""
    is_due = [entry.state is State.NOW for entry in timeline.entries]
    fired = list(dict.fromkeys(rule for *_, advice in timeline.advice for rule in advice.rules))
    due = [
        (entry.others, fired.index(entry.milestone.reason.rule))
        for entry in timeline.of(State.NOW)
        if entry.milestone.reason.rule in fired
    ]
    return is_due == sorted(is_due, reverse=True) and due == sorted(due)


@pytest.mark.parametrize("applicant", ANYBODY)
def test_what_is_due_comes_first_and_as_the_catalogue_orders_it(applicant: str) -> None:
    timelines = {months: found(months=months, applicant=applicant) for months in HALF_MONTHS}

    assert [months for months, timeline in timelines.items() if not is_in_order(timeline)] == []


def states_by_id(timelines: Iterable[Timeline]) -> dict[str, list[int]]:
    """Return the states that each milestone goes through, by their turns."""
    gone: dict[str, list[int]] = {}
    for timeline in timelines:
        for entry in timeline.entries:
            gone.setdefault(entry.milestone.id, []).append(TURNS.index(entry.state))
    return gone


@pytest.mark.parametrize("applicant", ANYBODY)
def test_as_months_pass_what_is_ahead_falls_due_and_then_stays_open(applicant: str) -> None:
    gone = states_by_id(found(months=months, applicant=applicant) for months in reversed(HALF_MONTHS))

    assert {len(states) for states in gone.values()} == {len(HALF_MONTHS)}
    assert [id_ for id_, states in gone.items() if states != sorted(states)] == []


@pytest.mark.parametrize("applicant", ANYBODY)
def test_as_days_pass_what_is_ahead_falls_due_and_then_stays_open(applicant: str) -> None:
    days = [NOW + timedelta(days=4 * n) for n in range(120)]
    gone = states_by_id(found(day, season=2028, applicant=applicant) for day in days)

    assert [id_ for id_, states in gone.items() if states != sorted(states)] == []


def is_now_by_day(entry: Entry, on: date) -> bool:
    """Tell whether a day lies in the time of a milestone."""
    return bool(entry.opens and entry.closes and entry.opens <= on <= entry.closes)


@given(now=MOMENTS, later=LATER, applicant=KIND)
def test_in_a_season_a_state_is_what_the_days_say(now: datetime, later: int, applicant: str) -> None:
    timeline = found(now, season=table().dates.running(now).year + later, applicant=applicant)

    for entry in timeline.entries:
        assert entry.opens
        assert entry.closes
        assert (entry.state is State.NOW) is is_now_by_day(entry, now.date())
        assert entry.state is not State.AHEAD or entry.opens > now.date()
        assert entry.state is not State.OPEN or entry.closes < now.date()


def is_for_imgs_alone(one: Milestone) -> bool:
    """Tell whether a milestone was written for IMGs alone; the season itself belongs to nobody."""
    return one.applicants <= set(APPLIES["img"]) and bool(one.tracks)


def is_for_us_graduates_alone(one: Milestone) -> bool:
    """Tell whether a milestone was written for US graduates alone."""
    return one.applicants <= set(APPLIES["us"])


def is_offered(name: str, applicant: str) -> bool:
    """Tell whether there is anything by a name for somebody."""
    named = [one for one in table().milestones if name in {one.id, *one.about}]
    return name in table().dates.about or any(one.meant_for(applicant) for one in named)


def every_lookup(applicant: str) -> Iterator[Timeline]:
    """Yield what every kind of lookup finds for somebody, but those by months."""
    yield from (found(year=year, applicant=applicant) for year in SCHOOL_YEARS)
    yield from (found(season=year, applicant=applicant) for year in range(2027, 2037))
    yield from (found(next=True, season=year, applicant=applicant) for year in range(2027, 2037))
    for name in (*subjects(table()), *(one.id for one in table().milestones)):
        for when in ({}, {"season": 2029}, {"months": 20}, {"year": "m3"}):
            if is_offered(name, applicant):
                yield found(about=(name,), applicant=applicant, **when)


@pytest.mark.parametrize("applicant", US_KINDS)
def test_no_milestone_for_imgs_alone_is_given_to_a_us_graduate(applicant: str) -> None:
    given_to = {entry.milestone.id for timeline in every_lookup(applicant) for entry in timeline.entries}
    others = {one.id for one in table().milestones if is_for_imgs_alone(one)}

    assert given_to & others == set()
    assert len(given_to) > 20


@pytest.mark.parametrize("applicant", IMG_KINDS)
def test_no_milestone_for_us_graduates_alone_is_given_to_an_img(applicant: str) -> None:
    given_to = {entry.milestone.id for timeline in every_lookup(applicant) for entry in timeline.entries}
    others = {one.id for one in table().milestones if is_for_us_graduates_alone(one)}

    assert given_to & others == set()
    assert len(given_to) > 20


@pytest.mark.parametrize("applicant", US_KINDS)
def test_by_months_a_us_graduate_is_told_that_the_timeline_is_for_imgs(applicant: str) -> None:
    label = "This timeline was written for IMGs. US students: see the plan by year (M1-M4) too."
    timelines = [found(months=months, applicant=applicant) for months in HALF_MONTHS]

    assert {tuple(name for name, *_ in timeline.advice) for timeline in timelines} == {(BY_MONTHS, BY_YEAR)}
    assert all(label in timeline.caveats for timeline in timelines)


@pytest.mark.parametrize(
    ("asked", "applicant", "functions", "some"),
    [
        pytest.param({"months": 20}, "", [BY_MONTHS], "observerships", id="months, by anybody"),
        pytest.param({"months": 20}, "us_img", [BY_MONTHS], "observerships", id="months, by an IMG"),
        pytest.param({"months": 20}, "us_md", [BY_MONTHS, BY_YEAR], "honors", id="months, by a US graduate"),
        pytest.param({"year": "m3"}, "", [BY_YEAR], "honors", id="a year, by anybody"),
        pytest.param({"year": "m3"}, "us_do", [BY_YEAR], "honors", id="a year, by a US graduate"),
        pytest.param({"year": "m3"}, "non_us_img", [BY_YEAR], "core-rotations", id="a year, by an IMG"),
        pytest.param({"season": 2028}, "us_img", [BY_MONTHS], "core-rotations", id="a season, by an IMG"),
        pytest.param({"season": 2028}, "us_md", [BY_YEAR], "honors", id="a season, by a US graduate"),
        pytest.param({"about": ("letters",)}, "us_md", [], "sub-i-letter", id="a name, by a US graduate"),
        pytest.param({"about": ("letters",)}, "us_img", [], "ask-for-letters", id="a name, by an IMG"),
        pytest.param({"about": ("aways",)}, "us_img", [], "us-ir-experience", id="a name of both tracks"),
        pytest.param({"about": ("submit-eras",)}, "", [], "submit-eras", id="an id"),
        pytest.param({"about": ("match",)}, "us_do", [], "season", id="the Match, which is everybody's"),
    ],
)
def test_the_applicant_picks_the_track(asked: dict[str, Any], applicant: str, functions: list[str], some: str) -> None:
    timeline = found(applicant=applicant, **asked)

    assert [name for name, *_ in timeline.advice] == functions
    assert some in ids(timeline)


@pytest.mark.parametrize(
    ("about", "applicant", "wanted"),
    [
        pytest.param(("ck",), "us_img", ["ck-exam", "ck-when-ready"], id="a subject of several"),
        pytest.param(("ck", "practice"), "us_img", ["ck-exam", "ck-when-ready"], id="two subjects of one"),
        pytest.param(("letters", "letters"), "us_img", ["ask-for-letters"], id="a subject twice"),
        pytest.param(("letters", "ck"), "us_md", ["sub-i-letter", "ck-before-eras"], id="in the order asked for"),
        pytest.param(("letters", "observerships"), "us_md", ["sub-i-letter"], id="without what is for others"),
        pytest.param(("eras",), "us_do", ["submit-eras-md"], id="of one's track, though for the other kind"),
        pytest.param(("visa",), "us_img", ["visa"], id="of one's track, for the other kind of IMG"),
        pytest.param(("rank_lists",), "", ["season"], id="a date of a season"),
    ],
)
def test_milestones_are_found_by_name_and_each_comes_once(
    about: tuple[str, ...], applicant: str, wanted: list[str]
) -> None:
    assert ids(found(about=about, applicant=applicant)) == wanted


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param({"about": ("leters",)}, "milestone 'leters': choose aways, ck, ", id="an unknown name"),
        pytest.param({"about": ("letters", "")}, "milestone '': choose ", id="no name"),
        pytest.param(
            {"about": ("visa",), "applicant": "us_md"},
            "'visa': the guides name no time for a US MD",
            id="for IMGs alone",
        ),
        pytest.param(
            {"about": ("submit-eras-md",), "applicant": "us_img"}, "no time for a US-citizen IMG", id="for US MDs alone"
        ),
        pytest.param({"season": 2026}, "season 2026: its Match is over; give 2027 or a later one", id="a season past"),
        pytest.param(
            {"season": 2038},
            "season 2038: more than 10 years ahead; give one from 2027 to 2036",
            id="a season too far",
        ),
        pytest.param({"season": 2026, "about": ("letters",)}, "its Match is over", id="a milestone of a season past"),
        pytest.param({"season": 2020, "about": ("eras",)}, "its Match is over", id="dates that nobody kept"),
        pytest.param({"season": 0, "about": ("eras",)}, "season 0: its Match is over", id="a season that never was"),
        pytest.param({"season": 2038, "about": ("eras",)}, "more than 10 years ahead", id="dates too far"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_in_one_line(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        found(**asked)

    assert "\n" not in str(refused.value)


def test_dates_of_a_season_that_is_over_are_told_and_nothing_in_it_is_due() -> None:
    timeline = found(season=2026, about=("eras",))

    assert (timeline.season, timeline.months) == (Season(2026), None)
    assert {one.sure for one in timeline.dates} == {Sure.CONFIRMED}
    assert [entry.state for entry in timeline.entries] == [State.ANY]


@pytest.mark.parametrize(
    ("now", "season", "months"),
    [
        pytest.param(datetime(2026, 8, 31, 23, 59, tzinfo=EASTERN), 2027, 7, id="the eve of September"),
        pytest.param(datetime(2026, 9, 1, tzinfo=EASTERN), 2027, 6, id="September"),
        pytest.param(datetime(2026, 12, 31, 23, 59, tzinfo=EASTERN), 2027, 3, id="the eve of a new year"),
        pytest.param(datetime(2027, 1, 1, tzinfo=EASTERN), 2027, 2, id="a new year"),
        pytest.param(datetime(2027, 3, 14, 3, tzinfo=EASTERN), 2027, 0, id="the clocks go forward"),
        pytest.param(datetime(2027, 3, 20, 16, 59, tzinfo=AUCKLAND), 2027, 0, id="Match Week in Auckland, to its end"),
        pytest.param(datetime(2027, 3, 20, 17, tzinfo=AUCKLAND), 2028, 12, id="Match Week is over in Auckland"),
        pytest.param(datetime(2028, 2, 29, 23, 59, tzinfo=EASTERN), 2028, 1, id="a leap day"),
        pytest.param(datetime(2028, 4, 1, 8, tzinfo=TOKYO), 2028, 0, id="April in Tokyo, March in New York"),
        pytest.param(datetime(2028, 4, 1, 13, tzinfo=TOKYO), 2029, 11, id="April in both"),
    ],
)
def test_what_is_next_is_of_the_season_that_is_on_at_the_askers_time(now: datetime, season: int, months: int) -> None:
    timeline = found(now, next=True)

    assert (timeline.season, timeline.months) == (Season(season), months)
    assert {one.season for one in timeline.dates} == {season}


@given(now=MOMENTS, applicant=KIND, stage=STAGE)
def test_whenever_it_is_asked_there_is_an_answer_of_that_day(now: datetime, applicant: str, stage: str) -> None:
    by_day, by_year = found(now, next=True, applicant=applicant), found(now, year=stage, applicant=applicant)

    assert by_day.entries
    assert by_year.of(State.NOW)
    assert all(one.season == by_day.season.year for one in by_day.dates if by_day.season)
    assert not any(one.is_over(now) for one in (*by_day.dates, *by_year.dates))


@pytest.mark.parametrize(
    ("year", "now", "season"),
    [
        pytest.param("m3", datetime(2027, 5, 31, tzinfo=UTC), 2028, id="the last day of M3"),
        pytest.param("m4", datetime(2027, 6, 1, tzinfo=UTC), 2028, id="the first day of M4"),
        pytest.param("m1", datetime(2027, 1, 1, tzinfo=UTC), 2030, id="M1 in a new year"),
        pytest.param("late_m2", datetime(2028, 2, 29, tzinfo=UTC), 2030, id="M2 on a leap day"),
        pytest.param("m4", datetime(2027, 3, 19, 12, tzinfo=UTC), 2027, id="M4 on Match Day"),
        pytest.param("m4", datetime(2027, 3, 20, 12, tzinfo=UTC), None, id="M4 after it: no season is theirs"),
    ],
)
def test_a_year_of_school_leads_to_a_season(year: str, now: datetime, season: int | None) -> None:
    timeline = found(now, year=year)

    assert timeline.season == (season and Season(season))
    assert timeline.months is None
    assert all(bool(entry.opens) is bool(season) for entry in timeline.entries)


def test_months_lie_in_a_stage_and_stages_follow_each_other() -> None:
    stages = [table().stage(months) for months in HALF_MONTHS]
    years = table().years

    assert list(dict.fromkeys(stages)) == ["m4", "m3", "late_m2", "early_m2", "m1_m2"]
    assert [len([*some]) for _, some in groupby(stages)] == [stages.count(stage) for stage in dict.fromkeys(stages)]
    assert all(
        months <= years[stage].earliest for months, stage in zip(HALF_MONTHS, stages, strict=True) if months <= 45
    )


@pytest.mark.parametrize(
    ("months", "stage"),
    [
        *(
            (0, "m4"),
            (9, "m4"),
            (9.5, "m3"),
            (10, "m3"),
            (21, "m3"),
            (21.5, "late_m2"),
            (22, "late_m2"),
            (27, "late_m2"),
        ),
        *((28, "early_m2"), (33, "early_m2"), (34, "m1_m2"), (45, "m1_m2"), (46, "m1_m2"), (120, "m1_m2")),
    ],
)
def test_a_stage_is_told_from_the_months_left(months: float, stage: str) -> None:
    assert table().stage(months) == stage


@given(now=MOMENTS, later=LATER, applicant=KIND)
def test_what_is_next_comes_by_its_day_and_is_not_past(now: datetime, later: int, applicant: str) -> None:
    season = table().dates.running(now).year + later
    timeline = found(now, next=True, season=season, applicant=applicant)
    due = [entry.due for entry in timeline.entries if entry.due]

    assert len(due) <= NEXT or all(day < now.date() for day in due)
    assert due == sorted(due) or all(day < now.date() for day in due)
    assert all(day >= now.date() for day in due) or all(day < now.date() for day in due)


@pytest.mark.parametrize(
    ("now", "asked", "first"),
    [
        pytest.param(
            datetime(2027, 2, 10, tzinfo=UTC), {"season": 2028, "applicant": "us_img"}, "dedicated-ck", id="of a season"
        ),
        pytest.param(NOW, {"months": 20, "applicant": "us_img"}, "step1-passed", id="of months, without days"),
        pytest.param(NOW, {"months": 120, "applicant": ""}, "settle-on-ir", id="of months, with time to spare"),
        pytest.param(NOW, {"year": "m3", "applicant": "us_md"}, "abstracts-by-late-m3", id="of a year of school"),
        pytest.param(NOW, {"applicant": "us_img"}, "interviews", id="of a season that has begun: what is due"),
        pytest.param(NOW, {"about": ("letters",), "applicant": "us_img"}, "ask-for-letters", id="what is still open"),
    ],
)
def test_what_comes_next_is_told_of_every_lookup(now: datetime, asked: dict[str, Any], first: str) -> None:
    assert ids(found(now, next=True, **asked))[0] == first


@pytest.mark.parametrize(
    ("asked", "rules", "caveat"),
    [
        pytest.param(
            {"about": ("ck",), "applicant": "us_img"},
            ["R-15.1", "R-15.11", "G-15.a"],
            "Plan for June; July is the last month.",
            id="rows and a gap",
        ),
        pytest.param(
            {"about": ("letters",), "applicant": "us_md"},
            ["R-23.12"],
            "No guide gives US students a lead time for letters.",
            id="what is left open",
        ),
        pytest.param({"about": ("aways",), "applicant": "us_do"}, [], "", id="nothing more"),
        pytest.param({"months": 9, "applicant": "us_img"}, [], "", id="not by name"),
    ],
)
def test_why_is_told_of_what_is_asked_for_by_name(asked: dict[str, Any], rules: list[str], caveat: str) -> None:
    timeline = found(**asked)

    assert [reason.rule for reason in timeline.why] == rules
    assert [one["rule"] for one in shown(timeline)["why"]] == rules
    assert any(caveat in one for one in timeline.caveats) or not caveat


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param({"months": 10}, True, id="by months"),
        pytest.param({"about": ("letters",)}, True, id="by name"),
        pytest.param({"months": 10, "applicant": "us_img"}, False, id="by months, of an IMG"),
        pytest.param({"year": "m3"}, False, id="by year"),
    ],
)
def test_who_does_not_say_what_they_are_is_told_whose_timeline_it_is(asked: dict[str, Any], said: bool) -> None:
    assert any("Tell me what kind of applicant you are" in one for one in found(**asked).caveats) is said


def test_how_a_school_year_is_counted_is_said_where_it_has_days() -> None:
    said = [
        any("from June to May" in one for one in found(year="m4", **asked).caveats)
        for asked in ({}, {"about": ("ck",)})
    ]
    undated = found(datetime(2027, 4, 10, tzinfo=UTC), year="m4").caveats

    assert said == [True, True]
    assert not any("from June to May" in one for one in undated)


def test_dates_that_are_over_are_left_out_of_a_season_and_told_by_name() -> None:
    whole, by_name = found(season=2027), found(season=2027, about=("eras", "match_week"))

    assert [one.what for one in whole.dates] == ["rank_lists", "match_week"]
    assert [one.what for one in by_name.dates] == ["eras_opens", "eras_submit", "eras_review", "match_week"]
    assert found(months=8).dates == found(about=("letters",)).dates == ()
    assert {one.season for one in found(about=("match",)).dates} == {2027}


@given(months=st.sampled_from(HALF_MONTHS) | st.none(), stage=STAGE, about=ABOUT, applicant=KIND, later=st.booleans())
def test_whatever_is_found_goes_into_json_and_back(
    months: float | None, stage: str, about: list[str], applicant: str, later: bool
) -> None:
    assume(not about or any(is_offered(name, applicant) for name in about))
    asked: dict[str, Any] = {"year": stage} if months is None else {"months": months}
    timeline = found(about=tuple(about), applicant=applicant, next=later, **asked)
    written = json.dumps(timeline.as_json(), allow_nan=False)

    assert json.dumps(json.loads(written)) == written
    assert [one["id"] for one in shown(timeline)["milestones"]] == ids(timeline)
    assert all(one["guide"] and one["anchor"] and one["quote"] for one in shown(timeline)["milestones"])


def test_a_milestone_as_data_says_when_it_is_due_and_on_what_it_rests() -> None:
    [one] = shown(found(season=2028, about=("ck-exam",), applicant="us_img"))["milestones"]

    assert (one["opens"], one["closes"], one["when"]) == ("2027-06-01", "2027-07-31", "June–July 2027")
    assert (one["months_before_match"], one["state"], one["rule"]) == ([8, 9], "ahead", "R-22.9")
    assert (one["guide"], one["anchor"]) == ("step-scores-img", "timeline-8-12")
    assert one["audience"] == ["non_us_img", "us_img"]


def test_without_a_season_a_milestone_has_no_days() -> None:
    [one] = shown(found(months=8, about=("ck-exam",)))["milestones"]

    assert (one["opens"], one["closes"]) == (None, None)
    assert one["when"] == "June–July"


def test_the_season_and_the_day_say_how_many_months_are_left() -> None:
    days = [date(2026, 11, 22) + timedelta(days=n) for n in range(480)]
    left = [found(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), season=2028).months for day in days]

    assert left == [months_between(day, date(2028, 3, 1)) for day in days]
