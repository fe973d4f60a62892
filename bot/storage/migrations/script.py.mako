"""${message}."""
<%!
def quoted(revision):
    return f'"{revision}"' if revision else "None"
%>
import sqlalchemy as sa
from alembic import op

revision = ${quoted(up_revision)}
down_revision = ${quoted(down_revision)}


def upgrade() -> None:
    """Change the tables."""
    ${upgrades}


def downgrade() -> None:
    """Change them back."""
    ${downgrades}
