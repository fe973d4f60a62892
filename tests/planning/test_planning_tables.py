"""The table of plans: what it names is there, and a wrong value is named with the file."""

import re
from pathlib import Path

import pytest

from bot.errors import SettingError
from bot.planning.tables import read_planning
from tests.planning.making import FILE, planning, timetable
from tests.strategy.shipped import shipped
from tests.studying.plans import LEAP_EXAM, planned


def test_the_milestones_it_names_are_there() -> None:
    table, ids = planning(), {one.id for one in timetable().milestones}

    assert {*table.replaced, *table.only_if, table.of_electives} <= ids


@pytest.mark.parametrize("applicant", [None, "us_md", "us_img", "non_us_img"])
def test_every_phase_and_test_of_every_study_plan_has_a_row_that_plan_rests_on(applicant: str | None) -> None:
    lengths = [{"weeks": weeks} for weeks in range(1, 53)]
    for given in (
        *lengths,
        *({**one, "working": True} for one in lengths),
        *({**one, "baseline": 200} for one in lengths),
    ):
        plan = planned("step2ck", applicant=applicant, exam_day=LEAP_EXAM, **given)
        rules = {reason.rule for reason in plan.reasons}

        assert {planning().loads[week.phase] for week in plan.weeks} <= rules
        assert {planning().tests[week.phase] for week in plan.weeks if week.test} <= rules


def test_its_numbers_are_those_of_the_rows_it_names() -> None:
    table = planning()

    assert "{}–{} months".format(*table.electives_ahead) in table.rows["electives"].reason.says
    assert "{}–{} months".format(*table.letters_ahead) in table.choices["letters"][0].reason.says
    assert table.sub_i_months == (6, 8)
    assert "June–August" in table.rows["sub_i"].reason.says


@pytest.mark.parametrize(
    ("pattern", "after", "told"),
    [
        pytest.param("exam_day = 15", "exam_day = 31", "exam_day 31", id="a day some months lack"),
        pytest.param("exam_day = 15", 'exam_day = "15"', "exam_day '15'", id="a day in words"),
        pytest.param("exam_day = 15", "", "exam_day", id="no day"),
        pytest.param(r"\[6, 9\]", "[9, 6]", "9 to 6 is no range", id="months in the wrong order"),
        pytest.param(r"\[2, 3\]", "[2]", "", id="one end alone"),
        pytest.param(r"\[6, 8\]", '["June", 8]', "", id="a month in words"),
        pytest.param('visa = "visa"', 'visa = "passport"', "only_if 'passport'", id="a circumstance unknown"),
        pytest.param("ck_exam_timing R-15.4", "ck_exam_timing R-15.44", "R-15.44", id="a row unknown"),
        pytest.param("prep_window R-09.3", "preparation R-09.3", "preparation", id="a function unknown"),
        pytest.param('^sub_i = "rotation_plan R-20.13"$', "", "sub_i", id="a row missing"),
        pytest.param("^letters = .*$", "", "letters", id="choices missing"),
        pytest.param(r"^\[loads\]$", "[load]", "loads", id="a table missing"),
        pytest.param("^replaced = ", "replaced = 3 #", "", id="no list"),
        pytest.param("^exam_day", "exam_day = ", "", id="no TOML"),
        pytest.param(
            "ck_exam_timing R-15.4", "ck_phase_plan G-10.b", "says something else", id="a row with numbers in it"
        ),
    ],
)
def test_a_wrong_value_is_named_with_the_file(tmp_path: Path, pattern: str, after: str, told: str) -> None:
    spoiled = tmp_path / "planning.toml"
    text, found = re.subn(pattern, after, FILE.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    spoiled.write_text(text, encoding="utf-8")

    assert found
    with pytest.raises(SettingError, match=rf"planning\.toml: .*{re.escape(told)}"):
        read_planning(spoiled, shipped())


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"none\.toml"):
        read_planning(tmp_path / "none.toml", shipped())
