"""One built index on disk: leads by vector, passages by words; texts, guides and topics."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Self

from knowledge.errors import IndexBrokenError
from knowledge.guarded import GuardedLeads
from knowledge.leads import Hit, LeadKind, Topic
from knowledge.passages import Applicant, Kind, Passage, Statement
from knowledge.scanned import ScannedLeads
from knowledge.vectors import Leads, Place, Vectors
from knowledge.word_search import WordSearch

WORDS = "words.sqlite"
_SCANNED_UP_TO = 30_000
"""Leads up to which all are compared, in less time than a graph takes; Chroma is asked where they are more."""
_KEPT_AT_HAND = 5_000
"""Passages kept in memory once read."""
_LEADS_A_PASSAGE = 20
"""Leads looked at beyond those wanted for each passage that has expired."""


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


Today = Callable[[], date]
"""Tells the day, which decides what has expired."""


def utc_today() -> date:
    """Return the day in UTC."""
    return datetime.now(UTC).date()


class Index:
    """An index version, opened for reading; may be used from one thread at a time."""

    def __init__(self, place: Place, today: Today = utc_today) -> None:
        """Open a version.

        Raises IndexBrokenError where a file is missing or damaged.
        """
        folder = place.folder
        try:
            self._words = sqlite3.connect(f"{(folder / WORDS).as_uri()}?mode=ro", uri=True, check_same_thread=False)
            self._bodies, self._points = WordSearch(self._words, "words"), WordSearch(self._words, "points")
            self._today, self._expiries = today, dict(self._read_expiries())
            self._read: dict[int, Entry] = {}
            self.topics = tuple(self._read_topics())
            self.guides = tuple(self._read_guides())
            self._scanned = ScannedLeads(folder)
            many = place.server or len(self._scanned) > _SCANNED_UP_TO
            self._leads: Leads = self._many(place) if many else self._scanned
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
        gone = self._gone()
        hits = self._leads.closest(vector, limit + len(gone) * _LEADS_A_PASSAGE, guide)
        return [hit for hit in hits if hit.owner not in gone or hit.kind is LeadKind.TOPIC][:limit]

    def statement_vectors(self, entry: Entry) -> Vectors:
        """Return the vectors of a passage's statements, shape (statements, dimensions)."""
        vectors: Vectors = self._scanned.matrix[entry.first : entry.first + len(entry.statements)]
        return vectors

    def sharing_words(self, text: str, limit: int) -> list[WordHit]:
        """Return the passages that share the most telling words with a text, best first."""
        gone = self._gone()
        columns, order = "rowid, -bm25(words, 1.0, 0.0), -bm25(words, 0.0, 1.0)", "bm25(words, 1.0, 0.5)"
        rows = self._bodies.match(columns, text, limit + len(gone), order)
        return [WordHit(*row) for row in rows if row[0] not in gone][:limit]

    def points_sharing_words(self, text: str, limit: int) -> dict[tuple[int, int], float]:
        """Return the BM25 of the statements closest to a text in words, by (passage number, statement number)."""
        rows = self._points.match("number, n, -bm25(points)", text, limit, "bm25(points)")
        return {(number, n): score for number, n, score in rows}

    def entries(self, numbers: Sequence[int]) -> list[Entry]:
        """Return passages by number, in the order asked for, without the expired; those read before are at hand."""
        if len(self._read) > _KEPT_AT_HAND:
            self._read.clear()
        if wanted := [number for number in numbers if number not in self._read]:
            marks = ",".join("?" * len(wanted))
            rows = self._words.execute(f"SELECT * FROM passages WHERE number IN ({marks})", wanted)  # noqa: S608
            self._read |= {row[0]: _entry(row) for row in rows}
        gone = self._gone()
        return [self._read[number] for number in numbers if number not in gone]

    def section(self, guide: str, anchor: str) -> list[Entry]:
        """Return the passages of one section, in reading order."""
        place = [part.encode("utf-8", "replace").decode() for part in (guide, anchor)]
        rows = self._words.execute("SELECT * FROM passages WHERE guide = ? AND anchor = ? ORDER BY part", place)
        return self._valid(rows)

    def every_entry(self) -> list[Entry]:
        """Return all passages in reading order."""
        return self._valid(self._words.execute("SELECT * FROM passages ORDER BY number"))

    @cached_property
    def characters(self) -> int:
        """Return how long all passages are together; all are read for it, once."""
        (characters,) = self._words.execute("SELECT coalesce(sum(length(text)), 0) FROM passages").fetchone()
        return int(characters)

    def _valid(self, rows: Iterable[tuple[Any, ...]]) -> list[Entry]:
        gone = self._gone()
        return [_entry(row) for row in rows if row[0] not in gone]

    def _gone(self) -> frozenset[int]:
        """Return the numbers of the passages that have expired."""
        if not self._expiries:
            return frozenset()
        today = self._today()
        return frozenset(number for number, until in self._expiries.items() if until <= today)

    def _many(self, place: Place) -> Leads:
        """Return leads that Chroma searches, or compared one and all where it is away."""
        passages = dict(self._words.execute("SELECT id, number FROM passages"))
        numbers = passages | {topic.id: number for number, topic in enumerate(self.topics)}

        def opened() -> Leads:
            # Chroma and langchain take a second to import, which most indexes never need.
            from knowledge.stored import StoredLeads  # noqa: PLC0415

            return StoredLeads(place, numbers, len(self._scanned))

        return GuardedLeads(opened, self._scanned)

    def _read_expiries(self) -> Iterable[tuple[int, date]]:
        for number, until in self._words.execute("SELECT number, expires FROM passages WHERE expires != ''"):
            yield number, date.fromisoformat(until)

    def _read_guides(self) -> Iterable[Shelved]:
        for id_, title, source, audience, known_as, sections in self._words.execute("SELECT * FROM guides ORDER BY id"):
            types = tuple(Applicant(name) for name in json.loads(audience))
            yield Shelved(id_, title, source, types, tuple(json.loads(known_as)), sections)

    def _read_topics(self) -> Iterable[Topic]:
        for (topic,) in self._words.execute("SELECT topic FROM topics ORDER BY number"):
            held = json.loads(topic)
            needs, places = tuple(held["needs"]), tuple(held["places"])
            yield Topic(held["id"], held["says"], reply=held["reply"], needs=needs, places=places)


def _entry(row: tuple[Any, ...]) -> Entry:
    number, _, guide, title, heading, anchor, text, audience, source, part, until, spans, first = row
    passage = Passage(
        guide=guide,
        title=title,
        heading=tuple(json.loads(heading)),
        anchor=anchor,
        text=text,
        audience=tuple(Applicant(name) for name in json.loads(audience)),
        source=source,
        part=part,
        expires=date.fromisoformat(until) if until else None,
    )
    statements = tuple(Statement(Kind(kind), *span) for kind, *span in json.loads(spans))
    return Entry(number, passage, statements, first)
