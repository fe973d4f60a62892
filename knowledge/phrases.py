"""Vectors of the phrases that name what the guides hold near a topic, kept with a version for the next one."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge.encoder import Encoder
from knowledge.partial import rows_of
from knowledge.passages import name_of
from knowledge.vectors import Vectors

_FILE = "phrases.npz"


def phrase_vectors(phrases: Sequence[str], known: Mapping[bytes, Vectors], encoder: Encoder) -> dict[str, Vectors]:
    """Return the unit vector of each phrase, encoded as a question; those known are not encoded again."""
    missing = [phrase for phrase in dict.fromkeys(phrases) if _key(phrase) not in known]
    fresh = dict(zip(missing, encoder.query_vectors(missing), strict=True)) if missing else {}
    return {phrase: fresh[phrase] if phrase in fresh else known[_key(phrase)] for phrase in dict.fromkeys(phrases)}


def write_phrases(folder: Path, phrases: Mapping[str, Vectors]) -> None:
    """Write the vectors of phrases into a version's folder."""
    np.savez(folder / _FILE, keys=rows_of(list(map(_key, phrases))), vectors=np.array(list(phrases.values())))


def read_phrases(folder: Path) -> dict[bytes, Vectors]:
    """Return the vectors of a version's phrases by their keys.

    Raises OSError, ValueError, KeyError, EOFError or BadZipFile where the file is missing or damaged.
    """
    with np.load(folder / _FILE) as held:
        return dict(zip(map(bytes, held["keys"]), held["vectors"], strict=True))


def _key(phrase: str) -> bytes:
    """Name a phrase as it is asked, which may be encoded otherwise than the same words in a guide."""
    return bytes.fromhex(name_of("asked", phrase))
