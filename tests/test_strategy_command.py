"""`ir-advisor strategy` and `ir-advisor profile` as scripts and people use them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DONE, REFUSED = 0, 2
TIER = '{"applicant_type": "us_img", "step2_ck": 233}'
PROFILE = "non-US IMG, CK 238, failed step 1 once, passed on second attempt, NBME baseline 230, 1 IR letter"


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the console script to its end; it needs no home, as no guide is searched."""
    environment = os.environ | {"IR_ADVISOR_HOME": os.devnull, "PYTHONUTF8": "1", "NO_COLOR": "1", "COLUMNS": "100"}
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=environment, input=given, capture_output=True, text=True, check=False)


def lines(output: str) -> list[dict[str, Any]]:
    """Read output of one JSON object a line."""
    return [json.loads(line) for line in output.splitlines()]


def test_a_function_answers_in_json_alone() -> None:
    done = run("strategy", "ck_tier", "--inputs", TIER, "--json")

    [advice] = lines(done.stdout)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert (advice["function"], advice["status"], advice["tier"]) == ("ck_tier", "resolved_gap", "low")
    assert {"rules", "sources", "caveats"} <= advice.keys()
    assert {"guide", "section", "quote"} <= advice["sources"][0].keys()


def test_the_same_call_gives_the_same_bytes() -> None:
    first, second = (run("strategy", "ck_tier", "--inputs", TIER, "--json").stdout for _ in range(2))

    assert first == second


def test_the_working_is_shown_to_people() -> None:
    shown = run("strategy", "ck_tier", "--inputs", TIER).stdout

    for part in ("Understood", "Step 2 CK", "233", "Comes to", "Because", "R-00.6", "To keep in mind", "from 235 on"):
        assert part in shown
    assert "001" not in shown, "guides are named, not numbered"


def test_a_refused_input_names_field_and_reason() -> None:
    done = run("strategy", "ck_tier", "--inputs", '{"applicant_type": "canadian", "step2_ck": "245+"}', "--json")

    [advice] = lines(done.stdout)
    assert done.returncode == REFUSED
    assert advice == {"function": "ck_tier", "status": "rejected", "errors": advice["errors"]}
    assert [error["field"] for error in advice["errors"]] == ["applicant_type", "step2_ck"]
    assert done.stderr.count("\n") == 1
    assert "give one whole number" in done.stderr


def test_a_batch_keeps_its_order_and_loses_no_line(tmp_path: Path) -> None:
    batch = [
        {"id": "b", "function": "ck_tier", "inputs": json.loads(TIER)},
        {"id": 1, "function": "ck_tier", "inputs": {"applicant_type": "us_img", "step2_ck": 0}},
        {"id": "c", "function": "no_such_function", "inputs": {}},
        {"id": "d", "function": "dr_residency_plan", "inputs": []},
        {"function": "dr_residency_plan"},
    ]
    file = tmp_path / "calls.jsonl"
    file.write_text("\n".join(map(json.dumps, batch)), encoding="utf-8")

    done = run("strategy", "--batch", str(file), "--json")

    answers = lines(done.stdout)
    assert done.returncode == DONE
    assert [answer.get("id") for answer in answers] == ["b", 1, "c", "d", None]
    assert [answer["status"] for answer in answers] == ["resolved_gap", "rejected", "rejected", "rejected", "settled"]
    assert [answer["errors"][0]["field"] for answer in answers[1:4]] == ["step2_ck", "function", "inputs"]


def test_every_function_is_listed_with_its_inputs() -> None:
    listed = {one["function"]: one for one in lines(run("strategy", "--list", "--json").stdout)}

    assert len(listed) == 38
    assert [one["name"] for one in listed["ck_tier"]["inputs"]] == ["applicant_type", "step2_ck", "national_mean"]
    assert listed["ck_tier"]["gives"] == ["tier", "band", "flags"]
    assert "ck_tier" in run("strategy", "--list").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "give one function", id="nothing"),
        pytest.param(["ck_tier", "--list"], "give one function", id="two things"),
        pytest.param(["no_such"], "choose application_logistics", id="unknown function"),
        pytest.param(["ck_tier", "--inputs", "{"], "not JSON", id="broken JSON"),
        pytest.param(["ck_tier", "--inputs", "[1]"], "JSON object", id="a list"),
        pytest.param(["ck_tier", "--inputs", '{"step2_CK": 1}'], "step2_CK", id="a misspelt field"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(arguments: list[str], told: str) -> None:
    done = run("strategy", *arguments)

    assert done.returncode == REFUSED
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_profile_makes_a_plan_with_a_source_on_every_line() -> None:
    [plan] = lines(run("profile", PROFILE, "--json").stdout)
    titles = [line["title"] for line in plan["lines"]]

    assert {"Tier", "Flags", "Program mix", "Study weeks", "Letters"} <= set(titles)
    assert len(titles) == len(set(titles))
    assert all(line["result"]["sources"] for line in plan["lines"])
    assert "letters from IR" not in plan["to_add"]
    assert plan["to_add"]


def test_a_plan_fits_a_page_and_names_what_was_understood() -> None:
    shown = run("profile", PROFILE).stdout

    assert "Step 2 CK 238" in " ".join(shown.split())
    assert "To add" in shown
    assert len(shown.splitlines()) <= 80


def test_a_profile_that_contradicts_itself_is_refused() -> None:
    done = run("profile", "US IMG, passed step 1 first try, two attempts at step 1")

    assert done.returncode == REFUSED
    assert "contradicts itself" in done.stderr
