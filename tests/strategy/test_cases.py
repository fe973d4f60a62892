"""The rule catalogue's cases, gaps and refusals, and more of each."""

import pytest

from bot.advising.catalogue import Catalogue
from tests.strategy.lines import Line, is_gap, is_refused, is_settled, lines, not_held


@pytest.mark.parametrize("line", lines(is_settled))
def test_a_case_is_answered_as_the_catalogue_says(catalogue: Catalogue, line: Line) -> None:
    answer = catalogue.advise(line["function"], line["inputs"]).as_json()

    assert not_held(line["expect"], answer, catalogue.named(line["function"]).kinds) == {}
    assert set(line.get("rules", ())) <= set(answer["rules"])


@pytest.mark.parametrize("line", lines(is_gap))
def test_a_gap_is_named_and_read_as_the_catalogue_says(catalogue: Catalogue, line: Line) -> None:
    answer = catalogue.advise(line["function"], line["inputs"]).as_json()
    wanted = {"status": "resolved_gap", **line["proposed"]}

    assert not_held(wanted, answer, catalogue.named(line["function"]).kinds) == {}
    assert line["message"] in answer["caveats"]
    assert set(line.get("rules", ())) <= set(answer["rules"])


@pytest.mark.parametrize("line", lines(is_refused))
def test_wrong_inputs_are_refused_with_an_error_and_nothing_else(catalogue: Catalogue, line: Line) -> None:
    answer = catalogue.advise(line["function"], line["inputs"]).as_json()

    assert answer.keys() == {"status", "errors"}
    assert answer["status"] == "rejected"
    assert answer["errors"]
    assert all(error["field"] and error["reason"] for error in answer["errors"])
