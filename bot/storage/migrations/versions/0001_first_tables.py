"""The first tables. Migrations name their types themselves, so that they do the same whatever the program becomes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NEVER_REUSED = {"sqlite_autoincrement": True}
_TABLES = (
    "profiles",
    "scores",
    "subscriptions",
    "reminders",
    "turns",
    "votes",
    "uncovered",
    "servers",
    "audit",
    "events",
    "marks",
)


def upgrade() -> None:
    """Make the tables."""
    _make_profiles()
    _make_reminders()
    _make_turns()
    _make_servers()
    _make_marks()


def downgrade() -> None:
    """Drop them, with all they hold."""
    for table in _TABLES:
        op.drop_table(table)


def _make_profiles() -> None:
    op.create_table(
        "profiles",
        _key("member"),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("typed", sa.JSON, nullable=False),
        _moment("changed_at"),
    )
    op.create_table(
        "scores",
        _number("id"),
        _whole("member"),
        sa.Column("taken_on", sa.Date, nullable=False),
        _whole("value"),
        _text("test"),
        _moment("added_at"),
        sa.UniqueConstraint("member", "taken_on", "value", "test", name="uq_scores_member_taken_on_value_test"),
        **_NEVER_REUSED,
    )


def _make_reminders() -> None:
    op.create_table(
        "subscriptions",
        _key("member"),
        _whole("season"),
        _text("applicant"),
        _whole("hour"),
        _text("zone"),
        _moment("changed_at"),
    )
    op.create_table(
        "reminders",
        _number("id"),
        _whole("member"),
        _whole("season"),
        _text("milestone"),
        _moment("due_at"),
        _moment("try_at"),
        _whole("claims"),
        _text("worker"),
        _moment("sent_at", nullable=True),
        _text("given_up", nullable=True),
        sa.UniqueConstraint("member", "season", "milestone", name="uq_reminders_member_season_milestone"),
        **_NEVER_REUSED,
    )
    _index("reminders", "try_at")


def _make_turns() -> None:
    op.create_table(
        "turns",
        _number("number"),
        _text("id"),
        _whole("member"),
        _whole("place"),
        _whole("guild", nullable=True),
        _text("question"),
        sa.Column("answer", sa.JSON, nullable=False),
        sa.Column("private", sa.Boolean, nullable=False),
        _moment("asked_at"),
        _whole("message_id", nullable=True),
        sa.UniqueConstraint("id", name="uq_turns_id"),
        **_NEVER_REUSED,
    )
    _index("turns", "member", "place", "asked_at")
    _index("turns", "asked_at")
    _index("turns", "message_id")
    _make_votes()


def _make_votes() -> None:
    op.create_table(
        "votes",
        sa.Column("turn", sa.Text, primary_key=True),
        _key("member"),
        sa.Column("helpful", sa.Boolean, nullable=False),
        _text("why"),
        _moment("voted_at"),
    )
    _index("votes", "member")
    op.create_table(
        "uncovered",
        _number("id"),
        _whole("member"),
        _whole("guild", nullable=True),
        _text("text"),
        sa.Column("nearest", sa.JSON, nullable=False),
        _moment("asked_at"),
        **_NEVER_REUSED,
    )
    _index("uncovered", "member")
    _index("uncovered", "guild")


def _make_servers() -> None:
    op.create_table(
        "servers",
        _key("guild"),
        sa.Column("enabled", sa.Boolean, nullable=False),
        _text("mentions"),
        sa.Column("channels", sa.JSON, nullable=False),
        _whole("mentor_channel", nullable=True),
        _whole("moderator_role", nullable=True),
        sa.Column("plain", sa.Boolean, nullable=False),
    )
    op.create_table(
        "audit",
        _number("id"),
        _whole("guild", nullable=True),
        _whole("member", nullable=True),
        _text("act"),
        _text("detail"),
        _moment("done_at"),
        **_NEVER_REUSED,
    )
    _index("audit", "guild")
    _index("audit", "member")


def _make_marks() -> None:
    op.create_table("events", _key("id"), _moment("claimed_at"))
    _index("events", "claimed_at")
    op.create_table("marks", sa.Column("name", sa.Text, primary_key=True), _text("value"))


def _number(name: str) -> sa.Column[Any]:
    """Return the key of rows that are numbered by the database."""
    return _whole(name, primary_key=True)


def _key(name: str) -> sa.Column[Any]:
    """Return a key that is an id of Discord."""
    return _whole(name, primary_key=True, autoincrement=False)


def _whole(name: str, **kind: Any) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), **{"nullable": False} | kind)


def _text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
