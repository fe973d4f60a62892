"""Every rule of the catalogue is in a table, and every row of a table is reached by some input."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest

from bot.strategy.deciding import known
from bot.strategy.tables import Function
from tests.strategy.drawing import Inputs, combined
from tests.strategy.lines import every_line
from tests.strategy.shipped import NAMES, all_rows, shipped

IDS = (Path(__file__).parent / "ids.txt").read_text(encoding="utf-8").split()
OUR_OWN = {"V01", "V13"}
"""Rows about what can be used at all, which no guide backs."""
MANY = 250


def told(name: str) -> list[Inputs]:
    """Return the inputs that the case files give a function."""
    return [dict(line["inputs"]) for line in every_line() if line["function"] == name]


def reached(function: Function, tried: Iterable[Inputs]) -> set[str]:
    """Return the ids of the rows that fire for some of the inputs."""
    facts = [found for found, refused in (known(function, inputs) for inputs in tried) if not refused]
    return {row.id for row in function.rows if any(row.holds(one) for one in facts)}


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_reached_by_some_input(name: str) -> None:
    function = shipped().named(name)
    found = reached(function, chain(told(name), combined(name, MANY)))

    assert [row.id for row in function.rows if row.id not in found] == []


def test_a_row_that_nothing_reaches_would_be_found() -> None:
    function = shipped().named("ck_tier")
    low_scores = [{"applicant_type": "us_img", "step2_ck": score} for score in range(1, 230)]

    assert "R-02.1" not in reached(function, low_scores)
    assert "R-02.5" in reached(function, low_scores)


def test_every_rule_of_the_catalogue_is_in_a_table_and_no_other() -> None:
    in_tables = {row.id for _, row in all_rows()}

    assert set(IDS) - in_tables == set()
    assert in_tables - set(IDS) == OUR_OWN


def test_the_catalogue_has_370_rules_and_129_gaps() -> None:
    assert Counter(rule[0] for rule in IDS) == {"R": 370, "G": 129}
    assert len(set(IDS)) == len(IDS)


def test_a_row_that_several_functions_have_is_the_same_in_all_of_them() -> None:
    said = {(row.id, row.says, row.source, row.applies) for _, row in all_rows()}
    ids = Counter(rule for rule, *_ in said)

    assert {rule: times for rule, times in ids.items() if times > 1} == {}
