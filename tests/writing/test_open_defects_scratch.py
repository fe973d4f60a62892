"""Defects that are open: each of these should hold."""

import pytest

from bot.answering.rendering import as_text
from bot.asking.question import Question
from knowledge.passages import Applicant
from tests.model_server.asked import AskedModel
from tests.model_server.reading import drafted
from tests.model_server.replies import Statements, statement
from tests.writing.beside import Asking

LETTERS = Question("How many letters of recommendation do I need?")
AWAYS = Question("Should I do home or away rotations?", Applicant.US_MD)


def in_short(asked: AskedModel, *places: int) -> Statements:
    said = [one | {"text": f"In short: {one['text']}"} for one in drafted(asked)]
    return Statements([said[place] for place in places] if places else said)


async def test_the_direct_statement_is_never_left_out(asking: Asking) -> None:
    asking.server.behave = lambda asked: in_short(asked, -1)
    answer, quoted = await asking.answer(LETTERS), asking.quoted(LETTERS)

    assert quoted.statements[0].text in as_text(answer)


async def test_the_direct_statement_is_not_lost_with_unknown_sources(asking: Asking) -> None:
    def behave(asked: AskedModel) -> Statements:
        first, *others = in_short(asked).statements
        return Statements([first | {"sources": ["P9999"]}, *others])

    asking.server.behave = behave
    answer, quoted = await asking.answer(LETTERS), asking.quoted(LETTERS)

    assert quoted.statements[0].text in as_text(answer)


@pytest.mark.parametrize(
    ("question", "was", "becomes"),
    [
        (AWAYS, "a home IR rotation plus 1 away", "a home IR rotation plus 2 aways"),
        (AWAYS, "a home IR rotation plus 2 aways", "a home IR rotation plus 1 away"),
        (AWAYS, "need 1–2 strategically", "need 2–1 strategically"),
        (LETTERS, "Optional 4th letter", "Optional eighth letter"),
        (LETTERS, "Optional 4th letter", "Optional 4th program"),
        (LETTERS, "IR letters (1–2)", "IR programs (1–2)"),
        (AWAYS, "outweighs 3 average", "outweighs 1 average"),
        (AWAYS, "below-average", "above-average"),
    ],
)
async def test_what_is_changed_in_a_word_is_not_said(asking: Asking, question: Question, was: str, becomes: str) -> None:
    def behave(asked: AskedModel) -> Statements:
        assert any(was in one["text"] for one in drafted(asked))
        return Statements([statement(one["text"].replace(was, becomes), *one["sources"]) for one in drafted(asked)])

    asking.server.behave = behave

    assert becomes not in as_text(await asking.answer(question))


async def test_applicants_are_named_only_where_a_source_names_them(asking: Asking) -> None:
    asking.server.behave = lambda asked: Statements(
        [statement(f"For an IMG, {one['text'][0].lower()}{one['text'][1:]}", *one["sources"]) for one in drafted(asked)]
    )

    assert "For an IMG" not in as_text(await asking.answer(AWAYS))


async def test_nothing_is_said_to_be_worded_that_is_not(asking: Asking) -> None:
    asking.server.behave = lambda asked: Statements(drafted(asked))

    assert not (await asking.answer(LETTERS)).worded_by
