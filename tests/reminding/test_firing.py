"""When reminders are sent, tried again, and given up; on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.reminding.due import Due
from bot.reminding.errors import ClosedError, OutdatedError, UnsentError
from bot.reminding.firing import LEASE, Firing
from bot.reminding.subscribing import turn_on
from bot.storage.errors import StorageError
from bot.storage.reminders import Claimed, Subscription
from bot.storage.store import Store
from tests.reminding.conftest import NOW, Inbox, SetClock

WANTED = Subscription(7, 2028, "us_md", 9, "UTC")
CLOSED, UNSENT = ClosedError("no direct messages"), UnsentError("HTTP 500")


async def scheduled(store: Store, *in_minutes: float) -> list[int]:
    due = [(f"milestone-{n}", NOW + timedelta(minutes=after)) for n, after in enumerate(in_minutes)]
    await store.reminders.subscribe(WANTED, due, NOW)
    return [one.id for one in await store.reminders.pending(WANTED.member)]


async def test_what_is_due_is_sent_once_and_what_is_not_waits(store: Store, inbox: Inbox, clock: SetClock) -> None:
    first, second, later = await scheduled(store, -1, 0, 1)
    firing = Firing(store.reminders, inbox, clock)
    await firing.fire()
    await firing.fire()

    assert inbox.come == [first, second]
    clock.move(timedelta(minutes=1))
    await firing.fire()
    assert inbox.come == [first, second, later]
    assert await store.reminders.next_due() is None


async def test_many_are_sent_in_the_order_of_their_time(store: Store, inbox: Inbox, clock: SetClock) -> None:
    ids = await scheduled(store, *range(-40, 0))

    await Firing(store.reminders, inbox, clock).fire()

    assert inbox.come == ids


async def test_two_processes_share_what_is_due(store: Store, inbox: Inbox, clock: SetClock) -> None:
    ids = await scheduled(store, *[0] * 40)

    await asyncio.gather(*(Firing(store.reminders, inbox, clock).fire() for _ in range(3)))

    assert sorted(inbox.come) == ids


@pytest.mark.parametrize("has_come", [True, False], ids=["it had come", "it had not come"])
async def test_what_somebody_claimed_and_did_not_note_is_looked_for(
    store: Store, inbox: Inbox, clock: SetClock, has_come: bool
) -> None:
    [id_] = await scheduled(store, 0)
    await store.reminders.claim(NOW, "dead", LEASE, 1)
    inbox.come = [id_] if has_come else []
    firing = Firing(store.reminders, inbox, clock)
    await firing.fire()
    before = list(inbox.come)
    clock.move(LEASE)
    await firing.fire()

    assert before == ([id_] if has_come else [])
    assert inbox.come == [id_]
    assert inbox.looks == 1
    assert await store.reminders.next_due() is None


async def test_one_that_was_never_tried_is_not_looked_for(store: Store, inbox: Inbox, clock: SetClock) -> None:
    await scheduled(store, 0)

    await Firing(store.reminders, inbox, clock).fire()

    assert inbox.looks == 0


@pytest.mark.parametrize("reason", [CLOSED, OutdatedError("gone")], ids=["closed", "outdated"])
async def test_what_can_never_be_sent_is_given_up_with_the_reason(
    store: Store, inbox: Inbox, clock: SetClock, reason: ClosedError
) -> None:
    await scheduled(store, 0)
    inbox.failures = [reason]
    firing = Firing(store.reminders, inbox, clock)
    await firing.fire()
    clock.move(timedelta(days=1))
    await firing.fire()

    assert inbox.come == []
    assert [row["given_up"] for row in (await store.members.everything(7))["reminders"]] == [str(reason)]


async def test_what_was_not_sent_is_tried_again_after_growing_waits(
    store: Store, inbox: Inbox, clock: SetClock
) -> None:
    [id_] = await scheduled(store, 0)
    inbox.failures = [UNSENT] * 20
    firing = Firing(store.reminders, inbox, clock)
    waits = []
    while inbox.failures:
        await firing.fire()
        next_try = await store.reminders.next_due()
        assert next_try
        waits.append(next_try - clock())
        clock.now = next_try
    await firing.fire()

    assert waits[0] == timedelta(minutes=1)
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)
    assert inbox.come == [id_]


async def test_what_came_although_discord_said_it_failed_is_not_sent_again(
    store: Store, inbox: Inbox, clock: SetClock
) -> None:
    [id_] = await scheduled(store, 0)
    inbox.failures, inbox.after_coming = [UNSENT], True
    firing = Firing(store.reminders, inbox, clock)
    await firing.fire()
    clock.move(timedelta(minutes=1))
    await firing.fire()

    assert inbox.come == [id_]
    assert await store.reminders.next_due() is None


async def test_one_that_fails_does_not_hold_up_the_others(store: Store, inbox: Inbox, clock: SetClock) -> None:
    first, second, third = await scheduled(store, -3, -2, -1)
    inbox.failures = [UNSENT, CLOSED]

    await Firing(store.reminders, inbox, clock).fire()

    assert inbox.come == [third]
    assert [one.id for one in await store.reminders.pending(7)] == [first]
    assert second not in inbox.come


class HeldUp(Inbox):
    """Members' messages that take longer than a claim lasts."""

    def __init__(self, clock: SetClock) -> None:
        super().__init__()
        self._clock = clock

    async def send(self, reminder: object) -> None:
        """Take a reminder, late."""
        await super().send(reminder)  # type: ignore[arg-type]
        self._clock.move(LEASE / 2)


