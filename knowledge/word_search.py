"""Words in SQLite's full-text search: BM25 over the words that tell most, in bounded time however many there are."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from knowledge.words import content_words

_ROWS = 3_000
"""Rows scored for a question at most: words that stand in more are left out, the most common ones first."""


class WordSearch:
    """Asks one full-text table."""

    def __init__(self, words: sqlite3.Connection, table: str) -> None:
        self._words = words
        self._table = table
        self._rows: int = words.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own name
        self._counts: dict[str, int] = {}

    def match(self, columns: str, text: str, limit: int, order: str) -> Iterable[tuple[Any, ...]]:
        """Return columns of the rows that share words with a text, by an order, which is smallest first."""
        words = self._telling(content_words(text))
        if not words:
            return ()
        statement = f"SELECT {columns} FROM {self._table} WHERE {self._table} MATCH ? ORDER BY {order} LIMIT ?"  # noqa: S608
        return self._words.execute(statement, (" OR ".join(f'"{word}"' for word in words), limit))

    def _telling(self, words: list[str]) -> list[str]:
        """Return the rarest words, as many as stand in a bounded number of rows; all of them where rows are few."""
        if self._rows <= _ROWS:
            return words
        kept: list[str] = []
        rows = 0
        for word in sorted(words, key=self._count):
            rows += self._count(word)
            if kept and rows > _ROWS:
                break
            kept.append(word)
        return kept

    def _count(self, word: str) -> int:
        """Return in how many rows a word stands, counted no further than matters."""
        if word not in self._counts:
            inner = f"SELECT 1 FROM {self._table} WHERE {self._table} MATCH ? LIMIT {_ROWS + 1}"  # noqa: S608
            found = self._words.execute(f"SELECT count(*) FROM ({inner})", (f'"{word}"',))  # noqa: S608
            self._counts[word] = found.fetchone()[0]
        return self._counts[word]
