"""JSON is read while it is being written, whatever stands around it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.port import ProviderError
from bot.writing.unfinished import Unfinished

WHOLE = {"statements": [{"text": 'Say "yes" {to} 3 [letters] – or é 🩻.', "sources": ["P1", "F2"]}], "done": True}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=9,
)


def said(*pieces: str) -> Mapping[str, Any]:
    """Return what is read of some pieces of text."""
    written = Unfinished()
    for piece in pieces:
        written.add(piece)
    return written.said


@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_at_every_letter_only_what_is_whole_is_read(ensure_ascii: bool) -> None:
    text = json.dumps(WHOLE, ensure_ascii=ensure_ascii)
    found = [said(text[:length]) for length in range(len(text) + 1)]

    texts = [one["statements"][0]["text"] for one in found if one.get("statements") and "text" in one["statements"][0]]
    assert found[-1] == WHOLE
    assert set(texts) == {WHOLE["statements"][0]["text"]}
    assert [one.get("done") for one in found].count(True) <= 2


@pytest.mark.parametrize(
    "around", ["{}", "\n\n{}\n", "```json\n{}\n```", "Here is my answer:\n{}", "{}\n\nI hope it helps."]
)
def test_what_stands_around_it_is_left_out(around: str) -> None:
    assert said(around.replace("{}", json.dumps(WHOLE))) == WHOLE


def test_halves_of_characters_are_joined() -> None:
    assert said('{"text": "a \ud83e', '\ude7b b"}') == {"text": "a 🩻 b"}
    assert said('{"text": "a \ud83e b"}') == {"text": "a \ufffd b"}


def test_line_breaks_within_a_text_are_blanks() -> None:
    assert said('{"text": "One\nline\tand\r\nmore"}') == {"text": "One line and  more"}


@pytest.mark.parametrize(
    "text", ["", "You need 3 letters.", "[1, 2]", '"text"', '{"text" "half', "{{", "}{", '{"a":' * 2000]
)
def test_what_is_no_object_is_read_as_an_empty_one(text: str) -> None:
    assert said(text) == {}


def test_arguments_of_the_first_tool_count_before_text_and_other_tools() -> None:
    written = Unfinished()
    written.add("Let me see: {", [{"index": 1, "args": '{"statements": [], '}])
    written.add("", [{"index": 2, "args": '{"other": 1}'}, {"index": 1, "args": '"done": true}'}])
    written.add("", [{"index": 1, "args": None}])

    assert written.said == {"statements": [], "done": True}


def test_a_reply_without_an_end_is_left() -> None:
    with pytest.raises(ProviderError, match="too long"):
        said(*["x" * 1_000] * 41)


@given(st.dictionaries(st.text(max_size=4), VALUES), st.data())
def test_any_object_is_read_in_any_pieces(value: dict[str, Any], data: st.DataObject) -> None:
    text = json.dumps(value)
    cut = data.draw(st.integers(0, len(text)))

    assert isinstance(said(text[:cut]), dict)
    assert said(text[:cut], text[cut:]) == json.loads(text)


@given(st.text(st.characters()))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(said(text), dict)
