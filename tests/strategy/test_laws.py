"""What holds of every function whatever is given to it: one status, whole results and sentences, the same each time."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.strategy.advice import Advice, Status
from bot.strategy.deciding import known
from bot.strategy.tables import Function
from tests.strategy.drawing import ANYTHING, combined, inputs_of
from tests.strategy.shipped import NAMES, shipped

ROOT = Path(__file__).resolve().parents[2]
EVERY_FUNCTION = pytest.mark.parametrize("name", NAMES)
SOME = settings(max_examples=6)


def is_number(value: Any) -> bool:
    """Tell a number from true and false."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_range(value: Any) -> bool:
    """Tell whether a value is a low end and a high end; only the high one may be open."""
    low, high = value
    return is_number(low) and (high is None or (is_number(high) and low <= high))


IS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: value is None or (isinstance(value, str) and value != ""),
    "number": lambda value: value is None or is_number(value),
    "yes_no": lambda value: value is None or isinstance(value, bool),
    "flag": lambda value: isinstance(value, bool),
    "range": lambda value: value is None or is_range(value),
    "ranges": lambda value: value is None or all(map(is_range, value)),
    "numbers": lambda value: value is None or all(map(is_number, value)),
    "list": lambda value: isinstance(value, list) and None not in value,
    "items": lambda value: isinstance(value, dict),
}
"""What a result of each kind may be."""


def status_of(function: Function, advice: Advice) -> Status:
    """Return the status that the rows which fired come to."""
    found = {row.status for row in function.rows if row.id in advice.rules}
    if Status.NOT_COVERED in found or not found:
        return Status.NOT_COVERED
    return Status.RESOLVED_GAP if Status.RESOLVED_GAP in found else Status.SETTLED


@EVERY_FUNCTION
@SOME
@given(data=st.data())
def test_an_answer_is_a_refusal_or_whole(name: str, data: st.DataObject) -> None:
    function = shipped().named(name)
    advice = shipped().advise(name, data.draw(inputs_of(name)))
    answer = advice.as_json()

    if advice.status is Status.REJECTED:
        assert answer.keys() == {"status", "errors"}
        assert answer["errors"]
    else:
        assert advice.reasons or advice.caveats
        assert answer["status"] == status_of(function, advice)
        assert advice.values.keys() >= function.gives.keys()
        assert [key for key, value in advice.values.items() if not IS[function.kinds[key]](value)] == []


@EVERY_FUNCTION
@SOME
@given(data=st.data())
def test_rows_that_fire_together_settle_each_result_once(name: str, data: st.DataObject) -> None:
    function = shipped().named(name)
    facts, refused = known(function, data.draw(inputs_of(name)))
    fired = [] if refused else [row for row in function.rows if row.holds(facts)]
    set_by: dict[str, dict[str, str]] = {}
    for row in fired:
        for key, value in row.then.items():
            if function.kinds[key] not in {"list", "items"}:
                set_by.setdefault(key, {})[json.dumps(value)] = row.id

    assert {key: rows for key, rows in set_by.items() if len(rows) > 1} == {}


HOLE = re.compile(r"[{}]|\b(?:None|True|False|nan)\b|  |^\W|,\s*[.,]|\.\.")
"""What shows that a sentence was put together wrongly."""


@EVERY_FUNCTION
def test_a_sentence_shows_no_hole(name: str) -> None:
    advices = [shipped().advise(name, inputs) for inputs in combined(name, 120)]
    said = {text for advice in advices for text in (*(reason.says for reason in advice.reasons), *advice.caveats)}
    refused = {error["reason"] for advice in advices for error in advice.errors}

    assert [text for text in said | refused if HOLE.search(text)] == []


@EVERY_FUNCTION
@SOME
@given(data=st.data())
def test_the_same_inputs_give_the_same_bytes_in_whatever_order(name: str, data: st.DataObject) -> None:
    inputs = data.draw(inputs_of(name))
    turned = dict(reversed(inputs.items()))

    first = json.dumps(shipped().advise(name, inputs).as_json(), allow_nan=False)
    assert first == json.dumps(shipped().advise(name, turned).as_json(), allow_nan=False)


@EVERY_FUNCTION
@SOME
@given(data=st.data())
def test_whatever_json_is_given_is_answered_or_refused(name: str, data: st.DataObject) -> None:
    function = shipped().named(name)
    fields = st.sampled_from([*function.inputs, function.inside, "weather"])
    inputs = data.draw(inputs_of(name)) | data.draw(st.dictionaries(fields, ANYTHING, max_size=3))

    assert shipped().advise(name, inputs).status in Status


def test_a_field_that_is_no_input_is_refused() -> None:
    answered = {name: shipped().advise(name, {"weather": "fine"}).status for name in NAMES}

    assert set(answered.values()) == {Status.REJECTED}


ANSWER_ALL = """
import hashlib, json
from tests.strategy.lines import every_line
from tests.strategy.shipped import shipped
answers = [shipped().advise(line["function"], line["inputs"]).as_json() for line in every_line()]
print(hashlib.sha256(json.dumps(answers).encode()).hexdigest())
"""


def test_two_processes_give_the_same_bytes() -> None:
    asked = [
        subprocess.Popen(
            [sys.executable, "-c", ANSWER_ALL],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    first, second = (process.communicate()[0] for process in asked)

    assert len(first.strip()) == 64
    assert first == second
