"""`ir-advisor plan` and its study plans as scripts and people use them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.charting.looking import SIGNATURE
from tests.test_calendar_files import imported

DONE, REFUSED = 0, 2
ON = ("--on", "2026-11-29")
LATE_US = ("--season", "2028", "--applicant", "us_md", "--sub-i", "2027-07", "--on", "2027-05-10", "--weeks", "10")
TOO_LATE_IMG = ("--season", "2028", "--applicant", "non_us_img", "--elective", "2027-12-01", "--on", "2027-08-20")


def run(*arguments: str, columns: int = 100) -> subprocess.CompletedProcess[str]:
    """Run the console script to its end; it needs no home, as no guide is searched."""
    environment = os.environ | {"IR_ADVISOR_HOME": os.devnull, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "bot", "plan", *arguments]
    environment["COLUMNS"] = str(columns)
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def read(*arguments: str) -> dict[str, Any]:
    """Return what the command prints as JSON."""
    return dict(json.loads(run(*arguments, "--json").stdout))


def words(output: str) -> str:
    """Return what a panel says, as one line."""
    return " ".join(output.replace("│", " ").split())


def test_a_plan_is_printed_as_json_alone() -> None:
    done = run("--season", "2028", *ON, "--json")
    plan = json.loads(done.stdout)

    assert (done.returncode, done.stderr) == (DONE, "")
    assert (plan["season"], plan["exam_day"], plan["exam_day_is_ours"]) == (2028, "2027-06-15", True)
    assert plan["no_longer_fits"] == plan["conflicts"] == []
    assert len(plan["study"]["weeks"]) == 10


@pytest.mark.parametrize("columns", [80, 120])
def test_people_see_what_does_not_fit_and_collides_before_the_steps(columns: int) -> None:
    done = run(*LATE_US, columns=columns)
    shown = words(done.stdout)
    parts = (
        "No longer fits",
        "10 weeks of study no longer fit before 15 July 2027: 9 weeks are left.",
        "Collides with Step 2 CK on 15 July 2027",
        "Exam first, Sub-I after.",
        "Study: structure and foundation",
        "Weeks 1–2: 200–360 questions a week",
        "R-11.1 · step2-ck-non-us-img#weeks-1-2",
        "Still open, if you have not done it",
        "To keep in mind",
        "How the weeks of study are counted",
    )
    places = [shown.find(part) for part in parts]

    assert done.returncode == DONE
    assert -1 not in places
    assert places == sorted(places)
    frame, dates = done.stdout.split("\nNot in the guides, but from the addresses named:\n")
    assert max(map(len, frame.splitlines())) == columns
    assert "…" not in done.stdout, "sections are broken, not cut"
    assert dates.count(" season: ") == len(dates.splitlines()), "an address is not broken"


def test_who_is_too_late_is_told_the_next_season_and_what_the_guides_say() -> None:
    shown = words(run(*TOO_LATE_IMG).stdout)

    for part in (
        "from now on it is in time for the 2029 season",
        "exam and cycle move together. G-16.a · step-scores-img#step2-delay",
        "The elective of 1 December 2027 was to be applied for by 1 June 2027",
        "Letters for ERAS in September 2027 were to be asked for 2 months ahead at the latest.",
    ):
        assert part in shown
    assert "Collides" not in shown
    assert "001" not in shown, "guides are named, not numbered"


def test_options_reach_the_plan() -> None:
    plan = read(
        *("--exam-date", "1 Jul 2027", "--applicant", "non-us-img", "--baseline", "228", "--hours", "8", "--days", "5"),
        *("--visa", "--no-med-surg", "--elective", "2027-07-10", "--elective", "2027-07-10", "--on", "2026-11-29"),
    )

    assert (plan["season"], plan["exam_day"], plan["exam_day_is_ours"]) == (2028, "2027-07-01", False)
    assert plan["study"]["inputs"]["baseline"] == 228
    assert (plan["study"]["inputs"]["hours"], plan["study"]["inputs"]["days_per_week"]) == (8, 5)
    assert [one["rule"] for one in plan["conflicts"]] == ["R-15.6", "R-15.5"]
    assert {"visa", "elective-2027-07-10"} <= {step["id"] for step in plan["steps"]}


def test_a_plan_is_written_into_a_calendar_and_a_picture(tmp_path: Path) -> None:
    ics, png = tmp_path / "plan.ics", tmp_path / "plan.png"
    done = run("--season", "2028", *ON, "--ics", str(ics), "--png", str(png), "--json")

    assert (done.returncode, done.stderr) == (DONE, "")
    assert len(imported(ics.read_bytes())) == len(json.loads(done.stdout)["steps"])
    assert png.read_bytes().startswith(SIGNATURE)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--season", "2020"], "season 2020: its Match is over", id="a season in the past"),
        pytest.param(["--exam-date", "2026-11-28"], "it is over", id="an exam that is over"),
        pytest.param(["--season", "2028", "--exam-date", "2028-05-01"], "closes with its Match", id="after the season"),
        pytest.param(["--weeks", "53"], "weeks 53", id="weeks"),
        pytest.param(["ck", "--weeks", "10", "--exam-date", "2026-12-24"], "3 weeks are left", id="study, too late"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line_and_no_file_is_written(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    files = ["--ics", str(tmp_path / "plan.ics"), "--png", str(tmp_path / "plan.png")] if arguments[0] != "ck" else []
    done = run(*arguments, *files, *ON)

    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_where_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    done = run(*ON, "--ics", str(tmp_path / "plan.ics"), "--png", str(tmp_path / "none" / "plan.png"))

    assert (done.returncode, done.stdout) == (REFUSED, "")
    assert "plan.png: cannot be written; name a file in a folder that exists" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_study_plan_shows_weeks_days_and_sections() -> None:
    done = run("ck", "--working", "--hours", "3", "--exam-date", "2027-07-15", *ON, columns=80)
    shown = words(done.stdout)

    for part in (
        "1 2026-12-03 part-time 60–80 (short) 160–240 baseline NBME or UWSA on Sun",
        "Week 27: intense",
        "What does not fit",
        "Sections it rests on",
        "step2-ck-non-us-img#weekly-targets: R-12.2",
    ):
        assert part in shown
    assert max(map(len, done.stdout.splitlines())) == 80


def test_step_1_is_planned_by_its_weeks() -> None:
    plan = read("step1", "--weeks", "6", "--exam-date", "2027-02-01", *ON)

    assert (plan["exam"], len(plan["weeks"]), plan["weeks"][-1]["closes"]) == ("step1", 6, "2027-01-31")
