"""Strategy functions by command: what is given, what the profile tells, what is asked back, and how it is shown."""

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import tomli

from bot.advising.profile import Profile
from bot.advising.wording import told
from bot.asking.path import Adviser
from bot.assembly import Tables
from bot.discord.members import Shelf
from bot.discord.showing.answers import shown
from bot.discord.strategy.strategies import explained
from bot.discord.strategy.strategy_options import Subcommand, called, read_subcommands
from bot.shipped import config_folder
from tests.discord.conftest import Running, Start
from tests.discord.losing import lose
from tests.discord_server.places import Person
from tests.discord_server.replies import Reply

FILE = config_folder() / "strategy_commands.toml"
NAMES = [one["name"] for one in tomli.loads(FILE.read_text(encoding="utf-8"))["command"]]
IMG = Profile(applicant_type="us_img", step2_ck=222, step1_result="pass_after_fail")


@pytest.fixture(scope="session")
def tables(shelf: Shelf) -> Tables:
    """Return the tables of the configuration."""
    return shelf.tables


@pytest.fixture(scope="session")
def subcommands(tables: Tables) -> dict[str, Subcommand]:
    """Return the shipped sub-commands by name."""
    return {one.name: one for one in read_subcommands(FILE, tables.catalogue)}


def no_guides() -> AbstractContextManager[Adviser]:
    """Open guides that cannot be read."""
    raise OSError("the disk is gone")


async def remembered(bot: Running, member: Person, profile: Profile) -> None:
    """Let a member have told a profile."""
    await bot.store.profiles.save(int(member.id), profile.told(), {}, bot.clock())


