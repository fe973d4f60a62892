"""What must never be computed: a chance of matching, an IMG number for a US graduate, advice for the wrong group."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from bot.strategy.advice import Advice, Status
from bot.strategy.tables import Row
from tests.strategy.drawing import Inputs, combined
from tests.strategy.shipped import NAMES, all_rows, shipped

MANY = 80
"""Inputs each law is tried with."""
US = ["us_md", "us_do"]
IMG = ["us_img", "non_us_img"]
ASKING = [name for name in NAMES if "applicant_type" in shipped().named(name).inputs]
"""Functions that know who asks."""

CHANCE = re.compile(r"%|\b(?:per ?cent|chances?|odds|probab\w+|(?:un)?likel\w+|match(?:ing)? rates?)\b", re.IGNORECASE)
SPEAKING_OF_IT = {
    "R-00.4": "a low score does not end one's chances; nothing is said of how large they are",
    "R-12.14": "the share of a question bank to work through",
    "R-18.9": "which route is best; nothing is said of how good it is",
    "R-24.5": "programs that are unlikely to look at a file; nothing is said of how unlikely",
    "R-35.8": "what makes chances drop; nothing is said of how far",
}
"""Rows that may use such a word, and what for."""

FOR_IMGS_BUT_MARKED = {"study_weeks": "G-08.e", "timeline_by_months": "G-22.g"}
FOR_MDS_BUT_MARKED = {"pivot_check": "G-28.e", "signal_rank": "G-24.d"}
"""Functions that show others what was written for one group, and the row that tells them so."""
TELLS_OTHERS = "G-24.d"
"""It speaks to DOs as it does to IMGs, and sets nothing."""


def said_by(row: Row) -> str:
    """Return what a row says and gives, as one text."""
    return f"{row.says} {json.dumps(row.then)}"


def rows_of(name: str, advice: Advice) -> Iterator[Row]:
    """Yield the rows of a function that fired."""
    return (row for row in shipped().named(name).rows if row.id in advice.rules)


def answers(name: str, applicants: list[str]) -> Iterator[Advice]:
    """Yield a function's answers to some kinds of applicants, those aside that it refuses."""
    for applicant in applicants:
        advices = [shipped().advise(name, {**inputs, "applicant_type": applicant}) for inputs in combined(name, MANY)]
        yield from (advice for advice in advices if advice.status is not Status.REJECTED)


def worked_out(name: str, inputs: Inputs) -> set[str]:
    """Return the sentences and texts of an answer, those aside that it gives back."""
    advice = shipped().advise(name, inputs)
    said = {reason.says for reason in advice.reasons if reason.rule not in SPEAKING_OF_IT} | {advice.uncovered}
    return (said | {str(part) for part in parts_of(advice.values)}) - {str(part) for part in parts_of(inputs)}


