"""Questions by command: acknowledged at once, private where they must be, with buttons that work after a restart."""

import re

import pytest

from tests.discord.conftest import Start
from tests.discord_server.checks_messages import shown_text

AWAYS = "How many away rotations should I do?"
SCORES = "US IMG with CK 222, how many programs should I apply to?"


async def test_a_question_is_acknowledged_and_answered_with_its_sections(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS)

    assert reply.deferred
    assert not reply.ephemeral
    assert "### From the guides" in reply.text
    assert set(re.findall(r"\[(\d)\]", reply.text)) == set(re.findall(r"^-# \[(\d)\] ", reply.text, re.M))
    assert {"Show sources", "Helpful", "Not helpful", "Ask a mentor"} == reply.buttons.keys()
    assert bot.server.refusals == []


@pytest.mark.parametrize(
    ("question", "options", "alone"),
    [
        pytest.param(AWAYS, {}, False, id="nothing private"),
        pytest.param(AWAYS, {"private": True}, True, id="as wished"),
        pytest.param(SCORES, {}, True, id="a score"),
        pytest.param(SCORES, {"private": False}, True, id="a score, whatever is wished"),
        pytest.param("I failed Step 1 once, can I still match?", {}, True, id="a failure"),
        pytest.param("Do programs sponsor a visa for me?", {}, True, id="a visa"),
        pytest.param("x" * 3_000, {}, True, id="more than is read"),
    ],
)
async def test_what_is_private_is_shown_to_the_asker_alone(
    running: Start, question: str, options: dict[str, bool], alone: bool
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=question, **options)

    assert reply.ephemeral is alone
    assert bot.server.refusals == []


