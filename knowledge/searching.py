"""Search: a question in, the passages that may answer it out, best first."""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import numpy as np

from knowledge.encoder import Encoder
from knowledge.errors import IndexBrokenError
from knowledge.index import Entry, Index
from knowledge.leads import Hit, LeadKind, Topic
from knowledge.learning import ADAPTER
from knowledge.passages import Applicant, speaks_to
from knowledge.vectors import Place, Vectors
from knowledge.words import content_words

_LEADS = 60
"""Leads looked at; on 230 questions more brought nothing, fewer lost paraphrases."""
_WORDS, _CLOSEST, _VOTE = 40, 10, 15.0
_READ = 6
"""Passages whose statements are compared with the question one by one."""
_BELOW = 0.05
"""How far under the last lead looked at the leads not seen are taken to be."""
_BODY, _ASKED = 0.03, 0.035
"""What a point of BM25 is worth in cosines."""
_POINTS, _POINT_WORDS, _POINTED_AT = 60, 0.01, 0.6
"""Statements looked up by words; what a point of their BM25, and a cosine of a question asking for them, are worth."""
_OWN_TRACK, _FOR_ALL, _OTHER_TRACK = 0.1, 0.08, 1.0
"""Added to a passage for the asker's kind alone, or for all if the kind is not known; taken off one for others."""
_IN_PASSAGES = (LeadKind.PASSAGE, LeadKind.STATEMENT, LeadKind.ASKED)


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: `text` is encoded, `words` (or else its own) are looked up; `tracks` are the asker's."""

    text: str
    words: str = ""
    tracks: frozenset[Applicant] = frozenset()
    guide: str = ""
    """The one guide to look in, where the question names it."""
    limit: int = 10
    """Passages wanted."""


@dataclass(slots=True)
class Found:
    """A passage with what speaks for it: the cosine of its closest lead of each kind, and its score in all."""

    entry: Entry
    score: float
    likeness: dict[LeadKind, float]
    points: dict[int, float] = field(default_factory=dict)
    """Cosine of the closest recorded question that asks for a statement, by the statement's number."""
    statements: list[float] = field(default_factory=list)
    """How well each statement answers the question; empty for passages far down."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was found for a query."""

    found: list[Found]
    topic: Topic | None = None
    """The closest of the topics that the guides do not hold."""
    topic_likeness: float = 0.0
    topic_share: float = 0.0
    """Share of such topics' leads among the closest ten."""


@dataclass(slots=True)
class _Clues:
    likeness: dict[LeadKind, float]
    body: float = 0.0
    asked: float = 0.0
    points: dict[int, float] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(self.likeness.values()) + _BODY * self.body + _ASKED * self.asked


class Searcher:
    """Searches one opened version."""

    def __init__(self, index: Index, encoder: Encoder, place: Place) -> None:
        """Read what was learned with the version.

        Raises IndexBrokenError where it is missing or of another shape.
        """
        try:
            self._adapter: Vectors = np.load(place.folder / ADAPTER)
        except (OSError, ValueError) as error:
            raise IndexBrokenError(f"{place.folder / ADAPTER}: cannot be read ({error})") from error
        self.index = index
        self.encoder = encoder
        self.version = place.version

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def search(self, query: Query) -> Search:
        """Return the passages closest to a question, best first."""
        return self.search_all([query])[0]

    def search_all(self, queries: Sequence[Query]) -> list[Search]:
        """Search for several questions with one pass of the encoder."""
        vectors = self.encoder.query_vectors([query.text for query in queries]) @ self._adapter
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return [self._search(query, vector) for query, vector in zip(queries, vectors, strict=True)]

    def _search(self, query: Query, vector: Vectors) -> Search:
        hits = self._to_the_point(self.index.closest(vector, _LEADS, query.guide), query.text)
        clues = self._clues(hits, query)
        ranked = sorted(clues, key=lambda number: -clues[number].score)[: 3 * query.limit]
        found = [_found(entry, clues[entry.number], query.tracks) for entry in self.index.entries(ranked)]
        found = sorted(found, key=lambda one: -one.score)[: query.limit]
        self._compare_statements(found[:_READ], query, vector)
        topics = [hit for hit in hits if hit.kind is LeadKind.TOPIC]
        if not topics:
            return Search(found)
        share = sum(hit.kind is LeadKind.TOPIC for hit in hits[:_CLOSEST]) / _CLOSEST
        return Search(found, self.index.topics[_most_named(topics)], topics[0].likeness, share)

    def _to_the_point(self, hits: Sequence[Hit], text: str) -> list[Hit]:
        """Leave out topics without a word that they need: vectors hardly tell Step 3 from Step 2."""
        words = set(content_words(text))
        topics = self.index.topics
        return [
            hit
            for hit in hits
            if hit.kind is not LeadKind.TOPIC or not topics[hit.owner].needs or words & set(topics[hit.owner].needs)
        ]

    def _clues(self, hits: Sequence[Hit], query: Query) -> dict[int, _Clues]:
        floor = (hits[-1].likeness if hits else 0.0) - _BELOW
        clues: dict[int, _Clues] = {}
        for hit in hits:
            if hit.kind is not LeadKind.TOPIC:
                mine = clues.setdefault(hit.owner, _no_clue(floor))
                mine.likeness[hit.kind] = max(mine.likeness[hit.kind], hit.likeness)
                mine.points.setdefault(hit.point, hit.likeness)
        for word_hit in self.index.sharing_words(query.words or query.text, _WORDS):
            if query.guide and word_hit.number not in clues:
                continue
            mine = clues.setdefault(word_hit.number, _no_clue(floor))
            mine.body, mine.asked = word_hit.body, word_hit.asked
        return clues

    def _compare_statements(self, found: Sequence[Found], query: Query, vector: Vectors) -> None:
        """Value each statement: its own cosine, its words, and the recorded questions that ask for it."""
        words = self.index.points_sharing_words(query.words or query.text, _POINTS)
        for one in found:
            number = one.entry.number
            likeness = self.index.statement_vectors(one.entry) @ vector
            one.statements = [
                float(own) + _POINT_WORDS * words.get((number, n), 0.0) + _POINTED_AT * one.points.get(n, 0.0)
                for n, own in enumerate(likeness)
            ]


def _most_named(hits: Sequence[Hit]) -> int:
    """Return the topic that the closest leads name together, the closer ones counting far more."""
    votes: defaultdict[int, float] = defaultdict(float)
    for hit in hits:
        votes[hit.owner] += math.exp(_VOTE * hit.likeness)
    return max(votes, key=lambda topic: votes[topic])


def _no_clue(floor: float) -> _Clues:
    return _Clues(dict.fromkeys(_IN_PASSAGES, floor))


def _for_track(audience: Collection[Applicant], tracks: Collection[Applicant]) -> float:
    """Prefer what was written for the asker's kind; of somebody whose kind is not known, what was written for all."""
    for_all = len(audience) == len(Applicant)
    if not tracks:
        return _FOR_ALL if for_all else 0.0
    if for_all:
        return 0.0
    return _OWN_TRACK if speaks_to(audience, tracks) else -_OTHER_TRACK


def _found(entry: Entry, clues: _Clues, tracks: Collection[Applicant]) -> Found:
    score = clues.score + _for_track(entry.passage.audience, tracks)
    return Found(entry, score, clues.likeness, clues.points)
