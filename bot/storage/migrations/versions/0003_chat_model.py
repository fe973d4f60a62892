"""What is remembered for a chat model: where it may be used, whose questions it may read, and what it used."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and allow a chat model in the servers that are known."""
    op.add_column("servers", sa.Column("model", sa.Boolean, nullable=False, server_default=sa.true()))
    op.create_table(
        "choices",
        _key("member"),
        sa.Column("model", sa.Boolean, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "spending",
        _key("guild"),
        sa.Column("day", sa.Date, primary_key=True, nullable=False),
        sa.Column("tokens", _WHOLE, nullable=False),
    )


def downgrade() -> None:
    """Drop them, with all they hold."""
    op.drop_table("spending")
    op.drop_table("choices")
    op.drop_column("servers", "model")


def _key(name: str) -> sa.Column[int]:
    """Return a key that is an id of Discord."""
    return sa.Column(name, _WHOLE, primary_key=True, autoincrement=False, nullable=False)
