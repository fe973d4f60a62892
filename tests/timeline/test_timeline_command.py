"""`ir-advisor timeline` as scripts and people use it, with the calendar files and charts it writes."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar
from icalendar import Event as Component

from bot.command_line.app import main
from bot.timeline.season_dates import Sure
from tests.timeline.shipped import sections, table

DONE, REFUSED = 0, 2
ON = ("--on", "2026-11-22")
PNG = b"\x89PNG"
PLACE = re.compile(r"\((?P<guide>[\w-]+)#(?P<anchor>[\w-]+)\), rule [RG]-\d\d\.\w+\.$")


def run(*arguments: str, zone: str = "UTC") -> subprocess.CompletedProcess[str]:
    """Run the console script to its end in a time zone; it needs no home, as no guide is searched."""
    environment = os.environ | {"IR_ADVISOR_HOME": os.devnull, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "100"}
    command = [sys.executable, "-m", "bot", "timeline", *arguments]
    return subprocess.run(command, env=environment | {"TZ": zone}, capture_output=True, text=True, check=False)


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs the same command within this process, and returns status, output and errors."""
    monkeypatch.setenv("COLUMNS", "200")

    def run_here(*arguments: str) -> tuple[int, str, str]:
        status: Any = DONE
        try:
            main(["timeline", *arguments])
        except SystemExit as stop:
            status = stop.code
        return (int(status), *capsys.readouterr())

    return run_here


def imported(file: Path) -> dict[str, Component]:
    """Return the events of a file by their uid, as strictly read as icalendar reads; nothing is passed over."""
    calendar = Calendar.from_ical(file.read_bytes())
    assert [one.errors for one in calendar.walk()] == [[]] * len(calendar.walk())
    return {str(one["UID"]): one for one in calendar.events}


def test_a_timeline_is_printed_as_json_alone() -> None:
    done = run("--months", "10", "--applicant", "us_img", "--json")

    [answer] = map(json.loads, done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (DONE, "")
    assert (answer["status"], answer["window"], answer["months_before_match"]) == ("settled", "8-12", 10)
    assert answer["calendar_note"] == "Counted back from a March Match, that is in or around May."
    assert answer["rules"] == ["R-22.8", "R-22.9", "R-22.10"]
    assert {"guide", "section", "anchor", "quote"} <= answer["sources"][0].keys() & answer["milestones"][0].keys()
    assert (answer["season"], answer["dates"]) == (None, [])


def test_the_same_call_gives_the_same_bytes_in_every_zone() -> None:
    near, far = (run(*ON, "--season", "2028", "--json", zone=zone).stdout for zone in ("US/Hawaii", "Pacific/Auckland"))

    assert near == far
    assert json.loads(near)["season"] == 2028


def test_people_see_what_is_due_open_and_ahead_each_with_its_section() -> None:
    done = run(*ON, "--season", "2028", "--applicant", "non_us_img")
    shown = " ".join(re.sub("[│╭╮╰╯─]", " ", done.stdout).split())

    assert (done.returncode, done.stderr) == (DONE, "")
    assert shown.startswith("2028 season, 16 months before the Match, non-US-citizen IMG")
    for part in ("Due now", "Ahead", "Still open, if you have not done it", "June–July 2027", "R-22.7"):
        assert part in shown
    assert "step-scores-img#timeline-12-18" in shown
    assert "no dates are known here. By rule, MyERAS opens in June" in shown
    assert "guide 001" not in shown, "guides are named, not numbered"


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        pytest.param(
            ("--year", "third year"), ("M3, 2028 season", "honors", "from June to May"), id="a year of school"
        ),
        pytest.param(("--year", "end of M2"), ("late M2, 2029 season", "mentors"), id="a part of one"),
        pytest.param(("--next",), ("2027 season, 4 months", "15–19 March 2027, unconfirmed"), id="what is next"),
        pytest.param((), ("2028 season, 16 months", "Due now"), id="nothing: the season to apply in next"),
        pytest.param(
            ("--milestone", "ck", "--applicant", "us_img"),
            ("When", "Because", "R-15.11", "July is the last"),
            id="a name",
        ),
        pytest.param(
            ("--milestone", "letters", "--applicant", "md"), ("US MD", "No guide gives US students"), id="what is open"
        ),
        pytest.param(("--milestone", "match_week"), ("any season", "15–19 March 2027, unconfirmed"), id="a date"),
        pytest.param(
            ("--season", "2026", "--milestone", "eras"),
            ("3 September 2025, 09:00 US Eastern (confirmed",),
            id="of the past",
        ),
        pytest.param(
            ("--months", "9.5", "--applicant", "us_do"), ("9.5 months", "written for IMGs", "M1-M4"), id="months"
        ),
    ],
)
def test_every_way_of_asking_is_shown(told: Any, arguments: Sequence[str], parts: Sequence[str]) -> None:
    status, shown, errors = told(*ON, *arguments)

    assert (status, errors) == (DONE, "")
    assert [part for part in parts if part not in " ".join(shown.split())] == []


