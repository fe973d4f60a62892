"""What was seen lately: Discord may tell of a thing twice."""

from collections import OrderedDict
from collections.abc import Iterator

_MOST = 5_000


class Seen:
    """Remembers the latest ids."""

    def __init__(self) -> None:
        self._ids: OrderedDict[int, None] = OrderedDict()

    def again(self, id: int) -> bool:
        """Tell whether an id came before, and remember it."""
        if id in self._ids:
            return True
        self._ids[id] = None
        if len(self._ids) > _MOST:
            self._ids.popitem(last=False)
        return False

    def __iter__(self) -> Iterator[int]:
        """Yield what was seen, the oldest first."""
        return iter(tuple(self._ids))
