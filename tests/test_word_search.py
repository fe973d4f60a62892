"""Search by words: all of them where rows are few, the rarest where they are many, and never more rows than agreed."""

import sqlite3
from collections.abc import Iterator

import pytest

from knowledge import word_search
from knowledge.word_search import WordSearch

LIMIT = word_search._ROWS
"""Rows scored for a question at most."""


@pytest.fixture
def words() -> Iterator[sqlite3.Connection]:
    """Yield an empty table of texts."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
    yield connection
    connection.close()


def fill(words: sqlite3.Connection, text: str, rows: int) -> None:
    """Add the same text some times."""
    words.executemany("INSERT INTO texts VALUES (?)", [(text,)] * rows)


def found(words: sqlite3.Connection, question: str, limit: int = 3 * LIMIT) -> list[str]:
    """Return the texts found, best first."""
    rows = WordSearch(words, "texts").match("text", question, limit, "bm25(texts)")
    return [text for (text,) in rows]


def test_where_rows_are_few_every_word_counts_however_common(words: sqlite3.Connection) -> None:
    fill(words, "lantern", LIMIT - 1)
    fill(words, "bees", 1)

    assert sorted(set(found(words, "lantern bees"))) == ["bees", "lantern"]
    assert len(found(words, "lantern bees")) == LIMIT


def test_where_rows_are_many_the_rarest_words_stay_and_the_most_common_go(words: sqlite3.Connection) -> None:
    fill(words, "lantern", LIMIT)
    fill(words, "bees", 2)
    fill(words, "honey", 1)

    assert found(words, "a lantern for bees with honey") == ["honey", "bees", "bees"]


def test_a_word_alone_is_looked_up_even_where_it_is_everywhere(words: sqlite3.Connection) -> None:
    fill(words, "lantern", LIMIT + 1)

    assert found(words, "lantern", limit=4) == ["lantern"] * 4


def test_words_that_stand_nowhere_take_no_room_from_others(words: sqlite3.Connection) -> None:
    fill(words, "lantern", LIMIT)
    fill(words, "bees", 1)

    assert len(found(words, "lantern unicorn")) == LIMIT


@pytest.mark.parametrize("share", [2, 3, 10])
def test_no_more_rows_are_scored_than_agreed_where_words_are_all_common(words: sqlite3.Connection, share: int) -> None:
    names = [f"word{n}" for n in range(2 * share)]
    for name in names:
        fill(words, name, LIMIT // share)

    assert len(found(words, " ".join(names))) == share * (LIMIT // share)


def test_a_text_without_a_telling_word_finds_nothing(words: sqlite3.Connection) -> None:
    fill(words, "lantern", 1)

    assert found(words, "what is the") == []
