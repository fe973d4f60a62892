"""Questions that stayed open: not covered, or voted down by their asker while the turn is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.conversations import Turn
from bot.storage.open_questions import Open
from bot.storage.store import TURNS_KEPT, Store

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ANNA, BEN = 2**63 - 1, 7
GUILD = 1 << 58
CITED = [{"n": n, "guide": "letters", "anchor": anchor} for n, anchor in enumerate(("a", "b", "a", "c", "d"), start=1)]
TURN = Turn("t1", ANNA, 3, GUILD, "How long is leave?", {"citations": CITED}, private=True, asked_at=NOW)
PLACES = pytest.mark.parametrize("guild", [GUILD, None], ids=["a server", "direct messages"])


async def vote_down(store: Store, turn: Turn, why: str = "") -> None:
    """Have a turn remembered, and voted down by who asked."""
    await store.conversations.remember(turn)
    await store.feedback.vote(turn.id, turn.member, False, why, turn.asked_at + DAY)


@PLACES
async def test_questions_not_covered_come_newest_first_from_one_place_since_a_time(
    store: Store, guild: int | None
) -> None:
    for days, text in enumerate(("one", "two", "three", "four")):
        await store.uncovered.note(ANNA, guild, text, ["letters#a", "visas#b"], NOW + days * DAY)
    await store.uncovered.note(BEN, 5, "elsewhere", [], NOW + DAY)

    nearest = ("letters#a", "visas#b")
    assert await store.open_questions.not_covered(guild, NOW + DAY, 2) == (
        Open(ANNA, "four", nearest, "", NOW + 3 * DAY),
        Open(ANNA, "three", nearest, "", NOW + 2 * DAY),
    )
    assert [one.text for one in await store.open_questions.not_covered(guild, NOW + DAY, 9)] == ["four", "three", "two"]


@PLACES
async def test_questions_voted_down_come_newest_first_from_one_place_since_a_time(
    store: Store, guild: int | None
) -> None:
    for days, text in enumerate(("one", "two", "three", "four")):
        asked = replace(TURN, id=text, guild=guild, question=text, asked_at=NOW + days * DAY, answer={})
        await vote_down(store, asked, f"why {text}")
    await vote_down(store, replace(TURN, id="elsewhere", guild=5))

    assert await store.open_questions.voted_down(guild, NOW + DAY, 2) == (
        Open(ANNA, "four", (), "why four", NOW + 3 * DAY),
        Open(ANNA, "three", (), "why three", NOW + 2 * DAY),
    )
    assert [one.text for one in await store.open_questions.voted_down(guild, NOW + DAY, 9)] == ["four", "three", "two"]


async def test_the_sections_of_an_answer_that_did_not_help_are_its_first_three(store: Store) -> None:
    await vote_down(store, TURN)

    [found] = await store.open_questions.voted_down(GUILD, NOW, 9)
    assert found.nearest == ("letters#a", "letters#b", "letters#c")


async def test_only_the_vote_of_who_asked_counts_and_only_one_against(store: Store) -> None:
    for id, member, helpful in (("helped", ANNA, True), ("of another", BEN, False), ("not helped", ANNA, False)):
        await store.conversations.remember(replace(TURN, id=id, question=id))
        await store.feedback.vote(id, member, helpful, "", NOW)
    await store.conversations.remember(replace(TURN, id="without a vote"))

    assert [one.text for one in await store.open_questions.voted_down(GUILD, NOW, 9)] == ["not helped"]
    await store.feedback.vote("not helped", ANNA, True, "", NOW)
    assert await store.open_questions.voted_down(GUILD, NOW, 9) == ()


async def test_a_vote_whose_turn_is_forgotten_is_found_no_more(store: Store) -> None:
    await vote_down(store, TURN)
    await store.tidy(NOW + TURNS_KEPT + DAY)

    assert (await store.feedback.counts("t1")).unhelpful == 1
    assert await store.open_questions.voted_down(GUILD, NOW, 9) == ()


async def test_nothing_of_a_deleted_member_stays_open(store: Store) -> None:
    await vote_down(store, TURN)
    await store.uncovered.note(ANNA, GUILD, "What?", [], NOW)
    await store.members.delete(ANNA)

    assert await store.open_questions.voted_down(GUILD, NOW, 9) == ()
    assert await store.open_questions.not_covered(GUILD, NOW, 9) == ()
