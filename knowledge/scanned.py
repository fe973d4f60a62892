"""Leads in a file that is mapped into memory and compared one and all: exact, and quick up to some ten thousands."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.leads import Hit, Lead, LeadKind
from knowledge.partial import rows_of
from knowledge.vectors import Vectors

MATRIX, LABELS = "leads.npy", "leads.npz"
_KINDS = tuple(LeadKind)


class ScannedLeads:
    """Leads compared with a question one and all."""

    def __init__(self, folder: Path) -> None:
        """Open the leads of a version.

        Raises OSError, ValueError or KeyError where the files are missing or damaged.
        """
        self.matrix: Vectors = np.load(folder / MATRIX, mmap_mode="r")
        with np.load(folder / LABELS) as labels:
            self._kinds, self._owners, self._points = labels["kinds"], labels["owners"], labels["points"]
            self._guides, self._names = labels["guides"], labels["names"].tolist()
        if not len(self.matrix) == len(self._kinds) == len(self._owners) == len(self._points) == len(self._guides):
            raise ValueError(f"{folder / MATRIX} and {LABELS} hold different numbers of leads")

    def __len__(self) -> int:
        """Return the number of leads."""
        return len(self.matrix)

    def closest(self, vector: Vectors, limit: int, guide: str = "") -> list[Hit]:
        """Return the leads closest to a unit vector, best first; of one guide only, where one is named."""
        likeness = self.matrix @ vector
        rows = np.flatnonzero(self._guides == self._number_of(guide)) if guide else np.arange(len(likeness))
        if limit < len(rows):
            rows = rows[np.argpartition(-likeness[rows], limit - 1)[:limit]]
        return [self._hit(row, likeness[row]) for row in rows[np.argsort(-likeness[rows], kind="stable")]]

    def close(self) -> None:
        """Let go of the files."""
        del self.matrix

    def _number_of(self, guide: str) -> int:
        return self._names.index(guide) if guide in self._names else -1

    def _hit(self, row: int, likeness: float) -> Hit:
        kind = _KINDS[self._kinds[row]]
        return Hit(kind, int(self._owners[row]), int(self._points[row]), float(likeness))


def read_vectors(folder: Path) -> dict[bytes, Vectors]:
    """Return a version's vectors by the keys of their texts.

    Raises OSError, ValueError or KeyError where the files are missing or damaged.
    """
    with np.load(folder / LABELS) as labels:
        keys = labels["keys"]
    return dict(zip(map(bytes, keys), np.load(folder / MATRIX, mmap_mode="r"), strict=True))


def read_ids(folder: Path) -> set[str]:
    """Return the ids of a version's leads.

    Raises OSError, ValueError or KeyError where the file is missing or damaged.
    """
    with np.load(folder / LABELS) as labels:
        return {bytes(one).hex() for one in labels["ids"]}


def write_scanned(folder: Path, leads: Sequence[Lead], vectors: Vectors) -> None:
    """Write leads for scanning; `vectors` has one row a lead."""
    names = {name: n for n, name in enumerate(sorted({lead.guide for lead in leads}))}
    np.save(folder / MATRIX, vectors)
    np.savez(
        folder / LABELS,
        kinds=np.array([_KINDS.index(lead.kind) for lead in leads], dtype=np.uint8),
        owners=np.array([lead.owner for lead in leads], dtype=np.int64),
        points=np.array([lead.point for lead in leads], dtype=np.int32),
        guides=np.array([names[lead.guide] for lead in leads], dtype=np.int32),
        names=np.array(list(names)),
        keys=rows_of([lead.key for lead in leads]),
        ids=rows_of([bytes.fromhex(lead.id) for lead in leads]),
    )
