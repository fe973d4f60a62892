"""What becomes of the statements that hold: an answer in other words, which leaves out nothing it must say."""

from dataclasses import replace

import pytest

from bot.answering.answer import AnswerKind
from bot.answering.grounding import Grounded
from bot.asking.drafting import Draft
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.writing.finishing import begun, finished
from bot.writing.judging import Judge, Judged, Said
from bot.writing.material import Material, material
from bot.writing.prompting import name_of

EVERYTHING = 10**9
"""Characters up to which the guides are read as a whole."""
BY = "openai:some-model"
DEDICATED = "how long is dedicated study for step 1?"
LASTS, GOAL = "lasts 4–8 weeks", "First goal of the dedicated period"
OF_LENGTH = "Dedicated Step 1 study lasts 4–8 weeks for most students, and you should aim for more than a bare pass."
OF_GOAL = "The first goal is to pass Step 1 comfortably on the first attempt."
FAILED = "US DO failed step 1 and got 221: what are my odds at integrated IR, and DR?"
OFFICE, OF_OFFICE = "dean's office", "After a failed Step 1, stay close to the dean and those who support you."
LIST = "I'm a US MD with a 243 on step 2 ck, how many programs should I apply to?"
IN_A_BAND = "I'm a US-citizen IMG with a 245 on step 2 ck, how many programs should I apply to?"
LOW = "I'm a US-citizen IMG, step 2 ck 221. should I apply to DR too?"
"""Beside what is worked out for it, a guide is quoted."""
REACH, READY = "reach options", "Being fully ready often does more for IR than a weak application."


class Asked:
    """A question with its draft, and what may be written from it."""

    def __init__(self, adviser: Adviser, text: str) -> None:
        self.adviser = adviser
        self.draft: Draft = adviser.prepare(Question(text))
        self.given: Material = material(self.draft, adviser, EVERYTHING)

    def texts(self, source: str) -> list[str]:
        """Return what functions say in the draft ("rules"), or what guides do ("guides")."""
        return [one.text for one in self.draft.grounded if one.source == source]

    def function(self, like: str) -> str:
        """Return the id of the function that says something."""
        return next(id for id, one in self.given.functions.items() if like in one.text)

    def passage(self, anchor: str) -> str:
        """Return the id of the passage of a section."""
        return next(id for id, entry in self.given.passages.items() if entry.passage.anchor == anchor)

    def held(self, text: str, like: str) -> Judged:
        """Return a statement that was found to hold, in the place of one of the draft."""
        one: Grounded = next(one for one in self.draft.grounded if like in one.text)
        return Judged(Said(text, (name_of(one.entry),)), replace(one, text=text))

    def judged(self, text: str, *sources: str) -> Judged:
        """Return what the judge makes of a statement."""
        (one,) = Judge(self.given).judge([Said(text, sources)], self.adviser)
        return one

    def lost(self, text: str, like: str) -> Judged:
        """Return a statement that was found not to hold, in the place of one of the draft."""
        return replace(self.held(text, like), grounded=None, wrong="its sources say otherwise")

    def finished(self, *judged: Judged) -> Draft | None:
        """Return the answer made of statements."""
        return finished(self.given, judged, self.adviser, BY)

    def told(self, *judged: Judged) -> list[str]:
        """Return the texts of that answer; those of the draft, where there is none."""
        done = self.finished(*judged) or self.draft
        return [one.text for one in done.answer.statements]

    def written(self, *said: tuple[str, list[str]]) -> list[str]:
        """Return the texts of the answer made of what a model wrote, each statement with the ids of its sources."""
        every = [Said(text, tuple(sources)) for text, sources in said]
        return self.told(*Judge(self.given).judge(every, self.adviser))


@pytest.fixture
def dedicated(shipped_adviser: Adviser) -> Asked:
    return Asked(shipped_adviser, DEDICATED)


@pytest.fixture
def failed(shipped_adviser: Adviser) -> Asked:
    return Asked(shipped_adviser, FAILED)


@pytest.fixture
def low(shipped_adviser: Adviser) -> Asked:
    return Asked(shipped_adviser, LOW)


