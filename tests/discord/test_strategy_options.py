"""Sub-commands of strategy alone: what is read together, what is said of it, and which rows are refused."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.advising.profile import Profile
from bot.assembly import Tables
from bot.discord.members import Shelf
from bot.discord.showing.citing import Citing
from bot.discord.strategy.strategies import explained, planned
from bot.discord.strategy.strategy_options import Subcommand, called, from_profile, read_subcommands
from bot.discord.strategy.strategy_sheets import plan_sheet, working_sheet
from bot.errors import InputError, SettingError
from bot.shipped import config_folder

FILE = config_folder() / "strategy_commands.toml"
IMG = Profile(applicant_type="us_img", step2_ck=222, step1_result="pass_after_fail")


@pytest.fixture(scope="session")
def tables(shelf: Shelf) -> Tables:
    """Return the tables of the configuration."""
    return shelf.tables


@pytest.fixture(scope="session")
def subcommands(tables: Tables) -> dict[str, Subcommand]:
    """Return the shipped sub-commands by name."""
    return {one.name: one for one in read_subcommands(FILE, tables.catalogue)}


@pytest.mark.parametrize(
    ("given", "told_of"),
    [
        pytest.param({}, {"applicant_type", "step2_ck", "prior_failure", "step1_good"}, id="nothing given"),
        pytest.param({"step2_ck": 240}, {"applicant_type", "prior_failure", "step1_good"}, id="a score given"),
        pytest.param({"step2_ck": 222}, {"applicant_type", "prior_failure", "step1_good"}, id="the same score given"),
        pytest.param({"prior_failure": False}, {"applicant_type", "step2_ck", "step1_good"}, id="another fact given"),
    ],
)
def test_only_what_the_profile_told_is_said_to_be_from_it(
    subcommands: Mapping[str, Subcommand], given: dict[str, Any], told_of: set[str]
) -> None:
    assert from_profile(called(subcommands["programs"], given, IMG), given) == told_of


def test_what_is_given_and_the_profile_are_read_together(subcommands: Mapping[str, Subcommand]) -> None:
    call = called(subcommands["letters"], {"applicant_type": "us_img"}, Profile(step2_ck=222))

    assert call.inputs["low_score"] is True
    assert "low_score" not in {one.name for one in call.assumed}


def test_what_a_function_could_do_more_with_is_asked_for(subcommands: Mapping[str, Subcommand], tables: Tables) -> None:
    one = subcommands["tier"]
    call = called(one, {"applicant_type": "us_md", "step2_ck": 240}, Profile())

    sheet = working_sheet(call, explained(one, call.inputs), (), Citing(tables.catalogue.guides, {}), one.wish(call))

    assert "-# To work out more, add `national_mean`: What is the national mean for Step 2 CK?" in sheet.blocks[-1]
    assert not any("**ask**" in block for block in sheet.blocks)


def test_scores_are_told_in_their_order_and_are_no_range(subcommands: Mapping[str, Subcommand], tables: Tables) -> None:
    one = subcommands["readiness"]
    call = called(one, {"scores": [231, 228], "target": 240}, Profile())

    opening, comes_to, *_ = working_sheet(
        call, explained(one, call.inputs), (), Citing(tables.catalogue.guides, {})
    ).blocks

    assert "231, 228" in opening
    assert "**action**: check whether to delay the exam" in comes_to


def test_a_verdict_that_only_asks_is_not_shown(subcommands: Mapping[str, Subcommand], tables: Tables) -> None:
    one = subcommands["stay"]
    call = called(one, {"failed_cycles": 2, "interviews_last_cycle": 2, "exam_failures": 1}, Profile())
    working = explained(one, call.inputs)

    sheet = working_sheet(call, working, (), Citing(tables.catalogue.guides, {}))

    assert working.advice.values["verdict"] == "ask"
    assert "verdict" not in "\n".join(sheet.blocks)


def test_weeks_of_study_are_told_from_a_first_practice_score(
    subcommands: Mapping[str, Subcommand], tables: Tables
) -> None:
    one = subcommands["study"]
    call = called(one, {"baseline_nbme": 221}, Profile())

    text = "\n".join(working_sheet(call, explained(one, call.inputs), (), Citing(tables.catalogue.guides, {})).blocks)

    assert "**weeks**: 10–14" in text


def test_what_is_taken_for_granted_is_said(subcommands: Mapping[str, Subcommand], tables: Tables) -> None:
    one = subcommands["exam_date"]
    call = called(one, {"exam_month": 8}, Profile())

    opening, *_ = working_sheet(call, explained(one, call.inputs), (), Citing(tables.catalogue.guides, {})).blocks

    assert "-# Understood: Step 2 CK month August\n" in opening
    assert "-# Taken for granted: ERAS month September, exam in the year of ERAS, overlap" in opening


def test_a_profile_that_cannot_be_is_not_planned_with(tables: Tables) -> None:
    with pytest.raises(InputError, match="Step 2 CK: 999: scores run from 1 to 300"):
        planned(tables.consultant, "", Profile(step2_ck=999))


def test_a_plan_for_little_says_so(tables: Tables) -> None:
    sheet = plan_sheet(planned(tables.consultant, "", Profile(home_ir=False)), Citing(tables.catalogue.guides, {}))

    assert "Nothing is settled by that yet." in sheet.blocks
    assert sheet.blocks[-1].startswith("**To add for more:** ")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        pytest.param({"function": "no_such"}, "command tier: 'no_such'", id="no such function"),
        pytest.param({"options": [{"name": "step2_ck"}]}, "needs applicant_type", id="an input out of reach"),
        pytest.param({"options": [{"name": "luck"}]}, "'luck'", id="no such input"),
        pytest.param({"options": [{"name": "step2_ck", "ask": "?"}]}, "no key is called 'ask'", id="a wrong key"),
        pytest.param({"says": "x" * 101}, "write 1 to 100 characters", id="a long description"),
        pytest.param({"assume": {"step2_ck": 999}}, "scores run from 1 to 300", id="an assumption that cannot be"),
    ],
)
def test_a_wrong_row_stops_the_start(tables: Tables, tmp_path: Path, row: dict[str, Any], says: str) -> None:
    options = [{"name": "applicant", "input": "applicant_type"}, {"name": "step2_ck"}]
    written = {"name": "tier", "function": "ck_tier", "says": "A tier", "options": options} | row
    file = tmp_path / "commands.toml"
    file.write_text(f"[names]\n[[command]]\n{_toml(written)}", encoding="utf-8")

    with pytest.raises(SettingError, match=re.escape(says)) as raised:
        read_subcommands(file, tables.catalogue)

    assert str(raised.value).startswith(str(file))


def _toml(written: Mapping[str, Any]) -> str:
    return "\n".join(f"{key} = {_inline(value)}" for key, value in written.items())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_inline(one)}' for key, one in value.items())} }}"
    return f"[{', '.join(map(_inline, value))}]" if isinstance(value, list) else json.dumps(value)
