"""Learn, from the ways members ask for each section, to turn a question's vector towards what answers it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge.leads import Lead, LeadKind
from knowledge.vectors import Vectors

ADAPTER = "adapter.npy"
_STEPS, _BATCH, _RATE, _SHARPNESS, _STAY = 30, 2_000, 2e-3, 10.0, 1e-3
_OWNERS = 5_000
"""Owners up to which each question is held against all of them; where they are more, against those of its part."""
_ROWS = 50_000
"""Vectors added up at once."""
_QUESTIONS = (LeadKind.ASKED, LeadKind.TOPIC)

Owners = npt.NDArray[np.int64]


def learn_adapter(leads: Sequence[Lead], vectors: Vectors) -> Vectors:
    """Return a matrix, shape (dimensions, dimensions), to multiply a question's vector with.

    It lies half-way between no change at all and the linear map that best leads the recorded questions to the
    centres of their owners (softmax over cosines, Adam, a fixed number of steps: same leads, same matrix).
    Half-way, because questions nobody recorded gain more from it than from the whole map.
    """
    unchanged = np.eye(vectors.shape[1], dtype=np.float32)
    owners, centres = _centres(leads, vectors)
    asked = np.array(list(_teaches(leads)))
    if not asked.any():
        return unchanged
    learned = _descend(_Lesson(vectors, np.flatnonzero(asked), owners, centres), unchanged)
    return ((unchanged + learned) / 2).astype(np.float32)


def _teaches(leads: Sequence[Lead]) -> Iterator[bool]:
    """Tell of each lead whether to learn from it: questions, and the statements of passages nobody wrote questions for.

    Without those, everything would be drawn to what has questions.
    """
    asked_for = {lead.owner for lead in leads if lead.kind is LeadKind.ASKED}
    for lead in leads:
        yield lead.kind in _QUESTIONS or (lead.kind is LeadKind.STATEMENT and lead.owner not in asked_for)


def _centres(leads: Sequence[Lead], vectors: Vectors) -> tuple[Owners, Vectors]:
    """Return each lead's owner as a number, and each owner's mean lead, kind by kind so that none outweighs another."""
    names = [(lead.kind is LeadKind.TOPIC, lead.owner) for lead in leads]
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    owners = np.array([number[name] for name in names])
    centres = np.zeros((len(number), vectors.shape[1]), dtype=np.float32)
    for kind in LeadKind:
        mine = np.flatnonzero([lead.kind is kind for lead in leads])
        sums = np.zeros_like(centres)
        for start in range(0, len(mine), _ROWS):
            rows = mine[start : start + _ROWS]
            np.add.at(sums, owners[rows], vectors[rows])
        centres += sums / np.maximum(np.bincount(owners[mine], minlength=len(number)), 1)[:, None]
    return owners, _unit(centres)


@dataclass(frozen=True, slots=True)
class _Lesson:
    """All leads and whose they are, the rows to learn from, and the owners' centres."""

    vectors: Vectors
    rows: Owners
    owners: Owners
    centres: Vectors

    def part(self, step: int) -> tuple[Vectors, Owners, Vectors]:
        """Return questions, their owners and the centres to choose from: every n-th question, some of every owner's."""
        parts = max(1, len(self.rows) // _BATCH)
        rows = self.rows[slice(step % parts, None, parts)]
        owners = self.owners[rows]
        if len(self.centres) <= _OWNERS:
            return self.vectors[rows], owners, self.centres
        named, owners = np.unique(owners, return_inverse=True)
        return self.vectors[rows], owners, self.centres[named]


def _descend(lesson: _Lesson, start: Vectors) -> Vectors:
    weights = start.copy()
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = _slope(*lesson.part(step), weights) + _STAY * (weights - start)
        mean += 0.1 * (slope - mean)
        spread += 0.001 * (slope**2 - spread)
        weights -= (_RATE / (1 - 0.9**step)) * mean / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def _slope(questions: Vectors, owners: Owners, centres: Vectors, weights: Vectors) -> Vectors:
    """Return the gradient of the mean cross-entropy by the weights."""
    turned = questions @ weights
    lengths = np.linalg.norm(turned, axis=1, keepdims=True)
    turned /= lengths
    scores = _SHARPNESS * turned @ centres.T
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    chances[np.arange(len(owners)), owners] -= 1
    pull = (_SHARPNESS / len(owners)) * (chances @ centres)
    across = pull - (pull * turned).sum(axis=1, keepdims=True) * turned
    slope: Vectors = (questions.T @ (across / lengths)).astype(np.float32)
    return slope


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return unit