def test_statements_that_hold_and_answer_are_the_answer(dedicated: Asked) -> None:
    done = dedicated.finished(dedicated.held(OF_LENGTH, LASTS), dedicated.held(OF_GOAL, GOAL))

    assert done is not None
    assert [one.text for one in done.answer.statements] == [OF_LENGTH, OF_GOAL]
    assert done.answer.worded_by == BY
    assert done.answer.kind is AnswerKind.ANSWER
    assert done.answer.question == DEDICATED
    assert [citation.anchor for citation in done.answer.citations] == ["dedicated-length-goals"]


def test_a_statement_that_is_there_twice_is_told_once(dedicated: Asked) -> None:
    twice, once = dedicated.held(OF_LENGTH, LASTS), dedicated.held(OF_GOAL, GOAL)

    assert dedicated.told(twice, once, twice) == [OF_LENGTH, OF_GOAL]


def test_a_statement_that_does_not_hold_is_told_in_the_words_it_had(dedicated: Asked) -> None:
    told = dedicated.told(dedicated.held(OF_LENGTH, LASTS), dedicated.lost("The first goal is to fail.", GOAL))

    assert told[0] == OF_LENGTH
    assert next(text for text in dedicated.texts("guides") if GOAL in text) in told
    assert "The first goal is to fail." not in told


def test_without_the_figures_of_the_first_statement_there_is_no_answer(dedicated: Asked) -> None:
    assert dedicated.finished(dedicated.held("Dedicated Step 1 study lasts a while.", LASTS)) is None


def test_from_other_passages_only_there_is_no_answer(dedicated: Asked) -> None:
    assert dedicated.finished(dedicated.held("Start in MS1, in 4–8 weeks.", "MS1")) is None


def test_of_nothing_there_is_no_answer(dedicated: Asked, failed: Asked) -> None:
    for asked in (dedicated, failed):
        assert asked.finished() is None
    assert dedicated.finished(dedicated.lost("It takes 9 weeks.", LASTS)) is None


def test_what_stands_in_no_words_that_are_cited_is_not_told(dedicated: Asked) -> None:
    assert dedicated.finished(dedicated.held(f"{OF_LENGTH} Or 77.", LASTS)) is None


def test_what_was_worked_out_keeps_its_own_words(low: Asked) -> None:
    (quoted,) = low.texts("guides")
    worded = low.held(READY, quoted)

    told = low.told(low.judged("List integrated IR programs as the core of your plan.", low.function(REACH)), worded)

    assert told == [*low.texts("rules"), READY]


def test_where_only_functions_speak_there_is_nothing_to_word(failed: Asked) -> None:
    assert failed.finished(failed.judged(OF_OFFICE, failed.function(OFFICE))) is None


def test_caveats_notes_and_heading_stay(low: Asked) -> None:
    (quoted,) = low.texts("guides")
    done = low.finished(low.held(READY, quoted))

    assert done is not None
    before, after = low.draft.answer, done.answer
    assert (after.caveats, after.notes, after.heading) == (before.caveats, before.notes, before.heading)
    assert after.private is before.private is True
    assert after.recommendations == before.recommendations


def test_scores_of_another_case_are_not_told_beside_what_was_worked_out(low: Asked) -> None:
    (quoted,) = low.texts("guides")
    of_another = low.held("Being fully ready with a 260 is better.", quoted)

    assert of_another.said.text not in low.told(low.held(READY, quoted), of_another)


def test_of_what_is_written_so_far_only_what_holds_is_shown(low: Asked) -> None:
    (quoted,) = low.texts("guides")
    nothing = begun(low.given, [low.lost("Being ready is worse.", quoted)], low.adviser, BY)
    something = begun(low.given, [low.held(READY, quoted)], low.adviser, BY)

    assert nothing is None
    assert something is not None
    assert [one.text for one in something.answer.statements] == [*low.texts("rules"), READY]


@pytest.mark.parametrize("text", [DEDICATED, FAILED, LIST, IN_A_BAND, LOW])
def test_an_answer_told_again_in_its_own_words_loses_and_gains_nothing(shipped_adviser: Adviser, text: str) -> None:
    asked = Asked(shipped_adviser, text)

    told = asked.written(*((one["text"], one["sources"]) for one in asked.given.as_json()["draft"]))

    assert sorted(told) == sorted(one.text for one in asked.draft.answer.statements)
