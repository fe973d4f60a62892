"""Rules of the strategy functions whose words the guides do not hold: answers leave them out."""

from collections.abc import Iterator

from bot.advising.catalogue import Catalogue
from bot.strategy.tables import Row
from knowledge.index import Index


def unfounded(catalogue: Catalogue, index: Index) -> frozenset[str]:
    """Return the rules that rest on words which are not in the guides, each by the section it names and its id."""
    return frozenset(f"{row.source.section} ({row.id})" for row in _rows(catalogue) if not _stands(row, index))


def _rows(catalogue: Catalogue) -> Iterator[Row]:
    for function in catalogue.functions.values():
        yield from (row for row in function.rows if row.source.guide)


def _stands(row: Row, index: Index) -> bool:
    entries = index.section(row.source.guide, row.source.anchor)
    return any(row.source.quote in entry.passage.text for entry in entries)
