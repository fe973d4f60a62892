"""`ir-advisor scores` as scripts and people use it."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.command_line.scores import scores
from bot.errors import InputError

TOLD = ("2027-03-01:228:UWSA 1", "2027-03-15:231", "2027-03-29:240:NBME 12")
ON = ("--on", "2027-04-01")
ROWS = "Date,Score\n2027-03-01,228\n3/4/2027,230\n2027-03-29,240\n"


def run(*arguments: str, given: str = "") -> Result:
    """Run the command to its end."""
    app = typer.Typer()
    app.command()(scores)
    return CliRunner().invoke(app, [*arguments, *ON], input=given, env={"NO_COLOR": "1", "COLUMNS": "100"})


def read(*arguments: str, given: str = "") -> dict[str, Any]:
    """Return what the command prints as JSON."""
    return dict(json.loads(run(*arguments, "--json", given=given).stdout))


def test_scores_are_judged_in_json_alone() -> None:
    found = read(*TOLD, "--target", "230", "--exam", "2027-04-20")

    assert (found["phase"], found["trend"], found["action"], found["change"]) == (
        "final",
        "improving",
        "delay_check",
        12,
    )
    assert found["advice"]["rules"] == ["R-14.4", "R-14.5"]
    assert (found["on"], found["skipped"]) == ("2027-04-01", [])


def test_people_see_scores_trend_action_and_the_sections_behind_it() -> None:
    shown = " ".join(run(*TOLD, "--target", "230").stdout.split())

    for part in ("2027-03-15", "UWSA 1", "improving", "+12, from 228 to 240", "delay check", "R-14.5", "To note"):
        assert part in shown
    assert "step-scores-img#step2-delay" in shown


def test_a_test_is_shown_as_it_is_named() -> None:
    assert "[red]NBME[/red] 12" in run("2027-03-01:228:[red]NBME[/red] 12").stdout


def test_a_file_and_standard_input_come_to_the_same(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text(ROWS, encoding="utf-8")
    of_file, of_input = read("--csv", str(file)), read("--csv", "-", given=ROWS)

    assert of_file["skipped"][0].startswith(f"{file}, line 3: ")
    assert of_input["skipped"][0].startswith("standard input, line 3: ")
    assert {**of_file, "skipped": []} == {**of_input, "skipped": []}


def test_a_row_that_is_passed_over_is_named_on_standard_error() -> None:
    done = run("--csv", "-", given=ROWS)

    assert done.stderr.count("\n") == 1
    assert "line 3: '3/4/2027' can be read as two days" in done.stderr
    assert "3/4/2027" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "give DATE:SCORE", id="nothing"),
        pytest.param([TOLD[0], "--csv", "-"], "give DATE:SCORE", id="two things"),
        pytest.param(["228"], "'228'", id="an undated score"),
        pytest.param([TOLD[0], "--exam", "soon"], "--exam: 'soon'", id="an unreadable exam day"),
        pytest.param([TOLD[0], "--exam", "2027-03-31"], "nothing to judge", id="an exam that is over"),
        pytest.param([TOLD[0], "--phase", "foundation"], "acceleration or final", id="an unknown phase"),
        pytest.param([TOLD[0], "--target", "301"], "target score 301", id="a target out of range"),
        pytest.param(["--csv", "no.csv"], "no.csv: cannot be read", id="no such file"),
    ],
)
def test_what_cannot_be_used_is_refused(arguments: list[str], told: str) -> None:
    refused = run(*arguments).exception

    assert isinstance(refused, InputError)
    assert told in str(refused)


def test_scores_are_drawn_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "scores.png"
    done = run(*TOLD, "--target", "230", "--exam", "2027-04-20", "--png", str(file))

    assert done.exit_code == 0
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    refused = run(*TOLD, "--png", str(tmp_path)).exception

    assert isinstance(refused, InputError)
    assert "cannot be written" in str(refused)
