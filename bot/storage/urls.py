"""Which databases can be named, and how: a file of SQLite, or a PostgreSQL server."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingError

SQLITE, POSTGRES = "sqlite", "postgresql"
_AIOSQLITE, _ASYNCPG = "sqlite+aiosqlite", "postgresql+asyncpg"
_DRIVERS = {
    SQLITE: _AIOSQLITE,
    _AIOSQLITE: _AIOSQLITE,
    POSTGRES: _ASYNCPG,
    "postgres": _ASYNCPG,
    _ASYNCPG: _ASYNCPG,
}
_NAMED = "write sqlite:///PATH or postgresql://USER:PASSWORD@HOST:PORT/NAME"
_OPTIONS = {SQLITE: frozenset[str](), POSTGRES: frozenset(("host", "port", "ssl"))}


def sqlite_url(path: Path) -> str:
    """Return the URL of a file; raises SettingError where a URL cannot hold its name."""
    if "?" in str(path):
        raise SettingError(f"{path}: a database's file must not have a question mark in its name")
    return URL.create(_AIOSQLITE, database=str(path)).render_as_string()


def read_url(written: str) -> URL:
    """Return a URL with the driver this program uses; raises SettingError, which does not show the password."""
    try:
        url = make_url(written)
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        raise SettingError(f"the database's URL cannot be read; {_NAMED}") from None
    if url.drivername not in _DRIVERS:
        raise SettingError(f"database {url.drivername!r}: I know SQLite and PostgreSQL; {_NAMED}")
    return _with_known_options(url.set(drivername=_DRIVERS[url.drivername]))


def _with_known_options(url: URL) -> URL:
    """Return a URL whose options the driver knows; what other programs call `sslmode` is `ssl` here."""
    backend = url.get_backend_name()
    if backend == SQLITE and url.database in (None, "", ":memory:"):
        raise SettingError(f"the database's URL names no file; {_NAMED}")
    query = {"ssl" if name == "sslmode" else name: value for name, value in url.query.items()}
    if foreign := sorted(query.keys() - _OPTIONS[backend]):
        raise SettingError(f"the database's URL has an option {foreign[0]!r} that I do not know; leave it out")
    return url.set(query=query)
