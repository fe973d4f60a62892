"""The tables; what belongs to a member is in one with a column `member`, so that it can be shown and deleted."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, MetaData, UniqueConstraint, true
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.storage.columns import WHOLE, Moment, Words

NAMES = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
NEVER_REUSED = {"sqlite_autoincrement": True}
"""SQLite gives the number of a deleted row to the next one, unless it is told not to."""


class Table(DeclarativeBase):
    """What all tables share: the kinds of their columns and how keys are named."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: WHOLE,
        str: Words,
        datetime: Moment,
        dict[str, Any]: JSON,
        dict[str, str]: JSON,
        list[int]: JSON,
        list[str]: JSON,
    }


class ProfileRow(Table):
    """What a member told of themselves."""

    __tablename__ = "profiles"

    member: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    values: Mapped[dict[str, Any]]
    typed: Mapped[dict[str, str]]
    changed_at: Mapped[datetime]


class ScoreRow(Table):
    """A practice score of a member."""

    __tablename__ = "scores"
    __table_args__ = (UniqueConstraint("member", "taken_on", "value", "test"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    member: Mapped[int]
    taken_on: Mapped[date]
    value: Mapped[int]
    test: Mapped[str]
    added_at: Mapped[datetime]


class SubscriptionRow(Table):
    """That a member wants reminders, and of what."""

    __tablename__ = "subscriptions"

    member: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    season: Mapped[int]
    applicant: Mapped[str]
    hour: Mapped[int]
    zone: Mapped[str]
    changed_at: Mapped[datetime]


class ReminderRow(Table):
    """A reminder: pending until it is sent or given up."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("member", "season", "milestone"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    member: Mapped[int]
    season: Mapped[int]
    milestone: Mapped[str]
    due_at: Mapped[datetime]
    try_at: Mapped[datetime] = mapped_column(index=True)
    """When it may be taken; a claim moves it to the end of its lease."""
    claims: Mapped[int] = mapped_column(default=0)
    """How often it was taken since it was last known not to be sent."""
    worker: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    given_up: Mapped[str | None]


class TurnRow(Table):
    """A question and its answer."""

    __tablename__ = "turns"
    __table_args__ = (Index(None, "member", "place", "asked_at"), NEVER_REUSED)

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    member: Mapped[int]
    place: Mapped[int]
    guild: Mapped[int | None]
    question: Mapped[str]
    answer: Mapped[dict[str, Any]]
    private: Mapped[bool]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    message_id: Mapped[int | None] = mapped_column(index=True)


class VoteRow(Table):
    """Whether an answer helped a member; it outlives the turn, and keeps no text then."""

    __tablename__ = "votes"

    turn: Mapped[str] = mapped_column(primary_key=True)
    member: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    helpful: Mapped[bool]
    why: Mapped[str]
    voted_at: Mapped[datetime]


class UncoveredRow(Table):
    """A question that the guides do not answer."""

    __tablename__ = "uncovered"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(primary_key=True)
    member: Mapped[int] = mapped_column(index=True)
    guild: Mapped[int | None] = mapped_column(index=True)
    text: Mapped[str]
    nearest: Mapped[list[str]]
    asked_at: Mapped[datetime]


class ServerRow(Table):
    """How the bot behaves on a server."""

    __tablename__ = "servers"

    guild: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    enabled: Mapped[bool]
    mentions: Mapped[str]
    channels: Mapped[list[int]]
    mentor_channel: Mapped[int | None]
    moderator_role: Mapped[int | None]
    plain: Mapped[bool]
    model: Mapped[bool] = mapped_column(server_default=true())


class ChoiceRow(Table):
    """What a member chose about their questions."""

    __tablename__ = "choices"

    member: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    model: Mapped[bool]
    """Whether a chat model may read them."""
    changed_at: Mapped[datetime]


class SpendingRow(Table):
    """How many tokens of a chat model a server used on a day; direct messages are server 0."""

    __tablename__ = "spending"

    guild: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    tokens: Mapped[int]


class AuditRow(Table):
    """What was done, and by whom, unless they had themselves forgotten."""

    __tablename__ = "audit"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(primary_key=True)
    guild: Mapped[int | None] = mapped_column(index=True)
    member: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str]
    detail: Mapped[str]
    done_at: Mapped[datetime]


class GoldenRow(Table):
    """A golden question of a server, and who added it, unless they had themselves forgotten."""

    __tablename__ = "golden"
    __table_args__ = NEVER_REUSED

    id: Mapped[int] = mapped_column(primary_key=True)
    guild: Mapped[int] = mapped_column(index=True)
    member: Mapped[int | None] = mapped_column(index=True)
    asked: Mapped[str]
    applicant: Mapped[str]
    holds: Mapped[list[str]]
    refused: Mapped[bool]
    added_at: Mapped[datetime]


class EventRow(Table):
    """An event of Discord that some process answers."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    claimed_at: Mapped[datetime] = mapped_column(index=True)


class MarkRow(Table):
    """A small fact of the installation."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
