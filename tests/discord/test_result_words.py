"""Results in words: every value that rows and facts give reads as a member would say it."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import tomli

from bot.advising.catalogue import Catalogue
from bot.discord.strategy.result_words import label_of, result_in_words, says_nothing
from bot.shipped import config_folder
from bot.strategy.tables import Function
from tests.strategy.lines import every_line, is_refused
from tests.strategy.shipped import shipped

RAW = re.compile(r"_|\b(?:ir|dr|ck|imgs?|mds?|us|usce|nbme|eras|mspe|qi|soap|ty|step ?[12]|pivot|prelim)\b")
COMMAND = re.compile(r"`/[a-z]+ [a-z0-9_]+`")
ADDRESS = re.compile(r"https?://\S+")
PLAIN = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")


def is_raw(words: str) -> bool:
    """Tell whether words still look like a code."""
    return bool(RAW.search(ADDRESS.sub("", COMMAND.sub("", words))))


def codes(value: Any) -> Iterator[str]:
    """Yield the codes in a value of a result; sentences are none."""
    if isinstance(value, dict):
        yield from (code for pair in value.items() for one in pair for code in codes(one))
    elif isinstance(value, list):
        yield from (code for one in value for code in codes(one))
    elif isinstance(value, str) and PLAIN.fullmatch(value):
        yield value


def of_rows(function: Function) -> Iterator[tuple[str, str]]:
    """Yield each result that rows of a function set, with each code they give it."""
    table = tomli.loads((config_folder() / "strategy" / f"{function.name}.toml").read_text(encoding="utf-8"))
    for row in table["row"]:
        for result, value in row.get("then", {}).items():
            yield from ((result, code) for code in codes(value))


def of_cases(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield each result that the recorded cases come to, with each code in it: also what facts work out."""
    for case in every_line():
        if is_refused(case) or case["function"] not in catalogue.functions:
            continue
        values = catalogue.advise(case["function"], case["inputs"]).values
        yield from ((result, code) for result, value in values.items() for code in codes(value))


def bad(found: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return what does not read as words."""
    shown = ((result, code, result_in_words(result, code)) for result, code in set(found) if not says_nothing(code))
    return sorted(one for one in shown if one[0] != "ask" and is_raw(one[2]))


@pytest.mark.parametrize("name", sorted(shipped().functions))
def test_every_value_that_rows_give_reads_as_words(name: str) -> None:
    assert bad(of_rows(shipped().named(name))) == []


def test_every_value_that_cases_come_to_reads_as_words() -> None:
    found = list(of_cases(shipped()))

    assert len(found) > 500
    assert bad(found) == []


def test_every_result_is_named_in_words() -> None:
    names = {name for function in shipped().functions.values() for name in function.kinds}

    assert [name for name in names if is_raw(label_of(name))] == []


@pytest.mark.parametrize(
    ("result", "value", "words"),
    [
        pytest.param("action", "delay_check", "check whether to delay the exam", id="what to do"),
        pytest.param("next", "pivot_check", "`/strategy stay`", id="a function that goes further"),
        pytest.param("steps", ["ir_faculty_advocacy", "strong_step2_ck"], None, id="a list"),
        pytest.param("missing", ["core", "dr"], "medicine, surgery or the ICU, DR", id="of a single result"),
        pytest.param("items", {"ck_score": "ok"}, "CK score: in order", id="pairs"),
        pytest.param("weeks", [10, 14], "10–14", id="a range"),
        pytest.param("red_flag", True, "yes", id="yes or no"),
        pytest.param("say", "Plan for June; the US is far.", "Plan for June; the US is far.", id="a sentence"),
    ],
)
def test_a_value_is_put_into_words(result: str, value: Any, words: str | None) -> None:
    expected = words or "IR faculty who speak up for you, a strong Step 2 CK score"

    assert result_in_words(result, value) == expected


def test_every_command_that_a_result_names_is_there() -> None:
    table = tomli.loads((config_folder() / "strategy_commands.toml").read_text(encoding="utf-8"))
    there = {f"`/strategy {one['name']}`" for one in table["command"]}
    named = {found for name in shipped().functions for found in COMMAND.findall(result_in_words("next", name))}

    assert {one for one in named if one.startswith("`/strategy")} <= there
    assert len(named) > 5
