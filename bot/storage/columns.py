"""Kinds of columns that read back the same from SQLite and PostgreSQL: moments with a zone, text of any sort."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""Holds an id of Discord; SQLite numbers rows by itself only where the type is called INTEGER, which holds as much."""


class Moment(TypeDecorator[datetime]):
    """A point in time; it goes in with any zone and comes back in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return a moment in UTC; raises ValueError where it has no zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value}: no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return a moment with the zone that SQLite does not keep."""
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


class Words(TypeDecorator[str]):
    """Text as people type it, without what PostgreSQL cannot hold: null characters and halves of a character."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what is stored of a text."""
        return value and value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