@pytest.mark.parametrize(
    ("on", "season"),
    [
        pytest.param("2027-03-18", 2028, id="Match Week"),
        pytest.param("Mar 21, 2027", 2028, id="the weekend after it"),
        pytest.param("31 Aug 2027", 2028, id="the eve of September"),
        pytest.param("31 Dec 2027", 2029, id="the end of a year"),
        pytest.param("2028-02-29", 2029, id="a leap day"),
    ],
)
def test_the_season_is_the_one_that_can_be_applied_in_on_the_day_given(told: Any, on: str, season: int) -> None:
    _, shown, _ = told("--on", on, "--json")

    assert json.loads(shown)["season"] == season


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(("--months", "-1"), "months run from 0 to 120", id="months below 0"),
        pytest.param(("--months", "121"), "months run from 0 to 120", id="too many months"),
        pytest.param(("--months", "nan", "--milestone", "ck"), "months before match nan", id="months that are none"),
        pytest.param(("--months", "soon"), "--months", id="a word for months"),
        pytest.param(("--months", "8", "--season", "2028"), "give --months alone", id="months and a season"),
        pytest.param(("--months", "8", "--year", "M3"), "give --months alone", id="months and a year"),
        pytest.param(("--season", "2026"), "season 2026: its Match is over; give 2027", id="a season past"),
        pytest.param(("--season", "0"), "season 0: its Match is over", id="no season"),
        pytest.param(("--season", "2037"), "season 2037: more than 10 years ahead", id="a season too far"),
        pytest.param(("--season", "20 27"), "--season", id="a season that is no number"),
        pytest.param(("--year", "M5"), "--year 'M5': give M1, M2, M3 or M4", id="a year that is none"),
        pytest.param(("--year", "3"), "--year '3'", id="a figure for a year"),
        pytest.param(("--milestone", "leters"), "milestone 'leters': choose aways, ", id="an unknown name"),
        pytest.param(("--milestone", "visa", "--applicant", "do"), "no time for a US DO", id="what is for others"),
        pytest.param(("--on", "someday"), "--on: 'someday' is no date", id="no day"),
        pytest.param(("--on", "2027-02-29"), "--on: '2027-02-29' is no day of the calendar", id="no leap day"),
        pytest.param(("--on", "3/4/2027"), "--on: '3/4/2027' can be read as two days", id="two days"),
        pytest.param(("--applicant", "canadian"), "applicant 'canadian': choose us_md", id="an unknown applicant"),
        pytest.param(("--later",), "--later", id="an unknown option"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line_and_nothing_is_written(
    told: Any, tmp_path: Path, arguments: Sequence[str], says: str
) -> None:
    files = ("--ics", str(tmp_path / "a.ics"), "--png", str(tmp_path / "a.png"))
    on = () if "--on" in arguments else ON
    status, shown, errors = told(*on, *arguments, *files)

    assert (status, shown) == (REFUSED, "")
    assert says in errors
    assert errors.count("\n") == 1
    assert [*tmp_path.iterdir()] == []


def test_a_refusal_of_the_console_script_is_one_line_and_status_2() -> None:
    done = run(*ON, "--season", "2026")

    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert done.stderr == "ir-advisor: season 2026: its Match is over; give 2027 or a later one\n"


def test_a_calendar_file_and_a_chart_are_written(tmp_path: Path) -> None:
    ics, png = tmp_path / "ir.ics", tmp_path / "ir.png"
    done = run(*ON, "--season", "2028", "--applicant", "us_img", "--ics", str(ics), "--png", str(png), "--json")

    ahead = [one for one in json.loads(done.stdout)["milestones"] if one["state"] != "still_open"]
    assert (done.returncode, done.stderr) == (DONE, "")
    assert png.read_bytes().startswith(PNG)
    assert imported(ics).keys() == {f"{one['id']}-2028@ir-advisor" for one in ahead}
    assert vobject.readOne(ics.read_text(encoding="utf-8")).validate(raiseException=True)


@pytest.fixture
def calendar(told: Any, tmp_path: Path) -> Any:
    """Return a function that writes a calendar file as asked and reads it strictly."""

    def write(*arguments: str, on: str = "2026-11-22") -> dict[str, Component]:
        file = tmp_path / "ir.ics"
        status, _, errors = told("--on", on, *arguments, "--ics", str(file))
        assert (status, errors) == (DONE, "")
        return imported(file)

    return write


def test_a_second_import_changes_nothing(calendar: Any) -> None:
    first = calendar("--season", "2028")
    before = {uid: one.to_ical() for uid, one in first.items()}
    first |= calendar("--season", "2028")

    assert {uid: one.to_ical() for uid, one in first.items()} == before


def test_on_another_day_the_same_things_have_the_same_uids_and_days_that_are_not_over(calendar: Any) -> None:
    before, later = (calendar("--season", "2028", on=on) for on in ("2026-11-22", "2027-05-05"))
    moved = {uid for uid, one in later.items() if one.to_ical() != before[uid].to_ical()}

    assert later.keys() < before.keys()
    assert moved == {uid for uid in later if before[uid].decoded("DTSTART") < date(2027, 5, 5)}
    assert moved
    assert all(later[uid].decoded("DTSTART") >= date(2027, 5, 5) for uid in moved)


@pytest.mark.parametrize("applicant", ["us_md", "us_do", "us_img", "non_us_img"])
def test_every_event_names_its_section_and_rule(calendar: Any, applicant: str) -> None:
    for one in calendar("--season", "2030", "--applicant", applicant).values():
        found = PLACE.search(str(one["DESCRIPTION"]))

        assert found
        assert f"{found['guide']}#{found['anchor']}" in sections()
        assert "Counted back from a Match in March; no official date." in one["DESCRIPTION"]
        assert len(one["SUMMARY"]) <= 42
        assert one.walk("VALARM")


def test_a_date_that_is_not_confirmed_says_so_in_its_title(calendar: Any) -> None:
    events = calendar("--season", "2027")
    sure = {f"{one.what}-2027@ir-advisor": one.sure for one in table().dates.known if one.season == 2027}
    dated = {uid: str(one["SUMMARY"]) for uid, one in events.items() if uid in sure}

    assert dated == {"match_week-2027@ir-advisor": "Match Week (unconfirmed)"}
    assert sure["match_week-2027@ir-advisor"] is Sure.UNCONFIRMED
    assert "unconfirmed" in events["match_week-2027@ir-advisor"]["DESCRIPTION"]
    assert events["match_week-2027@ir-advisor"]["URL"] == "https://www.nrmp.org/match-calendars"


def test_a_confirmed_date_says_no_such_thing_and_an_unknown_one_is_left_out(calendar: Any) -> None:
    past = calendar("--season", "2026", "--milestone", "eras")
    unknown = calendar("--season", "2027", "--milestone", "rank_lists")

    assert {str(one["SUMMARY"]) for uid, one in past.items() if uid.startswith("eras_")} == {
        "MyERAS opens",
        "ERAS submissions open",
        "Programs may review",
    }
    assert unknown.keys() == {"season-2027@ir-advisor"}


def test_a_season_of_which_no_date_is_known_has_none_in_its_calendar(calendar: Any) -> None:
    events = calendar("--season", "2029", "--applicant", "us_img")

    assert not any(uid.startswith(name) for uid in events for name in table().dates.unknown)


def test_what_is_asked_for_by_two_names_is_one_event(calendar: Any) -> None:
    events = calendar("--season", "2028", "--milestone", "ck", "--milestone", "practice", "--applicant", "us_img")

    assert events.keys() == {"ck-exam-2028@ir-advisor", "ck-when-ready-2028@ir-advisor"}


def test_months_without_a_season_make_no_calendar(told: Any, tmp_path: Path) -> None:
    status, shown, errors = told("--months", "10", "--ics", str(tmp_path / "a.ics"), "--png", str(tmp_path / "a.png"))

    assert (status, shown) == (REFUSED, "")
    assert errors == "ir-advisor: a calendar needs days: say the season you apply for, as in --season 2028\n"
    assert [*tmp_path.iterdir()] == []


def test_months_without_a_season_make_a_chart_of_their_own(told: Any, tmp_path: Path) -> None:
    charts = []
    for on in ("2026-11-22", "2030-05-05"):
        file = tmp_path / f"{on}.png"
        assert told("--on", on, "--months", "10", "--png", str(file))[::2] == (DONE, "")
        charts.append(file.read_bytes())

    assert charts[0].startswith(PNG)
    assert charts[0] == charts[1], "no year stands in it"


def test_a_file_that_cannot_be_written_is_refused(told: Any, tmp_path: Path) -> None:
    status, shown, errors = told(*ON, "--season", "2028", "--ics", str(tmp_path / "no" / "a.ics"))

    assert (status, shown) == (REFUSED, "")
    assert "cannot be written" in errors
    assert errors.count("\n") == 1
