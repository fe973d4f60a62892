"""The sentence-transformers model, served by ONNX Runtime from a graph that is exported once."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from knowledge.errors import EncoderError
from knowledge.models import GRAPH, SETTINGS, TOKENIZER, exported
from knowledge.vectors import Vectors

_BATCH = 32


class Encoder:
    """Turns texts into unit vectors."""

    def __init__(self, folder: Path, name: str) -> None:
        """Open an exported encoder.

        Raises EncoderError where the folder does not hold one.
        """
        try:
            settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._session = onnxruntime.InferenceSession(folder / GRAPH, _options(), providers=["CPUExecutionProvider"])
        except Exception as error:
            raise EncoderError(f"{folder}: not a usable encoder ({error}); delete it and refresh") from error
        self._tokenizer.enable_truncation(settings["longest"])
        self._tokenizer.enable_padding(**settings["padding"])
        self._prompts: dict[str, str] = settings["prompts"]
        self.name = name

    def plain_vectors(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, shape (texts, dimensions); texts of like length are batched together."""
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        batches = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
        found = np.concatenate([self._run([texts[n] for n in batch]) for batch in batches])
        vectors = np.empty_like(found)
        vectors[order] = found
        return vectors

    def query_vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of questions, shape (texts, dimensions)."""
        return self.plain_vectors([self._prompts["query"] + text for text in texts])

    def document_vectors(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of texts to be found, shape (texts, dimensions)."""
        return self.plain_vectors([self._prompts["document"] + text for text in texts])

    def _run(self, texts: list[str]) -> Vectors:
        tokens = self._tokenizer.encode_batch(texts)
        feed = {
            "input_ids": np.array([t.ids for t in tokens], dtype=np.int64),
            "attention_mask": np.array([t.attention_mask for t in tokens], dtype=np.int64),
        }
        vectors: Vectors = self._session.run(None, feed)[0]
        return vectors


def _options() -> onnxruntime.SessionOptions:
    """Let threads that are done rest: those that spin take the processor from the search that follows."""
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options


def open_encoder(model: str, home: Path) -> Encoder:
    """Open a model's exported graph, exporting it first where that was never done.

    Raises EncoderError where the model is missing or cannot be exported.
    """
    return _opened(exported(model, home))


@lru_cache(maxsize=1)
def _opened(folder: Path) -> Encoder:
    """Open an encoder once: it never changes, and its folder is named by what it was made from."""
    return Encoder(folder, folder.name)
