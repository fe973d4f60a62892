"""What a vector is here, and what finds the leads closest to one."""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from knowledge.leads import Hit

Vectors = npt.NDArray[np.float32]
"""Unit vectors, one a row."""


class Leads(Protocol):
    """The leads of one index, found by their vectors."""

    def closest(self, vector: Vectors, limit: int, guide: str = "") -> list[Hit]:
        """Return the leads closest to a unit vector, best first; of one guide only, where one is named."""

    def close(self) -> None:
        """Let go of the files."""
