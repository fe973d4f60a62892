"""What a vector is here, where vectors are kept, and what finds the leads closest to one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.leads import Hit

Vectors = npt.NDArray[np.float32]
"""Unit vectors, one a row."""
FOLDER = "vectors"


@dataclass(frozen=True, slots=True)
class Place:
    """Where Chroma keeps the leads of one version: below the version's folder, or on a server if there is one."""

    folder: Path
    server: str
    version: str

    @property
    def collection(self) -> str:
        """Return the name under which Chroma knows it; a server knows many."""
        return f"ir-advisor-{self.version}" if self.server else "leads"

    def __str__(self) -> str:
        """Say where it is."""
        return f"{self.server} {self.collection}" if self.server else str(self.folder / FOLDER)


class Leads(Protocol):
    """The leads of one index, found by their vectors."""

    def closest(self, vector: Vectors, limit: int, guide: str = "") -> list[Hit]:
        """Return the leads closest to a unit vector, best first; of one guide only, where one is named."""

    def close(self) -> None:
        """Let go of the files."""
