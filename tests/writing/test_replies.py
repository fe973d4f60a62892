"""What is taken out of a reply while it grows, and whatever a model makes of its form."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.writing.judging import Said
from bot.writing.replies import statements_of

MOST, LONGEST = 12, 2_000
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=16) | st.dictionaries(st.sampled_from(["text", "sources", "a"]), inner),
    max_leaves=40,
)
SOME_STATEMENTS = st.lists(
    st.fixed_dictionaries({"text": st.text(max_size=8), "sources": st.lists(st.sampled_from(["P1", "F1"]))}),
    min_size=1,
    max_size=MOST + 4,
)


def written(*texts: str, sources: Sequence[str] = ("P1",)) -> list[dict[str, Any]]:
    """Return statements as a model writes them."""
    return [{"text": text, "sources": list(sources)} for text in texts]


def said(*texts: str) -> list[Said]:
    """Return the same, read."""
    return [Said(text, ("P1",)) for text in texts]


def test_a_whole_reply_holds_all_its_statements() -> None:
    assert statements_of({"statements": written("One.", "Two."), "done": True}) == said("One.", "Two.")


@pytest.mark.parametrize("done", [{}, {"done": False}, {"done": None}, {"done": "true"}, {"done": 1}, {"done": []}])
def test_the_last_statement_of_a_reply_that_is_not_done_is_still_being_written(done: dict[str, Any]) -> None:
    assert statements_of({"statements": written("One.", "Two.")} | done) == said("One.")


def test_done_counts_only_behind_the_statements() -> None:
    assert statements_of({"done": True, "statements": written("One.", "Two are usu")}) == said("One.")


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"done": True},
        {"statements": None, "done": True},
        {"statements": "Do this.", "done": True},
        {"statements": {"text": "Do this.", "sources": ["P1"]}, "done": True},
        {"answer": written("One."), "done": True},
    ],
)
def test_where_there_are_no_statements_there_are_none(reply: dict[str, Any]) -> None:
    assert list(statements_of(reply)) == []


@pytest.mark.parametrize(
    "odd",
    [None, 3, "One.", [], {}, {"text": None}, {"text": 3, "sources": ["P1"]}, {"text": ["One."]}, {"sources": ["P1"]}],
)
def test_what_is_no_statement_keeps_its_place_as_an_empty_one(odd: Any) -> None:
    found = statements_of({"statements": [*written("One."), odd, *written("Two.")], "done": True})

    assert found == [*said("One."), Said("", ()), *said("Two.")]


@pytest.mark.parametrize(
    ("sources", "named"),
    [
        (["P1", "F1", "P1"], ("P1", "F1")),
        ([], ()),
        (None, ()),
        ("P1", ()),
        ({"P1": "P2"}, ()),
        ([12, None, ["P1"]], ("12", "None", "['P1']")),
        ([float("nan"), 1e400], ("nan", "inf")),
    ],
)
def test_sources_are_names_each_once_and_anything_else_is_none_that_was_given(
    sources: Any, named: tuple[str, ...]
) -> None:
    (one,) = statements_of({"statements": [{"text": "One.", "sources": sources}], "done": True})

    assert one.sources == named


def test_of_a_huge_reply_only_so_much_is_read() -> None:
    found = statements_of({"statements": written(*["x" * 10 * LONGEST] * 500)})

    assert [len(one.text) for one in found] == [LONGEST] * MOST


@given(ANY_JSON, ANY_JSON)
def test_any_reply_is_read(statements: Any, done: Any) -> None:
    for one in statements_of({"statements": statements, "done": done}):
        assert isinstance(one.text, str)
        assert len(one.text) <= LONGEST
        assert all(isinstance(name, str) for name in one.sources)


@given(SOME_STATEMENTS, st.data())
def test_what_was_read_of_a_reply_stays_as_it_grows(statements: list[dict[str, Any]], data: st.DataObject) -> None:
    whole = list(statements_of({"statements": statements, "done": True}))
    length = data.draw(st.integers(1, len(statements)))
    *finished, last = statements[:length]
    unfinished = {"text": last["text"][: data.draw(st.integers(0, len(last["text"])))]}

    so_far = list(statements_of({"statements": [*finished, unfinished]}))

    assert so_far == whole[: len(so_far)]
    assert len(so_far) == min(len(finished), MOST)
