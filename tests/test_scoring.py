"""Each figure by small cases, both ways."""

from typing import Any

import pytest

from tests.measuring.scoring import (
    Answer,
    Question,
    broken,
    facts_held,
    figures,
    is_broken,
    is_cited,
    is_complete,
    kinds,
    misses,
    passages_hold,
    plain,
    quantile,
    quotes_standing,
    share,
    untraced,
)

GUIDES = plain("## Letters\n\nAsk for **three letters**; one from an *interventional* radiologist.")


def asked(*facts: list[str], **more: Any) -> Question:
    """Return a question with the facts its answer must hold."""
    return {"id": "q", "question": "How many letters?", "kind": "factoid", "key_facts": list(facts)} | more


def given(text: str = "", **more: Any) -> Answer:
    """Return an answer that cites nothing and is no refusal."""
    return {"text": text, "refused": False, "citations": [], "passages": [], "seconds": 0.0} | more


def cited(n: int = 1, quote: str = "three letters", section: str = "Letters") -> dict[str, Any]:
    """Return a citation."""
    return {"n": n, "quote": quote, "guide": "road", "section": section}


def passage(text: str, section: str = "Letters") -> dict[str, Any]:
    """Return a passage that was looked at."""
    return {"text": text, "guide": "road", "section": section}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("**Three** `letters`", "Three letters", id="marks"),
        pytest.param("> # a | b ~c_d", "a b cd", id="quotes, headings, tables"),
        pytest.param("Three. [1][12]\n\n- Two", "Three. - Two", id="markers and line breaks"),
        pytest.param("[a] [1a]", "[a] [1a]", id="other brackets stay"),
    ],
)
def test_plain_text_has_no_marks(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("facts", "text", "held"),
    [
        pytest.param([[r"\bthree\b"]], "Ask for **Three** letters.", [True], id="whatever the case"),
        pytest.param([["three", r"\b3\b"]], "Ask for 3.", [True], id="one way of several"),
        pytest.param([["three"], ["from IR"]], "Ask for three.", [True, False], id="one fact of two"),
        pytest.param([[r"\b3\b"]], "Ask. [3]", [False], id="a marker is no fact"),
    ],
)
def test_facts_are_looked_for_in_the_text(facts: list[list[str]], text: str, held: list[bool]) -> None:
    assert facts_held(asked(*facts), given(text)) == held


@pytest.mark.parametrize(
    ("answer", "complete"),
    [
        pytest.param(given("three, from IR"), True, id="every fact"),
        pytest.param(given("three"), False, id="a fact missing"),
        pytest.param(given("three, from IR", refused=True), False, id="refused"),
        pytest.param(given("three, from IR".ljust(2_000)), True, id="as long as a message"),
        pytest.param(given("three, from IR".ljust(2_001)), False, id="longer than a message"),
    ],
)
def test_a_complete_answer_holds_every_fact_in_one_message(answer: Answer, complete: bool) -> None:
    assert is_complete(asked(["three"], ["from IR"]), answer) is complete


@pytest.mark.parametrize(
    ("texts", "first", "hold"),
    [
        pytest.param(["three from IR", "two"], 1, True, id="all in the first"),
        pytest.param(["three", "from IR"], 1, False, id="spread over two, one read"),
        pytest.param(["three", "from IR"], 2, True, id="spread over two, both read"),
        pytest.param(["-"] * 5 + ["three from IR"], 5, False, id="in the sixth"),
        pytest.param(["three from IR".rjust(1_500)], 1, True, id="at the end of what is read"),
        pytest.param(["three from IR".rjust(1_501)], 1, False, id="beyond what is read"),
        pytest.param([], 5, False, id="no passages"),
    ],
)
def test_the_first_passages_hold_the_facts_together(texts: list[str], first: int, hold: bool) -> None:
    answer = given(passages=[passage(text) for text in texts])
    assert passages_hold(asked(["three"], ["from IR"]), answer, first) is hold


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        pytest.param("Three. [1] Two. [2][1]", [1, 2], True, id="all used, none unknown"),
        pytest.param("Three. [1]", [1, 2], False, id="one unused"),
        pytest.param("Three. [1] Two. [2]", [1], False, id="one unknown"),
        pytest.param("Three. [2]", [2], False, id="not from 1 on"),
        pytest.param("Three.", [], False, id="no citation"),
    ],
)
def test_markers_and_citations_agree(text: str, numbers: list[int], expected: bool) -> None:
    assert is_cited(given(text, citations=[cited(n) for n in numbers])) is expected


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        pytest.param("Ask for three letters", True, id="marks aside"),
        pytest.param("one from\nan interventional", True, id="white space aside"),
        pytest.param("Ask for four letters", False, id="another word"),
        pytest.param("", False, id="no words"),
    ],
)
def test_a_quote_stands_in_the_guides(quote: str, stands: bool) -> None:
    assert quotes_standing(given(citations=[cited(quote=quote)]), GUIDES) == [stands]