def registered(bot: Running) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the options of each sub-command, by name, as Discord was told of them."""
    [command] = [one for one in bot.server.commands if one["name"] == "strategy"]
    return {one["name"]: {each["name"]: each for each in one["options"]} for one in command["options"]}


def filled(option: Mapping[str, Any]) -> Any:
    """Return something that a member can put into an option."""
    if option.get("choices"):
        return option["choices"][0]["value"]
    return {3: "228, 231, 235", 4: 1, 5: True}.get(option["type"], 2.0)


async def read_on(bot: Running, member: Person, reply: Reply) -> str:
    """Return all the pages of an answer."""
    pages = [reply.text]
    while further := [label for label in reply.buttons if label.startswith("Continue")]:
        reply = await bot.server.press(member, reply, further[0])
        pages.append(reply.text)
    return "\n".join(pages)


async def test_what_discord_offers_is_what_the_functions_take(
    running: Start, subcommands: Mapping[str, Subcommand]
) -> None:
    bot = await running()
    offered = registered(bot)

    taken = {one.name: [option.name for option in one.options] for one in subcommands.values()}
    assert {name: list(options) for name, options in offered.items() if name != "plan"} == taken
    for one in subcommands.values():
        for option in offered[one.name].values():
            given = [one.given({option["name"]: value}) for value in extremes(option)]
            read = [(one.function.inputs[name], value) for each in given for name, value in each.items()]
            assert read
            assert [takes.check(value) for takes, value in read] == [value for _, value in read]
    assert bot.server.refusals == []


def extremes(option: Mapping[str, Any]) -> list[Any]:
    """Return every choice of an option, or the ends of its range, or something that can be put into it."""
    choices = [each["value"] for each in option.get("choices") or ()]
    return choices or [option[end] for end in ("min_value", "max_value") if end in option] or [filled(option)]


@pytest.mark.parametrize("name", NAMES)
async def test_each_function_is_asked_and_its_working_shown(
    running: Start, subcommands: Mapping[str, Subcommand], tables: Tables, name: str
) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    values = {option: filled(one) for option, one in registered(bot)[name].items()}
    one = subcommands[name]
    reasons = explained(one, called(one, one.given(values), Profile()).inputs).advice.reasons

    reply = await bot.server.slash(ada, f"strategy {name}", **values)
    text = await read_on(bot, ada, reply)

    assert reply.ephemeral
    assert text.startswith(f"### {one.function.about}")
    assert reasons
    assert [one.says for one in reasons if shown(told(one.says, tables.catalogue.guides)) not in text] == []
    assert [one.source for one in reasons if one.source.guide and f", {one.source.section}" not in text] == []
    assert bot.server.refusals == []


async def test_what_is_not_given_is_taken_from_the_profile_and_said(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await remembered(bot, ada, IMG)

    known = await bot.server.slash(ada, "strategy tier")
    given = await bot.server.slash(ada, "strategy tier", step2_ck=251)
    other = await bot.server.slash(bot.server.member("Ben"), "strategy tier", applicant="us_img", step2_ck=222)

    assert "From your profile: US-citizen IMG, Step 2 CK 222" in known.text
    assert "**tier**: low" in known.text
    assert "Understood: Step 2 CK 251\n-# From your profile: US-citizen IMG" in given.text
    assert "**tier**: low" not in given.text
    assert "From your profile" not in other.text


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        pytest.param("tier", {"applicant": "us_img"}, r"I also need `step2_ck` \(What is .*\?\)", id="one is missing"),
        pytest.param("delay", {}, r"I also need `practice` and `score_in_time`: add", id="two are missing"),
        pytest.param("readiness", {"scores": "well"}, r"numbers with commas", id="no scores"),
        pytest.param(
            "readiness",
            {"scores": "230 999", "target": 240},
            r"`scores`: 999: scores run from 1 to 300",
            id="a high one",
        ),
        pytest.param("plan", {}, r"`about_you`", id="nothing is known"),
        pytest.param("plan", {"applicant": "zzz"}, r"`applicant`: choose US MD, ", id="no kind of applicant"),
        pytest.param("exam_date", {"exam_month": "abc"}, r"`exam_month`: choose January, ", id="no month"),
        pytest.param("delay", {"gain": 101}, r"`gain`: give a whole number from 0 to 100\.", id="too much"),
        pytest.param("rotations", {"home_ir": "maybe"}, r"`home_ir`: choose from what Discord", id="not yes or no"),
    ],
)
async def test_what_is_needed_or_wrong_is_named(
    running: Start, command: str, options: dict[str, Any], says: str
) -> None:
    bot = await running()

    reply = await bot.server.slash(bot.server.member("Ada"), f"strategy {command}", raw=True, **options)

    assert reply.ephemeral
    assert re.search(says, reply.text)
    assert "reference" not in reply.text


async def test_advice_for_others_is_refused_with_what_fits(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await remembered(bot, ada, IMG)

    reply = await bot.server.slash(ada, "strategy pathway", scores="very_low")

    assert "for US MDs alone" in reply.text
    assert "`/strategy plan`" in reply.text


async def test_the_plan_is_made_from_the_profile_or_from_what_is_told_instead(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await remembered(bot, ada, IMG)

    known = await bot.server.slash(ada, "strategy plan")
    told_now = await bot.server.slash(ada, "strategy plan", about_you="US MD, 2 IR letters, one away planned")

    assert known.ephemeral
    assert "You: US-citizen IMG" in known.text
    assert "### Tier" in known.text
    assert "You: US MD" in told_now.text
    assert "222" not in told_now.text
    assert "### Tier" not in told_now.text


async def test_functions_answer_while_the_guides_are_closed(running: Start) -> None:
    bot = await running(opening=no_guides)

    reply = await bot.server.slash(bot.server.member("Ada"), "strategy tier", applicant="us_img", step2_ck=222)

    assert "Step scores and strategy for IMGs, What Step 2 CK score should an IMG aim for in IR?" in reply.text


async def test_functions_answer_while_the_profile_cannot_be_reached(running: Start, tmp_path: Path) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    lose(tmp_path / "state.sqlite", "profiles")

    reply = await bot.server.slash(ada, "strategy tier", applicant="us_img", step2_ck=222)
    plan = await bot.server.slash(ada, "strategy plan", about_you="US IMG, CK 222")
    nothing = await bot.server.slash(ada, "strategy plan")

    assert reply.text.splitlines()[1] == "-# I cannot reach my notes, so your profile is not counted."
    assert "**tier**: low" in reply.text
    assert "### Your plan" in plan.text
    assert "cannot reach my notes" not in plan.text
    assert "cannot reach my notes" in nothing.text
