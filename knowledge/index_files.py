"""Write the files of an index version: texts and words in SQLite, leads for scanning."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from knowledge.index import WORDS, Entry
from knowledge.leads import Lead, LeadKind, Topic
from knowledge.passages import Guide
from knowledge.scanned import write_scanned
from knowledge.vectors import Vectors

_SCHEMA = """
CREATE TABLE passages (number INTEGER PRIMARY KEY, id TEXT, guide TEXT, title TEXT, heading TEXT, anchor TEXT,
                       text TEXT, audience TEXT, source TEXT, part INTEGER, expires TEXT, statements TEXT,
                       first INTEGER);
CREATE INDEX places ON passages (guide, anchor, part);
CREATE TABLE guides (id TEXT PRIMARY KEY, title TEXT, source TEXT, audience TEXT, known_as TEXT, sections INTEGER);
CREATE TABLE topics (number INTEGER PRIMARY KEY, topic TEXT);
CREATE VIRTUAL TABLE words USING fts5(body, asked, tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE points USING fts5(text, number UNINDEXED, n UNINDEXED, tokenize = 'porter unicode61');
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a version is to hold; `vectors` has one row a lead."""

    guides: Sequence[Guide]
    entries: Sequence[Entry]
    topics: Sequence[Topic]
    leads: Sequence[Lead]
    vectors: Vectors


def write_index(folder: Path, draft: Draft) -> None:
    """Write a version's words, texts and leads for scanning into an empty folder."""
    with closing(sqlite3.connect(folder / WORDS)) as words, words:
        words.executescript(_SCHEMA)
        _write_texts(words, draft)
        _write_words(words, draft)
    write_scanned(folder, draft.leads, draft.vectors)


def _write_texts(words: sqlite3.Connection, draft: Draft) -> None:
    guides = [
        (g.id, g.title, g.source, json.dumps(g.audience), json.dumps(g.known_as), len(g.sections)) for g in draft.guides
    ]
    topics = [json.dumps(asdict(topic) | {"asked_as": []}) for topic in draft.topics]
    words.executemany("INSERT INTO guides VALUES (?, ?, ?, ?, ?, ?)", guides)
    words.executemany("INSERT INTO topics VALUES (?, ?)", enumerate(topics))
    words.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", map(_row, draft.entries))


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
    shown = (
        p.guide,
        p.title,
        heading,
        p.anchor,
        p.text,
        audience,
        p.source,
        p.part,
        p.expires.isoformat() if p.expires else "",
    )
    return (entry.number, p.id, *shown, json.dumps(spans), entry.first)