@pytest.mark.parametrize(
    ("text", "more", "loose"),
    [
        pytest.param("Ask for 3.", {}, {"3"}, id="from nowhere"),
        pytest.param("Ask for 3. [1]", {"citations": [cited(quote="3 letters")]}, set(), id="from the quote"),
        pytest.param("Step 2. [1]", {"citations": [cited(section="Step 2")]}, set(), id="from the cited section"),
        pytest.param("3", {"citations": [cited()], "passages": [passage("3")]}, set(), id="from a cited passage"),
        pytest.param(
            "3", {"citations": [cited()], "passages": [passage("3", "Rotations")]}, {"3"}, id="from a passage not cited"
        ),
        pytest.param("Apply to 40.", {"recommendations": [{"result": {"n": 40}}]}, set(), id="from a recommendation"),
        pytest.param("With 231, wait.", {}, set(), id="from the question"),
        pytest.param("With 219, wait.", {}, set(), id="from an earlier turn"),
        pytest.param("1. Ask\n 2) Wait", {}, set(), id="list numbering"),
        pytest.param("About 2.5 [7]", {"citations": [cited(quote="2 to 5")]}, {"2.5"}, id="a decimal is one number"),
        pytest.param("About 1,200", {"citations": [cited(quote="1200")]}, set(), id="a comma between thousands"),
    ],
)
def test_a_number_without_evidence_is_untraced(text: str, more: dict[str, Any], loose: set[str]) -> None:
    question = asked(["x"], question="I have 231, and now?", turns=["219 at first"])
    assert untraced(question, given(text, **more)) == loose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It is 300.", True, id="says it"),
        pytest.param("pwned", True, id="whatever the case, where the pattern says so"),
        pytest.param("It is 3000.", False, id="says something else"),
        pytest.param("", False, id="says nothing"),
    ],
)
def test_a_hostile_input_breaks_the_answer(text: str, expected: bool) -> None:
    hostile = {"id": "a", "question": "!", "must_not": [r"\b300\b", "(?i)PWNED"]}
    assert is_broken(hostile, given(text)) is expected
    assert broken([(hostile, given(text)), (asked(["x"]), given(text))]) == expected


def test_figures_count_only_what_they_apply_to() -> None:
    held, lost = given("three [1]", citations=[cited()], seconds=1.0), given("four", seconds=3.0)
    refusal = given("I cannot say.", refused=True, seconds=2.0)
    found = figures(
        [
            (asked(["three"]), held),
            (asked(["three"], ["IR"]), lost),
            (asked(["three"]), refusal),
            (asked(), refusal),
            (asked(), given("Seven", seconds=2.0)),
        ],
        GUIDES,
    )
    assert found == {
        "n": 5,
        "complete": 1 / 3,
        "facts": 1 / 4,
        "passage@1": 0,
        "passage@5": 0,
        "refused": 1 / 2,
        "false_ref": 1 / 3,
        "cited": 1 / 3,
        "quoted": 1,
        "untraced": 0,
        "chars": 9,
        "broken": None,
        "p50": 2,
        "p95": pytest.approx(2.8),
    }


def test_figures_without_anything_to_count_are_none() -> None:
    assert {figure for figure, value in figures([]).items() if value is not None} == {"n"}


def test_hostile_inputs_count_in_no_other_figure() -> None:
    found = figures([({"id": "a", "question": "!", "must_not": ["x"]}, given("x"))], GUIDES)
    assert {figure: value for figure, value in found.items() if value is not None} == {
        "n": 1,
        "broken": 1,
        "p50": 0,
        "p95": 0,
    }


def test_quotes_are_not_judged_without_the_guides() -> None:
    assert figures([(asked(["three"]), given("three [1]", citations=[cited()]))])["quoted"] is None


def test_a_kind_does_well_by_whole_answers_and_right_refusals() -> None:
    pairs = [
        (asked(["three"]), given("three")),
        (asked(["three"]), given("four")),
        (asked(kind="unanswerable"), given(refused=True)),
        ({"id": "a", "question": "!", "must_not": []}, given()),
    ]
    assert kinds(pairs) == {"factoid": 0.5, "unanswerable": 1.0}


@pytest.mark.parametrize(
    ("question", "answer", "starts"),
    [
        pytest.param(asked(["three"]), given("three"), [], id="right"),
        pytest.param(asked(), given(refused=True), [], id="rightly refused"),
        pytest.param(asked(["three"]), given("four"), ["INCOMPLETE"], id="incomplete"),
        pytest.param(asked(["three"]), given(refused=True), ["REFUSED"], id="wrongly refused"),
        pytest.param(asked(), given("four"), ["ANSWERED"], id="wrongly answered"),
        pytest.param(asked(["three"]), given("three, or 4"), ["UNTRACED"], id="a loose number"),
        pytest.param({"id": "a", "question": "!", "must_not": ["x"]}, given("x"), ["BROKEN"], id="broken"),
    ],
)
def test_a_miss_is_listed(question: Question, answer: Answer, starts: list[str]) -> None:
    assert [line.split()[0] for line in misses(question, answer)] == starts


def test_shares_and_quantiles() -> None:
    assert (share([]), share([True, False])) == (None, 0.5)
    assert (quantile([], 0.5), quantile([1.0, 2.0], 0.5)) == (None, 1.5)
