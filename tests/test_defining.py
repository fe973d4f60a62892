"""What abbreviations stand for, however they are typed, and what else may have been meant."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.defining import Definition, close_to, definition
from bot.lexicon import read_lexicon
from bot.shipped import config_folder, guides_folder
from knowledge.reading import read_folder

LEXICON = read_lexicon(config_folder() / "lexicon.toml")
ABBREVIATION = re.compile(r"\b(?:[A-Z]{2,}s?|[A-Z]\d|[A-Z]-\d+[A-Z]?)\b")


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        pytest.param("ERAS", "ERAS", id="as it is written"),
        pytest.param("eras", "ERAS", id="in small letters"),
        pytest.param("E.R.A.S.", "ERAS", id="with dots"),
        pytest.param(" ERAS? ", "ERAS", id="as a question"),
        pytest.param("\uff25\uff32\uff21\uff33", "ERAS", id="in wide letters"),
        pytest.param("LORs", "LOR", id="a plural"),
        pytest.param("LoR's", "LOR", id="a plural with an apostrophe"),
        pytest.param("sub-i", "Sub-I", id="with a hyphen"),
        pytest.param("Sub Is", "Sub-I", id="a plural with a space"),
        pytest.param("subi", "Sub-I", id="without a hyphen"),
        pytest.param("PDs", "PD", id="another plural"),
        pytest.param("IR / DR", "IR/DR", id="with a slash"),
        pytest.param("irdr", "IR/DR", id="without a slash"),
        pytest.param("b & b", "B&B", id="with an ampersand"),
        pytest.param("step2ck", "Step 2 CK", id="in one word"),
        pytest.param("j1", "J-1", id="a visa"),
        pytest.param("y90", "Y-90", id="an isotope"),
        pytest.param("PGY-1", "PGY", id="a year"),
        pytest.param("ms3", "MS", id="a year of a student"),
        pytest.param("OMS-4s", "OMS", id="students of a year"),
        pytest.param("m3", "M3", id="a year that is a term itself"),
        pytest.param("UWSA 2", "UWSA", id="a form of a practice exam"),
        pytest.param("tpa", "tPA", id="a term in mixed letters"),
    ],
)
def test_a_term_is_defined_however_it_is_typed(typed: str, term: str) -> None:
    assert definition(typed, LEXICON) == Definition(term, LEXICON.define[term])


@pytest.mark.parametrize("typed", ["", " ", "?", "s", "1", "ERASE", "ERSA", "letters", "面接", "x" * 5_000])
def test_what_is_no_term_is_not_defined(typed: str) -> None:
    assert definition(typed, LEXICON) is None


@pytest.mark.parametrize("term", LEXICON.define)
def test_every_term_is_found_as_it_stands_and_in_small_letters(term: str) -> None:
    assert definition(term, LEXICON) == definition(term.lower(), LEXICON) == Definition(term, LEXICON.define[term])


@pytest.mark.parametrize(("term", "says"), LEXICON.define.items(), ids=LEXICON.define)
def test_what_a_term_stands_for_is_one_short_sentence(term: str, says: str) -> None:
    assert says.endswith(".")
    assert len(says) <= 160
    assert says == " ".join(says.split())
    assert says.casefold().rstrip(".") != term.casefold()


@pytest.mark.parametrize(
    ("typed", "close"),
    [
        pytest.param("ERSA", ["ERAS"], id="letters that changed places"),
        pytest.param("MSPEE", ["MSPE"], id="a letter too many"),
        pytest.param("esr", ["ESIR"], id="a letter missing"),
        pytest.param("comlxe", ["COMLEX"], id="a slip in small letters"),
        pytest.param("preliminary", ["Prelim"], id="the word in full"),
        pytest.param("anki deck", ["AnKing"], id="two words of it"),
        pytest.param("recommendation letters", ["LOR"], id="what it stands for"),
        pytest.param("vis", ["VIR"], id="a short slip"),
        pytest.param("onlinemed", ["OnlineMedEd"], id="the beginning"),
    ],
)
def test_what_may_have_been_meant_comes_first(typed: str, close: list[str]) -> None:
    assert close_to(typed, LEXICON)[: len(close)] == close


@pytest.mark.parametrize("typed", ["", "?", "qqqqqqqq", "面接", "x" * 5_000, "of the"])
def test_nothing_is_offered_where_nothing_is_close(typed: str) -> None:
    assert close_to(typed, LEXICON) == []


@pytest.mark.parametrize(("most", "count"), [(3, 3), (1, 1), (0, 0), (-1, 0)])
def test_no_more_are_offered_than_are_wanted(most: int, count: int) -> None:
    assert len(close_to("radiology", LEXICON, most)) == count


@given(st.text(max_size=30))
def test_whatever_is_typed_has_an_answer(typed: str) -> None:
    known = definition(typed, LEXICON)

    assert known is None or LEXICON.define[known.term] == known.says
    assert set(close_to(typed, LEXICON)) <= LEXICON.define.keys()


def test_abbreviations_that_the_guides_use_more_than_once_are_defined() -> None:
    guides = read_folder(guides_folder()).guides
    used = Counter(one for guide in guides for section in guide.sections for one in ABBREVIATION.findall(section.text))

    assert sum(used.values()) > 1_000
    assert {one for one, times in used.items() if times > 1 and not definition(one, LEXICON)} == {"US"}
