"""What a provider never gets to see of whoever asks: scores, names, addresses and ids, wherever they were told."""

import logging
import re

import pytest

from bot.advising.profile import Profile
from bot.answering.rendering import as_text
from bot.asking.question import Question
from knowledge.passages import Applicant
from tests.model_server.behaviours import LIES, Behaviour, faithful, on_repair
from tests.writing.beside import KEY, KINDS, Asking

US_MD, US_DO, US_IMG, NON_US_IMG = Applicant
DIFFERENCE = "What is the difference between integrated and independent IR?"
PROGRAMS = "How many programs should I apply to?"
TOLD = (
    Question("I'm Maria Lopez, 237 on CK. How many letters of recommendation do I need?", US_MD),
    Question("My AAMC ID is 13579246, my Step 1 was 217. How many letters of recommendation do I need?", US_MD),
    Question("Write me at maria.lopez@example.org. When should I do away rotations?", US_DO),
    Question("How many letters of recommendation do I need with two-hundred-and-thirty-seven?", US_DO),
    Question("Dr. Okonkwo said my 2-3-7 is fine, he is at +1 415 555 2671. When should I do away rotations?", US_MD),
    Question("and how long for each?", US_IMG, ("I got 237 on Step 2 CK. Thanks, Maria Lopez", DIFFERENCE)),
    Question(
        "and the timing?", US_MD, ("my name is maria lopez, aamc 13579246", "mail maria.lopez@example.org", PROGRAMS)
    ),
    Question("and the timing?", US_MD, ("COMLEX 617 and 217 on step one", PROGRAMS)),
    Question("how do i study for step 2 ck?", NON_US_IMG, known=Profile(step2_ck=237, comlex=(617,))),
    Question("am i ready for step 2 ck?", NON_US_IMG, known=Profile(scores=(217, 227, 237), target=257)),
)
COMPETITIVE = Question("My Step 2 CK is 245 and I have two letters from IR, am I competitive?", NON_US_IMG)
SECRETS = re.compile(
    r"(?<!\d)(?:2[1235]7|617|13579246|2671|555)(?!\d)|maria|lopez|okonkwo|example\.org|two.?hundred|2-3-7|thirty.?seven",
    re.IGNORECASE,
)
HELD, REPAIRED = faithful, on_repair(faithful, otherwise=LIES["invented_numbers"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("behave", [HELD, REPAIRED], ids=["at once", "repaired"])
async def test_nothing_that_tells_who_asks_is_sent(
    asking: Asking, kind: str, behave: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    assert not SECRETS.search(" ".join(entry.passage.text for entry in asking.advice.index.every_entry()))
    asking.server.behave = behave
    asking.opened(kind)
    for question in TOLD:
        await asking.answer(question)
        assert asking.server.asked
        assert not SECRETS.findall("".join(one.path + one.body for one in asking.server.asked))

    assert not SECRETS.findall(caplog.text)
    assert KEY not in caplog.text
    assert not any(question.text in caplog.text for question in TOLD)


async def test_what_is_told_is_masked_and_the_rest_stays(asking: Asking) -> None:
    await asking.answer(TOLD[0])

    told = "I'm [name], [score] on CK. How many letters of recommendation do I need?"
    assert {one.data["question"] for one in asking.server.asked} == {told}


async def test_what_a_function_says_of_the_asker_s_score_is_not_sent_but_is_answered(asking: Asking) -> None:
    asking.opened(model_guides_tokens=0)
    answer, quoted = await asking.answer(COMPETITIVE), asking.quoted(COMPETITIVE)

    named = [one.text for one in quoted.statements if one.source == "rules" and "245" in one.text]
    asked = asking.server.asked[0].data
    sent = [*(one["says"] for one in asked.get("functions", ())), *(one["text"] for one in asked["draft"])]
    assert named
    assert sent
    assert not set(named) & set(sent)
    assert all(text in as_text(answer) for text in named)


async def test_neither_what_is_known_nor_what_was_worked_out_from_is_sent(asking: Asking) -> None:
    asking.opened(model_guides_tokens=0)
    answer = await asking.answer(TOLD[-1])
    asked = asking.server.asked[0]

    assert "237" in answer.heading
    assert asked.data.keys() <= {"question", "asker", "draft", "functions", "passages"}
    assert answer.heading not in asked.body


async def test_earlier_turns_are_sent_as_far_as_they_are_short(asking: Asking) -> None:
    turns = tuple(f"{PROGRAMS} {'please tell me ' * 9} {n}" for n in range(20))
    await asking.answer(Question("How many letters of recommendation do I need?", US_MD, turns))

    earlier = asking.server.asked[-1].data["earlier"]
    assert 1 < len(earlier) < len(turns)
    assert sum(map(len, earlier)) < 1_300
