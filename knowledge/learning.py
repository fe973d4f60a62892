"""Learn, from the ways members ask for each section, to turn a question's vector towards what answers it."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.leads import Lead, LeadKind
from knowledge.vectors import Vectors

ADAPTER = "adapter.npy"
_STEPS, _BATCH, _RATE, _SHARPNESS, _STAY = 60, 2_000, 1e-3, 10.0, 1e-3
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
    learned = _descend(vectors[asked], owners[asked], centres, unchanged)
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
        mine = np.array([lead.kind is kind for lead in leads])
        sums = np.zeros_like(centres)
        np.add.at(sums, owners[mine], vectors[mine])
        centres += sums / np.maximum(np.bincount(owners[mine], minlength=len(number)), 1)[:, None]
    return owners, _unit(centres)


def _descend(questions: Vectors, owners: Owners, centres: Vectors, start: Vectors) -> Vectors:
    weights = start.copy()
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    parts = max(1, len(questions) // _BATCH)
    for step in range(1, _STEPS + 1):
        # Every n-th question: each part has some of every owner's.
        part = slice(step % parts, None, parts)
        slope = _slope(questions[part], owners[part], centres, weights) + _STAY * (weights - start)
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
