"""A database part of which is gone, as after a fault of the disk: what is kept there cannot be reached any more."""

import sqlite3
from contextlib import closing
from pathlib import Path


def lose(database: Path, table: str) -> None:
    """Take a table from a database that is in use."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute(f"DROP TABLE {table}")
