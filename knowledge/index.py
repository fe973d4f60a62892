"""One built index on disk: leads by vector, passages by words; texts, guides and topics."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from knowledge.errors import IndexBrokenError
from knowledge.leads import Hit, Lead, LeadKind, Topic
from knowledge.passages import Applicant, Guide, Kind, Passage, Statement
from knowledge.scanned import ScannedLeads, write_scanned
from knowledge.vectors import Leads, Vectors
from knowledge.words import content_words

WORDS = "words.sqlite"
_SCANNED_UP_TO = 30_000
"""Leads up to which all are compared, in less time than a graph takes; Chroma is asked where they are more."""
_KEPT_AT_HAND = 5_000
"""Passages kept in memory once read."""
_SCHEMA = """
CREATE TABLE passages (number INTEGER PRIMARY KEY, id TEXT, guide TEXT, title TEXT, heading TEXT, anchor TEXT,
                       text TEXT, audience TEXT, source TEXT, part INTEGER, statements TEXT, first INTEGER);
CREATE INDEX places ON passages (guide, anchor, part);
CREATE TABLE guides (id TEXT PRIMARY KEY, title TEXT, source TEXT, audience TEXT, known_as TEXT, sections INTEGER);
CREATE TABLE topics (number INTEGER PRIMARY KEY, topic TEXT);
CREATE VIRTUAL TABLE words USING fts5(body, asked, tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE points USING fts5(text, number UNINDEXED, n UNINDEXED, tokenize = 'porter unicode61');
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as the index holds it, with the statements it was cut into."""

    number: int
    passage: Passage
    statements: tuple[Statement, ...]
    first: int = 0
    """Row of its first statement among all leads."""


@dataclass(frozen=True, slots=True)
class WordHit:
    """A passage that shares words with a question: BM25 of its body, and of the ways it is asked for."""

    number: int
    body: float
    asked: float


@dataclass(frozen=True, slots=True)
class Shelved:
    """A guide as the index lists it."""

    id: str
    title: str
    source: str
    audience: tuple[Applicant, ...]
    known_as: tuple[str, ...]
    """What people call it, or what it is about: names by which a question can ask for it."""
    sections: int


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a version is to hold; `vectors` has one row a lead."""

    guides: Sequence[Guide]
    entries: Sequence[Entry]
    topics: Sequence[Topic]
    leads: Sequence[Lead]
    vectors: Vectors


class Index:
    """An index version, opened for reading; may be used from one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """Open a version's folder.

        Raises IndexBrokenError where a file is missing or damaged.
        """
        try:
            self._scanned = ScannedLeads(folder)
            self._leads: Leads = self._scanned if len(self._scanned) <= _SCANNED_UP_TO else _stored(folder)
            self._words = sqlite3.connect(f"{(folder / WORDS).as_uri()}?mode=ro", uri=True, check_same_thread=False)
            self._read: dict[int, Entry] = {}
            self.topics = tuple(self._read_topics())
            self.guides = tuple(self._read_guides())
        except Exception as error:
            raise IndexBrokenError(f"{folder}: the index cannot be opened ({error})") from error

    def close(self) -> None:
        """Let go of the files."""
        self._words.close()
        self._leads.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def closest(self, vector: Vectors, limit: int, guide: str = "") -> list[Hit]:
        """Return the leads closest to a unit vector, best first; of one guide only, where one is named."""
        return self._leads.closest(vector, limit, guide)

    def statement_vectors(self, entry: Entry) -> Vectors:
        """Return the vectors of a passage's statements, shape (statements, dimensions)."""
        vectors: Vectors = self._scanned.matrix[entry.first : entry.first + len(entry.statements)]
        return vectors

    def sharing_words(self, text: str, limit: int) -> list[WordHit]:
        """Return the passages that share the most telling words with a text, best first."""
        return [
            WordHit(*row)
            for row in self._match(
                "SELECT rowid, -bm25(words, 1.0, 0.0), -bm25(words, 0.0, 1.0) FROM words WHERE words MATCH ?"
                " ORDER BY bm25(words, 1.0, 0.5) LIMIT ?",
                text,
                limit,
            )
        ]

    def points_sharing_words(self, text: str, limit: int) -> dict[tuple[int, int], float]:
        """Return the BM25 of the statements closest to a text in words, by (passage number, statement number)."""
        rows = self._match(
            "SELECT number, n, -bm25(points) FROM points WHERE points MATCH ? ORDER BY bm25(points) LIMIT ?",
            text,
            limit,
        )
        return {(number, n): score for number, n, score in rows}

    def _match(self, statement: str, text: str, limit: int) -> Iterable[tuple[Any, ...]]:
        words = content_words(text)
        return self._words.execute(statement, (" OR ".join(f'"{word}"' for word in words), limit)) if words else ()

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return passages by number, in the order asked for; those read before are at hand."""
        if len(self._read) > _KEPT_AT_HAND:
            self._read.clear()
        if wanted := [number for number in numbers if number not in self._read]:
            marks = ",".join("?" * len(wanted))
            rows = self._words.execute(f"SELECT * FROM passages WHERE number IN ({marks})", wanted)  # noqa: S608
            self._read |= {row[0]: _entry(row) for row in rows}
        return [self._read[number] for number in numbers]

    def section(self, guide: str, anchor: str) -> list[Entry]:
        """Return the passages of one section, in reading order."""
        place = [part.encode("utf-8", "replace").decode() for part in (guide, anchor)]
        rows = self._words.execute("SELECT * FROM passages WHERE guide = ? AND anchor = ? ORDER BY part", place)
        return [_entry(row) for row in rows]

    def every_entry(self) -> list[Entry]:
        """Return all passages in reading order."""
        return [_entry(row) for row in self._words.execute("SELECT * FROM passages ORDER BY number")]

    def _read_guides(self) -> Iterable[Shelved]:
        for id_, title, source, audience, known_as, sections in self._words.execute("SELECT * FROM guides ORDER BY id"):
            types = tuple(Applicant(name) for name in json.loads(audience))
            yield Shelved(id_, title, source, types, tuple(json.loads(known_as)), sections)

    def _read_topics(self) -> Iterable[Topic]:
        for (topic,) in self._words.execute("SELECT topic FROM topics ORDER BY number"):
            held = json.loads(topic)
            needs, places = tuple(held["needs"]), tuple(held["places"])
            yield Topic(held["id"], held["says"], reply=held["reply"], needs=needs, places=places)


def write_index(folder: Path, draft: Draft) -> None:
    """Write a version's words, texts and leads for scanning into an empty folder."""
    with closing(sqlite3.connect(folder / WORDS)) as words, words:
        words.executescript(_SCHEMA)
        _write_texts(words, draft)
        _write_words(words, draft)
    write_scanned(folder, draft.leads, draft.vectors)


def _stored(folder: Path) -> Leads:
    # Chroma and langchain take a second to import, which most indexes never need.
    from knowledge.stored import StoredLeads  # noqa: PLC0415

    return StoredLeads(folder)


def _write_texts(words: sqlite3.Connection, draft: Draft) -> None:
    guides = [
        (g.id, g.title, g.source, json.dumps(g.audience), json.dumps(g.known_as), len(g.sections)) for g in draft.guides
    ]
    topics = [json.dumps(asdict(topic) | {"asked_as": []}) for topic in draft.topics]
    words.executemany("INSERT INTO guides VALUES (?, ?, ?, ?, ?, ?)", guides)
    words.executemany("INSERT INTO topics VALUES (?, ?)", enumerate(topics))
    words.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, draft.entries))


