"""A model that lies, in every way that the server of the tests knows: nothing of it gets into an answer."""

import re
from collections.abc import Sequence

import pytest

from bot.answering.answer import Answer
from bot.answering.rendering import LONGEST, as_json, as_text
from bot.asking.question import Question
from bot.writing.prompting import wording
from knowledge.passages import Applicant
from tests.measuring.scoring import is_cited, plain, quotes_standing, untraced
from tests.model_server.behaviours import LIES
from tests.writing.beside import KEY, Asking

US_MD, US_DO, US_IMG, NON_US_IMG = Applicant
QUESTIONS = (
    Question("How many letters of recommendation do I need?"),
    Question("What Step 2 CK score should I aim for?", NON_US_IMG),
    Question("What Step 2 CK score should I aim for?", US_MD),
    Question("When should I do away rotations?", US_MD),
    Question("How do I find research as a second-year student?"),
    Question("What should I do 12 months before the Match?"),
    Question("I'm a US MD with a 231 on Step 2 CK, what are my chances?"),
    Question("I failed Step 1 once and got 226 on Step 2, what now?", US_IMG),
    Question("My Step 2 CK is 252 and I have two letters from IR, am I competitive?", NON_US_IMG),
    Question("What is the difference between integrated and independent IR?"),
    Question("How many programs should I apply to?", US_DO),
    Question("and what should I do there?", US_MD, ("How many away rotations should I do?",)),
    Question("how do i bake sourdough bread"),
)
LONG = ("hundreds_of_statements", "markup", "echo_question")
"""Lies whose replies are very long: of those a few are enough."""
ALL_FALSE = (
    *("invented_numbers", "unknown_sources", "wrong_sources", "no_sources", "all_sources"),
    *("invented_advice", "echo_prompt", "empty_statements", "wrong_shapes"),
)
"""Lies in which there is nothing true."""
SAID = ("secret ranking", "guaranteed", "As an AI", "For you as a", "Harrison", "colors on interview day")
MARKS = ("https:", "evil.example", "discord.gg", "@everyone", "<@", "```", "[^", "【", "P9999", "<script", "\x1b", "||")
"""Some of what lies say, and of how they are dressed up."""
SECRETS = (KEY, "Bearer", "sk-proj", '{"', *re.findall(r"[^.:\n]{40,}", wording("answer")))
NEVER = (*SAID, *MARKS, *SECRETS)
DIGITS = re.compile(r"\d+")


async def lied_to(asking: Asking, lie: str) -> Sequence[tuple[Question, Answer, Answer]]:
    """Return questions, with the answers that a lying model leads to and those of the guides."""
    asking.server.behave = LIES[lie]
    asking.opened(model_guides_tokens=0, model_seconds=4.0)
    questions = QUESTIONS[::6] if lie in LONG else QUESTIONS
    return [(one, await asking.answer(one), asking.quoted(one)) for one in questions]


def figures_worked_out(answer: Answer) -> set[str]:
    """Return the figures of what functions say."""
    return {figure for one in answer.statements if one.source == "rules" for figure in DIGITS.findall(one.text)}


@pytest.mark.parametrize("lie", LIES)
async def test_no_lie_gets_into_an_answer(asking: Asking, lie: str) -> None:
    guides = plain(" ".join(entry.passage.text for entry in asking.advice.index.every_entry()))
    for question, answer, quoted in await lied_to(asking, lie):
        told, text = as_json(answer), as_text(answer)
        assert answer.refused == quoted.refused
        assert not [one for one in NEVER if one in text]
        assert len(text) <= LONGEST
        assert figures_worked_out(answer) >= figures_worked_out(quoted)
        assert (answer.private, answer.heading, answer.caveats) == (quoted.private, quoted.heading, quoted.caveats)
        if not answer.refused:
            assert untraced({"question": question.text, "turns": question.turns}, told) == set()
            assert is_cited(told)
            assert all(quotes_standing(told, guides))
        if lie in ALL_FALSE:
            assert text == as_text(quoted)


def test_there_are_lies_enough() -> None:
    assert len(LIES) >= 20
    assert set(ALL_FALSE) | set(LONG) <= LIES.keys()
