"""What is learned from recorded questions, and what learning costs where there are very many passages."""

import tracemalloc

import numpy as np
import pytest

from knowledge.leads import Lead, LeadKind
from knowledge.learning import learn_adapter
from knowledge.vectors import Vectors

DIMENSIONS, ASKED = 16, 500


def unit(vectors: Vectors) -> Vectors:
    """Return vectors of length one."""
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def recorded(passages: int) -> tuple[list[Lead], Vectors]:
    """Return passages, and questions that all stand off from theirs in the same direction."""
    chance = np.random.default_rng(5)
    owners = unit(chance.standard_normal((passages, DIMENSIONS)))
    asked = unit(owners[:ASKED] + 0.7 * np.eye(DIMENSIONS)[0])
    leads = [Lead(LeadKind.PASSAGE, n, 0, str(n), "guide") for n in range(passages)]
    leads += [Lead(LeadKind.ASKED, n, 0, f"{n}?", "guide") for n in range(ASKED)]
    return leads, np.concatenate([owners, asked])


@pytest.mark.parametrize("passages", [600, 12_000])
def test_questions_are_turned_towards_their_passages_and_memory_stays_bounded(passages: int) -> None:
    leads, vectors = recorded(passages)
    asked, owners = vectors[passages:], vectors[:ASKED]

    tracemalloc.start()
    adapter = learn_adapter(leads, vectors)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    before, after = ((turned * owners).sum(axis=1).mean() for turned in (asked, unit(asked @ adapter)))
    assert after > before
    assert peak < 20_000_000