def _write_words(words: sqlite3.Connection, draft: Draft) -> None:
    asked: defaultdict[int, list[str]] = defaultdict(list)
    for lead in draft.leads:
        if lead.kind is LeadKind.ASKED:
            asked[lead.owner].append(lead.text)
    for entry in draft.entries:
        passage = entry.passage
        row = (entry.number, f"{' '.join(passage.heading)} {passage.text}", "\n".join(asked[entry.number]))
        words.execute("INSERT INTO words (rowid, body, asked) VALUES (?, ?, ?)", row)
        points = [
            (f"{passage.section} {passage.text[s.start : s.end]}", entry.number, n)
            for n, s in enumerate(entry.statements)
        ]
        words.executemany("INSERT INTO points VALUES (?, ?, ?)", points)


def _row(entry: Entry) -> tuple[Any, ...]:
    p = entry.passage
    spans = [(s.kind, s.start, s.end, s.block) for s in entry.statements]
    heading, audience = json.dumps(p.heading), json.dumps(p.audience)
    shown = (p.guide, p.title, heading, p.anchor, p.text, audience, p.source, p.part)
    return (entry.number, p.id, *shown, json.dumps(spans), entry.first)


def _entry(row: tuple[Any, ...]) -> Entry:
    number, _, guide, title, heading, anchor, text, audience, source, part, spans, first = row
    passage = Passage(
        guide=guide,
        title=title,
        heading=tuple(json.loads(heading)),
        anchor=anchor,
        text=text,
        audience=tuple(Applicant(name) for name in json.loads(audience)),
        source=source,
        part=part,
    )
    statements = tuple(Statement(Kind(kind), *span) for kind, *span in json.loads(spans))
    return Entry(number, passage, statements, first)
