"""`/knowledge golden`: a server's own questions, checked before they are kept."""

from typing import Any

import pytest

from bot.curating.golden import Golden
from bot.discord.knowledge.golden import golden_questions
from knowledge.passages import Applicant
from tests.discord.conftest import Start
from tests.discord.moderating import moderator

HOW_MANY = "How many lanterns?"


async def test_a_question_is_kept_listed_asked_by_a_refresh_and_removed(running: Start) -> None:
    bot = await running()
    mod, guild = moderator(bot), int(bot.server.guild.id)

    added = await bot.server.slash(
        mod, "knowledge golden add", asked=HOW_MANY, holds="3 | three , red", applicant="US DO"
    )
    listed = await bot.server.slash(mod, "knowledge golden list")
    asked = await golden_questions(bot.store, guild)
    [(_, which)] = await bot.server.suggest(mod, "knowledge golden remove", option="which", typed="lantern")
    removed = await bot.server.slash(mod, "knowledge golden remove", which=which)
    empty = await bot.server.slash(mod, "knowledge golden list")

    assert HOW_MANY in added.text
    assert "for a US DO: must hold 3 \\| three, red." in listed.text
    assert asked == [Golden(HOW_MANY, Applicant.US_DO, ("3 | three", "red"), False)]
    assert HOW_MANY in removed.text
    assert "no golden questions of its own" in empty.text
    acts = [one.detail for one in await bot.store.audit.latest(guild, 5)]
    assert acts == [f"golden question removed: {HOW_MANY}", f"golden question added: {HOW_MANY}"]
    assert bot.server.refusals == []


@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        pytest.param("add", {"asked": HOW_MANY}, "either what the answer holds or refused", id="neither"),
        pytest.param("add", {"asked": HOW_MANY, "holds": "3", "refused": True}, "either what the answer", id="both"),
        pytest.param("add", {"asked": HOW_MANY, "holds": "3 |"}, "holds: write a list of words", id="a lone bar"),
        pytest.param("add", {"asked": "   ", "refused": True}, "write the question as text", id="no question"),
        pytest.param("remove", {"which": "7"}, "Choose one of the golden questions", id="one that is not there"),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    running: Start, command: str, options: dict[str, Any], says: str
) -> None:
    bot = await running()

    refused = await bot.server.slash(moderator(bot), f"knowledge golden {command}", **options)

    assert says in refused.text
    assert await bot.store.golden.of(int(bot.server.guild.id)) == ()
