"""The strategy functions as they are shipped, and their names for tests that run over all of them."""

from collections.abc import Iterator
from functools import cache

from bot.advising.catalogue import Catalogue, read_catalogue
from bot.shipped import config_folder
from bot.strategy.tables import Function, Row

TABLES = config_folder() / "strategy"
NAMES = sorted(path.stem for path in TABLES.glob("*.toml") if path.stem not in {"shared", "sources"})


@cache
def shipped() -> Catalogue:
    """Return the catalogue; it is read once."""
    return read_catalogue(TABLES)


def all_rows() -> Iterator[tuple[Function, Row]]:
    """Yield every row with its function; one that functions share comes once for each."""
    for function in shipped().functions.values():
        for row in function.rows:
            yield function, row
