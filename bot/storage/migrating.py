"""Brings the tables of a database to the form that this version of the program knows."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.storage.errors import StorageError

FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: Connection) -> None:
    """Make the tables, or change them to the newest form; raises StorageError where theirs is newer still."""
    settings = configuration(connection)
    known = {script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        raise StorageError("the database was written by a newer version of this program; install that version")
    command.upgrade(settings, "head")


def configuration(connection: Connection) -> Config:
    """Return what Alembic is told: where the migrations are, and the connection to use."""
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return settings
