"""What a member chooses about the chat model: asked anywhere, shown, and gone with the rest."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.discord.conftest import Start
from tests.discord.losing import lose


@pytest.mark.parametrize("where", [{}, {"dm": True}], ids=["in a server", "directly"])
@pytest.mark.parametrize(
    ("allow", "says", "shown"),
    [
        (False, "No chat model reads your questions", "a chat model may not read your questions"),
        (True, "it may read your questions, without names and scores", "a chat model may read your questions"),
    ],
)
async def test_members_choose_whether_a_chat_model_reads_their_questions(
    running: Start, where: dict[str, Any], allow: bool, says: str, shown: str
) -> None:
    bot = await running()
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await bot.store.choices.allow_model(int(ada.id), not allow, bot.clock())
    bot.clock.move(timedelta(hours=1))

    chosen = await bot.server.slash(ada, "privacy model", allow=allow, **where)
    told = await bot.server.slash(ada, "privacy show", **where)

    assert chosen.ephemeral
    assert says in chosen.text
    assert f"2026-11-29 13:00 UTC: {shown}" in told.text
    assert await bot.store.choices.model_allowed(int(ada.id)) is allow
    assert await bot.store.choices.model_allowed(int(ben.id))
    assert bot.server.refusals == []


async def test_a_choice_can_be_made_even_where_the_bot_is_switched_off(running: Start) -> None:
    bot = await running()
    ada = bot.server.member("Ada")
    await bot.office.book.change(int(bot.server.guild.id), enabled=False)

    await bot.server.slash(ada, "privacy model", allow=False)

    assert not await bot.store.choices.model_allowed(int(ada.id))


async def test_whoever_deletes_everything_is_told_that_their_refusal_goes_too(running: Start) -> None:
    bot = await running()
    ada, ben = bot.server.member("Ada"), bot.server.member("Ben")
    await bot.server.slash(ada, "privacy model", allow=False)
    await bot.server.slash(ben, "privacy model", allow=True)

    refused, allowed = [await bot.server.slash(person, "privacy delete") for person in (ada, ben)]
    deleted = await bot.server.press(ada, refused, "Delete everything")

    assert "With it goes that you let no chat model read your questions" in refused.text
    assert "With it goes" not in allowed.text
    assert "- 1 choice about the chat model" in deleted.text
    assert await bot.store.choices.model_allowed(int(ada.id))


async def test_a_choice_that_cannot_be_kept_is_not_confirmed(running: Start, tmp_path: Path) -> None:
    bot = await running()
    lose(tmp_path / "state.sqlite", "choices")

    reply = await bot.server.slash(bot.server.member("Ada"), "privacy model", allow=False)

    assert "cannot reach my notes" in reply.text
    assert "No chat model" not in reply.text
