"""Read the entries of a table, and name the one at fault in whatever is wrong with it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeVar

_T = TypeVar("_T")
Written = Mapping[str, Any]
"""An entry as it stands in a table."""


def read_entries(
    tables: Written, kind: str, named_by: Sequence[str], keys: Collection[str], read: Callable[[Written], _T]
) -> tuple[_T, ...]:
    """Return the entries of a kind as they are read; `named_by` are the keys that name one, `keys` all it may have.

    Raises ValueError that names the entry at fault: a wrong value, a key that is not known, one that is there twice.
    """
    found: dict[str, _T] = {}
    for written in tables[kind]:
        name = " ".join((kind, *(str(written.get(key, "?")) for key in named_by)))
        if name in found:
            raise ValueError(f"{name} is there twice")
        if unknown := sorted(written.keys() - set(keys)):
            raise ValueError(f"{name}: no key is called {unknown[0]!r}")
        found[name] = _read(name, written, read)
    return tuple(found.values())


def _read(name: str, written: Written, read: Callable[[Written], _T]) -> _T:
    try:
        return read(written)
    except KeyError as error:
        raise ValueError(f"{name}: {error} is missing or not known") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{name}: {error}") from error
