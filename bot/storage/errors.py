"""What is said where the database cannot do its work."""

from bot.errors import AdvisorError

UNREACHABLE = "I cannot reach my notes right now; try again in a minute"


class StorageError(AdvisorError):
    """The database is locked, gone or out of reach, or was written by a newer version."""
