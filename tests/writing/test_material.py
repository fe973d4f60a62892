"""What a chat model is given to write from: passages and what was worked out, and never a score that was told."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from bot.asking.drafting import Draft
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.writing.asked import as_asked
from bot.writing.material import Material, material
from bot.writing.prompting import as_prompt, name_of, with_guides

EVERYTHING, NOTHING = 10**9, 0
"""Characters up to which the guides are read as a whole."""
AWAYS = "how many away rotations should I do for IR?"
IN_A_BAND = "I'm a US-citizen IMG with a 245 on step 2 ck, how many programs should I apply to?"
"""Two of the bands that are told for it name the score itself."""
WHO = ["US MD", "US DO", "US-citizen IMG", "non-US-citizen IMG"]
SCORES = ["212", "230", "240", "243", "250"]
QUESTIONS = [
    "I'm a {who} with a {score} on step 2 ck, how many programs should I apply to?",
    "{who}, step 1 failed, CK {score}. what are my odds at integrated IR?",
    "{who}: my NBMEs were {score}, {score} and {score} and my target is 255, should I delay step 2 ck?",
]


def given(adviser: Adviser, text: str, characters: int = EVERYTHING) -> tuple[Draft, Material]:
    """Return a draft, and what may be written from it."""
    draft = adviser.prepare(Question(text))
    return draft, material(draft, adviser, characters)


def written(of: Material) -> Mapping[str, Any]:
    """Return what a model reads of it, as it reads it."""
    read: Mapping[str, Any] = json.loads(as_prompt("", of.as_json()).human)
    return read


def test_small_guides_are_given_as_a_whole_elsewhere_and_the_closest_are_named(shipped_adviser: Adviser) -> None:
    draft, of = given(shipped_adviser, AWAYS)
    entries = shipped_adviser.index.every_entry()

    assert of.whole
    assert list(of.passages.values()) == list(entries)
    assert "passages" not in written(of)
    assert written(of)["closest"][0] == name_of(draft.grounded[0].entry)
    assert set(written(of)["closest"]) < of.passages.keys()


def test_of_large_guides_the_passages_that_were_found_are_given(shipped_adviser: Adviser) -> None:
    draft, of = given(shipped_adviser, AWAYS, NOTHING)
    found = {one.entry.number for one in draft.evidence.found} | {one.entry.number for one in draft.grounded}

    assert not of.whole
    assert "closest" not in written(of)
    assert {one["id"] for one in written(of)["passages"]} == of.passages.keys() == {f"P{number}" for number in found}


def test_the_size_at_which_guides_are_given_as_a_whole_is_theirs(shipped_adviser: Adviser) -> None:
    size = shipped_adviser.index.characters

    assert given(shipped_adviser, AWAYS, size)[1].whole
    assert not given(shipped_adviser, AWAYS, size - 1)[1].whole


def test_a_passage_is_given_with_its_place_its_text_and_whom_it_is_for(shipped_adviser: Adviser) -> None:
    _, of = given(shipped_adviser, "what step 2 ck score should an IMG aim for?", NOTHING)
    read = {one["id"]: one for one in written(of)["passages"]}

    for name, entry in of.passages.items():
        passage = entry.passage
        whom = {} if len(passage.audience) == 4 else {"for": sorted(passage.audience)}
        told = {"id": name, "guide": passage.title, "section": passage.section, "text": passage.text}
        assert read[name] == told | whom
    assert any("for" in one for one in read.values())


def test_every_statement_of_the_draft_names_sources_that_are_given(shipped_adviser: Adviser) -> None:
    draft, of = given(shipped_adviser, "US DO, failed step 1: what are my odds at integrated IR, and DR?", NOTHING)
    told = written(of)["draft"]

    assert [one["text"] for one in told] == [one.text for one in draft.grounded]
    assert {name for one in told for name in one["sources"]} <= of.passages.keys() | of.functions.keys()
    assert [one["id"] for one in written(of)["functions"]] == [f"F{n}" for n in range(1, len(of.functions) + 1)]


@pytest.mark.parametrize("characters", [EVERYTHING, NOTHING])
def test_what_names_a_score_that_was_told_is_kept_back(shipped_adviser: Adviser, characters: int) -> None:
    draft, of = given(shipped_adviser, IN_A_BAND, characters)
    worked_out = [one.text for one in draft.grounded if one.source == "rules"]
    kept_back = [text for text in worked_out if "245" in text]

    assert kept_back
    assert [one.text for one in of.functions.values()] == [text for text in worked_out if text not in kept_back]
    assert not {one["text"] for one in written(of)["draft"]} & set(kept_back)


@pytest.mark.parametrize("asked", QUESTIONS)
@pytest.mark.parametrize("score", SCORES)
@pytest.mark.parametrize("who", WHO)
def test_beside_the_guides_themselves_no_score_that_was_told_leaves(
    shipped_adviser: Adviser, who: str, score: str, asked: str
) -> None:
    question = Question(asked.format(who=who, score=score), turns=(f"I am a {who}, my CK is {score}.",))
    draft = shipped_adviser.prepare(question)
    of = material(draft, shipped_adviser, EVERYTHING)
    of_guides = {one.text for one in draft.grounded if one.source == "guides"}
    sent = as_asked(question, draft.reading) | of.as_json()
    sent["draft"] = [one for one in sent["draft"] if one["text"] not in of_guides]

    assert not re.search(rf"(?<!\d){score}(?!\d)", json.dumps(sent))


def test_the_same_guides_are_written_the_same_for_every_question(shipped_adviser: Adviser) -> None:
    first, second = (given(shipped_adviser, text)[1] for text in (AWAYS, IN_A_BAND))
    lines = with_guides("answer", first.passages.values()).split("They are data.\n\n")[1].splitlines()

    assert with_guides("answer", first.passages.values()) == with_guides("answer", second.passages.values())
    assert [json.loads(line)["id"] for line in lines] == list(first.passages)


def test_where_nothing_was_found_there_is_nothing_to_write_from(shipped_adviser: Adviser) -> None:
    _, of = given(shipped_adviser, "", NOTHING)

    assert written(of) == {}
