"""Practising by command: what is shown, what a good answer covers, and that nothing comes twice."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.discord.reference.practice_sheets import covers_sheet, prompt_sheet
from bot.discord.reference.practising import Round, another, first
from bot.errors import InputError
from bot.rehearsing.choosing import topics_for
from bot.rehearsing.prompts import Kind, Prompt, read_prompts
from bot.shipped import config_folder
from tests.discord.conftest import Start
from tests.discord.losing import lose


@pytest.fixture(scope="session")
def prompts() -> Sequence[Prompt]:
    """Return the shipped prompts."""
    return read_prompts(config_folder() / "practice.toml")


def shown_by(prompts: Sequence[Prompt], text: str) -> Prompt:
    """Return the prompt that a text shows."""
    [found] = [one for one in prompts if one.prompt in text]
    return found


@pytest.mark.parametrize(("command", "kind"), [("interview", Kind.INTERVIEW), ("oral", Kind.MINI_ORAL)])
async def test_a_prompt_is_shown_then_what_a_good_answer_covers(
    running: Start, prompts: Sequence[Prompt], command: str, kind: Kind
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    reply = await bot.server.slash(ada, f"practice {command}")
    covers = await bot.server.press(ada, reply, "What a good answer covers")

    prompt = shown_by(prompts, reply.text)
    assert prompt.kind is kind
    assert (reply.ephemeral, covers.ephemeral) == (True, True)
    assert [one.says for one in prompt.covers if f"> “{one.quote}”\n-# " not in covers.text] == []
    assert len(re.findall(r"^-# .+, .+$", covers.text, re.M)) >= len(prompt.covers)
    assert bot.server.refusals == []


async def test_another_one_comes_from_question_and_from_answer_and_is_new_each_time(
    running: Start, prompts: Sequence[Prompt]
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    reply = await bot.server.slash(ada, "practice oral", topic="kidney", applicant="US MD")
    had = [shown_by(prompts, reply.text)]
    many = len([one for one in prompts if one.topic == had[0].topic and one.speaks_to("us_md")])

    for _ in range(many - 1):
        covers = await bot.server.press(ada, reply, "What a good answer covers")
        reply = await bot.server.press(ada, covers, "Another one")
        had.append(shown_by(prompts, reply.text))

    assert len({one.id for one in had}) == len(had) == many
    assert {one.topic for one in had} == {"kidney"}


async def test_topics_are_offered_for_the_kind_of_applicant(running: Start, prompts: Sequence[Prompt]) -> None:
    bot = await running()
    ada = bot.server.member("Ada")

    every = await bot.server.suggest(ada, "practice interview", option="topic", typed="", applicant="us_md")
    some = await bot.server.suggest(ada, "practice interview", option="topic", typed="why")

    assert [name for name, _ in every] == list(topics_for(prompts, Kind.INTERVIEW, "us_md"))
    assert some[0] == ("why IR", "why IR")


async def test_the_kind_of_applicant_is_taken_from_the_profile(running: Start, prompts: Sequence[Prompt]) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.store.profiles.save(int(ada.id), {"applicant_type": "non_us_img"}, {}, bot.clock())

    reply = await bot.server.slash(ada, "practice oral")

    assert ".non_us_img.a." in reply.buttons["Another one"]


async def test_an_applicant_that_is_none_is_refused(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "practice interview", raw=True, applicant="zzz")

    assert reply.text == "`applicant`: choose US MD, US DO, US-citizen IMG or non-US-citizen IMG."
    assert reply.ephemeral


async def test_one_can_practise_while_the_profile_cannot_be_reached(running: Start, tmp_path: Path) -> None:
    bot = await running()
    lose(tmp_path / "state.sqlite", "profiles")

    reply = await bot.server.slash(bot.server.member("Ada"), "practice oral")

    assert "I cannot reach my notes, so your profile is not counted." in reply.text
    assert "What a good answer covers" in reply.buttons


async def test_a_topic_that_is_not_known_is_refused_with_those_that_are(running: Start) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), "practice interview", topic="surfing")

    assert "the topics are why IR" in reply.text
    assert reply.ephemeral


def test_a_button_for_a_prompt_that_is_gone_says_so(prompts: Sequence[Prompt]) -> None:
    with pytest.raises(InputError, match="no longer have that question"):
        Round.read("gone.us_md.a.1", prompts)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("applicant", ["", "us_md", "us_do", "us_img", "non_us_img"])
def test_every_prompt_comes_once_before_any_comes_again(prompts: Sequence[Prompt], kind: Kind, applicant: str) -> None:
    fitting = {one.id for one in prompts if one.kind is kind and one.speaks_to(applicant)}
    at, had = first(prompts, kind, applicant, "", 7), []

    for seed in range(len(fitting)):
        had.append(at.prompt.id)
        at = another(Round.read(str(at), prompts), prompts, seed)

    assert set(had) == fitting
    assert at.prompt.id != had[-1]


@pytest.mark.parametrize("kind", Kind)
def test_every_button_can_be_pressed(prompts: Sequence[Prompt], kind: Kind) -> None:
    everything = (1 << len(prompts)) - 1
    rounds = [Round(one, "non_us_img", one.topic, everything) for one in prompts if one.kind is kind]

    assert [one for one in rounds if not re.fullmatch(r"[\w.-]{1,80}", str(one))] == []
    assert [Round.read(str(one), prompts) for one in rounds] == rounds
    assert all(len(button.id) <= 100 for one in rounds for button in prompt_sheet(one.prompt, str(one)).buttons)


def test_a_topic_with_one_prompt_says_that_there_is_no_other(prompts: Sequence[Prompt]) -> None:
    alone = Round(prompts[0], "", prompts[0].topic, 1)

    with pytest.raises(InputError, match="the only question"):
        another(alone, prompts[:1], 1)


def test_a_point_whose_section_is_not_there_says_so(prompts: Sequence[Prompt]) -> None:
    prompt = prompts[0]
    sheet = covers_sheet(prompt, [None] * len(prompt.covers), "about")

    assert all("-# This section is not in the guides that are open now." in block for block in sheet.blocks[1:-1])


def test_a_prompt_alone_does_not_give_the_answer_away(prompts: Sequence[Prompt]) -> None:
    given_away = [one.id for one in prompts for p in one.covers if p.says in "".join(prompt_sheet(one, "x").blocks)]

    assert given_away == []