def parts_of(value: Any) -> Iterator[Any]:
    """Yield the texts and numbers of a result or of inputs, in whatever lists and tables."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from parts_of(one)
    else:
        yield value


def scores_in(value: Any) -> set[int]:
    """Return the numbers of a result or of inputs that are as high as a score, those within texts too."""
    numbers = re.findall(r"\d+", " ".join(str(part) for part in parts_of(value)))
    return {int(digits) for digits in numbers if int(digits) >= 150}


def test_no_row_speaks_of_a_chance_but_those_that_say_nothing_of_its_size() -> None:
    speaking = {row.id: said_by(row) for _, row in all_rows() if CHANCE.search(said_by(row))}
    numbered = [rule for rule, text in speaking.items() if re.search(r"\d", re.sub(r"Step \d", "", text))]

    assert speaking.keys() == SPEAKING_OF_IT.keys()
    assert numbered == ["R-12.14"]


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_works_out_a_chance(name: str) -> None:
    texts = set().union(*(worked_out(name, inputs) for inputs in combined(name, MANY)))

    assert [text for text in texts if CHANCE.search(text)] == []


@pytest.mark.parametrize("name", sorted(set(ASKING) - FOR_IMGS_BUT_MARKED.keys()))
def test_no_row_written_for_imgs_fires_for_a_us_graduate(name: str) -> None:
    fired = {row.id for advice in answers(name, US) for row in rows_of(name, advice) if row.applies in {"img", *IMG}}

    assert fired - {TELLS_OTHERS} == set()


@pytest.mark.parametrize("name", sorted(set(ASKING) - FOR_MDS_BUT_MARKED.keys()))
def test_no_row_written_for_us_mds_fires_for_another(name: str) -> None:
    others = answers(name, [*IMG, "us_do"])

    assert {row.id for advice in others for row in rows_of(name, advice) if row.applies == "us_md"} == set()


@pytest.mark.parametrize(
    ("name", "mark", "others", "group"),
    [
        *((name, mark, US, "IMG") for name, mark in FOR_IMGS_BUT_MARKED.items()),
        *((name, mark, [*IMG, "us_do"], "US MD") for name, mark in FOR_MDS_BUT_MARKED.items()),
    ],
)
def test_where_one_does_it_is_marked_as_written_for_another_group(
    name: str, mark: str, others: list[str], group: str
) -> None:
    [says] = {row.says for row in shipped().named(name).rows if row.id == mark}
    advices = list(answers(name, others))

    assert group in says
    assert all(says in advice.caveats for advice in advices)
    assert {advice.status for advice in advices} == {Status.RESOLVED_GAP}


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize("applicant", US)
def test_a_us_graduate_is_given_no_score_but_their_own(name: str, applicant: str) -> None:
    asked = [{**inputs, "applicant_type": applicant} for inputs in combined(name, MANY)]
    foreign = [scores_in(shipped().advise(name, inputs).values) - scores_in(inputs) for inputs in asked]

    assert set().union(*foreign) == set()


def test_the_row_that_tells_others_sets_nothing() -> None:
    [row] = [row for _, row in all_rows() if row.id == TELLS_OTHERS]

    assert row.then == {}
    assert not re.search(r"\d", row.says.replace("Guide 002", ""))


@pytest.mark.parametrize("applicant", US)
def test_a_us_graduate_gets_no_band_and_no_target(applicant: str) -> None:
    tier = shipped().advise("ck_tier", {"applicant_type": applicant, "step2_ck": 248})
    status = {"applicant_type": applicant, "step1_status": "weak", "comlex_only": False}
    target = shipped().advise("ck_target", status)

    assert (tier.status, tier.values["tier"], tier.values["band"]) == (Status.NOT_COVERED, None, None)
    assert target.status is Status.NOT_COVERED
    assert (target.values["target_min"], target.values["target_range"]) == (None, None)


def test_a_us_graduate_is_given_no_number_of_applications() -> None:
    found = [advice.values for advice in answers("ir_dr_strategy", US)]

    assert [values["applications"] for values in found] == [None] * 2 * MANY
    assert all(values["comparison_only"] == {"derm_ortho": [60, None]} for values in found)


def test_a_number_of_applications_belongs_to_the_lowest_scenario_alone() -> None:
    found = [advice.values for advice in answers("img_program_mix", IMG)]

    assert {values["scenario"] for values in found if values["applications"] is None} == {1, 2}
    assert {values["scenario"] for values in found if values["applications"] == [80, None]} == {3}


@pytest.mark.parametrize(
    ("name", "others", "reason"),
    [
        pytest.param("img_program_mix", US, "choose US-citizen IMG or non-US-citizen IMG", id="the mix for IMGs"),
        pytest.param("md_pathway", [*IMG, "us_do"], "choose US MD", id="the pathway for US MDs"),
    ],
)
def test_a_function_for_one_group_refuses_the_others(name: str, others: list[str], reason: str) -> None:
    inputs = next(combined(name, 1))
    errors = [shipped().advise(name, {**inputs, "applicant_type": applicant}).errors for applicant in others]
    reasons = [{"field": "applicant_type", "reason": f"{applicant!r}: {reason}"} for applicant in others]

    assert errors == [[one] for one in reasons]
    assert list(answers(name, others)) == []


def test_no_input_asks_for_a_pass_mark_and_no_row_names_one() -> None:
    mark = re.compile(r"pass(?:ing)? (?:mark|score)\W+(?:(?:is|of|at|from|about|near)\W+)*\d")

    assert [row.id for _, row in all_rows() if mark.search(row.says)] == []
    assert not any("pass_mark" in function.inputs for function in shipped().functions.values())