async def test_a_direct_question_is_private_and_follow_ups_are_read_in_its_light(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    first = await bot.server.slash(ada, "ask", question=SCORES, dm=True)
    then = await bot.server.slash(ada, "ask", question="and how many letters?", dm=True)

    assert first.ephemeral
    assert "Worked out from your numbers" in first.text
    assert "letter" in then.text


async def test_what_one_member_told_is_not_read_into_what_another_asks(running: Start) -> None:
    bot = await running()
    await bot.server.slash(bot.server.member("Ada"), "ask", question=SCORES)

    reply = await bot.server.slash(bot.server.member("Bo"), "ask", question="How many programs should I apply to?")

    assert not reply.ephemeral
    assert "222" not in reply.text


async def test_after_something_private_a_member_goes_on_privately_in_that_place(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.server.slash(ada, "ask", question=SCORES)

    there = await bot.server.slash(ada, "ask", question="What should my mix of programs be?")
    elsewhere = await bot.server.slash(ada, "ask", question=AWAYS, channel=bot.server.new_channel(name="other"))

    assert there.ephemeral
    assert "222" in there.text
    assert not elsewhere.ephemeral


async def test_sources_show_the_passages_with_the_words_quoted(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    asked = await bot.server.slash(ada, "ask", question=AWAYS)

    shown = await bot.server.press(bot.server.member("Bo"), asked, "Show sources")

    assert shown.ephemeral
    assert "**[1] " in shown.text
    assert "\n> " in shown.text


async def test_buttons_work_after_a_restart(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    asked = await bot.server.slash(ada, "ask", question=AWAYS)
    await bot.finish()
    await running()

    voted = await bot.server.press(ada, asked, "Helpful")
    sources = await bot.server.press(ada, asked, "Show sources")

    assert "Thank you" in voted.text
    assert "**[1] " in sources.text


@pytest.mark.parametrize("label", ["Helpful", "Not helpful", "Ask a mentor"])
async def test_a_button_is_for_whoever_asked(running: Start, label: str) -> None:
    bot = await running()
    asked = await bot.server.slash(bot.server.member("Ada"), "ask", question=AWAYS)

    pressed = await bot.server.press(bot.server.member("Bo"), asked, label)

    assert pressed.ephemeral
    assert "for the person who asked" in pressed.text


async def test_a_vote_against_asks_why_and_keeps_no_score(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    asked = await bot.server.slash(ada, "ask", question=AWAYS)

    opened = await bot.server.press(ada, asked, "Not helpful")
    sent = await bot.server.submit(ada, opened, {"why": "My CK of 241 was not counted"})

    kept = str(await bot.store.members.everything(int(ada.id)))
    assert "Thank you" in sent.text
    assert "My CK of [score] was not counted" in kept
    assert "of 241" not in kept


async def test_a_private_answer_without_scores_can_be_shared(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    asked = await bot.server.slash(ada, "ask", question=AWAYS, private=True)

    shared = await bot.server.press(ada, asked, "Share")
    sources = await bot.server.press(bot.server.member("Bo"), shared, "Show sources")

    assert not shared.ephemeral
    assert f"**Ada** asked: {AWAYS}" in shared.text
    assert "**[1] " in sources.text


async def test_an_answer_with_scores_has_nothing_to_share_it_with(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    asked = await bot.server.slash(ada, "ask", question=SCORES)

    assert "Share" not in asked.buttons


async def test_a_long_text_may_hold_scores_and_has_nothing_to_share_it_with(running: Start) -> None:
    bot = await running()
    told = f"My Step 2 CK is 213. {'I have been reading for days. ' * 30}How many aways should I do?"

    asked = await bot.server.slash(bot.server.member("Ada"), "ask", question=told)

    assert asked.ephemeral
    assert "Show sources" in asked.buttons
    assert "Share" not in asked.buttons


async def test_a_saved_profile_counts_in_no_answer_that_others_see(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.store.profiles.save(int(ada.id), {"applicant_type": "non_us_img", "step2_ck": 222}, {}, bot.clock())

    seen = await bot.server.slash(ada, "ask", question="When should I take Step 2 CK?")
    of_nobody = await bot.server.slash(bot.server.member("Bo"), "ask", question="When should I take Step 2 CK?")
    alone = await bot.server.slash(ada, "ask", question="How many programs should I apply to?", private=True)

    assert seen.text == of_nobody.text
    assert "222" in alone.text


async def test_a_question_goes_to_mentors_with_consent_and_without_scores(running: Start) -> None:
    bot = await running()
    ada, mentors = bot.server.member("Ada"), bot.server.new_channel(name="mentors")
    admin = bot.server.member("Mod", permissions=1 << 5)
    none = await bot.server.press(ada, await bot.server.slash(ada, "ask", question=SCORES), "Ask a mentor")
    await bot.server.slash(admin, "settings mentors", where=mentors)
    asked = await bot.server.slash(ada, "ask", question=SCORES)

    consent = await bot.server.press(ada, asked, "Ask a mentor")
    await bot.server.press(ada, consent, "Post it")

    [posted] = [one for one in bot.server.sent if one["channel_id"] == mentors.id]
    assert "no mentor channel" in none.text
    assert consent.ephemeral
    assert shown_text(posted) in consent.text
    assert "222" not in str(posted)
    assert "230" not in str(posted)
    assert posted["mentions"] == []


@pytest.mark.parametrize(
    ("question", "says"),
    [
        pytest.param("which programs sponsor h1b", "The guides do not cover", id="not covered"),
        pytest.param("!!!", "could not find a question", id="no question"),
        pytest.param("@everyone <@1> https://x.y", "could not find a question", id="nothing but mentions"),
        pytest.param("away rotations " * 266, "away", id="4,000 characters"),
    ],
)
async def test_every_question_has_an_answer(running: Start, question: str, says: str) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "ask", question=question[:4_000])

    assert says in reply.text
    assert bot.server.refusals == []


async def test_a_question_that_is_not_covered_is_noted_without_what_tells_who_asked(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    await bot.server.slash(ada, "ask", question="My name is Jane Roe, which programs sponsor h1b?")

    [noted] = await bot.store.uncovered.latest(int(bot.server.guild.id), 5)
    assert "sponsor h1b" in noted.text
    assert "Roe" not in noted.text
