"""An answer while it is being written: what holds of it is shown, as soon as it is whole, and nothing else ever is."""

from dataclasses import replace

import pytest

from bot.answering.answer import Answer
from bot.answering.rendering import as_json, as_text
from bot.asking.question import Question
from knowledge.passages import Applicant
from tests.measuring.scoring import is_cited
from tests.model_server.asked import AskedModel
from tests.model_server.behaviours import LIES, Behaviour, always, faithful
from tests.model_server.reading import drafted
from tests.model_server.replies import Broken, CutOff, Failing, Statements, Truncated, statement
from tests.writing.beside import KINDS, Asking

LETTERS = Question("How many letters of recommendation do I need?")
STEP2 = Question("I got 226 on Step 2 CK, am I competitive?", Applicant.US_IMG)
FALSELY = "In short: Programs rank zebras higher than anybody else."


def in_short(asked: AskedModel) -> Statements:
    """Say of each statement of the draft that it is in short."""
    return Statements([one | {"text": f"In short: {one['text']}"} for one in drafted(asked)])


def with_lies(asked: AskedModel) -> Statements:
    """Say something false before each statement, with the same sources."""
    honest = in_short(asked).statements
    return Statements([one for said in honest for one in (statement(FALSELY, *said["sources"]), said)])


async def watched(asking: Asking, question: Question = LETTERS) -> tuple[list[Answer], Answer]:
    """Return what is shown of an answer while it is written, and the whole of it."""
    seen: list[Answer] = []
    return seen, await asking.answer(question, seen.append)


def texts(answer: Answer) -> list[str]:
    """Return what an answer states."""
    return [one.text for one in answer.statements]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_answer_grows_statement_by_statement(asking: Asking, kind: str) -> None:
    asking.server.behave = in_short
    asking.opened(kind)
    seen, answer = await watched(asking)
    written = [one["text"] for one in in_short(asking.only).statements]

    assert len(seen) > 1
    assert [texts(one) for one in seen] == [written[: len(one.statements)] for one in seen]
    assert texts(answer)[: len(seen[-1].statements)] == texts(seen[-1])
    assert all(is_cited(as_json(one)) for one in seen)
    assert {one.worded_by for one in seen} == {answer.worded_by}


@pytest.mark.parametrize("piece", [1, 7, 60, 10_000])
async def test_it_is_the_same_however_it_comes_in_pieces(asking: Asking, piece: int) -> None:
    asking.server.behave = lambda asked: replace(in_short(asked), piece=piece)
    seen, answer = await watched(asking)
    written = [one["text"] for one in in_short(asking.only).statements]

    assert texts(answer) == written
    assert all(texts(one) == written[: len(one.statements)] for one in seen)


async def test_what_does_not_hold_is_never_shown(asking: Asking) -> None:
    asking.server.behave = with_lies
    seen, answer = await watched(asking)

    assert seen
    assert not [one for one in (*seen, answer) if "zebra" in as_text(one)]


@pytest.mark.parametrize(
    "lie", ["unknown_sources", "no_sources", "invented_numbers", "echo_prompt", "empty_statements"]
)
async def test_where_nothing_holds_nothing_is_shown(asking: Asking, lie: str) -> None:
    asking.server.behave = LIES[lie]

    assert (await watched(asking))[0] == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ends", [Truncated, CutOff, Broken])
async def test_an_answer_that_breaks_off_is_given_in_the_guides_words(asking: Asking, kind: str, ends: type) -> None:
    asking.server.behave = lambda asked: ends(in_short(asked), 500)
    asking.opened(kind)
    seen, answer = await watched(asking)

    assert seen
    assert as_text(answer) == as_text(asking.quoted(LETTERS))


async def test_an_answer_that_takes_too_long_is_shown_as_far_as_it_came_and_then_quoted(asking: Asking) -> None:
    asking.server.behave = lambda asked: replace(in_short(asked), piece=60, pause=0.25)
    asking.opened(model_seconds=2.0)
    seen, answer = await watched(asking)

    assert seen
    assert as_text(answer) == as_text(asking.quoted(LETTERS))
    await asking.server.until_idle()


@pytest.mark.parametrize("behave", [always(Failing(404)), LIES["wrong_shapes"], always(Statements([]))])
async def test_of_no_answer_nothing_is_shown(asking: Asking, behave: Behaviour) -> None:
    asking.server.behave = behave
    seen, answer = await watched(asking)

    assert seen == []
    assert not answer.worded_by


async def test_what_is_for_the_asker_alone_says_so_while_it_is_written(asking: Asking) -> None:
    seen, answer = await watched(asking, STEP2)

    assert seen
    assert answer.private
    assert all(one.private and one.heading == answer.heading for one in seen)


async def test_a_repair_is_not_shown_before_it_is_whole(asking: Asking) -> None:
    asking.server.behave = lambda asked: (faithful if asked.kind == "repair" else LIES["no_sources"])(asked)

    assert (await watched(asking))[0] == []
    assert asking.kinds == ["compose", "repair"]
