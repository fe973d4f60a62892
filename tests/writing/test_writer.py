"""What a model is given, what is made of its words, and who pays for them."""

import logging
import re
from collections.abc import Callable

import pytest

from bot.answering.rendering import as_json, as_text
from bot.asking.path import Adviser
from bot.asking.question import Question
from bot.writing.prompting import wording
from knowledge.passages import Applicant
from tests.measuring.scoring import is_cited
from tests.model_server.asked import AskedModel, object_of
from tests.model_server.behaviours import Behaviour, always, faithful, on_repair
from tests.model_server.reading import drafted
from tests.model_server.replies import Failing, Hanging, Reply, Statements
from tests.writing.beside import Asking, NotedPurse, Overtaken

LETTERS = Question("How many letters of recommendation do I need?")
SCORED = Question("My Step 1 was 217. How many letters of recommendation do I need?", Applicant.US_MD)
FALSELY = " In 97 of 98 cases it is so."
"""What no source says."""


def in_short(asked: AskedModel) -> Statements:
    """Say of each statement of the draft that it is in short."""
    return Statements([one | {"text": f"In short: {one['text']}"} for one in drafted(asked)])


def wrong_from(place: int, *, every: bool = False) -> Callable[[AskedModel], Statements]:
    """Return a behaviour whose statement in a place, or each from there on, says what no source does."""

    def behave(asked: AskedModel) -> Reply:
        shortened = in_short(asked).statements
        wrong = (n >= place if every else n == place for n in range(len(shortened)))
        falsely = zip(shortened, wrong, strict=True)
        return Statements([one | {"text": one["text"] + FALSELY * bad} for one, bad in falsely])

    return behave


ALL_WRONG = wrong_from(0, every=True)


def ids(asked: AskedModel) -> list[str]:
    """Return the ids of the passages that stand in the system part, each a line."""
    return [object_of(line)["id"] for line in asked.system.splitlines() if line.startswith("{")]


async def test_guides_that_are_small_are_given_as_a_whole(asking: Asking) -> None:
    asking.opened(model_guides_tokens=50_000)
    await asking.answer(LETTERS)
    asked, entries = asking.only, asking.advice.index.every_entry()

    assert asked.system.startswith(wording("answer"))
    assert ids(asked) == [f"P{entry.number}" for entry in entries]
    assert "passages" not in asked.data
    assert set(asked.data["closest"]) <= set(ids(asked))
    assert {source for one in drafted(asked) for source in one["sources"]} <= set(asked.data["closest"])


async def test_of_guides_beyond_that_size_only_what_was_found_is_given(asking: Asking) -> None:
    asking.opened(model_guides_tokens=0)
    await asking.answer(LETTERS)
    asked, found = asking.only, asking.advice.prepare(LETTERS).evidence.found

    assert asked.system == wording("answer")
    assert "closest" not in asked.data
    given = {one["id"] for one in asked.data["passages"]}
    assert given == {f"P{one.entry.number}" for one in found} | {s for one in drafted(asked) for s in one["sources"]}
    others = [entry for entry in asking.advice.index.every_entry() if f"P{entry.number}" not in given]
    assert not [entry for entry in others if entry.passage.text in "".join(p["text"] for p in asked.data["passages"])]


async def test_the_size_of_guides_is_that_of_all_their_words(asking: Asking) -> None:
    tokens = asking.advice.index.characters // 3
    for size, whole in ((tokens + 1, True), (tokens - 1, False)):
        asking.opened(model_guides_tokens=size)
        await asking.answer(LETTERS)
        assert bool(ids(asking.only)) is whole


async def test_what_is_asked_is_one_object_with_the_question_and_its_draft(asking: Asking) -> None:
    await asking.answer(Question(LETTERS.text, Applicant.US_DO))
    quoted = asking.quoted(Question(LETTERS.text, Applicant.US_DO))

    assert asking.only.data.keys() == {"question", "asker", "draft", "closest"}
    assert (asking.only.data["question"], asking.only.data["asker"]) == (LETTERS.text, "US DO")
    assert [one["text"] for one in drafted(asking.only)] == [one.text for one in quoted.statements]


async def test_what_does_not_hold_is_said_in_the_guides_words(asking: Asking) -> None:
    asking.server.behave = wrong_from(0)
    answer, quoted = await asking.answer(LETTERS), asking.quoted(LETTERS)

    assert asking.kinds == ["compose"]
    assert answer.worded_by
    assert answer.statements[0].text == quoted.statements[0].text
    assert f"In short: {quoted.statements[1].text}" in as_text(answer)
    assert is_cited(as_json(answer))


async def test_where_nothing_holds_it_is_repaired_once(asking: Asking) -> None:
    asking.server.behave = on_repair(faithful, otherwise=ALL_WRONG)
    asking.opened(model_guides_tokens=0)
    answer = await asking.answer(LETTERS)
    first, second = asking.server.asked

    assert (first.kind, second.kind, first.system) == ("compose", "repair", second.system)
    assert {**second.data, "repair": None} == {**first.data, "repair": None}
    wrong = second.data["repair"]
    assert {"text", "sources", "wrong"} == wrong[0].keys()
    assert [one["text"] for one in wrong] == [one["text"] for one in ALL_WRONG(first).statements]
    assert {one["wrong"] for one in wrong} >= {"its sources do not hold 97, 98"}
    assert not answer.refused
    assert len(asking.purse.taken) == len(asking.purse.settled) == 2


