"""Profiles, scores, turns, votes, questions without answers, acts, events and marks, as they come back."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import InputError
from bot.storage.audit import Act
from bot.storage.conversations import Turn
from bot.storage.feedback import Votes
from bot.storage.profiles import StoredProfile
from bot.storage.scores import MOST_SCORES
from bot.storage.store import Store
from bot.storage.uncovered import Uncovered

NOW = datetime(2026, 11, 29, 12, 0, 0, 123456, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
ANNA, BEN = 2**63 - 1, 7
"""Members: the largest id that Discord can give, and a small one."""
PLACE, GUILD = 1 << 59, 1 << 58
TURN = Turn("t1", ANNA, PLACE, GUILD, "How many letters?", {"lead": ["Four."], "é": None}, private=False, asked_at=NOW)


async def test_a_profile_comes_back_as_it_was_saved(store: Store) -> None:
    values, typed = {"scores": [228, 231], "visa": None, "nested": {"é": 1.5}}, {"scores": "228, then 231"}
    await store.profiles.save(ANNA, values, typed, NOW)

    assert await store.profiles.get(ANNA) == StoredProfile(ANNA, values, typed, NOW)
    assert await store.profiles.get(BEN) is None


async def test_a_profile_saved_again_replaces_the_one_before(store: Store) -> None:
    await store.profiles.save(ANNA, {"step1": "pass", "step2": 250}, {"step2": "250"}, NOW)
    await store.profiles.save(ANNA, {"step2": 251}, {}, NOW + DAY)

    assert await store.profiles.get(ANNA) == StoredProfile(ANNA, {"step2": 251}, {}, NOW + DAY)


async def test_a_profile_is_deleted_once(store: Store) -> None:
    await store.profiles.save(ANNA, {}, {}, NOW)

    assert await store.profiles.delete(ANNA)
    assert await store.profiles.get(ANNA) is None
    assert not await store.profiles.delete(ANNA)


async def test_scores_come_by_day(store: Store) -> None:
    await store.scores.add(ANNA, date(2027, 3, 15), 231, "NBME 12", NOW)
    await store.scores.add(ANNA, date(2027, 3, 1), 228, "", NOW)

    assert [(one.on, one.value, one.test) for one in await store.scores.of(ANNA)] == [
        (date(2027, 3, 1), 228, ""),
        (date(2027, 3, 15), 231, "NBME 12"),
    ]
    assert await store.scores.of(BEN) == ()


@pytest.mark.parametrize(
    ("score", "new"),
    [
        pytest.param((ANNA, date(2027, 3, 1), 228, "NBME 12"), False, id="the same"),
        pytest.param((ANNA, date(2027, 3, 2), 228, "NBME 12"), True, id="another day"),
        pytest.param((ANNA, date(2027, 3, 1), 229, "NBME 12"), True, id="another value"),
        pytest.param((ANNA, date(2027, 3, 1), 228, "UWSA 1"), True, id="another test"),
        pytest.param((BEN, date(2027, 3, 1), 228, "NBME 12"), True, id="another member"),
    ],
)
async def test_a_score_is_kept_once(store: Store, score: tuple[int, date, int, str], new: bool) -> None:
    assert await store.scores.add(ANNA, date(2027, 3, 1), 228, "NBME 12", NOW)

    assert await store.scores.add(*score, NOW) is new
    assert len(await store.scores.of(ANNA)) + len(await store.scores.of(BEN)) == 1 + new


async def test_a_member_deletes_their_own_scores_alone(store: Store) -> None:
    for member in (ANNA, BEN):
        for day in (1, 2, 3):
            await store.scores.add(member, date(2027, 3, day), 228, "", NOW)
    first, *_ = await store.scores.of(ANNA)

    assert not await store.scores.delete(BEN, first.id)
    assert await store.scores.delete(ANNA, first.id)
    assert not await store.scores.delete(ANNA, first.id)
    assert not await store.scores.delete(ANNA, 2**40)
    assert await store.scores.clear(ANNA) == 2
    assert (await store.scores.of(ANNA), len(await store.scores.of(BEN))) == ((), 3)


async def test_no_more_scores_are_kept_than_allowed_even_if_they_come_at_once(store: Store) -> None:
    for value in range(MOST_SCORES - 3):
        await store.scores.add(ANNA, date(2027, 3, 1), value, "", NOW)
    adding = (store.scores.add(ANNA, date(2027, 3, 2), value, "", NOW) for value in range(6))
    outcomes = await asyncio.gather(*adding, return_exceptions=True)

    assert [str(one) for one in outcomes].count("True") == 3
    assert [type(one) for one in outcomes].count(InputError) == 3
    assert len(await store.scores.of(ANNA)) == MOST_SCORES
    with pytest.raises(InputError, match="at most 200 practice scores; delete old ones"):
        await store.scores.add(ANNA, date(2027, 3, 3), 1, "", NOW)
    assert await store.scores.add(BEN, date(2027, 3, 3), 1, "", NOW)


async def test_a_turn_is_found_by_its_token_and_by_its_message(store: Store) -> None:
    await store.conversations.remember(TURN)
    await store.conversations.remember(replace(TURN, id="t2", guild=None, private=True))
    await store.conversations.note_message("t1", 99)

    assert await store.conversations.get("t1") == replace(TURN, message_id=99)
    assert await store.conversations.of_message(99) == replace(TURN, message_id=99)
    assert await store.conversations.get("t2") == replace(TURN, id="t2", guild=None, private=True)
    assert await store.conversations.get("t3") is None
    assert await store.conversations.of_message(98) is None


@pytest.mark.parametrize(
    ("since", "most", "with_private", "questions"),
    [
        pytest.param(NOW, 10, True, ("one", "two", "three", "four"), id="all, oldest first"),
        pytest.param(NOW, 10, False, ("one", "three", "four"), id="none that was private"),
        pytest.param(NOW, 2, True, ("three", "four"), id="the last two"),
        pytest.param(NOW + 2 * SECOND, 10, True, ("three", "four"), id="since a time, which is included"),
        pytest.param(NOW + DAY, 10, True, (), id="none so late"),
    ],
)
async def test_recent_questions_are_those_of_a_member_in_a_place(
    store: Store, since: datetime, most: int, with_private: bool, questions: tuple[str, ...]
) -> None:
    for number, question in enumerate(("one", "two", "three")):
        asked_at = NOW + number * SECOND
        await store.conversations.remember(
            replace(TURN, id=question, question=question, asked_at=asked_at, private=question == "two")
        )
    await store.conversations.remember(replace(TURN, id="four", question="four", asked_at=NOW + 2 * SECOND))
    await store.conversations.remember(replace(TURN, id="x", question="another place", place=1))
    await store.conversations.remember(replace(TURN, id="y", question="another member", member=BEN))

    found = await store.conversations.recent(ANNA, PLACE, since, most, with_private=with_private)
    assert found == questions


async def test_private_places_are_those_with_a_private_turn_since_then(store: Store) -> None:
    await store.conversations.remember(TURN)
    for number, (member, place, asked_at) in enumerate(((ANNA, 1, NOW), (ANNA, 1, NOW), (BEN, 2, NOW - DAY))):
        turn = replace(TURN, id=f"p{number}", member=member, place=place, asked_at=asked_at, private=True)
        await store.conversations.remember(turn)

    assert await store.conversations.private_places(NOW) == {(ANNA, 1)}
    assert await store.conversations.private_places(NOW - DAY) == {(ANNA, 1), (BEN, 2)}


async def test_text_of_any_sort_is_kept_without_what_a_database_cannot_hold(store: Store) -> None:
    odd = replace(TURN, question="nul \0 half \ud800 whole 🩻 'quoted' --", answer={"lead": "nul \0 half \ud800 🩻"})
    await store.conversations.remember(odd)

    kept = await store.conversations.get("t1")
    assert kept == replace(odd, question="nul  half ? whole 🩻 'quoted' --")


async def test_a_second_vote_of_a_member_replaces_the_first(store: Store) -> None:
    assert await store.feedback.counts("t1") == Votes(0, 0)
    await store.feedback.vote("t1", ANNA, True, "", NOW)
    await store.feedback.vote("t1", BEN, False, "too long", NOW)
    await store.feedback.vote("t2", ANNA, True, "", NOW)
    assert await store.feedback.counts("t1") == Votes(helpful=1, unhelpful=1)
    await store.feedback.vote("t1", ANNA, False, "wrong year", NOW + SECOND)

    assert await store.feedback.counts("t1") == Votes(helpful=0, unhelpful=2)


@pytest.mark.parametrize("guild", [GUILD, None], ids=["a server", "direct messages"])
async def test_questions_without_answers_come_newest_first(store: Store, guild: int | None) -> None:
    for text in ("one", "two", "three"):
        await store.uncovered.note(ANNA, guild, text, ["Letters", "Visas"], NOW)
    await store.uncovered.note(BEN, 5, "elsewhere", [], NOW)

    assert await store.uncovered.latest(guild, 2) == (
        Uncovered(ANNA, guild, "three", ("Letters", "Visas"), NOW),
        Uncovered(ANNA, guild, "two", ("Letters", "Visas"), NOW),
    )


async def test_acts_come_newest_first(store: Store) -> None:
    for act in ("enable", "plain", "mentor"):
        await store.audit.note(GUILD, ANNA, act, "on", NOW)
    await store.audit.note(None, BEN, "delete", "", NOW)

    assert await store.audit.latest(GUILD, 2) == (
        Act(GUILD, ANNA, "mentor", "on", NOW),
        Act(GUILD, ANNA, "plain", "on", NOW),
    )
    assert await store.audit.latest(None, 2) == (Act(None, BEN, "delete", "", NOW),)


async def test_a_second_claim_of_an_event_is_refused(store: Store) -> None:
    assert await store.events.claim(1 << 60, NOW)
    assert not await store.events.claim(1 << 60, NOW + DAY)
    assert await store.events.claim(5, NOW)


async def test_of_many_claims_at_once_one_is_granted(store: Store) -> None:
    claims = await asyncio.gather(*(store.events.claim(5, NOW) for _ in range(12)))

    assert sorted(claims) == [False] * 11 + [True]


async def test_a_mark_is_replaced(store: Store) -> None:
    assert await store.marks.get("commands") is None
    await store.marks.set("commands", "a")
    await store.marks.set("commands", "b")
    await store.marks.set("other", "c")

    assert await store.marks.get("commands") == "b"


async def test_twenty_that_write_at_once_all_succeed(store: Store) -> None:
    async def write(number: int) -> None:
        for step in range(5):
            await store.conversations.remember(replace(TURN, id=f"{number} {step}"))
            await store.profiles.save(number, {"step": step}, {}, NOW)
            await store.marks.set("last", f"{number}")

    await asyncio.gather(*(write(number) for number in range(20)))

    assert len(await store.conversations.recent(ANNA, PLACE, NOW, 200, with_private=False)) == 100
    assert [(await store.profiles.get(number)).values for number in range(20)] == [{"step": 4}] * 20
