"""The golden questions of servers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "golden",
        sa.Column("id", _WHOLE, primary_key=True, nullable=False),
        sa.Column("guild", _WHOLE, nullable=False),
        sa.Column("member", _WHOLE, nullable=True),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("applicant", sa.Text, nullable=False),
        sa.Column("holds", sa.JSON, nullable=False),
        sa.Column("refused", sa.Boolean, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    for column in ("guild", "member"):
        op.create_index(f"ix_golden_{column}", "golden", [column])


def downgrade() -> None:
    """Drop it, with all it holds."""
    op.drop_table("golden")