async def test_a_repair_that_holds_is_taken(asking: Asking) -> None:
    asking.server.behave = on_repair(in_short, otherwise=ALL_WRONG)
    answer = await asking.answer(LETTERS)

    assert asking.kinds == ["compose", "repair"]
    assert answer.worded_by
    assert answer.statements[0].text == f"In short: {asking.quoted(LETTERS).statements[0].text}"


async def test_what_is_wrong_again_is_not_repaired_again(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    asking.server.behave = ALL_WRONG
    answer = await asking.answer(LETTERS)

    assert asking.kinds == ["compose", "repair"]
    assert as_text(answer) == as_text(asking.quoted(LETTERS))
    assert "did not hold" in caplog.text


async def test_a_repair_that_fails_leaves_the_guides_words(asking: Asking) -> None:
    asking.server.behave = on_repair(always(Failing(404)), otherwise=ALL_WRONG)

    assert as_text(await asking.answer(LETTERS)) == as_text(asking.quoted(LETTERS))


@pytest.mark.parametrize("behave", [in_short, ALL_WRONG, lambda asked: Statements(in_short(asked).statements[-1:])])
async def test_what_functions_worked_out_is_said_as_it_was(asking: Asking, behave: Behaviour) -> None:
    asking.server.behave = behave
    answer, quoted = await asking.answer(SCORED), asking.quoted(SCORED)

    rules = [one.text for one in quoted.statements if one.source == "rules"]
    assert rules
    assert [one.text for one in answer.statements if one.source == "rules"] == rules
    assert (answer.heading, answer.caveats, answer.private) == (quoted.heading, quoted.caveats, True)
    assert answer.recommendations == quoted.recommendations


@pytest.mark.parametrize("tasks", [1, 2, 3])
async def test_guides_published_meanwhile_answer_in_their_own_words(
    asking: Asking, adviser: Adviser, tasks: int
) -> None:
    """First the question is prepared, then a prompt is made, then statements are judged."""
    desk, purse = Overtaken(asking.advice, adviser, tasks), NotedPurse()
    answer = await asking.opened().answer(LETTERS, desk, purse)

    assert adviser.version != asking.advice.version
    assert as_text(answer) == as_text(adviser.ask(LETTERS))
    assert len(purse.taken) == len(purse.settled)
    await asking.server.until_idle()


async def test_one_whose_budget_is_used_up_is_told_so_and_nothing_is_sent(asking: Asking) -> None:
    asking.purse = NotedPurse(takes=0, says="No more today.")
    answer, quoted = await asking.answer(LETTERS), asking.quoted(LETTERS)

    assert (asking.server.asked, asking.purse.settled) == ([], [])
    assert answer.notes == (*quoted.notes, "No more today.")
    assert (answer.statements, answer.worded_by) == (quoted.statements, "")
    assert as_text(answer).endswith("No more today.") or "No more today." in as_text(answer)


async def test_a_budget_that_says_nothing_leaves_no_note(asking: Asking) -> None:
    asking.purse = NotedPurse(takes=0)

    assert as_text(await asking.answer(LETTERS)) == as_text(asking.quoted(LETTERS))


async def test_a_budget_that_ends_before_a_repair_leaves_the_guides_words(asking: Asking) -> None:
    asking.server.behave, asking.purse = ALL_WRONG, NotedPurse(takes=1, says="No more today.")
    answer = await asking.answer(LETTERS)

    assert asking.kinds == ["compose"]
    assert answer.statements == asking.quoted(LETTERS).statements
    assert "No more today." in answer.notes


async def test_what_was_set_aside_covers_what_is_used(asking: Asking) -> None:
    await asking.answer(LETTERS)
    [(taken, used)] = asking.purse.settled

    assert len(asking.only.body) // 4 < used < taken


@pytest.mark.parametrize("status", [429, 404, 500])
async def test_nothing_is_owed_for_what_was_not_taken(asking: Asking, status: int) -> None:
    asking.server.behave = always(Failing(status))
    await asking.answer(LETTERS)

    assert asking.purse.settled == [(*asking.purse.taken, 0)]


async def test_what_nobody_counted_is_owed_as_read(asking: Asking) -> None:
    asking.server.behave = always(Hanging())
    asking.opened(model_seconds=0.6)
    await asking.answer(LETTERS)

    [(taken, used)] = asking.purse.settled
    assert len(asking.only.system + asking.only.human) // 3 == pytest.approx(used, abs=2)
    assert used < taken


async def test_questions_without_an_answer_are_not_sent(asking: Asking) -> None:
    for text in ("", "hello", "how do i bake sourdough bread", "how much money do interventional radiologists make"):
        answer = await asking.answer(Question(text))
        assert (asking.server.asked, as_text(answer)) == ([], as_text(asking.quoted(Question(text))))


async def test_the_log_tells_what_an_answer_took_and_cost(asking: Asking, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    asking.opened(model_price_read=1.0, model_price_written=10.0)
    await asking.answer(LETTERS)

    found = re.search(r"calls=1 read=(\d+) cached=0 written=(\d+) cost=([\d.]+) seconds=", caplog.text)
    assert found
    read, written, cost = map(float, found.groups())
    assert cost == pytest.approx((read + 10 * written) / 1e6, abs=1e-5)
    assert LETTERS.text not in caplog.text
