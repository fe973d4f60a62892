"""Reminders: who wants them, which are pending, and which process sends which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.sessions import Sessions
from bot.storage.tables import ReminderRow, SubscriptionRow

_PENDING = ReminderRow.sent_at.is_(None) & ReminderRow.given_up.is_(None)


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a member wants to be reminded of, and at what hour of their day."""

    member: int
    season: int
    applicant: str
    hour: int
    zone: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A milestone of which a member is to be told."""

    id: int
    member: int
    milestone: str
    season: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """A reminder for the one that claimed it to send; if it was claimed before, it may have been sent already."""

    reminder: Reminder
    claimed_before: bool


class Reminders:
    """Remembers subscriptions and their reminders, and hands each reminder to one process at a time."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def subscribe(self, wanted: Subscription, due: Sequence[tuple[str, datetime]], at: datetime) -> None:
        """Schedule milestones in place of all that is pending; one of that season that was sent is not sent again."""
        row = SubscriptionRow(
            member=wanted.member,
            season=wanted.season,
            applicant=wanted.applicant,
            hour=wanted.hour,
            zone=wanted.zone,
            changed_at=at,
        )
        async with self._sessions.writing(turn=wanted.member) as session:
            await session.merge(row)
            await _schedule(session, wanted, dict(due))

    async def unsubscribe(self, member: int) -> int:
        """Forget a subscription; return how many reminders were pending."""
        pending = delete(ReminderRow).where(ReminderRow.member == member, _PENDING).returning(ReminderRow.id)
        async with self._sessions.writing(turn=member) as session:
            await session.execute(delete(SubscriptionRow).where(SubscriptionRow.member == member))
            return len((await session.scalars(pending)).all())

    async def subscription(self, member: int) -> Subscription | None:
        """Return what a member subscribed to, if they did."""
        async with self._sessions.reading() as session:
            row = await session.get(SubscriptionRow, member)
            return Subscription(row.member, row.season, row.applicant, row.hour, row.zone) if row else None

    async def pending(self, member: int) -> tuple[Reminder, ...]:
        """Return what a member is still to be reminded of, in the order of its time."""
        theirs = select(ReminderRow).where(ReminderRow.member == member, _PENDING)
        async with self._sessions.reading() as session:
            rows = await session.scalars(theirs.order_by(ReminderRow.due_at, ReminderRow.id))
            return tuple(_reminder(row) for row in rows)

    async def claim(self, now: datetime, worker: str, lease: timedelta, most: int) -> tuple[Claimed, ...]:
        """Take what is due; until the lease ends no one else gets it."""
        take = update(ReminderRow).where(_PENDING, ReminderRow.try_at <= now)
        values = {"try_at": now + lease, "claims": ReminderRow.claims + 1, "worker": worker}
        async with self._sessions.writing() as session:
            ids = (await session.scalars(_free(now, most))).all()
            taken = take.where(ReminderRow.id.in_(ids)).values(values).returning(ReminderRow)
            rows = (await session.scalars(taken)).all()
            in_order = sorted(rows, key=lambda row: (row.due_at, row.id))
            return tuple(Claimed(_reminder(row), row.claims > 1) for row in in_order)

    async def sent(self, id: int, at: datetime) -> None:
        """Note that a reminder was sent."""
        await self._change(id, sent_at=at)

    async def postpone(self, id: int, until: datetime) -> None:
        """Give back a reminder that was certainly not sent, to be tried again later."""
        await self._change(id, try_at=until, claims=0)

    async def given_up(self, member: int) -> tuple[str, ...]:
        """Return why reminders of a member could not be sent, each reason once."""
        theirs = select(ReminderRow.given_up).where(ReminderRow.member == member, ReminderRow.given_up.is_not(None))
        async with self._sessions.reading() as session:
            reasons = await session.scalars(theirs.order_by(ReminderRow.id))
            return tuple(dict.fromkeys(filter(None, reasons)))

    async def give_up(self, id: int, reason: str) -> None:
        """Note that a reminder cannot be sent; subscribing again schedules it anew."""
        await self._change(id, given_up=reason)

    async def next_due(self) -> datetime | None:
        """Return when the next reminder can be claimed, if any is left; the end of its lease where one is claimed."""
        async with self._sessions.reading() as session:
            return await session.scalar(select(func.min(ReminderRow.try_at)).where(_PENDING))

    async def forget_seasons_before(self, season: int) -> int:
        """Forget the reminders of past seasons that were sent or given up; return how many."""
        past = delete(ReminderRow).where(ReminderRow.season < season, ~_PENDING).returning(ReminderRow.id)
        async with self._sessions.writing() as session:
            return len((await session.scalars(past)).all())

    async def _change(self, id: int, **values: datetime | int | str) -> None:
        async with self._sessions.writing() as session:
            await session.execute(update(ReminderRow).where(ReminderRow.id == id).values(values))


def _free(now: datetime, most: int) -> Select[int]:
    """Return which reminders can be claimed; PostgreSQL passes over those that someone is just claiming."""
    due = select(ReminderRow.id).where(_PENDING, ReminderRow.try_at <= now)
    return due.order_by(ReminderRow.try_at, ReminderRow.id).limit(most).with_for_update(skip_locked=True)


async def _schedule(session: AsyncSession, wanted: Subscription, due: dict[str, datetime]) -> None:
    """Bring a member's reminders in step; a row that stays keeps its number, since it may just be on its way."""
    rows = (await session.scalars(select(ReminderRow).where(ReminderRow.member == wanted.member))).all()
    for row in rows:
        if row.sent_at is not None:
            continue
        if row.season == wanted.season and row.milestone in due:
            _move(row, due[row.milestone])
        else:
            await session.delete(row)
    held = {row.milestone for row in rows if row.season == wanted.season}
    session.add_all(_row(wanted, milestone, due_at) for milestone, due_at in due.items() if milestone not in held)


def _row(wanted: Subscription, milestone: str, due_at: datetime) -> ReminderRow:
    return ReminderRow(member=wanted.member, season=wanted.season, milestone=milestone, due_at=due_at, try_at=due_at)


def _move(row: ReminderRow, due_at: datetime) -> None:
    """Set a new time; what was given up is tried again, and what is claimed stays so until its lease ends."""
    row.try_at = max(due_at, row.try_at) if row.claims else due_at
    row.due_at, row.given_up = due_at, None


def _reminder(row: ReminderRow) -> Reminder:
    return Reminder(row.id, row.member, row.milestone, row.season, row.due_at)