async def test_a_process_that_was_held_up_begins_nothing_that_may_be_anothers(store: Store, clock: SetClock) -> None:
    first, second = await scheduled(store, -1, 0)
    slow, other = HeldUp(clock), Inbox()
    await Firing(store.reminders, slow, clock).fire()
    clock.move(LEASE)
    await Firing(store.reminders, other, clock).fire()

    assert slow.come == [first]
    assert other.come == [second]


class Silent(Inbox):
    """Members' messages from which no answer comes."""

    async def send(self, reminder: object) -> None:
        """Wait for ever."""
        await asyncio.Event().wait()


async def test_one_from_which_no_answer_comes_is_cut_off_and_tried_again(store: Store, clock: SetClock) -> None:
    await scheduled(store, 0)
    firing = Firing(store.reminders, Silent(), clock, lease=timedelta(seconds=0.1))

    await asyncio.wait_for(firing.fire(), 5)

    assert await store.reminders.next_due() == NOW + timedelta(minutes=1)


class Unreachable:
    """A database that cannot be reached for a while."""

    def __init__(self, store: Store, times: int) -> None:
        self._reminders = store.reminders
        self._times = times
        self.sent = store.reminders.sent
        self.postpone = store.reminders.postpone
        self.give_up = store.reminders.give_up
        self.next_due = store.reminders.next_due

    async def claim(self, *arguments: object) -> tuple[Claimed, ...]:
        """Claim, once it can be reached."""
        if self._times:
            self._times -= 1
            raise StorageError("locked")
        return await self._reminders.claim(*arguments)  # type: ignore[arg-type]


@pytest.fixture
async def patient() -> AsyncIterator[list[asyncio.Task[None]]]:
    """Yield a list of tasks that are ended after the test."""
    tasks: list[asyncio.Task[None]] = []
    yield tasks
    for one in tasks:
        one.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_database_that_cannot_be_reached_ends_nothing(
    store: Store, inbox: Inbox, clock: SetClock, patient: list[asyncio.Task[None]]
) -> None:
    [id_] = await scheduled(store, 0)
    firing = Firing(Unreachable(store, 3), inbox, clock, longest_sleep=timedelta(seconds=0.01))
    patient.append(asyncio.create_task(firing.run()))
    await asyncio.wait_for(inbox.first.wait(), 5)

    assert inbox.come == [id_]
    assert not patient[0].done()


class Welcomes:
    """First messages: how many were tried, and what goes wrong with them."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.tried = 0
        self._failure = failure

    async def __call__(self) -> None:
        """Send it."""
        self.tried += 1
        if self._failure:
            raise self._failure


DUE = [Due("honors", "Honors", NOW.date(), NOW + timedelta(days=1))]


@pytest.mark.parametrize(("failure", "reached"), [(None, True), (UNSENT, False)], ids=["sent", "not sent by now"])
async def test_reminders_are_on_whether_or_not_discord_takes_a_message_just_now(
    store: Store, failure: Exception | None, reached: bool
) -> None:
    assert await turn_on(WANTED, DUE, store.reminders, Welcomes(failure), NOW) is reached
    assert await store.reminders.subscription(7) == WANTED
    assert [one.milestone for one in await store.reminders.pending(7)] == ["honors"]


async def test_nothing_stays_scheduled_for_somebody_who_takes_no_messages(store: Store) -> None:
    with pytest.raises(ClosedError):
        await turn_on(WANTED, DUE, store.reminders, Welcomes(CLOSED), NOW)

    assert await store.reminders.subscription(7) is None
    assert await store.reminders.pending(7) == ()
